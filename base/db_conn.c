#include "base/db_conn.h"

#include <assert.h>
#include <ctype.h>
#include <event2/event.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/clock.h"
#include "base/db_encode.h"
#include "base/db_queue.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/map.h"

/* Reads behind one sync: a failure makes at most so many be sent again, and none waits for more
 * than so many. */
enum { SHARED_MAX = 32 };

struct db_conn {
    PGconn *pg;
    struct event *readable, *writable;
    struct db_queue queue;
    int open_calls; /* queries behind the last sync */
    bool warned;
    struct map prepared;  /* statements, by address */
    struct db_loan *loan; /* NULL = not lent */
    bool lent;            /* `loan` has it; before, it waits for the last answer */
    const struct db_conn_events *events;
    void *argument;
};

void db_conn_forget(struct db_call *call)
{
    if (call->slot != NULL) {
        call->slot->call = NULL;
        call->slot = NULL;
    }
    call->done = NULL;
}

bool db_conn_is_forgotten(const struct db_conn *conn)
{
    for (const struct db_slot *slot = conn->queue.first; slot != NULL; slot = slot->next)
        if (slot->call != NULL)
            return false;
    return conn->loan == NULL;
}

bool db_sql_is_read(const struct sql *sql)
{
    const char *text = sql->text;
    while (isspace((unsigned char)*text))
        text++;
    return strncasecmp(text, "select", 6) == 0 && !isalnum((unsigned char)text[6]) &&
           text[6] != '_';
}

const struct sql *db_conn_running_for_nobody(const struct db_conn *conn)
{
    const struct sql *running = NULL;
    for (const struct db_slot *slot = conn->queue.first; slot != NULL; slot = slot->next) {
        bool wanted = slot->call != NULL;
        if (wanted && (running == NULL || !db_sql_is_read(slot->call->sql)))
            return NULL;
        if (running == NULL && slot->kind == SLOT_QUERY)
            running = slot->sql;
    }
    return conn->loan == NULL ? running : NULL;
}

int64_t db_conn_backend(const struct db_conn *conn)
{
    return PQbackendPID(conn->pg);
}

/* ---- the end ---- */

static void conn_close(struct db_conn *conn)
{
    /* the events go before libpq closes their socket */
    event_free(conn->readable);
    event_free(conn->writable);
    while (conn->queue.first != NULL) {
        db_slot_tell(conn->queue.first, DB_LOST);
        db_queue_pop(&conn->queue);
    }
    if (conn->loan != NULL) {
        struct db_loan *loan = conn->loan;
        conn->loan = NULL;
        loan->lost(loan);
    }
}

void db_conn_free(struct db_conn *conn)
{
    if (conn == NULL)
        return;
    if (conn->readable != NULL)
        conn_close(conn);
    PQfinish(conn->pg);
    db_queue_release(&conn->queue);
    map_release(&conn->prepared);
    free(conn);
}

/* The connection is broken: tells everybody. `conn` is gone afterwards. */
static void conn_lose(struct db_conn *conn)
{
    conn_close(conn);
    conn->readable = conn->writable = NULL;
    conn->events->lost(conn, conn->argument);
}

void db_conn_drop(struct db_conn *conn)
{
    conn_lose(conn);
}

/* ---- sending ---- */

static int64_t key_of(const struct sql *sql)
{
    return (int64_t)(uintptr_t)sql;
}

static void write_out(struct db_conn *conn)
{
    if (PQflush(conn->pg) == 1 && !event_pending(conn->writable, EV_WRITE, NULL))
        event_add(conn->writable, NULL);
}

bool db_conn_sync(struct db_conn *conn)
{
    conn->open_calls = 0;
    if (PQpipelineSync(conn->pg) != 1) {
        conn_lose(conn);
        return false;
    }
    db_queue_push(&conn->queue, SLOT_SYNC, NULL, NULL);
    write_out(conn);
    return true;
}

void db_conn_flush(struct db_conn *conn)
{
    if (conn->open_calls > 0)
        (void)db_conn_sync(conn);
}

static bool send_prepare(struct db_conn *conn, const struct sql *sql)
{
    if (PQsendPrepare(conn->pg, sql->name, sql->text, 0, NULL) != 1)
        return false;
    db_queue_push(&conn->queue, SLOT_PREPARE, sql, NULL);
    map_add_i64(&conn->prepared, key_of(sql), NULL);
    return true;
}

static bool send_query(struct db_conn *conn, struct db_call *call, const struct sql *sql,
                       const struct db_value *args, int count)
{
    struct db_params params;
    db_params_init(&params, args, count);
    int sent = PQsendQueryPrepared(conn->pg, sql->name, count, params.values, params.lengths,
                                   params.formats, sql->binary);
    db_params_release(&params);
    if (sent != 1)
        return false;
    struct db_slot *slot = db_queue_push(&conn->queue, SLOT_QUERY, sql, call);
    conn->open_calls++;
    if (call != NULL)
        call->slot = slot;
    return true;
}

