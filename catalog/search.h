/* Search among what is on sale: overlapping pairs of characters find candidates by index, and each
 * word of the question must then really stand in the text (title, category, produce, specs, names
 * of places and producer).
 *
 * The cursor of a page is the last listing version's id, whatever the order.
 */
#ifndef CATALOG_SEARCH_H
#define CATALOG_SEARCH_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"

enum { SEARCH_MAX_WORDS = 8, SEARCH_MAX_POINTS = 60 };

enum search_sort {
    SEARCH_NEWEST,   /* by version */
    SEARCH_CHEAPEST, /* by the lowest price of a SKU */
    SEARCH_DEAREST   /* likewise */
};

struct search {
    const char *words;       /* the question, NULL or "" = everything */
    const char *category;    /* NULL = all */
    const char *county_code; /* NULL = all */
    enum search_sort sort;
};

/* The pairs that are stored beside a text (at most 600). */
const char **search_grams(struct arena *arena, const char *text, size_t *count);

/* What a question asks of the index: its words (split at blanks, at most SEARCH_MAX_WORDS) and the
 * pairs in them. A word of one character has no pair and is only looked for in the text. Pure. */
struct search_terms {
    const char *const *words;
    size_t word_count;
    const char *const *grams;
    size_t gram_count;
};
void search_terms(struct arena *arena, const char *question, struct search_terms *terms);

/* A page of products for display. New reference, NULL and why when refused. */
json_t *search_products_json(struct task *task, const struct search *search,
                             const struct page *page, struct refusal *why);

/* Categories with the number of products on sale, an array. Likewise. */
json_t *search_categories_json(struct task *task, struct refusal *why);

#endif
