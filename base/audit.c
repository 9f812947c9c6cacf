#include "base/audit.h"

#include <stdio.h>
#include <string.h>

#include "base/row_walk.h"
#include "base/stamp.h"
#include "gen/base/sql.h"

/* Parameters of a check's statement. */
enum { OF_ONE = 1, OF_KEY_AND_ID = 2 };

/* Every check returns these columns. */
enum { SUBJECT, DETAIL };

/* Some 3 MB; more violations would not tell more. */
enum { PAGE_ROWS = 10000, BAD_MAX = 20 };

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

bool audit_ask_from(struct task *task, const struct sql *sql, int64_t from_id, json_t *violations,
                    struct refusal *why)
{
    return from_id > 0 ? audit_ask_since(task, sql, DB_ARGS(DB_I64(from_id)), violations, why)
                       : audit_ask(task, sql, DB_ARGS(DB_I64(from_id)), violations, why);
}

/* Of a statement that says whether all is well. */
enum { AGREE };

bool audit_ask_unless(struct task *task, const struct sql *agree, const struct sql *sql,
                      int64_t from_id, json_t *violations, struct refusal *why)
{
    const struct db_value from = DB_I64(from_id);
    struct planned_ask ask = {
        .planning = &SQL_audit_look_up, .sql = agree, .args = &from, .count = agree->param_count};
    if (!(from_id > 0 ? db_transact(task, DB_AUDIT, ask_in_transaction, &ask, why)
                      : db_query_class(task, DB_AUDIT, agree, &from, ask.count, &ask.rows, why)))
        return false;
    return db_bool(ask.rows, 0, AGREE) ||
           (from_id > 0 ? audit_ask_since(task, sql, &from, sql->param_count, violations, why)
                        : audit_ask(task, sql, &from, sql->param_count, violations, why));
}

/* ---- tables in pages ---- */

enum { ROW_ID, CONTENT, STAMP };

void audit_look_at_stamp(const char *name, int64_t id, const struct stamp_row *content,
                         const struct db_rows *rows, int row, int stamp, json_t *violations)
{
    size_t length;
    const void *its = db_bytes(rows, row, stamp, &length);
    char subject[64];
    if (audit_is_full(violations) || stamp_fits(content->content, content->length, its, length))
        return;
    snprintf(subject, sizeof(subject), "%s:%lld", name, (long long)id);
    audit_violation(violations, subject, "does not fit its stamp");
}

static void look_at_stamp(const struct sql *sql, const struct db_rows *rows, int row,
                          json_t *violations)
{
    struct stamp_row content;
    content.content = db_bytes(rows, row, CONTENT, &content.length);
    audit_look_at_stamp(sql->columns[ROW_ID], db_i64(rows, row, ROW_ID), &content, rows, row, STAMP,
                        violations);
}

static bool look_at_stamps(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                           struct refusal *why)
{
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        look_at_stamp(walk->sql, rows, i, walk->argument);
    walk->is_over = walk->is_over || audit_is_full(walk->argument);
    return true;
}

bool audit_ask_stamps(struct task *task, const struct sql *sql, int64_t from_id, json_t *violations,
                      struct refusal *why)
{
    struct row_walk walk = {.sql = sql,
                            .rows = PAGE_ROWS,
                            .keys = {{.column = ROW_ID, .number = from_id > 0 ? from_id - 1 : 0}},
                            .take = look_at_stamps,
                            .argument = violations};
    return row_walk(task, &walk, why);
}

bool audit_is_full(const json_t *violations)
{
    return json_array_size(violations) >= BAD_MAX;
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
    if (check->sql->binary)
        return audit_ask_stamps(task, check->sql, from_id, violations, why);
    switch (check->sql->param_count) {
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
