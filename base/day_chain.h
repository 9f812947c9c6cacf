/* Hash chains over the days of rows that are only ever added. When a Beijing day is over its rows
 * are put in order of id, each as the bytes it is stamped by; the day's root is the SHA-256 of
 * these bytes in hexadecimal, a line a row, and the chain's value
 *
 *     SHA-256(previous value, "day|rows|", root)
 *
 * A row's day is that of its id, so nothing but the primary key is needed to find it, and whoever
 * writes rows locks nothing: ten minutes after midnight no transaction of the day lives any more.
 * Who has an older value can tell whether a row of before was changed, added or taken away; where
 * the chain ended stands beside it under a stamp (table chain_end), so that the newest day cannot
 * go unseen either.
 */
#ifndef BASE_DAY_CHAIN_H
#define BASE_DAY_CHAIN_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

struct stamp_field;

struct day_chain {
    const char *name; /* kept with its days */
    /* Rows from id $1 on, below $2, in order of id, at most $3. Binary columns: id, content; or,
     * where `table` is given, the columns that its rows are stamped by, the id first, and stamp. */
    const struct sql *lines;
    /* The first id that is $1 or larger. Columns: id (null = there is none). */
    const struct sql *next;
    bool by_years; /* its table is cut by years, of which one may be away (base/year.h) */
    const char *table;
    /* So many of the last stamped columns came later: of a row of which the first of them is null
     * they are not in the stamp. */
    int later;
};

/* A row that a walk comes to. */
struct day_chain_seen {
    int64_t id;
    const uint8_t *content; /* what it is stamped by; until the next stamp is looked at */
    size_t length;
    const struct stamp_field *fields; /* of the content; NULL = it was not read column by column */
    int field_count;
    const uint8_t *stamp; /* NULL = it has none */
    size_t stamp_length;
};

/* Who else wants to see the rows while a chain is looked at, so that they are read once, in a
 * transaction of his. */
struct day_chain_watch {
    struct db_tx *tx; /* of DB_AUDIT */
    int64_t from_id;
    void (*tell)(void *argument, const struct day_chain_seen *row); /* of each from from_id on */
    void *argument;
};

/* Closes the days of a chain that are over, oldest first, at most a month in one call; adds their
 * number to *closed. */
bool day_chain_close(struct task *task, const struct day_chain *chain, int *closed,
                     struct refusal *why);

/* A check of the audit: recomputes closed days, a chunk of rows at a time, and adds what differs.
 * Looks at rows from an id on (0 = all): a day that begins before it keeps the root it was closed
 * with, of which is looked at only that it is chained. `watch` NULL = nobody. */
bool day_chain_verify(struct task *task, const struct day_chain *chain, int64_t from_id,
                      const struct day_chain_watch *watch, json_t *violations, struct refusal *why);

/* ---- values, and where a chain ended, for chains that keep their days themselves (ledger/day.h)
 * ---- */

/* What a day with so many rows and this root comes to, behind the day before it, whose value is
 * `previous`: the SHA-256 of previous, "day|rows|" and root. */
void day_chain_value(const uint8_t previous[32], const char *day, int64_t rows,
                     const uint8_t root[32], uint8_t value[32]);
/* Inside the transaction that closes a day. */
void day_chain_note_end(struct db_tx *tx, const char *chain, const char *day,
                        const uint8_t value[32]);
/* Adds a violation unless the chain is noted to have ended with this day and value; "" = it has no
 * day. */
bool day_chain_check_end(struct task *task, const char *chain, const char *day,
                         const uint8_t value[32], json_t *violations, struct refusal *why);

#endif
