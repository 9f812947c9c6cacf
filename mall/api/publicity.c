/* What is public before an organisation comes into force; objections to it; papers that end; the
 * offices of the four levels. */
#include "onboarding/publicity.h"

#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "onboarding/dossier_desk.h"
#include "registry/identifier.h"
#include "registry/service_level.h"

enum { WARN_DAYS = 30, WARN_DAYS_MAX = 400 };

static bool get_list(struct call *call, struct refusal *why)
{
    struct page page;
    const char *county = "";
    return call_county_query(call, "county", &county, why) && call_list(call, &page, why) &&
           call_reply(call, 200, publicity_list_json(call->task, county, &page, why));
}

static bool get_one(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           call_reply(call, 200, publicity_json(call->task, id, why));
}

/* ---- objections ---- */

struct objection_body {
    const char *text, *contact;
};
static const struct shape_field OBJECTION_FIELDS[] = {
    FIELD_LINES(struct objection_body, text, REQUIRED, 5, 1000, "请写明异议，5 到 1000 个字"),
    FIELD_CHECKED(struct objection_body, contact, OPTIONAL, 11, 11, identifier_is_mobile,
                  "请填写 11 位手机号"),
};
static const struct shape OBJECTION_SHAPE = SHAPE(struct objection_body, OBJECTION_FIELDS);

static bool post_objection(struct call *call, struct refusal *why)
{
    struct objection_body body = {.contact = ""};
    struct idempotency key;
    int64_t id, dossier_id;
    char digits[21];
    if (!call_id_param(call, 0, &dossier_id, why) || !call_read(call, &body, why) ||
        !call_idempotency(call, &key, why))
        return false;
    if (call->session.account_id == 0 && body.contact[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "contact",
                             "没有登录的话，请留一个手机号，县里好答复您");
    struct objection objection = {.dossier_id = dossier_id,
                                  .account_id = call->session.account_id,
                                  .text = body.text,
                                  .contact = body.contact,
                                  .key = &key};
    return objection_add(call->task, &objection, &id, why) &&
           call_reply(call, 201, json_pack("{s:s}", "objection_id", id_text(id, digits)));
}

/* Whoever reads the dossier reads them; a contact is opened for who answers. */
static bool get_objections(struct call *call, struct refusal *why)
{
    struct dossier dossier;
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !dossier_find(call->task, id, &dossier, why))
        return false;
    struct scope scope = dossier_scope(&dossier);
    bool answers = permission_allows(&call->session, RIGHT_DOSSIER_COUNTY, &scope);
    return call_allowed(call, RIGHT_DOSSIER_READ, &scope, why) &&
           call_reply_list(call, objection_list_json(call->task, id, answers, why));
}

static const char *const OUTCOMES[] = {"dismissed", "upheld", NULL};
struct answer_body {
    const char *outcome, *answer;
};
static const struct shape_field ANSWER_FIELDS[] = {
    FIELD_CHOICE(struct answer_body, outcome, REQUIRED, OUTCOMES, "请选择成立或不成立"),
    FIELD_LINES(struct answer_body, answer, REQUIRED, 5, 1000, "请写明答复，5 到 1000 个字"),
};
static const struct shape ANSWER_SHAPE = SHAPE(struct answer_body, ANSWER_FIELDS);

static bool post_answer(struct call *call, struct refusal *why)
{
    struct answer_body body = {.answer = ""};
    struct dossier dossier;
    int64_t id, dossier_id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &body, why) ||
        !objection_dossier(call->task, id, &dossier_id, why) ||
        !dossier_find(call->task, dossier_id, &dossier, why))
        return false;
    struct scope scope = dossier_scope(&dossier);
    return call_allowed(call, RIGHT_DOSSIER_COUNTY, &scope, why) &&
           objection_answer(call->task, id, call->session.account_id, body.outcome, body.answer,
                            why) &&
           call_reply_list(call, objection_list_json(call->task, dossier_id, true, why));
}

/* ---- papers that end ---- */

/* An owner's own organisation, otherwise the county of the caller's grant. */
static bool get_papers(struct call *call, struct refusal *why)
{
    int64_t organisation_id = call_own_organisation(call, RIGHT_PAPER_READ), days = WARN_DAYS;
    const char *county = "";
    if (!call_id_query(call, "organisation_id", &organisation_id, why) ||
        !call_county_query(call, "county", &county, why) ||
        !call_int_query(call, "days", 0, WARN_DAYS_MAX, &days, why))
        return false;
    bool own =
        organisation_id != 0 && permission_allows(&call->session, RIGHT_PAPER_READ,
                                                  &(struct scope){.org_id = organisation_id});
    return (own || call_desk(call, RIGHT_PAPER_READ, &county, why)) &&
           call_reply_list(call, paper_ending_json(call->task, organisation_id, county, days, why));
}

static bool get_levels(struct call *call, struct refusal *why)
{
    return call_reply(call, 200, service_level_json(call->task, call_param(call, 0), why));
}

const struct route ROUTES_PUBLICITY[] = {
    {"publicity_list", "GET", "/api/v1/publicity", get_list, .access = ACCESS_PUBLIC,
     .query = "county after limit"},
    {"publicity_get", "GET", "/api/v1/publicity/:dossier_id", get_one, .access = ACCESS_PUBLIC},
    {"objection_create", "POST", "/api/v1/publicity/:dossier_id/objections", post_objection,
     .access = ACCESS_PUBLIC, .flags = ROUTE_IDEMPOTENT, .body = &OBJECTION_SHAPE,
     .body_max = 8 * KIB},
    {"objection_list", "GET", "/api/v1/dossiers/:dossier_id/objections", get_objections,
     .rights = {RIGHT_DOSSIER_READ}},
    {"objection_answer", "POST", "/api/v1/objections/:objection_id/answer", post_answer,
     .rights = {RIGHT_DOSSIER_COUNTY}, .body = &ANSWER_SHAPE, .body_max = 8 * KIB},
    {"paper_ending_list", "GET", "/api/v1/desk/papers", get_papers, .rights = {RIGHT_PAPER_READ},
     .query = "organisation_id county days"},
    {"service_level_get", "GET", "/api/v1/counties/:county_code/service-levels", get_levels,
     .access = ACCESS_PUBLIC},
    {0},
};
