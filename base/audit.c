#include "base/audit.h"

#include <string.h>

#include "base/stamp.h"
#include "gen/base/sql.h"

/* Parameters of a check's statement. */
enum { OF_ONE = 1, OF_KEY_AND_ID = 2, OF_PAGES = 3 };

/* Every check returns these columns. */
enum { SUBJECT, DETAIL };

/* A page takes no longer than a statement may; more would not tell more. */
enum { PAGE_ROWS = 20000, BAD_MAX = 20 };

void audit_violation(json_t *violations, const char *subject, const char *detail)
{
    json_array_append_new(violations, json_sprintf("%s: %s", subject, detail));
}

static void add_rows(const struct db_rows *rows, json_t *violations)
{
    for (int i = 0; i < db_count(rows); i++)
        audit_violation(violations, db_text(rows, i, SUBJECT), db_text(rows, i, DETAIL));
}

bool audit_ask(struct task *task, const struct sql *sql, const struct db_value *args, int count,
               json_t *violations, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_AUDIT, sql, args, count, &rows, why))
        return false;
    add_rows(rows, violations);
    return true;
}

struct planned_ask {
    const struct sql *planning; /* says how the transaction's statements are planned */
    const struct sql *sql;
    const struct db_value *args;
    int count;
    struct db_rows *rows;
};

static bool ask_in_transaction(struct task *task, struct db_tx *tx, void *argument,
                               struct refusal *why)
{
    struct planned_ask *ask = argument;
    struct db_rows *planned;
    (void)task;
    return db_tx_query(tx, ask->planning, DB_NO_ARGS, &planned, why) &&
           db_tx_query(tx, ask->sql, ask->args, ask->count, &ask->rows, why);
}

static bool ask_planned(struct task *task, const struct planned_ask *wish, json_t *violations,
                        struct refusal *why)
{
    struct planned_ask ask = *wish;
    if (!db_transact(task, DB_AUDIT, ask_in_transaction, &ask, why))
        return false;
    add_rows(ask.rows, violations);
    return true;
}

bool audit_ask_whole(struct task *task, const struct sql *sql, const struct db_value *args,
                     int count, json_t *violations, struct refusal *why)
{
    struct planned_ask ask = {
        .planning = &SQL_audit_join_whole, .sql = sql, .args = args, .count = count};
    return ask_planned(task, &ask, violations, why);
}

bool audit_ask_since(struct task *task, const struct sql *sql, const struct db_value *args,
                     int count, json_t *violations, struct refusal *why)
{
    struct planned_ask ask = {
        .planning = &SQL_audit_look_up, .sql = sql, .args = args, .count = count};
    return ask_planned(task, &ask, violations, why);
}

/* ---- tables in pages ---- */

static void add_bad(struct arena *arena, const char *subjects, json_t *violations)
{
    char *rest = arena_strdup(arena, subjects), *subject;
    while ((subject = strsep(&rest, " ")) != NULL && json_array_size(violations) < BAD_MAX)
        audit_violation(violations, subject, "does not fit its stamp");
}

/* *more when there may be rows behind *after. */
static bool ask_page(struct task *task, const struct sql *sql, int64_t *after, bool *more,
                     json_t *violations, struct refusal *why)
{
    enum { LAST_ID, ROW_COUNT, BAD };
    struct db_rows *rows;
    if (!db_query_class(task, DB_AUDIT, sql,
                        DB_ARGS(stamp_key(), DB_I64(*after), DB_I64(PAGE_ROWS)), &rows, why))
        return false;
    *more = db_i64(rows, 0, ROW_COUNT) == PAGE_ROWS;
    *after = db_i64(rows, 0, LAST_ID);
    if (!db_is_null(rows, 0, BAD))
        add_bad(task->arena, db_text(rows, 0, BAD), violations);
    return true;
}

static bool ask_pages(struct task *task, const struct sql *sql, int64_t from_id, json_t *violations,
                      struct refusal *why)
{
    int64_t after = from_id > 0 ? from_id - 1 : 0;
    bool asked = true, more = true;
    while (asked && more && json_array_size(violations) < BAD_MAX) {
        struct arena *own = task->arena;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = ask_page(task, sql, &after, &more, violations, why);
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

bool audit_check_run(struct task *task, const struct audit_check *check, int64_t from_id,
                     json_t *violations, struct refusal *why)
{
    struct db_value from = DB_I64(from_id);
    if (check->run != NULL)
        return check->run(task, from_id, violations, why);
    bool is_joined = check->reach == AUDIT_SINCE_JOINED || check->reach == AUDIT_FULL_JOINED;
    bool is_since = check->reach == AUDIT_SINCE_JOINED || check->reach == AUDIT_SINCE;
    bool (*ask)(struct task *, const struct sql *, const struct db_value *, int, json_t *,
                struct refusal *) = from_id > 0 && is_since ? audit_ask_since
                                    : is_joined             ? audit_ask_whole
                                                            : audit_ask;
    switch (check->sql->param_count) {
    case OF_PAGES:
        return ask_pages(task, check->sql, from_id, violations, why);
    case OF_KEY_AND_ID:
        return ask(task, check->sql, DB_ARGS(stamp_key(), from), violations, why);
    case OF_ONE:
        return check->reach == AUDIT_SINCE || check->reach == AUDIT_SINCE_JOINED
                   ? ask(task, check->sql, DB_ARGS(from), violations, why)
                   : ask(task, check->sql, DB_ARGS(stamp_key()), violations, why);
    default:
        return ask(task, check->sql, DB_NO_ARGS, violations, why);
    }
}
