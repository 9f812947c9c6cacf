#include "register-mock/register_db.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"

enum { STATEMENTS_MAX = 64 };

struct register_db {
    sqlite3 *sqlite;
    struct {
        const char *text; /* a literal: told by its address */
        sqlite3_stmt *statement;
    } statements[STATEMENTS_MAX];
    int count;
};

__attribute__((noreturn)) static void die(const struct register_db *db, const char *what)
{
    log_error("register_store_broken", LOG_S("what", what),
              LOG_S("why", sqlite3_errmsg(db->sqlite)));
    log_flush();
    abort();
}

/* ---- opening ------------------------------------------------------------------------------- */

/* One process owns the file from its first transaction on. */
static bool set_up(struct register_db *db, const char *pragmas)
{
    return sqlite3_exec(db->sqlite, pragmas, NULL, NULL, NULL) == SQLITE_OK &&
           sqlite3_exec(db->sqlite, "begin immediate; commit", NULL, NULL, NULL) == SQLITE_OK;
}

static struct register_db *open_with(const char *path, const char *pragmas, FILE *errors)
{
    struct register_db *db = calloc(1, sizeof *db);
    if (db == NULL)
        abort();
    if (sqlite3_open_v2(path, &db->sqlite,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
                        NULL) == SQLITE_OK &&
        set_up(db, pragmas))
        return db;
    fprintf(errors, "register: %s: %s\n", path, sqlite3_errmsg(db->sqlite));
    register_db_close(db);
    return NULL;
}

struct register_db *register_db_open(const char *path, FILE *errors)
{
    return open_with(path,
                     "pragma locking_mode = exclusive; pragma journal_mode = wal;"
                     "pragma synchronous = full; pragma cache_size = -32000",
                     errors);
}

struct register_db *register_db_open_bulk(const char *path, FILE *errors)
{
    return open_with(path,
                     "pragma locking_mode = exclusive; pragma journal_mode = off;"
                     "pragma synchronous = off; pragma cache_size = -64000",
                     errors);
}

void register_db_close(struct register_db *db)
{
    if (db == NULL)
        return;
    for (int i = 0; i < db->count; i++)
        sqlite3_finalize(db->statements[i].statement);
    sqlite3_close(db->sqlite);
    free(db);
}

/* ---- statements ---------------------------------------------------------------------------- */

void register_db_run(struct register_db *db, const char *texts)
{
    if (sqlite3_exec(db->sqlite, texts, NULL, NULL, NULL) != SQLITE_OK)
        die(db, texts);
}

void register_db_begin(struct register_db *db)
{
    register_db_run(db, "begin immediate");
}

void register_db_commit(struct register_db *db)
{
    register_db_run(db, "commit");
}

sqlite3_stmt *register_db_use(struct register_db *db, const char *text)
{
    for (int i = 0; i < db->count; i++)
        if (db->statements[i].text == text)
            return db->statements[i].statement;
    sqlite3_stmt *statement;
    if (db->count == STATEMENTS_MAX ||
        sqlite3_prepare_v3(db->sqlite, text, -1, SQLITE_PREPARE_PERSISTENT, &statement, NULL) !=
            SQLITE_OK)
        die(db, text);
    db->statements[db->count].text = text;
    db->statements[db->count++].statement = statement;
    return statement;
}

void register_db_text(sqlite3_stmt *statement, int parameter, const char *text)
{
    sqlite3_bind_text(statement, parameter, text, -1, SQLITE_STATIC);
}

void register_db_i64(sqlite3_stmt *statement, int parameter, int64_t value)
{
    sqlite3_bind_int64(statement, parameter, value);
}

void register_db_done(sqlite3_stmt *statement)
{
    sqlite3_reset(statement);
    sqlite3_clear_bindings(statement);
}

bool register_db_step(struct register_db *db, sqlite3_stmt *statement)
{
    int code = sqlite3_step(statement);
    if (code == SQLITE_ROW)
        return true;
    if (code != SQLITE_DONE)
        die(db, sqlite3_sql(statement));
    register_db_done(statement);
    return false;
}

void register_db_do(struct register_db *db, sqlite3_stmt *statement)
{
    while (register_db_step(db, statement))
        continue;
}

char *register_db_column(sqlite3_stmt *statement, int column, struct arena *arena)
{
    const unsigned char *text = sqlite3_column_text(statement, column);
    return text != NULL ? arena_memdup(arena, text, (size_t)sqlite3_column_bytes(statement, column))
                        : NULL;
}

int register_db_written(struct register_db *db)
{
    return sqlite3_changes(db->sqlite);
}
