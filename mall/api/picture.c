/* Pictures: sent in by those who sell, served to everybody. */
#include "media/picture.h"

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "media/picture_work.h"

/* The name is made of the content, so what is behind it never changes. */
#define FOR_EVER "public, max-age=31536000, immutable"

static bool post_picture(struct call *call, struct refusal *why)
{
    struct idempotency key;
    struct picture_upload upload = {.actor_id = call->session.account_id,
                                    .organisation_id =
                                        call_own_organisation(call, RIGHT_LISTING_EDIT),
                                    .key = &key};
    int64_t picture_id;
    return call_id_query(call, "producer_id", &upload.organisation_id, why) &&
           call_allowed(call, RIGHT_LISTING_EDIT, &(struct scope){.org_id = upload.organisation_id},
                        why) &&
           call_file(call, &upload.bytes, &upload.length, why) &&
           call_idempotency(call, &key, why) &&
           picture_add(call->task, &upload, &picture_id, why) &&
           call_reply(call, 201, picture_json(call->task, picture_id, why));
}

static bool get_file(struct call *call, struct refusal *why)
{
    const char *content_type;
    const void *bytes;
    size_t length;
    int64_t stamp = call_stamp(call);
    return picture_file_find(call->task, call_param(call, 0), &content_type, &bytes, &length,
                             why) &&
           call_bytes_cached(call, "picture", stamp, content_type, FOR_EVER, bytes, length);
}

const struct route ROUTES_PICTURE[] = {
    {"picture_create", "POST", "/api/v1/pictures", post_picture, .rights = {RIGHT_LISTING_EDIT},
     .flags = ROUTE_IDEMPOTENT | ROUTE_UPLOAD, .body_max = PICTURE_MAX_BYTES,
     .query = "producer_id"},
    {"picture_file", "GET", "/pictures/:name", get_file, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
