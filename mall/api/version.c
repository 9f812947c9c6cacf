/* Versions of a listing at their producer's desk: writing, handing in, taking back. */
#include "catalog/listing.h"
#include "catalog/listing_review.h"
#include "mall/api/listing.h"
#include "mall/api/routes.h"

static bool post_version(struct call *call, struct refusal *why)
{
    struct listing_draft draft = {.producer_id = 0};
    struct idempotency key;
    struct listing_writer writer = {.actor_id = call->session.account_id, .key = &key};
    int64_t listing_id, version_id;
    return call_listing(call, RIGHT_LISTING_EDIT, &listing_id, why) &&
           call_read(call, &draft, why) && listing_draft_check(&draft, why) &&
           call_idempotency(call, &key, why) &&
           listing_revise(call->task, &writer, listing_id, &draft, &version_id, why) &&
           reply_version(call, 201, version_id, why);
}

static bool get_version(struct call *call, struct refusal *why)
{
    int64_t version_id;
    return call_version(call, RIGHT_LISTING_READ, &version_id, NULL, why) &&
           reply_version(call, 200, version_id, why);
}

static bool post_submit(struct call *call, struct refusal *why)
{
    int64_t version_id;
    return call_version(call, RIGHT_LISTING_EDIT, &version_id, NULL, why) &&
           listing_submit(call->task, version_id, call->session.account_id, why) &&
           reply_version(call, 200, version_id, why);
}

static bool post_withdraw(struct call *call, struct refusal *why)
{
    int64_t version_id;
    return call_version(call, RIGHT_LISTING_EDIT, &version_id, NULL, why) &&
           listing_withdraw(call->task, version_id, call->session.account_id, why) &&
           reply_version(call, 200, version_id, why);
}

const struct route ROUTES_VERSION[] = {
    {"version_create", "POST", "/api/v1/listings/:listing_id/versions", post_version,
     .rights = {RIGHT_LISTING_EDIT}, .flags = ROUTE_IDEMPOTENT, .body = &LISTING_DRAFT_SHAPE,
     .body_max = 512 * KIB},
    {"version_get", "GET", "/api/v1/listing-versions/:version_id", get_version,
     .rights = {RIGHT_LISTING_READ}},
    {"version_submit", "POST", "/api/v1/listing-versions/:version_id/submit", post_submit,
     .rights = {RIGHT_LISTING_EDIT}},
    {"version_withdraw", "POST", "/api/v1/listing-versions/:version_id/withdraw", post_withdraw,
     .rights = {RIGHT_LISTING_EDIT}},
    {0},
};
