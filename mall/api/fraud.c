/* What looks like fraud, on the county's desk. */
#include "fraud/flag.h"
#include "fraud/income_limit.h"

#include "mall/api/reply.h"
#include "mall/api/routes.h"

static const char *const KINDS[] = {"shared_bank",     "many_sellers", "staff_benefits",
                                    "legal_person",    "high_income",  "own_purchases",
                                    "shared_delivery", "two_counties", NULL};

static bool get_flags(struct call *call, struct refusal *why)
{
    const char *county = "", *state = "", *kind = "";
    struct page page;
    return call_list(call, &page, why) && call_county_query(call, "county", &county, why) &&
           call_state_query(call, "state", &FRAUD_FLAG_MACHINE, &state, why) &&
           call_choice_query(call, "kind", KINDS, &kind, why) &&
           call_desk(call, RIGHT_HOUSEHOLD_STATE, &county, why) &&
           call_reply(call, 200, fraud_flag_list_json(call->task, county, state, kind, &page, why));
}

/* The flag that the path names, for who decides on households in its county. */
static bool allowed_flag(struct call *call, int64_t *id, struct refusal *why)
{
    const char *county;
    if (!call_id_param(call, 0, id, why) || !fraud_flag_county(call->task, *id, &county, why))
        return false;
    return call_allowed(call, RIGHT_HOUSEHOLD_STATE, &(struct scope){.region_code = county}, why);
}

static bool get_flag(struct call *call, struct refusal *why)
{
    int64_t id;
    return allowed_flag(call, &id, why) &&
           call_reply(call, 200, fraud_flag_json(call->task, id, why));
}

static bool post_look(struct call *call, struct refusal *why)
{
    int64_t id;
    return allowed_flag(call, &id, why) &&
           fraud_flag_look(call->task, id, call->session.account_id, why) &&
           call_reply(call, 200, fraud_flag_json(call->task, id, why));
}

struct decision_body {
    const char *outcome, *reason, *follows;
};

static const char *const OUTCOMES[] = {"confirmed", "cleared", NULL};

static const struct shape_field DECISION_FIELDS[] = {
    FIELD_CHOICE(struct decision_body, outcome, REQUIRED, OUTCOMES, "请选择：属实，或者没有问题"),
    FIELD_TEXT(struct decision_body, reason, REQUIRED, 2, 200, "请写明原因，2 到 200 个字"),
    FIELD_CHOICE(struct decision_body, follows, OPTIONAL, FRAUD_FOLLOWS,
                 "请选择属实以后怎么办：只记下，停这一条联结，或者暂停这一户"),
};
static const struct shape DECISION_SHAPE = SHAPE(struct decision_body, DECISION_FIELDS);

static bool post_decision(struct call *call, struct refusal *why)
{
    struct decision_body body = {.follows = FRAUD_FOLLOWS[0]};
    int64_t id;
    if (!call_read(call, &body, why) || !allowed_flag(call, &id, why))
        return false;
    bool confirmed = machine_find_state(&FRAUD_FLAG_MACHINE, body.outcome) == FRAUD_FLAG_CONFIRMED;
    struct fraud_decision decision = {.flag_id = id,
                                      .actor_id = call->session.account_id,
                                      .confirmed = confirmed,
                                      .follows = confirmed ? body.follows : FRAUD_FOLLOWS[0],
                                      .reason = body.reason};
    return fraud_flag_decide(call->task, &decision, why) &&
           call_reply(call, 200, fraud_flag_json(call->task, id, why));
}

/* ---- how much is likely ---- */

static bool get_limits(struct call *call, struct refusal *why)
{
    const char *county = "";
    struct page page;
    return call_list(call, &page, why) && call_county_query(call, "county", &county, why) &&
           call_desk(call, RIGHT_HOUSEHOLD_STATE, &county, why) &&
           call_reply(call, 200, income_limit_list_json(call->task, county, &page, why));
}

static const struct shape_field LIMIT_FIELDS[] = {
    FIELD_INT(struct income_limit_wish, year, REQUIRED, INCOME_LIMIT_FIRST_YEAR,
              INCOME_LIMIT_LAST_YEAR, "请填写年份，四位数字"),
    FIELD_INT(struct income_limit_wish, fen_a_head, REQUIRED, 1, 100000000000,
              "请填写每人一年多少钱，大于 0"),
    FIELD_TEXT(struct income_limit_wish, reason, REQUIRED, 2, 200, "请写明依据，2 到 200 个字"),
};
static const struct shape LIMIT_SHAPE = SHAPE(struct income_limit_wish, LIMIT_FIELDS);

static bool post_limit(struct call *call, struct refusal *why)
{
    struct income_limit_wish wish = {.actor_id = call->session.account_id, .county_code = ""};
    struct page page = {.limit = PAGE_LIMIT_DEFAULT};
    return call_county_query(call, "county", &wish.county_code, why) &&
           call_desk(call, RIGHT_HOUSEHOLD_STATE, &wish.county_code, why) &&
           call_read(call, &wish, why) && income_limit_set(call->task, &wish, why) &&
           call_reply(call, 200, income_limit_list_json(call->task, wish.county_code, &page, why));
}

const struct route ROUTES_FRAUD[] = {
    {"fraud_flag_list", "GET", "/api/v1/desk/fraud-flags", get_flags,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .query = "county state kind after limit"},
    {"fraud_flag_get", "GET", "/api/v1/fraud-flags/:flag_id", get_flag,
     .rights = {RIGHT_HOUSEHOLD_STATE}},
    {"fraud_flag_look", "POST", "/api/v1/fraud-flags/:flag_id/look", post_look,
     .rights = {RIGHT_HOUSEHOLD_STATE}},
    {"fraud_flag_decide", "POST", "/api/v1/fraud-flags/:flag_id/decision", post_decision,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .body = &DECISION_SHAPE, .body_max = 4 * KIB},
    {"income_limit_list", "GET", "/api/v1/desk/income-limits", get_limits,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .query = "county after limit"},
    {"income_limit_set", "POST", "/api/v1/desk/income-limits", post_limit,
     .rights = {RIGHT_HOUSEHOLD_STATE}, .query = "county", .body = &LIMIT_SHAPE,
     .body_max = 4 * KIB},
    {0},
};
