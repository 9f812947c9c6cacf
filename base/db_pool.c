#include "base/db_pool.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/db_error.h"
#include "base/db_link.h"
#include "base/log.h"
#include "base/loop.h"
#include "gen/sql.h"

enum {
    SEATS_MAX = 16,
    DEPTH_MAX = 256, /* statements on their way in one shared pipeline */
    PACK = 8,        /* a shared pipeline is filled so far before the next one is begun */
    CONNECT_TIMEOUT_MS = 5000,
    WATCH_MS = 1000,
    STUCK_EXTRA_MS = 5000, /* beyond statement_timeout: the server or the way to it is dead */
    LIFETIME_MS = 3600 * 1000
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
    struct loop_timer *watch;
    /* why the last attempt failed */
    bool hopeless; /* ... and waiting will not help */
    char sqlstate[6];
    char message[256];
} pool;

static void seat_tend(struct db_seat *seat);
static void class_wake(struct class_pool *class);

const struct db_settings *db_pool_settings(void)
{
    return &pool.settings;
}

/* ---- chance ---- */

int64_t db_jitter(int64_t below)
{
    static uint64_t state;
    if (state == 0 && getrandom(&state, sizeof state, 0) != (ssize_t)sizeof state) {
        state = (uint64_t)clock_now_us();
    }
    state = state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
    return below <= 1 ? 0 : (int64_t)((state >> 33) % (uint64_t)below);
}

int64_t db_backoff_ms(int failures)
{
    int doublings = failures > 8 ? 8 : failures < 1 ? 0 : failures - 1;
    int64_t delay = INT64_C(50) << doublings;
    delay = delay > 5000 ? 5000 : delay;
    return delay / 2 + db_jitter(delay / 2 + 1);
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
    if (result == WAIT_CANCELLED) {
        return refuse(why, &REFUSAL_CANCELLED, NULL);
    }
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
    while (queue->first != NULL) {
        ticket_call(queue->first);
    }
}

/* ---- choosing a seat ---- */

static bool is_open(const struct db_seat *seat)
{
    return seat->state == SEAT_READY && !seat->taken && !seat->retire;
}

static bool is_coming(const struct class_pool *class)
{
    for (int i = 0; i < class->count; i++) {
        enum db_seat_state state = class->seats[i].state;
        if (state == SEAT_CONNECTING || state == SEAT_CHECKING) {
            return true;
        }
    }
    return false;
}

/* Fast statements are packed together: one full pipeline costs fewer wake-ups than eight nearly
 * empty ones. Slow ones are spread, and rather wait for a connection in the making than behind
 * another. */
static struct db_seat *find_shared(struct class_pool *class)
{
    struct db_seat *best = NULL;
    int best_depth = DEPTH_MAX;
    for (int i = 0; i < class->count; i++) {
        struct db_seat *seat = &class->seats[i];
        if (!is_open(seat)) {
            continue;
        }
        int depth = db_conn_depth(seat->conn);
        if (seat->class == DB_FAST && depth < PACK) {
            return seat;
        }
        if (depth < best_depth) {
            best = seat;
            best_depth = depth;
        }
    }
    bool patient = class == &pool.classes[DB_SLOW] && best_depth > 0 && is_coming(class);
    return patient ? NULL : best;
}

static struct db_seat *find_own(struct class_pool *class)
{
    struct db_seat *best = NULL;
    int open = 0;
    for (int i = 0; i < class->count; i++) {
        struct db_seat *seat = &class->seats[i];
        if (!is_open(seat)) {
            continue;
        }
        open++;
        /* from the other end than sharing does */
        if (best == NULL || db_conn_depth(seat->conn) <= db_conn_depth(best->conn)) {
            best = seat;
        }
    }
    bool all_may_go = class == &pool.classes[DB_LANE] || class->count == 1;
    return open > (all_may_go ? 0 : 1) ? best : NULL;
}

/* Somebody found nothing free: connect one more seat, unless one is on its way. */
static void class_ask(struct class_pool *class)
{
    for (int i = 0; i < class->count && !is_coming(class); i++) {
        if (class->seats[i].state == SEAT_EMPTY) {
            seat_tend(&class->seats[i]);
        }
    }
}

static bool is_stopped(struct refusal *why)
{
    if (!pool.running) {
        db_refuse_lost(why);
    }
    return !pool.running;
}

