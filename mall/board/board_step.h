/* Which changes of households' income the board tells in an edition, so that the difference of two
 * editions is about no small group either.
 *
 * - What is told is kept household by household (table board_income); the board's figures are sums
 * of it (board_cell), so that rows always add up to totals.
 * - Of what has changed since, a household's part of a county, a month and a kind is told whole or
 * held whole: held while in one of its rows - county, month, kind, total - and columns fewer than
 * the least group of households change. Rows that are about fewer, and so are hidden, count as one
 * row together, as the total tells their sum. What is held waits until enough have changed.
 * - Before anything was told there is nothing to compare with: then all is told.
 */
#ifndef MALL_BOARD_BOARD_STEP_H
#define MALL_BOARD_BOARD_STEP_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

/* What a household has of one step (accrued, matured, borne, withheld) in a county, a month and a
 * kind, where that is otherwise than the board tells it. */
struct board_change {
    const char *county_code, *month, *kind, *step;
    int64_t household_id;
    int64_t fen;                                /* as it is now; 0 = nothing any more */
    int64_t county_with, month_with, kind_with; /* households with such money in its rows now */
    bool held;                                  /* out of board_step_hold() */
};

/* Decides which changes stay held, pure but for memory of the arena; how many those are. */
int board_step_hold(struct arena *arena, struct board_change *changes, int count, int64_t least);

/* Takes into board_income and its counts (board_cell), inside the transaction and behind
 * roll_up_hold(), what has changed of households' months and may be told for groups of at least
 * `least`; with `least` 0 all of it. What is held stays noted (household_moved). False and why when
 * the database refuses. */
bool board_step_take(struct task *task, struct db_tx *tx, int64_t least, struct refusal *why);

#endif
