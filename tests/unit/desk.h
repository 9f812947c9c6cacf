/* What buyers and stations do with orders of a test's world: refunds, packing, shipping. */
#ifndef TESTS_UNIT_DESK_H
#define TESTS_UNIT_DESK_H

#include <jansson.h>

#include "orders/fulfil.h"
#include "orders/refund.h"
#include "tests/unit/world.h"

struct refunding {
    const struct world *world;
    int64_t order_id;
    bool by_station, by_operator, freight;
    struct refund_want wants[4];
    int count;
    const struct idempotency *key; /* NULL = a new one */
};

struct packing {
    const struct world *world;
    int64_t order_id;
    struct fulfil_item items[4];
    int count;
    const struct idempotency *key;
};

/* A paid trade of so many boxes of oranges, bought by the first buyer. */
struct place_request desk_paid_oranges(struct task *task, const struct world *world, int64_t boxes);
/* Asks; new reference or NULL with why. */
json_t *desk_try_refund(struct task *task, const struct refunding *refunding, struct refusal *why);
/* Asks for what must be granted, holds its amounts against those given, returns its id. */
int64_t desk_refund(struct task *task, const struct refunding *refunding, int64_t goods_fen,
                    int64_t freight_fen);
/* Asks for what must be refused. */
void desk_refuse_refund(struct task *task, const struct refunding *refunding,
                        const struct refusal_kind *kind, int64_t have);
/* What all households of a world have from its sales, credited or withheld. */
int64_t desk_households_have(const struct world *world);
/* What households are owed for boxes of oranges: 20 % of 2990, 150 a box, 33 fen a kilogram. */
int64_t desk_owed_for(int64_t boxes);
/* "paid", ... */
const char *desk_state_of_order(struct task *task, int64_t order_id);
/* Packs; new reference or NULL with why. */
json_t *desk_try_pack(struct task *task, const struct packing *packing, struct refusal *why);
/* Packs what must be packed; returns the parcel. */
int64_t desk_pack(struct task *task, const struct packing *packing);
/* Asks for what must be refused. */
void desk_refuse_pack(struct task *task, const struct packing *packing,
                      const struct refusal_kind *kind, int64_t have);
/* Asks to hand a parcel to the carrier under a number of SF's. */
bool desk_try_hand_over(struct task *task, const struct world *world, int64_t parcel_id,
                        const char *number, struct refusal *why);
/* Hands a parcel to the carrier, under a new number. */
void desk_hand_over(struct task *task, const struct world *world, int64_t parcel_id);
/* What the carrier reports at last ("signed", "lost"), so many hours ago. */
void desk_arrive(const struct world *world, int64_t parcel_id, const char *state, int hours);

#endif
