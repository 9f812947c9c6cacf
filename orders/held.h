/* Money that is held: shares of sales whose household the register did not confirm, or whose link
 * to the seller was in doubt (catalog/benefit_link.h), when the buyer paid (ledger/attribution.h:
 * withheld). It stands in the household's own account of that name;
 * nobody has it, nobody can spend it.
 *
 * Three things end it: a refund before completion takes its part back; held_release() gives it to
 * the household once the register confirms it again and the link is free; and held_return() gives
 * it to the seller when the household has left the register for good, or the link has ended, and
 * the order is completed - whose it would have been without that household in the plan. All return
 * a new reference, NULL and why when refused.
 */
#ifndef ORDERS_HELD_H
#define ORDERS_HELD_H

#include <jansson.h>
#include <stdint.h>

#include "base/page.h"
#include "base/task.h"
#include "registry/household.h"

extern const struct refusal_kind HELD_NOT_CONFIRMED; /* 409 household_not_confirmed */
extern const struct refusal_kind HELD_NOT_REMOVED;   /* 409 household_not_removed */
extern const struct refusal_kind HELD_LINK;          /* 409 link_not_free */
extern const struct refusal_kind HELD_NOTHING;       /* 409 nothing_held */

/* A page of households of a county ("" = anywhere) with what is held for each, by id, and `totals`
 * of all of them (with the first page; null otherwise). */
json_t *held_list_json(struct task *task, const char *county_code, const struct page *page,
                       struct refusal *why);

/* A page of one household's shares that are held, oldest first, with the sale each comes from. */
json_t *held_entry_list_json(struct task *task, const struct household *household,
                             const struct page *page, struct refusal *why);

/* Releases what is held for the household, which the register must confirm now, of sellers to whom
 * its link is free: accrued while
 * the order's claim window is open, matured when it is over, as it would have been. An order at a
 * time: should it be cut off, calling again does the rest. {household_id, released_fen, orders}. */
json_t *held_release(struct task *task, const struct household *household, int64_t actor_id,
                     const char *reason, struct refusal *why);

/* Returns what is held for the household of orders that are completed to their sellers: all when it
 * is removed from the register, else of those to whom its link has ended. Likewise. {household_id,
 * returned_fen, orders}. */
json_t *held_return(struct task *task, const struct household *household, int64_t actor_id,
                    const char *reason, struct refusal *why);

#endif
