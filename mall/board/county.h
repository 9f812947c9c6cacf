/* A county's figures for those who look over it: what was sold, refunded, credited and withheld, by
 * month, by organisation and by village of the households.
 *
 * - Not for the public: small groups are shown as they are (mall/board/board.h hides them).
 * - One statement reads all of it, so that each table's money adds up to the total, exactly.
 *   Households do not: one may have income in several months or from several organisations.
 * - The month is that in which the buyer paid; refunds count in that month too.
 * - Orders that were completed and then refunded whole leave the households what the seller bore.
 * Who repeats it may make figures shine by buying from himself: from COUNTY_REPEATS such orders on
 * a buyer, producer or station is named.
 */
#ifndef MALL_BOARD_COUNTY_H
#define MALL_BOARD_COUNTY_H

#include <jansson.h>

#include "base/refusal.h"
#include "base/task.h"

enum { COUNTY_REPEATS = 3 };

struct county_query {
    const char *county_code;
    const char *from_month, *to_month; /* "2026-11"; NULL = no bound */
};

/* {county_code, county_name, from, to, computed_at, total, months, organisations, villages,
 * repeats}. New reference, NULL when refused. */
json_t *county_figures_json(struct task *task, const struct county_query *query,
                            struct refusal *why);

/* The same as comma-separated values (base/csv_write.h), in the task's arena. */
const char *county_figures_csv(struct task *task, json_t *figures);

#endif
