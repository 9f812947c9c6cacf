#include "logistics/freight_quote.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/db.h"
#include "gen/logistics/sql.h"
#include "logistics/freight_table.h"

const struct refusal_kind FREIGHT_NOT_DELIVERABLE = {"not_deliverable", 409, "这个地区暂时送不到"};
const struct refusal_kind FREIGHT_UNKNOWN_REGION = {"unknown_region", 422,
                                                    "没有这个地区，请重新选择收货地区"};

/* Regions that were seen to exist lately: checkout asks for the same few thousand again and again.
 */
enum { SLOTS = 8192, AGE_MS = 60000, CODE_MAX = 12 };
static struct seen {
    char code[CODE_MAX + 1];
    int64_t at_ms;
} seen[SLOTS];

static struct seen *seen_slot(const char *code)
{
    uint64_t hash = 0;
    for (const char *c = code; *c != '\0'; c++)
        hash = hash * 31 + (unsigned char)*c;
    return &seen[hash % SLOTS];
}

static bool is_region_code(const char *code)
{
    size_t length = strlen(code);
    return (length == 6 || length == 9 || length == CODE_MAX) &&
           strspn(code, "0123456789") == length;
}

static bool check_region(struct task *task, const char *region_code, struct refusal *why)
{
    if (!is_region_code(region_code))
        return refuse(why, &FREIGHT_UNKNOWN_REGION, "region_code");
    struct seen *slot = seen_slot(region_code);
    if (strcmp(slot->code, region_code) == 0 && clock_mono_ms() - slot->at_ms < AGE_MS)
        return true;
    struct db_rows *rows;
    if (!db_query(task, &SQL_freight_region_find, DB_ARGS(DB_TEXT(region_code)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &FREIGHT_UNKNOWN_REGION, "region_code");
    memcpy(slot->code, region_code, strlen(region_code) + 1);
    slot->at_ms = clock_mono_ms();
    return true;
}

bool freight_quote(struct task *task, const char *county_code, const char *region_code,
                   int64_t weight_g, int64_t *freight_fen, struct refusal *why)
{
    const struct freight_table *table;
    assert(weight_g >= 1 && weight_g <= 1000000);
    if (!check_region(task, region_code, why) ||
        !freight_table_find(task, county_code, &table, why))
        return false;
    const struct freight_zone *zone = freight_table_pick(table, region_code);
    if (zone == NULL || !zone->deliverable)
        return refuse(why, &FREIGHT_NOT_DELIVERABLE, "region_code");
    *freight_fen = freight_fee(&zone->price, weight_g);
    return true;
}
