/* The national register for those who run the mall: whether it is followed, taking a snapshot over,
 * and what was wrong in what it told. */
#include <string.h>

#include "base/log.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/operate/export_word.h"
#include "mall/operate/routes.h"
#include "register/fault.h"
#include "register/run.h"
#include "register/state.h"
#include "registry/household_report.h"

static const struct export_word TROUBLES[] = {
    {"", ""},
    {TROUBLE_NO_SNAPSHOT, "还没有接收过快照，先接收一次"},
    {TROUBLE_AWAY, "登记系统联系不上，已知的信息照用，会自己再试"},
    {TROUBLE_GAP, "登记系统的变更缺了一段，会自己再试；一直缺就接收一次快照"},
    {TROUBLE_BEHIND, "登记系统的变更倒退了，请和对方核实后接收一次快照"},
    {TROUBLE_ANSWER, "登记系统的回答读不懂，请和对方核实"},
    {"faults", "有的行读不对，看过以后决定要不要接收其余的"},
    {"many_gone", "少了很多户，看过以后决定要不要接收"},
    {"incomplete", "快照读到的户数或人数和对方说的不一样，没有接收"},
    {"key", "主密钥在更换，没有接收，换完再接收一次"},
    {"unreadable", "快照读不懂，或对方已不留这份快照，没有接收"},
    {NULL, NULL}};

static json_t *worded(json_t *object)
{
    if (object != NULL)
        json_object_set_new(object, "trouble_text",
                            json_string(export_say(
                                TROUBLES, json_string_value(json_object_get(object, "trouble")))));
    return object;
}

static bool get_register(struct call *call, struct refusal *why)
{
    struct register_run run;
    bool found;
    if (!call_allowed(call, RIGHT_OPERATE, NULL, why) ||
        !register_run_open(call->task, &run, &found, why))
        return false;
    json_t *state = worded(register_state_json(call->task, why));
    if (state == NULL)
        return false;
    json_t *open = found ? worded(register_run_json(call->task, run.id, why)) : json_null();
    if (open == NULL) {
        json_decref(state);
        return false;
    }
    json_object_set_new(state, "run", open);
    json_t *reports = household_report_sum_json(call->task, why);
    if (reports == NULL) {
        json_decref(state);
        return false;
    }
    json_object_set_new(state, "reports", reports);
    return call_reply(call, 200, state);
}

static bool reply_run(struct call *call, int status, int64_t run_id, struct refusal *why)
{
    return call_reply(call, status, worded(register_run_json(call->task, run_id, why)));
}

static bool get_runs(struct call *call, struct refusal *why)
{
    struct page page;
    size_t i;
    if (!call_list(call, &page, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    json_t *answer = register_run_list_json(call->task, &page, why), *run;
    json_array_foreach(json_object_get(answer, "items"), i, run)
        worded(run);
    return call_reply(call, 200, answer);
}

static bool get_run(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           reply_run(call, 200, id, why);
}

static bool post_run(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           register_run_begin(call->task, call->session.account_id, true, &id, why) &&
           reply_run(call, 201, id, why);
}

/* The run that the path names, for who runs the mall; refuses with not_found. */
static bool find_run(struct call *call, int64_t *id, struct refusal *why)
{
    if (!call_id_param(call, 0, id, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    json_t *run = register_run_json(call->task, *id, why);
    json_decref(run);
    return run != NULL;
}

static bool post_go_on(struct call *call, struct refusal *why)
{
    int64_t id;
    return find_run(call, &id, why) &&
           register_run_go_on(call->task, id, call->session.account_id, true, why) &&
           reply_run(call, 200, id, why);
}

static bool post_give_up(struct call *call, struct refusal *why)
{
    int64_t id;
    return find_run(call, &id, why) &&
           register_run_give_up(call->task, id, call->session.account_id, why) &&
           reply_run(call, 200, id, why);
}

static bool get_run_faults(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t id;
    return call_list(call, &page, why) && find_run(call, &id, why) &&
           call_reply(call, 200, register_fault_list_json(call->task, id, &page, why));
}

static bool get_change_faults(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, register_fault_list_json(call->task, REGISTER_FEED, &page, why));
}

static bool get_reports(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, household_report_refused_json(call->task, &page, why));
}

static bool decide_report(struct call *call,
                          bool (*work)(struct task *task, int64_t report_id, const char *reason,
                                       struct refusal *why),
                          struct refusal *why)
{
    const char *reason;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_reason(call, &reason, why) &&
           call_allowed(call, RIGHT_OPERATE, NULL, why) && work(call->task, id, reason, why) &&
           call_reply(call, 200, household_report_sum_json(call->task, why));
}

static bool post_report_again(struct call *call, struct refusal *why)
{
    return decide_report(call, household_report_again, why);
}

static bool post_report_drop(struct call *call, struct refusal *why)
{
    return decide_report(call, household_report_drop, why);
}

const struct route ROUTES_REGISTER[] = {
    {"register_get", "GET", "/api/v1/register", get_register, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_QUIET},
    {"register_run_list", "GET", "/api/v1/register/runs", get_runs, .rights = {RIGHT_OPERATE},
     .query = "after limit"},
    {"register_run_begin", "POST", "/api/v1/register/runs", post_run, .rights = {RIGHT_OPERATE}},
    {"register_run_get", "GET", "/api/v1/register/runs/:run_id", get_run, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_QUIET},
    {"register_run_go_on", "POST", "/api/v1/register/runs/:run_id/go-on", post_go_on,
     .rights = {RIGHT_OPERATE}},
    {"register_run_give_up", "POST", "/api/v1/register/runs/:run_id/give-up", post_give_up,
     .rights = {RIGHT_OPERATE}},
    {"register_run_fault_list", "GET", "/api/v1/register/runs/:run_id/faults", get_run_faults,
     .rights = {RIGHT_OPERATE}, .query = "after limit"},
    {"register_change_fault_list", "GET", "/api/v1/register/faults", get_change_faults,
     .rights = {RIGHT_OPERATE}, .query = "after limit"},
    {"register_report_list", "GET", "/api/v1/register/reports", get_reports,
     .rights = {RIGHT_OPERATE}, .query = "after limit"},
    {"register_report_again", "POST", "/api/v1/register/reports/:report_id/again",
     post_report_again, .rights = {RIGHT_OPERATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"register_report_drop", "POST", "/api/v1/register/reports/:report_id/drop", post_report_drop,
     .rights = {RIGHT_OPERATE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
