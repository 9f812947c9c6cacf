/* What a household asks to have corrected: by itself, who acts for it, or an officer; decided at
 * the township's desk, and at the county's. */
#include "mall/api/correction.h"

#include <string.h>

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/access_trail.h"
#include "registry/correction.h"
#include "registry/household_scan.h"
#include "registry/proxy.h"

bool correction_as_whom(struct call *call, const struct household *household, const char **as,
                        struct refusal *why)
{
    struct scope scope = {.region_code = household->village_code, .household_id = household->id};
    if (permission_allows(&call->session, RIGHT_HOUSEHOLD_OWN, &scope))
        *as = "own";
    else if (permission_allows(&call->session, RIGHT_CORRECTION_ASK, &scope))
        *as = "officer";
    else if (proxy_act(call->task, &call->session, household, "correction", why))
        *as = "proxy";
    else
        return false;
    return true;
}

static bool post_correction(struct call *call, struct refusal *why)
{
    struct correction_wish wish = {.field = NULL};
    struct household household;
    struct idempotency key;
    int64_t household_id, id;
    if (!call_read(call, &wish, why) || !call_id_param(call, 0, &household_id, why) ||
        !call_idempotency(call, &key, why) ||
        !household_find(call->task, household_id, &household, why) ||
        !correction_as_whom(call, &household, &wish.asked_as, why))
        return false;
    if (strcmp(wish.asked_as, "officer") == 0)
        task_act_on_behalf(call->task, household_id);
    return correction_ask(call->task, &household, &wish, call->session.account_id, &key, &id,
                          why) &&
           call_reply(call, 201, correction_json(call->task, id, false, why));
}

static bool get_of_household(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    const char *as;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_list(call, &page, why) &&
           household_find(call->task, id, &household, why) &&
           correction_as_whom(call, &household, &as, why) &&
           call_reply(call, 200, correction_of_household_json(call->task, id, false, &page, why));
}

/* ---- at the desk ---- */

static bool get_desk(struct call *call, struct refusal *why)
{
    struct page page;
    const char *region = "", *state = "";
    int64_t late = 0;
    return call_region_query(call, "region", &region, why) &&
           call_state_query(call, "state", &CORRECTION_MACHINE, &state, why) &&
           call_int_query(call, "late", 0, 1, &late, why) && call_list(call, &page, why) &&
           call_desk(call, RIGHT_CORRECTION_DECIDE, &region, why) &&
           call_reply(call, 200,
                      correction_desk_list_json(call->task, region, state, late != 0, &page, why));
}

static bool find_to_decide(struct call *call, struct correction *correction, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !correction_find(call->task, id, correction, why))
        return false;
    struct scope scope = {.region_code = correction->village_code};
    return call_allowed(call, RIGHT_CORRECTION_DECIDE, &scope, why);
}

/* The values in the clear: who is to decide must see them, and is seen. */
static bool get_correction(struct call *call, struct refusal *why)
{
    struct correction correction;
    if (!find_to_decide(call, &correction, why))
        return false;
    struct access_reading reading = {.account_id = call->session.account_id,
                                     .purpose = "correction",
                                     .subject = "household",
                                     .subject_id = correction.household_id,
                                     .county_code = correction.county_code,
                                     .fields = "correction"};
    return access_trail_open(call->task, &reading, "MALL_PERSONAL_DAILY", why) &&
           call_reply(call, 200, correction_json(call->task, correction.id, true, why));
}

static bool get_scan(struct call *call, struct refusal *why)
{
    struct correction correction;
    struct household household;
    const void *bytes;
    size_t length;
    return find_to_decide(call, &correction, why) &&
           household_find(call->task, correction.household_id, &household, why) &&
           household_scan_open(call->task, &household, correction.scan_id, call->session.account_id,
                               &bytes, &length, why) &&
           call_reply_private(call, "image/webp", bytes, length);
}

/* ---- moving one ---- */

static const char *const MOVES[] = {"checked",   "accepted",  "refused",
                                    "passed_on", "withdrawn", NULL};
struct move_body {
    const char *to, *reason;
};
static const struct shape_field MOVE_FIELDS[] = {
    FIELD_CHOICE(struct move_body, to, REQUIRED, MOVES, NULL),
    FIELD_TEXT(struct move_body, reason, OPTIONAL, 2, 200, "请写一句给农户看的话，2 到 200 个字"),
};
static const struct shape MOVE_SHAPE = SHAPE(struct move_body, MOVE_FIELDS);

/* Who asked takes it back, or the household itself; the desk decides. To who may not even read it,
 * it is not there. */
static bool check_mover(struct call *call, const struct correction *correction,
                        enum correction_state to, struct refusal *why)
{
    const struct session *session = &call->session;
    struct scope scope = {.region_code = correction->village_code,
                          .household_id = correction->household_id};
    bool own = proxy_is_own(session, correction->household_id) ||
               correction->asked_by == session->account_id;
    if (!own && !permission_allows(session, RIGHT_CORRECTION_ASK, &scope))
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (to == CORRECTION_WITHDRAWN)
        return own || refuse(why, &REFUSAL_FORBIDDEN, NULL);
    return call_allowed(call, RIGHT_CORRECTION_DECIDE, &scope, why);
}

static bool post_move(struct call *call, struct refusal *why)
{
    struct move_body body = {.reason = ""};
    struct correction correction;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !correction_find(call->task, id, &correction, why))
        return false;
    enum correction_state to = (enum correction_state)machine_state(&CORRECTION_MACHINE, body.to);
    if (!check_mover(call, &correction, to, why))
        return false;
    if (to != CORRECTION_CHECKED && to != CORRECTION_WITHDRAWN && body.reason[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "reason",
                             "请写一句给农户看的话，2 到 200 个字");
    return correction_move(call->task, id, to, call->session.account_id, body.reason, why) &&
           call_reply(call, 200, correction_json(call->task, id, false, why));
}

const struct route ROUTES_CORRECTION[] = {
    {"correction_create", "POST", "/api/v1/households/:household_id/corrections", post_correction,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT, .body = &CORRECTION_WISH_SHAPE,
     .body_max = 4 * KIB},
    {"correction_list", "GET", "/api/v1/households/:household_id/corrections", get_of_household,
     .access = ACCESS_SIGNED_IN, .query = "after limit"},
    {"correction_desk_list", "GET", "/api/v1/desk/corrections", get_desk,
     .rights = {RIGHT_CORRECTION_DECIDE}, .query = "region state late after limit"},
    {"correction_get", "GET", "/api/v1/corrections/:correction_id", get_correction,
     .rights = {RIGHT_CORRECTION_DECIDE}},
    {"correction_scan", "GET", "/api/v1/corrections/:correction_id/scan", get_scan,
     .rights = {RIGHT_CORRECTION_DECIDE}},
    {"correction_move", "POST", "/api/v1/corrections/:correction_id/moves", post_move,
     .access = ACCESS_SIGNED_IN, .body = &MOVE_SHAPE, .body_max = 4 * KIB},
    {0},
};
