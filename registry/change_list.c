#include "registry/change_list.h"

#include <stddef.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "gen/registry/sql.h"

enum { DAY_MS = 86400000 };

/* The first id of a day of Beijing, `ahead` days later. */
static int64_t day_id(struct task *task, const char *day, int64_t ahead)
{
    int64_t us = 0;
    clock_parse_rfc3339(arena_printf(task->arena, "%sT00:00:00+08:00", day), &us);
    return id_first_of_ms(us / 1000 + ahead * DAY_MS);
}

json_t *change_list_json(struct task *task, const struct change_query *query,
                         const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    bool narrow = query->actor_id > 0 || query->on_behalf_of_id > 0 || query->subject_id > 0;
    int64_t from = query->from_day != NULL ? day_id(task, query->from_day, 0) : 0;
    int64_t below = query->to_day != NULL ? day_id(task, query->to_day, 1) : INT64_MAX;
    if (page->after > 0 && page->after < below)
        below = page->after;
    if (!db_query_class(
            task, DB_SLOW, &SQL_change_list,
            DB_ARGS(DB_TEXT(query->county_code), DB_BOOL(narrow && query->county_code[0] == '\0'),
                    DB_I64(query->actor_id), DB_I64(query->on_behalf_of_id),
                    DB_TEXT(query->subject), DB_I64(query->subject_id), DB_TEXT(query->action),
                    DB_I64(from), DB_I64(below), DB_I64(page->limit)),
            &rows, why))
        return NULL;
    return page_json(page, rows, CHANGE_LIST_ENTRY_ID);
}
