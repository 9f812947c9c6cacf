/* Giving the verdicts (register/verdict.h): on the links of versions that wait for a decision, of
 * households that the register said something else of, and of all that is on sale where none
 * stands. A verdict is written with the snapshot and change that were known then; the one before
 * ends, so that what stood at any moment can be read again. Where the household is not who it
 * should be the link is held (catalog/benefit_link.h) until the register says otherwise or somebody
 * has looked.
 */
#ifndef REGISTER_JUDGE_H
#define REGISTER_JUDGE_H

#include <jansson.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"
#include "catalog/benefit_link.h"

enum { JUDGE_LINKS = 500, JUDGE_COUNTIES = 20 };

/* Timed work: some of the links that wait; *done = how many. The second looks through all that is
 * on sale, for what the first has missed. */
bool judge_due(struct task *task, int *done, struct refusal *why);
bool judge_selling(struct task *task, int *done, struct refusal *why);

/* The same: counties whose list of poor villages, or whose dossiers in force, are others than when
 * their links were judged; these are judged again by judge_due(). */
bool judge_stale(struct task *task, int *done, struct refusal *why);

/* Inside the transaction that takes lines over: their households' links are judged again. */
void judge_again(struct db_tx *tx, int64_t run_id, int64_t after, int64_t to);

/* The same of one household, that a person has confirmed: the tenth rule asks its state. */
bool judge_household(struct task *task, int64_t household_id, struct refusal *why);

/* Verdicts on a household's links, with each rule in words: {items: [{verdict_id, producer_id,
 * producer_name, verdict, rules: [{no, rule, outcome, why}], snapshot_id, change_no, judged_at,
 * ended_at, cleared_at, cleared_reason}]}. New reference, NULL when refused. */
json_t *verdict_household_json(struct task *task, int64_t household_id, struct refusal *why);
/* The same of verdicts by their numbers, as an array. */
json_t *verdict_list_json(struct task *task, const int64_t *ids, int count, struct refusal *why);
/* Those of a county that do not fit and that nobody has looked at, by page. */
json_t *verdict_open_json(struct task *task, const char *county_code, const struct page *page,
                          struct refusal *why);
/* The link that a verdict is on; refuses with not_found. */
bool verdict_link(struct task *task, int64_t verdict_id, struct benefit_link *link,
                  struct refusal *why);
/* Somebody has looked, and it is right all the same: the register holds the link (verdict_link())
 * no longer. Refuses with conflict when the verdict does not wait, and with LINK_OWN_CASE
 * (catalog/benefit_link.h). */
bool verdict_clear(struct task *task, int64_t verdict_id, const struct benefit_link *link,
                   int64_t account_id, const char *reason, struct refusal *why);

#endif
