/* Payouts to households: runs and their lines, on the desks of the county's centre and its auditor;
 * and what a household says of its own. */
#include "ledger/payout.h"
#include "ledger/payout_run.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/proxy.h"
#include "settlement/bank_list.h"
#include "settlement/decide.h"
#include "settlement/line.h"
#include "settlement/plan.h"
#include "settlement/release.h"
#include "settlement/result.h"
#include "settlement/summary.h"
#include "settlement/word.h"

/* ---- runs ---- */

static bool get_summary(struct call *call, struct refusal *why)
{
    const char *county = "";
    return call_county_query(call, "county", &county, why) &&
           call_desk(call, RIGHT_PAYOUT_READ, &county, why) &&
           call_reply(call, 200, payout_summary_json(call->task, county, why));
}

static bool get_runs(struct call *call, struct refusal *why)
{
    const char *county = "", *state = "";
    struct page page;
    return call_list(call, &page, why) && call_county_query(call, "county", &county, why) &&
           call_state_query(call, "state", &PAYOUT_RUN_MACHINE, &state, why) &&
           call_desk(call, RIGHT_PAYOUT_READ, &county, why) &&
           call_reply(call, 200, payout_run_list_json(call->task, county, state, &page, why));
}

struct run_body {
    const char *note;
};
static const struct shape_field RUN_FIELDS[] = {
    FIELD_TEXT(struct run_body, note, REQUIRED, 2, 60, "请给这批发放起个名字，2 到 60 个字"),
};
static const struct shape RUN_SHAPE = SHAPE(struct run_body, RUN_FIELDS);

static bool post_run(struct call *call, struct refusal *why)
{
    struct run_body body = {.note = NULL};
    struct payout_wish wish = {.county_code = "", .actor_id = call->session.account_id};
    struct idempotency key;
    int64_t run_id;
    if (!call_read(call, &body, why) ||
        !call_county_query(call, "county", &wish.county_code, why) ||
        !call_idempotency(call, &key, why) ||
        !call_desk(call, RIGHT_PAYOUT_PREPARE, &wish.county_code, why))
        return false;
    wish.note = body.note;
    return payout_plan(call->task, &wish, &key, &run_id, why) &&
           call_reply(call, 201, payout_run_json(call->task, run_id, why));
}

/* The run that the path names, for who has the right in its county. */
static bool allowed_run(struct call *call, enum right right, int64_t *run_id, struct refusal *why)
{
    const char *county;
    return call_id_param(call, 0, run_id, why) &&
           payout_run_county(call->task, *run_id, &county, why) &&
           call_allowed(call, right, &(struct scope){.region_code = county}, why);
}

static bool get_run(struct call *call, struct refusal *why)
{
    int64_t run_id;
    return allowed_run(call, RIGHT_PAYOUT_READ, &run_id, why) &&
           call_reply(call, 200, payout_run_json(call->task, run_id, why));
}

static const struct shape_field RELEASE_FIELDS[] = {
    FIELD_INT(struct payout_release, households, REQUIRED, 0, INT64_C(100000000),
              "请写明核对过的户数"),
    FIELD_INT(struct payout_release, amount_fen, REQUIRED, 0, INT64_C(1000000000000000),
              "请写明核对过的金额"),
};
static const struct shape RELEASE_SHAPE = SHAPE(struct payout_release, RELEASE_FIELDS);

static bool post_release(struct call *call, struct refusal *why)
{
    struct payout_release release = {.actor_id = call->session.account_id};
    return call_read(call, &release, why) &&
           allowed_run(call, RIGHT_PAYOUT_RELEASE, &release.run_id, why) &&
           payout_release(call->task, &release, why) &&
           call_reply(call, 200, payout_run_json(call->task, release.run_id, why));
}

struct reason_body {
    const char *reason;
};
static const struct shape_field REASON_FIELDS[] = {
    FIELD_TEXT(struct reason_body, reason, REQUIRED, 2, 200, "请写明原因，2 到 200 个字"),
};
static const struct shape REASON_SHAPE = SHAPE(struct reason_body, REASON_FIELDS);

/* Who may make one may drop it, and so may who would release it. */
static bool post_drop(struct call *call, struct refusal *why)
{
    struct reason_body body = {.reason = NULL};
    const char *county;
    int64_t run_id;
    if (!call_read(call, &body, why) || !call_id_param(call, 0, &run_id, why) ||
        !payout_run_county(call->task, run_id, &county, why))
        return false;
    const struct scope scope = {.region_code = county};
    return (permission_allows(&call->session, RIGHT_PAYOUT_RELEASE, &scope) ||
            call_allowed(call, RIGHT_PAYOUT_PREPARE, &scope, why)) &&
           payout_drop(call->task, run_id, call->session.account_id, body.reason, why) &&
           call_reply(call, 200, payout_run_json(call->task, run_id, why));
}

