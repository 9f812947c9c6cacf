/* Listings: writing, handing in, reviewing, publishing; and what everybody sees of them. Lots are
 * in mall/api/lot.c. */
#include <stddef.h>
#include <string.h>

#include "base/id.h"
#include "base/text.h"
#include "catalog/listing.h"
#include "catalog/listing_read.h"
#include "catalog/listing_review.h"
#include "catalog/product.h"
#include "catalog/search.h"
#include "mall/api/call.h"
#include "mall/api/product_view.h"
#include "mall/api/lot.h"
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
                    struct listing_scope *listing)
{
    struct refusal why = {.have = -1};
    int64_t id;
    if (!call_id_param(call, 0, &id))
        return false;
    bool found = by_version ? listing_version_find_scope(call->task, id, listing, &why)
                            : listing_find_scope(call->task, id, listing, &why);
    if (!found) {
        call_refuse(call, &why);
        return false;
    }
    struct scope scope = scope_of(listing);
    if (permission_allows(&call->session, right, &scope))
        return true;
    refuse(&why,
           permission_allows(&call->session, RIGHT_LISTING_READ, &scope) ? &REFUSAL_FORBIDDEN
                                                                         : &REFUSAL_NOT_FOUND,
           NULL);
    call_refuse(call, &why);
    return false;
}

