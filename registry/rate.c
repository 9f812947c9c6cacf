#include "registry/rate.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>

/* FNV-1a, 64 bits: keys are addresses, and whoever makes two of them meet gains nothing (see the
 * header). */
static uint64_t hash(const char *key)
{
    uint64_t h = UINT64_C(0xcbf29ce484222325);
    for (; *key != '\0'; key++)
        h = (h ^ (unsigned char)*key) * UINT64_C(0x100000001b3);
    return h;
}

/* The key's own slot among four neighbours, or the one whose window began first. */
static struct rate_slot *find_slot(struct rate *rate, uint64_t key)
{
    struct rate_slot *oldest = NULL;
    for (uint64_t i = 0; i < 4; i++) {
        struct rate_slot *slot = &rate->slots[(key + i) % RATE_SLOTS];
        if (slot->key == key && slot->began_ms != 0)
            return slot;
        if (oldest == NULL || slot->began_ms < oldest->began_ms)
            oldest = slot;
    }
    *oldest = (struct rate_slot){.key = key};
    return oldest;
}

bool rate_allow(struct rate *rate, const char *key, int64_t limit, int64_t now_ms, int64_t *wait_s)
{
    struct rate_slot *slot = find_slot(rate, hash(key));
    if (slot->began_ms == 0 || now_ms - slot->began_ms >= rate->window_ms) {
        slot->began_ms = now_ms;
        slot->count = 0;
    }
    if (slot->count < limit) {
        slot->count++;
        return true;
    }
    if (wait_s != NULL)
        *wait_s = (slot->began_ms + rate->window_ms - now_ms + 999) / 1000;
    return false;
}

void rate_look(struct rate *rate, const char *key, int64_t limit, int64_t now_ms, int64_t *left,
               int64_t *wait_s)
{
    const struct rate_slot *slot = find_slot(rate, hash(key));
    *left = slot->count < limit ? limit - slot->count : 0;
    *wait_s = slot->began_ms == 0 ? 1 : (slot->began_ms + rate->window_ms - now_ms + 999) / 1000;
    *wait_s = *wait_s > 1 ? *wait_s : 1;
}

char *rate_client_key(const char *address, char buffer[48])
{
    struct in6_addr v6;
    if (inet_pton(AF_INET6, address, &v6) == 1 && !IN6_IS_ADDR_V4MAPPED(&v6)) {
        memset(v6.s6_addr + 8, 0, 8);
        inet_ntop(AF_INET6, &v6, buffer, 48);
    } else {
        snprintf(buffer, 48, "%s", address);
    }
    return buffer;
}
