#include "tests/unit/db_support.h"

#include <assert.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/coro.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/stamp.h"
#include "tests/unit/idle.h"

static const char *need(const char *name)
{
    const char *value = getenv(name);
    if (value == NULL || value[0] == '\0') {
        fprintf(stderr, "%s is not set: the test needs a database\n", name);
        abort();
    }
    return value;
}

/* ---- the pool ---- */

struct db_settings db_support_settings(const char *conninfo)
{
    return (struct db_settings){
        .application = "mall",
        .conninfo = conninfo == NULL ? need("MALL_TEST_DB") : conninfo,
        .connections = {2, 2, 2, 2, 2, 2, 2},
        .queue_limit = 1000,
        .search_limit = 8,
        .max_rows = 10000,
        .statement_timeout_ms = 60000,
        .allow_unsafe = true,
    };
}

void db_support_stop(void)
{
    db_stop();
    run_until_idle();
    coro_shutdown();
    loop_free();
}

int db_support_teardown(void **state)
{
    (void)state;
    db_support_stop();
    return 0;
}

enum { PATIENCE_MS = 200000 };

static int run_body(struct task *task, void *argument)
{
    void (*const *body)(struct task * task) = argument;
    task->deadline_ms = clock_mono_ms() + PATIENCE_MS;
    (*body)(task);
    return 0;
}

void db_support_run(void (*body)(struct task *task))
{
    task_run_main(run_body, &body);
}

/* ---- the side ---- */

static PGconn *owner, *program;

static PGconn *side_open(PGconn **side, const char *conninfo)
{
    if (*side == NULL) {
        *side = PQconnectdb(conninfo);
        if (PQstatus(*side) != CONNECTION_OK) {
            fprintf(stderr, "%s\n", PQerrorMessage(*side));
            abort();
        }
        PQclear(PQexec(*side, "set client_min_messages = warning"));
    }
    return *side;
}

static PGconn *owner_side(void)
{
    return side_open(&owner, getenv("MALL_DB_OWNER") != NULL ? getenv("MALL_DB_OWNER")
                                                             : need("MALL_TEST_DB"));
}

static PGconn *program_side(void)
{
    return side_open(&program, need("MALL_TEST_DB"));
}

static int64_t run(PGconn *side, const char *sql)
{
    PGresult *result = PQexec(side, sql);
    ExecStatusType status = PQresultStatus(result);
    if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK) {
        fprintf(stderr, "%s\n%s\n", sql, PQerrorMessage(side));
        abort();
    }
    int64_t value = PQntuples(result) > 0 ? strtoll(PQgetvalue(result, 0, 0), NULL, 10) : 0;
    PQclear(result);
    return value;
}

void db_support_keys(void)
{
    uint8_t master[32] = {9, 9, 1};
    const char *hex = getenv("MALL_SECRET_KEY");
    if (!crypto_init() || (hex != NULL && !crypto_unhex(hex, master, sizeof(master))))
        abort();
    crypto_set_master(master, 1);
}

void side_exec(const char *sql)
{
    (void)run(owner_side(), sql);
}

int64_t side_i64(const char *sql)
{
    return run(owner_side(), sql);
}

void side_stamp(const struct sql *sql, bool anew)
{
    struct db_value key = stamp_key();
    const char *values[] = {key.pointer, anew ? "t" : "f"};
    const int lengths[] = {(int)key.length, 0}, formats[] = {1, 0};
    PGresult *result = PQexecParams(owner_side(), sql->text, 2, NULL, values, lengths, formats, 0);
    if (PQresultStatus(result) != PGRES_TUPLES_OK) {
        fprintf(stderr, "%s\n%s\n", sql->name, PQerrorMessage(owner));
        abort();
    }
    PQclear(result);
}

int64_t side_program_i64(const char *sql)
{
    return run(program_side(), sql);
}

#define OTHERS                                                                                     \
    "from pg_stat_activity where application_name = 'mall' and datname = current_database()"       \
    " and usename = current_user"
#define TERMINATE "select count(pg_terminate_backend(pid, 10000)) " OTHERS

int64_t side_terminate(void)
{
    return run(program_side(), TERMINATE);
}

/* Connections of the pool before end a little after it: what a test finds in pg_stat_activity must
 * be of its own pool. */
void db_support_alone(void)
{
    while (run(program_side(), "select count(*) " OTHERS) > 0)
        usleep(1000);
}

void db_support_start(const char *conninfo)
{
    static bool ids;
    if (!ids) {
        id_init(0, id_worker_random());
        ids = true;
    }
    db_support_alone();
    loop_init();
    struct db_settings settings = db_support_settings(conninfo);
    db_start(&settings);
}

