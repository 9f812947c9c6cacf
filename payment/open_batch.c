#include "payment/open_batch.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/lane.h"
#include "base/stamp.h"
#include "gen/payment/sql.h"
#include "payment/providers.h"

static struct lane *lane;

/* One wish of a batch while the batch is decided. */
struct entry {
    struct lane_item *item;
    struct opening *opening;
    int64_t replayed;   /* the attempt that its key opened before; 0 = none */
    struct entry *twin; /* an earlier entry of this batch with the same key */
    bool settled;       /* answered */
};

struct batch {
    struct task *task;
    struct db_tx *tx;
    struct entry *entries; /* wishes to open, by kind and id of their subjects */
    int count;
    struct opening **codes; /* openings whose codes are kept */
    int code_count;
};

/* ---- the wishes ---- */

static void settle(struct entry *entry)
{
    entry->settled = true;
}

static void refuse_entry(struct entry *entry, const struct refusal *why)
{
    entry->item->refused = true;
    entry->item->why = *why;
    settle(entry);
}

/* In one order for all batches, so that their locks cannot wait in a ring. */
static int by_subject(const void *a, const void *b)
{
    const struct opening *x = ((const struct entry *)a)->opening;
    const struct opening *y = ((const struct entry *)b)->opening;
    int kinds = strcmp(x->payable->kind, y->payable->kind);
    return kinds != 0 ? kinds : (x->subject_id > y->subject_id) - (x->subject_id < y->subject_id);
}

static void sort_out(struct batch *batch, struct lane_item **items, int count)
{
    struct arena *arena = batch->task->arena;
    batch->entries = arena_array(arena, (size_t)count, sizeof(*batch->entries));
    batch->codes = arena_array(arena, (size_t)count, sizeof(*batch->codes));
    for (int i = 0; i < count; i++) {
        struct opening *opening = items[i]->data;
        if (opening->keep_code)
            batch->codes[batch->code_count++] = opening;
        else
            batch->entries[batch->count++] = (struct entry){.item = items[i], .opening = opening};
    }
    qsort(batch->entries, (size_t)batch->count, sizeof(*batch->entries), by_subject);
}

static void ask_keys(struct batch *batch, struct db_rows **rows)
{
    struct idempotency *keys = arena_array(batch->task->arena, (size_t)batch->count, sizeof(*keys));
    for (int i = 0; i < batch->count; i++)
        keys[i] = *batch->entries[i].opening->key;
    idempotency_ask_many(batch->tx, keys, batch->count, rows);
}

static void refuse_reuse(struct entry *entry)
{
    struct refusal why = {.have = -1};
    refuse(&why, &IDEMPOTENCY_KEY_REUSED, NULL);
    refuse_entry(entry, &why);
}

static void read_keys(struct batch *batch, const struct db_rows *rows)
{
    size_t n = (size_t)batch->count;
    int64_t *results = arena_array(batch->task->arena, n, sizeof(*results));
    bool *reused = arena_array(batch->task->arena, n, sizeof(*reused));
    idempotency_read_many(rows, batch->count, results, reused);
    for (int i = 0; i < batch->count; i++) {
        batch->entries[i].replayed = results[i];
        if (reused[i])
            refuse_reuse(&batch->entries[i]);
    }
}

/* Two wishes with one key in one batch: the later gets the earlier one's answer. */
static void find_twins(struct batch *batch)
{
    for (int i = 0; i < batch->count; i++) {
        struct entry *entry = &batch->entries[i];
        for (int k = 0; k < i && !entry->settled && entry->twin == NULL; k++)
            if (!batch->entries[k].settled && batch->entries[k].twin == NULL &&
                idempotency_same_key(entry->opening->key, batch->entries[k].opening->key))
                entry->twin = &batch->entries[k];
    }
}

/* ---- the subjects ---- */

