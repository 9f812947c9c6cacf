/* Listings: writing, handing in, reviewing, publishing. */
#include <stddef.h>
#include <string.h>

#include "base/text.h"
#include "catalog/listing.h"
#include "catalog/listing_read.h"
#include "catalog/listing_review.h"
#include "catalog/machines.h"
#include "catalog/search.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static struct scope scope_of(const struct listing_scope *listing)
{
    return (struct scope){.region_code = listing->village_code,
                          .org_id = listing->producer_id,
                          .station_id = listing->station_id};
}

/* The listing (by its id) or version (by its own) of the path, and the caller's right over it. What
 * one may not even read does not exist for them. */
static bool allowed(struct call *call, bool by_version, enum right right,
                    struct listing_scope *listing, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why))
        return false;
    bool found = by_version ? listing_version_find_scope(call->task, id, listing, why)
                            : listing_find_scope(call->task, id, listing, why);
    if (!found)
        return false;
    struct scope scope = scope_of(listing);
    if (permission_allows(&call->session, right, &scope))
        return true;
    return refuse(why,
                  permission_allows(&call->session, RIGHT_LISTING_READ, &scope)
                      ? &REFUSAL_FORBIDDEN
                      : &REFUSAL_NOT_FOUND,
                  NULL);
}

static bool reply_version(struct call *call, int status, int64_t version_id, struct refusal *why)
{
    return call_reply(call, status, listing_version_json(call->task, version_id, why));
}

/* ---- writing ---- */

static const struct refusal_kind PRODUCER_CHOICE = {"producer_choice", 422,
                                                    "您加入了多个主体，请选择用哪个主体发布"};

/* The organisation that lists: the one named, or the caller's only one. */
static bool choose_producer(struct call *call, int64_t named, int64_t *producer_id,
                            struct refusal *why)
{
    int64_t own = 0;
    for (int i = 0; named == 0 && i < call->session.grant_count; i++) {
        const struct grant *grant = &call->session.grants[i];
        if (grant->role != ROLE_PRODUCER || grant->org_id == 0)
            continue;
        if (own != 0 && own != grant->org_id)
            return refuse(why, &PRODUCER_CHOICE, "producer_id");
        own = grant->org_id;
    }
    *producer_id = named != 0 ? named : own;
    return permission_require(&call->session, RIGHT_LISTING_EDIT,
                              &(struct scope){.org_id = *producer_id}, why);
}

static bool post_listing(struct call *call, struct refusal *why)
{
    struct listing_draft draft = {.producer_id = 0};
    struct idempotency key;
    struct listing_writer writer = {call->session.account_id, &key};
    int64_t producer_id = 0, version_id;
    return call_read(call, &draft, why) &&
           choose_producer(call, draft.producer_id, &producer_id, why) &&
           listing_draft_check(&draft, why) && call_idempotency(call, &key, why) &&
           listing_create(call->task, &writer, producer_id, &draft, &version_id, why) &&
           reply_version(call, 201, version_id, why);
}

static bool post_version(struct call *call, struct refusal *why)
{
    struct listing_draft draft = {.producer_id = 0};
    struct idempotency key;
    struct listing_writer writer = {call->session.account_id, &key};
    struct listing_scope listing;
    int64_t version_id;
    return allowed(call, false, RIGHT_LISTING_EDIT, &listing, why) &&
           call_read(call, &draft, why) && listing_draft_check(&draft, why) &&
           call_idempotency(call, &key, why) &&
           listing_revise(call->task, &writer, listing.listing_id, &draft, &version_id, why) &&
           reply_version(call, 201, version_id, why);
}

/* ---- reading, for producers and desks ---- */

static bool read_query(struct call *call, struct listing_query *query, struct refusal *why)
{
    *query = (struct listing_query){.region_code = "", .state = "", .words = ""};
    const char *words = call_query(call, "q");
    if (words != NULL && text_length(words) > SEARCH_MAX_POINTS)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "q", "搜索词最多 %d 个字",
                             SEARCH_MAX_POINTS);
    query->words = words != NULL ? words : "";
    return call_id_query(call, "producer_id", &query->producer_id, why) &&
           call_state_query(call, "state", &LISTING_MACHINE, &query->state, why) &&
           call_region_query(call, "region", &query->region_code, why);
}

/* A producer's own listings; everybody else reads by the region of their grant, so that no other
 * county's producer is opened by number. */
static bool get_listings(struct call *call, struct refusal *why)
{
    const struct grant *producer = session_grant(&call->session, ROLE_PRODUCER);
    struct listing_query query;
    struct page page;
    if (!call_list(call, &page, why) || !read_query(call, &query, why))
        return false;
    if (query.producer_id == 0 && query.region_code[0] == '\0' && producer != NULL)
        query.producer_id = producer->org_id;
    bool own =
        query.producer_id != 0 && permission_allows(&call->session, RIGHT_LISTING_READ,
                                                    &(struct scope){.org_id = query.producer_id});
    return (own || call_desk(call, RIGHT_LISTING_READ, &query.region_code, why)) &&
           call_reply(call, 200, listing_list_json(call->task, &query, &page, why));
}

static bool get_listing(struct call *call, struct refusal *why)
{
    struct listing_scope scope;
    return allowed(call, false, RIGHT_LISTING_READ, &scope, why) &&
           call_reply(call, 200, listing_json(call->task, scope.listing_id, why));
}

static bool get_version(struct call *call, struct refusal *why)
{
    struct listing_scope scope;
    return allowed(call, true, RIGHT_LISTING_READ, &scope, why) &&
           reply_version(call, 200, scope.version_id, why);
}

