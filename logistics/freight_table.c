#include "logistics/freight_table.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "gen/logistics/sql.h"

const struct refusal_kind FREIGHT_ROW_TWICE = {"row_twice", 422, "同一个地区只能有一行运费"};
const struct refusal_kind FREIGHT_NO_DEFAULT = {"no_default_row", 422,
                                                "请填写一行默认运费（地区留空）"};

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

/* ---- a worker's memory ---- */

enum { SLOTS = 1024, AGE_MS = 60000 };

/* One county a slot; another that falls into it takes its place. */
static struct slot {
    char county_code[8];
    struct freight_table table;
    int64_t read_ms;
} slots[SLOTS];
static int64_t forgotten;

static struct slot *slot_of(const char *county_code)
{
    uint64_t hash = 0;
    for (const char *c = county_code; *c != '\0'; c++)
        hash = hash * 31 + (unsigned char)*c;
    return &slots[hash % SLOTS];
}

static void drop(struct slot *slot)
{
    for (int i = 0; i < slot->table.count; i++)
        free((char *)slot->table.zones[i].region_prefix);
    free(slot->table.zones);
    *slot = (struct slot){.table = {NULL, 0}};
}

static void fill(struct slot *slot, const char *county_code, const struct db_rows *rows)
{
    drop(slot);
    snprintf(slot->county_code, sizeof(slot->county_code), "%s", county_code);
    slot->read_ms = clock_mono_ms();
    slot->table.zones = calloc((size_t)db_count(rows) + 1, sizeof(*slot->table.zones));
    assert(slot->table.zones != NULL);
    for (int i = 0; i < db_count(rows); i++) {
        char *prefix = strdup(db_text(rows, i, FREIGHT_ROW_LIST_REGION_PREFIX));
        assert(prefix != NULL);
        slot->table.zones[slot->table.count++] = (struct freight_zone){
            .region_prefix = prefix,
            .price = {.first_g = db_i64(rows, i, FREIGHT_ROW_LIST_FIRST_G),
                      .first_fen = db_i64(rows, i, FREIGHT_ROW_LIST_FIRST_FEN),
                      .step_g = db_i64(rows, i, FREIGHT_ROW_LIST_STEP_G),
                      .step_fen = db_i64(rows, i, FREIGHT_ROW_LIST_STEP_FEN)},
            .deliverable = db_bool(rows, i, FREIGHT_ROW_LIST_DELIVERABLE)};
    }
}

bool freight_table_find(struct task *task, const char *county_code,
                        const struct freight_table **table, struct refusal *why)
{
    struct slot *slot = slot_of(county_code);
    *table = &slot->table;
    if (strcmp(slot->county_code, county_code) == 0 && clock_mono_ms() - slot->read_ms < AGE_MS)
        return true;
    struct db_rows *rows;
    int64_t stamp = forgotten;
    if (!db_query(task, &SQL_freight_row_list, DB_ARGS(DB_TEXT(county_code)), &rows, why))
        return false;
    fill(slot, county_code, rows);
    if (stamp != forgotten)
        slot->read_ms = INT64_MIN / 2; /* changed while we read: good for this once */
    return true;
}

static void heard(const char *payload, void *argument)
{
    static const char PREFIX[] = "freight:";
    (void)argument;
    if (payload[0] != '\0' && strncmp(payload, PREFIX, sizeof(PREFIX) - 1) != 0)
        return;
    forgotten++;
    for (int i = 0; i < SLOTS; i++) {
        if (payload[0] == '\0' || strcmp(slots[i].county_code, payload + sizeof(PREFIX) - 1) == 0)
            slots[i].read_ms = INT64_MIN / 2;
    }
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

static void write_rows(struct task *task, struct db_tx *tx, const struct replacing *replacing)
{
    size_t n = (size_t)replacing->draft->rows.count;
    const char **prefixes = arena_array(task->arena, n, sizeof(*prefixes));
    bool *deliverables = arena_array(task->arena, n, sizeof(*deliverables));
    int64_t *numbers[4];
    for (int c = 0; c < 4; c++)
        numbers[c] = arena_array(task->arena, n, sizeof(int64_t));
    for (size_t i = 0; i < n; i++) {
        const struct freight_zone_draft *row = row_at(replacing->draft, (int)i);
        prefixes[i] = row->region_prefix;
        deliverables[i] = row->deliverable;
        numbers[0][i] = row->first_g;
        numbers[1][i] = row->first_fen;
        numbers[2][i] = row->step_g;
        numbers[3][i] = row->step_fen;
    }
    db_tx_send(tx, &SQL_freight_row_add,
               DB_ARGS(DB_TEXT(replacing->county_code), DB_TEXTS(prefixes, n),
                       DB_I64S(numbers[0], n), DB_I64S(numbers[1], n), DB_I64S(numbers[2], n),
                       DB_I64S(numbers[3], n), DB_BOOLS(deliverables, n)));
}

static bool replace_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct replacing *replacing = argument;
    (void)why;
    db_tx_send(tx, &SQL_freight_row_remove, DB_ARGS(DB_TEXT(replacing->county_code)));
    write_rows(task, tx, replacing);
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

json_t *freight_table_json(const struct freight_table *table, const char *county_code)
{
    json_t *rows = json_array();
    for (int i = 0; i < table->count; i++) {
        const struct freight_zone *zone = &table->zones[i];
        json_array_append_new(rows, json_pack("{s:s, s:I, s:I, s:I, s:I, s:b}", "region_prefix",
                                              zone->region_prefix, "first_g",
                                              (json_int_t)zone->price.first_g, "first_fen",
                                              (json_int_t)zone->price.first_fen, "step_g",
                                              (json_int_t)zone->price.step_g, "step_fen",
                                              (json_int_t)zone->price.step_fen, "deliverable",
                                              (int)zone->deliverable));
    }
    return json_pack("{s:s, s:o}", "county_code", county_code, "rows", rows);
}
