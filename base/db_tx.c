#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "base/db_conn.h"
#include "base/db_error.h"
#include "base/db_pool.h"
#include "base/db_rows.h"
#include "base/db_tx.h"
#include "base/log.h"
#include "gen/base/sql.h"

enum { ATTEMPTS_MAX = 6 }; /* the first and at most 5 more */

/* Words of the protocol, not questions to our tables: no .sql files. */
static const struct sql BEGIN_ = {.name = "tx_begin_", .text = "begin"};
static const struct sql COMMIT_ = {.name = "tx_commit_", .text = "commit"};
/* The commit does not wait for the disk. */
static const struct sql AHEAD_ = {.name = "tx_ahead_",
                                  .text = "set local synchronous_commit = off"};
static const struct sql ROLLBACK_ = {.name = "tx_rollback_", .text = "rollback"};
static const struct sql SAVEPOINT_ = {.name = "tx_savepoint_", .text = "savepoint here"};
static const struct sql STEADY_ = {
    .name = "tx_steady_", .text = "set transaction isolation level repeatable read, read only"};
static const struct sql BACK_ = {.name = "tx_back_", .text = "rollback to savepoint here"};

/* A statement of the transaction; lies in the task's arena, because nobody may be waiting for it.
 */
struct sent {
    struct db_call call;
    struct db_rows **out; /* of db_tx_ask() */
    struct arena *arena;  /* whose they are */
    struct sent *next;
};

struct db_tx {
    struct task *task;
    struct db_seat *seat;
    uint32_t epoch;       /* of the seat when it was taken */
    struct wait *waiting; /* for the answer of `awaited` */
    const struct sent *awaited;
    struct sent *first, **last; /* not yet looked at, in the order of sending */
    struct db_copy *copy;       /* that is open, NULL = none */
    bool begun;
    bool failed; /* nothing more is sent; `why` and `fault` say what happened */
    bool commit_sent;
    db_seen *seen; /* of db_tx_ahead(), else NULL */
    void *seen_argument;
    struct refusal why;
    enum db_fault fault;
};

/* ---- sending ---- */

static bool tx_is_up(const struct db_tx *tx)
{
    return tx->seat->epoch == tx->epoch && tx->seat->state == SEAT_READY;
}

static bool tx_fail(struct db_tx *tx, const struct refusal *why, enum db_fault fault)
{
    if (!tx->failed) {
        tx->failed = true;
        tx->why = *why;
        tx->fault = fault;
    }
    return false;
}

static bool tx_lost(struct db_tx *tx)
{
    struct refusal why;
    if (tx->commit_sent) {
        refuse(&why, &DB_COMMIT_UNKNOWN, NULL);
        return tx_fail(tx, &why, DB_FAULT_FINAL);
    }
    /* The server rolls back what it never heard the end of. */
    db_refuse_lost(&why);
    return tx_fail(tx, &why, DB_FAULT_SERVER);
}

static void tx_answered(struct db_call *call)
{
    struct db_tx *tx = call->owner;
    if (tx->waiting != NULL && &tx->awaited->call == call)
        wait_done(tx->waiting);
}

/* NULL: the connection is gone. */
static struct sent *tx_put(struct db_tx *tx, const struct sql *sql, const struct db_value *args,
                           int count)
{
    struct sent *sent = arena_alloc(tx->task->arena, sizeof *sent);
    sent->call = (struct db_call){.done = tx_answered, .owner = tx};
    if (!tx_is_up(tx) ||
        !db_conn_send(tx->seat->conn, &sent->call, sql, args, count, DB_SEND_OPEN)) {
        tx_lost(tx);
        return NULL;
    }
    *tx->last = sent;
    tx->last = &sent->next;
    return sent;
}

static bool tx_begin(struct db_tx *tx)
{
    if (tx->begun)
        return true;
    tx->begun = true;
    return tx_put(tx, &BEGIN_, DB_NO_ARGS) != NULL;
}

static struct sent *tx_send(struct db_tx *tx, const struct sql *sql, const struct db_value *args,
                            int count)
{
    assert(tx->copy == NULL && "no statement while a copy is open");
    if (tx->failed || !tx_begin(tx))
        return NULL;
    tx->task->db_statements++;
    return tx_put(tx, sql, args, count);
}

void db_tx_send(struct db_tx *tx, const struct sql *sql, const struct db_value *args, int count)
{
    (void)tx_send(tx, sql, args, count);
}