struct db_seat *db_pool_share(struct task *task, enum db_class class_, struct refusal *why)
{
    struct class_pool *class = &pool.classes[class_];
    for (;;) {
        if (is_stopped(why) || !task_alive(task, why)) {
            return NULL;
        }
        /* nobody overtakes those who wait already */
        struct db_seat *seat = class->sharing.first == NULL ? find_shared(class) : NULL;
        if (seat == NULL || (class_ == DB_SLOW && db_conn_depth(seat->conn) > 0)) {
            class_ask(class);
            seat = class->sharing.first == NULL ? find_shared(class) : NULL;
        }
        if (seat != NULL) {
            return seat;
        }
        struct ticket ticket;
        if (!queue_wait(&class->sharing, &ticket, task, why)) {
            return NULL;
        }
    }
}

struct db_seat *db_pool_take(struct task *task, enum db_class class_, struct refusal *why)
{
    struct class_pool *class = &pool.classes[class_];
    for (;;) {
        if (is_stopped(why) || !task_alive(task, why)) {
            return NULL;
        }
        struct db_seat *seat = class->taking.first == NULL ? find_own(class) : NULL;
        if (seat != NULL) {
            seat->taken = true;
        } else {
            class_ask(class);
            struct ticket ticket;
            if (!queue_wait(&class->taking, &ticket, task, why)) {
                return NULL;
            }
            seat = ticket.seat;
        }
        if (seat != NULL && seat->state == SEAT_READY) {
            /* reads that share a sync must not become part of the transaction */
            db_conn_flush(seat->conn);
        }
        if (seat != NULL && seat->state == SEAT_READY) {
            return seat;
        }
        if (seat != NULL) {
            db_pool_give(seat); /* its connection ended between the call and now */
        }
    }
}

/* A seat came free or has room: calls those who wait. */
static void class_wake(struct class_pool *class)
{
    struct db_seat *seat;
    while (class->taking.first != NULL && (seat = find_own(class)) != NULL) {
        seat->taken = true;
        class->taking.first->seat = seat;
        ticket_call(class->taking.first);
    }
    if (class->sharing.first != NULL && find_shared(class) != NULL) {
        queue_call_all(&class->sharing);
    }
    if (class->taking.first != NULL || class->sharing.first != NULL) {
        class_ask(class);
    }
}

/* ---- the life of a seat ---- */

static void seat_rest(struct db_seat *seat);

static void seat_wake_up(void *argument)
{
    struct db_seat *seat = argument;
    seat->timer = NULL;
    seat->state = SEAT_EMPTY;
    struct class_pool *class = &pool.classes[seat->class];
    if (seat->class == DB_FAST || class->taking.first != NULL || class->sharing.first != NULL) {
        seat_tend(seat);
    }
}

static void seat_rest(struct db_seat *seat)
{
    seat->state = SEAT_RESTING;
    seat->timer = loop_after(seat->failures == 0 ? db_jitter(20) : db_backoff_ms(seat->failures),
                             seat_wake_up, seat);
}

/* Closes the seat's connection and lets it be made anew. */
static void seat_drop(struct db_seat *seat)
{
    struct db_conn *conn = seat->conn;
    seat->conn = NULL;
    seat->epoch++;
    seat->retire = false;
    if (seat->leaving) {
        seat->leaving = seat->taken = false;
    }
    seat_rest(seat);
    db_conn_free(conn);
}

static bool is_hopeless(const char *sqlstate)
{
    return strncmp(sqlstate, "28", 2) == 0 || strncmp(sqlstate, "3D", 2) == 0 ||
           strcmp(sqlstate, "42501") == 0;
}

static void seat_failed(struct db_seat *seat, const char *sqlstate, const char *message,
                        bool hopeless)
{
    bool news = strcmp(pool.sqlstate, sqlstate) != 0 || seat->failures == 0;
    seat->failures++;
    pool.hopeless = hopeless;
    snprintf(pool.sqlstate, sizeof pool.sqlstate, "%s", sqlstate);
    snprintf(pool.message, sizeof pool.message, "%s", message);
    if (news || seat->failures % 16 == 0) {
        log_error("db_connect_failed", LOG_S("sqlstate", sqlstate), LOG_S("message", message),
                  LOG_I("failures", seat->failures));
    }
    if (hopeless) {
        queue_call_all(&pool.starting);
    }
}

/* Columns of base/sql/db_check.sql. */
static bool is_safe(const PGresult *result)
{
    for (int column = 0; column < 3; column++) {
        if (strcmp(PQgetvalue(result, 0, column), "off") == 0) {
            return false;
        }
    }
    return true;
}

static bool is_standby(const PGresult *result)
{
    return strcmp(PQgetvalue(result, 0, 3), "t") == 0;
}

