#include "orders/held.h"

#include <assert.h>

#include "base/db.h"
#include "base/id.h"
#include "catalog/benefit_link.h"
#include "gen/orders/sql.h"
#include "ledger/attribution.h"
#include "ledger/word.h"
#include "orders/order_lock.h"

const struct refusal_kind HELD_NOT_CONFIRMED = {"household_not_confirmed", 409,
                                                "这一户的登记还没有恢复，恢复计入以后才能放给农户"};
const struct refusal_kind HELD_NOT_REMOVED = {
    "household_not_removed", 409, "这一户还在登记里，移出登记或者终止联结以后才能把钱退给卖家"};
const struct refusal_kind HELD_LINK = {"link_not_free", 409,
                                       "这一户和卖家的联结还有疑问，先处理联结，再放给农户"};
const struct refusal_kind HELD_NOTHING = {"nothing_held", 409, "这一户没有待核资金"};

enum { ORDERS_A_ROUND = 50 };

/* Both statements give only the order. */
static_assert((int)HELD_ORDER_LIST_ORDER_ID == (int)HELD_ORDER_DONE_LIST_ORDER_ID,
              "the order's column");

/* ---- reading ---- */

json_t *held_list_json(struct task *task, const char *county_code, const struct page *page,
                       struct refusal *why)
{
    struct db_rows *rows, *sums = NULL;
    struct db_value county = DB_TEXT(county_code);
    if (!db_query_class(task, DB_SLOW, &SQL_held_list, DB_ARGS(county, PAGE_ARGS(page)), &rows,
                        why) ||
        (page->after == 0 &&
         !db_query_class(task, DB_SLOW, &SQL_held_sum, DB_ARGS(county), &sums, why)))
        return NULL;
    json_t *list = page_json(page, rows, HELD_LIST_HOUSEHOLD_ID);
    json_object_set_new(list, "totals", sums != NULL ? db_row_json(sums, 0) : json_null());
    return list;
}

json_t *held_entry_list_json(struct task *task, const struct household *household,
                             const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(
            task, DB_SLOW, &SQL_held_entry_list,
            DB_ARGS(DB_TEXT(household->county_code), DB_I64(household->id), PAGE_ARGS(page)), &rows,
            why))
        return NULL;
    json_t *list = page_json(page, rows, HELD_ENTRY_LIST_ENTRY_ID);
    json_t *items = json_object_get(list, "items");
    for (int i = 0; i < db_count(rows); i++)
        json_object_set_new(json_array_get(items, (size_t)i), "kind_text",
                            json_string(word_linkage(db_text(rows, i, HELD_ENTRY_LIST_KIND))));
    return list;
}

/* ---- deciding ---- */

struct decision {
    const struct household *household;
    const struct sql *orders; /* which orders it is about */
    struct db_value links;    /* and which states of the link to their seller */
    bool to_seller;           /* else to the household */
    int64_t order_id, actor_id;
    const char *reason;
    int64_t moved_fen; /* out: of this order */
};

/* What is held of the entries goes back into the escrow and from there to the seller. */
static void give_back(struct task *task, struct db_tx *tx, struct decision *decision,
                      const struct order_locked *order, const struct attribution_entry *entries,
                      int count, struct transfer_list *transfers)
{
    int64_t *takes = arena_array(task->arena, (size_t)count, sizeof(*takes));
    for (int i = 0; i < count; i++)
        if (entries[i].household_id == decision->household->id &&
            entries[i].state == ATTRIBUTION_WITHHELD) {
            takes[i] = entries[i].amount_fen - entries[i].reversed_fen;
            decision->moved_fen += takes[i];
        }
    struct attribution_cause cause = {
        .order_id = order->id, .actor_id = decision->actor_id, .reason = decision->reason};
    attribution_reverse(task, tx, entries, takes, count, &cause, transfers);
    transfer_add(transfers, (struct transfer){.county_code = order->county_code,
                                              .debit_kind = ACCOUNT_ESCROW,
                                              .debit_owner = order->id,
                                              .credit_kind = ACCOUNT_PRODUCER,
                                              .credit_owner = order->producer_id,
                                              .amount_fen = decision->moved_fen,
                                              .kind = TRANSFER_SETTLE_GOODS,
                                              .order_id = order->id,
                                              .cause_id = order->id});
}

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct decision *decision = argument;
    struct order_locked order;
    struct attribution_entry *entries;
    struct transfer_list transfers;
    int count;
    decision->moved_fen = 0;
    if (!order_lock(task, tx, decision->order_id, &order, why) ||
        !attribution_load(task, tx, order.id, &entries, &count, why))
        return false;
    transfer_list_init(&transfers, task);
    struct attribution_release released = {.household_id = decision->household->id,
                                           .order_id = order.id,
                                           .matured = order.state == ORDER_COMPLETED,
                                           .actor_id = decision->actor_id,
                                           .reason = decision->reason};
    if (decision->to_seller)
        give_back(task, tx, decision, &order, entries, count, &transfers);
    else
        decision->moved_fen = attribution_release(task, tx, entries, count, &released, &transfers);
    transfer_book(tx, &transfers);
    return true;
}

