/* What clients report about households: taken as it comes, each report once, for the register's
 * officials to look at. The register's records do not change by it.
 */
#ifndef REGISTER_MOCK_REGISTER_REPORT_H
#define REGISTER_MOCK_REGISTER_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "register-mock/register_refusal.h"
#include "register-mock/register_store.h"

/* Makes its tables when they are not there. */
void register_report_open(struct register_store *store);

/* Takes the body {"reports": [...]} in one transaction: `answer` is {"taken", "refused"}, a new
 * reference. False with 400 when it is no such list. */
bool register_report_take(struct register_store *store, struct arena *arena, const json_t *body,
                          int64_t now_us, json_t **answer, struct register_refusal *why);

/* The reports taken, oldest first, behind the `after`-th: [{"no", "taken_at", "report"}...]. */
json_t *register_report_list(struct register_store *store, struct arena *arena, int64_t after,
                             int64_t limit);
/* The incomes of a household that hold now: [{"from", "to", "report_id", "credited_fen",
 * "reversed_fen"}...] by `from`, `to`. */
json_t *register_report_incomes(struct register_store *store, struct arena *arena,
                                const char *household_no);

#endif
