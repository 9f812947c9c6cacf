#include "logistics/freight_table.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/change_trail.h"
#include "base/memo.h"
#include "gen/logistics/sql.h"

const struct refusal_kind FREIGHT_ROW_TWICE = {"row_twice", 422, "同一个地区只能有一行运费"};
const struct refusal_kind FREIGHT_NO_DEFAULT = {"no_default_row", 422,
                                                "请填写一行默认运费（地区留空）"};
const struct refusal_kind FREIGHT_CHANGED = {
    "freight_changed", 409, "这张运费表刚被别人改过，请看过现在的再改，您填的还在"};

/* ---- choosing a row ---- */

const struct freight_zone *freight_table_pick(const struct freight_table *table,
                                              const char *region_code)
{
    const struct freight_zone *best = NULL;
    size_t best_length = 0;
    for (int i = 0; i < table->count; i++) {
        size_t length = strlen(table->zones[i].region_prefix);
        if (strncmp(region_code, table->zones[i].region_prefix, length) != 0)
            continue;
        if (best == NULL || length > best_length) {
            best = &table->zones[i];
            best_length = length;
        }
    }
    return best;
}

int64_t freight_table_lowest(const struct freight_table *table, int64_t weight_g)
{
    int64_t lowest = -1;
    for (int i = 0; i < table->count; i++) {
        if (!table->zones[i].deliverable)
            continue;
        int64_t fee = freight_fee(&table->zones[i].price, weight_g);
        if (lowest < 0 || fee < lowest)
            lowest = fee;
    }
    return lowest;
}

/* ---- which content it is ---- */

static uint64_t mix(uint64_t hash, const char *text)
{
    for (; *text != '\0'; text++)
        hash = (hash ^ (unsigned char)*text) * 1099511628211u;
    return hash;
}

/* FNV-1a of all rows in their order, that of the prefix. */
static void write_version(const struct freight_table *table, char out[FREIGHT_VERSION_LENGTH + 1])
{
    uint64_t hash = 14695981039346656037u;
    for (int i = 0; i < table->count; i++) {
        const struct freight_zone *zone = &table->zones[i];
        char row[128];
        snprintf(row, sizeof(row), "%s %lld %lld %lld %lld %d\n", zone->region_prefix,
                 (long long)zone->price.first_g, (long long)zone->price.first_fen,
                 (long long)zone->price.step_g, (long long)zone->price.step_fen,
                 (int)zone->deliverable);
        hash = mix(hash, row);
    }
    snprintf(out, FREIGHT_VERSION_LENGTH + 1, "%016llx", (unsigned long long)hash);
}

/* ---- a worker's memory ---- */

static void drop(void *value)
{
    struct freight_table *table = value;
    for (int i = 0; i < table->count; i++)
        free((char *)(uintptr_t)table->zones[i].region_prefix);
    free(table->zones);
}

static struct memo tables = {.sets = 512,
                             .ways = 4,
                             .key_size = 8,
                             .value_size = sizeof(struct freight_table),
                             .max_age_ms = 60000,
                             .drop = drop};

static struct freight_table read_table(const struct db_rows *rows)
{
    struct freight_table table = {.count = db_count(rows)};
    table.zones = calloc((size_t)table.count + 1, sizeof(*table.zones));
    assert(table.zones != NULL);
    for (int i = 0; i < table.count; i++) {
        char *prefix = strdup(db_text(rows, i, FREIGHT_ROW_LIST_REGION_PREFIX));
        assert(prefix != NULL);
        table.zones[i] = (struct freight_zone){
            .region_prefix = prefix,
            .price = {.first_g = db_i64(rows, i, FREIGHT_ROW_LIST_FIRST_G),
                      .first_fen = db_i64(rows, i, FREIGHT_ROW_LIST_FIRST_FEN),
                      .step_g = db_i64(rows, i, FREIGHT_ROW_LIST_STEP_G),
                      .step_fen = db_i64(rows, i, FREIGHT_ROW_LIST_STEP_FEN)},
            .deliverable = db_bool(rows, i, FREIGHT_ROW_LIST_DELIVERABLE)};
    }
    return table;
}

