#include "base/lane.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/coro.h"
#include "base/gather.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/map.h"
#include "base/metrics.h"

enum {
    BATCH_MAX = 500,
    LOOK_AHEAD = 4,      /* batches' worth of waiting items that are looked through for free ones */
    SINGLE_RUNS_MAX = 3, /* of one item after DB_COMMIT_UNKNOWN */
    PATIENCE_MS = 10000, /* items in flight wait so long for a server that went away */
    SPAWN_PAUSE_MS = 2
};

enum item_state { ITEM_QUEUED, ITEM_IN_FLIGHT, ITEM_DONE, ITEM_GONE };

/* One batch after the other, by a task of its own. */
struct flight {
    struct lane *lane;
    bool running;             /* a task works, or is about to */
    int count;                /* items in flight; 0 = not filled yet */
    struct lane_item **taken; /* these */
    struct map keys;          /* what they must not share; in the batch's arena */
};

struct lane {
    const char *name;
    lane_batch *batch;
    bool reads; /* without a transaction */
    int max_batch, max_queue;
    struct lane_item *first, **last;
    int queued;
    lane_keys *keys; /* NULL = one flight */
    struct flight flights[LANE_MAX_FLIGHTS];
    int flight_count;
    int64_t batches, items, retried_singly;
    struct gather gather;
    struct lane *next; /* of all lanes */
    struct metric *queue_metric, *batches_metric, *items_metric;
    struct metric *ahead_metric; /* NULL = it does not go ahead */
};

static struct lane *lanes;

static void lane_wake(struct lane *lane);

static void refresh_metrics(void)
{
    for (const struct lane *lane = lanes; lane != NULL; lane = lane->next)
        metric_set(lane->queue_metric, lane->queued);
}

static void add_metrics(struct lane *lane)
{
    char labels[64];
    if (lanes == NULL)
        metrics_on_render(refresh_metrics);
    lane->next = lanes;
    lanes = lane;
    snprintf(labels, sizeof(labels), "lane=\"%s\"", lane->name);
    lane->queue_metric = metrics_gauge("lane_queued", labels, "Waiting for group commit");
    lane->batches_metric = metrics_counter("lane_batches_total", labels, "Group commits");
    lane->items_metric = metrics_counter("lane_items_total", labels, "Items of group commits");
}

static void add_flight(struct lane *lane)
{
    struct lane_item **taken = calloc((size_t)lane->max_batch, sizeof(struct lane_item *));
    if (taken == NULL)
        abort();
    lane->flights[lane->flight_count++] = (struct flight){.lane = lane, .taken = taken};
}

struct lane *lane_new(const char *name, lane_batch *batch, int max_batch, int max_queue)
{
    assert(max_batch >= 1 && max_batch <= BATCH_MAX && max_queue >= 1);
    struct lane *lane = calloc(1, sizeof *lane);
    if (lane == NULL)
        abort();
    lane->name = name;
    lane->batch = batch;
    lane->max_batch = max_batch;
    lane->max_queue = max_queue;
    lane->last = &lane->first;
    add_flight(lane);
    add_metrics(lane);
    return lane;
}

struct lane *lane_new_reading(const char *name, lane_batch *batch, int max_batch, int max_queue)
{
    struct lane *lane = lane_new(name, batch, max_batch, max_queue);
    lane->reads = true;
    return lane;
}

void lane_spread(struct lane *lane, int flights, lane_keys *keys)
{
    assert(!lane->reads);
    assert(flights >= 1 && flights <= LANE_MAX_FLIGHTS && lane->flight_count == 1);
    lane->keys = flights > 1 ? keys : NULL;
    while (lane->flight_count < flights)
        add_flight(lane);
}

void lane_go_ahead(struct lane *lane)
{
    char labels[64];
    assert(!lane->reads);
    snprintf(labels, sizeof(labels), "lane=\"%s\"", lane->name);
    lane->ahead_metric = metrics_counter("lane_ahead_total", labels,
                                         "Group commits that let the next begin before the disk");
}

void lane_refuse(struct lane_item *item, const struct refusal_kind *kind, const char *field)
{
    item->refused = true;
    refuse(&item->why, kind, field);
}

struct lane_stats lane_stats(const struct lane *lane)
{
    struct lane_stats stats = {lane->queued, lane->batches, lane->items, lane->retried_singly, 0};
    for (int i = 0; i < lane->flight_count; i++)
        stats.flights += lane->flights[i].count > 0;
    return stats;
}

