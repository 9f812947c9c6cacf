#include "mall/api/todo.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

enum { TABLES_MAX = 16 };

static const struct todo *tables[TABLES_MAX];
static int table_count;

void todo_add(const struct todo *table)
{
    assert(table_count < TABLES_MAX);
    tables[table_count++] = table;
}

/* ---- one count ---- */

/* Every count's statement gives these (tests/api/desk.test reads each). */
enum { TODO_COUNT, TODO_OLDEST_AT };

static struct scope scope_of(const struct grant *grant)
{
    return (struct scope){
        .region_code = grant->region_code, .org_id = grant->org_id, .station_id = grant->org_id};
}

static bool ask(struct call *call, const struct todo *todo, const struct grant *grant,
                struct db_rows **rows, struct refusal *why)
{
    switch (todo->by) {
    case TODO_BY_ORGANISATION:
        return db_query_class(call->task, DB_SLOW, todo->sql, DB_ARGS(DB_I64(grant->org_id)), rows,
                              why);
    case TODO_BY_REGION:
        return db_query_class(call->task, DB_SLOW, todo->sql, DB_ARGS(DB_TEXT(grant->region_code)),
                              rows, why);
    case TODO_BY_NOTHING:
        break;
    }
    return db_query_class(call->task, DB_SLOW, todo->sql, DB_NO_ARGS, rows, why);
}

static json_t *id_or_null(int64_t id)
{
    char text[21];
    return id != 0 ? json_string(id_text(id, text)) : json_null();
}

static bool count(struct call *call, const struct todo *todo, const struct grant *grant,
                  json_t *items, struct refusal *why)
{
    struct db_rows *rows;
    if (!ask(call, todo, grant, &rows, why))
        return false;
    int64_t found = db_i64(rows, 0, TODO_COUNT);
    bool more = found >= TODO_CAP;
    json_t *row = db_row_json(rows, 0);
    json_array_append_new(items,
                          json_pack("{s:s, s:s, s:o, s:s, s:I, s:b, s:O}", "key", todo->key, "role",
                                    role_name(todo->role), "organisation_id",
                                    id_or_null(grant->org_id), "region_code", grant->region_code,
                                    "count", (json_int_t)(more ? TODO_CAP - 1 : found), "more",
                                    more, "oldest_at", json_object_get(row, "oldest_at")));
    json_decref(row);
    return true;
}

/* ---- a grant's counts ---- */

static bool count_table(struct call *call, const struct todo *table, const struct grant *grant,
                        json_t *items, struct refusal *why)
{
    struct scope scope = scope_of(grant);
    for (; table->key != NULL; table++)
        if (table->role == grant->role && permission_allows(&call->session, table->right, &scope) &&
            !count(call, table, grant, items, why))
            return false;
    return true;
}

static bool get_todo(struct call *call, struct refusal *why)
{
    json_t *items = json_array();
    for (int g = 0; g < call->session.grant_count; g++) {
        for (int t = 0; t < table_count; t++) {
            if (!count_table(call, tables[t], &call->session.grants[g], items, why)) {
                json_decref(items);
                return false;
            }
        }
    }
    return call_reply_list(call, items);
}

const struct route ROUTES_DESK_TODO[] = {
    {"desk_todo", "GET", "/api/v1/desk/todo", get_todo, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_QUIET},
    {0},
};