bool db_conn_send(struct db_conn *conn, struct db_call *call, const struct sql *sql,
                  const struct db_value *args, int count, enum db_send_mode mode)
{
    assert(count == sql->param_count && "as many arguments as the statement has parameters");
    if (call != NULL) {
        call->sql = sql;
        call->outcome = DB_WAITING;
        call->result = NULL;
        call->slot = NULL;
    }
    bool fresh = map_find_i64(&conn->prepared, key_of(sql)) == NULL;
    /* A statement that may not be understood, or that changes something, shares its fate with
     * nobody. */
    bool apart = mode == DB_SEND_ALONE || (mode == DB_SEND_SHARED && fresh);
    if (mode != DB_SEND_OPEN && conn->open_calls > 0 && (apart || conn->open_calls >= SHARED_MAX) &&
        !db_conn_sync(conn))
        return false;
    if ((fresh && !send_prepare(conn, sql)) || !send_query(conn, call, sql, args, count)) {
        conn_lose(conn);
        return false;
    }
    if (!apart)
        return true;
    conn->queue.last->until_sync = mode == DB_SEND_ALONE;
    /* It is on its way, or its call will be told that it is lost: no failure of the sending. */
    (void)db_conn_sync(conn);
    return true;
}

/* ---- answers ---- */

const char *db_sqlstate(const PGresult *result)
{
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    return state == NULL ? "" : state;
}

/* An error with which the server ends the connection, or which libpq made up because it ended. */
static bool is_farewell(const struct db_conn *conn, const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    if (severity == NULL)
        return PQstatus(conn->pg) == CONNECTION_BAD;
    return strcmp(severity, "FATAL") == 0 || strcmp(severity, "PANIC") == 0;
}

static void prepare_end(struct db_conn *conn, struct db_slot *slot)
{
    if (PQresultStatus(slot->result) == PGRES_COMMAND_OK)
        return;
    map_remove_i64(&conn->prepared, key_of(slot->sql));
    /* the query that made us prepare stands right behind and will be skipped: it gets the reason */
    struct db_slot *query = slot->next;
    if (PQresultStatus(slot->result) == PGRES_FATAL_ERROR && query != NULL && query->call != NULL) {
        struct db_call *call = query->call;
        query->call = NULL;
        db_call_end(call, DB_FAILED, slot->result);
        slot->result = NULL;
    }
}

static void query_end(struct db_conn *conn, struct db_slot *slot)
{
    switch (PQresultStatus(slot->result)) {
    case PGRES_PIPELINE_ABORTED:
        db_slot_tell(slot, DB_ABORTED);
        return;
    case PGRES_TUPLES_OK:
    case PGRES_COMMAND_OK:
    case PGRES_EMPTY_QUERY:
        break;
    default:
        if (strcmp(db_sqlstate(slot->result), "26000") == 0)
            map_remove_i64(&conn->prepared, key_of(slot->sql));
        db_slot_tell(slot, DB_FAILED);
        return;
    }
    if (!slot->until_sync || slot->call == NULL) {
        db_slot_tell(slot, DB_DONE);
        return;
    }
    /* the commit is still to come, at the sync right behind */
    struct db_slot *sync = slot->next;
    assert(sync != NULL && sync->kind == SLOT_SYNC);
    sync->call = slot->call;
    sync->call->slot = sync;
    sync->result = slot->result;
    slot->call = NULL;
    slot->result = NULL;
}

/* Takes one of libpq's results for the head of the queue. False: it makes no sense, or is the
 * server's farewell. */
static bool take_result(struct db_conn *conn, PGresult *result)
{
    struct db_slot *slot = conn->queue.first;
    if (result != NULL && PQresultStatus(result) == PGRES_FATAL_ERROR &&
        is_farewell(conn, result)) {
        log_warn("db_connection_ended", LOG_S("sqlstate", db_sqlstate(result)));
        PQclear(result);
        return false;
    }
    if (slot->kind == SLOT_SYNC) {
        if (result == NULL)
            return true; /* between an error at the commit and the sync itself */
        bool synced = PQresultStatus(result) == PGRES_PIPELINE_SYNC;
        if (synced) {
            PQclear(result);
            db_slot_tell(slot, DB_DONE);
            db_queue_pop(&conn->queue);
        } else {
            PQclear(slot->result);
            slot->result = result;
            db_slot_tell(slot, DB_FAILED);
        }
        return true;
    }
    if (result != NULL) {
        bool expected = slot->result == NULL && PQresultStatus(result) != PGRES_PIPELINE_SYNC;
        PQclear(slot->result);
        slot->result = result;
        return expected;
    }
    if (slot->result == NULL)
        return false;
    if (slot->kind == SLOT_PREPARE)
        prepare_end(conn, slot);
    else
        query_end(conn, slot);
    db_queue_pop(&conn->queue);
    return true;
}

