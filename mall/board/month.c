#include "mall/board/month.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "gen/mall/board/sql.h"
#include "mall/board/board.h"

static void first_day(unsigned year, unsigned month, char day[11])
{
    snprintf(day, 11, "%04u-%02u-01", year % 10000U, month % 100U);
}

void month_before(const char *day, char first[11], char next[11])
{
    unsigned year = (unsigned)strtoul(day, NULL, 10), month = (unsigned)strtoul(day + 5, NULL, 10);
    first_day(year, month, next);
    if (month == 1)
        first_day(year - 1, 12, first);
    else
        first_day(year, month - 1, first);
}

static bool is_small(int64_t households, int64_t least)
{
    return households > 0 && households < least;
}

bool month_is_shown(const struct month_figures *figures, int64_t least)
{
    return figures->goods_fen >=
               figures->matured_fen + figures->accrued_fen + figures->withheld_fen &&
           !is_small(figures->households, least) && !is_small(figures->matured_households, least) &&
           !is_small(figures->accrued_households, least);
}

static bool load(struct task *task, const char *first, struct month_figures *figures,
                 struct refusal *why)
{
    struct db_rows *rows;
    json_t *board = board_json(task, why); /* which brings sums and what is told up to date */
    if (board == NULL)
        return false;
    json_decref(board);
    if (!db_query_class(task, DB_REPORT, &SQL_board_month,
                        DB_ARGS(DB_TEXT(arena_printf(task->arena, "%.7s", first))), &rows, why))
        return false;
    *figures = (struct month_figures){
        .orders = db_i64(rows, 0, BOARD_MONTH_ORDERS),
        .producers = db_i64(rows, 0, BOARD_MONTH_PRODUCERS),
        .counties = db_i64(rows, 0, BOARD_MONTH_COUNTIES),
        .goods_fen = db_i64(rows, 0, BOARD_MONTH_GOODS_FEN),
        .freight_fen = db_i64(rows, 0, BOARD_MONTH_FREIGHT_FEN),
        .households = db_i64(rows, 0, BOARD_MONTH_HOUSEHOLDS),
        .matured_households = db_i64(rows, 0, BOARD_MONTH_MATURED_HOUSEHOLDS),
        .accrued_households = db_i64(rows, 0, BOARD_MONTH_ACCRUED_HOUSEHOLDS),
        .matured_fen = db_i64(rows, 0, BOARD_MONTH_MATURED_FEN),
        .accrued_fen = db_i64(rows, 0, BOARD_MONTH_ACCRUED_FEN),
        .withheld_fen = db_i64(rows, 0, BOARD_MONTH_WITHHELD_FEN)};
    return true;
}

static void add_part(json_t *parts, const char *key, const char *name, int64_t fen, int64_t count)
{
    json_array_append_new(parts,
                          json_pack("{s:s, s:s, s:I, s:o}", "key", key, "name", name, "amount_fen",
                                    (json_int_t)fen, "count",
                                    count >= 0 ? json_integer((json_int_t)count) : json_null()));
}

/* Parts that add up to goods and freight. */
static json_t *parts_json(const struct month_figures *f, bool shown)
{
    json_t *parts = json_array();
    int64_t households = f->matured_fen + f->accrued_fen;
    if (shown) {
        add_part(parts, "households", "农户", households, f->households);
        add_part(parts, "producers", "合作社和企业", f->goods_fen - households - f->withheld_fen,
                 f->producers);
    } else {
        add_part(parts, "goods", "农户、合作社和企业", f->goods_fen - f->withheld_fen, -1);
    }
    if (f->withheld_fen > 0)
        add_part(parts, "withheld", "待核实，暂存", f->withheld_fen, -1);
    add_part(parts, "freight", "县级服务站的运费", f->freight_fen, -1);
    return parts;
}

static json_t *month_json(struct task *task, const char *first, const struct month_figures *f)
{
    char computed_at[32], month[8] = "";
    int64_t least = config_int("MALL_MIN_GROUP");
    bool shown = month_is_shown(f, least);
    memcpy(month, first, 7);
    clock_rfc3339(clock_now_us(), 480, computed_at);
    json_t *json =
        json_pack("{s:s, s:s, s:I, s:I, s:I, s:b, s:o}", "month", month, "computed_at", computed_at,
                  "orders", (json_int_t)f->orders, "counties", (json_int_t)f->counties, "sales_fen",
                  (json_int_t)(f->goods_fen + f->freight_fen), "hidden", !shown, "parts",
                  parts_json(f, shown));
    json_object_set_new(json, "hidden_text",
                        shown
                            ? json_null()
                            : json_string(arena_printf(task->arena, "农户少于 %lld 户，不单独列出",
                                                       (long long)least)));
    json_object_set_new(json, "matured_fen",
                        shown ? json_integer((json_int_t)f->matured_fen) : json_null());
    json_object_set_new(json, "accrued_fen",
                        shown ? json_integer((json_int_t)f->accrued_fen) : json_null());
    return json;
}

/* ---- kept in the worker ---- */

static struct {
    json_t *json;
    char first[11];
    int64_t made_ms;
} last;

json_t *month_last_json(struct task *task, struct refusal *why)
{
    char day[11], first[11], next[11];
    struct month_figures figures;
    month_before(clock_beijing_day(clock_now_us(), day), first, next);
    if (last.json != NULL && strcmp(last.first, first) == 0 &&
        clock_mono_ms() - last.made_ms < MONTH_AGE_MS)
        return json_incref(last.json);
    if (!load(task, first, &figures, why))
        return NULL;
    json_decref(last.json);
    last.json = month_json(task, first, &figures);
    memcpy(last.first, first, sizeof(first));
    last.made_ms = clock_mono_ms();
    return json_incref(last.json);
}
