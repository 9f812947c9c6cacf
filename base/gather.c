#include "base/gather.h"

/* A shorter wait is no longer than a batch takes to come back: it would only make each of a fast
 * lane's batches later. */
enum { WINDOW_US = 50000, SHARE = 16, WORTH_WAITING_FOR = 2, SHORTEST_MS = 3 };

static void turn(struct gather *gather, int64_t now_us)
{
    if (now_us < gather->window_ends_us)
        return;
    gather->came_before = now_us < gather->window_ends_us + WINDOW_US ? gather->came : 0;
    gather->came = 0;
    gather->window_ends_us = now_us + WINDOW_US;
}

void gather_note(struct gather *gather, int64_t now_us)
{
    turn(gather, now_us);
    gather->came++;
}

int gather_wait_ms(struct gather *gather, int64_t now_us, int queued, int under_way)
{
    turn(gather, now_us);
    if (queued >= GATHER_ENOUGH || gather->came_before == 0 ||
        under_way / SHARE < WORTH_WAITING_FOR)
        return 0;
    int64_t wait_ms = (int64_t)under_way * WINDOW_US / gather->came_before / SHARE / 1000;
    if (wait_ms > GATHER_MAX_MS)
        wait_ms = GATHER_MAX_MS;
    /* in a short wait not even two may come */
    if (wait_ms < SHORTEST_MS ||
        wait_ms * 1000 * gather->came_before < (int64_t)WORTH_WAITING_FOR * WINDOW_US)
        return 0;
    return (int)wait_ms;
}
