#include "mall/board/county.h"

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/csv_write.h"
#include "base/db.h"
#include "base/money.h"
#include "gen/mall/board/sql.h"
#include "ledger/roll_up.h"
#include "registry/region.h"

static const struct {
    const char *dimension, *table, *word;
} TABLES[] = {{"month", "months", "月份"},
              {"organisation", "organisations", "主体"},
              {"village", "villages", "村"}};
enum { TABLE_COUNT = sizeof(TABLES) / sizeof(TABLES[0]) };

/* ---- as JSON ---- */

static const char *first_day(struct task *task, const char *month)
{
    return month != NULL ? arena_printf(task->arena, "%s-01", month) : NULL;
}

/* A bound that is not given is one that no month passes. */
static const char *month_or(const char *month, const char *bound)
{
    return month != NULL ? month : bound;
}

static json_t *text_or_null(const char *text)
{
    return text != NULL ? json_string(text) : json_null();
}

/* ---- households, each once ---- */

/* A set of households of a county, or of one of its villages: a bit at each one's place
 * (ledger's county_month). */
struct places {
    unsigned char *bits;
    size_t length;
};

static void places_make_room(struct task *task, struct places *places, size_t length)
{
    if (length <= places->length)
        return;
    unsigned char *bits = arena_alloc(task->arena, length);
    memset(bits, 0, length);
    if (places->length > 0)
        memcpy(bits, places->bits, places->length);
    *places = (struct places){bits, length};
}

/* Each is a digit of sixteen. */
static unsigned hex_digit(char digit)
{
    return ((unsigned char)digit & 15U) + (digit >= 'a') * 9U;
}

/* Adds sets as the database writes them: in hexadecimal, separated by spaces. */
static void places_read(struct task *task, struct places *places, const char *sets)
{
    while (*sets != '\0') {
        size_t digits = strcspn(sets, " ");
        places_make_room(task, places, digits / 2);
        for (size_t i = 0; i < digits / 2; i++)
            places->bits[i] |=
                (unsigned char)(hex_digit(sets[2 * i]) << 4 | hex_digit(sets[2 * i + 1]));
        sets += digits + (sets[digits] == ' ');
    }
}

static void places_add(struct task *task, struct places *places, const struct places *others)
{
    places_make_room(task, places, others->length);
    for (size_t i = 0; i < others->length; i++)
        places->bits[i] |= others->bits[i];
}

/* Takes out those whose places are written, separated by spaces. */
static void places_leave_out(struct places *places, const char *numbers)
{
    while (*numbers != '\0') {
        char *end;
        size_t place = strtoul(numbers, &end, 10);
        if (place / 8 < places->length)
            places->bits[place / 8] &= (unsigned char)~(1U << place % 8);
        numbers = end + (*end == ' ');
    }
}

static int64_t places_count(const struct places *places)
{
    int64_t count = 0;
    for (size_t i = 0; i < places->length; i++)
        count += __builtin_popcount(places->bits[i]);
    return count;
}

static const char *dimension_of(const struct db_rows *rows, int row)
{
    return db_text(rows, row, COUNTY_FIGURES_DIMENSION);
}

/* The numbers of the rows of a dimension. */
struct part {
    int *rows;
    int count;
};

static struct part part_of(struct task *task, const struct db_rows *rows, const char *dimension)
{
    struct part part = {arena_array(task->arena, (size_t)db_count(rows), sizeof(int)), 0};
    for (int i = 0; i < db_count(rows); i++)
        if (strcmp(dimension_of(rows, i), dimension) == 0)
            part.rows[part.count++] = i;
    return part;
}

/* Who is counted in each producer's months, and of whom something has changed since. */
struct counted {
    const struct db_rows *rows;
    struct part producers, changed;
    struct places *sets; /* of the producers' rows, one each: read once, added up three times */
};

static struct counted counted_of(struct task *task, const struct db_rows *rows)
{
    struct counted counted = {.rows = rows,
                              .producers = part_of(task, rows, "set"),
                              .changed = part_of(task, rows, "changed")};
    const struct part *part = &counted.producers;
    counted.sets = arena_array(task->arena, (size_t)part->count, sizeof(*counted.sets));
    for (int i = 0; i < part->count; i++) {
        counted.sets[i] = (struct places){0};
        places_read(task, &counted.sets[i], db_text(rows, part->rows[i], COUNTY_FIGURES_PLACES));
    }
    return counted;
}

/* Adds the producers' sets in whose `column` stands `value`; NULL: all of them. */
static void add_sets(struct task *task, const struct counted *counted, int column,
                     const char *value, struct places *places)
{
    const struct part *part = &counted->producers;
    for (int i = 0; i < part->count; i++)
        if (value == NULL || strcmp(db_text(counted->rows, part->rows[i], column), value) == 0)
            places_add(task, places, &counted->sets[i]);
}

/* Households of a row: those in its sets, and as the row counts them those of whom something has
 * changed since. */
static int64_t households_of(struct task *task, const struct counted *counted, int row)
{
    struct places places = {0};
    const struct db_rows *rows = counted->rows;
    const char *dimension = dimension_of(rows, row), *key = db_text(rows, row, COUNTY_FIGURES_KEY);
    bool is_village = strcmp(dimension, "village") == 0;
    if (is_village)
        places_read(task, &places, db_text(rows, row, COUNTY_FIGURES_PLACES));
    else
        add_sets(task, counted,
                 strcmp(dimension, "month") == 0 ? COUNTY_FIGURES_NAME : COUNTY_FIGURES_KEY,
                 strcmp(dimension, "total") == 0 ? NULL : key, &places);
    for (int i = 0; i < counted->changed.count; i++) {
        int changed = counted->changed.rows[i];
        if (strcmp(db_text(rows, changed, COUNTY_FIGURES_KEY), is_village ? key : "") == 0)
            places_leave_out(&places, db_text(rows, changed, COUNTY_FIGURES_PLACES));
    }
    return places_count(&places) + db_i64(rows, row, COUNTY_FIGURES_HOUSEHOLDS);
}

