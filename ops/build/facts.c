#include "ops/build/facts.h"

#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/text.h"

struct include includes[FACTS_MAX];
int include_count;
struct table tables[TABLES_MAX];
int table_count;
struct table_use uses[FACTS_MAX];
int use_count;

static int next_of(int *count, int max)
{
    if (*count == max)
        die("more than %d of a kind", max);
    return (*count)++;
}

static void each_file(int floor, const char *pattern,
                      void (*each)(const char *file, int floor, const char *text))
{
    char path[4096];
    glob_t found;
    snprintf(path, sizeof path, "%s/%s", floors[floor], pattern);
    if (glob(path, 0, NULL, &found) != 0)
        return;
    for (size_t i = 0; i < found.gl_pathc; i++) {
        bool there;
        each(must(strdup(found.gl_pathv[i])), floor, text_read(found.gl_pathv[i], &there).bytes);
    }
    globfree(&found);
}

/* ---- includes ---- */

/* `"gen/mall/board/sql.h"` is made from mall/board and counts as its; what lies in gen/ itself is
 * everybody's. */
static void add_include(const char *file, int floor, int line, const char *path, size_t length)
{
    char *folder = must(strndup(path, length));
    char *slash = strrchr(folder, '/');
    if (slash == NULL)
        die("%s:%d: an include names the folder", file, line);
    *slash = '\0';
    if (strcmp(folder, "gen") == 0)
        return;
    int to = floor_of(strncmp(folder, "gen/", 4) == 0 ? folder + 4 : folder);
    if (to < 0)
        die("%s:%d: %s is not in FLOORS", file, line, folder);
    includes[next_of(&include_count, FACTS_MAX)] =
        (struct include){.file = file, .line = line, .from = floor, .to = to};
}

static void read_source(const char *file, int floor, const char *text)
{
    int line = 1;
    for (const char *at = text; *at; at += strcspn(at, "\n"), at += *at == '\n', line++) {
        const char *word = at + strspn(at, " ");
        if (*word != '#')
            continue;
        word += 1 + strspn(word + 1, " ");
        if (strncmp(word, "include", 7) != 0)
            continue;
        word += 7 + strspn(word + 7, " ");
        if (*word == '"')
            add_include(file, floor, line, word + 1, strcspn(word + 1, "\"\n"));
    }
}

/* ---- tables ---- */

static const char TABLE_PARTS[] = "constraint primary unique check foreign exclude like ";
static const char COUNTY_COLUMNS[] = "county_code shard_key ";

/* From the parenthesis that opens the columns on. A county's table has one of two names for it:
 * base/ knows no counties and spreads by a key that it is given. */
static void find_county(struct table *table, const struct sql_token *at)
{
    int depth = 0;
    for (; at->kind != SQL_END; at++) {
        bool begins = depth == 1 && (sql_is(at - 1, "(") || sql_is(at - 1, ","));
        if (begins && !sql_is_one_of(at, TABLE_PARTS) && sql_is_one_of(at, COUNTY_COLUMNS))
            table->county = at->text;
        depth += sql_is(at, "(") - sql_is(at, ")");
        if (depth == 0)
            return;
    }
}

/* A view has a county when its text speaks of one. */
static void find_county_of_view(struct table *table, const struct sql_token *at)
{
    for (; at->kind != SQL_END && !sql_is(at, ";"); at++)
        if (sql_is_one_of(at, COUNTY_COLUMNS))
            table->county = at->text;
}

/* `alter table T add column county_code ...` of a later migration of the same folder. */
static void read_added_county(const struct sql_token *at)
{
    if (!sql_is(at, "alter") || !sql_is(at + 1, "table") || !sql_is(at + 3, "add") ||
        !sql_is(at + 4, "column") || !sql_is_one_of(at + 5, COUNTY_COLUMNS))
        return;
    for (int i = 0; i < table_count; i++)
        if (strcmp(tables[i].name, at[2].text) == 0)
            tables[i].county = at[5].text;
}

static void read_tables(const char *file, int floor, const char *text)
{
    for (const struct sql_token *at = sql_tokens(file, text); at->kind != SQL_END; at++) {
        read_added_county(at);
        if (sql_is(at, "create") && sql_is(at + 1, "unlogged"))
            at++;
        else if (!sql_is(at, "create"))
            continue;
        if (!sql_is_one_of(at + 1, "table view "))
            continue;
        bool is_view = sql_is(at + 1, "view");
        at += 2;
        if (sql_is(at, "if"))
            at += 3; /* if not exists */
        struct table *table = &tables[next_of(&table_count, TABLES_MAX)];
        *table = (struct table){.name = at->text, .file = file, .owner = floor};
        if (is_view)
            find_county_of_view(table, at);
        else
            find_county(table, at + 1);
    }
}

const struct table *table_named(const char *name)
{
    for (int i = 0; i < table_count; i++)
        if (strcmp(tables[i].name, name) == 0)
            return &tables[i];
    return NULL;
}

static bool is_of_server(const char *name)
{
    return strncmp(name, "pg_", 3) == 0 || strncmp(name, "information_schema.", 19) == 0;
}

static void add_use(const char *file, int floor, const struct query_use *use)
{
    if (is_of_server(use->table))
        return;
    uses[next_of(&use_count, FACTS_MAX)] = (struct table_use){
        .file = file,
        .line = use->line,
        .is_write = use->is_write,
        .from = floor,
        .table = table_named(use->table),
        .name = use->table,
    };
}

static void read_uses(const char *file, int floor, const struct query *query)
{
    for (int i = 0; i < query->use_count; i++)
        add_use(file, floor, &query->uses[i]);
}

bool use_is_right(const struct table_use *use)
{
    if (use->table == NULL)
        return false;
    return use->is_write ? use->from == use->table->owner : floor_may(use->from, use->table->owner);
}

static void (*statement_each)(const char *file, int floor, const struct query *query);

static void read_statement(const char *file, int floor, const char *text)
{
    statement_each(file, floor, sql_query(file, text));
}

void facts_statements(void (*each)(const char *file, int floor, const struct query *query))
{
    statement_each = each;
    for (int i = 0; i < floor_count; i++)
        each_file(i, "sql/*.sql", read_statement);
}

void facts_read(void)
{
    floors_read();
    for (int i = 0; i < floor_count; i++) {
        each_file(i, "*.[ch]", read_source);
        each_file(i, "migrations/[0-9]*.sql", read_tables);
        each_file(i, "sql/*.sql", read_tables);
    }
    facts_statements(read_uses);
}
