/*
 * Looks at the one plan that each statement keeps which is planned once (base/db.h: fast, lane,
 * work), against a grown database: none of them reads all of a table that grows. A statement is
 * planned as the classes do that it runs on: only timed work may sort or hash what it joins.
 *
 * usage: plans SMALL CLASSES      MALL_DB_OWNER is the grown database
 *   SMALL    tests/sql/small: what does not grow with the mall's years, tables and partial indexes
 *   CLASSES  tests/tools/statement_classes: which statements, and what their heads say they read
 *
 * One case a statement. A sequential scan of a table that grows is refused, and so is an index
 * that is read from end to end; not so the end of an index, of which a limit takes the first rows.
 * A table of partitions is read as each of them is that has rows.
 * What a statement's head says ("Reads all of TABLE: why.") is allowed, and refused when it is not
 * so.
 */
#include <jansson.h>
#include <libpq-fe.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/db_seat.h"
#include "gen/sql.h"

enum { LINE_MAX_BYTES = 4096, FOUND_MAX = 1024 };

static PGconn *db, *work; /* sessions as fast statements have them; as timed work has them */
static json_t *small_tables, *small_indexes, *table_of_index, *table_of_partition;
static int failures, cases;

static void fail(const char *what, const char *detail)
{
    fprintf(stderr, "plans: %s: %s\n", what, detail);
    exit(1);
}

static void result(const char *name, const char *detail)
{
    cases++;
    failures += detail[0] != '\0';
    printf("%s - %s\n", detail[0] != '\0' ? "not ok" : "ok", name);
    if (detail[0] != '\0')
        printf("#   %s\n", detail);
}

/* The next word of a line, cut off; "" at its end. */
static char *word(char **rest)
{
    char *begin = *rest + strspn(*rest, " ");
    *rest = begin + strcspn(begin, " ");
    if (**rest != '\0')
        *(*rest)++ = '\0';
    return begin;
}

/* The next line without its end; false at the end of the file. */
static bool next_line(FILE *file, char line[LINE_MAX_BYTES])
{
    if (fgets(line, LINE_MAX_BYTES, file) == NULL)
        return false;
    line[strcspn(line, "\n")] = '\0';
    return true;
}

/* ---- what is small ---- */

/* "table NAME why" and "index NAME why"; # begins a remark. */
static void read_small(const char *path)
{
    char line[LINE_MAX_BYTES];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        fail(path, "cannot be read");
    while (next_line(file, line)) {
        char *rest = line, *kind = word(&rest), *name = word(&rest);
        if (kind[0] == '#')
            continue;
        if (name[0] == '\0' || rest[0] == '\0')
            fail(path, kind);
        json_object_set_new(strcmp(kind, "table") == 0 ? small_tables : small_indexes, name,
                            json_false());
    }
    fclose(file);
}

static bool is_small(json_t *set, const char *name)
{
    return json_object_get(set, name) != NULL;
}

/* Names that are in the list and not in the database. */
static void check_there(json_t *set, const char *what, const char *query)
{
    const char *name;
    json_t *value;
    char detail[FOUND_MAX] = "";
    PGresult *there = PQexec(db, query);
    for (int i = 0; i < PQntuples(there); i++)
        if (is_small(set, PQgetvalue(there, i, 0)))
            json_object_set_new(set, PQgetvalue(there, i, 0), json_true());
    json_object_foreach(set, name, value)
        if (!json_is_true(value))
            snprintf(detail + strlen(detail), sizeof detail - strlen(detail), "%s ", name);
    PQclear(there);
    result(what, detail);
}

static void learn(json_t *names, const char *query)
{
    PGresult *rows = PQexec(db, query);
    for (int i = 0; i < PQntuples(rows); i++)
        json_object_set_new(names, PQgetvalue(rows, i, 0), json_string(PQgetvalue(rows, i, 1)));
    PQclear(rows);
}

/* ---- a plan ---- */

static const char *text_of(const json_t *node, const char *name)
{
    const char *text = json_string_value(json_object_get(node, name));
    return text != NULL ? text : "";
}

static bool is_index_scan(const char *type)
{
    return strcmp(type, "Index Scan") == 0 || strcmp(type, "Index Only Scan") == 0 ||
           strcmp(type, "Bitmap Index Scan") == 0;
}

/* A partition's rows are its table's; "" for one that is empty, as the next year's is and the rest:
 * it costs the same to read it by any index, and is planned anew once rows have been counted. */
static const char *whole_table(const char *table)
{
    const json_t *of = json_object_get(table_of_partition, table);
    return of != NULL ? json_string_value(of) : table;
}

static bool is_append(const json_t *node)
{
    return strcmp(text_of(node, "Node Type"), "Append") == 0 ||
           strcmp(text_of(node, "Node Type"), "Merge Append") == 0;
}

/* A limit takes its rows from one end of the index, `exists (select ...)` one, and nothing is left
 * out on the way. Of a table of partitions it takes them from each in turn. */
static bool ends_early(const json_t *node, const json_t *parent)
{
    bool limited = parent != NULL && strcmp(text_of(parent, "Node Type"), "Limit") == 0;
    bool exists = strcmp(text_of(node, "Parent Relationship"), "InitPlan") == 0;
    return (limited || exists) && json_object_get(node, "Filter") == NULL;
}

/* Rows that are found by one index and looked up in another one whole: it is worth nothing, and
 * comes of few rows expected. */
static bool is_needless(const json_t *node, const json_t *parent)
{
    return parent != NULL && strcmp(text_of(parent, "Node Type"), "BitmapAnd") == 0 &&
           json_object_get(node, "Index Cond") == NULL;
}

