#include "base/page.h"

#include "base/id.h"

json_t *page_with_next(json_t *items, int64_t next_id)
{
    char text[21];
    json_t *next = next_id != 0 ? json_string(id_text(next_id, text)) : json_null();
    return json_pack("{s:o, s:o}", "items", items, "next", next);
}

json_t *page_of_items(const struct page *page, json_t *items, int64_t last_id)
{
    bool full = json_array_size(items) >= (size_t)page->limit;
    return page_with_next(items, full ? last_id : 0);
}

json_t *page_json(const struct page *page, const struct db_rows *rows, int id_column)
{
    int count = db_count(rows);
    int64_t last_id = count > 0 ? db_i64(rows, count - 1, id_column) : 0;
    return page_of_items(page, db_rows_json(rows), last_id);
}

json_t *page_json_with(struct task *task, const struct page *page, const struct db_rows *rows,
                       int id_column, page_add *add, bool flag)
{
    json_t *list = page_json(page, rows, id_column), *item;
    size_t row;
    json_array_foreach(json_object_get(list, "items"), row, item)
        add(task, rows, (int)row, item, flag);
    return list;
}
