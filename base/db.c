#include "base/db.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/db_conn.h"
#include "base/db_error.h"
#include "base/db_pool.h"
#include "base/db_rows.h"
#include "base/log.h"

enum {
    REPEATS_MAX = 5,    /* after 40001, 40P01 */
    RECONNECTS_MAX = 3, /* of a read whose connection died */
    PREPARES_MAX = 2
};

/* How one db_query() went so far. */
struct query {
    const struct sql *sql;
    bool read;  /* may be repeated */
    bool alone; /* it, or one before it, failed in company */
    int repeats, reconnects, prepares;
    bool again; /* the verdict on the last attempt */
    int64_t pause_ms;
};

static void query_answered(struct db_call *call)
{
    wait_done(call->owner);
}

static void query_forget(void *argument)
{
    db_conn_forget(argument);
}

static bool again(struct query *query, int *count, int limit)
{
    query->again = (*count)++ < limit;
    return query->again;
}

static void retire(struct db_seat *seat, uint32_t epoch, enum db_fault fault)
{
    if (db_fault_is_of_connection(fault) && seat->epoch == epoch)
        db_pool_retire(seat);
}

/* An answer that is not this statement's: of a write nothing is known. Always false. */
static bool judge_misfit(struct query *query, struct db_seat *seat, uint32_t epoch,
                         struct db_call *call, struct refusal *why)
{
    retire(seat, epoch, db_refuse_misfit(query->sql, why));
    PQclear(call->result);
    if (!query->read)
        return refuse(why, &DB_COMMIT_UNKNOWN, NULL);
    again(query, &query->reconnects, RECONNECTS_MAX);
    return false;
}

/* Decides on an answer that is no result. Always false: `why` is filled in case there is no next
 * attempt. */
static bool judge(struct query *query, struct db_seat *seat, uint32_t epoch, struct db_call *call,
                  struct refusal *why)
{
    query->alone = true;
    if (call->outcome == DB_ABORTED) {
        query->again = true; /* alone it cannot happen a second time */
        return refuse(why, &REFUSAL_INTERNAL, NULL);
    }
    if (call->outcome == DB_LOST) {
        db_refuse_lost(why);
        if (!query->read)
            return refuse(why, &DB_COMMIT_UNKNOWN, NULL);
        again(query, &query->reconnects, RECONNECTS_MAX);
        return false;
    }
    enum db_fault fault = db_refuse_result(call->result, query->sql, why);
    PQclear(call->result);
    if (fault == DB_FAULT_AGAIN && again(query, &query->repeats, REPEATS_MAX))
        query->pause_ms = 1 + db_jitter(INT64_C(4) << query->repeats);
    else if (fault == DB_FAULT_UNHEARD || fault == DB_FAULT_STALE)
        again(query, &query->prepares, PREPARES_MAX);
    retire(seat, epoch, fault);
    return false;
}

/* Whether a cancel that was meant for the statement before it ended this one, which is run again
 * then: only reads stand where that can happen. */
static bool was_hit(struct query *query, struct db_call *call)
{
    bool hit = call->outcome == DB_FAILED && query->read &&
               strcmp(db_sqlstate(call->result), "57014") == 0 &&
               again(query, &query->repeats, REPEATS_MAX);
    if (hit)
        PQclear(call->result);
    return hit;
}

static bool take_rows(struct task *task, struct db_call *call, struct db_rows **out,
                      struct refusal *why)
{
    int count = PQntuples(call->result);
    if (count > db_pool_settings()->max_rows) {
        log_error("db_too_many_rows", LOG_S("statement", call->sql->name), LOG_I("rows", count));
        PQclear(call->result);
        return refuse(why, &REFUSAL_INTERNAL, NULL);
    }
    if (out == NULL)
        PQclear(call->result);
    else
        *out = db_rows_new(task->arena, call->sql, call->result);
    return true;
}

static bool attempt(struct task *task, enum db_class kind, struct query *query,
                    const struct db_value *args, int count, struct db_rows **out,
                    struct refusal *why)
{
    struct db_seat *seat = db_pool_share(task, kind, why);
    if (seat == NULL)
        return false;
    struct wait wait;
    wait_init(&wait, task);
    struct db_call call = {.done = query_answered, .owner = &wait};
    bool share = query->read && !query->alone && kind != DB_SLOW;
    uint32_t epoch = seat->epoch;
    if (!db_conn_send(seat->conn, &call, query->sql, args, count,
                      share ? DB_SEND_SHARED : DB_SEND_ALONE)) {
        /* nothing was sent */
        again(query, &query->reconnects, RECONNECTS_MAX);
        return db_refuse_lost(why);
    }
    uint32_t cancels = seat->cancels;
    enum wait_result result = wait_for(&wait, query_forget, &call);
    if (result != WAIT_DONE && seat->epoch == epoch)
        db_pool_abandon(seat);
    if (result != WAIT_DONE)
        return refuse(why, result == WAIT_CANCELLED ? &REFUSAL_CANCELLED : &REFUSAL_TIMEOUT, NULL);
    if (call.outcome == DB_DONE && !db_rows_fit(query->sql, call.result))
        return judge_misfit(query, seat, epoch, &call, why);
    if (call.outcome == DB_DONE)
        return take_rows(task, &call, out, why);
    if (seat->epoch == epoch && seat->cancels != cancels && was_hit(query, &call))
        return refuse(why, &REFUSAL_TIMEOUT, NULL);
    return judge(query, seat, epoch, &call, why);
}

bool db_query_class(struct task *task, enum db_class kind, const struct sql *sql,
                    const struct db_value *args, int count, struct db_rows **out,
                    struct refusal *why)
{
    assert(task->db_tx_depth == 0 && "inside a transaction everything goes through it");
    struct query query = {.sql = sql, .read = db_sql_is_read(sql)};
    int64_t begin_us = clock_mono_us();
    bool done;
    do {
        query.again = false;
        query.pause_ms = 0;
        task->db_statements++;
        done = attempt(task, kind, &query, args, count, out, why);
    } while (!done && query.again &&
             (query.pause_ms == 0 || task_sleep(task, query.pause_ms, why)));
    task->db_us += clock_mono_us() - begin_us;
    return done;
}

bool db_query(struct task *task, const struct sql *sql, const struct db_value *args, int count,
              struct db_rows **out, struct refusal *why)
{
    return db_query_class(task, DB_FAST, sql, args, count, out, why);
}
