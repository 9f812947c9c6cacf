#include "orders/place.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/lane.h"
#include "gen/orders/sql.h"
#include "orders/place_limit.h"
#include "orders/place_write.h"

enum { PLACE_FLIGHTS = 2 };

static struct lane *lane;
static struct place_limits place_limits;
static bool limited; /* by any of them */
/* Whether the last batch was accepted as a whole: then the next one probably is too. */
static bool is_smooth = true;

/* One batch while it is being decided. */
struct batch {
    struct task *task;
    struct db_tx *tx;
    struct lane_item **items;
    struct place_request **requests;
    int count;
    bool *settled; /* answered already: replayed, refused, or waiting for its twin */
    int *twin;     /* an earlier request of this batch with the same key, or -1 */
    bool is_again; /* some of it was run before, so that its keys may be used */
};

static void refuse_item(struct batch *batch, int i, const struct refusal *why)
{
    batch->items[i]->refused = true;
    batch->items[i]->why = *why;
    batch->settled[i] = true;
}

static void replay(struct batch *batch, int i, int64_t trade_id)
{
    batch->requests[i]->trade_id = trade_id;
    batch->requests[i]->replayed = true;
    batch->settled[i] = true;
}

static void reuse(struct batch *batch, int i)
{
    lane_refuse(batch->items[i], &IDEMPOTENCY_KEY_REUSED, "Idempotency-Key");
    batch->settled[i] = true;
}

/* Asks which keys were used before this batch. */
static void ask_keys(struct batch *batch, struct db_rows **rows)
{
    struct idempotency *keys = arena_array(batch->task->arena, (size_t)batch->count, sizeof(*keys));
    for (int i = 0; i < batch->count; i++)
        keys[i] = batch->requests[i]->key;
    idempotency_ask_many(batch->tx, keys, batch->count, rows);
}

/* Answers requests whose key was. */
static void answer_keys(struct batch *batch, const struct db_rows *rows)
{
    size_t n = (size_t)batch->count;
    int64_t *results = arena_array(batch->task->arena, n, sizeof(*results));
    bool *reused = arena_array(batch->task->arena, n, sizeof(*reused));
    idempotency_read_many(rows, batch->count, results, reused);
    for (int i = 0; i < batch->count; i++)
        if (reused[i])
            reuse(batch, i);
        else if (results[i] > 0)
            replay(batch, i, results[i]);
}

/* The earlier of two requests with one key, of those that are not settled yet; -1 = there is none.
 */
static int twin_of(const struct batch *batch, int i)
{
    for (int k = 0; k < i; k++)
        if (!batch->settled[k] &&
            idempotency_same_key(&batch->requests[i]->key, &batch->requests[k]->key))
            return k;
    return -1;
}

static bool has_twins(const struct batch *batch)
{
    for (int i = 0; i < batch->count; i++)
        if (twin_of(batch, i) >= 0)
            return true;
    return false;
}

/* Two requests with one key in one batch: the later waits for the earlier one's answer. */
static void find_twins(struct batch *batch)
{
    for (int i = 0; i < batch->count; i++)
        batch->twin[i] = batch->settled[i] ? -1 : twin_of(batch, i);
    for (int i = 0; i < batch->count; i++)
        if (batch->twin[i] >= 0)
            batch->settled[i] = true;
}

static void answer_twins(struct batch *batch)
{
    for (int i = 0; i < batch->count; i++) {
        int k = batch->twin[i];
        if (k < 0)
            continue;
        if (!idempotency_same_body(&batch->requests[i]->key, &batch->requests[k]->key))
            reuse(batch, i);
        else if (batch->items[k]->refused)
            refuse_item(batch, i, &batch->items[k]->why);
        else
            replay(batch, i, batch->requests[k]->trade_id);
    }
}

/* Refuses buyers who hold too much. */
static void check_limits(struct batch *batch, const struct db_rows *rows)
{
    struct place_limit_book book = place_limit_read(batch->task->arena, rows);
    for (int i = 0; i < batch->count; i++) {
        struct refusal why = {.have = -1};
        if (!batch->settled[i] &&
            !place_limit_let_in(&book, &place_limits, batch->requests[i], &why))
            refuse_item(batch, i, &why);
    }
}