/* ---- lending ---- */

static bool loan_begin(struct db_conn *conn)
{
    if (PQexitPipelineMode(conn->pg) != 1)
        return false;
    conn->lent = true;
    conn->queue.progress_ms = clock_mono_ms();
    conn->loan->ready(conn->loan);
    return true;
}

bool db_conn_lend(struct db_conn *conn, struct db_loan *loan)
{
    assert(conn->loan == NULL && conn->open_calls == 0);
    conn->loan = loan;
    if (conn->queue.first == NULL && !loan_begin(conn)) {
        conn_lose(conn);
        return false;
    }
    return true;
}

PGconn *db_conn_pg(const struct db_conn *conn)
{
    assert(conn->lent);
    return conn->pg;
}

void db_conn_want_write(struct db_conn *conn)
{
    event_add(conn->writable, NULL);
}

bool db_conn_return(struct db_conn *conn)
{
    if (PQstatus(conn->pg) == CONNECTION_BAD || PQenterPipelineMode(conn->pg) != 1)
        return false;
    conn->loan = NULL;
    conn->lent = false;
    return true;
}

static void loan_moved(struct db_conn *conn)
{
    conn->queue.progress_ms = clock_mono_ms();
    conn->loan->ready(conn->loan);
}

/* ---- what the socket says ---- */

static void on_readable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct db_conn *conn = argument;
    if (conn->lent) {
        if (PQconsumeInput(conn->pg) != 1 || PQstatus(conn->pg) == CONNECTION_BAD)
            conn_lose(conn);
        else
            loan_moved(conn);
        return;
    }
    bool had = conn->queue.first != NULL;
    bool alive = PQconsumeInput(conn->pg) == 1;
    bool sane = true;
    int empty = 0;
    while (sane && conn->queue.first != NULL && !PQisBusy(conn->pg)) {
        PGresult *result = PQgetResult(conn->pg);
        empty = result == NULL ? empty + 1 : 0;
        sane = empty < 3 && take_result(conn, result);
    }
    if (conn->queue.first == NULL)
        (void)PQisBusy(conn->pg); /* reads parameter changes and notices that came in between */
    bool lend = conn->loan != NULL && conn->queue.first == NULL;
    if (!alive || !sane || PQstatus(conn->pg) == CONNECTION_BAD || (lend && !loan_begin(conn))) {
        conn_lose(conn);
        return;
    }
    if (had && !lend && conn->queue.first == NULL)
        conn->events->drained(conn, conn->argument);
}

static void on_writable(evutil_socket_t fd, short what, void *argument)
{
    (void)fd;
    (void)what;
    struct db_conn *conn = argument;
    if (conn->lent)
        loan_moved(conn);
    else
        write_out(conn);
}

/* ---- the beginning ---- */

static void on_notice(void *argument, const PGresult *notice)
{
    struct db_conn *conn = argument;
    /* "canceling the wait for synchronous replication": committed here only */
    if (strcmp(db_sqlstate(notice), "01000") == 0)
        conn->warned = true;
}

struct db_conn *db_conn_new(PGconn *pg, const struct db_conn_events *events, void *argument)
{
    struct db_conn *conn = calloc(1, sizeof *conn);
    if (conn == NULL)
        abort();
    conn->pg = pg;
    conn->events = events;
    conn->argument = argument;
    int set = PQsetnonblocking(pg, 1) == 0 && PQenterPipelineMode(pg) == 1;
    assert(set && "a connection that is up and idle can do both");
    (void)set;
    PQsetNoticeReceiver(pg, on_notice, conn);
    conn->readable = event_new(loop_base(), PQsocket(pg), EV_READ | EV_PERSIST, on_readable, conn);
    conn->writable = event_new(loop_base(), PQsocket(pg), EV_WRITE, on_writable, conn);
    if (conn->readable == NULL || conn->writable == NULL || event_add(conn->readable, NULL) != 0)
        abort();
    return conn;
}

int db_conn_depth(const struct db_conn *conn)
{
    return conn->queue.depth;
}

int64_t db_conn_stuck_since_ms(const struct db_conn *conn)
{
    return conn->queue.first == NULL && conn->loan == NULL ? 0 : conn->queue.progress_ms;
}

PGTransactionStatusType db_conn_transaction(const struct db_conn *conn)
{
    return conn->queue.first == NULL ? PQtransactionStatus(conn->pg) : PQTRANS_ACTIVE;
}

bool db_conn_take_warning(struct db_conn *conn)
{
    bool warned = conn->warned;
    conn->warned = false;
    return warned;
}
