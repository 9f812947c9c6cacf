/* The page that a box's code leads to: whether the code holds comes first, then where the goods
 * come from. */
#ifndef MALL_PAGES_TRACE_PAGE_H
#define MALL_PAGES_TRACE_PAGE_H

#include <jansson.h>

#include "mall/api/call.h"

/* Page data (new reference) of what trace_json() gave, whose reference is taken. */
json_t *page_trace(struct call *call, json_t *trace);

/* The same for a code that no lot has. */
json_t *page_trace_unknown(struct call *call, const char *code);

#endif
