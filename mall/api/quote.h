/* A line of a basket as bodies have it: {"sku_id": "1", "quantity": 2}, into a struct quote_want.
 */
#ifndef MALL_API_QUOTE_H
#define MALL_API_QUOTE_H

#include "base/shape.h"
#include "orders/quote.h"
#include "registry/region.h"

extern const struct shape QUOTE_WANT;

/* The two fields that say what is wanted and where to. */
#define QUOTE_LINES(type_)                                                                         \
    FIELD_LIST(type_, lines, REQUIRED, 1, QUOTE_MAX_LINES, QUOTE_WANT, "请选 1 到 20 种商品")
#define QUOTE_REGION(type_)                                                                        \
    FIELD_CHECKED(type_, region_code, REQUIRED, 6, 12, region_is_code, "请选择收货地区")

#endif