void db_tx_ask_in(struct db_tx *tx, struct arena *arena, const struct sql *sql,
                  const struct db_value *args, int count, struct db_rows **out)
{
    struct sent *sent = tx_send(tx, sql, args, count);
    if (sent == NULL)
        return;
    sent->out = out;
    sent->arena = arena;
}

void db_tx_ask(struct db_tx *tx, const struct sql *sql, const struct db_value *args, int count,
               struct db_rows **out)
{
    db_tx_ask_in(tx, tx->task->arena, sql, args, count, out);
}

void db_tx_steady(struct db_tx *tx)
{
    assert(!tx->begun && "before the first statement");
    db_tx_send(tx, &STEADY_, DB_NO_ARGS);
}

void db_tx_ahead(struct db_tx *tx, db_seen *seen, void *argument)
{
    tx->seen = seen;
    tx->seen_argument = argument;
}

void db_tx_savepoint(struct db_tx *tx)
{
    db_tx_send(tx, &SAVEPOINT_, DB_NO_ARGS);
}

void db_tx_rollback_to_savepoint(struct db_tx *tx)
{
    db_tx_send(tx, &BACK_, DB_NO_ARGS);
}

void db_tx_push(struct db_tx *tx)
{
    if (!tx->failed && tx_is_up(tx))
        db_conn_flush(tx->seat->conn);
}

/* ---- answers ---- */

/* Gives a result to whoever wanted its rows. It is the arena's from here on. */
static bool tx_keep(struct db_tx *tx, struct arena *arena, const struct sql *sql, PGresult *result,
                    struct db_rows **out)
{
    struct refusal why;
    if (PQntuples(result) > db_pool_settings()->max_rows) {
        log_error("db_too_many_rows", LOG_S("statement", sql->name),
                  LOG_I("rows", PQntuples(result)));
        PQclear(result);
        refuse(&why, &REFUSAL_INTERNAL, NULL);
        return tx_fail(tx, &why, DB_FAULT_FINAL);
    }
    *out = db_rows_new(arena, sql, result);
    return true;
}

/* A failure of this kind, and what it means for the connection. What ran out of time is not tried
 * again. */
static void tx_fault(struct db_tx *tx, const struct refusal *why, enum db_fault fault)
{
    if (db_fault_is_of_connection(fault) && tx_is_up(tx))
        db_pool_retire(tx->seat);
    tx_fail(tx, why, fault == DB_FAULT_LATE ? DB_FAULT_FINAL : fault);
}

static enum db_fault tx_misfit(const struct db_tx *tx, const struct sql *sql, struct refusal *why)
{
    enum db_fault fault = db_refuse_misfit(sql, why);
    if (tx->commit_sent)
        refuse(why, &DB_COMMIT_UNKNOWN, NULL);
    return tx->commit_sent ? DB_FAULT_LATE : fault;
}

/* Looks through all answers up to and with the awaited one: the first failure counts, those behind
 * it are its consequence. */
static void tx_look(struct db_tx *tx)
{
    struct sent *sent = tx->first;
    for (; sent != NULL && sent->call.outcome != DB_WAITING; sent = sent->next) {
        struct refusal why;
        if (sent->call.outcome == DB_FAILED) {
            enum db_fault fault = db_refuse_result(sent->call.result, sent->call.sql, &why);
            /* statement_completion_unknown */
            if (strcmp(db_sqlstate(sent->call.result), "40003") == 0)
                refuse(&why, &DB_COMMIT_UNKNOWN, NULL);
            tx_fault(tx, &why, fault);
        } else if (sent->call.outcome == DB_LOST) {
            tx_lost(tx);
        } else if (sent->call.outcome == DB_DONE &&
                   !db_rows_fit(sent->call.sql, sent->call.result)) {
            tx_fault(tx, &why, tx_misfit(tx, sent->call.sql, &why));
        } else if (sent->out != NULL && !tx->failed) {
            PGresult *result = sent->call.result;
            sent->call.result = NULL;
            (void)tx_keep(tx, sent->arena, sent->call.sql, result, sent->out);
        }
        if (sent != tx->awaited) {
            PQclear(sent->call.result);
            sent->call.result = NULL;
        }
    }
    tx->first = sent;
    if (sent == NULL)
        tx->last = &tx->first;
}

/* The body is gone, and its variables with it. */
static void tx_unask(struct db_tx *tx)
{
    for (struct sent *sent = tx->first; sent != NULL; sent = sent->next)
        sent->out = NULL;
}

