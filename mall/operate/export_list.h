/* The lists that can be taken away as a table: each is one of our own GET routes, read page by page
 * as the person who asks, so that a file holds what they could have looked at and nothing else.
 *
 * A column names a member of an item, "producer.name" within objects. Where a list says `each`, an
 * item becomes as many rows as that member has elements (an order's lines): their columns begin
 * with its name, the item's texts stand in all of these rows and its numbers in the first, so that
 * sums are right.
 */
#ifndef MALL_OPERATE_EXPORT_LIST_H
#define MALL_OPERATE_EXPORT_LIST_H

#include <jansson.h>
#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

enum export_kind {
    EXPORT_TEXT, /* also numbers that must keep their digits: orders, waybills, phones */
    EXPORT_WORD, /* a word of the program, shown as `words` say; one they do not know stays */
    EXPORT_COUNT,
    EXPORT_YUAN, /* fen */
    EXPORT_KG,   /* grams */
    EXPORT_TIME, /* RFC 3339, shown in Beijing time */
    EXPORT_FLAG
};

struct export_word {
    const char *word, *chinese;
};

struct export_column {
    const char *heading; /* Chinese, with the unit */
    const char *member;
    enum export_kind kind;
    bool sum;                        /* added up in the last row */
    const struct export_word *words; /* EXPORT_WORD; ended by .word == NULL */
};

struct export_list {
    const char *name;                    /* "station_order" */
    const char *title;                   /* Chinese; begins the file's name */
    const char *path;                    /* "/api/v1/listings/{listing_id}/lots" */
    const char *fixed;                   /* query that is always the same, "as=county"; "" = none */
    const char *items;                   /* member with the rows; NULL = items */
    const char *each;                    /* NULL = one row an item */
    const struct export_column *columns; /* ended by .heading == NULL */
};

/* By number; NULL behind the last. */
const struct export_list *export_list_at(int index);
/* By name; NULL when there is none. */
const struct export_list *export_list_find(const char *name);

/* The word as people say it; itself when it is not known. */
const char *export_say(const struct export_word *words, const char *word);

/* The list's target for a page of `limit` rows behind `after` ("" = the first): path, fixed query
 * and filters, an object of texts. Refuses filters that are not texts and places of the path that
 * no filter fills. Text of the task's arena; NULL when refused. */
const char *export_target(struct task *task, const struct export_list *list, json_t *filters,
                          const char *after, int limit, struct refusal *why);

#endif