static bool get_queue(struct call *call, struct refusal *why)
{
    const struct grant *desk = session_grant(&call->session, ROLE_STATION_OFFICER);
    struct page page;
    if (desk == NULL)
        desk = session_grant(&call->session, ROLE_VILLAGE_OFFICER);
    if (!call_list(call, &page, why))
        return false;
    if (desk == NULL || desk->region_code[0] == '\0')
        return refuse(why, &REFUSAL_FORBIDDEN, NULL);
    return call_reply(call, 200, listing_queue_json(call->task, desk->region_code, &page, why));
}

/* ---- moving ---- */

static bool post_submit(struct call *call, struct refusal *why)
{
    struct listing_scope scope;
    return allowed(call, true, RIGHT_LISTING_EDIT, &scope, why) &&
           listing_submit(call->task, scope.version_id, call->session.account_id, why) &&
           reply_version(call, 200, scope.version_id, why);
}

static bool post_withdraw(struct call *call, struct refusal *why)
{
    struct listing_scope scope;
    return allowed(call, true, RIGHT_LISTING_EDIT, &scope, why) &&
           listing_withdraw(call->task, scope.version_id, call->session.account_id, why) &&
           reply_version(call, 200, scope.version_id, why);
}

struct review_body {
    const char *decision, *reason, *note;
};
static const char *const DECISIONS[] = {"approve", "reject", NULL};
static const struct shape_field REVIEW_FIELDS[] = {
    {.name = "decision",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct review_body, decision),
     .required = true,
     .choices = DECISIONS,
     .hint = "请选择通过或不通过"},
    {.name = "reason",
     .type = SHAPE_CHOICE,
     .offset = offsetof(struct review_body, reason),
     .choices = LISTING_REASONS,
     .hint = "请选择不通过的原因"},
    {.name = "note",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct review_body, note),
     .multiline = true,
     .min = 0,
     .max = 500,
     .hint = "说明最多 500 个字"},
};
static const struct shape REVIEW = SHAPE(struct review_body, REVIEW_FIELDS);

/* Nobody reviews what an organisation sells that they belong to, whatever else they are. */
static bool is_own(const struct session *session, int64_t producer_id)
{
    for (int i = 0; i < session->grant_count; i++) {
        if (session->grants[i].org_id == producer_id)
            return true;
    }
    return false;
}

static bool post_review(struct call *call, struct refusal *why)
{
    struct review_body body = {.reason = "", .note = ""};
    struct listing_scope listing;
    if (!allowed(call, true, RIGHT_LISTING_READ, &listing, why) || !call_read(call, &body, why))
        return false;
    struct scope scope = scope_of(&listing);
    bool county = permission_allows(&call->session, RIGHT_LISTING_APPROVE, &scope);
    struct listing_review review = {.desk = county ? DESK_COUNTY : DESK_TOWNSHIP,
                                    .approve = strcmp(body.decision, "approve") == 0,
                                    .reason = body.reason,
                                    .note = body.note,
                                    .actor_id = call->session.account_id};
    if (is_own(&call->session, listing.producer_id))
        return refuse(why, &LISTING_OWN_REVIEW, NULL);
    if (!county && !call_allowed(call, RIGHT_LISTING_CHECK, &scope, why))
        return false;
    if (!review.approve && review.reason[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "reason", "请选择不通过的原因");
    return listing_decide(call->task, listing.version_id, &review, why) &&
           reply_version(call, 200, listing.version_id, why);
}

static bool post_take_off(struct call *call, struct refusal *why)
{
    const char *reason;
    struct listing_scope listing;
    return allowed(call, false, RIGHT_LISTING_TAKE_OFF, &listing, why) &&
           call_reason(call, &reason, why) &&
           listing_take_off(call->task, listing.listing_id, call->session.account_id, reason,
                            why) &&
           reply_version(call, 200, listing.current_version_id, why);
}

const struct route ROUTES_LISTING[] = {
    {"listing_create", "POST", "/api/v1/listings", post_listing, .rights = {RIGHT_LISTING_EDIT},
     .flags = ROUTE_IDEMPOTENT, .body = &LISTING_DRAFT_SHAPE},
    {"listing_list", "GET", "/api/v1/listings", get_listings, .rights = {RIGHT_LISTING_READ},
     .query = "producer_id region state q after limit"},
    {"listing_get", "GET", "/api/v1/listings/:listing_id", get_listing,
     .rights = {RIGHT_LISTING_READ}},
    {"version_create", "POST", "/api/v1/listings/:listing_id/versions", post_version,
     .rights = {RIGHT_LISTING_EDIT}, .flags = ROUTE_IDEMPOTENT, .body = &LISTING_DRAFT_SHAPE},
    {"listing_take_off", "POST", "/api/v1/listings/:listing_id/take-off", post_take_off,
     .rights = {RIGHT_LISTING_TAKE_OFF}, .body = &REASON_SHAPE},
    {"version_get", "GET", "/api/v1/listing-versions/:version_id", get_version,
     .rights = {RIGHT_LISTING_READ}},
    {"version_submit", "POST", "/api/v1/listing-versions/:version_id/submit", post_submit,
     .rights = {RIGHT_LISTING_EDIT}},
    {"version_withdraw", "POST", "/api/v1/listing-versions/:version_id/withdraw", post_withdraw,
     .rights = {RIGHT_LISTING_EDIT}},
    {"version_review", "POST", "/api/v1/listing-versions/:version_id/review", post_review,
     .rights = {RIGHT_LISTING_CHECK, RIGHT_LISTING_APPROVE}, .body = &REVIEW},
    {"review_queue", "GET", "/api/v1/review-queue", get_queue,
     .rights = {RIGHT_LISTING_CHECK, RIGHT_LISTING_APPROVE}, .query = "after limit"},
    {0},
};