/* Adds the tables that are read whole, each once. */
static void walk(const json_t *node, const json_t *parent, json_t *whole)
{
    const char *type = text_of(node, "Node Type"), *index = text_of(node, "Index Name"),
               *table = text_of(node, "Relation Name");
    size_t i;
    json_t *child;
    if (table[0] == '\0')
        table = text_of(table_of_index, index);
    table = whole_table(table);
    bool all = strcmp(type, "Seq Scan") == 0 ||
               (is_index_scan(type) && json_object_get(node, "Index Cond") == NULL &&
                !ends_early(node, parent) &&
                (!is_small(small_indexes, index) || is_needless(node, parent)));
    if (all && table[0] != '\0' && !is_small(small_tables, table))
        json_object_set_new(whole, table, json_string(index[0] != '\0' ? index : type));
    json_array_foreach(json_object_get(node, "Plans"), i, child)
        walk(child, is_append(node) ? parent : node, whole);
}

static json_t *plan_of(PGconn *side, const struct sql *sql)
{
    char text[LINE_MAX_BYTES];
    size_t at = (size_t)snprintf(text, sizeof text, "explain (format json) execute %s", sql->name);
    for (int i = 0; i < sql->param_count && at < sizeof text; i++)
        at += (size_t)snprintf(text + at, sizeof text - at, i == 0 ? "(null" : ", null");
    if (sql->param_count > 0 && at < sizeof text)
        snprintf(text + at, sizeof text - at, ")");
    PGresult *prepared = PQprepare(side, sql->name, sql->text, 0, NULL),
             *planned = PQexec(side, text);
    if (PQresultStatus(prepared) != PGRES_COMMAND_OK || PQresultStatus(planned) != PGRES_TUPLES_OK)
        fail(sql->name, PQerrorMessage(side));
    json_t *plan = json_loads(PQgetvalue(planned, 0, 0), 0, NULL);
    PQclear(prepared);
    PQclear(planned);
    return plan;
}

/* ---- a statement ---- */

static const struct sql *find(const char *name)
{
    for (int i = 0; i < SQL_ALL_COUNT; i++)
        if (strcmp(SQL_ALL[i]->name, name) == 0)
            return SQL_ALL[i];
    fail(name, "is no statement");
    return NULL;
}

/* Adds the tables that this side's plan reads whole. */
static void look(PGconn *side, const struct sql *sql, json_t *whole)
{
    json_t *plan = plan_of(side, sql);
    walk(json_object_get(json_array_get(plan, 0), "Plan"), NULL, whole);
    json_decref(plan);
}

/* `kind` and `allowed` as statement_classes says: tables with blanks between, "" = none. */
static void check(const struct sql *sql, const char *kind, char *allowed)
{
    char detail[FOUND_MAX] = "";
    const char *table;
    json_t *how, *whole = json_object();
    if (strstr(kind, "once") != NULL)
        look(db, sql, whole);
    if (strstr(kind, "work") != NULL)
        look(work, sql, whole);
    for (char *name; (name = word(&allowed))[0] != '\0';)
        if (json_object_del(whole, name) != 0)
            snprintf(detail + strlen(detail), sizeof detail - strlen(detail),
                     "its head says that it reads all of %s, and it does not; ", name);
    json_object_foreach(whole, table, how)
        snprintf(detail + strlen(detail), sizeof detail - strlen(detail), "reads all of %s (%s); ",
                 table, json_string_value(how));
    result(sql->name, detail);
    json_decref(whole);
}

static void check_all(const char *path)
{
    char line[LINE_MAX_BYTES];
    FILE *file = fopen(path, "re");
    if (file == NULL)
        fail(path, "cannot be read");
    while (next_line(file, line)) {
        char *rest = line, *name = word(&rest), *kind = word(&rest);
        if (strcmp(kind, "bound") != 0)
            check(find(name), kind, rest);
    }
    fclose(file);
}

static PGconn *connect_as(enum db_class kind)
{
    char options[512];
    setenv("PGOPTIONS", db_session_options(kind, options), 1);
    PGconn *side = PQconnectdb(getenv("MALL_DB_OWNER"));
    if (PQstatus(side) != CONNECTION_OK)
        fail("database", PQerrorMessage(side));
    return side;
}

int main(int argc, char **argv)
{
    if (argc != 3)
        fail("usage", "plans SMALL CLASSES");
    db = connect_as(DB_FAST);
    work = connect_as(DB_WORK);
    small_tables = json_object();
    small_indexes = json_object();
    table_of_index = json_object();
    table_of_partition = json_object();
    read_small(argv[1]);
    learn(table_of_index, "select i.indexrelid::regclass, i.indrelid::regclass from pg_index i "
                          "join pg_class c on c.oid = i.indexrelid "
                          "where c.relnamespace = 'public'::regnamespace");
    learn(table_of_partition, "select inhrelid::regclass, case when c.reltuples > 0 "
                              "then inhparent::regclass::text else '' end from pg_inherits i "
                              "join pg_class c on c.oid = i.inhrelid "
                              "where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace");
    check_there(small_tables, "small tables are there",
                "select relname from pg_class where relkind in ('r', 'p') and relnamespace = "
                "'public'::regnamespace");
    check_there(small_indexes, "small indexes are there, and of a part of their table",
                "select indexrelid::regclass from pg_index where indpred is not null");
    check_all(argv[2]);
    printf("1..%d\n", cases);
    PQfinish(db);
    PQfinish(work);
    return failures > 0;
}
