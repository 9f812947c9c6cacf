/* What a buyer bought, as they see it: a trade until it is paid (or when it never was), afterwards
 * each of its orders by itself; where it stands, and what they can do about it now.
 *
 * What can be done is said here so that no page has to know the rules: each action that is named
 * would be granted as things stand, and what is blocked comes with the reason in words. The rules
 * themselves are those of trade_cancel(), refund_create() and complete_by_buyer().
 */
#ifndef ORDERS_PURCHASE_H
#define ORDERS_PURCHASE_H

#include <jansson.h>
#include <stdint.h>

#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

/* Where a purchase stands, in the words of the view `purchase`. */
extern const char *const PURCHASE_TABS[]; /* NULL-terminated: the phases that have a tab, and
                                             "after_sale" */

/* What decides about actions. */
struct purchase_facts {
    const char *phase;
    int64_t parcels, parcels_packed; /* all, and those that still stand at the station */
    int64_t to_pack;                 /* boxes */
    int64_t left_fen;                /* paid and not refunded */
    int64_t refunds;
    int64_t returns; /* payments that were not owed and go back */
};

enum purchase_action {
    PURCHASE_PAY = 1 << 0,
    PURCHASE_CANCEL = 1 << 1, /* the trade */
    PURCHASE_REFUND = 1 << 2, /* by the buyer alone */
    PURCHASE_TRACK = 1 << 3,
    PURCHASE_CONFIRM = 1 << 4,
    PURCHASE_RECEIPT = 1 << 5,
    PURCHASE_REFUNDS = 1 << 6, /* there are refunds to look at */
    PURCHASE_BUY_AGAIN = 1 << 7
};

/* Bits of enum purchase_action. */
unsigned purchase_actions(const struct purchase_facts *facts);
/* Why the buyer cannot do what they may look for: Chinese, static; NULL when they can, or nobody
 * would look for it. */
const char *purchase_refund_blocked(const struct purchase_facts *facts);
const char *purchase_confirm_blocked(const struct purchase_facts *facts);

/* A page of the buyer's purchases, newest first; tab = one of PURCHASE_TABS, "" = all. New
 * reference; NULL and why when the database cannot be asked. */
json_t *purchase_list_json(struct task *task, int64_t buyer_id, const char *tab,
                           const struct page *page, struct refusal *why);

/* How many stand where, and what this year's came to. Likewise. */
json_t *purchase_summary_json(struct task *task, int64_t buyer_id, struct refusal *why);

/* One order with lines, parcels, refunds, what was paid without being owed, times, actions and the
 * address, its phone masked. Refuses with ORDER_NOT_FOUND for anybody but its buyer. Likewise. */
json_t *purchase_json(struct task *task, int64_t order_id, int64_t buyer_id, int64_t claim_hours,
                      struct refusal *why);

#endif
