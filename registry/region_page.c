#include "registry/region_page.h"

#include <stdlib.h>

#include "base/id.h"

/* A level has one digit. */
enum { LEVELS = 10 };

json_t *region_page_json(struct task *task, const struct region_listing *listing,
                         const char *county_code, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    int64_t cursor = 0;
    if (page->after / LEVELS != 0)
        id_text(page->after / LEVELS, after);
    if (!db_query_class(task, DB_SLOW, listing->sql,
                        DB_ARGS(DB_TEXT(county_code), DB_TEXT(after), DB_I64(page->after % LEVELS),
                                DB_I64(page->limit)),
                        &rows, why))
        return NULL;
    json_t *items = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        json_array_append_new(items, listing->item(task, rows, i));
        cursor = strtoll(db_text(rows, i, listing->code_column), NULL, 10) * LEVELS +
                 db_i64(rows, i, listing->level_column);
    }
    return page_of_items(page, items, cursor);
}