/* Locks the subjects of entries that are of one kind, and keeps what their payable says. */
static bool lock_subjects(struct batch *batch, struct entry *entries, int count,
                          struct refusal *why)
{
    struct payable_wish *wishes = arena_array(batch->task->arena, (size_t)count, sizeof(*wishes));
    for (int i = 0; i < count; i++)
        wishes[i] = (struct payable_wish){.subject_id = entries[i].opening->subject_id,
                                          .account_id = entries[i].opening->key->account_id,
                                          .why = {.have = -1}};
    if (!entries->opening->payable->lock_to_open(batch->task, batch->tx, wishes, count, why))
        return false;
    for (int i = 0; i < count; i++) {
        struct opening *opening = entries[i].opening;
        opening->bill = wishes[i].bill;
        if (entries[i].settled)
            continue;
        if (!wishes[i].granted) {
            refuse_entry(&entries[i], &wishes[i].why);
            continue;
        }
        opening->bill.county_code = arena_strdup(opening->arena, wishes[i].bill.county_code);
        opening->bill.description = arena_strdup(opening->arena, wishes[i].bill.description);
    }
    return true;
}

static bool lock_all(struct batch *batch, struct refusal *why)
{
    for (int i = 0, next; i < batch->count; i = next) {
        const struct payable *payable = batch->entries[i].opening->payable;
        for (next = i + 1; next < batch->count; next++)
            if (batch->entries[next].opening->payable != payable)
                break;
        if (!lock_subjects(batch, &batch->entries[i], next - i, why))
            return false;
    }
    return true;
}

/* Whether the provider may still be asked to open the attempt. */
static bool may_open(const struct opening *opening, struct refusal *why)
{
    if (opening->bill.standing != PAYABLE_OWED)
        return refuse(why, opening->payable->not_owed, NULL);
    if (opening->bill.expires_us <= clock_now_us())
        return refuse(why, opening->payable->expired, NULL);
    return opening->state == PAYMENT_ATTEMPT_CREATED || refuse(why, &PAYMENT_REFUSED, NULL);
}

/* ---- the attempts ---- */

static_assert((int)PAYMENT_ATTEMPT_FIND_STATE + 1 == (int)PAYMENT_ATTEMPT_OPEN_STATE,
              "payment_attempt_open reads like payment_attempt_find, behind a position");

/* `first` is the column of the id. */
static void read_attempt(struct opening *opening, const struct db_rows *rows, int row, int first)
{
    const char *code_url = db_text(rows, row, first + PAYMENT_ATTEMPT_FIND_CODE_URL);
    opening->id = db_i64(rows, row, first + PAYMENT_ATTEMPT_FIND_ID);
    opening->number =
        arena_strdup(opening->arena, db_text(rows, row, first + PAYMENT_ATTEMPT_FIND_NUMBER));
    opening->provider =
        arena_strdup(opening->arena, db_text(rows, row, first + PAYMENT_ATTEMPT_FIND_PROVIDER));
    opening->code_url = code_url == NULL ? NULL : arena_strdup(opening->arena, code_url);
    opening->state = (enum payment_attempt_state)machine_state(
        &PAYMENT_ATTEMPT_MACHINE, db_text(rows, row, first + PAYMENT_ATTEMPT_FIND_STATE));
}

/* What was opened is told again whatever became of it; what was not is not opened for what is over.
 */
static void open_again(struct entry *entry)
{
    struct opening *opening = entry->opening;
    struct refusal why = {.have = -1};
    opening->claimed = opening->code_url == NULL && opening->id == opening->made_id;
    if (opening->code_url == NULL && !may_open(opening, &why))
        refuse_entry(entry, &why);
    settle(entry);
}

/* Entries whose key opened an attempt before. */
static bool open_replayed(struct batch *batch, struct refusal *why)
{
    int64_t *ids = arena_array(batch->task->arena, (size_t)batch->count, sizeof(*ids));
    int n = 0;
    for (int i = 0; i < batch->count; i++)
        if (!batch->entries[i].settled && batch->entries[i].replayed > 0)
            ids[n++] = batch->entries[i].replayed;
    struct db_rows *rows;
    if (n == 0)
        return true;
    if (!db_tx_query(batch->tx, &SQL_payment_attempt_find, DB_ARGS(DB_I64S(ids, (size_t)n)), &rows,
                     why))
        return false;
    for (int i = 0; i < batch->count; i++) {
        struct entry *entry = &batch->entries[i];
        if (entry->settled || entry->replayed == 0)
            continue;
        int row = 0;
        while (row < db_count(rows) &&
               db_i64(rows, row, PAYMENT_ATTEMPT_FIND_ID) != entry->replayed)
            row++;
        assert(row < db_count(rows));
        read_attempt(entry->opening, rows, row, PAYMENT_ATTEMPT_FIND_ID);
        open_again(entry);
    }
    return true;
}

