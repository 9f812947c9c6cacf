#include "orders/payment_apply.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/job.h"
#include "base/lane.h"
#include "gen/orders/sql.h"
#include "ledger/transfer.h"
#include "orders/benefit.h"
#include "orders/machines.h"
#include "orders/payment_book.h"

static struct lane *lane;

struct batch {
    struct task *task;
    struct db_tx *tx;
    struct capture **captures;
    struct payment_hit *hits; /* what each capture meets in the database */
    int count;
};

static const char *text_at(const struct db_rows *rows, int row, int column)
{
    const char *text = db_text(rows, row, column);
    return text != NULL ? text : "";
}

/* Locks attempts and trades, so that their states cannot change before we commit. */
static bool lock_attempts(struct batch *batch, struct refusal *why)
{
    const char **numbers = arena_array(batch->task->arena, (size_t)batch->count, sizeof(*numbers));
    for (int i = 0; i < batch->count; i++)
        numbers[i] = batch->captures[i]->number;
    struct db_rows *rows;
    if (!db_tx_query(batch->tx, &SQL_payment_lock, DB_ARGS(DB_TEXTS(numbers, (size_t)batch->count)),
                     &rows, why))
        return false;
    for (int i = 0; i < batch->count; i++)
        for (int r = 0; r < db_count(rows); r++) {
            if (strcmp(text_at(rows, r, 1), batch->captures[i]->number) != 0 ||
                strcmp(text_at(rows, r, 2), batch->captures[i]->provider) != 0)
                continue;
            batch->hits[i] = (struct payment_hit){.capture = batch->captures[i],
                                                  .known = true,
                                                  .attempt_id = db_i64(rows, r, 0),
                                                  .county_code = db_text(rows, r, 3),
                                                  .asked_fen = db_i64(rows, r, 4),
                                                  .attempt_state = db_text(rows, r, 5),
                                                  .trade_id = db_i64(rows, r, 6),
                                                  .trade_state = db_text(rows, r, 7),
                                                  .captured = db_i64(rows, r, 8) > 0};
        }
    return true;
}

static bool find_seen(struct batch *batch, struct refusal *why)
{
    size_t n = (size_t)batch->count;
    const char **providers = arena_array(batch->task->arena, n, sizeof(*providers));
    const char **keys = arena_array(batch->task->arena, n, sizeof(*keys));
    for (size_t i = 0; i < n; i++) {
        providers[i] = batch->captures[i]->provider;
        keys[i] = batch->captures[i]->event_key;
    }
    struct db_rows *rows;
    if (!db_tx_query(batch->tx, &SQL_provider_event_seen,
                     DB_ARGS(DB_TEXTS(providers, n), DB_TEXTS(keys, n)), &rows, why))
        return false;
    for (int r = 0; r < db_count(rows); r++)
        batch->hits[db_i64(rows, r, 0) - 1].seen = true;
    return true;
}

/* What is applied earlier in this batch counts: the same fact, the same attempt, another attempt of
 * the same trade. A fact that led to nothing (a wrong amount) hides no other. */
static void see_earlier(struct batch *batch, int i)
{
    struct payment_hit *hit = &batch->hits[i];
    for (int k = 0; k < i; k++) {
        const struct payment_hit *earlier = &batch->hits[k];
        enum payment_outcome outcome = earlier->capture->outcome;
        if (outcome != PAYMENT_PAID && outcome != PAYMENT_OVERPAID && outcome != PAYMENT_LATE)
            continue;
        if (strcmp(earlier->capture->event_key, hit->capture->event_key) == 0 &&
            strcmp(earlier->capture->provider, hit->capture->provider) == 0)
            hit->seen = true;
        if (earlier->attempt_id == hit->attempt_id)
            hit->captured = true;
        if (outcome == PAYMENT_PAID && earlier->trade_id == hit->trade_id)
            hit->trade_state = "paid";
    }
}

static void decide(struct batch *batch)
{
    for (int i = 0; i < batch->count; i++) {
        struct payment_hit *hit = &batch->hits[i];
        see_earlier(batch, i);
        struct payment_facts facts = {.known = hit->known,
                                      .seen = hit->seen,
                                      .captured = hit->captured,
                                      .trade_state = hit->trade_state,
                                      .asked_fen = hit->asked_fen,
                                      .captured_fen = hit->capture->amount_fen};
        hit->capture->outcome = payment_outcome(&facts);
    }
}

static bool apply_batch(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                        struct refusal *why)
{
    struct batch batch = {.task = task, .tx = tx, .count = count};
    batch.captures = arena_array(task->arena, (size_t)count, sizeof(struct capture *));
    batch.hits = arena_array(task->arena, (size_t)count, sizeof(struct payment_hit));
    for (int i = 0; i < count; i++) {
        batch.captures[i] = items[i]->data;
        batch.hits[i] = (struct payment_hit){
            .capture = items[i]->data, .county_code = "", .attempt_state = "", .trade_state = ""};
    }
    if (!lock_attempts(&batch, why) || !find_seen(&batch, why))
        return false;
    decide(&batch);
    return payment_book(task, tx, batch.hits, count, why);
}

void payment_apply_start(void)
{
    lane = lane_new("payment", apply_batch, 100, 4000);
}

bool payment_apply(struct task *task, struct capture *capture, struct refusal *why)
{
    return lane_run(task, lane, capture, why);
}
