/* What the register refused to be told, and what a person decides of it. */
#include <string.h>

#include "base/change_trail.h"
#include "gen/registry/sql.h"
#include "registry/household_report.h"
#include "registry/mask.h"

json_t *household_report_sum_json(struct task *task, struct refusal *why)
{
    struct db_rows *waiting, *refused;
    if (!db_query(task, &SQL_household_report_sum, DB_NO_ARGS, &waiting, why) ||
        !db_query(task, &SQL_household_report_refusals, DB_NO_ARGS, &refused, why))
        return NULL;
    json_t *sum = db_row_json(waiting, 0);
    json_object_set_new(sum, "refused",
                        json_integer(db_i64(refused, 0, HOUSEHOLD_REPORT_REFUSALS_REFUSED)));
    return sum;
}

json_t *household_report_refused_json(struct task *task, const struct page *page,
                                      struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_household_report_refused, DB_ARGS(PAGE_ARGS(page)),
                          &rows, why)
               ? page_json(page, rows, HOUSEHOLD_REPORT_REFUSED_REPORT_ID)
               : NULL;
}

struct decision {
    int64_t report_id;
    const struct sql *sql;
    const char *action, *reason;
};

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_household_report_lock, DB_ARGS(DB_I64(decision->report_id)), &rows,
                     why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!db_bool(rows, 0, HOUSEHOLD_REPORT_LOCK_IS_REFUSED))
        return refuse(why, &REFUSAL_CONFLICT, "state");
    db_tx_send(tx, decision->sql, DB_ARGS(DB_I64(decision->report_id)));
    json_t *before = json_pack("{s:s}", "kind", db_text(rows, 0, HOUSEHOLD_REPORT_LOCK_KIND));
    change_trail_add(
        tx, &(struct change){.subject = "household",
                             .subject_id = db_i64(rows, 0, HOUSEHOLD_REPORT_LOCK_HOUSEHOLD_ID),
                             .county_code = db_text(rows, 0, HOUSEHOLD_REPORT_LOCK_COUNTY_CODE),
                             .action = decision->action,
                             .before = before,
                             .reason = decision->reason});
    return db_tx_wait(tx, why);
}

bool household_report_again(struct task *task, int64_t report_id, const char *reason,
                            struct refusal *why)
{
    struct decision decision = {report_id, &SQL_household_report_again, "report_again", reason};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}

bool household_report_drop(struct task *task, int64_t report_id, const char *reason,
                           struct refusal *why)
{
    struct decision decision = {report_id, &SQL_household_report_drop, "report_drop", reason};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}

/* ---- of one household ---- */

static json_t *opened(struct task *task, const struct db_rows *rows, int row, int64_t household_id,
                      bool clear)
{
    const char *kind = db_text(rows, row, HOUSEHOLD_REPORT_OF_KIND);
    size_t length;
    const void *sealed = db_bytes(rows, row, HOUSEHOLD_REPORT_OF__TEXT, &length);
    const char *text = sealed != NULL
                           ? crypto_open_at(task->arena, household_report_place(household_id, kind),
                                            sealed, length)
                           : NULL;
    if (text == NULL || clear)
        return text != NULL ? json_string(text) : json_null();
    return json_string(strcmp(kind, REPORT_CONTACT) == 0 ? mask_mobile(task->arena, text)
                                                         : mask_address(task->arena, text));
}

json_t *household_report_of_json(struct task *task, int64_t household_id, bool clear,
                                 const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_report_of,
                  DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, HOUSEHOLD_REPORT_OF_REPORT_ID), *item;
    size_t row;
    json_array_foreach(json_object_get(answer, "items"), row, item)
        json_object_set_new(item, "text", opened(task, rows, (int)row, household_id, clear));
    return answer;
}
