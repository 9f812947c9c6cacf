#include "base/db_pool.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db_cancel.h"
#include "base/db_error.h"
#include "base/log.h"
#include "base/loop.h"

enum {
    SEATS_MAX = 16,
    DEPTH_MAX = 256, /* statements on their way in one shared pipeline */
    PACK = 8,        /* a shared pipeline is filled so far before the next one is begun */
    STALLED_MS = 20, /* behind a statement that takes so long nobody is put who could go elsewhere
                      */
    FULL_TOLD_MS = 1000, /* the log hears at most so often that a queue is full */
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
    int64_t refused, told_ms; /* calls that found too many waiting; when the log heard of it */
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

static enum db_class class_of(const struct class_pool *of)
{
    return (enum db_class)(of - pool.classes);
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
                                  .waiting = tickets(&of->sharing) + tickets(&of->taking),
                                  .refused = of->refused};
    for (int i = 0; i < of->count; i++) {
        state.open += of->seats[i].state == SEAT_READY;
        state.cancelled += of->seats[i].cancels;
    }
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

static bool is_full(const struct class_pool *of)
{
    bool searches =
        class_of(of) == DB_SEARCH && tickets(&of->sharing) >= pool.settings.search_limit;
    return searches || pool.waiting >= pool.settings.queue_limit;
}

/* Who would be one too many is told so at once: what waits longer than a person does is work for
 * nobody. */
static bool class_wait(struct class_pool *of, struct queue *queue, struct ticket *ticket,
                       struct task *task, struct refusal *why)
{
    if (!is_full(of))
        return queue_wait(queue, ticket, task, why);
    int64_t now_ms = clock_mono_ms();
    of->refused++;
    if (of->told_ms == 0 || now_ms - of->told_ms >= FULL_TOLD_MS) {
        log_warn("db_queue_full", LOG_S("class", db_class_name(class_of(of))),
                 LOG_I("refused", of->refused));
        of->told_ms = now_ms;
    }
    refuse(why, &REFUSAL_OVERLOADED, NULL);
    why->retry_after_s = 1;
    return false;
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

static bool is_stalled(const struct db_seat *seat, int64_t now_ms)
{
    int64_t since_ms = db_conn_stuck_since_ms(seat->conn);
    return since_ms != 0 && now_ms - since_ms > STALLED_MS;
}

/* Somebody found nothing free, or not enough: connect one more seat, unless one is on its way. */
static void class_ask(struct class_pool *of)
{
    for (int i = 0; i < of->count && !is_coming(of); i++)
        if (of->seats[i].state == SEAT_EMPTY)
            db_seat_connect(&of->seats[i]);
}

/* Statements are packed together: one full pipeline costs fewer wake-ups than eight nearly empty
 * ones. */
static struct db_seat *find_pipeline(struct class_pool *of)
{
    struct db_seat *best = NULL;
    int best_depth = 2 * DEPTH_MAX;
    int64_t now_ms = clock_mono_ms();
    for (int i = 0; i < of->count; i++) {
        struct db_seat *seat = &of->seats[i];
        if (!db_seat_is_open(seat) || db_conn_depth(seat->conn) >= DEPTH_MAX)
            continue;
        bool stalled = is_stalled(seat, now_ms);
        if (!stalled && db_conn_depth(seat->conn) < PACK)
            return seat;
        int depth = db_conn_depth(seat->conn) + (stalled ? DEPTH_MAX : 0);
        if (depth < best_depth) {
            best = seat;
            best_depth = depth;
        }
    }
    if (best_depth >= PACK)
        class_ask(of);
    return best;
}

/* What may take long has its connection for itself: nobody waits behind it who could go elsewhere,
 * and who is not asked for any more has not been sent. */
static struct db_seat *find_idle(struct class_pool *of)
{
    for (int i = 0; i < of->count; i++)
        if (db_seat_is_open(&of->seats[i]) && db_conn_depth(of->seats[i].conn) == 0)
            return &of->seats[i];
    return NULL;
}

static struct db_seat *find_shared(struct class_pool *of)
{
    return class_of(of) == DB_FAST ? find_pipeline(of) : find_idle(of);
}

/* Where transactions may have the last connection too: nobody's read waits beside them. */
static bool all_may_go(const struct class_pool *of)
{
    return of == &pool.classes[DB_LANE] || of == &pool.classes[DB_AUDIT];
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
    return open > 1 || taken == 0 || all_may_go(of) ? best : NULL;
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
    for (bool called = false;; called = true) {
        if (is_stopped(why) || !task_alive(task, why) || is_given_up(task, why))
            return NULL;
        /* nobody overtakes those who wait already */
        struct db_seat *seat = called || of->sharing.first == NULL ? find_shared(of) : NULL;
        if (seat != NULL)
            return seat;
        class_ask(of);
        struct ticket ticket;
        bool turn = called ? queue_wait(&of->sharing, &ticket, task, why)
                           : class_wait(of, &of->sharing, &ticket, task, why);
        if (!turn)
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
            if (!class_wait(of, &of->taking, &ticket, task, why))
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

/* Calls as many as there is room for: one for each idle connection, or all where they are
 * pipelined. Who was called and finds none after all stands in the queue again. */
static void sharing_wake(struct class_pool *of)
{
    int room = 0;
    if (class_of(of) == DB_FAST) {
        if (find_shared(of) != NULL)
            queue_call_all(&of->sharing);
        return;
    }
    for (int i = 0; i < of->count; i++)
        room += db_seat_is_open(&of->seats[i]) && db_conn_depth(of->seats[i].conn) == 0;
    for (; room > 0 && of->sharing.first != NULL; room--)
        ticket_call(of->sharing.first);
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
    sharing_wake(of);
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

void db_pool_abandon(struct db_seat *seat)
{
    const struct sql *running = db_conn_running_for_nobody(seat->conn);
    if (running != NULL)
        db_seat_cancel(seat, running);
}

void db_pool_abandon_own(struct db_seat *seat)
{
    assert(seat->taken);
    db_seat_cancel(seat, NULL);
}

/* ---- every second, every turn ---- */

static void on_watch(void *argument)
{
    (void)argument;
    int64_t now_ms = clock_mono_ms();
    for (int kind = 0; kind < DB_CLASSES; kind++)
        for (int i = 0; i < pool.classes[kind].count; i++)
            db_seat_watch(&pool.classes[kind].seats[i], now_ms);
    db_cancel_watch(now_ms);
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
        if (kind == DB_FAST && (i == 0 || !pool.settings.sparing))
            db_seat_connect(&of->seats[i]);
    }
}

void db_start(const struct db_settings *settings)
{
    assert(!pool.running && "db_start() twice");
    assert(settings->statement_timeout_ms > 0 && settings->queue_limit > 0 &&
           settings->search_limit > 0 && settings->max_rows > 0);
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
    db_cancel_stop();
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

int db_connections(enum db_class kind)
{
    return pool.classes[kind].count;
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