bool freight_table_find(struct task *task, const char *county_code,
                        const struct freight_table **table, struct refusal *why)
{
    struct db_rows *rows;
    *table = memo_find_text(&tables, county_code);
    if (*table != NULL)
        return true;
    uint64_t stamp = memo_stamp(&tables);
    if (!db_query(task, &SQL_freight_row_list, DB_ARGS(DB_TEXT(county_code)), &rows, why))
        return false;
    struct freight_table fresh = read_table(rows);
    *table = memo_keep_text(&tables, county_code, &fresh, stamp);
    return true;
}

/* "freight:<county>"; an empty payload means that some may have been missed. */
static void heard(const char *payload, void *argument)
{
    static const char PREFIX[] = "freight:";
    (void)argument;
    if (payload[0] == '\0')
        memo_forget_all(&tables);
    else if (strncmp(payload, PREFIX, sizeof(PREFIX) - 1) == 0)
        memo_forget_text(&tables, payload + sizeof(PREFIX) - 1);
}

void freight_table_start(void)
{
    db_listen("mall_cache", heard, NULL);
}

/* ---- changing ---- */

static bool is_prefix(const char *text)
{
    size_t length = strlen(text);
    return strspn(text, "0123456789") == length && (length == 0 || length == 2 || length == 4 ||
                                                    length == 6 || length == 9 || length == 12);
}

static const struct shape_field ZONE_FIELDS[] = {
    FIELD_CHECKED(struct freight_zone_draft, region_prefix, REQUIRED, 0, 12, is_prefix,
                  "请填写地区代码（2、4、6、9 或 12 位数字），默认行留空"),
    FIELD_INT(struct freight_zone_draft, first_g, REQUIRED, 1, 1000000, "首重应为 1 到 1000000 克"),
    FIELD_INT(struct freight_zone_draft, first_fen, REQUIRED, 0, 1000000,
              "首重运费应为 0 到 1000000 分"),
    FIELD_INT(struct freight_zone_draft, step_g, REQUIRED, 1, 1000000, "续重应为 1 到 1000000 克"),
    FIELD_INT(struct freight_zone_draft, step_fen, REQUIRED, 0, 1000000,
              "续重运费应为 0 到 1000000 分"),
    FIELD_BOOL(struct freight_zone_draft, deliverable, REQUIRED, "请说明能不能送到"),
};
static const struct shape ZONE_SHAPE = SHAPE(struct freight_zone_draft, ZONE_FIELDS);

static const struct shape_field TABLE_FIELDS[] = {
    FIELD_LIST(struct freight_table_draft, rows, REQUIRED, 1, FREIGHT_MAX_ROWS, ZONE_SHAPE,
               "运费表应有 1 到 100 行"),
    FIELD_TEXT(struct freight_table_draft, version, OPTIONAL, FREIGHT_VERSION_LENGTH,
               FREIGHT_VERSION_LENGTH, "版本不对，请重新读取运费表"),
};
const struct shape FREIGHT_TABLE_SHAPE = SHAPE(struct freight_table_draft, TABLE_FIELDS);

static const struct freight_zone_draft *row_at(const struct freight_table_draft *draft, int index)
{
    return (const struct freight_zone_draft *)draft->rows.items + index;
}

bool freight_table_check(const struct freight_table_draft *draft, struct refusal *why)
{
    bool has_default = false;
    for (int i = 0; i < draft->rows.count; i++) {
        has_default |= row_at(draft, i)->region_prefix[0] == '\0';
        for (int k = 0; k < i; k++) {
            if (strcmp(row_at(draft, i)->region_prefix, row_at(draft, k)->region_prefix) != 0)
                continue;
            char field[40];
            snprintf(field, sizeof(field), "rows/%d/region_prefix", i);
            return refuse(why, &FREIGHT_ROW_TWICE, field);
        }
    }
    return has_default || refuse(why, &FREIGHT_NO_DEFAULT, "rows");
}

struct replacing {
    const char *county_code;
    const struct freight_table_draft *draft;
};

