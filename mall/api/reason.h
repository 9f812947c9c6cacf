/* The body of a change of state: {"reason": "..."}, kept in the log of moves. */
#ifndef MALL_API_REASON_H
#define MALL_API_REASON_H

#include "mall/api/call.h"

/* 2 to 200 code points. */
bool call_reason(struct call *call, const char **reason, struct refusal *why);

#endif
