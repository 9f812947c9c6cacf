/* Listings: what a producer offers. Its versions: mall/api/version.c, mall/api/review.c. */
#include "mall/api/listing.h"

#include "base/text.h"
#include "catalog/listing.h"
#include "catalog/listing_read.h"
#include "catalog/listing_review.h"
#include "catalog/machines.h"
#include "catalog/search.h"
#include "mall/api/reason.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

static bool allowed(struct call *call, enum right right, const struct scope *scope,
                    struct refusal *why)
{
    if (permission_allows(&call->session, right, scope))
        return true;
    return refuse(why,
                  permission_allows(&call->session, RIGHT_LISTING_READ, scope) ? &REFUSAL_FORBIDDEN
                                                                               : &REFUSAL_NOT_FOUND,
                  NULL);
}

bool call_listing(struct call *call, enum right right, int64_t *listing_id, struct refusal *why)
{
    struct scope scope;
    return call_id_param(call, 0, listing_id, why) &&
           listing_scope(call->task, *listing_id, &scope, why) && allowed(call, right, &scope, why);
}

bool call_version(struct call *call, enum right right, int64_t *version_id, struct scope *scope,
                  struct refusal *why)
{
    struct scope found;
    if (!call_id_param(call, 0, version_id, why) ||
        !version_scope(call->task, *version_id, &found, why) || !allowed(call, right, &found, why))
        return false;
    if (scope != NULL)
        *scope = found;
    return true;
}

bool reply_version(struct call *call, int status, int64_t version_id, struct refusal *why)
{
    return call_reply(call, status, version_json(call->task, version_id, why));
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
        if (grant->org_id == 0 || !permission_allows(&call->session, RIGHT_LISTING_EDIT,
                                                     &(struct scope){.org_id = grant->org_id}))
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
    struct listing_writer writer = {.actor_id = call->session.account_id, .key = &key};
    int64_t producer_id = 0, version_id;
    return call_read(call, &draft, why) &&
           choose_producer(call, draft.producer_id, &producer_id, why) &&
           listing_draft_check(&draft, why) && call_idempotency(call, &key, why) &&
           listing_create(call->task, &writer, producer_id, &draft, &version_id, why) &&
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
    int64_t own_id = call_own_organisation(call, RIGHT_LISTING_READ);
    struct listing_query query;
    struct page page;
    if (!call_list(call, &page, why) || !read_query(call, &query, why))
        return false;
    if (query.producer_id == 0 && query.region_code[0] == '\0')
        query.producer_id = own_id;
    bool own =
        query.producer_id != 0 && permission_allows(&call->session, RIGHT_LISTING_READ,
                                                    &(struct scope){.org_id = query.producer_id});
    return (own || call_desk(call, RIGHT_LISTING_READ, &query.region_code, why)) &&
           call_reply(call, 200, listing_list_json(call->task, &query, &page, why));
}

static bool get_listing(struct call *call, struct refusal *why)
{
    int64_t listing_id;
    return call_listing(call, RIGHT_LISTING_READ, &listing_id, why) &&
           call_reply(call, 200, listing_json(call->task, listing_id, why));
}

/* ---- off the shelf ---- */

static bool post_take_off(struct call *call, struct refusal *why)
{
    const char *reason;
    int64_t listing_id, version_id;
    return call_listing(call, RIGHT_LISTING_TAKE_OFF, &listing_id, why) &&
           call_reason(call, &reason, why) &&
           listing_take_off(call->task, listing_id, call->session.account_id, reason, &version_id,
                            why) &&
           reply_version(call, 200, version_id, why);
}

const struct route ROUTES_LISTING[] = {
    {"listing_create", "POST", "/api/v1/listings", post_listing, .rights = {RIGHT_LISTING_EDIT},
     .flags = ROUTE_IDEMPOTENT, .body = &LISTING_DRAFT_SHAPE, .body_max = 512 * KIB},
    {"listing_list", "GET", "/api/v1/listings", get_listings, .rights = {RIGHT_LISTING_READ},
     .query = "producer_id region state q after limit"},
    {"listing_get", "GET", "/api/v1/listings/:listing_id", get_listing,
     .rights = {RIGHT_LISTING_READ}},
    {"listing_take_off", "POST", "/api/v1/listings/:listing_id/take-off", post_take_off,
     .rights = {RIGHT_LISTING_TAKE_OFF}, .body = &REASON_SHAPE, .body_max = 4 * KIB},
    {0},
};