static int by_value(const void *a, const void *b)
{
    int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;
    return (x > y) - (x < y);
}

/* The different SKUs of all requests, ascending; *lines counts their lines. */
static int64_t *wanted_skus(const struct batch *batch, int *count, int *lines)
{
    int n = 0;
    int64_t *skus =
        arena_array(batch->task->arena, (size_t)batch->count * QUOTE_MAX_LINES, sizeof(*skus));
    for (int i = 0; i < batch->count; i++) {
        const struct quote *quote = batch->requests[i]->quote;
        for (int o = 0; o < quote->order_count; o++)
            for (int l = 0; l < quote->orders[o].line_count; l++)
                skus[n++] = quote->orders[o].lines[l].offer.sku_id;
    }
    *lines = n;
    qsort(skus, (size_t)n, sizeof(*skus), by_value);
    int kept = 0;
    for (int i = 0; i < n; i++)
        if (i == 0 || skus[i] != skus[i - 1])
            skus[kept++] = skus[i];
    *count = kept;
    return skus;
}

/* What the batch has to know before it can decide. */
struct look_up {
    struct db_rows *keys; /* NULL = they were not asked for: nobody is thought to have used them */
    struct db_rows *unpaid, *stock;
    int line_count;
};

/* Asks for everything in one round trip. */
static void look_up_ask(struct batch *batch, bool with_keys, struct look_up *look)
{
    int sku_count;
    int64_t *skus = wanted_skus(batch, &sku_count, &look->line_count);
    look->keys = NULL;
    if (with_keys)
        ask_keys(batch, &look->keys);
    if (limited)
        place_limit_ask(batch->task->arena, batch->tx, batch->requests, batch->count,
                        &look->unpaid);
    stock_lock_ask(batch->tx, skus, sku_count, &look->stock);
    db_tx_push(batch->tx);
}

/* Who gets what. */
struct verdict {
    struct stock_row *rows; /* locked, and what is left of them */
    int row_count;
    bool *accepted; /* whose rows are written */
    bool all;       /* everybody's */
    struct place_allocation *allocations;
    int taken;
};

/* Settles what needs no stock. */
static void settle(struct batch *batch, const struct look_up *look)
{
    for (int i = 0; i < batch->count; i++)
        batch->settled[i] = batch->items[i]->refused = false;
    if (look->keys != NULL)
        answer_keys(batch, look->keys);
    find_twins(batch);
    if (limited)
        check_limits(batch, look->unpaid);
}

static struct verdict decide(struct batch *batch, const struct look_up *look)
{
    struct arena *arena = batch->task->arena;
    size_t n = (size_t)batch->count;
    struct verdict verdict = {.accepted = arena_array(arena, n, sizeof(bool)), .all = true};
    struct refusal *whys = arena_array(arena, n, sizeof(*whys));
    settle(batch, look);
    verdict.rows = stock_lock_rows(arena, look->stock, &verdict.row_count);
    /* Every line takes from each row at most once, and each row beyond a line's first is emptied by
     * it. */
    verdict.allocations = arena_array(arena, (size_t)look->line_count + (size_t)verdict.row_count,
                                      sizeof(*verdict.allocations));
    verdict.taken = place_decide((const struct place_request *const *)batch->requests, batch->count,
                                 batch->settled, verdict.rows, verdict.row_count, verdict.accepted,
                                 whys, verdict.allocations);
    for (int i = 0; i < batch->count; i++) {
        if (!batch->settled[i] && !verdict.accepted[i])
            refuse_item(batch, i, &whys[i]);
        verdict.all = verdict.all && verdict.accepted[i];
    }
    return verdict;
}

/* While the server looks things up the rows are made. Where all of the last batch was accepted this
 * one probably is too: its rows are sent behind a savepoint, keys among them, so that the server
 * goes on from looking up to writing without waiting for the decision, and need not look for the
 * keys before it writes them. Were some refused it goes back, asks for the keys and writes the
 * others; a key that was used makes the batch run again (DB_TWIN), with care. */
