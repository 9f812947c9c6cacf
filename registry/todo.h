/* What waits for somebody at their desk, as a number: how many listings were sent back, how many
 * orders are to be packed. A folder names its counts in its `module.c`; GET /api/v1/desk/todo gives
 * those of the caller's roles (mall/api/todo.h).
 *
 * A count's statement takes one parameter, what the role's grant reaches (enum todo_by), and gives
 * one row: `-- Columns: count, oldest_at.` It must be cheap whatever the tables hold: it counts
 * rows of a subquery that ends with `limit 1000` and names the index that finds them. 1000 is
 * answered as 999 and more.
 */
#ifndef REGISTRY_TODO_H
#define REGISTRY_TODO_H

#include "base/sql.h"
#include "registry/permission.h"

enum { TODO_CAP = 1000 };

/* The statement's parameter, taken from the grant. */
enum todo_by {
    TODO_BY_ORGANISATION, /* bigint: the grant's organisation (a producer, a station) */
    TODO_BY_REGION,       /* text: the grant's region; its county's objects begin with it */
    TODO_BY_NOTHING       /* no parameter: of the whole mall */
};

/* Tables of them end with .key == NULL. */
struct todo {
    const char *key;  /* snake_case, unique within a role: "listing_sent_back" */
    enum role role;   /* for whose desk */
    enum right right; /* the role must reach its own objects by this right */
    enum todo_by by;
    const struct sql *sql;
};

#endif