/* The orders of one round; *orders = 0 when nothing is held any more. */
static bool decide_round(struct task *task, struct decision *decision, int64_t *orders,
                         int64_t *moved_fen, struct refusal *why)
{
    struct db_rows *rows;
    const struct household *household = decision->household;
    if (!db_query(task, decision->orders,
                  DB_ARGS(DB_TEXT(household->county_code), DB_I64(household->id), decision->links,
                          DB_I64(ORDERS_A_ROUND)),
                  &rows, why))
        return false;
    *orders = db_count(rows);
    for (int i = 0; i < db_count(rows); i++) {
        decision->order_id = db_i64(rows, i, HELD_ORDER_LIST_ORDER_ID);
        if (!db_transact(task, DB_FAST, decide_body, decision, why))
            return false;
        *moved_fen += decision->moved_fen;
    }
    return true;
}

static json_t *decide(struct task *task, struct decision *decision, struct refusal *why)
{
    int64_t orders = 0, round = 0, moved_fen = 0;
    char id[21];
    do {
        if (!decide_round(task, decision, &round, &moved_fen, why))
            return NULL;
        orders += round;
    } while (round == ORDERS_A_ROUND);
    if (orders == 0) {
        refuse(why, &HELD_NOTHING, NULL);
        return NULL;
    }
    return json_pack("{s:s, s:I, s:I}", "household_id", id_text(decision->household->id, id),
                     decision->to_seller ? "returned_fen" : "released_fen", (json_int_t)moved_fen,
                     "orders", (json_int_t)orders);
}

static struct db_value links_that_are(enum benefit_link_state state)
{
    return machine_states(&BENEFIT_LINK_MACHINE, machine_state_name(&BENEFIT_LINK_MACHINE, state));
}

/* Refuses: there is nothing to release, or what there is hangs on a link. */
static void refuse_release(struct task *task, const struct decision *decision, struct refusal *why)
{
    struct db_rows *rows;
    const struct household *household = decision->household;
    if (db_query(task, decision->orders,
                 DB_ARGS(DB_TEXT(household->county_code), DB_I64(household->id),
                         machine_states(&BENEFIT_LINK_MACHINE, ""), DB_I64(1)),
                 &rows, why))
        refuse(why, db_count(rows) > 0 ? &HELD_LINK : &HELD_NOTHING, NULL);
}

json_t *held_release(struct task *task, const struct household *household, int64_t actor_id,
                     const char *reason, struct refusal *why)
{
    struct decision decision = {.household = household,
                                .orders = &SQL_held_order_list,
                                .links = links_that_are(BENEFIT_LINK_FREE),
                                .actor_id = actor_id,
                                .reason = reason};
    if (household->state != HOUSEHOLD_CONFIRMED) {
        refuse(why, &HELD_NOT_CONFIRMED, NULL);
        return NULL;
    }
    json_t *released = decide(task, &decision, why);
    if (released == NULL && why->kind == &HELD_NOTHING)
        refuse_release(task, &decision, why);
    return released;
}

json_t *held_return(struct task *task, const struct household *household, int64_t actor_id,
                    const char *reason, struct refusal *why)
{
    bool removed = household->state == HOUSEHOLD_REMOVED;
    struct decision decision = {.household = household,
                                .orders = &SQL_held_order_done_list,
                                .links = removed ? machine_states(&BENEFIT_LINK_MACHINE, "")
                                                 : links_that_are(BENEFIT_LINK_ENDED),
                                .to_seller = true,
                                .actor_id = actor_id,
                                .reason = reason};
    json_t *returned = decide(task, &decision, why);
    if (returned == NULL && why->kind == &HELD_NOTHING && !removed)
        refuse(why, &HELD_NOT_REMOVED, NULL);
    return returned;
}
