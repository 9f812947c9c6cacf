/*
 * Prepares every embedded statement against a migrated database (MALL_DB) as the application's
 * role, and has each planned: a misspelt column, a missing grant, a miscounted parameter or a
 * comment that names other columns than the result has shows here and not in front of a customer.
 * What `mall rekey`, `mall roll-up`, `mall years` and `mall migrate` do as the owner
 * (MALL_DB_OWNER) the application must not be able to do. One case a statement.
 */
#include <libpq-fe.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gen/sql.h"

enum { EXPLAIN_MAX = 1024 };

/* Run by the schema's owner alone. */
static const char *const OWNERS[] = {
    "code_key_write",    "key_check_leave",  "key_check_retire", "rekey_table_clear",
    "rekey_table_list",  "rekey_table_move", "roll_up_build",    "sale_roll_up_build",
    "sealed_part_write", "stamp_base",       "stamp_ledger",     "stamp_logistics",
    "stamp_operate",     "stamp_orders",     "stamp_payment",    "stamp_register",
    "stamp_registry",    "year_add",         "year_attach",      "year_back",
    "year_begin",        "year_carried_add", "year_detach",      "year_state_add",
};

static int failures;

static bool is_owners(const struct sql *sql)
{
    for (size_t i = 0; i < sizeof OWNERS / sizeof *OWNERS; i++)
        if (strcmp(OWNERS[i], sql->name) == 0)
            return true;
    return false;
}

static void result(const struct sql *sql, const char *detail)
{
    printf("%s - prepare %s\n", detail ? "not ok" : "ok", sql->name);
    if (detail == NULL)
        return;
    failures++;
    printf("#   %s\n", detail);
}

/* EXPLAIN EXECUTE name(null, ...) starts the executor without running it: that is where rights are
 * checked. */
static PGresult *explain(PGconn *db, const struct sql *sql)
{
    char text[EXPLAIN_MAX];
    size_t at = (size_t)snprintf(text, sizeof text, "explain execute %s", sql->name);
    for (int i = 0; i < sql->param_count && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, i == 0 ? "(null" : ", null");
    if (sql->param_count > 0 && at < sizeof text)
        snprintf(text + at, sizeof text - at, ")");
    return PQexec(db, text);
}

/* NULL when the comment names the columns that the server describes, in their order. */
static const char *wrong_columns(const struct sql *sql, const PGresult *described)
{
    static char detail[EXPLAIN_MAX];
    int count = PQnfields(described);
    bool same = count == sql->column_count;
    size_t at = (size_t)snprintf(detail, sizeof detail, "its columns are: ");
    for (int i = 0; i < count && at < sizeof detail; i++) {
        const char *name = PQfname(described, i);
        same = same && strcmp(name, sql->columns[i]) == 0;
        at += (size_t)snprintf(detail + at, sizeof detail - at, "%s%s", i > 0 ? ", " : "", name);
    }
    return same ? NULL : detail;
}

static void check_statement(PGconn *db, const struct sql *sql)
{
    PGresult *prepared = PQprepare(db, sql->name, sql->text, 0, NULL);
    PGresult *described = PQdescribePrepared(db, sql->name);
    PGresult *planned = explain(db, sql);

    if (PQresultStatus(prepared) != PGRES_COMMAND_OK)
        result(sql, PQresultErrorMessage(prepared));
    else if (PQnparams(described) != sql->param_count)
        result(sql, "the server counts another number of parameters");
    else if (PQresultStatus(planned) != PGRES_TUPLES_OK)
        result(sql, PQresultErrorMessage(planned));
    else
        result(sql, wrong_columns(sql, described));

    PQclear(planned);
    PQclear(described);
    PQclear(prepared);
}

static void check_denied(PGconn *db, const struct sql *sql)
{
    PQclear(PQprepare(db, sql->name, sql->text, 0, NULL));
    PGresult *planned = explain(db, sql);
    const char *state = PQresultErrorField(planned, PG_DIAG_SQLSTATE);
    bool denied = state != NULL && strcmp(state, "42501") == 0;
    printf("%s - the application may not run %s\n", denied ? "ok" : "not ok", sql->name);
    failures += !denied;
    PQclear(planned);
}

static PGconn *connect_as(const char *variable)
{
    PGconn *db = PQconnectdb(getenv(variable));
    if (PQstatus(db) != CONNECTION_OK) {
        fprintf(stderr, "%s", PQerrorMessage(db));
        exit(1);
    }
    PQclear(PQexec(db, "set plan_cache_mode = force_generic_plan"));
    return db;
}

int main(void)
{
    PGconn *db = connect_as("MALL_DB"), *owner = connect_as("MALL_DB_OWNER");
    int denied = 0;
    for (int i = 0; i < SQL_ALL_COUNT; i++) {
        bool owners = is_owners(SQL_ALL[i]);
        check_statement(owners ? owner : db, SQL_ALL[i]);
        if (owners)
            check_denied(db, SQL_ALL[i]);
        denied += owners;
    }
    printf("1..%d\n", SQL_ALL_COUNT + denied);
    PQfinish(db);
    PQfinish(owner);
    return failures > 0;
}
