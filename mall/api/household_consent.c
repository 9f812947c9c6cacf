/* What a household agreed to and took back, and the photos of its papers. Officers write it down
 * for who has no phone; the household's own account says it itself. */
#include <string.h>

#include "base/id.h"
#include "mall/api/correction.h"
#include "mall/api/household_photo.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/household_consent.h"
#include "registry/household_scan.h"
#include "registry/proxy.h"

struct consent_form {
    const char *kind, *way, *reference;
    bool given;
    int64_t scan_id;
};

static const struct shape_field FIELDS[] = {
    FIELD_CHOICE(struct consent_form, kind, REQUIRED, CONSENT_KINDS, "请选择同意的是哪一项"),
    FIELD_BOOL(struct consent_form, given, REQUIRED, "请选择同意还是撤回"),
    FIELD_CHOICE(struct consent_form, way, REQUIRED, CONSENT_WAYS, "请选择怎么说的"),
    FIELD_TEXT(struct consent_form, reference, OPTIONAL, 0, 60, "编号不超过 60 个字"),
    FIELD_ID(struct consent_form, scan_id, OPTIONAL, "照片编号有误"),
};
static const struct shape SHAPE_CONSENT = SHAPE(struct consent_form, FIELDS);

static bool is_own(const struct call *call, const struct household *household)
{
    struct scope scope = {.region_code = household->village_code, .household_id = household->id};
    return permission_allows(&call->session, RIGHT_HOUSEHOLD_OWN, &scope);
}

static bool find(struct call *call, enum right right, struct household *household,
                 struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, right, id, household, why);
}

/* Whoever may say something for the household - what it agrees to, what is wrong - may send in its
 * paper. */
static bool find_to_keep(struct call *call, struct household *household, struct refusal *why)
{
    const char *as;
    int64_t id;
    bool consents;
    if (!call_id_param(call, 0, &id, why) || !household_find(call->task, id, household, why) ||
        !proxy_covers(call->task, &call->session, id, "consent", &consents, why))
        return false;
    return consents ? proxy_act(call->task, &call->session, household, "consent", why)
                    : correction_as_whom(call, household, &as, why);
}

static bool reply_consents(struct call *call, int status, int64_t household_id, struct refusal *why)
{
    struct page page = {.limit = PAGE_LIMIT_DEFAULT};
    return (status == 201 || call_list(call, &page, why)) &&
           call_reply(call, status, consent_json(call->task, household_id, &page, why));
}

static bool get_consents(struct call *call, struct refusal *why)
{
    struct household household;
    return find(call, RIGHT_HOUSEHOLD_READ, &household, why) &&
           reply_consents(call, 200, household.id, why);
}

/* The household for itself, who keeps its papers, or who acts for it by an authority that names
 * "consent", whose number is then the reference. */
static bool let_in(struct call *call, struct consent_form *form, int64_t id,
                   struct household *household, struct refusal *why)
{
    int64_t authority_id;
    if (strcmp(form->way, "own") == 0)
        return household_require(call->task, &call->session, RIGHT_HOUSEHOLD_OWN, id, household,
                                 why);
    if (!household_find(call->task, id, household, why))
        return false;
    struct scope scope = {.region_code = household->village_code, .household_id = id};
    if (permission_allows(&call->session, RIGHT_CONSENT_KEEP, &scope))
        return true;
    if (strcmp(form->way, "proxy") != 0)
        return call_allowed(call, RIGHT_CONSENT_KEEP, &scope, why);
    if (!proxy_act_by(call->task, &call->session, household, "consent", &authority_id, why))
        return false;
    form->reference = arena_printf(call->task->arena, "委托 %lld", (long long)authority_id);
    return true;
}

static bool post_consent(struct call *call, struct refusal *why)
{
    struct consent_form form = {.reference = ""};
    struct household household;
    struct idempotency key;
    int64_t id;
    if (!call_read(call, &form, why) || !call_id_param(call, 0, &id, why))
        return false;
    bool own = strcmp(form.way, "own") == 0;
    if (!call_idempotency(call, &key, why) || !let_in(call, &form, id, &household, why))
        return false;
    struct consent consent = {.kind = form.kind,
                              .way = form.way,
                              .given = form.given,
                              .reference = form.reference != NULL ? form.reference : "",
                              .scan_id = form.scan_id,
                              .account_id = call->session.account_id,
                              .key = &key};
    if (!own)
        task_act_on_behalf(call->task, id);
    return consent_add(call->task, id, &consent, why) && reply_consents(call, 201, id, why);
}

static bool post_scan(struct call *call, struct refusal *why)
{
    struct household household;
    struct idempotency key;
    const void *bytes;
    size_t length;
    int64_t scan_id;
    char digits[21];
    return find_to_keep(call, &household, why) && call_file(call, &bytes, &length, why) &&
           call_idempotency(call, &key, why) &&
           household_photo_add(call, &household, bytes, length, &key, &scan_id, why) &&
           call_reply(call, 201, json_pack("{s:s}", "scan_id", id_text(scan_id, digits)));
}

static bool get_scan(struct call *call, struct refusal *why)
{
    struct household household;
    const void *bytes;
    size_t length;
    int64_t id, scan_id;
    if (!call_id_param(call, 0, &id, why) || !call_id_param(call, 1, &scan_id, why) ||
        !household_find(call->task, id, &household, why))
        return false;
    struct scope scope = {.region_code = household.village_code, .household_id = id};
    bool own = is_own(call, &household);
    return (own || call_allowed(call, RIGHT_HOUSEHOLD_UNMASK, &scope, why)) &&
           household_scan_open(call->task, &household, scan_id, own ? 0 : call->session.account_id,
                               &bytes, &length, why) &&
           call_reply_private(call, "image/webp", bytes, length);
}

const struct route ROUTES_HOUSEHOLD_CONSENT[] = {
    {"household_consents", "GET", "/api/v1/households/:household_id/consents", get_consents,
     .rights = {RIGHT_HOUSEHOLD_READ}, .query = "after limit"},
    {"household_consent_create", "POST", "/api/v1/households/:household_id/consents", post_consent,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT, .body = &SHAPE_CONSENT,
     .body_max = KIB},
    {"household_scan_create", "POST", "/api/v1/households/:household_id/scans", post_scan,
     .access = ACCESS_SIGNED_IN, .flags = ROUTE_IDEMPOTENT | ROUTE_UPLOAD,
     .body_max = PICTURE_MAX_BYTES},
    {"household_scan", "GET", "/api/v1/households/:household_id/scans/:scan_id", get_scan,
     .rights = {RIGHT_HOUSEHOLD_UNMASK, RIGHT_HOUSEHOLD_OWN}},
    {0},
};
