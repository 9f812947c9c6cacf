#include "base/db_copy.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/db_copy_text.h"
#include "base/db_tx.h"

/* Bytes gathered before they are given to libpq. */
enum { BUFFER_BYTES = 64 * 1024 };

struct db_copy {
    struct db_loan loan; /* first: the loan is the copy */
    struct db_tx *tx;
    struct db_conn *conn; /* NULL: it ended */
    const struct sql *sql;
    struct wait *waiting;
    bool lent;                /* the connection has left pipeline mode */
    struct db_copy_text text; /* rows not yet given to libpq */
};

/* ---- waiting ---- */

static void copy_ready(struct db_loan *loan)
{
    struct db_copy *copy = (struct db_copy *)loan;
    copy->lent = true;
    if (copy->waiting != NULL)
        wait_done(copy->waiting);
}

static void copy_lost(struct db_loan *loan)
{
    struct db_copy *copy = (struct db_copy *)loan;
    copy->conn = NULL;
    if (copy->waiting != NULL)
        wait_done(copy->waiting);
}

static void copy_drop(struct db_copy *copy)
{
    copy->waiting = NULL;
    if (copy->conn != NULL)
        db_conn_drop(copy->conn);
}

static bool fail_lost(struct db_copy *copy, struct refusal *why)
{
    copy_drop(copy);
    db_refuse_lost(why);
    return db_tx_fail(copy->tx, DB_FAULT_SERVER, why);
}

static void wait_forget(void *argument)
{
    struct db_copy *copy = argument;
    copy->waiting = NULL;
}

/* Until the connection moves. False: it ended, or the task must not go on. */
static bool copy_wait(struct db_copy *copy, struct refusal *why)
{
    struct task *task = db_tx_task(copy->tx);
    struct wait wait;
    int64_t begin_us = clock_mono_us();
    wait_init(&wait, task);
    copy->waiting = &wait;
    enum wait_result ended = wait_for(&wait, wait_forget, copy);
    copy->waiting = NULL;
    task->db_us += clock_mono_us() - begin_us;
    if (ended == WAIT_DONE)
        return copy->conn != NULL || fail_lost(copy, why);
    refuse(why, ended == WAIT_CANCELLED ? &REFUSAL_CANCELLED : &REFUSAL_TIMEOUT, NULL);
    db_tx_fail(copy->tx, DB_FAULT_FINAL, why);
    copy_drop(copy);
    return false;
}

/* Until all that libpq was given is on the wire: that bounds its buffer. */
static bool copy_flush(struct db_copy *copy, struct refusal *why)
{
    int left;
    while ((left = PQflush(db_conn_pg(copy->conn))) == 1) {
        db_conn_want_write(copy->conn);
        if (!copy_wait(copy, why))
            return false;
    }
    return left == 0 || fail_lost(copy, why);
}

/* The next result; NULL when there is none left. */
static bool copy_result(struct db_copy *copy, PGresult **result, struct refusal *why)
{
    while (PQisBusy(db_conn_pg(copy->conn)))
        if (!copy_wait(copy, why))
            return false;
    *result = PQgetResult(db_conn_pg(copy->conn));
    return true;
}

/* An error of the statement, not of the connection. */
static bool is_refusal(const PGresult *result)
{
    const char *severity = PQresultErrorField(result, PG_DIAG_SEVERITY_NONLOCALIZED);
    return severity != NULL && strcmp(severity, "ERROR") == 0;
}

/* Reads to the command's end and goes back into pipeline mode. */
static bool copy_finish(struct db_copy *copy, PGresult *result, int64_t *rows, struct refusal *why)
{
    bool ok = true;
    while (result != NULL) {
        if (PQresultStatus(result) == PGRES_COMMAND_OK) {
            *rows = strtoll(PQcmdTuples(result), NULL, 10);
        } else if (is_refusal(result)) {
            ok = db_tx_fail(copy->tx, db_refuse_result(result, copy->sql, why), why);
        } else {
            PQclear(result);
            return fail_lost(copy, why);
        }
        PQclear(result);
        if (!copy_result(copy, &result, why))
            return false;
    }
    return db_conn_return(copy->conn) ? ok : fail_lost(copy, why);
}

