#include "base/db_pool.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db_error.h"
#include "base/loop.h"

enum {
    SEATS_MAX = 16,
    DEPTH_MAX = 256, /* statements on their way in one shared pipeline */
    PACK = 8,        /* a shared pipeline is filled so far before the next one is begun */
    WATCH_MS = 1000,
    AWAY_MS = 500 /* a restart is waited for so long; then nobody is kept waiting */
};

/* A task in a queue. Lies on the task's stack. */
struct ticket {
    struct wait wait;
    struct queue *queue;
    struct db_seat *seat; /* what db_pool_take() waited for */
    struct ticket *next, *previous;
};

struct queue {
    struct ticket *first, *last;
};

struct class_pool {
    struct db_seat seats[SEATS_MAX];
    int count;
    struct queue sharing, taking;
};

static struct {
    bool running;
    struct db_settings settings;
    char *conninfo;
    struct class_pool classes[DB_CLASSES];
    struct queue starting; /* db_wait_ready() */
    int waiting;           /* tickets in the queues of the classes */
    int64_t lost_ms;       /* since when no connection of DB_FAST is up; 0 = one is */
    struct loop_timer *watch;
} pool;

const struct db_settings *db_pool_settings(void)
{
    return &pool.settings;
}

static int tickets(const struct queue *queue)
{
    int count = 0;
    for (const struct ticket *ticket = queue->first; ticket != NULL; ticket = ticket->next)
        count++;
    return count;
}

struct db_pool_state db_pool_state(enum db_class kind)
{
    const struct class_pool *of = &pool.classes[kind];
    struct db_pool_state state = {.seats = of->count,
                                  .waiting = tickets(&of->sharing) + tickets(&of->taking)};
    for (int i = 0; i < of->count; i++)
        state.open += of->seats[i].state == SEAT_READY;
    return state;
}

/* ---- queues ---- */

static void queue_remove(struct ticket *ticket)
{
    struct queue *queue = ticket->queue;
    *(ticket->previous == NULL ? &queue->first : &ticket->previous->next) = ticket->next;
    *(ticket->next == NULL ? &queue->last : &ticket->next->previous) = ticket->previous;
    ticket->queue = NULL;
    pool.waiting -= queue != &pool.starting;
}

static void ticket_cancel(void *argument)
{
    queue_remove(argument);
}

static void ticket_call(struct ticket *ticket)
{
    queue_remove(ticket);
    wait_done(&ticket->wait);
}

static bool wait_refuse(enum wait_result result, struct refusal *why)
{
    if (result == WAIT_CANCELLED)
        return refuse(why, &REFUSAL_CANCELLED, NULL);
    return db_is_ready() ? refuse(why, &REFUSAL_TIMEOUT, NULL) : db_refuse_lost(why);
}

/* Stands in the queue until called. */
static bool queue_wait(struct queue *queue, struct ticket *ticket, struct task *task,
                       struct refusal *why)
{
    if (queue != &pool.starting && pool.waiting >= pool.settings.queue_limit) {
        refuse(why, &REFUSAL_OVERLOADED, NULL);
        why->retry_after_s = 1;
        return false;
    }
    *ticket = (struct ticket){.queue = queue, .previous = queue->last};
    wait_init(&ticket->wait, task);
    *(queue->last == NULL ? &queue->first : &queue->last->next) = ticket;
    queue->last = ticket;
    pool.waiting += queue != &pool.starting;
    enum wait_result result = wait_for(&ticket->wait, ticket_cancel, ticket);
    return result == WAIT_DONE || wait_refuse(result, why);
}

static void queue_call_all(struct queue *queue)
{
    while (queue->first != NULL)
        ticket_call(queue->first);
}

/* ---- choosing a seat ---- */

static bool is_coming(const struct class_pool *of)
{
    for (int i = 0; i < of->count; i++) {
        enum db_seat_state state = of->seats[i].state;
        if (state == SEAT_CONNECTING || state == SEAT_CHECKING)
            return true;
    }
    return false;
}

/* Fast statements are packed together: one full pipeline costs fewer wake-ups than eight nearly
 * empty ones. Slow ones are spread, and rather wait for a connection in the making than behind
 * another. */