static void seat_checked(struct db_call *call)
{
    struct db_seat *seat = call->owner;
    PGresult *result = call->result;
    call->result = NULL;
    if (call->outcome == DB_LOST) {
        return; /* seat_lost() follows */
    }
    if (call->outcome != DB_DONE) {
        seat_failed(seat, db_sqlstate(result), "the first statement failed", false);
        seat->retire = true;
    } else if (!is_safe(result) && !pool.settings.allow_unsafe) {
        seat_failed(seat, "",
                    "fsync, full_page_writes or synchronous_commit is off: not safe for money",
                    true);
        seat->retire = true;
    } else if (is_standby(result)) {
        seat_failed(seat, "25006", "the server is a standby", false);
        seat->retire = true;
    } else {
        seat->state = SEAT_READY;
        seat->failures = 0;
        pool.hopeless = false;
        pool.sqlstate[0] = '\0';
    }
    PQclear(result);
}

/* All answers are in. */
static void seat_drained(struct db_conn *conn, void *argument)
{
    struct db_seat *seat = argument;
    (void)conn;
    struct class_pool *class = &pool.classes[seat->class];
    if (seat->leaving && db_conn_transaction(seat->conn) == PQTRANS_IDLE) {
        seat->leaving = seat->taken = false;
    }
    if (seat->leaving || (seat->retire && !seat->taken)) {
        seat_drop(seat);
        class_wake(class);
        return;
    }
    if (seat->state == SEAT_READY) {
        if (seat->class == DB_FAST) {
            queue_call_all(&pool.starting);
        }
        class_wake(class);
    }
}

static void seat_lost(struct db_conn *conn, void *argument)
{
    struct db_seat *seat = argument;
    assert(seat->conn == conn);
    if (seat->state == SEAT_CHECKING && !seat->retire) {
        seat_failed(seat, "", "the server ended the connection at once", false);
    }
    seat_drop(seat);
    class_wake(&pool.classes[seat->class]);
}

static const struct db_conn_events SEAT_EVENTS = {.lost = seat_lost, .drained = seat_drained};

static void seat_linked(PGconn *pg, const char *sqlstate, const char *message, void *argument)
{
    struct db_seat *seat = argument;
    seat->link = NULL;
    if (pg == NULL) {
        seat_failed(seat, sqlstate, message, is_hopeless(sqlstate));
        seat_rest(seat);
        return;
    }
    seat->state = SEAT_CHECKING;
    seat->born_ms = clock_mono_ms();
    seat->conn = db_conn_new(pg, &SEAT_EVENTS, seat);
    seat->check = (struct db_call){.done = seat_checked, .owner = seat};
    (void)db_conn_send(seat->conn, &seat->check, &SQL_db_check, DB_NO_ARGS, DB_SEND_ALONE);
}

/* Connects an empty seat. */
static void seat_tend(struct db_seat *seat)
{
    char options[512];
    assert(seat->state == SEAT_EMPTY);
    if (!pool.running) {
        return;
    }
    seat->state = SEAT_CONNECTING;
    seat->link = db_link_open(pool.conninfo, db_session_options(seat->class, options),
                              CONNECT_TIMEOUT_MS, seat_linked, seat);
}

/* A seat can be both empty of answers and not yet told: what is due at the last answer is done now.
 */
static void seat_settle(struct db_seat *seat)
{
    if (seat->conn != NULL && db_conn_stuck_since_ms(seat->conn) == 0) {
        seat_drained(seat->conn, seat);
    }
}

void db_pool_give(struct db_seat *seat)
{
    assert(seat->taken && !seat->leaving);
    if (seat->conn == NULL || seat->state != SEAT_READY) {
        seat->taken = false; /* lost meanwhile; perhaps being made anew */
        return;
    }
    seat->leaving = true;
    seat_settle(seat);
}

void db_pool_retire(struct db_seat *seat)
{
    seat->retire = true;
    seat_settle(seat);
}

/* ---- the watch ---- */

static int64_t statement_timeout_ms(enum db_class class)
{
    return (int64_t)pool.settings.statement_timeout_ms * (class == DB_SLOW ? 4 : 1);
}

static void seat_watch(struct db_seat *seat, int64_t now_ms)
{
    if (seat->state != SEAT_READY && seat->state != SEAT_CHECKING) {
        return;
    }
    int64_t since_ms = db_conn_stuck_since_ms(seat->conn);
    if (since_ms != 0 && now_ms - since_ms > statement_timeout_ms(seat->class) + STUCK_EXTRA_MS) {
        log_error("db_connection_stuck", LOG_I("class", seat->class),
                  LOG_I("ms", now_ms - since_ms));
        if (seat->state == SEAT_CHECKING) {
            seat->failures++;
        }
        seat_drop(seat);
        class_wake(&pool.classes[seat->class]);
    } else if (now_ms - seat->born_ms > LIFETIME_MS && since_ms == 0 && is_open(seat) &&
               db_jitter(60) == 0) {
        /* caches of plans and relations grow with a connection's age and may hold plans of a
         * smaller table */
        seat_drop(seat);
    }
}

