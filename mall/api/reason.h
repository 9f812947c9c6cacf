/* The body of a change of state: {"reason": "..."}, kept in the log of moves. */
#ifndef MALL_API_REASON_H
#define MALL_API_REASON_H

#include "mall/api/call.h"

/* 2 to 200 code points. */
extern const struct shape REASON_SHAPE;
/* Of a route whose body is REASON_SHAPE. */
bool call_reason(struct call *call, const char **reason, struct refusal *why);

#endif
