/* A household's statement as it is read, said and sent: with its face, what was sold, and each line
 * in plain spoken words. */
#ifndef MALL_API_STATEMENT_VIEW_H
#define MALL_API_STATEMENT_VIEW_H

#include "ledger/statement.h"
#include "registry/household_face.h"

/* The statement (ledger/statement.h) with household_id, pseudonym, village_name, month; its items
 * with "title" (what was sold) and "words" (one sentence). New reference; NULL and why. */
json_t *statement_view_json(struct task *task, const struct household *household,
                            const struct statement_query *query, struct refusal *why);

/* Of a month's or all months' sums as a statement has them: how much was credited in words that a
 * telephone can show, {"text", "characters", "messages" (what a provider would charge for)}.
 * `month` NULL = all. New reference. */
json_t *statement_sms_json(struct task *task, const struct household_face *face, json_t *statement,
                           const char *month);

/* The member of "months" with that name; NULL when the household earned nothing then. */
json_t *statement_month(json_t *statement, const char *month);

#endif