/* ---- lines ---- */

static bool get_lines(struct call *call, struct refusal *why)
{
    const char *state = "";
    struct page page;
    int64_t run_id;
    return call_list(call, &page, why) &&
           call_state_query(call, "state", &PAYOUT_MACHINE, &state, why) &&
           allowed_run(call, RIGHT_PAYOUT_READ, &run_id, why) &&
           call_reply(call, 200, payout_list_json(call->task, run_id, state, &page, why));
}

static bool get_bank_list(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t run_id;
    return call_list(call, &page, why) && allowed_run(call, RIGHT_PAYOUT_PREPARE, &run_id, why) &&
           call_reply(call, 200,
                      bank_list_json(call->task, run_id, call->session.account_id, &page, why));
}

static bool post_results(struct call *call, struct refusal *why)
{
    struct payout_results results = {.items = {.count = 0}};
    int64_t run_id, taken;
    if (!call_read(call, &results, why) || !allowed_run(call, RIGHT_PAYOUT_PREPARE, &run_id, why) ||
        !payout_take_results(call->task, run_id, &results, call->session.account_id, &taken, why))
        return false;
    json_t *run = payout_run_json(call->task, run_id, why);
    return call_reply(call, 200,
                      run != NULL ? json_pack("{s:I, s:o}", "taken", (json_int_t)taken, "run", run)
                                  : NULL);
}

/* The line that the path names, for who has the right in its county. */
static bool allowed_line(struct call *call, enum right right, int64_t *payout_id,
                         struct refusal *why)
{
    struct payout_place place;
    return call_id_param(call, 0, payout_id, why) &&
           payout_find(call->task, *payout_id, &place, why) &&
           call_allowed(call, right, &(struct scope){.region_code = place.county_code}, why);
}

static bool get_line(struct call *call, struct refusal *why)
{
    int64_t payout_id;
    return allowed_line(call, RIGHT_PAYOUT_READ, &payout_id, why) &&
           call_reply(call, 200, settlement_line_json(call->task, payout_id, why));
}

static bool decide(struct call *call, bool pass, struct refusal *why)
{
    struct reason_body body = {.reason = NULL};
    struct payout_decision decision = {.actor_id = call->session.account_id, .pass = pass};
    if (!call_read(call, &body, why) ||
        !allowed_line(call, RIGHT_PAYOUT_PREPARE, &decision.payout_id, why))
        return false;
    decision.reason = body.reason;
    return payout_decide(call->task, &decision, why) &&
           call_reply(call, 200, settlement_line_json(call->task, decision.payout_id, why));
}

static bool post_hold(struct call *call, struct refusal *why)
{
    return decide(call, false, why);
}

static bool post_pass(struct call *call, struct refusal *why)
{
    return decide(call, true, why);
}

/* ---- what is said of them ---- */

static const char *const ANSWERS[] = {"paid", "returned", NULL};
struct answer_body {
    const char *outcome, *reason;
};
static const struct shape_field ANSWER_FIELDS[] = {
    FIELD_CHOICE(struct answer_body, outcome, REQUIRED, ANSWERS,
                 "请选择：查实已经到账，或者钱退回来了"),
    FIELD_TEXT(struct answer_body, reason, REQUIRED, 2, 200, "请写明怎么查的，2 到 200 个字"),
};
static const struct shape ANSWER_SHAPE = SHAPE(struct answer_body, ANSWER_FIELDS);

static bool post_answer(struct call *call, struct refusal *why)
{
    struct answer_body body = {.outcome = NULL};
    int64_t payout_id;
    if (!call_read(call, &body, why) || !allowed_line(call, RIGHT_PAYOUT_PREPARE, &payout_id, why))
        return false;
    return payout_say(call->task, payout_id,
                      (enum payout_state)machine_state(&PAYOUT_MACHINE, body.outcome),
                      call->session.account_id, body.reason, why) &&
           call_reply(call, 200, settlement_line_json(call->task, payout_id, why));
}

static bool get_household(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    int64_t household_id;
    return call_id_param(call, 0, &household_id, why) && call_list(call, &page, why) &&
           proxy_open_statement(call->task, &call->session, household_id, &household, why) &&
           call_reply(call, 200, payout_household_json(call->task, household_id, &page, why));
}

struct word_body {
    bool received;
    const char *reason;
};
static const struct shape_field WORD_FIELDS[] = {
    FIELD_BOOL(struct word_body, received, REQUIRED, "请写明收到了没有"),
    FIELD_TEXT(struct word_body, reason, OPTIONAL, 2, 200, "请写明情况，2 到 200 个字"),
};
static const struct shape WORD_SHAPE = SHAPE(struct word_body, WORD_FIELDS);

