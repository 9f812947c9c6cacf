#include "base/row_walk.h"

#include <assert.h>
#include <stdio.h>

#include "base/row_page.h"

static int key_count(const struct row_walk *walk)
{
    int count = walk->sql->param_count - 1;
    assert(count >= 1 && count <= ROW_WALK_KEYS_MAX);
    return count;
}

/* The statement's arguments; how many. */
static int arguments(const struct row_walk *walk, struct db_value args[ROW_WALK_KEYS_MAX + 1])
{
    int keys = key_count(walk);
    for (int i = 0; i < keys; i++)
        args[i] =
            walk->keys[i].is_text ? DB_TEXT(walk->keys[i].text) : DB_I64(walk->keys[i].number);
    args[keys] = DB_I64(walk->rows);
    return keys + 1;
}

static bool ask(struct task *task, const struct row_walk *walk, struct db_rows **rows,
                struct refusal *why)
{
    struct db_value args[ROW_WALK_KEYS_MAX + 1];
    int count = arguments(walk, args);
    return walk->tx != NULL ? db_tx_query(walk->tx, walk->sql, args, count, rows, why)
                            : db_query_class(task, DB_AUDIT, walk->sql, args, count, rows, why);
}

static void go_on(struct row_walk *walk, const struct db_rows *rows)
{
    int last = db_count(rows) - 1;
    for (int i = 0; last >= 0 && i < key_count(walk); i++) {
        struct row_walk_key *key = &walk->keys[i];
        if (!key->is_text) {
            key->number = db_i64(rows, last, key->column);
            continue;
        }
        int length = snprintf(key->text, sizeof(key->text), "%s", db_text(rows, last, key->column));
        assert(length <= ROW_WALK_TEXT_MAX);
        (void)length;
    }
}

bool row_walk_step(struct task *task, struct row_walk *walk, struct refusal *why)
{
    struct arena *own = task->arena;
    struct db_rows *rows;
    task->arena = arena_new(ARENA_LIMIT_DEFAULT);
    bool taken = ask(task, walk, &rows, why);
    if (taken) {
        walk->is_over = db_count(rows) < walk->rows;
        taken = walk->take(task, walk, rows, why);
        go_on(walk, rows);
    }
    arena_free(task->arena);
    task->arena = own;
    return taken;
}

/* ---- in a transaction ---- */

struct walking {
    struct row_walk *walk;
    bool has_next, has_enough;
};

static void ask_page(void *argument, const struct db_rows *rows, struct row_page *page)
{
    struct walking *walking = argument;
    struct row_walk behind = *walking->walk;
    struct db_value args[ROW_WALK_KEYS_MAX + 1];
    walking->has_next =
        rows == NULL || (!walking->has_enough && db_count(rows) >= walking->walk->rows);
    if (!walking->has_next)
        return;
    if (rows != NULL)
        go_on(&behind, rows);
    int count = arguments(&behind, args);
    row_page_ask(behind.tx, page, behind.sql, args, count);
}

static bool take_page(struct task *task, void *argument, const struct db_rows *rows,
                      struct refusal *why)
{
    struct walking *walking = argument;
    struct row_walk *walk = walking->walk;
    if (walking->has_enough)
        return true;
    walk->is_over = !walking->has_next;
    bool taken = walk->take(task, walk, rows, why);
    walking->has_enough = walk->is_over;
    go_on(walk, rows);
    return taken;
}

bool row_walk(struct task *task, struct row_walk *walk, struct refusal *why)
{
    struct walking walking = {.walk = walk};
    walk->is_over = false;
    if (walk->tx != NULL)
        return row_pages_take(task, walk->tx, &(struct row_pages){ask_page, take_page, &walking},
                              why);
    while (!walk->is_over)
        if (!row_walk_step(task, walk, why))
            return false;
    return true;
}
