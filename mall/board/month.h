/* What the sales of one month did, for whom: the sum and its parts, which add up to it, under the
 * rule of the board that hides small groups. Where the board changes in steps, households' income
 * is what it tells.
 */
#ifndef MALL_BOARD_MONTH_H
#define MALL_BOARD_MONTH_H

#include <jansson.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* How old the figures may be that are given. */
enum { MONTH_AGE_MS = 60000 };

struct month_figures {
    int64_t orders, producers, counties;
    int64_t goods_fen, freight_fen;
    int64_t households, matured_households, accrued_households;
    int64_t matured_fen, accrued_fen, withheld_fen;
};

/* The month before the one of a Beijing day "YYYY-MM-DD" and the one behind it, both by their first
 * day. Pure. */
void month_before(const char *day, char first[11], char next[11]);

/* Whether the households' figures may be shown: none of them is about a group smaller than `least`,
 * and they are no more than the goods (refunds may have come of which the income waits to be told).
 * Pure. */
bool month_is_shown(const struct month_figures *figures, int64_t least);

/* The last full month: {"month": "2026-10", "computed_at", "orders", "counties", "sales_fen",
 * "hidden", "hidden_text", "parts": [{"key", "name", "amount_fen", "count"}], ...}; parts add up to
 * sales_fen. Where the households' group is small, their part is null and stands with the
 * producers' in one. New reference; NULL and why when refused. */
json_t *month_last_json(struct task *task, struct refusal *why);

#endif
