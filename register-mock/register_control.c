#include <string.h>

#include "base/clock.h"
#include "register-mock/register_call.h"
#include "register-mock/register_edit.h"
#include "register-mock/register_report.h"

enum { LIST_MAX = 500 };

static void answer_refused(struct register_call *call, int status, const char *code,
                           const char *message)
{
    struct register_refusal why;
    register_refuse(&why, status, code, message);
    register_answer_refusal(call, &why);
}

static json_t *snapshot_json(const struct register_snapshot *snapshot)
{
    return json_pack("{s:s, s:s, s:I}", "snapshot_id", snapshot->snapshot_id, "taken_at",
                     snapshot->taken_at, "change_no", (json_int_t)snapshot->change_no);
}

/* GET /control/status */
void register_control_status(struct register_call *call)
{
    struct register_store *store = &call->national->store;
    struct register_snapshot snapshot;
    json_t *json =
        json_pack("{s:I, s:I, s:I}", "change_no", (json_int_t)store->change_no, "household_count",
                  (json_int_t)store->households, "member_count", (json_int_t)store->members);
    bool taken = register_store_latest(store, call->arena, &snapshot);
    json_object_set_new(json, "snapshot", taken ? snapshot_json(&snapshot) : json_null());
    register_answer(call, 200, json);
}

/* GET /control/households/:number */
void register_control_household(struct register_call *call)
{
    const char *record =
        register_store_record(&call->national->store, call->arena, call->request->params[0]);
    if (record == NULL)
        answer_refused(call, 404, "not_found", "登记系统里没有这一户");
    else
        register_answer_text(call, 200, "application/json; charset=utf-8", record, strlen(record));
}

/* POST /control/changes {"kind": ...}: what register_edit() takes. */
void register_control_change(struct register_call *call)
{
    struct register_refusal why;
    json_t *done;
    if (register_edit(&call->national->store, call->arena, call->body, clock_now_us(), &done, &why))
        register_answer(call, 200, json_pack("{s:o}", "changes", done));
    else
        register_answer_refusal(call, &why);
}

/* POST /control/snapshots {} */
void register_control_snapshot(struct register_call *call)
{
    struct register_store *store = &call->national->store;
    struct register_snapshot snapshot;
    register_store_begin(store);
    register_store_take(store, call->arena, clock_now_us(), &snapshot);
    register_store_commit(store);
    register_answer(call, 200, snapshot_json(&snapshot));
}

/* POST /control/faults {"mode": "slow", "n": 1, "ms": 500} */
void register_control_fault(struct register_call *call)
{
    const char *mode = json_string_value(json_object_get(call->body, "mode"));
    const json_t *n = json_object_get(call->body, "n"), *ms = json_object_get(call->body, "ms");
    int64_t hits = n != NULL ? json_integer_value(n) : 1;
    int64_t wait_ms = json_integer_value(ms);
    bool whole = (n == NULL || json_is_integer(n)) && (ms == NULL || json_is_integer(ms));
    if (mode == NULL || !whole || hits < 0 || hits > 100000 || wait_ms < 0 || wait_ms > 600000 ||
        !register_fault_ask(&call->national->faults, mode, hits, wait_ms)) {
        answer_refused(call, 400, "bad_request", "没有这种故障，或次数、毫秒数不在范围内");
        return;
    }
    register_control_faults(call);
}

/* GET /control/faults */
void register_control_faults(struct register_call *call)
{
    register_answer(call, 200, register_faults_json(&call->national->faults));
}

/* GET /control/reports?after=N&limit=N */
void register_control_reports(struct register_call *call)
{
    static const char *const NAMES[] = {"after", "limit", NULL};
    struct register_refusal why;
    int64_t after, limit;
    if (!register_query_knows(call, NAMES, &why) ||
        !register_query_number(call, "after", 0, INT64_MAX, 0, &after, &why) ||
        !register_query_number(call, "limit", 1, LIST_MAX, LIST_MAX, &limit, &why)) {
        register_answer_refusal(call, &why);
        return;
    }
    register_answer(
        call, 200,
        json_pack("{s:o}", "reports",
                  register_report_list(&call->national->store, call->arena, after, limit)));
}

/* GET /control/incomes/:number */
void register_control_incomes(struct register_call *call)
{
    register_answer(call, 200,
                    json_pack("{s:o}", "incomes",
                              register_report_incomes(&call->national->store, call->arena,
                                                      call->request->params[0])));
}
