#include "base/row_walk.h"

#include <assert.h>
#include <stdio.h>

static int key_count(const struct row_walk *walk)
{
    int count = walk->sql->param_count - 1;
    assert(count >= 1 && count <= ROW_WALK_KEYS_MAX);
    return count;
}

static bool ask(struct task *task, const struct row_walk *walk, struct db_rows **rows,
                struct refusal *why)
{
    struct db_value args[ROW_WALK_KEYS_MAX + 1];
    int keys = key_count(walk);
    for (int i = 0; i < keys; i++)
        args[i] =
            walk->keys[i].is_text ? DB_TEXT(walk->keys[i].text) : DB_I64(walk->keys[i].number);
    args[keys] = DB_I64(walk->rows);
    return walk->tx != NULL ? db_tx_query(walk->tx, walk->sql, args, keys + 1, rows, why)
                            : db_query_class(task, DB_AUDIT, walk->sql, args, keys + 1, rows, why);
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

bool row_walk(struct task *task, struct row_walk *walk, struct refusal *why)
{
    walk->is_over = false;
    while (!walk->is_over)
        if (!row_walk_step(task, walk, why))
            return false;
    return true;
}