/* Nobody waits for what is still on its way. */
static void tx_forget(struct db_tx *tx)
{
    for (struct sent *sent = tx->first; sent != NULL; sent = sent->next) {
        db_conn_forget(&sent->call);
        PQclear(sent->call.result);
        sent->call.result = NULL;
    }
    tx->first = NULL;
    tx->last = &tx->first;
}

static void wait_forget(void *argument)
{
    struct db_tx *tx = argument;
    tx->waiting = NULL;
}

/* Writes and waits for the answer of `sent`. Its result is the caller's. */
static bool tx_wait(struct db_tx *tx, struct sent *sent, bool cancellable, PGresult **result)
{
    struct wait wait;
    wait_init(&wait, tx->task);
    tx->waiting = &wait;
    tx->awaited = sent;
    if (tx_is_up(tx))
        db_conn_flush(tx->seat->conn); /* when it fails the calls are told */
    enum wait_result ended = WAIT_DONE;
    if (sent->call.outcome == DB_WAITING) {
        if (cancellable)
            ended = wait_for(&wait, wait_forget, tx);
        else
            wait_uncancellable(&wait);
    }
    tx->waiting = NULL;
    if (ended != WAIT_DONE) {
        struct refusal why;
        refuse(&why, ended == WAIT_CANCELLED ? &REFUSAL_CANCELLED : &REFUSAL_TIMEOUT, NULL);
        if (tx_is_up(tx))
            db_pool_abandon_own(tx->seat);
        return tx_fail(tx, &why, DB_FAULT_FINAL);
    }
    tx_look(tx);
    *result = sent->call.result;
    sent->call.result = NULL;
    tx->awaited = NULL;
    if (tx->failed) {
        PQclear(*result);
        *result = NULL;
    }
    return !tx->failed;
}

bool db_tx_query(struct db_tx *tx, const struct sql *sql, const struct db_value *args, int count,
                 struct db_rows **out, struct refusal *why)
{
    int64_t begin_us = clock_mono_us();
    PGresult *result = NULL;
    struct sent *sent = tx_send(tx, sql, args, count);
    bool done = sent != NULL && tx_wait(tx, sent, true, &result);
    tx->task->db_us += clock_mono_us() - begin_us;
    if (!done) {
        *why = tx->why;
        return false;
    }
    if (out == NULL) {
        PQclear(result);
        return true;
    }
    if (!tx_keep(tx, tx->task->arena, sql, result, out)) {
        *why = tx->why;
        return false;
    }
    return true;
}

/* Waits for `sent`, NULL = there is nothing to wait for. */
static bool tx_wait_sent(struct db_tx *tx, struct sent *sent, struct refusal *why)
{
    int64_t begin_us = clock_mono_us();
    PGresult *result;
    if (!tx->failed && sent != NULL && tx_wait(tx, sent, true, &result))
        PQclear(result); /* of db_tx_ask() it was kept already */
    tx->task->db_us += clock_mono_us() - begin_us;
    if (tx->failed)
        *why = tx->why;
    return !tx->failed;
}

bool db_tx_wait(struct db_tx *tx, struct refusal *why)
{
    struct sent *last = NULL;
    if (!tx->failed && tx_begin(tx)) {
        last = tx->first;
        while (last != NULL && last->next != NULL)
            last = last->next;
    }
    return tx_wait_sent(tx, last, why);
}

bool db_tx_wait_for(struct db_tx *tx, struct db_rows **out, struct refusal *why)
{
    struct sent *sent = tx->first;
    while (sent != NULL && sent->out != out)
        sent = sent->next;
    return tx_wait_sent(tx, sent, why);
}

/* ---- for db_copy.c ---- */

struct task *db_tx_task(const struct db_tx *tx)
{
    return tx->task;
}

struct db_conn *db_tx_conn(const struct db_tx *tx)
{
    return tx_is_up(tx) ? tx->seat->conn : NULL;
}

bool db_tx_fail(struct db_tx *tx, enum db_fault fault, struct refusal *why)
{
    tx_fault(tx, why, fault);
    *why = tx->why;
    return false;
}

void db_tx_set_copy(struct db_tx *tx, struct db_copy *copy)
{
    assert(copy == NULL || tx->copy == NULL);
    tx->copy = copy;
}

/* ---- the end ---- */

