/* Ids: time-ordered 63-bit integers made by the program: 41 bits milliseconds since 2024-01-01, 10
 * bits maker (5 node, 5 worker), 12 bits sequence. To users they are opaque decimal strings. No
 * gapless numbers anywhere.
 */
#ifndef BASE_ID_H
#define BASE_ID_H

#include <stdbool.h>
#include <stdint.h>

/* node 0..31, worker 0..15 for workers, id_worker_random() (16..31) for commands. Waits
 * for a fresh millisecond so that a restarted worker cannot repeat ids. For tests, which
 * share their database with nobody; programs hold a lease (base/id_lease.h). */
void id_init(int node, int worker);
int id_worker_random(void);
int64_t id_next(void);

/* ---- for base/id_lease.c ---- */

/* Ids of this maker are later than `after_ms` and earlier than id_bound(), Unix milliseconds. */
void id_begin(int node, int worker, int64_t after_ms, int64_t bound_ms);
/* Moves the bound on; it does not go back. */
void id_bound(int64_t bound_ms);
/* No id that was made is of this time or later. */
int64_t id_used_until_ms(void);
/* From now on only what is in hand may make ids, a few ten thousand at most. Returns the last
 * bound. */
int64_t id_end(void);

/* Unix milliseconds of an id's making. */
int64_t id_time_ms(int64_t id);
/* No id made in or after that millisecond is smaller, none made before is as large. */
int64_t id_first_of_ms(int64_t unix_ms);
/* Decimal text; buffer >= 21. Returns buffer. */
char *id_text(int64_t id, char buffer[21]);
/* Strict decimal (no sign, no leading zero, > 0); NULL is none. */
bool id_parse(const char *text, int64_t *id);

#endif
