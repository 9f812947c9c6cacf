/* An account's address book. */
#include "registry/address.h"

#include "mall/api/address.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/address_parse.h"
#include "registry/address_paste.h"
#include "registry/identifier.h"
#include "registry/region.h"

static const struct shape_field FIELDS[] = {
    ADDRESS_WHO_AND_WHERE(struct address),
    FIELD_CHECKED(struct address, region_code, REQUIRED, 6, 12, region_is_code, "请选择收货地区"),
    FIELD_BOOL(struct address, is_default, OPTIONAL, NULL),
};
static const struct shape ADDRESS = SHAPE(struct address, FIELDS);

static bool get_addresses(struct call *call, struct refusal *why)
{
    json_t *list = address_list_json(call->task, call->session.account_id, why);
    return list != NULL && call_reply_list(call, list);
}

static bool reply_address(struct call *call, int status, int64_t id, struct refusal *why)
{
    return call_reply(call, status, address_json(call->task, call->session.account_id, id, why));
}

static bool post_address(struct call *call, struct refusal *why)
{
    struct address address = {.id = 0};
    struct idempotency key;
    int64_t id;
    return call_read(call, &address, why) && call_idempotency(call, &key, why) &&
           address_add(call->task, &key, &address, &id, why) && reply_address(call, 201, id, why);
}

static bool get_address(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && reply_address(call, 200, id, why);
}

static bool put_address(struct call *call, struct refusal *why)
{
    struct address address = {.id = 0};
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_read(call, &address, why))
        return false;
    address.id = id;
    return address_set(call->task, call->session.account_id, &address, why) &&
           reply_address(call, 200, id, why);
}

static bool delete_address(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           address_remove(call->task, call->session.account_id, id, why) &&
           call_reply_nothing(call);
}

struct paste_body {
    const char *text;
};
static const struct shape_field PASTE_FIELDS[] = {
    FIELD_LINES(struct paste_body, text, REQUIRED, 1, ADDRESS_PASTE_MAX,
                "请粘贴收货信息（300 字以内）"),
};
static const struct shape PASTE = SHAPE(struct paste_body, PASTE_FIELDS);

static bool post_parse(struct call *call, struct refusal *why)
{
    struct paste_body body = {NULL};
    return call_read(call, &body, why) &&
           call_reply(call, 200, address_parse_json(call->task, body.text, why));
}

const struct route ROUTES_ADDRESS[] = {
    {"address_list", "GET", "/api/v1/addresses", get_addresses, .access = ACCESS_SIGNED_IN},
    {"address_create", "POST", "/api/v1/addresses", post_address, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_IDEMPOTENT, .body = &ADDRESS, .body_max = 4 * KIB},
    {"address_parse", "POST", "/api/v1/addresses/parse", post_parse, .access = ACCESS_SIGNED_IN,
     .body = &PASTE, .body_max = 8 * KIB},
    {"address_get", "GET", "/api/v1/addresses/:address_id", get_address,
     .access = ACCESS_SIGNED_IN},
    {"address_update", "PUT", "/api/v1/addresses/:address_id", put_address,
     .access = ACCESS_SIGNED_IN, .body = &ADDRESS, .body_max = 4 * KIB},
    {"address_delete", "DELETE", "/api/v1/addresses/:address_id", delete_address,
     .access = ACCESS_SIGNED_IN},
    {0},
};
