/* The public board: what was sold, and what reached how many households - in all, by county, by
 * month and by kind of linkage; where a yuan goes (board_yuan.h), how soon parcels leave
 * (board_shipping.h).
 *
 * - One statement reads all figures, so that rows add up to totals; each worker keeps the result
 * for its edition (MALL_BOARD_STEP_S, mall/board/edition.h; with 0 for BOARD_AGE_MS), and page,
 * JSON and CSV are the same figures of the same moment.
 * - Income that has matured stands apart from what is only credited. Refunds are taken off. What
 * households keep of orders that were refunded whole after completion, which the seller bore,
 * stands apart as well and makes no other figure larger: sales that were undone must not make it
 * shine.
 * - No figure about fewer than MALL_MIN_GROUP households: see board_hide().
 */
#ifndef MALL_BOARD_BOARD_H
#define MALL_BOARD_BOARD_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

#define BOARD_AGE_MS 30000

/* Why a cell is not shown. */
enum board_hidden {
    BOARD_SHOWN,
    BOARD_SMALL,    /* fewer households than the least group */
    BOARD_COMPANION /* shown, it would let a small cell of its column follow from the total */
};

/* What households have: still in the claim window, matured, and of orders that the seller bore. */
enum board_column { BOARD_ACCRUED, BOARD_MATURED, BOARD_BORNE, BOARD_COLUMNS };

/* A county, a month, a kind, or all. Money in fen. */
struct board_row {
    const char *key, *name;
    int64_t orders;
    int64_t paid_fen;            /* by buyers, refunds not taken off */
    int64_t sales_fen;           /* paid, less refunds */
    int64_t freight_fen;         /* of it: freight */
    int64_t settled_fen;         /* of it: orders completed */
    int64_t households;          /* distinct, with anything credited */
    int64_t with[BOARD_COLUMNS]; /* distinct households with such money */
    int64_t fen[BOARD_COLUMNS];
    int64_t withheld_households, withheld_fen; /* credited to nobody, the register to be asked */
    enum board_hidden hidden[BOARD_COLUMNS];   /* out of board_hide() */
    bool households_hidden;                    /* likewise: fewer than the least group */
};

/* Decides which cells of one table stay hidden, pure. A cell is small when its money belongs to at
 * least one but fewer than `least` households. In a column with a small cell the hidden cells must
 * together hold at least two cells and `least` households, otherwise total minus shown cells would
 * tell the small one: then the shown cell with the fewest households (but at least one) is hidden
 * too, until it is so or none is left. Other columns, and what a row sold, stay shown: they are no
 * figures of that group. `disjoint` = a household is in one row only (counties), so that counts of
 * hidden cells may be summed; else the largest counts. */
void board_hide(struct board_row *rows, int count, int64_t least, bool disjoint);

/* Of the total: whether the figure of a column may be shown. */
bool board_total_shown(const struct board_row *total, enum board_column column, int64_t least);

/* The board as JSON (new reference), of the present edition; while that is made, by a task of its
 * own, everybody gets the last one, and so it is for a minute after it could not be made
 * (mall/board/edition.h). Only who finds none waits for it, or who looks where it changes at once.
 * NULL and why when there is none and the database cannot be asked. */
json_t *board_json(struct task *task, struct refusal *why);

/* The same as text, *length bytes, in the task's arena: written once for all who ask. */
const char *board_text(struct task *task, size_t *length, struct refusal *why);

/* The same as comma-separated values (RFC 4180, UTF-8 with byte order mark so that spreadsheets
 * read it), in the task's arena: all rows in one table, or one table of the board by its
 * file's name ("months.csv", and so counties, kinds, yuan, shipping; NULL = there is none). */
const char *board_csv(struct task *task, json_t *board);
const char *board_table_csv(struct task *task, json_t *board, const char *file);

#endif