/* ---- the queue ---- */

static void item_push(struct lane *lane, struct lane_item *item)
{
    item->next = NULL;
    *lane->last = item;
    lane->last = &item->next;
    lane->queued++;
}

/* Takes out the item that `link` points to. */
static struct lane_item *item_unlink(struct lane *lane, struct lane_item **link)
{
    struct lane_item *item = *link;
    *link = item->next;
    if (*link == NULL)
        lane->last = link;
    lane->queued--;
    return item;
}

static void item_remove(struct lane *lane, const struct lane_item *item)
{
    struct lane_item **link = &lane->first;
    while (*link != item)
        link = &(*link)->next;
    item_unlink(lane, link);
}

static void item_answer(struct lane_item *item, bool granted, const struct refusal *why)
{
    if (!granted && !item->refused) {
        item->refused = true;
        item->why = *why;
    }
    item->state = ITEM_DONE;
    wait_done(&item->wait);
}

/* ---- which items may go ---- */

static bool shares_any(const struct map *held, const int64_t *keys, int count)
{
    for (int i = 0; i < count; i++)
        if (map_find_i64(held, keys[i]) != NULL)
            return true;
    return false;
}

static void hold_keys(struct map *held, const int64_t *keys, int count)
{
    for (int i = 0; i < count; i++)
        map_add_i64(held, keys[i], NULL);
}

/* Whether a batch in flight, other than `own` (may be NULL), holds one of the keys. */
static bool is_held(const struct lane *lane, const struct flight *own, const int64_t *keys,
                    int count)
{
    for (int i = 0; i < lane->flight_count; i++)
        if (&lane->flights[i] != own && shares_any(&lane->flights[i].keys, keys, count))
            return true;
    return false;
}

/* The next waiting item from `link` on that shares nothing with other batches in flight, nor with
 * items before it that are passed over: whoever shares a key keeps their order. `passed` holds the
 * keys of those; *looks counts down. NULL when there is none. */
static struct lane_item **next_free(const struct flight *flight, struct lane_item **link,
                                    struct map *passed, int *looks)
{
    const struct lane *lane = flight->lane;
    int64_t keys[LANE_MAX_KEYS];
    for (; *link != NULL && *looks > 0; link = &(*link)->next, --*looks) {
        if (lane->keys == NULL)
            return link;
        int count = lane->keys((*link)->data, keys);
        assert(count >= 0 && count <= LANE_MAX_KEYS);
        if (!is_held(lane, flight, keys, count) && !shares_any(passed, keys, count))
            return link;
        hold_keys(passed, keys, count);
    }
    return NULL;
}

static int looks_of(const struct lane *lane)
{
    return lane->max_batch * LOOK_AHEAD;
}

static bool has_free(const struct flight *flight)
{
    struct map passed = {0};
    int looks = looks_of(flight->lane);
    bool found = next_free(flight, &flight->lane->first, &passed, &looks) != NULL;
    map_release(&passed);
    return found;
}

/* The items stay in the queue, where their tasks can still take them out, until the connection is
 * there. */
static void flight_fill(struct flight *flight, struct arena *arena)
{
    struct lane *lane = flight->lane;
    struct map passed = {0};
    int looks = looks_of(lane);
    int64_t keys[LANE_MAX_KEYS];
    struct lane_item **link = &lane->first;
    map_init(&flight->keys, arena);
    while (flight->count < lane->max_batch &&
           (link = next_free(flight, link, &passed, &looks)) != NULL) {
        struct lane_item *item = item_unlink(lane, link);
        item->state = ITEM_IN_FLIGHT;
        flight->taken[flight->count++] = item;
        if (lane->keys != NULL)
            hold_keys(&flight->keys, keys, lane->keys(item->data, keys));
    }
    map_release(&passed);
    lane_wake(lane);
}

/* ---- a batch ---- */

struct batch {
    struct lane *lane;
    struct flight *flight; /* whose items they are; NULL = one item, run singly */
    struct lane_item **items;
    int count; /* 0 = take from the queue once there is a connection */
};

static void batch_fill(struct task *task, struct batch *batch)
{
    flight_fill(batch->flight, task->arena);
    batch->count = batch->flight->count;
}

