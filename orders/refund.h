/* Refunds: by line and quantity at the paid price, and freight as an amount of its own.
 *
 * - Before completion the households' credits are taken back by what remains credited
 * (ledger/split.h) and the money leaves the order's escrow; after completion the seller bears the
 * goods, the station its freight, and no household's credit changes. That is so for some days and
 * as long as the seller's balance does not fall below a limit; afterwards only the operator
 * decides.
 * - The books change when the refund is decided; the provider is asked by payment/
 * (payment/refund.h), under one number until it is known how it ended.
 * - An order whose every unit and freight went back before completion is cancelled, its unpacked
 * boxes return to their lots.
 */
#ifndef ORDERS_REFUND_H
#define ORDERS_REFUND_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/idempotency.h"
#include "base/page.h"

enum { REFUND_MAX_LINES = 20 };

extern const struct refusal_kind REFUND_TOO_MUCH; /* 409 refund_too_much; `have` = units left */
extern const struct refusal_kind REFUND_NOT_PAID; /* 409 order_not_paid: nothing was paid, or it is
                                                     cancelled */
extern const struct refusal_kind REFUND_NEEDS_STATION; /* 409 refund_needs_station: the buyer asks,
                                                          and it is packed or completed: the
                                                          station decides */
extern const struct refusal_kind REFUND_TOO_LATE;      /* 409 refund_too_late */
extern const struct refusal_kind REFUND_YEAR_AWAY;     /* 409 refund_year_away */
extern const struct refusal_kind REFUND_SELLER_SHORT;  /* 409 refund_seller_short; `have` = fen that
                                                          the seller may still bear */
extern const struct refusal_kind REFUND_ONLY_REST;     /* 409 refund_only_rest: the last of the
                                                          payment's refunds are kept for that */
extern const struct refusal_kind REFUND_NOTHING;       /* 422 refund_nothing */

struct refund_want {
    int64_t line_id;
    int64_t quantity; /* >= 1, asserted */
};

struct refund_request {
    int64_t order_id;
    int64_t actor_id;
    bool by_buyer;    /* the actor is the order's buyer and decides alone: only while nothing is
                         packed; anybody else's order is not found */
    bool by_operator; /* an operator decides: the limits after completion do not hold */
    bool by_program;  /* nobody else decides it: boxes that will never come */
    const struct refund_want *wants;
    int count;      /* 0..REFUND_MAX_LINES */
    bool freight;   /* freight too, when not by_buyer; before completion it also goes back by itself
                       with the last unit, while nothing was handed over */
    int64_t lot_id; /* boxes of this lot are given back first; 0 = those of lots that are not open
                       first */
    const char *reason;            /* Chinese, 1..80 characters */
    const struct idempotency *key; /* NULL: decided by the program itself, which knows its twins */
};

/* What holds after completion, for all but the operator; from the module's start. */
struct refund_limits {
    int64_t days_after;    /* 0 = for ever */
    int64_t overdraft_fen; /* how far below zero a seller's balance may fall */
};
void refund_start(const struct refund_limits *limits);
struct refund_limits refund_limits(void);

/* Decides and books a refund; the caller has checked the actor's right over the order, when it is
 * not the buyer. New reference, as refund_json() gives it; NULL and why on refusal. */
json_t *refund_create(struct task *task, const struct refund_request *request, struct refusal *why);

/* The same as part of a larger transaction; the order may be locked by it already. */
bool refund_create_in(struct task *task, struct db_tx *tx, const struct refund_request *request,
                      int64_t *refund_id, struct refusal *why);

/* A refund of an order as the API shows it, with its lines. New reference; NULL and why (not_found)
 * on refusal. */
json_t *refund_json(struct task *task, int64_t refund_id, struct refusal *why);

/* A page of the refunds of the orders that a station ships, newest first; state = one of
 * PAYMENT_REFUND_MACHINE's words, "" = any. Likewise. */
json_t *refund_station_list_json(struct task *task, int64_t station_id, const char *state,
                                 const struct page *page, struct refusal *why);

#endif