static struct db_seat *find_shared(struct class_pool *of)
{
    struct db_seat *best = NULL;
    int best_depth = DEPTH_MAX;
    for (int i = 0; i < of->count; i++) {
        struct db_seat *seat = &of->seats[i];
        if (!db_seat_is_open(seat))
            continue;
        int depth = db_conn_depth(seat->conn);
        if (seat->kind == DB_FAST && depth < PACK)
            return seat;
        if (depth < best_depth) {
            best = seat;
            best_depth = depth;
        }
    }
    bool patient = of == &pool.classes[DB_SLOW] && best_depth > 0 && is_coming(of);
    return patient ? NULL : best;
}

static struct db_seat *find_own(struct class_pool *of)
{
    struct db_seat *best = NULL;
    int open = 0;
    int taken = 0;
    for (int i = 0; i < of->count; i++) {
        struct db_seat *seat = &of->seats[i];
        taken += seat->taken;
        if (!db_seat_is_open(seat))
            continue;
        open++;
        /* from the other end than sharing does */
        if (best == NULL || db_conn_depth(seat->conn) <= db_conn_depth(best->conn))
            best = seat;
    }
    bool all_may_go = of == &pool.classes[DB_LANE] || taken == 0;
    return open > 1 || all_may_go ? best : NULL;
}

/* Somebody found nothing free: connect one more seat, unless one is on its way. */
static void class_ask(struct class_pool *of)
{
    for (int i = 0; i < of->count && !is_coming(of); i++)
        if (of->seats[i].state == SEAT_EMPTY)
            db_seat_connect(&of->seats[i]);
}

static bool is_stopped(struct refusal *why)
{
    if (!pool.running)
        db_refuse_lost(why);
    return !pool.running;
}

bool db_is_away(void)
{
    return pool.lost_ms != 0 && db_trouble()->message[0] != '\0' &&
           clock_mono_ms() - pool.lost_ms >= AWAY_MS;
}

/* Who has a deadline has somebody who waits: they hear at once that there is no use in it. Work of
 * our own waits. */
static bool is_given_up(const struct task *task, struct refusal *why)
{
    if (task->deadline_ms == INT64_MAX || !db_is_away())
        return false;
    db_refuse_lost(why);
    return true;
}

struct db_seat *db_pool_share(struct task *task, enum db_class kind, struct refusal *why)
{
    struct class_pool *of = &pool.classes[kind];
    for (;;) {
        if (is_stopped(why) || !task_alive(task, why) || is_given_up(task, why))
            return NULL;
        /* nobody overtakes those who wait already */
        struct db_seat *seat = of->sharing.first == NULL ? find_shared(of) : NULL;
        if (seat == NULL || (kind == DB_SLOW && db_conn_depth(seat->conn) > 0)) {
            class_ask(of);
            seat = of->sharing.first == NULL ? find_shared(of) : NULL;
        }
        if (seat != NULL)
            return seat;
        struct ticket ticket;
        if (!queue_wait(&of->sharing, &ticket, task, why))
            return NULL;
    }
}

struct db_seat *db_pool_take(struct task *task, enum db_class kind, struct refusal *why)
{
    struct class_pool *of = &pool.classes[kind];
    for (;;) {
        if (is_stopped(why) || !task_alive(task, why) || is_given_up(task, why))
            return NULL;
        struct db_seat *seat = of->taking.first == NULL ? find_own(of) : NULL;
        if (seat != NULL) {
            seat->taken = true;
        } else {
            class_ask(of);
            struct ticket ticket;
            if (!queue_wait(&of->taking, &ticket, task, why))
                return NULL;
            seat = ticket.seat;
        }
        if (seat == NULL)
            continue; /* called because there will be none soon */
        if (seat != NULL && seat->state == SEAT_READY) {
            /* reads that share a sync must not become part of the transaction */
            db_conn_flush(seat->conn);
        }
        if (seat != NULL && seat->state == SEAT_READY)
            return seat;
        if (seat != NULL)
            db_pool_give(seat); /* its connection ended between the call and now */
    }
}

/* A seat came free or has room: calls those who wait. */
static void class_wake(struct class_pool *of)
{
    struct db_seat *seat;
    while (of->taking.first != NULL && (seat = find_own(of)) != NULL) {
        seat->taken = true;
        of->taking.first->seat = seat;
        ticket_call(of->taking.first);
    }
    if (of->sharing.first != NULL && find_shared(of) != NULL)
        queue_call_all(&of->sharing);
    if (of->taking.first != NULL || of->sharing.first != NULL)
        class_ask(of);
}

/* Those who have somebody waiting give up, the others stand in the queue again. */
static void wake_away(void)
{
    if (!db_is_away())
        return;
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        queue_call_all(&pool.classes[kind].sharing);
        queue_call_all(&pool.classes[kind].taking);
    }
}

