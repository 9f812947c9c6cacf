#include "registry/listed_village.h"

#include <stdlib.h>

#include "base/id.h"
#include "gen/registry/sql.h"

json_t *listed_village_list_json(struct task *task, const char *county_code,
                                 const struct page *page, struct refusal *why)
{
    struct db_rows *rows, *list;
    char after[21] = "";
    if (page->after != 0)
        id_text(page->after, after);
    if (!db_query_class(task, DB_SLOW, &SQL_listed_village_list,
                        DB_ARGS(DB_TEXT(county_code), DB_TEXT(after), DB_I64(page->limit)), &rows,
                        why) ||
        !db_query_class(task, DB_SLOW, &SQL_village_list_find, DB_ARGS(DB_TEXT(county_code)), &list,
                        why))
        return NULL;
    int n = db_count(rows);
    int64_t last =
        n > 0 ? strtoll(db_text(rows, n - 1, LISTED_VILLAGE_LIST_VILLAGE_CODE), NULL, 10) : 0;
    json_t *page_json = page_of_items(page, db_rows_json(rows), last);
    json_t *known = db_count(list) > 0 ? db_row_json(list, 0) : json_pack("{s:n}", "changed_at");
    json_object_update(page_json, known);
    json_decref(known);
    return page_json;
}
