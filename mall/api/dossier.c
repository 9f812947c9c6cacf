/* Dossiers: how an organisation comes in, for who applies and for the desks that review. */
#include "onboarding/dossier.h"

#include <string.h>

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "media/picture_work.h"
#include "onboarding/dossier_desk.h"
#include "onboarding/dossier_scan.h"
#include "registry/access_trail.h"
#include "registry/region.h"

/* ---- whose it is ---- */

/* Whether the caller reviews it: holds one of the desks' rights over its place. */
static bool reviews(struct call *call, const struct dossier *dossier)
{
    struct scope scope = dossier_scope(dossier);
    return permission_allows(&call->session, RIGHT_DOSSIER_TOWNSHIP, &scope) ||
           permission_allows(&call->session, RIGHT_DOSSIER_DEPARTMENT, &scope) ||
           permission_allows(&call->session, RIGHT_DOSSIER_COUNTY, &scope);
}

static bool find(struct call *call, struct dossier *dossier, bool *own, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !dossier_find(call->task, id, dossier, why))
        return false;
    *own = dossier->applicant_id == call->session.account_id;
    return true;
}

static bool reply_own(struct call *call, int status, int64_t id, struct refusal *why)
{
    struct dossier dossier;
    return dossier_find(call->task, id, &dossier, why) &&
           call_reply(call, status, dossier_json(call->task, &dossier, true, why));
}

/* ---- by who applies ---- */

static const struct shape_field WISH_FIELDS[] = {
    FIELD_CHOICE(struct dossier_wish, kind, OPTIONAL, DOSSIER_KINDS, "请选择主体类型"),
    FIELD_CHECKED(struct dossier_wish, place_code, OPTIONAL, 9, 12, region_is_code,
                  "请选到乡镇或村"),
    FIELD_ID(struct dossier_wish, organisation_id, OPTIONAL, NULL),
};
static const struct shape WISH_SHAPE = SHAPE(struct dossier_wish, WISH_FIELDS);

static bool check_wish(struct call *call, const struct dossier_wish *wish, struct refusal *why)
{
    if (wish->organisation_id != 0)
        return call_allowed(
            call, RIGHT_STAFF_EDIT,
            &(struct scope){.org_id = wish->organisation_id, .station_id = wish->organisation_id},
            why);
    if (wish->kind == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "kind", "请选择主体类型");
    if (wish->place_code == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "place_code", "请选到乡镇或村");
    return true;
}

static bool post_dossier(struct call *call, struct refusal *why)
{
    struct dossier_wish wish = {.account_id = 0};
    struct idempotency key;
    int64_t id;
    if (!call_read(call, &wish, why) || !check_wish(call, &wish, why) ||
        !call_idempotency(call, &key, why))
        return false;
    wish.account_id = call->session.account_id;
    return dossier_begin(call->task, &wish, &key, &id, why) && reply_own(call, 201, id, why);
}

static bool get_own(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) &&
           call_reply(call, 200,
                      dossier_own_list_json(call->task, call->session.account_id, &page, why));
}

static bool put_dossier(struct call *call, struct refusal *why)
{
    struct dossier_form form = {.kind = NULL};
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &form, why))
        return false;
    dossier_form_preset(&form);
    return dossier_save(call->task, id, call->session.account_id, &form, why) &&
           reply_own(call, 200, id, why);
}

static bool post_submit(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           dossier_submit(call->task, id, call->session.account_id, why) &&
           reply_own(call, 200, id, why);
}

static bool post_withdraw(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           dossier_withdraw(call->task, id, call->session.account_id, why) &&
           reply_own(call, 200, id, why);
}

static bool post_scan(struct call *call, struct refusal *why)
{
    struct dossier_scan scan = {.account_id = call->session.account_id};
    struct dossier dossier;
    struct idempotency key;
    int64_t scan_id;
    char digits[21];
    bool own;
    if (!find(call, &dossier, &own, why))
        return false;
    if (!own)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!call_file(call, &scan.bytes, &scan.length, why) || !call_idempotency(call, &key, why))
        return false;
    scan.dossier_id = dossier.id;
    scan.key = &key;
    return dossier_scan_add(call->task, &scan, &scan_id, why) &&
           call_reply(call, 201, json_pack("{s:s}", "scan_id", id_text(scan_id, digits)));
}

/* ---- by who applies and who reviews ---- */

static bool leave_trail(struct call *call, const struct dossier *dossier, const char *purpose,
                        struct refusal *why)
{
    struct access_reading reading = {.account_id = call->session.account_id,
                                     .purpose = purpose,
                                     .subject = "dossier",
                                     .subject_id = dossier->id,
                                     .county_code = dossier->county_code,
                                     .fields = "legal_name,legal_id,bank_account,contact,shares"};
    return access_trail_add(call->task, &reading, why);
}

