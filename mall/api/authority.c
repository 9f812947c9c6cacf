/* Who may act for a household: recorded by officers, confirmed by others, withdrawn by who is
 * meant. */
#include "registry/authority.h"

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "media/picture_work.h"
#include "onboarding/consent_scan.h"
#include "registry/proxy.h"

static bool require(struct call *call, enum right right, struct household *household,
                    struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, right, id, household, why);
}

/* ---- photos of papers ---- */

static bool post_scan(struct call *call, struct refusal *why)
{
    struct household household;
    struct idempotency key;
    const void *bytes;
    size_t length;
    int64_t scan_id;
    char digits[21];
    return require(call, RIGHT_AUTHORITY_RECORD, &household, why) &&
           call_file(call, &bytes, &length, why) && call_idempotency(call, &key, why) &&
           consent_scan_add(call->task, &household, bytes, length, &key, &scan_id, why) &&
           call_reply(call, 201, json_pack("{s:s}", "scan_id", id_text(scan_id, digits)));
}

static bool get_scan(struct call *call, struct refusal *why)
{
    struct household household;
    const void *bytes;
    size_t length;
    int64_t scan_id;
    return require(call, RIGHT_AUTHORITY_READ, &household, why) &&
           call_id_param(call, 1, &scan_id, why) &&
           consent_scan_open(call->task, &household, scan_id, call->session.account_id, &bytes,
                             &length, why) &&
           call_reply_private(call, "image/webp", bytes, length);
}

/* ---- a household's ---- */

static bool post_authority(struct call *call, struct refusal *why)
{
    struct authority_wish wish = {.phone = NULL};
    struct household household;
    struct idempotency key;
    int64_t id;
    return call_read(call, &wish, why) && require(call, RIGHT_AUTHORITY_RECORD, &household, why) &&
           call_idempotency(call, &key, why) &&
           consent_scan_require(call->task, household.id, wish.consent.scan_id, why) &&
           authority_record(call->task, &household, &wish, call->session.account_id, &key, &id,
                            why) &&
           call_reply(call, 201, authority_json(call->task, id, why));
}

static bool get_authorities(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    return require(call, RIGHT_AUTHORITY_READ, &household, why) && call_list(call, &page, why) &&
           call_reply(call, 200, authority_of_household_json(call->task, household.id, &page, why));
}

/* ---- one's own, and a desk's ---- */

static bool get_own(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) &&
           call_reply(call, 200,
                      authority_own_list_json(call->task, call->session.account_id, &page, why));
}

static bool get_desk(struct call *call, struct refusal *why)
{
    struct page page;
    const char *region = "", *state = "";
    return call_region_query(call, "region", &region, why) &&
           call_state_query(call, "state", &AUTHORITY_MACHINE, &state, why) &&
           call_list(call, &page, why) && call_desk(call, RIGHT_AUTHORITY_RECORD, &region, why) &&
           call_reply(call, 200, authority_desk_list_json(call->task, region, state, &page, why));
}

/* ---- moving one ---- */

static const char *const MOVES[] = {"in_force", "refused", "withdrawn", "ended", NULL};
struct move_body {
    const char *to, *reason;
};
static const struct shape_field MOVE_FIELDS[] = {
    FIELD_CHOICE(struct move_body, to, REQUIRED, MOVES, NULL),
    FIELD_TEXT(struct move_body, reason, OPTIONAL, 2, 200, "请写明原因，2 到 200 个字"),
};
static const struct shape MOVE_SHAPE = SHAPE(struct move_body, MOVE_FIELDS);

/* Whose word it takes: another's at the desk to confirm or refuse, an officer's to end it on the
 * household's word, the household's, the proxy's or - while it waits - the recorder's to withdraw.
 * To who may not even read it, it is not there. */
static bool check_mover(struct call *call, const struct authority *authority,
                        enum authority_state to, struct refusal *why)
{
    const struct session *session = &call->session;
    struct scope scope = {.region_code = authority->village_code,
                          .household_id = authority->household_id};
    bool own =
        proxy_is_own(session, authority->household_id) ||
        authority->account_id == session->account_id ||
        (authority->state == AUTHORITY_RECORDED && authority->recorded_by == session->account_id);
    if (!own && !permission_allows(session, RIGHT_AUTHORITY_READ, &scope))
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (to == AUTHORITY_WITHDRAWN)
        return own || refuse(why, &REFUSAL_FORBIDDEN, NULL);
    return call_allowed(call,
                        to == AUTHORITY_ENDED ? RIGHT_AUTHORITY_RECORD : RIGHT_AUTHORITY_CONFIRM,
                        &scope, why);
}

static bool post_move(struct call *call, struct refusal *why)
{
    struct move_body body = {.reason = ""};
    struct authority authority;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !authority_find(call->task, id, &authority, why))
        return false;
    enum authority_state to = (enum authority_state)machine_state(&AUTHORITY_MACHINE, body.to);
    if (!check_mover(call, &authority, to, why))
        return false;
    if ((to == AUTHORITY_REFUSED || to == AUTHORITY_ENDED) && body.reason[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "reason", "请写明原因，2 到 200 个字");
    return authority_move(call->task, id, to, call->session.account_id, body.reason, why) &&
           call_reply(call, 200, authority_json(call->task, id, why));
}

const struct route ROUTES_AUTHORITY[] = {
    {"consent_scan_create", "POST", "/api/v1/households/:household_id/consent-scans", post_scan,
     .rights = {RIGHT_AUTHORITY_RECORD}, .flags = ROUTE_IDEMPOTENT | ROUTE_UPLOAD,
     .body_max = PICTURE_MAX_BYTES},
    {"consent_scan", "GET", "/api/v1/households/:household_id/consent-scans/:scan_id", get_scan,
     .rights = {RIGHT_AUTHORITY_READ}},
    {"authority_create", "POST", "/api/v1/households/:household_id/authorities", post_authority,
     .rights = {RIGHT_AUTHORITY_RECORD}, .flags = ROUTE_IDEMPOTENT, .body = &AUTHORITY_WISH_SHAPE,
     .body_max = 4 * KIB},
    {"authority_list", "GET", "/api/v1/households/:household_id/authorities", get_authorities,
     .rights = {RIGHT_AUTHORITY_READ}, .query = "after limit"},
    {"authority_own_list", "GET", "/api/v1/me/authorities", get_own, .access = ACCESS_SIGNED_IN,
     .query = "after limit"},
    {"authority_desk_list", "GET", "/api/v1/desk/authorities", get_desk,
     .rights = {RIGHT_AUTHORITY_RECORD}, .query = "region state after limit"},
    {"authority_move", "POST", "/api/v1/authorities/:authority_id/moves", post_move,
     .access = ACCESS_SIGNED_IN, .body = &MOVE_SHAPE, .body_max = 4 * KIB},
    {0},
};
