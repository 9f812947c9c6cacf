/* Quotes: what a basket costs to a region. */
#include "mall/api/quote.h"

#include "mall/api/reply.h"
#include "mall/api/routes.h"

static const struct shape_field WANT_FIELDS[] = {
    FIELD_ID(struct quote_want, sku_id, REQUIRED, "请选择规格"),
    FIELD_INT(struct quote_want, quantity, REQUIRED, 1, QUOTE_MAX_QUANTITY,
              "数量应在 1 到 999 之间"),
};
const struct shape QUOTE_WANT = SHAPE(struct quote_want, WANT_FIELDS);

struct quote_body {
    struct shape_list lines;
    const char *region_code;
};
static const struct shape_field QUOTE_FIELDS[] = {
    QUOTE_LINES(struct quote_body),
    QUOTE_REGION(struct quote_body),
};
static const struct shape QUOTE = SHAPE(struct quote_body, QUOTE_FIELDS);

static bool post_quote(struct call *call, struct refusal *why)
{
    struct quote_body body = {0};
    struct quote quote;
    return call_read(call, &body, why) &&
           quote_build(call->task, body.lines.items, body.lines.count, body.region_code, &quote,
                       why) &&
           call_reply(call, 200, quote_json(call->task, &quote, why));
}

const struct route ROUTES_QUOTE[] = {
    {"quote_create", "POST", "/api/v1/quotes", post_quote, .access = ACCESS_PUBLIC, .body = &QUOTE,
     .body_max = 8 * KIB},
    {0},
};
