/* A basket as it is shown: its lines at the prices and stock of now, by the parcels that they would
 * make, and what has changed since they were put in. The basket of an account and that of a guest,
 * which lies in their browser, are shown alike. Nothing is kept.
 */
#ifndef ORDERS_CART_VIEW_H
#define ORDERS_CART_VIEW_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

enum { CART_MAX_LINES = 60 };

/* A line as it was put in. */
struct cart_line {
    int64_t sku_id, quantity;
    int64_t price_fen; /* what it cost then; 0 = not known */
    bool selected;
};

/* {line_count, count, selected_count, goods_fen, freight_fen, total_fen, limits, groups, dead}:
 * `groups` are the parcels, each with its station, producer, lines and freight; `dead` are lines
 * that cannot be bought any more. With region_code "" nothing is said of freight; a parcel that
 * cannot go there says so itself. Refuses with unknown_region, field "region". New reference. */
json_t *cart_view_json(struct task *task, const struct cart_line *lines, int count,
                       const char *region_code, struct refusal *why);

#endif
