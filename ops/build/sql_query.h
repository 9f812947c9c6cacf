/* Which tables a statement uses and how it joins them.
 *
 * A level is one select (or update, or delete) with its FROM list; a union has one a branch. A
 * level inside another is a subquery of an expression, or makes a derived table or a CTE. An item
 * is what stands in a FROM list. A link is an equality of two columns, or of a column and a
 * parameter.
 *
 * It knows as much SQL as our statements have. What it takes for granted: words like `from` mean
 * what they mean in SQL outside of parentheses of functions.
 */
#ifndef OPS_BUILD_SQL_QUERY_H
#define OPS_BUILD_SQL_QUERY_H

#include "ops/build/sql_tokens.h"

enum { QUERY_MAX = 128 }; /* of each: levels, items, links, uses, CTEs */

struct query_level {
    int parent;  /* -1 = the statement itself */
    int derives; /* the item that it makes, or -1 */
    int cte;     /* the CTE that it makes, or -1 */
};

struct query_item {
    int level;
    int line;
    const char *alias; /* the table's name when there is no other */
    const char *table; /* NULL: a derived table, a CTE or a function */
    int cte;           /* the CTE that it reads, or -1 */
};

struct query_side {
    const char *alias;  /* NULL = not said */
    const char *column; /* of a parameter its number: "$1" */
};

struct query_link {
    int level;
    struct query_side left, right;
};

struct query_use {
    const char *table;
    bool is_write;
    int line;
};

struct query {
    struct query_level levels[QUERY_MAX];
    struct query_item items[QUERY_MAX];
    struct query_link links[QUERY_MAX];
    struct query_use uses[QUERY_MAX];
    const char *ctes[QUERY_MAX];
    int level_count, item_count, link_count, use_count, cte_count;
};

/* Lives until the process ends. */
struct query *sql_query(const char *path, const char *text);

#endif
