/* What the bank is to pay: account, holder and amount of a run's lines that are ordered, in the
 * clear, for who hands them to the bank. Each look leaves a row in the access trail for every
 * household that it shows.
 */
#ifndef SETTLEMENT_BANK_LIST_H
#define SETTLEMENT_BANK_LIST_H

#include <jansson.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* A page by id: {payout_id, holder, account, bank, amount_fen, remark}. New reference, NULL when
 * refused. */
json_t *bank_list_json(struct task *task, int64_t run_id, int64_t account_id,
                       const struct page *page, struct refusal *why);

#endif
