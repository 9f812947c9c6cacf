#include "base/timed.h"

#include "base/clock.h"

bool timed_run(const struct timed_piece *piece, int64_t *next_ms, struct task *task, int *done,
               bool *more, struct refusal *why)
{
    int64_t now_ms = clock_mono_ms();
    *done = 0;
    *more = false;
    if (now_ms < *next_ms)
        return true;
    if (piece->again_from == 0)
        *next_ms = now_ms + piece->period_ms;
    if (!piece->run(task, done, why))
        return false;
    *more = piece->again_from > 0 && *done >= piece->again_from;
    if (piece->again_from > 0 && !*more)
        *next_ms = clock_mono_ms() + piece->period_ms;
    return true;
}
