#include "registry/access_trail.h"

#include <stddef.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"

const char *const ACCESS_PURPOSES[] = {"verify",     "payout",   "complaint",
                                       "correction", "shipping", NULL};

const struct refusal_kind ACCESS_LIMIT = {
    "reading_limit", 429, "今天查看的个人信息已经到上限，明天再看；急用请找平台运营员调高上限"};

bool access_trail_is_purpose(const char *purpose)
{
    for (int i = 0; ACCESS_PURPOSES[i] != NULL; i++)
        if (strcmp(purpose, ACCESS_PURPOSES[i]) == 0)
            return true;
    return false;
}

/* All but looks are changes, which the count of a task's changes has (registry/change_list.h). */
static bool is_change(const char *purpose)
{
    return !access_trail_is_purpose(purpose) && strcmp(purpose, "proxy") != 0 &&
           strcmp(purpose, "authority") != 0 && strcmp(purpose, "paper") != 0 &&
           strcmp(purpose, "own") != 0;
}

#define READING_ARGS(task_, reading_)                                                              \
    DB_ARGS(DB_I64(id_next()), DB_I64((reading_)->account_id), DB_TEXT((reading_)->purpose),       \
            DB_TEXT((reading_)->subject), DB_I64((reading_)->subject_id),                          \
            DB_TEXT((reading_)->county_code), DB_TEXT((reading_)->fields), stamp_key(),            \
            DB_TEXT(task_acting_request(task_)), DB_I64((task_)->acting.on_behalf_of_id))

bool access_trail_add(struct task *task, const struct access_reading *reading, struct refusal *why)
{
    task->changes += is_change(reading->purpose);
    return db_query(task, &SQL_access_trail_add, READING_ARGS(task, reading), NULL, why);
}

void access_trail_send(struct db_tx *tx, const struct access_reading *reading)
{
    struct task *task = db_tx_task(tx);
    task->changes += is_change(reading->purpose);
    db_tx_send(tx, &SQL_access_trail_add, READING_ARGS(task, reading));
}

struct opening {
    const struct access_reading *reading;
    int64_t allowed;
};

/* The reader's account is locked first: of many openings at once none is missed by the others. */
static bool open_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct opening *opening = argument;
    const struct access_reading *reading = opening->reading;
    struct db_rows *rows;
    db_tx_send(tx, &SQL_access_trail_lock, DB_ARGS(DB_I64(reading->account_id)));
    if (!db_tx_query(tx, &SQL_access_trail_open,
                     DB_ARGS(DB_I64(id_next()), DB_I64(reading->account_id),
                             DB_TEXT(reading->purpose), DB_TEXT(reading->subject),
                             DB_I64(reading->subject_id), DB_TEXT(reading->county_code),
                             DB_TEXT(reading->fields), DB_I64(opening->allowed), stamp_key(),
                             DB_TEXT(task_acting_request(task)),
                             DB_I64(task->acting.on_behalf_of_id)),
                     &rows, why))
        return false;
    if (db_count(rows) == 1)
        return true;
    refuse(why, &ACCESS_LIMIT, NULL);
    refusal_limit(why, "personal", opening->allowed, 86400, clock_beijing_left_s(clock_now_us()));
    why->have = opening->allowed;
    return false;
}

bool access_trail_open(struct task *task, const struct access_reading *reading, const char *setting,
                       struct refusal *why)
{
    struct opening opening = {reading, config_int(setting)};
    return db_transact(task, DB_FAST, open_body, &opening, why);
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
                                DB_TEXT(query->to_day), PAGE_ARGS_DOWN(page),
                                DB_TEXT(query->subject)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, ACCESS_TRAIL_OF_COUNTY_ENTRY_ID);
}

json_t *access_trail_readers_json(struct task *task, const struct access_trail_query *query,
                                  struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_access_trail_readers,
                          DB_ARGS(DB_TEXT(query->county_code), DB_TEXT(query->from_day),
                                  DB_TEXT(query->to_day), DB_I64(config_int("MALL_PERSONAL_DAILY")),
                                  DB_I64(config_int("MALL_LABEL_DAILY"))),
                          &rows, why)
               ? db_rows_json(rows)
               : NULL;
}
