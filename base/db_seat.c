#include "base/db_seat.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/clock.h"
#include "base/db_link.h"
#include "base/db_pool.h"
#include "base/db_rows.h"
#include "base/log.h"
#include "base/loop.h"
#include "gen/base/sql.h"

enum {
    CONNECT_TIMEOUT_MS = 5000,
    CANCEL_MS = 3000,      /* in which a cancelled statement should have ended */
    STUCK_EXTRA_MS = 5000, /* beyond statement_timeout: the server or the way to it is dead */
    REST_MAX_MS = 1000,    /* people are refused meanwhile */
    LIFETIME_MS = 3600 * 1000
};

static struct db_trouble trouble;

const struct db_trouble *db_trouble(void)
{
    return &trouble;
}

void db_trouble_forget(void)
{
    trouble = (struct db_trouble){0};
}

bool db_seat_is_open(const struct db_seat *seat)
{
    return seat->state == SEAT_READY && !seat->taken && !seat->retire && !seat->cancelling;
}

/* ---- chance ---- */

int64_t db_jitter(int64_t below)
{
    static uint64_t state;
    if (state == 0 && getrandom(&state, sizeof state, 0) != (ssize_t)sizeof state)
        state = (uint64_t)clock_now_us();
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

/* ---- the session ---- */

/* What is joined is found row by row, by indexes: a sorted or hashed join may walk all of an index,
 * which a plan that was made while it was empty would go on to do. Nor is such a read dealt out
 * over processes: beginning them takes longer, and a limit that is not known yet is taken for a
 * tenth of the table. */
#define FEW_ROWS                                                                                   \
    " -c enable_mergejoin=off -c enable_hashjoin=off -c enable_material=off"                       \
    " -c max_parallel_workers_per_gather=0"

/* What a class is for (base/db.h), as settings of its sessions. The audit reads tables whole: with
 * room for its hash tables it does so once, and not again from files that it wrote itself. */
static const struct {
    const char *name;
    int patience; /* times the statement timeout */
    bool generic; /* one plan for all parameters, by indexes */
    const char *also;
} CLASSES[DB_CLASSES] = {
    [DB_FAST] = {"fast", 1, true, FEW_ROWS},
    [DB_SLOW] = {"slow", 4, false, ""},
    [DB_LANE] = {"lane", 1, true, FEW_ROWS},
    [DB_SEARCH] = {"search", 1, false, ""},
    [DB_REPORT] = {"report", 12, false, ""},
    [DB_WORK] = {"work", 4, true, ""},
    [DB_AUDIT] = {"audit", 720, false,
                  " -c work_mem=64MB -c hash_mem_multiplier=2"
                  " -c max_parallel_workers_per_gather=0"},
};

const char *db_class_name(enum db_class kind)
{
    return CLASSES[kind].name;
}

static int64_t statement_timeout_ms(enum db_class kind)
{
    return (int64_t)db_pool_settings()->statement_timeout_ms * CLASSES[kind].patience;
}

char *db_session_options(enum db_class kind, char buffer[512])
{
    int64_t timeout_ms = statement_timeout_ms(kind);
    int length = snprintf(buffer, 512,
                          "-c timezone=UTC -c datestyle=ISO -c bytea_output=hex -c jit=off "
                          "-c client_connection_check_interval=5000 -c statement_timeout=%lld "
                          "-c lock_timeout=%lld -c idle_in_transaction_session_timeout=%lld%s%s%s",
                          (long long)timeout_ms, (long long)(timeout_ms / 2),
                          (long long)(timeout_ms + STUCK_EXTRA_MS),
                          /* a plan made while a table was small must not stay a sequential scan
                             when it has grown */
                          CLASSES[kind].generic ? " -c enable_seqscan=off" : "",
                          /* left to itself PostgreSQL plans a read of an array anew each time,
                             which costs ten times the read; and takes a plan for all parameters
                             where one for these reads a hundredth */
                          CLASSES[kind].generic ? " -c plan_cache_mode=force_generic_plan"
                                                : " -c plan_cache_mode=force_custom_plan",
                          CLASSES[kind].also);
    assert(length > 0 && length < 512);
    (void)length;
    return buffer;
}

/* ---- the life of a seat ---- */

static void seat_wake_up(void *argument)
{
    struct db_seat *seat = argument;
    seat->timer = NULL;
    seat->state = SEAT_EMPTY;
    if (seat->kind == DB_FAST || db_pool_wants(seat->kind))
        db_seat_connect(seat);
}

static void seat_rest(struct db_seat *seat)
{
    int64_t rest_ms = seat->failures == 0 ? db_jitter(20) : db_backoff_ms(seat->failures);
    seat->state = SEAT_RESTING;
    seat->timer = loop_after(rest_ms < REST_MAX_MS ? rest_ms : REST_MAX_MS, seat_wake_up, seat);
}

/* Closes the seat's connection and lets it be made anew. */
static void seat_drop(struct db_seat *seat)
{
    struct db_conn *conn = seat->conn;
    seat->conn = NULL;
    seat->epoch++;
    seat->retire = seat->late = false;
    db_cancel_forget(&seat->cancel);
    seat->cancelling = false;
    seat->cancel_ms = 0;
    if (seat->leaving)
        seat->leaving = seat->taken = false;
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
    bool news = strcmp(trouble.sqlstate, sqlstate) != 0 || seat->failures == 0;
    seat->failures++;
    trouble.hopeless = hopeless;
    snprintf(trouble.sqlstate, sizeof trouble.sqlstate, "%s", sqlstate);
    snprintf(trouble.message, sizeof trouble.message, "%s", message);
    if (news || seat->failures % 16 == 0) {
        log_error("db_connect_failed", LOG_S("sqlstate", sqlstate), LOG_S("message", message),
                  LOG_I("failures", seat->failures));
    }
}

/* Columns of base/sql/db_check.sql. */
static bool is_safe(const PGresult *result)
{
    for (int column = 0; column < 3; column++)
        if (strcmp(PQgetvalue(result, 0, column), "off") == 0)
            return false;
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
    if (call->outcome == DB_LOST)
        return; /* seat_lost() follows */
    if (call->outcome != DB_DONE) {
        seat_failed(seat, db_sqlstate(result), "the first statement failed", false);
        seat->retire = true;
    } else if (!db_rows_fit(&SQL_db_check, result) || PQntuples(result) != 1) {
        seat_failed(seat, "", "the first answer was cut", false);
        seat->retire = true;
    } else if (!is_safe(result) && !db_pool_settings()->allow_unsafe) {
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
        db_trouble_forget();
    }
    PQclear(result);
}

/* All answers are in. */
static void seat_drained(struct db_conn *conn, void *argument)
{
    struct db_seat *seat = argument;
    (void)conn;
    if (!seat->cancelling)
        seat->cancel_ms = 0;
    if (seat->leaving && db_conn_transaction(seat->conn) == PQTRANS_IDLE)
        seat->leaving = seat->taken = false;
    if (seat->leaving || (seat->retire && !seat->taken))
        seat_drop(seat);
    db_pool_changed(seat);
}

static void seat_lost(struct db_conn *conn, void *argument)
{
    struct db_seat *seat = argument;
    assert(seat->conn == conn);
    if (seat->state == SEAT_CHECKING && !seat->retire)
        seat_failed(seat, "", "the server ended the connection at once", false);
    seat_drop(seat);
    db_pool_changed(seat);
}

static const struct db_conn_events SEAT_EVENTS = {.lost = seat_lost, .drained = seat_drained};

static void seat_linked(PGconn *pg, const char *sqlstate, const char *message, void *argument)
{
    struct db_seat *seat = argument;
    seat->link = NULL;
    if (pg == NULL) {
        seat_failed(seat, sqlstate, message, is_hopeless(sqlstate));
        seat_rest(seat);
        db_pool_changed(seat);
        return;
    }
    seat->state = SEAT_CHECKING;
    seat->born_ms = clock_mono_ms();
    seat->conn = db_conn_new(pg, &SEAT_EVENTS, seat);
    seat->check = (struct db_call){.done = seat_checked, .owner = seat};
    (void)db_conn_send(seat->conn, &seat->check, &SQL_db_check, DB_NO_ARGS, DB_SEND_ALONE);
}

void db_seat_connect(struct db_seat *seat)
{
    char options[512];
    const char *conninfo = db_pool_settings()->conninfo;
    assert(seat->state == SEAT_EMPTY);
    if (conninfo == NULL)
        return; /* the pool is stopped */
    seat->state = SEAT_CONNECTING;
    seat->link = db_link_open(conninfo, db_session_options(seat->kind, options), CONNECT_TIMEOUT_MS,
                              seat_linked, seat);
}

void db_seat_settle(struct db_seat *seat)
{
    if (seat->conn != NULL && (db_conn_stuck_since_ms(seat->conn) == 0 ||
                               (seat->late && db_conn_is_forgotten(seat->conn))))
        seat_drained(seat->conn, seat);
}

/* ---- what nobody waits for ---- */

static void seat_told(struct db_cancel *cancel, bool told)
{
    struct db_seat *seat = cancel->owner;
    seat->cancelling = false;
    if (!told) {
        seat->late = seat->retire = true;
        db_seat_settle(seat);
    } else if (db_conn_stuck_since_ms(seat->conn) == 0) {
        seat_drained(seat->conn, seat);
    } else {
        db_pool_changed(seat);
    }
}

void db_seat_cancel(struct db_seat *seat, const struct sql *running)
{
    if (seat->conn == NULL || seat->cancelling || db_conn_stuck_since_ms(seat->conn) == 0)
        return;
    log_info("db_statement_cancelled", LOG_S("class", db_class_name(seat->kind)),
             LOG_S("statement", running != NULL ? running->name : "transaction"));
    seat->cancelling = true;
    seat->cancels++;
    if (seat->cancel_ms == 0)
        seat->cancel_ms = clock_mono_ms();
    seat->cancel.done = seat_told;
    seat->cancel.owner = seat;
    db_cancel_ask(&seat->cancel, db_conn_backend(seat->conn));
}

/* ---- the watch ---- */

void db_seat_watch(struct db_seat *seat, int64_t now_ms)
{
    if (seat->state != SEAT_READY && seat->state != SEAT_CHECKING)
        return;
    int64_t since_ms = db_conn_stuck_since_ms(seat->conn);
    if (since_ms != 0 && now_ms - since_ms > statement_timeout_ms(seat->kind) + STUCK_EXTRA_MS) {
        log_error("db_connection_stuck", LOG_S("class", db_class_name(seat->kind)),
                  LOG_I("ms", now_ms - since_ms));
        if (seat->state == SEAT_CHECKING)
            seat->failures++;
        seat_drop(seat);
        db_pool_changed(seat);
    } else if (seat->cancel_ms != 0 && now_ms - seat->cancel_ms > CANCEL_MS && !seat->late) {
        log_warn("db_cancel_in_vain", LOG_S("class", db_class_name(seat->kind)));
        seat->late = seat->retire = true;
        db_seat_settle(seat);
    } else if (now_ms - seat->born_ms > LIFETIME_MS && since_ms == 0 && db_seat_is_open(seat) &&
               db_jitter(60) == 0) {
        /* caches of plans and relations grow with a connection's age and may hold plans of a
         * smaller table */
        seat_drop(seat);
    }
}

/* ---- the end ---- */

void db_seat_stop(struct db_seat *seat)
{
    if (seat->link != NULL)
        db_link_cancel(seat->link);
    if (seat->timer != NULL)
        loop_timer_cancel(seat->timer);
    db_cancel_forget(&seat->cancel);
    struct db_conn *conn = seat->conn;
    *seat = (struct db_seat){.kind = seat->kind,
                             .taken = seat->taken && !seat->leaving,
                             .epoch = seat->epoch + 1,
                             .cancels = seat->cancels};
    db_conn_free(conn);
}