static void write_rows(struct db_tx *tx, const struct replacing *replacing)
{
    const struct freight_zone_draft *rows = replacing->draft->rows.items;
    int n = replacing->draft->rows.count;
    db_tx_send(tx, &SQL_freight_row_add,
               DB_ARGS(DB_TEXT(replacing->county_code), DB_COLUMN_TEXT(rows, n, region_prefix),
                       DB_COLUMN_I64(rows, n, first_g), DB_COLUMN_I64(rows, n, first_fen),
                       DB_COLUMN_I64(rows, n, step_g), DB_COLUMN_I64(rows, n, step_fen),
                       DB_COLUMN_BOOL(rows, n, deliverable)));
}

static json_t *zone_json(const char *region_prefix, const struct freight_row *price,
                         bool deliverable)
{
    return json_pack("{s:s, s:I, s:I, s:I, s:I, s:b}", "region_prefix", region_prefix, "first_g",
                     (json_int_t)price->first_g, "first_fen", (json_int_t)price->first_fen,
                     "step_g", (json_int_t)price->step_g, "step_fen", (json_int_t)price->step_fen,
                     "deliverable", (int)deliverable);
}

static json_t *draft_zone_json(const struct freight_zone_draft *row)
{
    struct freight_row price = {row->first_g, row->first_fen, row->step_g, row->step_fen};
    return zone_json(row->region_prefix, &price, row->deliverable);
}

/* A zone a member, so that the trail keeps those that are others now. */
static void note_change(struct db_tx *tx, const struct freight_table *was,
                        const struct replacing *replacing)
{
    json_t *before = json_object(), *after = json_object();
    for (int i = 0; i < was->count; i++)
        json_object_set_new(before, was->zones[i].region_prefix,
                            zone_json(was->zones[i].region_prefix, &was->zones[i].price,
                                      was->zones[i].deliverable));
    for (int i = 0; i < replacing->draft->rows.count; i++)
        json_object_set_new(after, row_at(replacing->draft, i)->region_prefix,
                            draft_zone_json(row_at(replacing->draft, i)));
    change_trail_add(tx, &(struct change){.subject = "freight_table",
                                          .subject_key = replacing->county_code,
                                          .county_code = replacing->county_code,
                                          .action = "edit",
                                          .before = before,
                                          .after = after});
}

/* Holds the rows that stand there; whoever comes second waits here and then finds other ones. */
static bool begin_change(struct db_tx *tx, const struct replacing *replacing, struct refusal *why)
{
    char version[FREIGHT_VERSION_LENGTH + 1];
    const char *expected = replacing->draft->version;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_freight_row_lock, DB_ARGS(DB_TEXT(replacing->county_code)), &rows,
                     why))
        return false;
    struct freight_table now = read_table(rows);
    write_version(&now, version);
    bool expects = expected[0] == '\0' || strcmp(version, expected) == 0;
    if (expects)
        note_change(tx, &now, replacing);
    drop(&now);
    return expects || refuse(why, &FREIGHT_CHANGED, NULL);
}

static bool replace_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct replacing *replacing = argument;
    if (!begin_change(tx, replacing, why))
        return false;
    db_tx_send(tx, &SQL_freight_row_remove, DB_ARGS(DB_TEXT(replacing->county_code)));
    write_rows(tx, replacing);
    db_tx_send(tx, &SQL_freight_notify,
               DB_ARGS(DB_TEXT(arena_printf(task->arena, "freight:%s", replacing->county_code))));
    return true;
}

bool freight_table_replace(struct task *task, const char *county_code,
                           const struct freight_table_draft *draft, struct refusal *why)
{
    struct replacing replacing = {county_code, draft};
    return db_transact(task, DB_FAST, replace_body, &replacing, why);
}

json_t *freight_table_json(struct task *task, const char *county_code, struct refusal *why)
{
    const struct freight_table *table;
    if (!freight_table_find(task, county_code, &table, why))
        return NULL;
    char version[FREIGHT_VERSION_LENGTH + 1];
    write_version(table, version);
    json_t *rows = json_array();
    for (int i = 0; i < table->count; i++) {
        const struct freight_zone *zone = &table->zones[i];
        json_array_append_new(rows,
                              zone_json(zone->region_prefix, &zone->price, zone->deliverable));
    }
    return json_pack("{s:s, s:s, s:o}", "county_code", county_code, "version", version, "rows",
                     rows);
}