static void reply_version(struct call *call, int status, int64_t version_id)
{
    struct refusal why = {.have = -1};
    json_t *version;
    if (listing_version_json(call->task, version_id, &version, &why))
        call_reply(call, status, version);
    else
        call_refuse(call, &why);
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

static void post_listing(struct call *call)
{
    struct refusal why = {.have = -1};
    struct listing_draft draft = {.producer_id = 0};
    struct idempotency key;
    struct listing_writer writer = {call->session.account_id, &key};
    int64_t producer_id = 0, version_id;
    if (!call_read(call, &LISTING_DRAFT_SHAPE, &draft))
        return;
    if (choose_producer(call, draft.producer_id, &producer_id, &why) &&
        listing_draft_check(&draft, &why) && call_idempotency(call, &key, &why) &&
        listing_create(call->task, &writer, producer_id, &draft, &version_id, &why))
        reply_version(call, 201, version_id);
    else
        call_refuse(call, &why);
}

static void post_version(struct call *call)
{
    struct refusal why = {.have = -1};
    struct listing_draft draft = {.producer_id = 0};
    struct idempotency key;
    struct listing_writer writer = {call->session.account_id, &key};
    struct listing_scope listing;
    int64_t version_id;
    if (!allowed(call, false, RIGHT_LISTING_EDIT, &listing) ||
        !call_read(call, &LISTING_DRAFT_SHAPE, &draft))
        return;
    if (listing_draft_check(&draft, &why) && call_idempotency(call, &key, &why) &&
        listing_revise(call->task, &writer, listing.listing_id, &draft, &version_id, &why))
        reply_version(call, 201, version_id);
    else
        call_refuse(call, &why);
}

/* ---- reading, for producers and desks ---- */

static void get_listings(struct call *call)
{
    struct refusal why = {.have = -1};
    const struct grant *producer = session_grant(&call->session, ROLE_PRODUCER);
    const struct grant *station = session_grant(&call->session, ROLE_STATION_OFFICER);
    int64_t after, limit, next, producer_id = producer != NULL ? producer->org_id : 0;
    json_t *items;
    if (!call_cursor(call, &after, &limit) || !call_id_query(call, "producer_id", &producer_id))
        return;
    struct scope scope = {.org_id = producer_id,
                          .region_code = station != NULL ? station->region_code : NULL};
    if (!call_allowed(call, RIGHT_LISTING_READ, &scope))
        return;
    /* A station's officer reads by county only, so that no other county's producer is opened by
     * number. */
    bool own = permission_allows(&call->session, RIGHT_LISTING_READ,
                                 &(struct scope){.org_id = producer_id});
    if (listing_list(call->task, own ? producer_id : 0, scope.region_code, after, limit, &items,
                     &next, &why))
        call_reply_list(call, items, next);
    else
        call_refuse(call, &why);
}

static void get_listing(struct call *call)
{
    struct refusal why = {.have = -1};
    struct listing_scope scope;
    json_t *listing;
    if (!allowed(call, false, RIGHT_LISTING_READ, &scope))
        return;
    if (listing_json(call->task, scope.listing_id, &listing, &why))
        call_reply(call, 200, listing);
    else
        call_refuse(call, &why);
}

static void get_version(struct call *call)
{
    struct listing_scope scope;
    if (allowed(call, true, RIGHT_LISTING_READ, &scope))
        reply_version(call, 200, scope.version_id);
}

static void get_queue(struct call *call)
{
    struct refusal why = {.have = -1};
    const struct grant *desk = session_grant(&call->session, ROLE_STATION_OFFICER);
    int64_t after, limit, next;
    json_t *items;
    if (desk == NULL)
        desk = session_grant(&call->session, ROLE_VILLAGE_OFFICER);
    if (!call_cursor(call, &after, &limit))
        return;
    if (desk == NULL || desk->region_code[0] == '\0')
        refuse(&why, &REFUSAL_FORBIDDEN, NULL);
    else if (listing_queue(call->task, desk->region_code, after, limit, &items, &next, &why)) {
        call_reply_list(call, items, next);
        return;
    }
    call_refuse(call, &why);
}

/* ---- moving ---- */

static void post_submit(struct call *call)
{
    struct refusal why = {.have = -1};
    struct listing_scope scope;
    if (!allowed(call, true, RIGHT_LISTING_EDIT, &scope))
        return;
    if (listing_submit(call->task, scope.version_id, call->session.account_id, &why))
        reply_version(call, 200, scope.version_id);
    else
        call_refuse(call, &why);
}

static void post_withdraw(struct call *call)
{
    struct refusal why = {.have = -1};
    struct listing_scope scope;
    if (!allowed(call, true, RIGHT_LISTING_EDIT, &scope))
        return;
    if (listing_withdraw(call->task, scope.version_id, call->session.account_id, &why))
        reply_version(call, 200, scope.version_id);
    else
        call_refuse(call, &why);
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

static void post_review(struct call *call)
{
    struct refusal why = {.have = -1};
    struct review_body body = {.reason = "", .note = ""};
    struct listing_scope listing;
    if (!allowed(call, true, RIGHT_LISTING_READ, &listing) || !call_read(call, &REVIEW, &body))
        return;
    struct scope scope = scope_of(&listing);
    bool county = permission_allows(&call->session, RIGHT_LISTING_APPROVE, &scope);
    struct listing_review review = {.desk = county ? DESK_COUNTY : DESK_TOWNSHIP,
                                    .approve = strcmp(body.decision, "approve") == 0,
                                    .reason = body.reason,
                                    .note = body.note,
                                    .actor_id = call->session.account_id};
    if (is_own(&call->session, listing.producer_id))
        refuse(&why, &LISTING_OWN_REVIEW, NULL);
    else if (!county && !permission_require(&call->session, RIGHT_LISTING_CHECK, &scope, &why))
        ;
    else if (!review.approve && review.reason[0] == '\0')
        refuse_detail(&why, &REFUSAL_MISSING_FIELD, "reason", "请选择不通过的原因");
    else if (listing_decide(call->task, listing.version_id, &review, &why)) {
        reply_version(call, 200, listing.version_id);
        return;
    }
    call_refuse(call, &why);
}

struct off_body {
    const char *reason;
};
static const struct shape_field OFF_FIELDS[] = {
    {.name = "reason",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct off_body, reason),
     .required = true,
     .min = 2,
     .max = 200,
     .hint = "请写明下架原因，2 到 200 个字"},
};
static const struct shape OFF = SHAPE(struct off_body, OFF_FIELDS);

static void post_off_sale(struct call *call)
{
    struct refusal why = {.have = -1};
    struct off_body body = {NULL};
    struct listing_scope listing;
    if (!allowed(call, false, RIGHT_LISTING_TAKE_OFF, &listing) || !call_read(call, &OFF, &body))
        return;
    if (listing_take_off(call->task, listing.listing_id, call->session.account_id, body.reason,
                         &why))
        reply_version(call, 200, listing.current_version_id);
    else
        call_refuse(call, &why);
}

/* ---- for everybody ---- */

static bool read_search(struct call *call, struct search *search)
{
    struct refusal why = {.have = -1};
    search->words = http_query(call->http, "q");
    search->category = http_query(call->http, "category");
    search->county_code = http_query(call->http, "county");
    if (!call_cursor(call, &search->after, &search->limit))
        return false;
    if (search->words != NULL && text_length(search->words) > SEARCH_MAX_POINTS)
        refuse_detail(&why, &REFUSAL_INVALID_FIELD, "q", "搜索词最多 %d 个字", SEARCH_MAX_POINTS);
    else if (search->category != NULL && text_length(search->category) > 20)
        refuse(&why, &REFUSAL_INVALID_FIELD, "category");
    else if (search->county_code != NULL &&
             (strlen(search->county_code) != 6 || strspn(search->county_code, "0123456789") != 6))
        refuse_detail(&why, &REFUSAL_INVALID_FIELD, "county", "县级区划代码为 6 位数字");
    else
        return true;
    call_refuse(call, &why);
    return false;
}

/* Lists are kept in memory, questions are not: there are too many of them. */
static void get_products(struct call *call)
{
    struct refusal why = {.have = -1};
    struct search search = {.words = NULL};
    int64_t stamp = call_stamp(), next;
    json_t *items;
    char cursor[21];
    if (!read_search(call, &search))
        return;
    if (!search_products(call->task, &search, &items, &next, &why)) {
        call_refuse(call, &why);
        return;
    }
    if (search.words != NULL) {
        call_reply_list(call, items, next);
        return;
    }
    json_t *more = next > 0 ? json_string(id_text(next, cursor)) : json_null();
    call_reply_cached(call, "products", stamp,
                      json_pack("{s:o, s:o}", "items", items, "next", more));
}

static void get_product(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t stamp = call_stamp(), id;
    char digits[21];
    if (!call_id_param(call, 0, &id))
        return;
    json_t *view = product_view(call->task, id, &why);
    if (view == NULL)
        call_refuse(call, &why);
    else
        call_reply_cached(call, arena_printf(call->task->arena, "listing:%s", id_text(id, digits)),
                          stamp, view);
}

static void get_availability(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t id;
    json_t *items;
    if (!call_id_param(call, 0, &id))
        return;
    if (product_availability(call->task, id, &items, &why))
        call_reply(call, 200, json_pack("{s:o}", "items", items));
    else
        call_refuse(call, &why);
}

static void get_categories(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t stamp = call_stamp();
    json_t *items;
    if (search_categories(call->task, &items, &why))
        call_reply_cached(call, "products", stamp, json_pack("{s:o}", "items", items));
    else
        call_refuse(call, &why);
}

/* ---- the table ---- */

#define MEMBERS                                                                                    \
    (ACCESS_PRODUCER | ACCESS_STATION | ACCESS_VILLAGE | ACCESS_AUDITOR | ACCESS_OPERATOR)
#define HOLDERS (ACCESS_STATION | ACCESS_AUDITOR | ACCESS_OPERATOR)
#define INTAKE (ACCESS_PRODUCER | ACCESS_STATION)

const struct route ROUTES_CATALOG[] = {
    {"listing_create", "POST", "/api/v1/listings", post_listing, ACCESS_PRODUCER, ROUTE_IDEMPOTENT},
    {"listing_list", "GET", "/api/v1/listings", get_listings, ACCESS_PRODUCER | ACCESS_STATION, 0},
    {"listing_get", "GET", "/api/v1/listings/:listing_id", get_listing, MEMBERS, 0},
    {"version_create", "POST", "/api/v1/listings/:listing_id/versions", post_version,
     ACCESS_PRODUCER, ROUTE_IDEMPOTENT},
    {"listing_off_sale", "POST", "/api/v1/listings/:listing_id/off-sale", post_off_sale,
     ACCESS_PRODUCER | ACCESS_STATION | ACCESS_OPERATOR, 0},
    {"version_get", "GET", "/api/v1/listing-versions/:version_id", get_version, MEMBERS, 0},
    {"version_submit", "POST", "/api/v1/listing-versions/:version_id/submit", post_submit,
     ACCESS_PRODUCER, 0},
    {"version_withdraw", "POST", "/api/v1/listing-versions/:version_id/withdraw", post_withdraw,
     ACCESS_PRODUCER, 0},
    {"version_review", "POST", "/api/v1/listing-versions/:version_id/review", post_review,
     ACCESS_STATION | ACCESS_VILLAGE, 0},
    {"review_queue", "GET", "/api/v1/review-queue", get_queue, ACCESS_STATION | ACCESS_VILLAGE, 0},
    {"lot_create", "POST", "/api/v1/listings/:listing_id/lots", post_lot, INTAKE, ROUTE_IDEMPOTENT},
    {"lot_list", "GET", "/api/v1/listings/:listing_id/lots", get_lots, MEMBERS, 0},
    {"lot_get", "GET", "/api/v1/lots/:lot_id", get_lot, MEMBERS, 0},
    {"lot_stock", "POST", "/api/v1/lots/:lot_id/stock", post_lot_stock, INTAKE, ROUTE_IDEMPOTENT},
    {"lot_write_off", "POST", "/api/v1/lots/:lot_id/write-off", post_lot_write_off, INTAKE,
     ROUTE_IDEMPOTENT},
    {"lot_hold", "POST", "/api/v1/lots/:lot_id/hold", post_lot_hold, HOLDERS, 0},
    {"lot_open", "POST", "/api/v1/lots/:lot_id/open", post_lot_open, HOLDERS, 0},
    {"lot_close", "POST", "/api/v1/lots/:lot_id/close", post_lot_close, INTAKE, 0},
    {"lot_trace", "GET", "/api/v1/lots/:lot_id/trace", get_lot_trace, HOLDERS, 0},
    {"product_list", "GET", "/api/v1/products", get_products, ACCESS_PUBLIC, ROUTE_CACHED},
    {"product_get", "GET", "/api/v1/products/:listing_id", get_product, ACCESS_PUBLIC,
     ROUTE_CACHED},
    {"product_availability", "GET", "/api/v1/products/:listing_id/availability", get_availability,
     ACCESS_PUBLIC, 0},
    {"category_list", "GET", "/api/v1/categories", get_categories, ACCESS_PUBLIC, ROUTE_CACHED},
    {.name = NULL},
};
