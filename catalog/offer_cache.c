#include "catalog/offer_cache.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/id.h"

/* A SKU has WAYS places; the oldest entry gives way. 16384 offers of some 300 bytes are 5 MB when
 * all are full. */
enum { SETS = 4096, WAYS = 4 };

struct entry {
    struct offer offer; /* sku_id 0 = free */
    char *strings;      /* title NUL spec NUL, one piece of memory */
    int64_t read_ms;
};

static struct entry entries[SETS][WAYS];
static int64_t max_age;
static int64_t forgotten; /* counts what was dropped, so that a slow reader keeps nothing stale */

static struct entry *set_of(int64_t sku_id)
{
    return entries[(uint64_t)sku_id * UINT64_C(0x9e3779b97f4a7c15) >> 52];
}

static void drop(struct entry *entry)
{
    free(entry->strings);
    *entry = (struct entry){.strings = NULL};
}

static struct entry *find(int64_t sku_id)
{
    struct entry *set = set_of(sku_id);
    for (int i = 0; i < WAYS; i++) {
        if (set[i].offer.sku_id == sku_id)
            return &set[i];
    }
    return NULL;
}

bool offer_cache_find(struct arena *arena, int64_t sku_id, struct offer *offer)
{
    const struct entry *entry = find(sku_id);
    if (entry == NULL || clock_mono_ms() - entry->read_ms >= max_age)
        return false;
    *offer = entry->offer;
    offer->title = arena_strdup(arena, entry->offer.title);
    offer->spec = arena_strdup(arena, entry->offer.spec);
    return true;
}

int64_t offer_cache_stamp(void)
{
    return forgotten;
}

static struct entry *place_for(int64_t sku_id)
{
    struct entry *same = find(sku_id);
    if (same != NULL)
        return same;
    struct entry *set = set_of(sku_id), *oldest = &set[0];
    for (int i = 1; i < WAYS; i++) {
        if (set[i].read_ms < oldest->read_ms)
            oldest = &set[i];
    }
    return oldest;
}

void offer_cache_keep(const struct offer *offer, int64_t stamp)
{
    if (max_age == 0 || stamp != forgotten)
        return;
    size_t title = strlen(offer->title) + 1, spec = strlen(offer->spec) + 1;
    char *strings = malloc(title + spec);
    assert(strings != NULL);
    memcpy(strings, offer->title, title);
    memcpy(strings + title, offer->spec, spec);
    struct entry *entry = place_for(offer->sku_id);
    drop(entry);
    *entry = (struct entry){.offer = *offer, .strings = strings, .read_ms = clock_mono_ms()};
    entry->offer.title = strings;
    entry->offer.spec = strings + title;
}

void offer_cache_forget(int64_t sku_id)
{
    struct entry *entry = find(sku_id);
    forgotten++;
    if (entry != NULL)
        drop(entry);
}

void offer_cache_forget_listing(int64_t listing_id)
{
    forgotten++;
    for (int s = 0; s < SETS; s++) {
        for (int w = 0; w < WAYS; w++) {
            if (listing_id == 0 || entries[s][w].offer.listing_id == listing_id)
                drop(&entries[s][w]);
        }
    }
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
    max_age = max_age_ms;
    if (max_age > 0)
        db_listen("mall_cache", heard, NULL);
}
