#include "base/db_error.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/db_conn.h"
#include "base/log.h"

enum { TABLES_MAX = 64 };

const struct refusal_kind DB_COMMIT_UNKNOWN = {
    "commit_unknown", 503, "暂时无法确认这次操作是否已经成功，请稍后查询结果，不要重复提交"};

const struct refusal_kind DB_TWIN = {"twin", 409, "同样的请求正在处理，请稍后再试"};

static const struct db_constraint *tables[TABLES_MAX];
static int table_count;

void db_map_constraints(const struct db_constraint *table)
{
    for (int i = 0; i < table_count; i++)
        if (tables[i] == table)
            return;
    assert(table_count < TABLES_MAX);
    tables[table_count++] = table;
}

static const struct db_constraint *constraint_find(const char *name)
{
    for (int i = 0; i < table_count; i++) {
        for (const struct db_constraint *entry = tables[i]; entry->name != NULL; entry++)
            if (strcmp(entry->name, name) == 0)
                return entry;
    }
    return NULL;
}

static bool in_class(const char *sqlstate, const char *begin)
{
    return strncmp(sqlstate, begin, 2) == 0;
}

enum db_fault db_fault_of(const char *sqlstate)
{
    if (strcmp(sqlstate, "40001") == 0 || strcmp(sqlstate, "40P01") == 0)
        return DB_FAULT_AGAIN;
    if (strcmp(sqlstate, "26000") == 0)
        return DB_FAULT_UNHEARD;
    if (strcmp(sqlstate, "0A000") == 0)
        return DB_FAULT_STALE;
    if (in_class(sqlstate, "08") || strcmp(sqlstate, "25006") == 0 ||
        strcmp(sqlstate, "57P01") == 0 || strcmp(sqlstate, "57P02") == 0 ||
        strcmp(sqlstate, "57P03") == 0)
        return DB_FAULT_SERVER;
    return DB_FAULT_FINAL;
}

bool db_fault_is_of_connection(enum db_fault fault)
{
    return fault == DB_FAULT_SERVER || fault == DB_FAULT_STALE || fault == DB_FAULT_LATE;
}

static const char *field_of(const PGresult *result, int field)
{
    const char *text = PQresultErrorField(result, field);
    return text == NULL ? "" : text;
}

/* Messages of class 42 name tables and columns; those of other classes may quote values, and values
 * may be personal. */
static void log_error_of(const PGresult *result, const struct sql *sql)
{
    const char *sqlstate = db_sqlstate(result);
    log_error("db_statement_failed", LOG_S("statement", sql == NULL ? "" : sql->name),
              LOG_S("sqlstate", sqlstate),
              LOG_S("constraint", field_of(result, PG_DIAG_CONSTRAINT_NAME)),
              LOG_S("table", field_of(result, PG_DIAG_TABLE_NAME)),
              LOG_S("column", field_of(result, PG_DIAG_COLUMN_NAME)),
              LOG_S("message",
                    in_class(sqlstate, "42") ? field_of(result, PG_DIAG_MESSAGE_PRIMARY) : ""));
}

static bool refuse_later(struct refusal *why, const struct refusal_kind *kind)
{
    refuse(why, kind, NULL);
    why->retry_after_s = 1;
    return false;
}

bool db_refuse_lost(struct refusal *why)
{
    return refuse_later(why, &REFUSAL_UNAVAILABLE);
}

enum db_fault db_refuse_misfit(const struct sql *sql, struct refusal *why)
{
    log_error("db_result_misfit", LOG_S("statement", sql->name));
    db_refuse_lost(why);
    return DB_FAULT_SERVER;
}

enum db_fault db_refuse_result(const PGresult *result, const struct sql *sql, struct refusal *why)
{
    const char *sqlstate = db_sqlstate(result);
    const struct db_constraint *constraint =
        in_class(sqlstate, "23") ? constraint_find(field_of(result, PG_DIAG_CONSTRAINT_NAME))
                                 : NULL;
    if (constraint != NULL) {
        refuse(why, constraint->kind, constraint->field);
        return constraint->kind == &DB_TWIN ? DB_FAULT_AGAIN : DB_FAULT_FINAL;
    }
    enum db_fault fault = db_fault_of(sqlstate);
    if (fault == DB_FAULT_AGAIN) {
        refuse_later(why, &REFUSAL_OVERLOADED);
    } else if (fault == DB_FAULT_SERVER) {
        db_refuse_lost(why);
    } else if (strcmp(sqlstate, "57014") == 0) { /* statement_timeout */
        log_error_of(result, sql);
        refuse(why, &REFUSAL_TIMEOUT, NULL);
        return DB_FAULT_LATE;
    } else if (strcmp(sqlstate, "55P03") == 0) { /* lock_timeout */
        log_error_of(result, sql);
        refuse_later(why, &REFUSAL_OVERLOADED);
    } else if (in_class(sqlstate, "53")) { /* disk full, out of memory, too many connections */
        log_error_of(result, sql);
        refuse_later(why, &REFUSAL_UNAVAILABLE);
    } else {
        log_error_of(result, sql);
        refuse(why, &REFUSAL_INTERNAL, NULL);
    }
    return fault;
}
