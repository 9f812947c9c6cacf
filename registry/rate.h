/* How often one key may do something in a window of time, in this worker's memory: a table of fixed
 * size that forgets old keys.
 *
 * With several workers a key gets its share in each of them: this slows floods down, it is no exact
 * quota. Two keys that meet in a slot count separately: the older window gives way, so a flood of
 * keys can only make the limit laxer, never lock somebody else out.
 */
#ifndef REGISTRY_RATE_H
#define REGISTRY_RATE_H

#include <stdbool.h>
#include <stdint.h>

#define RATE_SLOTS 4096

struct rate_slot {
    uint64_t key;
    int64_t began_ms; /* 0 = empty */
    int64_t count;
};

struct rate {
    int64_t window_ms;
    struct rate_slot slots[RATE_SLOTS];
};

/* Counts one event of `key` at `now_ms` (> 0, never running backwards). False when more than
 * `limit` fell into the window; *wait_s (may be NULL) then tells the seconds until the window ends,
 * at least 1. */
bool rate_allow(struct rate *rate, const char *key, int64_t limit, int64_t now_ms, int64_t *wait_s);

/* What is left to the key in its window, and the seconds until that ends, at least 1. */
void rate_look(struct rate *rate, const char *key, int64_t limit, int64_t now_ms, int64_t *left,
               int64_t *wait_s);

/* What counts as one client: an IPv4 address, or the first 64 bits of an IPv6 address (one
 * subscriber has them all). buffer >= 48; returns it. */
char *rate_client_key(const char *address, char buffer[48]);

#endif
