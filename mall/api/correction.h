/* Who may say for a household what is written wrong about it, and send in the paper that proves it.
 */
#ifndef MALL_API_CORRECTION_H
#define MALL_API_CORRECTION_H

#include <stdbool.h>

#include "mall/api/call.h"
#include "registry/household.h"

/* As whom the caller does: "own", "officer", or "proxy", whose act leaves its row in the trail.
 * Refuses who is none of them. */
bool correction_as_whom(struct call *call, const struct household *household, const char **as,
                        struct refusal *why);

#endif
