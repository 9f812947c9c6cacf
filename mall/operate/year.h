/* Taking a year out of the books, and back, for `mall years` (ops/years): base/year.h.
 *
 * A year may go when it has been over for a day, is the oldest in the books, everything of it has
 * come to its end - orders, refunds, withheld shares, payouts; the folders say so -, its days are
 * closed, and a full audit has found nothing since anything of it was last moved. What the rest
 * goes on with is written in the transaction that takes its partitions out. */
#ifndef MALL_OPERATE_YEAR_H
#define MALL_OPERATE_YEAR_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* Why a year cannot go or come back; the detail says which row. */
extern const struct refusal_kind YEAR_NOT_READY;

/* Takes a year out, as the owner of the tables; *tables gets of how many. */
bool year_take_away(struct task *task, int year, int64_t *tables, struct refusal *why);

/* Puts it back, as the owner, and forgets with what it was carried on. Only the newest that is away
 * can come back. */
bool year_bring_back(struct task *task, int year, int64_t *tables, struct refusal *why);

/* Years that are away, oldest first: [{"year": n, "away_at": "...", "settled_day": "...",
 * "settled_month": "...", "carried": rows, "states": rows, "chains": [{"chain": "ledger", "day":
 * "...", "value": hexadecimal}]}]. New reference; NULL when the database could not be asked. */
json_t *year_list_json(struct task *task, struct refusal *why);

#endif
