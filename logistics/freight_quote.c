#include "logistics/freight_quote.h"

#include <assert.h>

#include "base/db.h"
#include "base/memo.h"
#include "gen/logistics/sql.h"
#include "logistics/freight_table.h"
#include "registry/region.h"

const struct refusal_kind FREIGHT_NOT_DELIVERABLE = {"not_deliverable", 409, "这个地区暂时送不到"};
const struct refusal_kind FREIGHT_UNKNOWN_REGION = {"unknown_region", 422,
                                                    "没有这个地区，请重新选择收货地区"};

/* Regions that were seen to exist lately: checkout asks for the same few thousand again and again.
 */
static struct memo seen = {
    .sets = 2048, .ways = 4, .key_size = 13, .value_size = sizeof(bool), .max_age_ms = 60000};

/* A code that died says what it is now; the rest is none that parcels go to. */
static bool refuse_region(struct task *task, const char *region_code, struct refusal *why)
{
    struct region region;
    struct refusal ignored;
    if (region_find(task, region_code, &region, &ignored) && region.valid_to[0] != '\0')
        return region_refuse(task, region_code, "region_code", why);
    return refuse(why, &FREIGHT_UNKNOWN_REGION, "region_code");
}

static bool check_region(struct task *task, const char *region_code, struct refusal *why)
{
    if (!region_is_code(region_code))
        return refuse(why, &FREIGHT_UNKNOWN_REGION, "region_code");
    if (memo_find_text(&seen, region_code) != NULL)
        return true;
    struct db_rows *rows;
    if (!db_query(task, &SQL_freight_region_find, DB_ARGS(DB_TEXT(region_code)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse_region(task, region_code, why);
    memo_keep_text(&seen, region_code, &(bool){true}, memo_stamp(&seen));
    return true;
}

bool freight_quote_row(struct task *task, const char *county_code, const char *region_code,
                       struct freight_row *row, struct refusal *why)
{
    const struct freight_table *table;
    if (!check_region(task, region_code, why) ||
        !freight_table_find(task, county_code, &table, why))
        return false;
    const struct freight_zone *zone = freight_table_pick(table, region_code);
    if (zone == NULL || !zone->deliverable)
        return refuse(why, &FREIGHT_NOT_DELIVERABLE, "region_code");
    *row = zone->price;
    return true;
}

bool freight_quote(struct task *task, const char *county_code, const char *region_code,
                   int64_t weight_g, int64_t *freight_fen, struct refusal *why)
{
    struct freight_row row;
    assert(weight_g >= 1 && weight_g <= 1000000);
    if (!freight_quote_row(task, county_code, region_code, &row, why))
        return false;
    *freight_fen = freight_fee(&row, weight_g);
    return true;
}

json_t *freight_sum_json(const struct freight_row *row, int64_t weight_g)
{
    int64_t fee = freight_fee(row, weight_g);
    int64_t steps = row->step_fen > 0 ? (fee - row->first_fen) / row->step_fen : 0;
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "weight_g", (json_int_t)weight_g,
                     "first_g", (json_int_t)row->first_g, "first_fen", (json_int_t)row->first_fen,
                     "step_g", (json_int_t)row->step_g, "step_fen", (json_int_t)row->step_fen,
                     "steps", (json_int_t)steps, "freight_fen", (json_int_t)fee);
}
