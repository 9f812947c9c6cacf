#include "payment/apply.h"

#include <stdlib.h>
#include <string.h>

#include "base/lane.h"
#include "gen/payment/sql.h"
#include "payment/book.h"

static struct lane *lane;

struct batch {
    struct task *task;
    struct db_tx *tx;
    struct payment_capture *captures; /* as asked for, by position; strings borrowed */
    struct payment_hit *hits;         /* what each capture meets in the database */
    int count;
};

/* ---- what the captures meet ---- */

/* Takes a locked attempt to every capture of its number. */
static bool meet(struct batch *batch, const struct db_rows *rows, int row, struct refusal *why)
{
    const char *number = db_text(rows, row, PAYMENT_ATTEMPT_LOCK_NUMBER);
    const char *provider = db_text(rows, row, PAYMENT_ATTEMPT_LOCK_PROVIDER);
    const char *kind = db_text(rows, row, PAYMENT_ATTEMPT_LOCK_SUBJECT_KIND);
    for (int i = 0; i < batch->count; i++) {
        struct payment_hit *hit = &batch->hits[i];
        if (strcmp(number, hit->capture->number) != 0 ||
            strcmp(provider, hit->capture->provider) != 0)
            continue;
        hit->known = true;
        hit->attempt_id = db_i64(rows, row, PAYMENT_ATTEMPT_LOCK_ID);
        hit->subject_id = db_i64(rows, row, PAYMENT_ATTEMPT_LOCK_SUBJECT_ID);
        hit->asked_fen = db_i64(rows, row, PAYMENT_ATTEMPT_LOCK_AMOUNT_FEN);
        hit->captured = db_i64(rows, row, PAYMENT_ATTEMPT_LOCK_CAPTURED_FEN) > 0;
        hit->county_code = db_text(rows, row, PAYMENT_ATTEMPT_LOCK_COUNTY_CODE);
        hit->attempt_state = (enum payment_attempt_state)machine_state(
            &PAYMENT_ATTEMPT_MACHINE, db_text(rows, row, PAYMENT_ATTEMPT_LOCK_STATE));
        hit->payable = payable_find(kind);
        if (hit->payable == NULL)
            return refuse_detail(why, &REFUSAL_INTERNAL, NULL, "no payable %s", kind);
    }
    return true;
}

/* Locks the attempts, so that their states cannot change before we commit, and asks in the same
 * round trip which events were applied before. */
static bool lock_attempts(struct batch *batch, struct refusal *why)
{
    size_t n = (size_t)batch->count;
    struct db_rows *attempts, *seen;
    db_tx_ask(batch->tx, &SQL_payment_event_seen,
              DB_ARGS(DB_COLUMN_TEXT(batch->captures, n, provider),
                      DB_COLUMN_TEXT(batch->captures, n, event_key)),
              &seen);
    if (!db_tx_query(batch->tx, &SQL_payment_attempt_lock,
                     DB_ARGS(DB_COLUMN_TEXT(batch->captures, n, number)), &attempts, why))
        return false;
    for (int row = 0; row < db_count(seen); row++)
        batch->hits[db_i64(seen, row, PAYMENT_EVENT_SEEN_POSITION) - 1].seen = true;
    for (int row = 0; row < db_count(attempts); row++)
        if (!meet(batch, attempts, row, why))
            return false;
    return true;
}

static int by_id(const void *a, const void *b)
{
    int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

/* The subjects of one payable among the hits, ascending, each once. */
static int subjects_of(const struct batch *batch, const struct payable *payable, int64_t *ids)
{
    int count = 0, kept = 0;
    for (int i = 0; i < batch->count; i++)
        if (batch->hits[i].payable == payable)
            ids[count++] = batch->hits[i].subject_id;
    qsort(ids, (size_t)count, sizeof(*ids), by_id);
    for (int i = 0; i < count; i++)
        if (i == 0 || ids[i] != ids[i - 1])
            ids[kept++] = ids[i];
    return kept;
}

static bool lock_subjects_of(struct batch *batch, const struct payable *payable,
                             struct refusal *why)
{
    int64_t *ids = arena_array(batch->task->arena, (size_t)batch->count, sizeof(*ids));
    int count = subjects_of(batch, payable, ids);
    enum payable_standing *standings =
        arena_array(batch->task->arena, (size_t)count, sizeof(*standings));
    if (!payable->lock(batch->task, batch->tx, ids, count, standings, why))
        return false;
    for (int i = 0; i < batch->count; i++) {
        struct payment_hit *hit = &batch->hits[i];
        if (hit->payable != payable)
            continue;
        const int64_t *at = bsearch(&hit->subject_id, ids, (size_t)count, sizeof(*ids), by_id);
        hit->standing = standings[at - ids];
    }
    return true;
}

/* Each kind of subject is locked once, in the order in which the batch first meets it. */
static bool lock_subjects(struct batch *batch, struct refusal *why)
{
    for (int i = 0; i < batch->count; i++) {
        const struct payable *payable = batch->hits[i].payable;
        bool first = payable != NULL;
        for (int k = 0; k < i && first; k++)
            first = batch->hits[k].payable != payable;
        if (first && !lock_subjects_of(batch, payable, why))
            return false;
    }
    return true;
}

/* ---- what they lead to ---- */

/* What is applied earlier in this batch counts: the same fact, the same attempt, another attempt of
 * the same subject. A fact that led to nothing (a wrong amount) hides no other. */
static void see_earlier(struct batch *batch, int i)
{
    struct payment_hit *hit = &batch->hits[i];
    for (int k = 0; k < i; k++) {
        const struct payment_hit *earlier = &batch->hits[k];
        enum payment_outcome outcome = earlier->capture->outcome;
        if (!payment_outcome_is_money(outcome))
            continue;
        if (strcmp(earlier->capture->event_key, hit->capture->event_key) == 0 &&
            strcmp(earlier->capture->provider, hit->capture->provider) == 0)
            hit->seen = true;
        if (earlier->attempt_id == hit->attempt_id)
            hit->captured = true;
        if (outcome == PAYMENT_PAID && earlier->payable == hit->payable &&
            earlier->subject_id == hit->subject_id)
            hit->standing = PAYABLE_SETTLED;
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
                                      .standing = hit->standing,
                                      .asked_fen = hit->asked_fen,
                                      .sure = hit->capture->sure,
                                      .captured_fen = hit->capture->amount_fen};
        hit->capture->outcome = payment_outcome(&facts);
    }
}

static bool apply_batch(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                        struct refusal *why)
{
    struct batch batch = {.task = task, .tx = tx, .count = count};
    batch.captures = arena_array(task->arena, (size_t)count, sizeof(*batch.captures));
    batch.hits = arena_array(task->arena, (size_t)count, sizeof(*batch.hits));
    for (int i = 0; i < count; i++) {
        struct payment_capture *capture = items[i]->data;
        batch.captures[i] = *capture;
        batch.hits[i] = (struct payment_hit){.capture = capture, .county_code = ""};
    }
    if (!lock_attempts(&batch, why) || !lock_subjects(&batch, why))
        return false;
    decide(&batch);
    return payment_book(task, tx, batch.hits, count, why);
}

void payment_apply_start(void)
{
    lane = lane_new("payment", apply_batch, 100, 4000);
}

bool payment_apply(struct task *task, struct payment_capture *capture, struct refusal *why)
{
    return lane_run(task, lane, capture, why);
}
