/* What a parcel costs from a county's station to a region, by the county's freight rows (longest
 * region prefix wins). */
#ifndef LOGISTICS_FREIGHT_QUOTE_H
#define LOGISTICS_FREIGHT_QUOTE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "logistics/freight.h"

extern const struct refusal_kind FREIGHT_NOT_DELIVERABLE; /* 409 not_deliverable: 这个地区暂时送不到
                                                           */
extern const struct refusal_kind FREIGHT_UNKNOWN_REGION; /* 422 unknown_region */

/* The row that prices parcels from county_code to region_code; refuses as freight_quote() does. */
bool freight_quote_row(struct task *task, const char *county_code, const char *region_code,
                       struct freight_row *row, struct refusal *why);

/* How the fee of a parcel comes about: {weight_g, first_g, first_fen, step_g, step_fen, steps,
 * freight_fen}, where freight_fen = first_fen + steps * step_fen. New reference. */
json_t *freight_sum_json(const struct freight_row *row, int64_t weight_g);

/* Freight in fen for `weight_g` (1..1000000) gross grams from county_code to region_code (6, 9 or
 * 12 digits; must exist as a county or below). Rows are kept in the worker's memory for a minute.
 */
bool freight_quote(struct task *task, const char *county_code, const char *region_code,
                   int64_t weight_g, int64_t *freight_fen, struct refusal *why);

#endif
