#include "mall/process.h"

#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/confine.h"
#include "base/coro.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/fetch.h"
#include "base/id_lease.h"
#include "base/key_check.h"
#include "base/log.h"
#include "base/loop.h"
#include "base/stamp.h"
#include "gen/mall/sql.h"
#include "mall/modules.h"
#include "mall/settings.h"

static const struct refusal_kind ROLE_TOO_STRONG = {"role_too_strong", 500,
                                                    "连数据库用的角色权力太大"};

/* How long a command waits for the database before it gives up. */
#define COMMAND_CONNECT_MS 15000
/* More rows than this in one answer is a mistake of ours. */
#define ROWS_MAX 200000
/* How long tasks may take to end once they are cancelled. */
enum { ENDING_MS = 1000 };

static void add_old_key(const unsigned char key[32], int key_id, void *argument)
{
    (void)argument;
    crypto_add_old_master(key, key_id);
}

static bool start_crypto(void)
{
    uint8_t master[32];
    if (!crypto_init() || !crypto_unhex(config_text("MALL_SECRET_KEY"), master, sizeof(master))) {
        fputs("mall: the cryptographic libraries cannot start\n", stderr);
        return false;
    }
    crypto_set_master(master, (int)config_int("MALL_SECRET_KEY_ID"));
    explicit_bzero(master, sizeof(master));
    bool good = settings_old_keys(config_text("MALL_OLD_SECRET_KEYS"), add_old_key, NULL);
    config_forget("MALL_SECRET_KEY");
    config_forget("MALL_OLD_SECRET_KEYS");
    return good;
}

static bool set_clock(void)
{
    int64_t offset_s = config_int("MALL_CLOCK_OFFSET_S");
    if (offset_s != 0 && !config_bool("MALL_DB_UNSAFE")) {
        fputs("MALL_CLOCK_OFFSET_S: only with throw-away data (MALL_DB_UNSAFE=1)\n", stderr);
        return false;
    }
    clock_test_shift_wall_s(offset_s);
    return true;
}

bool process_start(int worker)
{
    signal(SIGPIPE, SIG_IGN);
    confine_self();
    bool loaded = settings_load();
    config_hide_secrets();
    if (!loaded || !set_clock())
        return false;
    enum log_level level;
    if (!log_parse_level(config_text("MALL_LOG_LEVEL"), &level)) {
        fputs("MALL_LOG_LEVEL: must be debug, info, warn or error\n", stderr);
        return false;
    }
    log_set_level(level);
    log_set_worker(worker);
    return start_crypto();
}

bool process_open(enum process_role role, bool sparing)
{
    const char *conninfo = config_text(role == PROCESS_OWNER ? "MALL_DB_OWNER" : "MALL_DB");
    /* a command keeps nobody waiting who is served by the same process */
    int audit_connections = (int)config_int("MALL_DB_AUDIT") * (sparing ? 2 : 1);
    if (conninfo[0] == '\0') {
        fputs("MALL_DB_OWNER: is required by this command\n", stderr);
        return false;
    }
    loop_init();
    coro_set_limit((int)config_int("MALL_MAX_IN_FLIGHT") + 500);
    db_start(&(struct db_settings){
        .conninfo = conninfo,
        .application = "mall",
        .connections = {[DB_FAST] = (int)config_int("MALL_DB_FAST"),
                        [DB_SLOW] = (int)config_int("MALL_DB_SLOW"),
                        [DB_LANE] = (int)config_int("MALL_DB_LANE"),
                        [DB_SEARCH] = (int)config_int("MALL_DB_SEARCH"),
                        [DB_REPORT] = (int)config_int("MALL_DB_REPORT"),
                        [DB_WORK] = (int)config_int("MALL_DB_WORK"),
                        [DB_AUDIT] = audit_connections},
        .sparing = sparing,
        .queue_limit = (int)config_int("MALL_DB_QUEUE"),
        .search_limit = (int)config_int("MALL_DB_SEARCH_QUEUE"),
        .max_rows = ROWS_MAX,
        .allow_unsafe = config_bool("MALL_DB_UNSAFE"),
        .statement_timeout_ms = (int)config_int("MALL_DB_STATEMENT_MS"),
    });
    fetch_init((int)config_int("MALL_FETCHES"));
    return modules_start();
}