/* Others can see what the batch has written: who shares something with it may go. */
static void batch_seen(void *argument)
{
    struct batch *batch = argument;
    batch->flight->keys = (struct map){0};
    metric_add(batch->lane->ahead_metric, 1);
    lane_wake(batch->lane);
}

static bool batch_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct batch *batch = argument;
    if (batch->count == 0)
        batch_fill(task, batch);
    for (int i = 0; i < batch->count; i++)
        batch->items[i]->refused = false; /* by a run that PostgreSQL undid */
    if (batch->lane->ahead_metric != NULL && batch->flight != NULL && batch->count >= LANE_CROWD)
        db_tx_ahead(tx, batch_seen, batch);
    return batch->count == 0 || batch->lane->batch(task, tx, batch->items, batch->count, why);
}

/* Runs the batch in a transaction, or, of a lane of reads, just so. */
static bool batch_run(struct task *task, struct batch *batch, struct refusal *why)
{
    if (!batch->lane->reads)
        return db_transact(task, DB_LANE, batch_body, batch, why);
    int64_t deadline_ms = task->deadline_ms;
    if (deadline_ms == INT64_MAX)
        task->deadline_ms = clock_mono_ms() + PATIENCE_MS;
    bool granted = batch_body(task, NULL, batch, why);
    task->deadline_ms = deadline_ms;
    return granted;
}

static void batch_answer(struct batch *batch, bool granted, const struct refusal *why)
{
    batch->lane->batches++;
    batch->lane->items += batch->count;
    metric_add(batch->lane->batches_metric, 1);
    metric_add(batch->lane->items_metric, batch->count);
    for (int i = 0; i < batch->count; i++)
        item_answer(batch->items[i], granted, why);
}

/* A refusal that is about the item, and not about the database's state at this moment. */
static bool is_definite(const struct refusal *why)
{
    return why->kind != &REFUSAL_UNAVAILABLE && why->kind != &REFUSAL_OVERLOADED &&
           why->kind != &REFUSAL_TIMEOUT && why->kind != &REFUSAL_CANCELLED &&
           why->kind != &DB_COMMIT_UNKNOWN;
}

/* One item of a batch that failed as a whole. `unknown`: it may have been committed. The task's
 * deadline is when patience with a server that is away ends, for all of the batch together. */
static void run_single(struct task *task, struct lane *lane, struct lane_item *item, bool unknown)
{
    struct batch single = {.lane = lane, .items = &item, .count = 1};
    struct refusal why;
    bool granted = false;
    for (int run = 0; run < SINGLE_RUNS_MAX; run++) {
        granted = batch_run(task, &single, &why);
        if (granted || why.kind != &DB_COMMIT_UNKNOWN)
            break;
        unknown = true;
    }
    if (!granted && unknown && !is_definite(&why))
        refuse(&why, &DB_COMMIT_UNKNOWN, NULL);
    if (granted || is_definite(&why))
        task->deadline_ms = clock_mono_ms() + PATIENCE_MS; /* the server is there */
    lane->retried_singly++;
    batch_answer(&single, granted, &why);
}

/* Each in an arena of its own: together they may be more than one arena holds. */
static void run_singly(struct task *task, struct batch *batch, bool unknown)
{
    struct arena *own = task->arena;
    task->deadline_ms = clock_mono_ms() + PATIENCE_MS;
    for (int i = 0; i < batch->count; i++) {
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        run_single(task, batch->lane, batch->items[i], unknown);
        arena_free(task->arena);
        task->arena = own;
    }
    task->deadline_ms = INT64_MAX;
}

/* Takes what has queued up and answers it. */
static void run_batch(struct task *task, struct flight *flight)
{
    struct lane *lane = flight->lane;
    struct batch batch = {.lane = lane, .flight = flight, .items = flight->taken};
    struct refusal why;
    bool granted = batch_run(task, &batch, &why);
    bool unknown = !granted && why.kind == &DB_COMMIT_UNKNOWN;
    if (batch.count == 0) {
        if (!granted) { /* no connection to be had: whoever queues now has to hear it */
            batch_fill(task, &batch);
            batch_answer(&batch, false, &why);
        }
        return;
    }
    bool singly = !granted && (unknown || (batch.count > 1 && is_definite(&why)));
    if (!singly) {
        batch_answer(&batch, granted, &why);
        return;
    }
    log_warn("lane_batch_failed", LOG_S("lane", lane->name), LOG_S("code", why.kind->code),
             LOG_I("items", batch.count));
    run_singly(task, &batch, unknown);
}