static void on_watch(void *argument)
{
    (void)argument;
    int64_t now_ms = clock_mono_ms();
    for (int class = 0; class < DB_CLASSES; class ++) {
        for (int i = 0; i < pool.classes[class].count; i++) {
            seat_watch(&pool.classes[class].seats[i], now_ms);
        }
    }
    pool.watch = loop_after(WATCH_MS, on_watch, NULL);
}

static void on_turn_end(void *argument)
{
    (void)argument;
    for (int class = 0; class < DB_CLASSES; class ++) {
        struct class_pool *of = &pool.classes[class];
        for (int i = 0; i < of->count; i++) {
            if (of->seats[i].state == SEAT_READY) {
                db_conn_flush(of->seats[i].conn);
            }
        }
        if (of->sharing.first != NULL) {
            class_wake(of); /* a full pipeline may have room again */
        }
    }
}

/* ---- start and stop ---- */

char *db_session_options(enum db_class class, char buffer[512])
{
    int64_t timeout_ms = statement_timeout_ms(class);
    int length = snprintf(buffer, 512,
                          "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c jit=off "
                          "-c client_connection_check_interval=5000 -c statement_timeout=%lld "
                          "-c lock_timeout=%lld -c idle_in_transaction_session_timeout=%lld%s%s",
                          (long long)timeout_ms, (long long)(timeout_ms / 2),
                          (long long)(timeout_ms + STUCK_EXTRA_MS),
                          /* a plan made while a table was small must not stay a sequential scan
                             when it has grown */
                          class == DB_SLOW ? "" : " -c enable_seqscan=off",
                          class == DB_LANE ? " -c plan_cache_mode=force_generic_plan" : "");
    assert(length > 0 && length < 512);
    (void)length;
    return buffer;
}

static void class_start(enum db_class class, int count)
{
    struct class_pool *of = &pool.classes[class];
    assert(count >= 1 && count <= SEATS_MAX);
    of->count = count;
    for (int i = 0; i < count; i++) {
        of->seats[i].class = class;
        if (class == DB_FAST) {
            seat_tend(&of->seats[i]);
        }
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
    pool.conninfo = strdup(settings->conninfo);
    if (pool.conninfo == NULL) {
        abort();
    }
    pool.settings.conninfo = pool.conninfo;
    loop_on_turn_end(on_turn_end, NULL);
    for (int class = 0; class < DB_CLASSES; class ++) {
        class_start(class, settings->connections[class]);
    }
    pool.watch = loop_after(WATCH_MS, on_watch, NULL);
    db_listen_start();
}

static void seat_stop(struct db_seat *seat)
{
    if (seat->link != NULL) {
        db_link_cancel(seat->link);
    }
    if (seat->timer != NULL) {
        loop_timer_cancel(seat->timer);
    }
    struct db_conn *conn = seat->conn;
    *seat = (struct db_seat){
        .class = seat->class, .taken = seat->taken && !seat->leaving, .epoch = seat->epoch + 1};
    db_conn_free(conn);
}

void db_stop(void)
{
    if (!pool.running) {
        return;
    }
    pool.running = false;
    db_listen_stop();
    loop_timer_cancel(pool.watch);
    for (int class = 0; class < DB_CLASSES; class ++) {
        for (int i = 0; i < pool.classes[class].count; i++) {
            seat_stop(&pool.classes[class].seats[i]);
        }
        queue_call_all(&pool.classes[class].sharing);
        queue_call_all(&pool.classes[class].taking);
    }
    queue_call_all(&pool.starting);
    free(pool.conninfo);
    pool.conninfo = NULL;
    pool.settings.conninfo = NULL;
}

bool db_is_ready(void)
{
    const struct class_pool *fast = &pool.classes[DB_FAST];
    for (int i = 0; i < fast->count; i++) {
        if (fast->seats[i].state == SEAT_READY && !fast->seats[i].retire) {
            return true;
        }
    }
    return false;
}

bool db_wait_ready(struct task *task, struct refusal *why)
{
    struct ticket ticket;
    while (!db_is_ready()) {
        if (is_stopped(why)) {
            return false;
        }
        if (pool.hopeless) {
            return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "数据库拒绝连接：%s %s",
                                 pool.sqlstate, pool.message);
        }
        if (!queue_wait(&pool.starting, &ticket, task, why)) {
            return false;
        }
    }
    return true;
}
