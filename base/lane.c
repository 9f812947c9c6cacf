#include "base/lane.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/metrics.h"

enum {
    BATCH_MAX = 500,
    SINGLE_RUNS_MAX = 3, /* of one item after DB_COMMIT_UNKNOWN */
    PATIENCE_MS = 10000, /* items in flight wait so long for a server that went away */
    SPAWN_PAUSE_MS = 2
};

enum item_state { ITEM_QUEUED, ITEM_IN_FLIGHT, ITEM_DONE, ITEM_GONE };

struct lane {
    const char *name;
    lane_batch *batch;
    int max_batch, max_queue;
    struct lane_item *first, **last;
    int queued;
    bool running;             /* a task works, or is about to */
    struct lane_item **taken; /* the batch in flight */
    int64_t batches, items, retried_singly;
    struct lane *next; /* of all lanes */
    struct metric *queue_metric, *batches_metric, *items_metric;
};

static struct lane *lanes;

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

struct lane *lane_new(const char *name, lane_batch *batch, int max_batch, int max_queue)
{
    assert(max_batch >= 1 && max_batch <= BATCH_MAX && max_queue >= 1);
    struct lane *lane = calloc(1, sizeof *lane);
    struct lane_item **taken = calloc((size_t)max_batch, sizeof(struct lane_item *));
    if (lane == NULL || taken == NULL)
        abort();
    lane->name = name;
    lane->batch = batch;
    lane->max_batch = max_batch;
    lane->max_queue = max_queue;
    lane->last = &lane->first;
    lane->taken = taken;
    add_metrics(lane);
    return lane;
}

void lane_refuse(struct lane_item *item, const struct refusal_kind *kind, const char *field)
{
    item->refused = true;
    refuse(&item->why, kind, field);
}

struct lane_stats lane_stats(const struct lane *lane)
{
    return (struct lane_stats){lane->queued, lane->batches, lane->items, lane->retried_singly};
}

/* ---- the queue ---- */

static void item_push(struct lane *lane, struct lane_item *item)
{
    item->next = NULL;
    *lane->last = item;
    lane->last = &item->next;
    lane->queued++;
}

static struct lane_item *item_shift(struct lane *lane)
{
    struct lane_item *item = lane->first;
    lane->first = item->next;
    if (lane->first == NULL)
        lane->last = &lane->first;
    lane->queued--;
    return item;
}

static void item_remove(struct lane *lane, struct lane_item *item)
{
    struct lane_item **link = &lane->first;
    while (*link != item)
        link = &(*link)->next;
    *link = item->next;
    if (*link == NULL)
        lane->last = link;
    lane->queued--;
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

/* ---- a batch ---- */

struct batch {
    struct lane *lane;
    struct lane_item **items;
    int count; /* 0 = take from the queue once there is a connection */
};

/* The items stay in the queue, where their tasks can still take them out, until the connection is
 * there. */
static void batch_fill(struct batch *batch)
{
    struct lane *lane = batch->lane;
    while (batch->count < lane->max_batch && lane->first != NULL) {
        struct lane_item *item = item_shift(lane);
        item->state = ITEM_IN_FLIGHT;
        batch->items[batch->count++] = item;
    }
}

static bool batch_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct batch *batch = argument;
    if (batch->count == 0)
        batch_fill(batch);
    for (int i = 0; i < batch->count; i++)
        batch->items[i]->refused = false; /* by a run that PostgreSQL undid */
    return batch->count == 0 || batch->lane->batch(task, tx, batch->items, batch->count, why);
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
        granted = db_transact(task, DB_LANE, batch_body, &single, &why);
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
static void run_batch(struct task *task, struct lane *lane)
{
    struct batch batch = {.lane = lane, .items = lane->taken};
    struct refusal why;
    bool granted = db_transact(task, DB_LANE, batch_body, &batch, &why);
    bool unknown = !granted && why.kind == &DB_COMMIT_UNKNOWN;
    if (batch.count == 0) {
        if (!granted) { /* no connection to be had: whoever queues now has to hear it */
            batch_fill(&batch);
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

/* ---- the lane's task ---- */

static void lane_work(struct task *task, void *argument)
{
    struct lane *lane = argument;
    struct arena *own = task->arena;
    while (lane->first != NULL) {
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        run_batch(task, lane);
        arena_free(task->arena);
        task->arena = own; /* the task itself lies in it */
    }
    lane->running = false;
}

static void lane_start(void *argument)
{
    struct lane *lane = argument;
    if (!task_spawn(lane_work, lane, 0)) {
        /* the cap of coroutines is reached: those who hold them will end */
        loop_after(SPAWN_PAUSE_MS, lane_start, lane);
    }
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
    item_push(lane, &item);
    if (!lane->running) {
        lane->running = true;
        lane_start(lane);
    }
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
