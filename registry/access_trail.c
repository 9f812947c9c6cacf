#include "registry/access_trail.h"

#include <stddef.h>
#include <string.h>

#include "base/id.h"
#include "gen/registry/sql.h"

const char *const ACCESS_PURPOSES[] = {"verify",     "payout",   "complaint",
                                       "correction", "shipping", NULL};

bool access_trail_is_purpose(const char *purpose)
{
    for (int i = 0; ACCESS_PURPOSES[i] != NULL; i++)
        if (strcmp(purpose, ACCESS_PURPOSES[i]) == 0)
            return true;
    return false;
}

bool access_trail_add(struct task *task, const struct access_reading *reading, struct refusal *why)
{
    return db_query(task, &SQL_access_trail_add,
                    DB_ARGS(DB_I64(id_next()), DB_I64(reading->account_id),
                            DB_TEXT(reading->purpose), DB_TEXT(reading->subject),
                            DB_I64(reading->subject_id), DB_TEXT(reading->county_code),
                            DB_TEXT(reading->fields)),
                    NULL, why);
}

json_t *access_trail_list_json(struct task *task, const char *subject, int64_t subject_id,
                               const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_access_trail_list,
                  DB_ARGS(DB_TEXT(subject), DB_I64(subject_id), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    return page_json(page, rows, ACCESS_TRAIL_LIST_ENTRY_ID);
}

json_t *access_trail_of_county_json(struct task *task, const struct access_trail_query *query,
                                    const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_access_trail_of_county,
                        DB_ARGS(DB_TEXT(query->county_code), DB_I64(query->account_id),
                                DB_TEXT(query->purpose), DB_TEXT(query->from_day),
                                DB_TEXT(query->to_day), PAGE_ARGS_DOWN(page)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, ACCESS_TRAIL_OF_COUNTY_ENTRY_ID);
}