void db_pool_changed(const struct db_seat *seat)
{
    class_wake(&pool.classes[seat->kind]);
    if (db_is_ready())
        pool.lost_ms = 0;
    else if (pool.lost_ms == 0)
        pool.lost_ms = clock_mono_ms();
    wake_away();
    if (db_is_ready() || db_trouble()->hopeless)
        queue_call_all(&pool.starting);
}

bool db_pool_wants(enum db_class kind)
{
    return pool.classes[kind].taking.first != NULL || pool.classes[kind].sharing.first != NULL;
}

void db_pool_give(struct db_seat *seat)
{
    assert(seat->taken && !seat->leaving);
    if (seat->conn == NULL || seat->state != SEAT_READY) {
        seat->taken = false; /* lost meanwhile; perhaps being made anew */
        return;
    }
    seat->leaving = true;
    db_seat_settle(seat);
}

void db_pool_retire(struct db_seat *seat)
{
    seat->retire = true;
    db_seat_settle(seat);
}

void db_pool_retire_late(struct db_seat *seat)
{
    seat->late = true;
    db_pool_retire(seat);
}

/* ---- every second, every turn ---- */

static void on_watch(void *argument)
{
    (void)argument;
    int64_t now_ms = clock_mono_ms();
    for (int kind = 0; kind < DB_CLASSES; kind++)
        for (int i = 0; i < pool.classes[kind].count; i++)
            db_seat_watch(&pool.classes[kind].seats[i], now_ms);
    wake_away();
    pool.watch = loop_after(WATCH_MS, on_watch, NULL);
}

static void on_turn_end(void *argument)
{
    (void)argument;
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        struct class_pool *of = &pool.classes[kind];
        for (int i = 0; i < of->count; i++)
            if (of->seats[i].state == SEAT_READY)
                db_conn_flush(of->seats[i].conn);
        if (of->sharing.first != NULL)
            class_wake(of); /* a full pipeline may have room again */
    }
}

/* ---- start and stop ---- */

static void class_start(enum db_class kind, int count)
{
    struct class_pool *of = &pool.classes[kind];
    assert(count >= 1 && count <= SEATS_MAX);
    of->count = count;
    for (int i = 0; i < count; i++) {
        of->seats[i].kind = kind;
        if (kind == DB_FAST)
            db_seat_connect(&of->seats[i]);
    }
}

void db_start(const struct db_settings *settings)
{
    assert(!pool.running && "db_start() twice");
    assert(settings->statement_timeout_ms > 0 && settings->queue_limit > 0 &&
           settings->max_rows > 0);
    memset(&pool, 0, sizeof pool);
    pool.running = true;
    pool.settings = *settings;
    pool.settings.conninfo = pool.conninfo = strdup(settings->conninfo);
    if (pool.conninfo == NULL)
        abort();
    db_trouble_forget();
    loop_on_turn_end(on_turn_end, NULL);
    for (int kind = 0; kind < DB_CLASSES; kind++)
        class_start(kind, settings->connections[kind]);
    pool.watch = loop_after(WATCH_MS, on_watch, NULL);
    db_listen_start();
    db_metrics_start();
}

void db_stop(void)
{
    if (!pool.running)
        return;
    pool.running = false;
    db_listen_stop();
    loop_timer_cancel(pool.watch);
    for (int kind = 0; kind < DB_CLASSES; kind++) {
        for (int i = 0; i < pool.classes[kind].count; i++)
            db_seat_stop(&pool.classes[kind].seats[i]);
        queue_call_all(&pool.classes[kind].sharing);
        queue_call_all(&pool.classes[kind].taking);
    }
    queue_call_all(&pool.starting);
    free(pool.conninfo);
    pool.conninfo = NULL;
    pool.settings.conninfo = NULL;
}

bool db_is_ready(void)
{
    const struct class_pool *fast = &pool.classes[DB_FAST];
    for (int i = 0; i < fast->count; i++)
        if (fast->seats[i].state == SEAT_READY && !fast->seats[i].retire)
            return true;
    return false;
}

bool db_wait_ready(struct task *task, struct refusal *why)
{
    struct ticket ticket;
    while (!db_is_ready()) {
        if (is_stopped(why))
            return false;
        if (db_trouble()->hopeless) {
            return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "数据库拒绝连接：%s %s",
                                 db_trouble()->sqlstate, db_trouble()->message);
        }
        if (!queue_wait(&pool.starting, &ticket, task, why))
            return false;
    }
    return true;
}