/* ---- a flight's task ---- */

/* Waits for more who come, in a crowd; whether there is anything to be done then. */
static bool gather_items(struct task *task, struct lane *lane)
{
    struct refusal why; /* a lane's own task is not cancelled */
    int wait_ms = gather_wait_ms(&lane->gather, clock_mono_us(), lane->queued, coro_live());
    if (wait_ms > 0)
        (void)task_sleep(task, wait_ms, &why);
    return lane->first != NULL;
}

static void flight_work(struct task *task, void *argument)
{
    struct flight *flight = argument;
    struct arena *own = task->arena;
    while (has_free(flight)) {
        if (!gather_items(task, flight->lane))
            break;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        run_batch(task, flight);
        flight->count = 0;
        flight->keys = (struct map){0};
        arena_free(task->arena);
        task->arena = own; /* the task itself lies in it */
    }
    flight->running = false;
}

static void flight_start(void *argument)
{
    struct flight *flight = argument;
    if (!task_spawn(flight_work, flight, 0)) {
        /* the cap of coroutines is reached: those who hold them will end */
        loop_after(SPAWN_PAUSE_MS, flight_start, flight);
    }
}

/* Whether so many wait that another batch beside those in flight is worth its start. */
static bool is_worth(const struct lane *lane, int in_flight)
{
    return lane->queued >= (in_flight < LANE_CROWD ? in_flight / 2 : in_flight * 2);
}

/* Begins another batch when one may begin: what waits is taken by the task that is about to fill
 * its batch, if there is one, and by the batches in flight when they end. */
static void lane_wake(struct lane *lane)
{
    struct flight *idle = NULL;
    int in_flight = 0;
    for (int i = 0; i < lane->flight_count; i++) {
        struct flight *flight = &lane->flights[i];
        if (flight->running && flight->count == 0)
            return;
        in_flight += flight->count;
        if (!flight->running && idle == NULL)
            idle = flight;
    }
    if (idle == NULL || lane->first == NULL || !is_worth(lane, in_flight) || !has_free(idle))
        return;
    idle->running = true;
    flight_start(idle);
}

struct place {
    struct lane *lane;
    struct lane_item *item;
};

static void place_cancel(void *argument)
{
    struct place *place = argument;
    if (place->item->state == ITEM_QUEUED) {
        item_remove(place->lane, place->item);
        place->item->state = ITEM_GONE;
    }
}

/* Taken out of the queue: nothing was done. Without a database it was not the request's fault. */
static bool refuse_gone(enum wait_result ended, struct refusal *why)
{
    if (ended == WAIT_CANCELLED || db_is_ready())
        return refuse(why, ended == WAIT_CANCELLED ? &REFUSAL_CANCELLED : &REFUSAL_TIMEOUT, NULL);
    refuse(why, &REFUSAL_UNAVAILABLE, NULL);
    why->retry_after_s = 1;
    return false;
}

/* Whether a batch in flight holds what the item needs: that batch's end takes it. */
static bool is_blocked(const struct lane *lane, const struct lane_item *item)
{
    int64_t keys[LANE_MAX_KEYS];
    return lane->keys != NULL && is_held(lane, NULL, keys, lane->keys(item->data, keys));
}

bool lane_run(struct task *task, struct lane *lane, void *data, struct refusal *why)
{
    assert(task->db_tx_depth == 0 && "a lane has a transaction of its own");
    if (!task_alive(task, why))
        return false;
    if (lane->queued >= lane->max_queue) {
        refuse(why, &REFUSAL_OVERLOADED, NULL);
        why->retry_after_s = 1;
        return false;
    }
    struct lane_item item = {.data = data, .state = ITEM_QUEUED};
    wait_init(&item.wait, task);
    gather_note(&lane->gather, clock_mono_us());
    item_push(lane, &item);
    if (!is_blocked(lane, &item))
        lane_wake(lane);
    int64_t begin_us = clock_mono_us();
    struct place place = {lane, &item};
    enum wait_result ended = wait_for(&item.wait, place_cancel, &place);
    if (item.state == ITEM_GONE)
        return refuse_gone(ended, why);
    if (item.state == ITEM_IN_FLIGHT)
        wait_uncancellable(&item.wait);
    task->db_us += clock_mono_us() - begin_us;
    if (item.refused)
        *why = item.why;
    return !item.refused;
}
