#include "mall/api/reason.h"

struct reason_body {
    const char *reason;
};
static const struct shape_field FIELDS[] = {
    FIELD_TEXT(struct reason_body, reason, REQUIRED, 2, 200, "请写明原因，2 到 200 个字"),
};
const struct shape REASON_SHAPE = SHAPE(struct reason_body, FIELDS);

bool call_reason(struct call *call, const char **reason, struct refusal *why)
{
    struct reason_body body = {NULL};
    if (!call_read(call, &body, why))
        return false;
    *reason = body.reason;
    return true;
}
