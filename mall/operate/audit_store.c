/* Reports of the checks: asked for, kept, read. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#include "base/change_trail.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/job.h"
#include "base/stamp.h"
#include "gen/mall/operate/sql.h"
#include "mall/operate/audit.h"
#include "mall/operate/audit_word.h"

struct keeping {
    int64_t report_id, account_id, began_us;
    const json_t *report;
    const char *checks;
};

static bool keep_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct keeping *keeping = argument;
    const json_t *report = keeping->report;
    const char *kind = json_string_value(json_object_get(report, "kind"));
    int64_t failed = json_integer_value(json_object_get(report, "failed"));
    (void)task;
    (void)why;
    db_tx_send(tx, &SQL_audit_report_add,
               DB_ARGS(DB_I64(keeping->report_id), DB_I64(keeping->account_id),
                       DB_I64(json_integer_value(json_object_get(report, "passed"))),
                       DB_I64(failed), DB_TEXT(keeping->checks), DB_I64(keeping->began_us),
                       DB_TEXT(kind),
                       DB_I64(json_integer_value(json_object_get(report, "looked_from_ms")))));
    if (failed == 0 && strcmp(kind, "full") == 0)
        db_tx_send(tx, &SQL_audit_proof_add,
                   DB_ARGS(DB_I64(keeping->report_id), DB_I64(keeping->began_us), stamp_key()));
    return true;
}

bool audit_keep(struct task *task, int64_t account_id, int64_t began_us, json_t *report,
                struct refusal *why)
{
    char *text = json_dumps(json_object_get(report, "checks"), JSON_COMPACT);
    const char *checks = arena_strdup(task->arena, text);
    free(text);
    struct keeping keeping = {.report_id = id_next(),
                              .account_id = account_id,
                              .began_us = began_us,
                              .report = report,
                              .checks = checks};
    return db_transact(task, DB_FAST, keep_body, &keeping, why);
}

/* ---- asking ---- */

struct asking {
    int64_t account_id, made;
    const struct idempotency *key;
};

static bool want_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct asking *asking = argument;
    char digits[21];
    (void)task;
    if (!idempotency_find(tx, asking->key, &asking->made, why))
        return false;
    if (asking->made > 0)
        return true;
    json_t *payload = json_pack("{s:s}", "account_id", id_text(asking->account_id, digits));
    job_add(tx, "audit", "audit", payload, 0, "");
    json_decref(payload);
    change_trail_add(tx,
                     &(struct change){.subject = "audit", .county_code = "", .action = "begin"});
    idempotency_save(tx, asking->key, id_next());
    return true;
}

bool audit_want(struct task *task, int64_t account_id, const struct idempotency *key,
                struct refusal *why)
{
    struct asking asking = {.account_id = account_id, .key = key};
    return db_transact(task, DB_FAST, want_body, &asking, why);
}

bool audit_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t account_id = 0, began_us = clock_now_us();
    (void)job_id;
    id_parse(json_string_value(json_object_get(payload, "account_id")), &account_id);
    json_t *report = audit_run(task, &(struct audit_wish){.tell = NULL}, why);
    if (report == NULL)
        return false;
    bool kept = audit_keep(task, account_id, began_us, report, why);
    json_decref(report);
    return kept;
}

/* ---- reading ---- */

json_t *audit_list_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *rows, *running;
    if (!db_query(task, &SQL_audit_report_list, DB_ARGS(PAGE_ARGS_DOWN(page)), &rows, why) ||
        !db_query(task, &SQL_audit_running, DB_NO_ARGS, &running, why))
        return NULL;
    json_t *answer = page_json(page, rows, AUDIT_REPORT_LIST_REPORT_ID);
    json_object_set_new(answer, "running",
                        json_boolean(db_bool(running, 0, AUDIT_RUNNING_RUNNING)));
    return answer;
}

json_t *audit_json(struct task *task, int64_t report_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_audit_report_find, DB_ARGS(DB_I64(report_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *report = db_row_json(rows, 0);
    audit_word_add(json_object_get(report, "checks"));
    return report;
}