static bool decide_and_write(struct batch *batch, struct refusal *why)
{
    bool early = is_smooth && !batch->is_again && !has_twins(batch);
    struct look_up look;
    look_up_ask(batch, !early, &look);
    struct place_sheet *sheet = place_sheet_new(batch->task->arena, batch->requests, batch->count);
    if (early) {
        db_tx_savepoint(batch->tx);
        place_sheet_send(batch->tx, sheet);
        db_tx_push(batch->tx);
    }
    if (!db_tx_wait_for(batch->tx, &look.stock, why))
        return false;
    struct verdict verdict = decide(batch, &look);
    if (early && !verdict.all) {
        early = false;
        db_tx_rollback_to_savepoint(batch->tx);
        ask_keys(batch, &look.keys);
        if (!db_tx_wait(batch->tx, why))
            return false;
        verdict = decide(batch, &look);
    }
    is_smooth = verdict.all;
    if (!early) {
        place_sheet_keep(sheet, verdict.accepted);
        place_sheet_send(batch->tx, sheet);
    }
    place_write(batch->task, batch->tx, sheet, batch->requests, verdict.accepted, verdict.rows,
                verdict.row_count, verdict.allocations, verdict.taken);
    return true;
}

static bool place_batch(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                        struct refusal *why)
{
    size_t n = (size_t)count;
    struct batch batch = {.task = task, .tx = tx, .items = items, .count = count};
    batch.requests = arena_array(task->arena, n, sizeof(struct place_request *));
    batch.settled = arena_array(task->arena, n, sizeof(bool));
    batch.twin = arena_array(task->arena, n, sizeof(int));
    for (int i = 0; i < count; i++) {
        /* A batch may run again after a conflict: forget the first run. */
        batch.requests[i] = items[i]->data;
        batch.requests[i]->trade_id = 0;
        batch.requests[i]->replayed = false;
        if (batch.requests[i]->runs++ > 0)
            batch.is_again = true;
    }
    if (!decide_and_write(&batch, why))
        return false;
    answer_twins(&batch);
    return true;
}

/* Two batches in flight share neither a SKU, whose stock rows they would wait for, nor a buyer,
 * whose limits and idempotency keys are theirs. */
static int place_keys(const void *data, int64_t *keys)
{
    const struct place_request *request = data;
    const struct quote *quote = request->quote;
    int n = 0;
    keys[n++] = request->buyer_id;
    for (int o = 0; o < quote->order_count; o++)
        for (int l = 0; l < quote->orders[o].line_count; l++)
            keys[n++] = quote->orders[o].lines[l].offer.sku_id;
    static_assert(1 + QUOTE_MAX_LINES <= LANE_MAX_KEYS, "a request's keys fit");
    return n;
}

void place_start(const struct place_limits *limits)
{
    place_limits = *limits;
    limited = limits->unpaid_trades > 0 || limits->unpaid_boxes > 0 || limits->unpaid_fen > 0 ||
              limits->cancels_an_hour > 0;
    lane = lane_new("place", place_batch, 200, 4000);
    lane_spread(lane, PLACE_FLIGHTS, place_keys);
    lane_go_ahead(lane);
}

/* What this worker remembered of these SKUs is old: the next quote reads anew, whether or not the
 * notification came. */
static void forget_offers(const struct quote *quote)
{
    for (int o = 0; o < quote->order_count; o++)
        for (int l = 0; l < quote->orders[o].line_count; l++)
            offer_forget(&quote->orders[o].lines[l].offer.sku_id, 1);
}

bool place(struct task *task, struct place_request *request, struct refusal *why)
{
    request->order_ids =
        arena_array(task->arena, (size_t)request->quote->order_count, sizeof(*request->order_ids));
    request->line_ids = arena_array(task->arena, QUOTE_MAX_LINES, sizeof(*request->line_ids));
    if (lane_run(task, lane, request, why))
        return true;
    if (why->kind == &PLACE_LISTING_CHANGED)
        forget_offers(request->quote);
    return false;
}
