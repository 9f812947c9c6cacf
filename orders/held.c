#include "orders/held.h"

#include "base/db.h"
#include "base/id.h"
#include "gen/orders/sql.h"
#include "ledger/attribution.h"
#include "ledger/word.h"
#include "orders/order_lock.h"

const struct refusal_kind HELD_NOT_CONFIRMED = {"household_not_confirmed", 409,
                                                "这一户的登记还没有恢复，恢复计入以后才能放给农户"};
const struct refusal_kind HELD_NOTHING = {"nothing_held", 409, "这一户没有待核资金"};

enum { ORDERS_A_ROUND = 50 };

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

/* ---- releasing ---- */

struct release {
    const struct household *household;
    int64_t order_id, actor_id;
    const char *reason;
    int64_t released_fen; /* out: of this order */
};

static bool release_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct release *release = argument;
    struct order_locked order;
    struct attribution_entry *entries;
    struct transfer_list transfers;
    int count;
    if (!order_lock(task, tx, release->order_id, &order, why) ||
        !attribution_load(task, tx, order.id, &entries, &count, why))
        return false;
    transfer_list_init(&transfers, task);
    struct attribution_release released = {.household_id = release->household->id,
                                           .order_id = order.id,
                                           .matured = order.state == ORDER_COMPLETED,
                                           .actor_id = release->actor_id,
                                           .reason = release->reason};
    release->released_fen = attribution_release(task, tx, entries, count, &released, &transfers);
    transfer_book(tx, &transfers);
    return true;
}

/* The orders of one round; *orders = 0 when nothing is held any more. */
static bool release_round(struct task *task, struct release *release, int64_t *orders,
                          int64_t *released_fen, struct refusal *why)
{
    struct db_rows *rows;
    const struct household *household = release->household;
    if (!db_query(
            task, &SQL_held_order_list,
            DB_ARGS(DB_TEXT(household->county_code), DB_I64(household->id), DB_I64(ORDERS_A_ROUND)),
            &rows, why))
        return false;
    *orders = db_count(rows);
    for (int i = 0; i < db_count(rows); i++) {
        release->order_id = db_i64(rows, i, HELD_ORDER_LIST_ORDER_ID);
        if (!db_transact(task, DB_FAST, release_body, release, why))
            return false;
        *released_fen += release->released_fen;
    }
    return true;
}

json_t *held_release(struct task *task, const struct household *household, int64_t actor_id,
                     const char *reason, struct refusal *why)
{
    struct release release = {.household = household, .actor_id = actor_id, .reason = reason};
    int64_t orders = 0, round = 0, released_fen = 0;
    char id[21];
    if (household->state != HOUSEHOLD_CONFIRMED) {
        refuse(why, &HELD_NOT_CONFIRMED, NULL);
        return NULL;
    }
    do {
        if (!release_round(task, &release, &round, &released_fen, why))
            return NULL;
        orders += round;
    } while (round == ORDERS_A_ROUND);
    if (orders == 0) {
        refuse(why, &HELD_NOTHING, NULL);
        return NULL;
    }
    return json_pack("{s:s, s:I, s:I}", "household_id", id_text(household->id, id), "released_fen",
                     (json_int_t)released_fen, "orders", (json_int_t)orders);
}