/* Refuses what cannot be opened, and gives out the attempts that are open already. */
static bool open_existing(struct batch *batch, struct refusal *why)
{
    size_t n = (size_t)batch->count;
    const char **kinds = arena_array(batch->task->arena, n, sizeof(*kinds));
    int64_t *ids = arena_array(batch->task->arena, n, sizeof(*ids));
    struct db_rows *rows;
    for (int i = 0; i < batch->count; i++) {
        kinds[i] = batch->entries[i].opening->payable->kind;
        ids[i] = batch->entries[i].opening->subject_id;
    }
    if (!db_tx_query(batch->tx, &SQL_payment_attempt_open,
                     DB_ARGS(DB_TEXTS(kinds, n), DB_I64S(ids, n)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        struct entry *entry = &batch->entries[db_i64(rows, row, PAYMENT_ATTEMPT_OPEN_POSITION) - 1];
        if (!entry->settled && entry->twin == NULL)
            read_attempt(entry->opening, rows, row, PAYMENT_ATTEMPT_OPEN_ID);
    }
    for (int i = 0; i < batch->count; i++) {
        struct refusal not_now = {.have = -1};
        struct entry *entry = &batch->entries[i];
        if (!entry->settled && entry->twin == NULL && !may_open(entry->opening, &not_now))
            refuse_entry(entry, &not_now);
    }
    return true;
}

static void share_attempt(struct opening *opening, const struct opening *other)
{
    opening->id = other->id;
    opening->number = arena_strdup(opening->arena, other->number);
    opening->provider = arena_strdup(opening->arena, other->provider);
    opening->code_url =
        other->code_url == NULL ? NULL : arena_strdup(opening->arena, other->code_url);
    opening->state = other->state;
}

static void make_attempt(struct opening *opening)
{
    char text[21];
    opening->id = opening->made_id = id_next();
    opening->number = arena_printf(opening->arena, "P%s", id_text(opening->id, text));
    opening->provider = provider_default()->name;
    opening->claimed = true;
}

/* A new attempt for every other wish; two wishes for one subject share it. */
static void open_new(struct batch *batch)
{
    struct arena *arena = batch->task->arena;
    size_t n = (size_t)batch->count;
    struct attempt {
        int64_t id, subject_id, amount_fen, expires_us;
        const char *county_code, *kind, *provider, *number;
    } *made = arena_array(arena, n, sizeof(*made));
    struct idempotency *keys = arena_array(arena, n, sizeof(*keys));
    int64_t *results = arena_array(arena, n, sizeof(*results));
    int made_count = 0, key_count = 0;
    const struct entry *last = NULL; /* that has an attempt: entries of one subject are neighbours
                                      */
    for (int i = 0; i < batch->count; i++) {
        struct entry *entry = &batch->entries[i];
        struct opening *opening = entry->opening;
        if (entry->settled || entry->twin != NULL)
            continue;
        if (opening->id == 0 && last != NULL && by_subject(last, entry) == 0) {
            share_attempt(opening, last->opening);
        } else if (opening->id == 0) {
            make_attempt(opening);
            made[made_count++] = (struct attempt){opening->id,
                                                  opening->subject_id,
                                                  opening->bill.amount_fen,
                                                  opening->bill.expires_us,
                                                  opening->bill.county_code,
                                                  opening->payable->kind,
                                                  opening->provider,
                                                  opening->number};
        }
        last = entry;
        keys[key_count] = *opening->key;
        results[key_count++] = opening->id;
    }
    if (made_count > 0)
        db_tx_send(batch->tx, &SQL_payment_attempt_add,
                   DB_ARGS(DB_COLUMN_I64(made, made_count, id),
                           DB_COLUMN_TEXT(made, made_count, county_code),
                           DB_COLUMN_TEXT(made, made_count, kind),
                           DB_COLUMN_I64(made, made_count, subject_id),
                           DB_COLUMN_TEXT(made, made_count, provider),
                           DB_COLUMN_TEXT(made, made_count, number),
                           DB_COLUMN_I64(made, made_count, amount_fen),
                           DB_COLUMN_I64(made, made_count, expires_us), stamp_key()));
    if (key_count > 0)
        idempotency_save_many(batch->tx, keys, results, key_count);
}

static void answer_twins(struct batch *batch)
{
    for (int i = 0; i < batch->count; i++) {
        struct entry *entry = &batch->entries[i];
        if (entry->settled || entry->twin == NULL)
            continue;
        if (!idempotency_same_body(entry->opening->key, entry->twin->opening->key))
            refuse_reuse(entry);
        else if (entry->twin->item->refused)
            refuse_entry(entry, &entry->twin->item->why);
        else
            share_attempt(entry->opening, entry->twin->opening);
    }
}

/* ---- the codes ---- */

static int by_id(const void *a, const void *b)
{
    int64_t x = (*(struct opening *const *)a)->id, y = (*(struct opening *const *)b)->id;
    return (x > y) - (x < y);
}

static bool keep_codes(struct batch *batch, struct refusal *why)
{
    size_t n = (size_t)batch->code_count;
    int64_t *ids = arena_array(batch->task->arena, n, sizeof(*ids));
    const char **urls = arena_array(batch->task->arena, n, sizeof(*urls));
    struct db_rows *rows;
    qsort(batch->codes, n, sizeof(struct opening *), by_id);
    for (size_t i = 0; i < n; i++) {
        ids[i] = batch->codes[i]->id;
        urls[i] = batch->codes[i]->code_url;
    }
    if (!db_tx_query(batch->tx, &SQL_payment_attempt_code,
                     DB_ARGS(DB_I64S(ids, n), DB_TEXTS(urls, n)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        for (size_t i = 0; i < n; i++)
            if (ids[i] == db_i64(rows, row, PAYMENT_ATTEMPT_CODE_PAYMENT_ID)) {
                json_decref(batch->codes[i]->view); /* of a run that PostgreSQL undid */
                batch->codes[i]->view = db_row_json(rows, row);
            }
    return true;
}

/* ---- the batch ---- */

static bool open_wishes(struct batch *batch, struct refusal *why)
{
    struct db_rows *keys;
    ask_keys(batch, &keys);
    if (!lock_all(batch, why))
        return false;
    read_keys(batch, keys);
    find_twins(batch);
    if (!open_replayed(batch, why) || !open_existing(batch, why))
        return false;
    open_new(batch);
    answer_twins(batch);
    return true;
}

static bool open_batch(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                       struct refusal *why)
{
    struct batch batch = {.task = task, .tx = tx};
    sort_out(&batch, items, count);
    for (int i = 0; i < batch.count; i++) {
        /* A batch may run again after a conflict: forget the first run, but for what it made. */
        struct opening *opening = batch.entries[i].opening;
        opening->id = 0;
        opening->code_url = NULL;
        opening->state = PAYMENT_ATTEMPT_CREATED;
        opening->claimed = false;
    }
    /* attempts before subjects, as payments are applied (payment/apply.h) */
    return (batch.code_count == 0 || keep_codes(&batch, why)) &&
           (batch.count == 0 || open_wishes(&batch, why));
}

void payment_open_batch_start(void)
{
    lane = lane_new("payment_open", open_batch, 100, 4000);
}

bool opening_take(struct task *task, struct opening *opening, struct refusal *why)
{
    opening->arena = task->arena;
    opening->keep_code = false;
    return lane_run(task, lane, opening, why);
}

bool opening_keep_code(struct task *task, struct opening *opening, const char *code_url,
                       json_t **view, struct refusal *why)
{
    opening->arena = task->arena;
    opening->code_url = arena_strdup(task->arena, code_url);
    opening->keep_code = true;
    opening->view = NULL;
    bool kept = lane_run(task, lane, opening, why);
    *view = opening->view;
    if (!kept) {
        json_decref(*view);
        *view = NULL;
    }
    return kept;
}