void side_reset(const char *sql)
{
    (void)run(program_side(), TERMINATE);
    (void)run(owner_side(), TERMINATE);
    side_exec(sql);
}

void side_make_items(const char *more)
{
    log_set_level(LOG_ERROR_ + 1);
    side_reset("drop schema if exists db_test cascade; create schema db_test;"
               "grant usage on schema db_test to public;"
               "create table db_test.item (id bigint primary key, n bigint not null)");
    if (more[0] != '\0')
        side_exec(more);
    side_exec("grant all on all tables in schema db_test to public");
}

int side_drop_items(void **state)
{
    (void)state;
    side_reset("drop schema db_test cascade");
    side_close();
    return 0;
}

void side_lock(int key)
{
    char sql[64];
    snprintf(sql, sizeof sql, "select pg_advisory_lock(%d)", key);
    run(program_side(), sql);
}

void side_unlock(int key)
{
    char sql[64];
    snprintf(sql, sizeof sql, "select pg_advisory_unlock(%d)", key);
    run(program_side(), sql);
}

void side_close(void)
{
    PQfinish(owner);
    PQfinish(program);
    owner = program = NULL;
}

void until_waiting(struct task *task, int count)
{
    struct refusal why;
    while (run(program_side(), "select count(*) " OTHERS " and wait_event = 'advisory'") < count) {
        bool slept = task_sleep(task, 2, &why);
        assert(slept);
        (void)slept;
    }
}

/* ---- the proxy ---- */

struct pair {
    struct proxy *proxy;
    struct bufferevent *client, *server;
    bool losing; /* ends at the server's next bytes */
    bool losing_row;
    bool keeping; /* what the server says waits */
    bool mute;    /* what the server says is dropped */
    struct pair *next;
};

struct proxy {
    char folder[64];
    char conninfo[512];
    struct sockaddr_un here, there;
    struct evconnlistener *listener;
    struct pair *pairs;
    const char *losing, *losing_row, *keeping;
    bool down;
};

static void pair_free(struct pair *pair)
{
    struct pair **link = &pair->proxy->pairs;
    while (*link != pair)
        link = &(*link)->next;
    *link = pair->next;
    bufferevent_free(pair->client);
    bufferevent_free(pair->server);
    free(pair);
}

/* Whether these bytes are among them, for the first time since they were asked for. */
static bool takes(struct evbuffer *input, const char **bytes)
{
    if (*bytes == NULL || evbuffer_search(input, *bytes, strlen(*bytes), NULL).pos < 0)
        return false;
    *bytes = NULL;
    return true;
}

static void on_client(struct bufferevent *from, void *argument)
{
    struct pair *pair = argument;
    struct proxy *proxy = pair->proxy;
    struct evbuffer *input = bufferevent_get_input(from);
    pair->losing |= takes(input, &proxy->losing);
    pair->losing_row |= takes(input, &proxy->losing_row);
    pair->keeping |= takes(input, &proxy->keeping);
    bufferevent_write_buffer(pair->server, input);
}

/* A message is a letter and its length (PostgreSQL manual, 55.7); 'D' is a row. What has not come
 * whole goes on as it is. */
static void lose_row(struct pair *pair, struct evbuffer *input)
{
    unsigned char head[5];
    while (pair->losing_row && evbuffer_copyout(input, head, 5) == 5) {
        size_t length = 1 + ((size_t)head[1] << 24 | (size_t)head[2] << 16 | (size_t)head[3] << 8 |
                             (size_t)head[4]);
        if (evbuffer_get_length(input) < length)
            return;
        if (head[0] == 'D') {
            evbuffer_drain(input, length);
            pair->losing_row = false;
        } else {
            evbuffer_remove_buffer(input, bufferevent_get_output(pair->client), length);
        }
    }
}

static void on_server(struct bufferevent *from, void *argument)
{
    struct pair *pair = argument;
    if (pair->losing) {
        pair_free(pair);
        return;
    }
    if (pair->keeping)
        return;
    if (pair->mute) {
        struct evbuffer *input = bufferevent_get_input(from);
        evbuffer_drain(input, evbuffer_get_length(input));
        return;
    }
    lose_row(pair, bufferevent_get_input(from));
    bufferevent_write_buffer(pair->client, bufferevent_get_input(from));
}

static void on_event(struct bufferevent *from, short what, void *argument)
{
    struct pair *pair = argument;
    if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) {
        /* what the server said last still has to arrive */
        if (from == pair->server && !pair->losing) {
            bufferevent_write_buffer(pair->client, bufferevent_get_input(from));
            bufferevent_flush(pair->client, EV_WRITE, BEV_FINISHED);
        }
        pair_free(pair);
    }
}

