#include "ops/build/county.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/facts.h"
#include "ops/build/text.h"

/* ---- tables ---- */

static bool is_exempt[TABLES_MAX];

static bool is_county_table(const char *name)
{
    const struct table *table = name ? table_named(name) : NULL;
    return table != NULL && !is_exempt[table - tables];
}

static void read_exempt(const char *path)
{
    bool found;
    char *rest = NULL;
    struct text text = text_read(path, &found);
    if (!found)
        die("%s: it is not there", path);
    for (char *line = strtok_r(text.bytes, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
        if (line[0] == '#')
            continue;
        line[strcspn(line, ":")] = '\0';
        const struct table *table = table_named(line);
        if (table == NULL)
            printf("%s: there is no table %s\n", path, line);
        else if (table->county != NULL)
            printf("%s: %s has a county and needs no exemption\n", path, line);
        else
            is_exempt[table - tables] = true;
    }
}

static void check_tables(void)
{
    for (int i = 0; i < table_count; i++)
        if (tables[i].county == NULL && !is_exempt[i])
            printf("%s: %s has no county_code\n", tables[i].file, tables[i].name);
}

/* ---- joins: what is known to be of the same county is one class ---- */

enum { NODES = QUERY_MAX + 100 }; /* the items, and then the parameters */

static const struct query *query;
static int class_of[NODES];

static int find(int node)
{
    while (class_of[node] != node)
        node = class_of[node];
    return node;
}

static void join(int a, int b)
{
    class_of[find(a)] = find(b);
}

/* The item that an alias means at a level: its own, or one of the levels around it. */
static int item_of(int level, const char *alias)
{
    for (; level >= 0; level = query->levels[level].parent)
        for (int i = 0; i < query->item_count; i++)
            if (query->items[i].level == level && strcmp(query->items[i].alias, alias) == 0)
                return i;
    return -1;
}

static bool has_county(int item)
{
    return is_county_table(query->items[item].table);
}

static int only_county_item(int level)
{
    int found = -1;
    for (int i = 0; i < query->item_count; i++)
        if (query->items[i].level == level && has_county(i)) {
            if (found >= 0)
                return -1;
            found = i;
        }
    return found;
}

static bool is_county_column(const char *column)
{
    return strcmp(column, "county_code") == 0 || strcmp(column, "shard_key") == 0;
}

/* The node of a side, or -1 when it is not about a county. */
static int node_of(int level, const struct query_side *side)
{
    if (side->column[0] == '$') {
        long n = strtol(side->column + 1, NULL, 10);
        return n > 0 && n < NODES - QUERY_MAX ? QUERY_MAX + (int)n : -1;
    }
    int item = side->alias ? item_of(level, side->alias) : only_county_item(level);
    if (item < 0 || (query->items[item].table != NULL && !is_county_column(side->column)))
        return -1;
    return item;
}

static void join_links(void)
{
    for (int i = 0; i < query->link_count; i++) {
        const struct query_link *link = &query->links[i];
        if (!is_county_column(link->left.column) && !is_county_column(link->right.column))
            continue;
        int left = node_of(link->level, &link->left), right = node_of(link->level, &link->right);
        if (left >= 0 && right >= 0)
            join(left, right);
    }
}

/* ---- what a level has to do with counties ---- */

struct group {
    int items[QUERY_MAX];
    int count;
};

static bool is_of_county(int item);

/* The items of a level and of the subqueries in its expressions, as far as they are of a county. */
static void collect(int level, struct group *group)
{
    for (int i = 0; i < query->item_count; i++)
        if (query->items[i].level == level && is_of_county(i) && group->count < QUERY_MAX)
            group->items[group->count++] = i;
    for (int i = level + 1; i < query->level_count; i++)
        if (query->levels[i].parent == level && query->levels[i].derives < 0 &&
            query->levels[i].cte < 0)
            collect(i, group);
}

static bool makes(int level, int item)
{
    return query->levels[level].derives == item ||
           (query->items[item].cte >= 0 && query->levels[level].cte == query->items[item].cte);
}

/* Everything that a derived table or CTE is made of. */
static void collect_source(int item, struct group *group)
{
    for (int i = 0; i < query->level_count; i++)
        if (makes(i, item))
            collect(i, group);
}

static bool is_of_county(int item)
{
    static bool busy[QUERY_MAX]; /* a recursive CTE reads itself */
    if (query->items[item].table != NULL)
        return has_county(item);
    if (busy[item])
        return false;
    struct group group = {.count = 0};
    busy[item] = true;
    collect_source(item, &group);
    busy[item] = false;
    return group.count > 0;
}

/* What a derived table is made of is of its county; a CTE only when a parameter says which. */
static void join_sources(void)
{
    for (int i = 0; i < query->item_count; i++) {
        struct group group = {.count = 0};
        if (query->items[i].table == NULL && is_of_county(i))
            collect_source(i, &group);
        bool is_one = group.count > 0;
        for (int k = 1; k < group.count; k++)
            is_one = is_one && find(group.items[k]) == find(group.items[0]);
        bool is_bound = false;
        for (int n = QUERY_MAX; is_one && n < NODES; n++)
            is_bound = is_bound || find(n) == find(group.items[0]);
        if (is_bound || (is_one && query->items[i].cte < 0))
            join(i, group.items[0]);
    }
}

static const char *item_name(int item)
{
    return query->items[item].table ? query->items[item].table : query->items[item].alias;
}

static void check_level(const char *file, int level)
{
    struct group group = {.count = 0};
    bool is_expression = query->levels[level].parent >= 0 && query->levels[level].derives < 0 &&
                         query->levels[level].cte < 0;
    if (is_expression)
        return; /* its parent's group has it */
    collect(level, &group);
    for (int i = 1; i < group.count; i++)
        if (find(group.items[i]) != find(group.items[0])) {
            printf("%s: %s and %s are joined without their county\n", file,
                   item_name(group.items[0]), item_name(group.items[i]));
            return;
        }
}

static void check_statement(const char *file, int floor, const struct query *statement)
{
    (void)floor;
    query = statement;
    for (int i = 0; i < NODES; i++)
        class_of[i] = i;
    join_links();
    join_sources();
    for (int i = 0; i < query->level_count; i++)
        check_level(file, i);
}

void county_check(const char *exempt)
{
    read_exempt(exempt);
    check_tables();
    facts_statements(check_statement);
}
