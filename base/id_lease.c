#include "base/id_lease.h"

#include <assert.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/id.h"
#include "base/key_check.h"
#include "base/log.h"
#include "base/loop.h"
#include "gen/base/sql.h"

enum { TAKE_PAUSE_MS = 500, KEEP_TIMEOUT_MS = 5000, LEAVE_TIMEOUT_MS = 1000 };

const struct refusal_kind ID_NODE_IN_USE = {"node_in_use", 500, "这个节点编号正被另一个程序使用"};
const struct refusal_kind ID_CLOCK_BEHIND = {"clock_behind", 500, "本机时钟落后于已用过的时间"};

static struct {
    bool held;
    int node, worker;
    char me[192];
    void (*lost)(void *argument);
    void *argument;
    struct loop_timer *timer;
} lease;

/* ---- who holds ---- */

/* When the process started, in ticks since boot (proc(5), field 22); 0 = there is none. */
static long long process_start_ticks(int pid)
{
    char path[64], text[1024];
    snprintf(path, sizeof(path), "/proc/%d/stat", pid);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return 0;
    size_t length = fread(text, 1, sizeof(text) - 1, file);
    fclose(file);
    text[length] = '\0';
    /* the name, which may hold anything, ends with the last parenthesis */
    const char *at = strrchr(text, ')');
    bool dead = at == NULL || strlen(at) < 4 || at[2] == 'Z';
    for (int field = 2; at != NULL && field < 22; field++)
        at = strchr(at + 1, ' ');
    return dead || at == NULL ? 0 : strtoll(at + 1, NULL, 10);
}

/* This boot of this machine, and this container on it: process numbers mean something only here. */
static void machine_name(char name[96])
{
    char boot[37] = "", space[48] = "";
    FILE *file = fopen("/proc/sys/kernel/random/boot_id", "re");
    if (file != NULL) {
        if (fgets(boot, sizeof(boot), file) == NULL)
            boot[0] = '\0';
        fclose(file);
    }
    ssize_t length = readlink("/proc/self/ns/pid", space, sizeof(space) - 1);
    space[length > 0 ? length : 0] = '\0';
    snprintf(name, 96, "%s/%s", boot, space);
}

/* "host machine pid start" */
static void holder_name(int pid, char holder[192])
{
    char host[64] = "", machine[96];
    machine_name(machine);
    if (gethostname(host, sizeof(host) - 1) != 0 || host[0] == '\0' || strchr(host, ' ') != NULL)
        snprintf(host, sizeof(host), "?");
    snprintf(holder, 192, "%.60s %s %d %lld", host, machine, pid, process_start_ticks(pid));
}

/* The word behind `count` others, "" when there are not so many. */
static const char *word_at(const char *text, int count)
{
    for (; count > 0 && text[0] != '\0'; count--) {
        text += strcspn(text, " ");
        text += text[0] == ' ';
    }
    return text;
}

static int holder_pid(const char *holder)
{
    return (int)strtol(word_at(holder, 2), NULL, 10);
}

/* Whether the holder was a process here that is gone. */
static bool is_gone(const char *holder)
{
    char machine[96];
    const char *theirs = word_at(holder, 1), *start = word_at(holder, 3);
    machine_name(machine);
    size_t length = strlen(machine);
    return strncmp(theirs, machine, length) == 0 && theirs[length] == ' ' && start[0] != '\0' &&
           process_start_ticks(holder_pid(holder)) != strtoll(start, NULL, 10);
}

/* ---- choosing ---- */

static bool is_taken(const struct id_maker *maker, const char *me)
{
    return maker->held && !maker->gone && strcmp(maker->holder, me) != 0;
}

static int refuse_taken(const struct id_maker *maker, struct refusal *why)
{
    if (maker == NULL)
        refuse_detail(why, &ID_NODE_IN_USE, "node", "all %d numbers for commands are in use",
                      ID_NUMBERS - ID_WORKERS);
    else
        refuse_detail(why, &ID_NODE_IN_USE, "node",
                      "this node number is in use on this database, by host %.*s, process %d: stop "
                      "that one, or give this one another number",
                      (int)strcspn(maker->holder, " "), maker->holder, holder_pid(maker->holder));
    return -1;
}

static int refuse_behind(const struct id_maker *maker, int64_t now_ms, struct refusal *why)
{
    char used[32];
    refuse_detail(why, &ID_CLOCK_BEHIND, "node",
                  "this machine's clock is %lld s behind the last ids of this node (%s): set it "
                  "right, wait so long, or take a node number that was never used",
                  (long long)(maker->used_until_ms - now_ms) / 1000,
                  clock_rfc3339(maker->used_until_ms * 1000, 0, used));
    return -1;
}

int id_lease_choose(const struct id_maker *makers, int count, int worker, const char *me,
                    int64_t now_ms, struct refusal *why)
{
    int best = -1;
    for (int i = 0; i < count; i++) {
        const struct id_maker *maker = &makers[i];
        if ((maker->worker < ID_WORKERS) != (worker >= 0))
            continue;
        bool taken = is_taken(maker, me);
        if (worker >= 0 && taken)
            return refuse_taken(maker, why);
        bool better = best < 0 || maker->used_until_ms < makers[best].used_until_ms;
        /* a number that is held in our own name is another command of ours */
        if (worker >= 0 ? maker->worker == worker : !taken && better)
            best = i;
    }
    if (best < 0)
        return refuse_taken(NULL, why);
    if (makers[best].used_until_ms - now_ms > ID_LEASE_BEHIND_MS)
        return refuse_behind(&makers[best], now_ms, why);
    return best;
}

