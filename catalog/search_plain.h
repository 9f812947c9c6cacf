/* Lists of everything, or of one category, one county or one producer, without any other filter:
 * what the shop asks for most. A statement for each and each order, planned once, by an index that
 * has filter and order; nothing in them can be switched off. */
#ifndef CATALOG_SEARCH_PLAIN_H
#define CATALOG_SEARCH_PLAIN_H

#include "catalog/search.h"

/* What a page begins behind. */
struct search_cursor {
    int64_t price_fen; /* of no meaning for the newest */
    int64_t version_id;
};

/* Whether it is such a list. Its words are for the caller to look at. */
bool search_is_plain(const struct search *search);

/* The rows of a page; all such statements have the columns of product_all. */
bool search_plain(struct task *task, const struct search *search,
                  const struct search_cursor *cursor, int limit, struct db_rows **rows,
                  struct refusal *why);

#endif
