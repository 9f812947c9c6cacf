#include "catalog/offer_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/db.h"
#include "base/id.h"
#include "base/memo.h"

/* An offer and its texts: title NUL spec NUL, one piece of memory. */
struct kept {
    struct offer offer;
    char *strings;
};

static void drop(void *value)
{
    free(((struct kept *)value)->strings);
}

/* 16384 offers of some 300 bytes are 5 MB when all places are full. */
static struct memo offers = {.sets = 4096,
                             .ways = 4,
                             .key_size = sizeof(int64_t),
                             .value_size = sizeof(struct kept),
                             .drop = drop};

bool offer_cache_find(struct arena *arena, int64_t sku_id, struct offer *offer)
{
    const struct kept *kept = memo_find(&offers, &sku_id);
    if (kept == NULL)
        return false;
    *offer = kept->offer;
    offer->title = arena_strdup(arena, kept->offer.title);
    offer->spec = arena_strdup(arena, kept->offer.spec);
    return true;
}

uint64_t offer_cache_stamp(void)
{
    return memo_stamp(&offers);
}

void offer_cache_keep(const struct offer *offer, uint64_t stamp)
{
    if (offers.max_age_ms == 0 || stamp != memo_stamp(&offers))
        return;
    size_t title = strlen(offer->title) + 1, spec = strlen(offer->spec) + 1;
    struct kept kept = {.offer = *offer, .strings = malloc(title + spec)};
    assert(kept.strings != NULL);
    kept.offer.title = memcpy(kept.strings, offer->title, title);
    kept.offer.spec = memcpy(kept.strings + title, offer->spec, spec);
    memo_keep(&offers, &offer->sku_id, &kept, stamp);
}

void offer_cache_forget(int64_t sku_id)
{
    memo_forget(&offers, &sku_id);
}

static bool is_of_listing(const void *value, const void *listing_id)
{
    return ((const struct kept *)value)->offer.listing_id == *(const int64_t *)listing_id;
}

void offer_cache_forget_listing(int64_t listing_id)
{
    if (listing_id == 0)
        memo_forget_all(&offers);
    else
        memo_forget_where(&offers, is_of_listing, &listing_id);
}

/* "listing:<id>"; an empty payload means that some may have been missed. Other tags are not ours.
 */
static void heard(const char *payload, void *argument)
{
    static const char PREFIX[] = "listing:";
    int64_t listing_id;
    (void)argument;
    if (payload[0] == '\0')
        offer_cache_forget_listing(0);
    else if (strncmp(payload, PREFIX, sizeof(PREFIX) - 1) == 0 &&
             id_parse(payload + sizeof(PREFIX) - 1, &listing_id))
        offer_cache_forget_listing(listing_id);
}

void offer_cache_start(int64_t max_age_ms)
{
    offers.max_age_ms = max_age_ms;
    if (max_age_ms > 0)
        db_listen("mall_cache", heard, NULL);
}
