#include "registry/listed_county.h"

#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "gen/registry/sql.h"

const char LISTED_COUNTY_SOURCE[] =
    "据公开资料整理，未经官方核对。832 个县都已在 2020 年底前退出，这里统称脱贫县。退出年份按公开名"
    "单抄录，2018 年和 2019 年的合计与当时公布的各差 1 个县，个别县的年份可能差一年。";

/* How many left in each year, where the list begins. */
static bool add_years(struct task *task, json_t *list, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listed_county_years, DB_NO_ARGS, &rows, why))
        return false;
    json_object_set_new(list, "years", db_rows_json(rows));
    return true;
}

json_t *listed_county_list_json(struct task *task, const char *province_code, int64_t year,
                                const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    if (page->after != 0)
        id_text(page->after, after);
    if (!db_query(task, &SQL_listed_county_list,
                  DB_ARGS(DB_TEXT(arena_printf(task->arena, "%.2s", province_code)),
                          DB_I64(year > 0 ? year : LISTED_COUNTY_FIRST_EXIT),
                          DB_I64(year > 0 ? year : LISTED_COUNTY_LAST_EXIT), DB_TEXT(after),
                          DB_I64(page->limit)),
                  &rows, why))
        return NULL;
    int count = db_count(rows);
    int64_t last =
        count > 0 ? strtoll(db_text(rows, count - 1, LISTED_COUNTY_LIST_CODE), NULL, 10) : 0;
    json_t *list = page_of_items(page, db_rows_json(rows), last);
    json_object_set_new(list, "source", json_string(LISTED_COUNTY_SOURCE));
    if (page->after == 0 ? add_years(task, list, why)
                         : json_object_set_new(list, "years", json_null()) == 0)
        return list;
    json_decref(list);
    return NULL;
}

json_t *listed_county_json(struct task *task, const char *code, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listed_county_find, DB_ARGS(DB_TEXT(code)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *county = db_row_json(rows, 0);
    json_object_set_new(county, "source", json_string(LISTED_COUNTY_SOURCE));
    return county;
}
