#include "orders/line_title.h"

#include <assert.h>
#include <stdlib.h>

#include "base/db.h"
#include "base/page.h"
#include "gen/orders/sql.h"

struct entry {
    int64_t line_id;
};

static const char *find(const struct db_rows *rows, int64_t line_id)
{
    for (int i = 0; i < db_count(rows); i++)
        if (db_i64(rows, i, ORDER_LINE_TITLE_LINE_ID) == line_id)
            return db_text(rows, i, ORDER_LINE_TITLE_TITLE);
    return "";
}

bool line_title_add(struct task *task, json_t *entries, struct refusal *why)
{
    struct entry lines[PAGE_LIMIT_MAX];
    struct db_rows *rows;
    int count = (int)json_array_size(entries);
    assert(count <= PAGE_LIMIT_MAX);
    for (int i = 0; i < count; i++)
        lines[i].line_id = strtoll(
            json_string_value(json_object_get(json_array_get(entries, (size_t)i), "line_id")), NULL,
            10);
    if (count == 0)
        return true;
    if (!db_query(task, &SQL_order_line_title, DB_ARGS(DB_COLUMN_I64(lines, count, line_id)), &rows,
                  why))
        return false;
    for (int i = 0; i < count; i++)
        json_object_set_new(json_array_get(entries, (size_t)i), "title",
                            json_string(find(rows, lines[i].line_id)));
    return true;
}
