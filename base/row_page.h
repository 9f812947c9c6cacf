/* Pages of rows that are read in a transaction, each in an arena of its own, the next of which is
 * asked for while one is looked at: the server and this process then work at the same time.
 */
#ifndef BASE_ROW_PAGE_H
#define BASE_ROW_PAGE_H

#include "base/db.h"

/* All zero is none. */
struct row_page {
    struct arena *arena;
    struct db_rows *rows; /* once it was waited for */
};

/* Sends for it without waiting; `page`, which is none, stays where it is until it was waited for or
 * the body ends. */
void row_page_ask(struct db_tx *tx, struct row_page *page, const struct sql *sql,
                  const struct db_value *args, int count);

/* Gives its memory back; none is allowed. One that was not waited for because something failed may
 * be ended too, if nothing more is asked in the transaction. */
void row_page_end(struct row_page *page);

/* What is walked over. */
struct row_pages {
    /* Asks by row_page_ask() for the page behind these rows, NULL = for the first; there is none
     * when it does not. */
    void (*ask)(void *argument, const struct db_rows *rows, struct row_page *page);
    /* Takes a page, in whose arena the task is, when the one behind it was asked for. False: the
     * walk ends so. */
    bool (*take)(struct task *task, void *argument, const struct db_rows *rows,
                 struct refusal *why);
    void *argument;
};

/* Takes all pages. */
bool row_pages_take(struct task *task, struct db_tx *tx, const struct row_pages *pages,
                    struct refusal *why);

#endif