void process_close(void)
{
    int left = task_end_all(ENDING_MS);
    if (left > 0) {
        log_warn("tasks_left", LOG_I("count", left));
        log_flush();
        return;
    }
    fetch_stop();
    db_stop();
    loop_free();
    coro_shutdown();
    crypto_forget_all();
    log_flush();
}

void process_name_key(struct refusal *why)
{
    if (strcmp(why->field, "key") == 0)
        snprintf(why->field, sizeof(why->field), "MALL_SECRET_KEY");
}

bool process_check_keys(struct task *task, struct refusal *why)
{
    if (key_check(task, why) && stamp_start(task, why))
        return true;
    process_name_key(why);
    return false;
}

bool process_claim(struct task *task, int worker, int owner_pid, void (*lost)(void *argument),
                   struct refusal *why)
{
    if (id_lease_take(task, (int)config_int("MALL_NODE"), worker, owner_pid, lost, NULL, why))
        return true;
    if (strcmp(why->field, "node") == 0)
        snprintf(why->field, sizeof(why->field), "MALL_NODE");
    process_name_key(why);
    return false;
}

/* What it has in hand would be written under ids that are no longer its own. */
static void command_lost(void *argument)
{
    (void)argument;
    fputs("mall: another program has taken this command's number (MALL_NODE)\n", stderr);
    log_flush();
    _exit(EX_UNAVAILABLE);
}

bool process_check_role(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_role_look, DB_NO_ARGS, &rows, why))
        return false;
    if (db_count(rows) == 1 && !db_bool(rows, 0, ROLE_LOOK_IS_STRONG))
        return true;
    return refuse_detail(why, &ROLE_TOO_STRONG, "MALL_DB",
                         "the role %s may do more than the application needs (superuser, or the "
                         "schema's owner): connect as mall_app",
                         db_text(rows, 0, ROLE_LOOK_NAME));
}

bool process_claim_command(struct task *task, struct refusal *why)
{
    return process_check_keys(task, why) && process_claim(task, -1, getpid(), command_lost, why);
}

struct command {
    enum process_role role;
    int (*body)(struct task *task, void *argument);
    void *argument;
};

static int run_command(struct task *task, void *argument)
{
    struct command *command = argument;
    struct refusal why = {0};
    int64_t deadline_ms = task->deadline_ms;
    task->deadline_ms = clock_mono_ms() + COMMAND_CONNECT_MS;
    bool ready = db_wait_ready(task, &why) &&
                 (command->role == PROCESS_OWNER ||
                  (process_check_role(task, &why) && process_claim_command(task, &why)));
    task->deadline_ms = deadline_ms;
    if (!ready)
        return process_failed("database", &why);
    int code = command->body(task, command->argument);
    id_lease_leave(task);
    return code;
}

int process_command(enum process_role role, int (*body)(struct task *task, void *argument),
                    void *argument)
{
    if (!process_start(-1) || !process_open(role, true))
        return EX_CONFIG;
    struct command command = {role, body, argument};
    int code = task_run_main(run_command, &command);
    process_close();
    return code;
}

int process_failed(const char *command, const struct refusal *why)
{
    fflush(stdout); /* what failed stands behind what went well, also in a file */
    fprintf(stderr, "mall: %s: %s%s%s%s%s%s\n", command, why->kind->code, why->field[0] ? " " : "",
            why->field, why->detail[0] ? " (" : "", why->detail, why->detail[0] ? ")" : "");
    if (why->kind == &REFUSAL_UNAVAILABLE || why->kind == &REFUSAL_TIMEOUT ||
        why->kind == &REFUSAL_OVERLOADED)
        return EX_UNAVAILABLE;
    return why->kind->status >= 500 ? EX_SOFTWARE : EX_DATAERR;
}