static void on_accept(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
                      int length, void *argument)
{
    (void)listener;
    (void)address;
    (void)length;
    struct proxy *proxy = argument;
    if (proxy->down) {
        close(fd);
        return;
    }
    struct pair *pair = calloc(1, sizeof *pair);
    assert(pair != NULL);
    pair->proxy = proxy;
    pair->next = proxy->pairs;
    proxy->pairs = pair;
    pair->client = bufferevent_socket_new(loop_base(), fd, BEV_OPT_CLOSE_ON_FREE);
    pair->server = bufferevent_socket_new(loop_base(), -1, BEV_OPT_CLOSE_ON_FREE);
    bufferevent_setcb(pair->client, on_client, NULL, on_event, pair);
    bufferevent_setcb(pair->server, on_server, NULL, on_event, pair);
    bufferevent_enable(pair->client, EV_READ | EV_WRITE);
    bufferevent_enable(pair->server, EV_READ | EV_WRITE);
    bufferevent_socket_connect(pair->server, (struct sockaddr *)&proxy->there, sizeof proxy->there);
}

/* The socket that the conninfo names. */
static void find_server(struct sockaddr_un *there)
{
    PQconninfoOption *options = PQconninfoParse(need("MALL_TEST_DB"), NULL);
    const char *host = "/var/run/postgresql";
    const char *port = "5432";
    assert(options != NULL);
    for (PQconninfoOption *option = options; option->keyword != NULL; option++)
        if (strcmp(option->keyword, "host") == 0 && option->val != NULL)
            host = option->val;
        else if (strcmp(option->keyword, "port") == 0 && option->val != NULL)
            port = option->val;
    assert(host[0] == '/' && "the tests' server listens on a socket in a folder");
    there->sun_family = AF_UNIX;
    snprintf(there->sun_path, sizeof there->sun_path, "%s/.s.PGSQL.%s", host, port);
    PQconninfoFree(options);
}

struct proxy *proxy_open(void)
{
    struct proxy *proxy = calloc(1, sizeof *proxy);
    assert(proxy != NULL);
    find_server(&proxy->there);
    snprintf(proxy->folder, sizeof proxy->folder, "/tmp/mall-proxy.XXXXXX");
    char *made = mkdtemp(proxy->folder);
    assert(made != NULL);
    (void)made;
    proxy->here.sun_family = AF_UNIX;
    snprintf(proxy->here.sun_path, sizeof proxy->here.sun_path, "%s/.s.PGSQL.5432", proxy->folder);
    snprintf(proxy->conninfo, sizeof proxy->conninfo, "%s host=%s port=5432", need("MALL_TEST_DB"),
             proxy->folder);
    proxy->listener =
        evconnlistener_new_bind(loop_base(), on_accept, proxy, LEV_OPT_CLOSE_ON_FREE, 16,
                                (struct sockaddr *)&proxy->here, sizeof proxy->here);
    assert(proxy->listener != NULL);
    return proxy;
}

const char *proxy_conninfo(const struct proxy *proxy)
{
    return proxy->conninfo;
}

void proxy_lose_answer_to(struct proxy *proxy, const char *bytes)
{
    proxy->losing = bytes;
}

void proxy_lose_row_of(struct proxy *proxy, const char *bytes)
{
    proxy->losing_row = bytes;
}

void proxy_keep_answer_to(struct proxy *proxy, const char *bytes)
{
    proxy->keeping = bytes;
}

void proxy_let_go(struct proxy *proxy)
{
    for (struct pair *pair = proxy->pairs; pair != NULL; pair = pair->next)
        if (pair->keeping) {
            pair->keeping = false;
            on_server(pair->server, pair);
        }
}

void proxy_mute(struct proxy *proxy)
{
    for (struct pair *pair = proxy->pairs; pair != NULL; pair = pair->next)
        pair->mute = true;
}

void proxy_down(struct proxy *proxy)
{
    proxy->down = true;
    while (proxy->pairs != NULL)
        pair_free(proxy->pairs);
}

void proxy_up(struct proxy *proxy)
{
    proxy->down = false;
}

int proxy_connections(const struct proxy *proxy)
{
    int count = 0;
    for (const struct pair *pair = proxy->pairs; pair != NULL; pair = pair->next)
        count++;
    return count;
}

void proxy_free(struct proxy *proxy)
{
    proxy_down(proxy);
    evconnlistener_free(proxy->listener);
    unlink(proxy->here.sun_path);
    rmdir(proxy->folder);
    free(proxy);
}
