/* What sales brought the households of a region, a line a household: for the desks that look over
 * them, under pseudonym and number. One household's entries: ledger/statement.h.
 */
#ifndef LEDGER_INCOME_H
#define LEDGER_INCOME_H

#include <jansson.h>
#include <stdbool.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* Which households a list shows. */
struct income_query {
    const char *region_code; /* a county, township or village */
    const char *state;       /* of HOUSEHOLD_MACHINE; "" = any */
    const char *words;       /* part of the pseudonym, or the number's last digits; "" = any */
    const char *month;       /* whose sales are summed, "2026-11" of Beijing; NULL = all */
    const char *income;      /* "some", "held" (anything withheld), "none", "" = any */
};

/* A page of them by id: {"items", "next", "totals"}. `totals` counts and sums all that the query
 * finds, not the page's; it comes with the first page, null otherwise. New reference, NULL when
 * refused. */
json_t *income_list_json(struct task *task, const struct income_query *query,
                         const struct page *page, struct refusal *why);

#endif
