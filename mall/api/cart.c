/* The basket: of an account, and of a guest, whose browser keeps it. */
#include "orders/cart.h"

#include "mall/api/product_card.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "orders/quote.h"

#define QUANTITY_HINT "数量应在 1 到 999 之间"
#define LINES_HINT "购物车最多放 60 种商品"

static const struct shape_field ADDED_FIELDS[] = {
    FIELD_ID(struct cart_line, sku_id, REQUIRED, "请选择规格"),
    FIELD_INT(struct cart_line, quantity, REQUIRED, 1, QUOTE_MAX_QUANTITY, QUANTITY_HINT),
    FIELD_INT(struct cart_line, price_fen, OPTIONAL, 1, INT64_C(100000000), "价格不对，请刷新再试"),
};
static const struct shape ADDED = SHAPE(struct cart_line, ADDED_FIELDS);

static const struct shape_field SHOWN_FIELDS[] = {
    FIELD_ID(struct cart_line, sku_id, REQUIRED, "请选择规格"),
    FIELD_INT(struct cart_line, quantity, REQUIRED, 1, QUOTE_MAX_QUANTITY, QUANTITY_HINT),
    FIELD_INT(struct cart_line, price_fen, OPTIONAL, 1, INT64_C(100000000), "价格不对，请刷新再试"),
    FIELD_BOOL(struct cart_line, selected, OPTIONAL, NULL),
};
static const struct shape SHOWN = SHAPE(struct cart_line, SHOWN_FIELDS);

struct lines_body {
    struct shape_list lines;
};
static const struct shape_field ADD_FIELDS[] = {
    FIELD_LIST(struct lines_body, lines, REQUIRED, 1, CART_MAX_LINES, ADDED, LINES_HINT),
};
static const struct shape ADD = SHAPE(struct lines_body, ADD_FIELDS);
static const struct shape_field PREVIEW_FIELDS[] = {
    FIELD_LIST(struct lines_body, lines, REQUIRED, 0, CART_MAX_LINES, SHOWN, LINES_HINT),
};
static const struct shape PREVIEW = SHAPE(struct lines_body, PREVIEW_FIELDS);

static void add_pictures(struct call *call, json_t *lines)
{
    size_t i;
    json_t *line;
    json_array_foreach(lines, i, line) {
        const char *picture = json_string_value(json_object_get(line, "picture"));
        json_object_set_new(line, "picture_url",
                            json_string(product_picture_url(call->task->arena, picture)));
    }
}

/* Where a browser finds the pictures is not the basket's to know. NULL stays NULL. */
static json_t *with_pictures(struct call *call, json_t *cart)
{
    size_t i;
    json_t *group;
    if (cart == NULL)
        return NULL;
    json_array_foreach(json_object_get(cart, "groups"), i, group)
        add_pictures(call, json_object_get(group, "lines"));
    add_pictures(call, json_object_get(cart, "dead"));
    return cart;
}

static json_t *own_cart(struct call *call, const char *region, struct refusal *why)
{
    return with_pictures(call, cart_json(call->task, call->session.account_id, region, why));
}

static bool reply_cart(struct call *call, const char *region, struct refusal *why)
{
    return call_reply(call, 200, own_cart(call, region, why));
}

static bool get_cart(struct call *call, struct refusal *why)
{
    const char *region = "";
    return call_region_query(call, "region", &region, why) && reply_cart(call, region, why);
}

/* Prices lines that are kept elsewhere; nothing is stored. */
static bool post_preview(struct call *call, struct refusal *why)
{
    struct lines_body body = {.lines = {NULL, 0}};
    const char *region = "";
    return call_region_query(call, "region", &region, why) && call_read(call, &body, why) &&
           call_reply(call, 200,
                      with_pictures(call, cart_view_json(call->task, body.lines.items,
                                                         body.lines.count, region, why)));
}

