/* What people register as, and who decides about it. */
#include "registry/registration.h"

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "onboarding/consent_scan.h"

static bool post_registration(struct call *call, struct refusal *why)
{
    struct registration_wish wish = {.kind = NULL};
    struct idempotency key;
    int64_t id;
    return call_read(call, &wish, why) && call_idempotency(call, &key, why) &&
           registration_apply(call->task, call->session.account_id, &wish, &key, &id, why) &&
           call_reply(call, 201, registration_json(call->task, id, true, why));
}

static bool get_own(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) &&
           call_reply(call, 200,
                      registration_own_list_json(call->task, call->session.account_id, &page, why));
}

static bool get_desk(struct call *call, struct refusal *why)
{
    struct page page;
    const char *region = "", *state = "";
    return call_region_query(call, "region", &region, why) &&
           call_state_query(call, "state", &REGISTRATION_MACHINE, &state, why) &&
           call_list(call, &page, why) && call_desk(call, RIGHT_AUTHORITY_RECORD, &region, why) &&
           call_reply(call, 200,
                      registration_desk_list_json(call->task, region, state, &page, why));
}

/* A household that an officer registers. */
struct household_body {
    struct consent_reference consent;
};
static const struct shape_field PROXY_FIELDS[] = {
    FIELD_OBJECT(struct household_body, consent, REQUIRED, CONSENT_REFERENCE_SHAPE,
                 "请填写农户同意的凭据"),
};
static const struct shape HOUSEHOLD_SHAPE = SHAPE(struct household_body, PROXY_FIELDS);

static bool post_household(struct call *call, struct refusal *why)
{
    struct household_body body = {.consent = {.kind = NULL}};
    struct household household;
    struct idempotency key;
    int64_t household_id, id;
    return call_read(call, &body, why) && call_id_param(call, 0, &household_id, why) &&
           household_require(call->task, &call->session, RIGHT_AUTHORITY_RECORD, household_id,
                             &household, why) &&
           call_idempotency(call, &key, why) &&
           consent_scan_require(call->task, household.id, body.consent.scan_id, why) &&
           registration_by_proxy(call->task, &household, &body.consent, call->session.account_id,
                                 &key, &id, why) &&
           call_reply(call, 201, registration_json(call->task, id, false, why));
}

static const char *const MOVES[] = {"granted", "refused", "withdrawn", "ended", NULL};
struct move_body {
    const char *to, *reason;
};
static const struct shape_field MOVE_FIELDS[] = {
    FIELD_CHOICE(struct move_body, to, REQUIRED, MOVES, NULL),
    FIELD_TEXT(struct move_body, reason, OPTIONAL, 2, 200, "请写明原因，2 到 200 个字"),
};
static const struct shape MOVE_SHAPE = SHAPE(struct move_body, MOVE_FIELDS);

/* Who registered withdraws; a household is an officer's of its place to decide, an administrator
 * the county centre's. To others it is not there. */
static bool check_mover(struct call *call, const struct registration *it,
                        enum registration_state to, struct refusal *why)
{
    struct scope scope = {.region_code = it->place_code};
    bool own = it->account_id == call->session.account_id;
    if (to == REGISTRATION_WITHDRAWN)
        return own || refuse(why, &REFUSAL_NOT_FOUND, NULL);
    enum right right = it->administrator ? RIGHT_ADMINISTRATOR_GRANT : RIGHT_AUTHORITY_RECORD;
    if (permission_allows(&call->session, right, &scope))
        return true;
    return refuse(why, own ? &REFUSAL_FORBIDDEN : &REFUSAL_NOT_FOUND, NULL);
}

static bool post_move(struct call *call, struct refusal *why)
{
    struct move_body body = {.reason = ""};
    struct registration it;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !registration_find(call->task, id, &it, why))
        return false;
    enum registration_state to =
        (enum registration_state)machine_state(&REGISTRATION_MACHINE, body.to);
    if (!check_mover(call, &it, to, why))
        return false;
    if ((to == REGISTRATION_REFUSED || to == REGISTRATION_ENDED) && body.reason[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "reason", "请写明原因，2 到 200 个字");
    return registration_move(call->task, id, to, call->session.account_id, body.reason, why) &&
           call_reply(call, 200,
                      registration_json(call->task, id, to == REGISTRATION_WITHDRAWN, why));
}

const struct route ROUTES_REGISTRATION[] = {
    {"registration_create", "POST", "/api/v1/me/registrations", post_registration,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT, .body = &REGISTRATION_WISH_SHAPE,
     .body_max = 4 * KIB},
    {"registration_own_list", "GET", "/api/v1/me/registrations", get_own,
     .access = ACCESS_SIGNED_IN, .query = "after limit"},
    {"registration_desk_list", "GET", "/api/v1/desk/registrations", get_desk,
     .rights = {RIGHT_AUTHORITY_RECORD}, .query = "region state after limit"},
    {"household_register", "POST", "/api/v1/households/:household_id/registrations", post_household,
     .rights = {RIGHT_AUTHORITY_RECORD}, .flags = ROUTE_IDEMPOTENT, .body = &HOUSEHOLD_SHAPE,
     .body_max = 4 * KIB},
    {"registration_move", "POST", "/api/v1/registrations/:registration_id/moves", post_move,
     .access = ACCESS_SIGNED_IN, .body = &MOVE_SHAPE, .body_max = 4 * KIB},
    {0},
};