/* Desks see it masked; ?unmask=1&purpose=verify opens it for who reviews it, and leaves a row. */
static bool get_dossier(struct call *call, struct refusal *why)
{
    struct dossier dossier;
    const char *purpose = NULL;
    int64_t unmask = 0;
    bool own;
    if (!call_int_query(call, "unmask", 0, 1, &unmask, why) ||
        !call_choice_query(call, "purpose", ACCESS_PURPOSES, &purpose, why) ||
        !find(call, &dossier, &own, why))
        return false;
    if (own)
        return call_reply(call, 200, dossier_json(call->task, &dossier, true, why));
    struct scope scope = dossier_scope(&dossier);
    if (!call_allowed(call, RIGHT_DOSSIER_READ, &scope, why))
        return false;
    if (unmask && !reviews(call, &dossier))
        return refuse(why, &REFUSAL_FORBIDDEN, NULL);
    if (unmask && purpose == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "purpose", "请选择查看用途");
    return (!unmask || leave_trail(call, &dossier, purpose, why)) &&
           call_reply(call, 200, dossier_json(call->task, &dossier, unmask != 0, why));
}

static bool get_scan(struct call *call, struct refusal *why)
{
    struct dossier dossier;
    const void *bytes;
    size_t length;
    int64_t scan_id;
    bool own;
    if (!find(call, &dossier, &own, why) || !call_id_param(call, 1, &scan_id, why))
        return false;
    if (!own && !reviews(call, &dossier))
        return refuse(why, &REFUSAL_FORBIDDEN, NULL);
    return dossier_scan_open(call->task, &dossier, scan_id, own ? 0 : call->session.account_id,
                             &bytes, &length, why) &&
           call_reply_private(call, "image/webp", bytes, length);
}

/* ---- by the desks ---- */

static bool get_desk_list(struct call *call, struct refusal *why)
{
    struct page page;
    const char *region = "", *state = "";
    char prefix[13] = "";
    if (!call_region_query(call, "region", &region, why) ||
        !call_state_query(call, "state", &DOSSIER_MACHINE, &state, why) ||
        !call_list(call, &page, why) || !call_desk(call, RIGHT_DOSSIER_READ, &region, why))
        return false;
    /* a prefecture's six digits are four and 00 */
    size_t length = strlen(region);
    if (length == 6 && strcmp(region + 4, "00") == 0)
        length = 4;
    memcpy(prefix, region, length < 9 ? length : 9);
    return call_reply(call, 200, dossier_desk_list_json(call->task, prefix, state, &page, why));
}

static bool post_decision(struct call *call, struct refusal *why)
{
    struct dossier_verdict verdict = {.note = ""};
    struct dossier dossier;
    bool own;
    if (!call_read(call, &verdict, why) || !find(call, &dossier, &own, why))
        return false;
    enum right right = dossier_desk_right(dossier.state);
    struct scope scope = dossier_scope(&dossier);
    if (right == RIGHT_NONE ? !call_allowed(call, RIGHT_DOSSIER_READ, &scope, why)
                            : !call_allowed(call, right, &scope, why))
        return false;
    return dossier_decide(call->task, dossier.id, call->session.account_id, &verdict, why) &&
           dossier_find(call->task, dossier.id, &dossier, why) &&
           call_reply(call, 200, dossier_json(call->task, &dossier, false, why));
}

const struct route ROUTES_DOSSIER[] = {
    {"dossier_create", "POST", "/api/v1/dossiers", post_dossier, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_IDEMPOTENT, .body = &WISH_SHAPE, .body_max = 1 * KIB},
    {"dossier_own_list", "GET", "/api/v1/me/dossiers", get_own, .access = ACCESS_SIGNED_IN,
     .query = "after limit"},
    {"dossier_get", "GET", "/api/v1/dossiers/:dossier_id", get_dossier, .access = ACCESS_SIGNED_IN,
     .query = "unmask purpose"},
    {"dossier_save", "PUT", "/api/v1/dossiers/:dossier_id", put_dossier, .access = ACCESS_SIGNED_IN,
     .body = &DOSSIER_FORM_SHAPE, .body_max = 40 * KIB},
    {"dossier_submit", "POST", "/api/v1/dossiers/:dossier_id/submit", post_submit,
     .access = ACCESS_SIGNED_IN},
    {"dossier_withdraw", "POST", "/api/v1/dossiers/:dossier_id/withdraw", post_withdraw,
     .access = ACCESS_SIGNED_IN},
    {"dossier_scan_create", "POST", "/api/v1/dossiers/:dossier_id/scans", post_scan,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT | ROUTE_UPLOAD,
     .body_max = PICTURE_MAX_BYTES},
    {"dossier_scan", "GET", "/api/v1/dossiers/:dossier_id/scans/:scan_id", get_scan,
     .access = ACCESS_SIGNED_IN},
    {"dossier_desk_list", "GET", "/api/v1/desk/dossiers", get_desk_list,
     .rights = {RIGHT_DOSSIER_READ}, .query = "region state after limit"},
    {"dossier_decide", "POST", "/api/v1/dossiers/:dossier_id/decision", post_decision,
     .rights = {RIGHT_DOSSIER_TOWNSHIP, RIGHT_DOSSIER_DEPARTMENT, RIGHT_DOSSIER_COUNTY},
     .body = &DOSSIER_VERDICT_SHAPE, .body_max = 32 * KIB},
    {0},
};
