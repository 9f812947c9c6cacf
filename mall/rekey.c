/* `mall rekey`: the end of a key rotation (base/rekey.h). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/code_key.h"
#include "base/rekey.h"
#include "mall/commands.h"
#include "mall/modules.h"
#include "mall/process.h"
#include "register/run.h"

enum { SAY_EVERY_MS = 2000, COMPLAINTS_MAX = 50 };

/* ---- writing anew ---- */

static void say(const struct sealed_table *table, const struct rekey_table *at)
{
    printf("%-18s %" PRId64 " rows, %" PRId64 " fields written anew%s\n", table->name, at->seen,
           at->written, at->done ? "" : " ...");
    fflush(stdout);
}

static bool write_table(struct task *task, const struct sealed_table *table, int limit,
                        int64_t *shut, struct refusal *why)
{
    struct rekey_table at;
    int64_t said_ms = clock_mono_ms();
    if (!rekey_where(task, table, &at, why))
        return false;
    if (at.seen > 0 && !at.done)
        printf("%-18s goes on behind %" PRId64 " rows\n", table->name, at.seen);
    while (!at.done) {
        if (!rekey_step(task, table, limit, &at, why))
            return false;
        if (!at.done && clock_mono_ms() - said_ms >= SAY_EVERY_MS) {
            say(table, &at);
            said_ms = clock_mono_ms();
        }
    }
    say(table, &at);
    *shut += at.shut;
    return true;
}

static bool write_all(struct task *task, int limit, int64_t *shut, struct refusal *why)
{
    for (int i = 0; i < MODULE_COUNT; i++)
        for (const struct sealed_table *const *table = MODULES[i]->sealed;
             table != NULL && *table != NULL; table++)
            if (!write_table(task, *table, limit, shut, why))
                return false;
    return true;
}

static int rekey(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int64_t shut = 0;
    const int *limit = argument;
    int retired;
    if (!register_run_leave_key(task, &why) || !rekey_may_begin(task, &why) ||
        !process_check_keys(task, &why) || !rekey_begin(task, &why) ||
        !write_all(task, *limit, &shut, &why) || !rekey_end(task, shut, &retired, &why)) {
        process_name_key(&why);
        int code = process_failed("rekey", &why);
        return why.kind == &REKEY_SHUT || why.kind == &REKEY_WRITTEN_OLD ? EXIT_FOUND : code;
    }
    printf("Everything is sealed under key number %d, each field bound to its row and column.\n",
           crypto_newest_key());
    if (retired > 0)
        puts("The older keys are not needed any more: take MALL_OLD_SECRET_KEYS out of the "
             "settings, then HUP the mall.\nKeep them as long as backups are kept that were made "
             "before.");
    return 0;
}

/* ---- looking only ---- */

struct looking {
    struct arena *arena;
    int64_t fields, old, bad;
};

static void look_at(const struct sealed_look *look, void *argument)
{
    struct looking *looking = argument;
    const char *complaint = sealed_complaint(looking->arena, look);
    looking->fields++;
    looking->old += look->value->state == SEALED_OLD;
    if (complaint == NULL)
        return;
    if (looking->bad++ < COMPLAINTS_MAX)
        printf("%s %" PRId64 "/%" PRId64 ": %s\n", look->table->name, look->row->row,
               look->row->part, complaint);
}

static void look_at_code_key(const char *purpose, int sealed_under, bool opens, void *argument)
{
    struct looking *looking = argument;
    looking->fields++;
    looking->old += sealed_under != crypto_newest_key();
    looking->bad += !opens;
    if (!opens)
        printf("code_key %s: opens under no key\n", purpose);
}

static bool look_at_table(struct task *task, const struct sealed_table *table,
                          struct looking *looking, struct refusal *why)
{
    struct looking own = {.arena = arena_new(ARENA_LIMIT_DEFAULT)};
    bool ok = sealed_each(task, table, look_at, &own, why);
    arena_free(own.arena);
    if (!ok)
        return false;
    for (const struct sealed_field *field = table->fields; field->column != NULL; field++)
        printf("%s.%s%s%s\n", table->name, field->column, field->hash_column != NULL ? " " : "",
               field->hash_column != NULL ? field->hash_column : "");
    printf("    %" PRId64 " fields, %" PRId64 " to be written anew, %" PRId64 " do not open\n",
           own.fields, own.old, own.bad);
    looking->fields += own.fields;
    looking->old += own.old;
    looking->bad += own.bad;
    return true;
}

static int check(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    struct looking looking = {.fields = 0};
    (void)argument;
    for (int i = 0; i < MODULE_COUNT; i++)
        for (const struct sealed_table *const *table = MODULES[i]->sealed;
             table != NULL && *table != NULL; table++)
            if (!look_at_table(task, *table, &looking, &why))
                return process_failed("rekey", &why);
    if (!code_key_each(task, look_at_code_key, &looking, &why))
        return process_failed("rekey", &why);
    printf("%" PRId64 " fields: %" PRId64 " to be written anew, %" PRId64 " do not open\n",
           looking.fields, looking.old, looking.bad);
    return looking.old + looking.bad > 0 ? EXIT_FOUND : 0;
}

/* 1..SEALED_ROWS, 0 when it is none. */
static int read_limit(const char *text)
{
    char *end;
    long limit = strtol(text, &end, 10);
    return *end == '\0' && limit >= 1 && limit <= SEALED_ROWS ? (int)limit : 0;
}

int command_rekey(int argc, char **argv)
{
    int limit = 0;
    if (argc == 2 && strcmp(argv[1], "--check") == 0)
        return process_command(PROCESS_APP, check, NULL);
    bool good = argc == 1;
    if (argc == 3 && strcmp(argv[1], "--rows") == 0)
        good = (limit = read_limit(argv[2])) > 0;
    if (!good) {
        fputs("usage: mall rekey [--rows N] | --check\n", stderr);
        return EX_USAGE;
    }
    return process_command(PROCESS_OWNER, rekey, &limit);
}
