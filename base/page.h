/* Lists, a page at a time: the one form in which they are asked for and answered.
 *
 * A page is the `limit` rows behind the row of id `after`, in the order of ids the statement gives.
 * The answer is {"items": [...], "next": "<id>" or null}: `next` is what to ask with for the page
 * behind, null when there is none. A full page may be the last; then the next one is empty.
 */
#ifndef BASE_PAGE_H
#define BASE_PAGE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

enum { PAGE_LIMIT_DEFAULT = 20, PAGE_LIMIT_MAX = 100 };

struct page {
    int64_t after; /* 0 = from the first on */
    int limit;     /* 1..PAGE_LIMIT_MAX */
};

/* The two parameters of a statement: after, limit. */
#define PAGE_ARGS(page_) DB_I64((page_)->after), DB_I64((page_)->limit)

/* The same for lists that begin with the newest: rows of ids below the first parameter. */
#define PAGE_ARGS_DOWN(page_)                                                                      \
    DB_I64((page_)->after > 0 ? (page_)->after : INT64_MAX), DB_I64((page_)->limit)

/* The page of rows that were read with these two; column `id_column` is what `next` continues
 * behind. New reference. */
json_t *page_json(const struct page *page, const struct db_rows *rows, int id_column);

/* The same, where `add` puts into each item what is no column of its row. */
typedef void page_add(struct task *task, const struct db_rows *rows, int row, json_t *item,
                      bool flag);
json_t *page_json_with(struct task *task, const struct page *page, const struct db_rows *rows,
                       int id_column, page_add *add, bool flag);

/* The same of items that were made otherwise, `last_id` being the last one's. Takes the reference
 * of items. New reference. */
json_t *page_of_items(const struct page *page, json_t *items, int64_t last_id);

/* The same where it is known what the page behind begins with, 0 = there is none: a page that is
 * not full may have one. */
json_t *page_with_next(json_t *items, int64_t next_id);

#endif
