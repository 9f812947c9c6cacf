/* Search among what is on sale: each word of the question must stand in the text (title, category,
 * produce, specs, names of places and producer; table product_text).
 *
 * Without words a list walks an index in its order until the page is full, whatever number there
 * is. What asks for everything, or for one category, county or producer, is planned once; what
 * combines filters is planned for them.
 *
 * With words the way of the list is walked first, so far as SEARCH_WALK: a word that many have
 * fills the page there. What no more than SEARCH_RARE texts hold is found by an index of characters
 * and pairs of characters, all at once. A word between the two - many have it, but few of those
 * that come first - is walked on for in steps that double, until SEARCH_FAR: then the page is what
 * was found so far, perhaps nothing, and its `next` goes on behind what was looked at. So a search
 * reads no more than so much, whatever number of texts holds its words.
 *
 * A product's price is that of its cheapest SKU in stock, or when none is, of its cheapest, as it
 * stands in its row of `product` (catalog/product_row.h): in order and bounds as on its card. It
 * moves with the stock.
 *
 * The cursor of a page is a listing version's id, whatever the order: that of the last product, or
 * of the last that was looked at. By price, a page begins behind what that version is listed by
 * when it is asked for.
 */
#ifndef CATALOG_SEARCH_H
#define CATALOG_SEARCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"

enum {
    SEARCH_MAX_WORDS = 8,
    SEARCH_MAX_POINTS = 60,
    SEARCH_WALK = 2000,
    SEARCH_RARE = 2000,
    SEARCH_FAR = 30000 /* 2,000 and four steps more: 4,000, 8,000, 16,000 */
};

enum search_sort {
    SEARCH_NEWEST,   /* by version */
    SEARCH_CHEAPEST, /* by the price that a product is listed by */
    SEARCH_DEAREST   /* likewise */
};

struct search {
    const char *words;       /* the question, NULL or "" = everything */
    const char *category;    /* NULL = all */
    const char *county_code; /* NULL = all */
    int64_t producer_id;     /* 0 = all */
    const char *season_day;  /* "MM-DD": only what is in season then; NULL = all */
    const char **counties;   /* only from these, as they deliver to the buyer; NULL = from all */
    int county_count;
    int64_t price_low_fen, price_high_fen; /* of what it is listed by; 0 = any */
    enum search_sort sort;
};

/* What a question asks for: its words, folded and split at blanks, at most SEARCH_MAX_WORDS. Pure.
 */
struct search_terms {
    const char *const *words;
    size_t word_count;
};
void search_terms(struct arena *arena, const char *question, struct search_terms *terms);

/* Products for display (a new reference) and the versions they are. */
struct search_found {
    json_t *items;
    int64_t *version_ids; /* the task's */
    int count;
    int64_t next; /* the cursor of the page behind, 0 = there is none */
};
/* A page of what is found. It may be short and have a next one: see above. */
bool search_products(struct task *task, const struct search *search, const struct page *page,
                     struct search_found *found, struct refusal *why);

/* How much each value of a filter would leave, all others applied: {"total", "looked_at",
 * "at_least", "categories", "counties", "producers", "prices", "in_season", "deliverable",
 * "left_out"}. At most SEARCH_FACETS_MAX are counted - without words the newest; of words that many
 * of the newest SEARCH_FACETS_PROBE hold, and so more than SEARCH_FACETS_RARE of all, the newest
 * among SEARCH_FACETS_WALK; of others what the index finds first - and at_least says that there may
 * be more, so that each count is one from below. Of counties and producers the one asked for and
 * those with most are named, at most SEARCH_FACETS_NAMED. search->counties are those that deliver,
 * `only_deliverable` says whether only they count. New reference, NULL and why when refused. */
enum {
    SEARCH_FACETS_MAX = 1000,
    SEARCH_FACETS_PROBE = 200,
    SEARCH_FACETS_SHARE = 50, /* one in so many is common */
    SEARCH_FACETS_RARE = 2000,
    SEARCH_FACETS_WALK = 3000,
    SEARCH_FACETS_NAMED = 60
};
json_t *search_facets_json(struct task *task, const struct search *search, bool only_deliverable,
                           struct refusal *why);

/* Categories with the number of products on sale, an array. Likewise. */
json_t *search_categories_json(struct task *task, struct refusal *why);

#endif
