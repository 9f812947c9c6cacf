#include "base/db_cancel.h"

#include <assert.h>
#include <stddef.h>

#include "base/db_link.h"
#include "base/db_pool.h"
#include "base/log.h"
#include "base/loop.h"
#include "gen/base/sql.h"

enum { CONNECT_TIMEOUT_MS = 2000, SILENT_MS = 5000 };

static struct {
    struct db_link *link;
    struct db_conn *conn;
    struct loop_timer *begun; /* a connection is begun at the next turn of the loop */
    struct db_cancel *first;  /* all wishes that have no end yet */
} hand;

static void wish_remove(struct db_cancel *cancel)
{
    struct db_cancel **link = &hand.first;
    while (*link != cancel)
        link = &(*link)->next;
    *link = cancel->next;
    cancel->asked = cancel->sent = false;
}

static void wish_end(struct db_cancel *cancel, bool told)
{
    wish_remove(cancel);
    cancel->done(cancel, told);
}

static void fail_all(void)
{
    while (hand.first != NULL)
        wish_end(hand.first, false);
}

static void on_answer(struct db_call *call)
{
    struct db_cancel *cancel = call->owner;
    PGresult *result = call->result;
    call->result = NULL;
    if (call->outcome == DB_LOST)
        return; /* on_lost() follows */
    bool told = call->outcome == DB_DONE;
    PQclear(result);
    wish_end(cancel, told);
}

static void send_all(void)
{
    for (struct db_cancel *cancel = hand.first; cancel != NULL; cancel = cancel->next) {
        if (cancel->sent)
            continue;
        cancel->sent = true;
        cancel->call = (struct db_call){.done = on_answer, .owner = cancel};
        if (!db_conn_send(hand.conn, &cancel->call, &SQL_db_cancel, DB_ARGS(DB_I64(cancel->pid)),
                          DB_SEND_ALONE))
            return; /* the connection is gone, and on_lost() has told them */
    }
}

static void on_lost(struct db_conn *conn, void *argument)
{
    (void)argument;
    hand.conn = NULL;
    db_conn_free(conn);
    fail_all();
}

static void on_drained(struct db_conn *conn, void *argument)
{
    (void)conn;
    (void)argument;
}

static void on_linked(PGconn *pg, const char *sqlstate, const char *message, void *argument)
{
    static const struct db_conn_events EVENTS = {.lost = on_lost, .drained = on_drained};
    (void)argument;
    hand.link = NULL;
    if (pg == NULL) {
        log_warn("db_cancel_failed", LOG_S("sqlstate", sqlstate), LOG_S("message", message));
        fail_all();
        return;
    }
    hand.conn = db_conn_new(pg, &EVENTS, NULL);
    send_all();
}

static void on_begin(void *argument)
{
    char options[512];
    (void)argument;
    hand.begun = NULL;
    if (hand.first == NULL)
        return;
    if (hand.conn != NULL)
        send_all();
    else if (hand.link == NULL)
        hand.link = db_link_open(db_pool_settings()->conninfo, db_session_options(DB_FAST, options),
                                 CONNECT_TIMEOUT_MS, on_linked, NULL);
}

void db_cancel_ask(struct db_cancel *cancel, int64_t pid)
{
    assert(!cancel->asked && "one wish at a time");
    cancel->pid = pid;
    cancel->asked = true;
    cancel->sent = false;
    cancel->next = hand.first;
    hand.first = cancel;
    if (hand.begun == NULL)
        hand.begun = loop_after(0, on_begin, NULL);
}

void db_cancel_forget(struct db_cancel *cancel)
{
    if (!cancel->asked)
        return;
    if (cancel->sent)
        db_conn_forget(&cancel->call);
    wish_remove(cancel);
}

void db_cancel_watch(int64_t now_ms)
{
    int64_t since_ms = hand.conn == NULL ? 0 : db_conn_stuck_since_ms(hand.conn);
    if (since_ms != 0 && now_ms - since_ms > SILENT_MS)
        db_conn_drop(hand.conn);
}

void db_cancel_stop(void)
{
    while (hand.first != NULL)
        db_cancel_forget(hand.first);
    if (hand.link != NULL)
        db_link_cancel(hand.link);
    if (hand.begun != NULL)
        loop_timer_cancel(hand.begun);
    db_conn_free(hand.conn);
    hand.link = NULL;
    hand.begun = NULL;
    hand.conn = NULL;
}