static bool post_lines(struct call *call, struct refusal *why)
{
    struct lines_body body = {.lines = {NULL, 0}};
    struct idempotency key;
    json_t *left;
    if (!call_read(call, &body, why) || !call_idempotency(call, &key, why) ||
        !cart_add(call->task, &key, body.lines.items, body.lines.count, &left, why))
        return false;
    json_t *cart = own_cart(call, "", why);
    if (cart == NULL) {
        json_decref(left);
        return false;
    }
    return call_reply(call, 201, json_pack("{s:o, s:o}", "left", left, "cart", cart));
}

static const struct shape_field SET_FIELDS[] = {
    FIELD_INT(struct cart_line, quantity, REQUIRED, 1, QUOTE_MAX_QUANTITY, QUANTITY_HINT),
    FIELD_BOOL(struct cart_line, selected, REQUIRED, "请说明是否选中"),
};
static const struct shape SET = SHAPE(struct cart_line, SET_FIELDS);

static bool put_line(struct call *call, struct refusal *why)
{
    struct cart_line line = {.sku_id = 0};
    int64_t sku_id;
    if (!call_id_param(call, 0, &sku_id, why) || !call_read(call, &line, why))
        return false;
    line.sku_id = sku_id;
    return cart_set(call->task, call->session.account_id, &line, why) && reply_cart(call, "", why);
}

static bool delete_line(struct call *call, struct refusal *why)
{
    int64_t sku_id;
    return call_id_param(call, 0, &sku_id, why) &&
           cart_take_out(call->task, call->session.account_id, sku_id, why) &&
           reply_cart(call, "", why);
}

static bool delete_dead(struct call *call, struct refusal *why)
{
    return cart_remove_dead(call->task, call->session.account_id, why) && reply_cart(call, "", why);
}

struct selection_item {
    int64_t id;
};
static const struct shape_field SELECTION_ITEM_FIELDS[] = {
    {.name = "", .type = SHAPE_ID, .offset = offsetof(struct selection_item, id), .required = true},
};
static const struct shape SELECTION_ITEM = SHAPE(struct selection_item, SELECTION_ITEM_FIELDS);
struct selection_body {
    struct shape_list sku_ids;
};
static const struct shape_field SELECTION_FIELDS[] = {
    FIELD_LIST(struct selection_body, sku_ids, REQUIRED, 0, CART_MAX_LINES, SELECTION_ITEM,
               LINES_HINT),
};
static const struct shape SELECTION = SHAPE(struct selection_body, SELECTION_FIELDS);

static bool put_selection(struct call *call, struct refusal *why)
{
    struct selection_body body = {.sku_ids = {NULL, 0}};
    if (!call_read(call, &body, why))
        return false;
    const struct selection_item *items = body.sku_ids.items;
    int64_t ids[CART_MAX_LINES];
    for (int i = 0; i < body.sku_ids.count; i++)
        ids[i] = items[i].id;
    return cart_select(call->task, call->session.account_id, ids, body.sku_ids.count, why) &&
           reply_cart(call, "", why);
}

const struct route ROUTES_CART[] = {
    {"cart_get", "GET", "/api/v1/cart", get_cart, .access = ACCESS_SIGNED_IN, .query = "region"},
    {"cart_preview", "POST", "/api/v1/cart/preview", post_preview, .access = ACCESS_PUBLIC,
     .body = &PREVIEW, .body_max = 32 * KIB, .query = "region"},
    {"cart_add", "POST", "/api/v1/cart/lines", post_lines, .access = ACCESS_SIGNED_IN,
     .flags = ROUTE_IDEMPOTENT, .body = &ADD, .body_max = 32 * KIB},
    {"cart_line_update", "PUT", "/api/v1/cart/lines/:sku_id", put_line, .access = ACCESS_SIGNED_IN,
     .body = &SET, .body_max = KIB},
    {"cart_line_delete", "DELETE", "/api/v1/cart/lines/:sku_id", delete_line,
     .access = ACCESS_SIGNED_IN},
    {"cart_dead_delete", "DELETE", "/api/v1/cart/dead-lines", delete_dead,
     .access = ACCESS_SIGNED_IN},
    {"cart_select", "PUT", "/api/v1/cart/selection", put_selection, .access = ACCESS_SIGNED_IN,
     .body = &SELECTION, .body_max = 16 * KIB},
    {0},
};
