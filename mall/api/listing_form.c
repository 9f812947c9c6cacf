/* Listings that are being filled in: begun, saved again and again, handed in. */
#include "catalog/listing_form.h"

#include "catalog/listing_read.h"
#include "mall/api/listing.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

/* The form of the path, if it is the caller's. What is not theirs does not exist for them. */
static bool call_form_id(struct call *call, int64_t *form_id, int64_t *producer_id,
                         struct refusal *why)
{
    struct scope scope;
    if (!call_id_param(call, 0, form_id, why) ||
        !listing_form_scope(call->task, *form_id, &scope, why))
        return false;
    *producer_id = scope.org_id;
    return permission_allows(&call->session, RIGHT_LISTING_EDIT, &scope) ||
           refuse(why, &REFUSAL_NOT_FOUND, NULL);
}

static bool reply_form(struct call *call, int status, int64_t form_id, struct refusal *why)
{
    return call_reply(call, status, listing_form_json(call->task, form_id, why));
}

/* Said before anything is looked up. */
static bool check_content(const json_t *content, struct refusal *why)
{
    return json_is_object(content) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "content", "草稿的内容不对，请刷新页面再试");
}

/* ---- beginning ---- */

struct new_body {
    int64_t producer_id, listing_id;
    const char *title, *step;
    json_t *content;
};
static const struct shape_field NEW_FIELDS[] = {
    FIELD_ID(struct new_body, producer_id, OPTIONAL, NULL),
    FIELD_ID(struct new_body, listing_id, OPTIONAL, NULL),
    FIELD_TEXT(struct new_body, title, OPTIONAL, 0, 60, "商品名称最多 60 个字"),
    FIELD_TEXT(struct new_body, step, OPTIONAL, 0, 20, NULL),
    FIELD_JSON(struct new_body, content, REQUIRED),
};
static const struct shape NEW = SHAPE(struct new_body, NEW_FIELDS);

/* Whose it becomes: its listing's producer, or the one named, or the caller's. */
static bool choose_producer(struct call *call, struct new_body *body, struct refusal *why)
{
    struct scope scope = {.org_id = body->producer_id};
    if (body->listing_id != 0 && !listing_scope(call->task, body->listing_id, &scope, why))
        return false;
    if (scope.org_id == 0)
        scope.org_id = call_own_organisation(call, RIGHT_LISTING_EDIT);
    body->producer_id = scope.org_id;
    return call_allowed(call, RIGHT_LISTING_EDIT, &(struct scope){.org_id = scope.org_id}, why);
}

static bool post_form(struct call *call, struct refusal *why)
{
    struct new_body body = {.title = "", .step = ""};
    struct idempotency key;
    int64_t form_id;
    if (!call_read(call, &body, why) || !check_content(body.content, why) ||
        !choose_producer(call, &body, why) || !call_idempotency(call, &key, why))
        return false;
    struct listing_form form = {.actor_id = call->session.account_id,
                                .producer_id = body.producer_id,
                                .listing_id = body.listing_id,
                                .title = body.title,
                                .step = body.step,
                                .content = body.content};
    return listing_form_add(call->task, &form, &key, &form_id, why) &&
           reply_form(call, 201, form_id, why);
}

/* ---- reading ---- */

static bool get_forms(struct call *call, struct refusal *why)
{
    int64_t producer_id = call_own_organisation(call, RIGHT_LISTING_EDIT);
    struct page page;
    return call_list(call, &page, why) && call_id_query(call, "producer_id", &producer_id, why) &&
           call_allowed(call, RIGHT_LISTING_EDIT, &(struct scope){.org_id = producer_id}, why) &&
           call_reply(call, 200, listing_form_list_json(call->task, producer_id, &page, why));
}

static bool get_form(struct call *call, struct refusal *why)
{
    int64_t form_id, producer_id;
    return call_form_id(call, &form_id, &producer_id, why) && reply_form(call, 200, form_id, why);
}

/* ---- saving, throwing away, handing in ---- */

struct save_body {
    int64_t revision;
    const char *title, *step;
    json_t *content;
};
static const struct shape_field SAVE_FIELDS[] = {
    FIELD_INT(struct save_body, revision, REQUIRED, 1, 1000000000, "请带上草稿的稿次"),
    FIELD_TEXT(struct save_body, title, OPTIONAL, 0, 60, "商品名称最多 60 个字"),
    FIELD_TEXT(struct save_body, step, OPTIONAL, 0, 20, NULL),
    FIELD_JSON(struct save_body, content, REQUIRED),
};
static const struct shape SAVE = SHAPE(struct save_body, SAVE_FIELDS);

static bool put_form(struct call *call, struct refusal *why)
{
    struct save_body body = {.title = "", .step = ""};
    int64_t form_id, producer_id;
    if (!call_form_id(call, &form_id, &producer_id, why) || !call_read(call, &body, why) ||
        !check_content(body.content, why))
        return false;
    struct listing_form form = {.actor_id = call->session.account_id,
                                .producer_id = producer_id,
                                .revision = body.revision,
                                .title = body.title,
                                .step = body.step,
                                .content = body.content};
    return listing_form_save(call->task, form_id, &form, why) &&
           reply_form(call, 200, form_id, why);
}

static bool delete_form(struct call *call, struct refusal *why)
{
    int64_t form_id, producer_id;
    return call_form_id(call, &form_id, &producer_id, why) &&
           listing_form_drop(call->task, form_id, why) && call_reply_nothing(call);
}

struct submit_body {
    int64_t revision;
};
static const struct shape_field SUBMIT_FIELDS[] = {
    FIELD_INT(struct submit_body, revision, REQUIRED, 1, 1000000000, "请带上草稿的稿次"),
};
static const struct shape SUBMIT = SHAPE(struct submit_body, SUBMIT_FIELDS);

static bool post_submit(struct call *call, struct refusal *why)
{
    struct submit_body body;
    int64_t form_id, producer_id, version_id;
    return call_form_id(call, &form_id, &producer_id, why) && call_read(call, &body, why) &&
           listing_form_submit(call->task, form_id, body.revision, call->session.account_id,
                               &version_id, why) &&
           reply_version(call, 200, version_id, why);
}

const struct route ROUTES_LISTING_FORM[] = {
    {"draft_create", "POST", "/api/v1/listing-drafts", post_form, .rights = {RIGHT_LISTING_EDIT},
     .flags = ROUTE_IDEMPOTENT, .body = &NEW, .body_max = 64 * KIB},
    {"draft_list", "GET", "/api/v1/listing-drafts", get_forms, .rights = {RIGHT_LISTING_EDIT},
     .query = "producer_id after limit"},
    {"draft_get", "GET", "/api/v1/listing-drafts/:draft_id", get_form,
     .rights = {RIGHT_LISTING_EDIT}},
    {"draft_save", "PUT", "/api/v1/listing-drafts/:draft_id", put_form,
     .rights = {RIGHT_LISTING_EDIT}, .body = &SAVE, .body_max = 64 * KIB},
    {"draft_delete", "DELETE", "/api/v1/listing-drafts/:draft_id", delete_form,
     .rights = {RIGHT_LISTING_EDIT}},
    {"draft_submit", "POST", "/api/v1/listing-drafts/:draft_id/submit", post_submit,
     .rights = {RIGHT_LISTING_EDIT}, .body = &SUBMIT, .body_max = KIB},
    {0},
};
