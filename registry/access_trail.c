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

bool access_trail_add(struct task *task, int64_t account_id, const char *purpose,
                      const char *subject, int64_t subject_id, const char *fields,
                      struct refusal *why)
{
    return db_query(task, &SQL_access_trail_add,
                    DB_ARGS(DB_I64(id_next()), DB_I64(account_id), DB_TEXT(purpose),
                            DB_TEXT(subject), DB_I64(subject_id), DB_TEXT(fields)),
                    NULL, why);
}

json_t *access_trail_list_json(struct task *task, const char *subject, int64_t subject_id,
                               const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_access_trail_list,
                  DB_ARGS(DB_TEXT(subject), DB_I64(subject_id), PAGE_ARGS(page)), &rows, why))
        return NULL;
    return page_json(page, rows, ACCESS_TRAIL_LIST_ENTRY_ID);
}
