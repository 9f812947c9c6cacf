/* A walk over the rows of a statement, page by page in order of its keys, each page in an arena of
 * its own: memory stays the same however long a table is.
 *
 * The statement takes the keys of the last row that was read, and behind them how many rows a page
 * has; it may give more where all with the last key belong to its page, and one with fewer is the
 * last. */
#ifndef BASE_ROW_WALK_H
#define BASE_ROW_WALK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

struct row_walk;

/* Takes a page, in whose arena the task is; the last may be empty. False: the walk ends so. */
typedef bool row_walk_page(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                           struct refusal *why);

enum { ROW_WALK_KEYS_MAX = 4, ROW_WALK_TEXT_MAX = 31 };

/* Behind which rows a page begins. */
struct row_walk_key {
    int column; /* of the statement */
    bool is_text;
    int64_t number;
    char text[ROW_WALK_TEXT_MAX + 1];
};

struct row_walk {
    const struct sql *sql;
    struct db_tx *tx; /* NULL = each page by itself, on a connection of the audit's */
    int rows;         /* of a page */
    /* Of the first page, as many as the statement takes; they go on when a page was taken. */
    struct row_walk_key keys[ROW_WALK_KEYS_MAX];
    row_walk_page *take;
    void *argument;
    bool is_over; /* this page is the last; who has seen enough says so */
};

/* Takes all pages; in a transaction the server is at the next one meanwhile (base/row_page.h). */
bool row_walk(struct task *task, struct row_walk *walk, struct refusal *why);

/* Takes the next page, for who goes on with it now and then. */
bool row_walk_step(struct task *task, struct row_walk *walk, struct refusal *why);

#endif
