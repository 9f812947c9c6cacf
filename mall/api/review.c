/* Reviews: what waits for a desk, and its decision. */
#include <string.h>

#include "catalog/listing_read.h"
#include "catalog/listing_review.h"
#include "mall/api/listing.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

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

struct review_body {
    const char *decision, *reason, *note;
};
static const char *const DECISIONS[] = {"approve", "reject", NULL};
static const struct shape_field REVIEW_FIELDS[] = {
    FIELD_CHOICE(struct review_body, decision, REQUIRED, DECISIONS, "请选择通过或不通过"),
    FIELD_CHOICE(struct review_body, reason, OPTIONAL, LISTING_REASONS, "请选择不通过的原因"),
    FIELD_LINES(struct review_body, note, OPTIONAL, 0, 500, "说明最多 500 个字"),
};
static const struct shape REVIEW = SHAPE(struct review_body, REVIEW_FIELDS);

/* Nobody reviews what an organisation sells that they belong to, whatever else they are. */
static bool is_own(const struct session *session, int64_t producer_id)
{
    for (int i = 0; i < session->grant_count; i++)
        if (session->grants[i].org_id == producer_id)
            return true;
    return false;
}

static bool post_review(struct call *call, struct refusal *why)
{
    struct review_body body = {.reason = "", .note = ""};
    struct scope scope;
    int64_t version_id;
    if (!call_version(call, RIGHT_LISTING_READ, &version_id, &scope, why) ||
        !call_read(call, &body, why))
        return false;
    bool county = permission_allows(&call->session, RIGHT_LISTING_APPROVE, &scope);
    struct listing_review review = {.desk = county ? LISTING_DESK_COUNTY : LISTING_DESK_TOWNSHIP,
                                    .approve = strcmp(body.decision, "approve") == 0,
                                    .reason = body.reason,
                                    .note = body.note,
                                    .actor_id = call->session.account_id};
    if (is_own(&call->session, scope.org_id))
        return refuse(why, &LISTING_OWN_REVIEW, NULL);
    if (!county && !call_allowed(call, RIGHT_LISTING_CHECK, &scope, why))
        return false;
    if (!review.approve && review.reason[0] == '\0')
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "reason", "请选择不通过的原因");
    return listing_decide(call->task, version_id, &review, why) &&
           reply_version(call, 200, version_id, why);
}

const struct route ROUTES_REVIEW[] = {
    {"version_review", "POST", "/api/v1/listing-versions/:version_id/review", post_review,
     .rights = {RIGHT_LISTING_CHECK, RIGHT_LISTING_APPROVE}, .body = &REVIEW, .body_max = 8 * KIB},
    {"review_queue", "GET", "/api/v1/review-queue", get_queue,
     .rights = {RIGHT_LISTING_CHECK, RIGHT_LISTING_APPROVE}, .query = "after limit"},
    {0},
};
