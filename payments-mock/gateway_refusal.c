#include "payments-mock/gateway_refusal.h"

bool gateway_refuse(struct gateway_refusal *why, int status, const char *code, const char *message)
{
    *why = (struct gateway_refusal){status, code, message, NULL};
    return false;
}

bool gateway_refuse_field(struct gateway_refusal *why, const char *field)
{
    *why = (struct gateway_refusal){400, "PARAM_ERROR", "参数错误", field};
    return false;
}

json_t *gateway_refusal_json(const struct gateway_refusal *why)
{
    json_t *body = json_pack("{s:s, s:s}", "code", why->code, "message", why->message);
    if (why->field != NULL)
        json_object_set_new(body, "detail",
                            json_pack("{s:s, s:s, s:s}", "field", why->field, "issue",
                                      "missing or not allowed", "location", "body"));
    return body;
}
