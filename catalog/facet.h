/* How much each choice of a filter leaves: counted from what was looked at.
 *
 * What filters ask of a listing beside its price - county, producer, station, category, season - is
 * its facet, a number that stands for all of it (table product_facet). Many listings share one, so
 * a thousand hits are two arrays of numbers, and what is looked up is their few facets.
 */
#ifndef CATALOG_FACET_H
#define CATALOG_FACET_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "catalog/search.h"

/* What is counted: the facet and the price of each. */
struct facet_hits {
    const int64_t *facets, *prices;
    int count;
};

/* What search_facets_json() gives (catalog/search.h), without at_least. New reference, NULL and why
 * when refused. */
json_t *facet_counts_json(struct task *task, const struct search *search, bool only_deliverable,
                          const struct facet_hits *hits, struct refusal *why);

#endif
