/* Where the SMS provider tells what became of messages. The body is signed, or comes to an address
 * that nobody else knows (sms/tencent/tencent_receipt.h); there is no login on this path. */
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "sms/tencent/tencent_channel.h"
#include "sms/tencent/tencent_receipt.h"
#include "sms/tencent/tencent_sign.h"

/* result 0 means: it stands in our database. Everything else makes the provider try again. */
static bool post_receipt(struct call *call, struct refusal *why)
{
    const struct tencent_push push = {.time = http_header(call->http, TENCENT_RECEIPT_TIME),
                                      .signature =
                                          http_header(call->http, TENCENT_RECEIPT_SIGNATURE),
                                      .token = call_query(call, "token"),
                                      .body = call->http->body,
                                      .length = call->http->body_length};
    if (!tencent_is_on())
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return tencent_receive(call->task, &push, why) &&
           call_reply(call, 200, json_pack("{s:i, s:s}", "result", 0, "errmsg", "OK"));
}

const struct route ROUTES_SMS_RECEIPT[] = {
    {"sms_receipt", "POST", TENCENT_RECEIPT_PATH, post_receipt, .access = ACCESS_PUBLIC,
     .flags = ROUTE_UNCHECKED, .query = "token", .body_max = 64 * KIB},
    {0},
};