/* ---- begin and end ---- */

static bool copy_open(struct db_copy *copy, struct refusal *why)
{
    PGresult *result;
    int64_t rows;
    if (!db_conn_lend(copy->conn, &copy->loan))
        return fail_lost(copy, why);
    while (!copy->lent)
        if (!copy_wait(copy, why))
            return false;
    db_tx_task(copy->tx)->db_statements++;
    if (PQsendQuery(db_conn_pg(copy->conn), copy->sql->text) != 1)
        return fail_lost(copy, why);
    if (!copy_flush(copy, why) || !copy_result(copy, &result, why))
        return false;
    if (PQresultStatus(result) != PGRES_COPY_IN) {
        assert(PQresultStatus(result) == PGRES_FATAL_ERROR && "`copy ... from stdin`");
        return copy_finish(copy, result, &rows, why);
    }
    PQclear(result);
    return true;
}

static void copy_free(struct db_copy *copy)
{
    db_tx_set_copy(copy->tx, NULL);
    free(copy->text.bytes);
    free(copy);
}

void db_copy_abandon(struct db_copy *copy)
{
    copy_drop(copy);
    copy_free(copy);
}

struct db_copy *db_copy_begin(struct db_tx *tx, const struct sql *sql, struct refusal *why)
{
    assert(sql->param_count == 0);
    if (!db_tx_wait(tx, why))
        return NULL;
    struct db_copy *copy = calloc(1, sizeof *copy);
    if (copy == NULL)
        abort();
    copy->loan = (struct db_loan){.ready = copy_ready, .lost = copy_lost};
    copy->tx = tx;
    copy->sql = sql;
    copy->conn = db_tx_conn(tx);
    db_tx_set_copy(tx, copy);
    if (copy->conn == NULL ? !fail_lost(copy, why) : !copy_open(copy, why)) {
        copy_free(copy);
        return NULL;
    }
    return copy;
}

/* What was gathered goes to libpq, and from there on the wire. */
static bool copy_push(struct db_copy *copy, struct refusal *why)
{
    if (copy->conn == NULL)
        return fail_lost(copy, why);
    int put = PQputCopyData(db_conn_pg(copy->conn), copy->text.bytes, (int)copy->text.used);
    copy->text.used = 0;
    return put == 1 ? copy_flush(copy, why) : fail_lost(copy, why);
}

/* A server that keeps up is never waited for: others of this process have their turn all the same.
 */
static bool copy_turn(struct db_copy *copy, struct refusal *why)
{
    if (task_sleep(db_tx_task(copy->tx), 0, why))
        return true;
    db_tx_fail(copy->tx, DB_FAULT_FINAL, why);
    copy_drop(copy);
    return false;
}

static bool copy_close(struct db_copy *copy, int64_t *rows, struct refusal *why)
{
    PGresult *result;
    if (!copy_push(copy, why))
        return false;
    if (PQputCopyEnd(db_conn_pg(copy->conn), NULL) != 1)
        return fail_lost(copy, why);
    return copy_flush(copy, why) && copy_result(copy, &result, why) &&
           copy_finish(copy, result, rows, why);
}

bool db_copy_end(struct db_copy *copy, int64_t *rows, struct refusal *why)
{
    int64_t count = 0;
    bool ok = copy_close(copy, &count, why);
    if (rows != NULL)
        *rows = count;
    copy_free(copy);
    return ok;
}

bool db_copy_row(struct db_copy *copy, const struct db_value *values, int count,
                 struct refusal *why)
{
    db_copy_text_row(&copy->text, values, count);
    return copy->text.used < BUFFER_BYTES || (copy_push(copy, why) && copy_turn(copy, why));
}