/* ---- taking ---- */

struct taking {
    int node, worker, owner_pid;
    int64_t after_ms, bound_ms; /* out, with worker */
};

static int64_t bound_from(int64_t now_ms, int64_t used_ms)
{
    /* with a clock that is behind, ids go on from the last: they must have room as well */
    return (now_ms > used_ms ? now_ms : used_ms) + ID_LEASE_MS;
}

static void read_maker(const struct db_rows *rows, int row, struct id_maker *maker)
{
    maker->worker = (int)db_i64(rows, row, ID_MAKER_LOCK_WORKER);
    snprintf(maker->holder, sizeof(maker->holder), "%s", db_text(rows, row, ID_MAKER_LOCK_HOLDER));
    maker->held = db_bool(rows, row, ID_MAKER_LOCK_HELD);
    maker->gone = is_gone(maker->holder);
    maker->used_until_ms = db_i64(rows, row, ID_MAKER_LOCK_USED_UNTIL_MS);
}

static bool take_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct taking *taking = argument;
    struct id_maker makers[ID_NUMBERS];
    struct db_rows *rows;
    char me[192];
    (void)task;
    holder_name(taking->owner_pid, me);
    db_tx_send(tx, &SQL_id_maker_fill, DB_ARGS(DB_I64(taking->node)));
    if (!db_tx_query(tx, &SQL_id_maker_lock, DB_ARGS(DB_I64(taking->node)), &rows, why))
        return false;
    int count = db_count(rows) < ID_NUMBERS ? db_count(rows) : ID_NUMBERS;
    for (int i = 0; i < count; i++)
        read_maker(rows, i, &makers[i]);
    int64_t now_ms = clock_now_us() / 1000;
    int chosen = id_lease_choose(makers, count, taking->worker, me, now_ms, why);
    if (chosen < 0)
        return false;
    const struct id_maker *maker = &makers[chosen];
    taking->worker = maker->worker;
    taking->after_ms = now_ms > maker->used_until_ms ? now_ms : maker->used_until_ms;
    taking->bound_ms = bound_from(now_ms, maker->used_until_ms);
    db_tx_send(tx, &SQL_id_maker_take,
               DB_ARGS(DB_I64(taking->node), DB_I64(maker->worker), DB_TEXT(me),
                       DB_I64(ID_LEASE_MS), DB_I64(taking->bound_ms), DB_I64(crypto_newest_key())));
    return key_check_hold(tx, why);
}

static void on_keep(void *argument);

bool id_lease_take(struct task *task, int node, int worker, int owner_pid,
                   void (*lost)(void *argument), void *argument, struct refusal *why)
{
    struct taking taking;
    int64_t until_ms = clock_mono_ms() + ID_LEASE_WAIT_MS;
    assert(!lease.held);
    for (;;) {
        taking = (struct taking){.node = node, .worker = worker, .owner_pid = owner_pid};
        if (db_transact(task, DB_FAST, take_body, &taking, why))
            break;
        if (why->kind != &ID_NODE_IN_USE || clock_mono_ms() >= until_ms)
            return false;
        struct refusal slept;
        log_warn("id_node_in_use", LOG_I("node", node), LOG_S("detail", why->detail));
        if (!task_sleep(task, TAKE_PAUSE_MS, &slept))
            return false;
    }
    id_begin(node, taking.worker, taking.after_ms, taking.bound_ms);
    lease.held = true;
    lease.node = node;
    lease.worker = taking.worker;
    lease.lost = lost;
    lease.argument = argument;
    holder_name(owner_pid, lease.me);
    lease.timer = loop_after(ID_LEASE_KEEP_MS, on_keep, NULL);
    return true;
}

/* ---- keeping ---- */

static void keep(struct task *task, void *argument)
{
    struct refusal why;
    struct db_rows *rows;
    (void)argument;
    if (!lease.held)
        return;
    int64_t bound_ms = bound_from(clock_now_us() / 1000, id_used_until_ms());
    if (!db_query(task, &SQL_id_maker_keep,
                  DB_ARGS(DB_I64(lease.node), DB_I64(lease.worker), DB_TEXT(lease.me),
                          DB_I64(ID_LEASE_MS), DB_I64(bound_ms)),
                  &rows, &why))
        return; /* the database is away: nothing can be written with an id either */
    if (!lease.held)
        return;
    if (db_count(rows) == 1) {
        id_bound(bound_ms);
        return;
    }
    log_error("id_lease_lost", LOG_I("node", lease.node), LOG_I("number", lease.worker));
    lease.held = false;
    if (lease.lost != NULL)
        lease.lost(lease.argument);
}

static void on_keep(void *argument)
{
    (void)argument;
    lease.timer = NULL;
    if (!lease.held)
        return;
    lease.timer = loop_after(ID_LEASE_KEEP_MS, on_keep, NULL);
    task_spawn(keep, NULL, KEEP_TIMEOUT_MS);
}

void id_lease_leave(struct task *task)
{
    struct refusal why;
    if (lease.timer != NULL)
        loop_timer_cancel(lease.timer);
    lease.timer = NULL;
    if (!lease.held)
        return;
    lease.held = false;
    int64_t deadline_ms = task->deadline_ms;
    task->deadline_ms = clock_mono_ms() + LEAVE_TIMEOUT_MS;
    db_query(task, &SQL_id_maker_leave,
             DB_ARGS(DB_I64(lease.node), DB_I64(lease.worker), DB_TEXT(lease.me), DB_I64(id_end())),
             NULL, &why);
    task->deadline_ms = deadline_ms;
}