/* Sends a commit and waits for it. */
static bool tx_commit_now(struct db_tx *tx)
{
    struct refusal why;
    PGresult *result;
    if (tx_is_up(tx))
        (void)db_conn_take_warning(tx->seat->conn);
    struct sent *commit = tx_put(tx, &COMMIT_, DB_NO_ARGS);
    if (commit == NULL)
        return false;
    tx->commit_sent = true;
    if (!tx_wait(tx, commit, false, &result))
        return false;
    /* in a failed transaction PostgreSQL answers COMMIT with ROLLBACK */
    bool committed = strcmp(PQcmdStatus(result), "COMMIT") == 0;
    PQclear(result);
    if (!committed) {
        refuse(&why, &REFUSAL_INTERNAL, NULL);
        return tx_fail(tx, &why, DB_FAULT_FINAL);
    }
    if (tx_is_up(tx) && db_conn_take_warning(tx->seat->conn)) {
        refuse(&why, &DB_COMMIT_UNKNOWN, NULL);
        return tx_fail(tx, &why, DB_FAULT_FINAL);
    }
    return true;
}

/* Waits until the disk has what was committed ahead of it. Whatever goes wrong, it may have it. */
static bool tx_settle(struct db_tx *tx)
{
    if (tx_put(tx, &BEGIN_, DB_NO_ARGS) != NULL && tx_put(tx, &SQL_db_mark, DB_NO_ARGS) != NULL &&
        tx_commit_now(tx))
        return true;
    tx->fault = DB_FAULT_FINAL;
    return refuse(&tx->why, &DB_COMMIT_UNKNOWN, NULL);
}

static bool tx_commit(struct db_tx *tx)
{
    struct refusal why;
    if (!tx->begun)
        return true;
    if (!task_alive(tx->task, &why))
        return tx_fail(tx, &why, DB_FAULT_FINAL);
    if (tx->seen == NULL)
        return tx_commit_now(tx);
    if (tx_put(tx, &AHEAD_, DB_NO_ARGS) == NULL || !tx_commit_now(tx))
        return false;
    tx->seen(tx->seen_argument);
    return tx_settle(tx);
}

/* Nobody waits for the rollback: the seat comes free when it is answered. */
static void tx_rollback(struct db_tx *tx)
{
    if (tx->begun && tx_is_up(tx) && db_conn_sync(tx->seat->conn) && /* skips what stands behind an
                                                                        error no further than here
                                                                      */
        db_conn_send(tx->seat->conn, NULL, &ROLLBACK_, DB_NO_ARGS, DB_SEND_OPEN))
        (void)db_conn_sync(tx->seat->conn);
}

static bool tx_run(struct task *task, struct db_tx *tx, db_body *body, void *argument,
                   struct refusal *why)
{
    task->db_tx_depth++;
    bool granted = body(task, tx, argument, why);
    assert((!granted || tx->copy == NULL) && "who grants has ended its copy");
    if (tx->copy != NULL)
        db_copy_abandon(tx->copy);
    tx_unask(tx);
    int64_t begin_us = clock_mono_us();
    bool done = granted && !tx->failed && tx_commit(tx);
    task->db_us += clock_mono_us() - begin_us;
    if (!done && (granted || tx->failed)) {
        /* what the database said counts, whatever the body made of it; but a refusal of the body's
         * own is its own */
        *why = granted || tx->fault != DB_FAULT_FINAL ? tx->why : *why;
    }
    tx_forget(tx);
    if (!done)
        tx_rollback(tx);
    task->db_tx_depth--;
    return done;
}

bool db_transact(struct task *task, enum db_class kind, db_body *body, void *argument,
                 struct refusal *why)
{
    assert(task->db_tx_depth == 0 && "a transaction inside a transaction");
    for (int attempt = 1;; attempt++) {
        int64_t begin_us = clock_mono_us();
        struct db_tx tx = {.task = task};
        tx.last = &tx.first;
        tx.seat = db_pool_take(task, kind, why);
        task->db_us += clock_mono_us() - begin_us;
        if (tx.seat == NULL)
            return false;
        tx.epoch = tx.seat->epoch;
        bool done = tx_run(task, &tx, body, argument, why);
        db_pool_give(tx.seat);
        if (done)
            return true;
        if (!tx.failed || tx.fault == DB_FAULT_FINAL || attempt == ATTEMPTS_MAX)
            return false;
        if (!task_sleep(task, 1 + db_jitter(INT64_C(4) << attempt), why))
            return false;
    }
}

static bool send_mark(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task;
    (void)argument;
    (void)why;
    db_tx_send(tx, &SQL_db_mark, DB_NO_ARGS);
    return true;
}

bool db_settle(struct task *task, struct refusal *why)
{
    return db_transact(task, DB_FAST, send_mark, NULL, why);
}