/* The household itself, an officer of its village on its word, or who it named: not who releases
 * payouts, though they may read its statement. */
static bool may_speak(struct call *call, const struct household *household, struct refusal *why)
{
    const struct scope scope = {.region_code = household->village_code,
                                .household_id = household->id};
    bool may = proxy_is_own(&call->session, household->id) ||
               permission_allows(&call->session, RIGHT_CONSENT_KEEP, &scope);
    if (!may && !proxy_covers(call->task, &call->session, household->id, "statement", &may, why))
        return false;
    return may || refuse(why, &REFUSAL_FORBIDDEN, NULL);
}

static bool post_word(struct call *call, struct refusal *why)
{
    struct word_body body = {.reason = NULL};
    struct household household;
    struct page page = {.limit = PAGE_LIMIT_DEFAULT};
    struct payout_place place;
    int64_t payout_id;
    if (!call_id_param(call, 0, &payout_id, why) || !call_read(call, &body, why) ||
        !payout_find(call->task, payout_id, &place, why) ||
        !proxy_open_statement(call->task, &call->session, place.household_id, &household, why) ||
        !may_speak(call, &household, why))
        return false;
    if (!body.received && body.reason == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "reason", "请写明情况，2 到 200 个字");
    return payout_say(call->task, payout_id, body.received ? PAYOUT_CONFIRMED : PAYOUT_DISPUTED,
                      call->session.account_id, body.reason != NULL ? body.reason : "", why) &&
           call_reply(call, 200, payout_household_json(call->task, place.household_id, &page, why));
}

const struct route ROUTES_PAYOUT[] = {
    {"payout_summary", "GET", "/api/v1/desk/payout-summary", get_summary,
     .rights = {RIGHT_PAYOUT_READ}, .query = "county"},
    {"payout_run_list", "GET", "/api/v1/payout-runs", get_runs, .rights = {RIGHT_PAYOUT_READ},
     .query = "county state after limit"},
    {"payout_run_create", "POST", "/api/v1/payout-runs", post_run, .rights = {RIGHT_PAYOUT_PREPARE},
     .flags = ROUTE_IDEMPOTENT, .query = "county", .body = &RUN_SHAPE, .body_max = 4 * KIB},
    {"payout_run_get", "GET", "/api/v1/payout-runs/:run_id", get_run,
     .rights = {RIGHT_PAYOUT_READ}},
    {"payout_run_release", "POST", "/api/v1/payout-runs/:run_id/release", post_release,
     .rights = {RIGHT_PAYOUT_RELEASE}, .body = &RELEASE_SHAPE, .body_max = 4 * KIB},
    {"payout_run_drop", "POST", "/api/v1/payout-runs/:run_id/drop", post_drop,
     .rights = {RIGHT_PAYOUT_PREPARE, RIGHT_PAYOUT_RELEASE}, .body = &REASON_SHAPE,
     .body_max = 4 * KIB},
    {"payout_list", "GET", "/api/v1/payout-runs/:run_id/payouts", get_lines,
     .rights = {RIGHT_PAYOUT_READ}, .query = "state after limit"},
    {"payout_bank_list", "GET", "/api/v1/payout-runs/:run_id/bank-list", get_bank_list,
     .rights = {RIGHT_PAYOUT_PREPARE}, .query = "after limit"},
    {"payout_results", "POST", "/api/v1/payout-runs/:run_id/results", post_results,
     .rights = {RIGHT_PAYOUT_PREPARE}, .body = &PAYOUT_RESULTS_SHAPE, .body_max = 512 * KIB},
    {"payout_get", "GET", "/api/v1/payouts/:payout_id", get_line, .rights = {RIGHT_PAYOUT_READ}},
    {"payout_hold", "POST", "/api/v1/payouts/:payout_id/hold", post_hold,
     .rights = {RIGHT_PAYOUT_PREPARE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"payout_pass", "POST", "/api/v1/payouts/:payout_id/pass", post_pass,
     .rights = {RIGHT_PAYOUT_PREPARE}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {"payout_answer", "POST", "/api/v1/payouts/:payout_id/answer", post_answer,
     .rights = {RIGHT_PAYOUT_PREPARE}, .body = &ANSWER_SHAPE, .body_max = 4 * KIB},
    {"payout_word", "POST", "/api/v1/payouts/:payout_id/word", post_word,
     .access = ACCESS_SIGNED_IN, .body = &WORD_SHAPE, .body_max = 4 * KIB},
    {"household_payouts", "GET", "/api/v1/households/:household_id/payouts", get_household,
     .access = ACCESS_SIGNED_IN, .query = "after limit"},
    {0},
};