/* Where a row belongs; NULL: it is the total. */
static const char *table_of(const char *dimension)
{
    for (int i = 0; i < TABLE_COUNT; i++)
        if (strcmp(TABLES[i].dimension, dimension) == 0)
            return TABLES[i].table;
    return NULL;
}

static json_t *figures_of(struct task *task, const struct db_rows *rows)
{
    json_t *figures = json_object();
    struct counted counted = counted_of(task, rows);
    for (int i = 0; i < TABLE_COUNT; i++)
        json_object_set_new(figures, TABLES[i].table, json_array());
    for (int i = 0; i < db_count(rows); i++) {
        const char *dimension = dimension_of(rows, i), *table = table_of(dimension);
        if (table == NULL && strcmp(dimension, "total") != 0)
            continue;
        json_t *row = db_row_json(rows, i);
        json_object_del(row, "dimension");
        json_object_del(row, "places");
        json_object_set_new(row, "households", json_integer(households_of(task, &counted, i)));
        if (table != NULL)
            json_array_append_new(json_object_get(figures, table), row);
        else
            json_object_set_new(figures, "total", row);
    }
    return figures;
}

json_t *county_figures_json(struct task *task, const struct county_query *query,
                            struct refusal *why)
{
    struct db_rows *rows, *repeats;
    struct roll_up_late late;
    char now[32];
    struct db_value county = DB_TEXT(query->county_code),
                    from = DB_TEXT(first_day(task, query->from_month)),
                    to = DB_TEXT(first_day(task, query->to_month));
    if (!roll_up_late_of_county(task, query->county_code, &late, why) ||
        !db_query(task, &SQL_county_figures,
                  DB_ARGS(county, DB_TEXT(month_or(query->from_month, "0000-00")),
                          DB_TEXT(month_or(query->to_month, "9999-99")),
                          DB_I64S(late.orders, late.order_count)),
                  &rows, why) ||
        !db_query_class(task, DB_SLOW, &SQL_county_repeats,
                        DB_ARGS(county, from, to, DB_I64(COUNTY_REPEATS)), &repeats, why))
        return NULL;
    clock_rfc3339(clock_now_us(), 480, now);
    json_t *figures = figures_of(task, rows);
    json_object_set_new(figures, "county_code", json_string(query->county_code));
    json_object_set_new(figures, "county_name", json_string(region_path(task, query->county_code)));
    json_object_set_new(figures, "from", text_or_null(query->from_month));
    json_object_set_new(figures, "to", text_or_null(query->to_month));
    json_object_set_new(figures, "computed_at", json_string(now));
    json_object_set_new(figures, "repeats", db_rows_json(repeats));
    return figures;
}

/* ---- as a table ---- */

static const char *text_of(json_t *row, const char *name)
{
    return json_string_value(json_object_get(row, name));
}

static int64_t number_of(json_t *row, const char *name)
{
    return json_integer_value(json_object_get(row, name));
}

static void write_money(struct csv_writer *csv, int64_t fen)
{
    char yuan[24];
    csv_write_number(csv, money_yuan(fen, yuan));
}

/* Villages have no sales of their own: their cells stay empty. */
static void write_row(struct csv_writer *csv, const char *table, json_t *row, bool sales)
{
    static const char *const INCOME[] = {"credited_fen", "accrued_fen", "matured_fen",
                                         "withheld_fen", "borne_fen"};
    int64_t sold = number_of(row, "sales_fen"), refunded = number_of(row, "refunded_fen");
    csv_write_text(csv, table);
    csv_write_text(csv, text_of(row, "key"));
    csv_write_text(csv, text_of(row, "name"));
    if (sales) {
        csv_write_i64(csv, number_of(row, "orders"));
        write_money(csv, sold);
        write_money(csv, refunded);
        write_money(csv, sold - refunded);
    } else {
        for (int i = 0; i < 4; i++)
            csv_write_number(csv, "");
    }
    csv_write_i64(csv, number_of(row, "households"));
    for (size_t i = 0; i < sizeof(INCOME) / sizeof(INCOME[0]); i++)
        write_money(csv, number_of(row, INCOME[i]));
    csv_write_row_end(csv);
}

static void write_head(struct csv_writer *csv)
{
    static const char *const NAMES[] = {"表",
                                        "代码",
                                        "名称",
                                        "订单数",
                                        "实收（元）",
                                        "退款（元）",
                                        "净销售（元）",
                                        "受益农户",
                                        "计入农户（元）",
                                        "其中已记账（元）",
                                        "其中已确认（元）",
                                        "待核（元）",
                                        "其中卖家承担（元）"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        csv_write_text(csv, NAMES[i]);
    csv_write_row_end(csv);
}

const char *county_figures_csv(struct task *task, json_t *figures)
{
    struct csv_writer csv;
    csv_write_begin(&csv, task->arena);
    write_head(&csv);
    write_row(&csv, "合计", json_object_get(figures, "total"), true);
    for (int t = 0; t < TABLE_COUNT; t++) {
        size_t i;
        json_t *row;
        bool sales = strcmp(TABLES[t].dimension, "village") != 0;
        json_array_foreach(json_object_get(figures, TABLES[t].table), i, row)
            write_row(&csv, TABLES[t].word, row, sales);
    }
    return csv_write_end(&csv, NULL);
}
