/* A household's statement: what sales brought it, month by month, and entry by entry.
 *
 * Sums come from what is rolled up (ledger/roll_up.h) and what has changed since, so they are those
 * of the entries at every moment. They come twice, from the household's entries and from the
 * journal (the control accounts of its orders, as they were when each was rolled up or are now);
 * the answer carries both and says whether they agree, to the fen. Who may read it is the caller's
 * question (registry/proxy.h).
 */
#ifndef LEDGER_STATEMENT_H
#define LEDGER_STATEMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* What is asked for. */
struct statement_query {
    int64_t household_id;
    const char *month; /* "2026-11", Beijing time, a month that exists; NULL = all months */
    struct page page;  /* of entries, newest first */
};

/* "YYYY-MM" of 2000..2199. */
bool statement_is_month(const char *text);

/* Object (new reference): totals {credited, reversed, accrued, matured, paid_out, withheld},
 * journal {the same without paid_out}, agrees, months [{month, entries, ...}] newest first, items
 * [...] (entries of the month asked for), next (cursor or null). An entry names its order line by
 * an opaque id, its day, kind and state in words, what was credited, taken back, and remains. NULL
 * and why when the database cannot be asked. */
json_t *statement_json(struct task *task, const struct statement_query *query, struct refusal *why);

#endif
