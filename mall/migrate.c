#include "mall/migrate.h"

#include <assert.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/crypto.h"
#include "base/db.h"
#include "base/stamp.h"
#include "gen/mall/sql.h"
#include "gen/migrations.h"
#include "mall/commands.h"
#include "mall/modules.h"
#include "mall/process.h"

/* A second starter waits for the first inside its own insert; it gives up after this many rounds in
 * which nobody got any further. */
enum { ATTEMPTS_MAX = 10, ATTEMPT_PAUSE_MS = 300 };

/* This process has applied something. */
static bool has_migrated;

static const struct refusal_kind SCHEMA_OLDER = {"schema_older", 500, "数据库版本旧于程序"};
static const struct refusal_kind SCHEMA_NEWER = {"schema_newer", 500, "数据库版本新于程序"};
static const struct refusal_kind SCHEMA_CHANGED = {"schema_changed", 500, "已执行的迁移被改动"};

static void checksum(const struct migration *migration, char hex[65])
{
    uint8_t digest[32];
    crypto_sha256(migration->text, strlen(migration->text), digest);
    crypto_hex(digest, sizeof(digest), hex);
}

/* What the database holds, compared with what we hold: *applied = how many leading migrations are
 * done. */
static bool compare(const struct db_rows *rows, int *applied, struct refusal *why)
{
    *applied = db_count(rows);
    if (*applied > MIGRATIONS_COUNT)
        return refuse_detail(why, &SCHEMA_NEWER, NULL,
                             "the database has %d migrations, this program %d", *applied,
                             MIGRATIONS_COUNT);
    for (int i = 0; i < *applied; i++) {
        char hex[65];
        checksum(&MIGRATIONS[i], hex);
        if (db_i64(rows, i, SCHEMA_MIGRATION_LIST_NUMBER) != MIGRATIONS[i].number)
            return refuse_detail(why, &SCHEMA_CHANGED, NULL,
                                 "migration %d is missing in the database", MIGRATIONS[i].number);
        if (strcmp(db_text(rows, i, SCHEMA_MIGRATION_LIST_CHECKSUM), hex) != 0)
            return refuse_detail(why, &SCHEMA_CHANGED, NULL,
                                 "migration %s is not the one that was applied",
                                 MIGRATIONS[i].name);
    }
    return true;
}

static bool read_applied(struct task *task, int *applied, struct refusal *why)
{
    struct db_rows *rows;
    *applied = 0;
    if (!db_query(task, &SQL_schema_migration_exists, DB_NO_ARGS, &rows, why))
        return false;
    if (!db_bool(rows, 0, SCHEMA_MIGRATION_EXISTS_THERE))
        return true;
    return db_query(task, &SQL_schema_migration_list, DB_NO_ARGS, &rows, why) &&
           compare(rows, applied, why);
}

bool migrate_check(struct task *task, struct refusal *why)
{
    int applied;
    if (!read_applied(task, &applied, why))
        return false;
    if (applied < MIGRATIONS_COUNT)
        return refuse_detail(why, &SCHEMA_OLDER, NULL,
                             "%d of %d migrations are applied; run: mall migrate", applied,
                             MIGRATIONS_COUNT);
    return true;
}

/* The text with its own row first. Name and checksum are constants of this program; the assertion
 * keeps it so. */
static bool apply(struct task *task, const char *owner_conninfo, const struct migration *migration,
                  struct refusal *why)
{
    char hex[65];
    checksum(migration, hex);
    assert(strspn(migration->name, "abcdefghijklmnopqrstuvwxyz0123456789_") ==
           strlen(migration->name));
    const char *script = arena_printf(task->arena,
                                      "begin;\ninsert into schema_migration (number, name, "
                                      "checksum) values (%d, '%s', '%s');\n%s\n;commit;\n",
                                      migration->number, migration->name, hex, migration->text);
    if (db_script(task, owner_conninfo, script, why))
        return true;
    char detail[sizeof(why->detail)];
    memcpy(detail, why->detail, sizeof(detail));
    return refuse_detail(why, why->kind, NULL, "%s: %s", migration->name, detail);
}

/* Two starters may make the table at the same moment, and one of them then fails although it is
 * there. */
static bool ensure_table(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_schema_migration_exists, DB_NO_ARGS, &rows, why))
        return false;
    if (db_bool(rows, 0, SCHEMA_MIGRATION_EXISTS_THERE))
        return true;
    return db_query(task, &SQL_schema_migration_create, DB_NO_ARGS, NULL, why) &&
           db_query(task, &SQL_schema_migration_grant, DB_NO_ARGS, NULL, why);
}

static bool is_final(const struct refusal *why)
{
    return why->kind == &SCHEMA_NEWER || why->kind == &SCHEMA_CHANGED;
}

bool migrate_run(struct task *task, const char *owner_conninfo, struct refusal *why)
{
    int applied = 0, seen = 0;
    for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
        if (attempt > 0 && !task_sleep(task, ATTEMPT_PAUSE_MS, why))
            return false;
        if (!ensure_table(task, why))
            continue;
        if (!read_applied(task, &applied, why)) {
            if (is_final(why))
                return false;
            continue;
        }
        int before = applied;
        while (applied < MIGRATIONS_COUNT && apply(task, owner_conninfo, &MIGRATIONS[applied], why))
            printf("applied %s\n", MIGRATIONS[applied++].name);
        has_migrated |= applied > before;
        if (applied == MIGRATIONS_COUNT)
            return true;
        if (applied > seen)
            attempt = 0;
        seen = applied;
    }
    return false;
}

/* Rows that were there before their table had stamps get them with the migration that brought them,
 * and never later: who takes a stamp away does not get a new one. */
static bool stamp_older(struct task *task, struct refusal *why)
{
    int64_t stamped;
    if (!process_check_keys(task, why))
        return false;
    if (!has_migrated || !stamp_all(task, MODULES, false, &stamped, why))
        return !has_migrated;
    if (stamped > 0)
        printf("%lld rows stamped\n", (long long)stamped);
    return true;
}

static int run(struct task *task, void *argument)
{
    struct refusal why = {0};
    bool only_check = *(bool *)argument;
    if (only_check && migrate_check(task, &why)) {
        puts("the database has this program's schema");
        return 0;
    }
    if (!only_check && migrate_run(task, config_text("MALL_DB_OWNER"), &why) &&
        stamp_older(task, &why)) {
        printf("the schema has %d migrations\n", MIGRATIONS_COUNT);
        return 0;
    }
    int code = process_failed("migrate", &why);
    if (why.kind == &SCHEMA_NEWER || why.kind == &SCHEMA_CHANGED)
        return EX_CONFIG;
    return only_check && why.kind == &SCHEMA_OLDER ? EXIT_FOUND : code;
}

int command_migrate(int argc, char **argv)
{
    bool only_check = argc == 2 && strcmp(argv[1], "--check") == 0;
    if (argc > 2 || (argc == 2 && !only_check)) {
        fputs("usage: mall migrate [--check]\n", stderr);
        return EX_USAGE;
    }
    return process_command(PROCESS_OWNER, run, &only_check);
}
