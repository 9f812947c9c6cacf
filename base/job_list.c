#include "base/job_list.h"

#include "base/arena.h"
#include "base/job.h"
#include "gen/base/sql.h"

const struct refusal_kind JOB_NOT_FAILED = {"job_not_failed", 409, "这个任务现在不用重试"};
const struct refusal_kind JOB_NOT_WAITING = {"job_not_waiting", 409, "这个任务现在不能停"};

const char *const JOB_STATES[] = {"failed", "retrying", "queued", "running", "done", NULL};

static void add_limit(json_t *job)
{
    const struct job_kind *kind = job_kind_find(json_string_value(json_object_get(job, "kind")));
    json_object_set_new(job, "max_attempts",
                        kind != NULL ? json_integer(kind->max_attempts) : json_null());
}

json_t *job_list_json(struct task *task, const char *state, const char *kind,
                      const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_job_list,
                        DB_ARGS(DB_TEXT(state), DB_TEXT(kind), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, JOB_LIST_JOB_ID), *job;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, job)
        add_limit(job);
    return answer;
}

json_t *job_json(struct task *task, int64_t job_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_job_find, DB_ARGS(DB_I64(job_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *job = db_row_json(rows, 0);
    add_limit(job);
    return job;
}

json_t *job_summary_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_job_summary, DB_NO_ARGS, &rows, why)
               ? db_row_json(rows, 0)
               : NULL;
}

/* ---- what is done about it ---- */

static bool is_there(struct task *task, int64_t job_id, struct refusal *why)
{
    json_t *job = job_json(task, job_id, why);
    json_decref(job);
    return job != NULL;
}

bool job_again(struct task *task, int64_t job_id, const char **was, struct refusal *why)
{
    struct db_rows *rows;
    if (!is_there(task, job_id, why) ||
        !db_query(task, &SQL_job_again, DB_ARGS(DB_I64(job_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &JOB_NOT_FAILED, NULL);
    *was = db_text(rows, 0, JOB_AGAIN_WAS);
    return true;
}

bool job_give_up(struct task *task, int64_t job_id, const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    const char *error = arena_printf(task->arena, "given_up:  %s", reason);
    if (!is_there(task, job_id, why) ||
        !db_query(task, &SQL_job_give_up, DB_ARGS(DB_I64(job_id), DB_TEXT(error)), &rows, why))
        return false;
    return db_affected(rows) > 0 || refuse(why, &JOB_NOT_WAITING, NULL);
}
