/* How long a batch may wait for more who come. Its statements' starts and its commit are paid once
 * a batch, so that where a crowd is under way few large batches cost less than many small ones that
 * begin with whoever comes first; where few are, a wait would be all loss.
 *
 * By Little's law a crowd of N that comes at L a second takes N / L seconds to get through: a wait
 * of a sixteenth of that is hardly noticed by anyone, and brings N / 16 more. One buyer, or
 * sixteen, never wait; nor does a batch that has enough, nor one of a lane so fast that the wait
 * would be shorter than three milliseconds.
 */
#ifndef BASE_GATHER_H
#define BASE_GATHER_H

#include <stdint.h>

enum { GATHER_ENOUGH = 16, GATHER_MAX_MS = 10 };

/* Who came of late, by windows of a twentieth of a second. Zeroed = nobody yet. */
struct gather {
    int64_t window_ends_us;
    int came, came_before; /* in this window, and in the one before it */
};

/* Somebody has come at `now_us` (monotonic). */
void gather_note(struct gather *gather, int64_t now_us);

/* Milliseconds that a batch may wait which `queued` would be in now, while `under_way` are: 0 to
 * GATHER_MAX_MS; 0 = let it go. */
int gather_wait_ms(struct gather *gather, int64_t now_us, int queued, int under_way);

#endif
