#include "mall/board/board.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/db.h"
#include "base/json_text.h"
#include "base/log.h"
#include "base/money.h"
#include "gen/mall/board/sql.h"
#include "ledger/roll_up.h"
#include "ledger/word.h"
#include "mall/board/board_sentence.h"
#include "mall/board/board_shipping.h"
#include "mall/board/board_step.h"
#include "mall/board/board_yuan.h"
#include "mall/board/edition.h"
#include "orders/sale_roll_up.h"

/* How old the last board may be that is given while a new one is computed. */
#define BOARD_STALE_MS 300000

/* How long an older board is given before the database is asked again whether there is a newer. */
#define BOARD_RETRY_MS 1000

/* ---- the figures ---- */

struct board {
    struct board_row total;
    struct board_row *counties, *months, *kinds;
    int county_count, month_count, kind_count;
    int untold; /* counties that have nothing left to show */
    int64_t least;
    char computed_at[32];
};

static struct board_row read_row(const struct db_rows *rows, int row)
{
    return (struct board_row){
        .key = db_text(rows, row, BOARD_LOAD_KEY),
        .name = db_text(rows, row, BOARD_LOAD_NAME),
        .orders = db_i64(rows, row, BOARD_LOAD_ORDERS),
        .paid_fen = db_i64(rows, row, BOARD_LOAD_PAID_FEN),
        .sales_fen = db_i64(rows, row, BOARD_LOAD_SALES_FEN),
        .freight_fen = db_i64(rows, row, BOARD_LOAD_FREIGHT_FEN),
        .settled_fen = db_i64(rows, row, BOARD_LOAD_SETTLED_FEN),
        .households = db_i64(rows, row, BOARD_LOAD_HOUSEHOLDS),
        .with = {db_i64(rows, row, BOARD_LOAD_ACCRUED_HOUSEHOLDS),
                 db_i64(rows, row, BOARD_LOAD_MATURED_HOUSEHOLDS),
                 db_i64(rows, row, BOARD_LOAD_BORNE_HOUSEHOLDS)},
        .fen = {db_i64(rows, row, BOARD_LOAD_ACCRUED_FEN),
                db_i64(rows, row, BOARD_LOAD_MATURED_FEN), db_i64(rows, row, BOARD_LOAD_BORNE_FEN)},
        .withheld_households = db_i64(rows, row, BOARD_LOAD_WITHHELD_HOUSEHOLDS),
        .withheld_fen = db_i64(rows, row, BOARD_LOAD_WITHHELD_FEN)};
}

static bool tells_income(const struct board_row *row)
{
    return row->hidden[BOARD_ACCRUED] == BOARD_SHOWN && row->hidden[BOARD_MATURED] == BOARD_SHOWN;
}

/* Most income first; among rows that do not tell theirs, which come last, nothing tells which is
 * larger. */
static int by_income(const void *left, const void *right)
{
    const struct board_row *a = left, *b = right;
    if (tells_income(a) != tells_income(b))
        return tells_income(a) ? -1 : 1;
    int64_t a_fen = tells_income(a) ? a->fen[BOARD_ACCRUED] + a->fen[BOARD_MATURED] : 0;
    int64_t b_fen = tells_income(b) ? b->fen[BOARD_ACCRUED] + b->fen[BOARD_MATURED] : 0;
    if (a_fen != b_fen)
        return a_fen < b_fen ? 1 : -1;
    return strcmp(a->key, b->key);
}

static int by_key_newest(const void *left, const void *right)
{
    return strcmp(((const struct board_row *)right)->key, ((const struct board_row *)left)->key);
}

/* Whether nothing of a county is left: all that it sold was given back, and what households have
 * of it is nothing or hidden. */
static bool tells_nothing(const struct board_row *row)
{
    if (row->orders > 0 || row->sales_fen != 0 || (row->households > 0 && !row->households_hidden))
        return false;
    for (int column = 0; column < BOARD_COLUMNS; column++)
        if (row->with[column] > 0 && row->hidden[column] == BOARD_SHOWN)
            return false;
    return true;
}

/* Such counties have no row; how many they are is told, and totals have them. */
static void leave_out(struct board *board)
{
    int kept = 0;
    for (int i = 0; i < board->county_count; i++)
        if (!tells_nothing(&board->counties[i]))
            board->counties[kept++] = board->counties[i];
    board->untold = board->county_count - kept;
    board->county_count = kept;
}

static void read_board(struct task *task, const struct db_rows *rows, struct board *board)
{
    size_t n = (size_t)db_count(rows);
    board->counties = arena_array(task->arena, n, sizeof(struct board_row));
    board->months = arena_array(task->arena, n, sizeof(struct board_row));
    board->kinds = arena_array(task->arena, n, sizeof(struct board_row));
    for (int i = 0; i < (int)n; i++) {
        const char *dimension = db_text(rows, i, BOARD_LOAD_DIMENSION);
        struct board_row row = read_row(rows, i);
        if (strcmp(dimension, "county") == 0) {
            board->counties[board->county_count++] = row;
        } else if (strcmp(dimension, "month") == 0) {
            board->months[board->month_count++] = row;
        } else if (strcmp(dimension, "kind") == 0) {
            row.name = word_linkage(row.key);
            if (row.households > 0) /* otherwise all of it is withheld */
                board->kinds[board->kind_count++] = row;
        } else {
            board->total = row;
        }
    }
    board_hide(board->counties, board->county_count, board->least, true);
    board_hide(board->months, board->month_count, board->least, false);
    board_hide(board->kinds, board->kind_count, board->least, false);
    leave_out(board);
    qsort(board->counties, (size_t)board->county_count, sizeof(struct board_row), by_income);
    qsort(board->months, (size_t)board->month_count, sizeof(struct board_row), by_key_newest);
    qsort(board->kinds, (size_t)board->kind_count, sizeof(struct board_row), by_income);
}

/* ---- as JSON ---- */

static const char *small_text(struct task *task, int64_t least)
{
    return arena_printf(task->arena, "少于 %lld 户", (long long)least);
}

static const char *const COLUMN_KEYS[BOARD_COLUMNS] = {"accrued", "matured", "borne"};

/* What is said instead of a hidden cell's figure; NULL when it is shown. */
static const char *hidden_text(struct task *task, const struct board *board,
                               enum board_hidden hidden)
{
    if (hidden == BOARD_SHOWN)
        return NULL;
    return hidden == BOARD_SMALL ? small_text(task, board->least) : "为保护小组隐私一并不列";
}

static void set_figure(json_t *object, const char *name, int64_t value, bool shown)
{
    json_object_set_new(object, name, shown ? json_integer(value) : json_null());
}

static void set_column(struct task *task, json_t *object, const struct board_row *row,
                       enum board_column column, bool shown)
{
    const char *key = COLUMN_KEYS[column];
    set_figure(object, arena_printf(task->arena, "%s_households", key), row->with[column], shown);
    set_figure(object, arena_printf(task->arena, "%s_fen", key), row->fen[column], shown);
}

static void set_sales(json_t *object, const struct board_row *row)
{
    set_figure(object, "orders", row->orders, true);
    set_figure(object, "paid_fen", row->paid_fen, true);
    set_figure(object, "refunded_fen", row->paid_fen - row->sales_fen, true);
    set_figure(object, "sales_fen", row->sales_fen, true);
    set_figure(object, "settled_fen", row->settled_fen, true);
}

/* A hidden cell is null, and "why" says for each why; "hidden" that there is one. */
static json_t *row_json(struct task *task, const struct board *board, const struct board_row *row,
                        bool sales)
{
    json_t *object = json_pack("{s:s, s:s}", "key", row->key, "name", row->name);
    json_t *why = json_object();
    if (sales)
        set_sales(object, row);
    set_figure(object, "households", row->households, !row->households_hidden);
    if (row->households_hidden)
        json_object_set_new(why, "households", json_string(small_text(task, board->least)));
    for (int column = 0; column < BOARD_COLUMNS; column++) {
        const char *hidden = hidden_text(task, board, row->hidden[column]);
        set_column(task, object, row, (enum board_column)column, hidden == NULL);
        if (hidden != NULL)
            json_object_set_new(why, COLUMN_KEYS[column], json_string(hidden));
    }
    json_object_set_new(object, "hidden", json_boolean(json_object_size(why) > 0));
    json_object_set_new(object, "why", why);
    return object;
}

/* A figure of the total about too few households is null. */
static json_t *total_json(struct task *task, const struct board *board)
{
    const struct board_row *row = &board->total;
    json_t *total = json_object();
    set_sales(total, row);
    set_figure(total, "households", row->households,
               row->households == 0 || row->households >= board->least);
    for (int column = 0; column < BOARD_COLUMNS; column++)
        set_column(task, total, row, (enum board_column)column,
                   board_total_shown(row, (enum board_column)column, board->least));
    return total;
}

static json_t *table_json(struct task *task, const struct board *board,
                          const struct board_row *rows, int count, bool sales)
{
    json_t *table = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(table, row_json(task, board, &rows[i], sales));
    return table;
}

/* The month in which the board was computed is not over. */
static json_t *months_json(struct task *task, const struct board *board)
{
    json_t *table = table_json(task, board, board->months, board->month_count, true), *month;
    size_t i;
    json_array_foreach(table, i, month) {
        const char *key = json_string_value(json_object_get(month, "key"));
        json_object_set_new(month, "open",
                            json_boolean(strncmp(key, board->computed_at, strlen("2026-11")) == 0));
    }
    return table;
}

/* How often the board changes, and what waits. */
static const char *step_text(struct task *task, int64_t least)
{
    if (config_int("MALL_BOARD_STEP_S") == 0)
        return "随时按账本重算。";
    return arena_printf(
        task->arena,
        "不随每一笔买卖变动，隔一段时间（平时一天）才重算一次。两次之间，一格里变动的农户不到 %lld "
        "户的，他们的那部分先照上一次写，等够了再一起变，免得前后一减看出谁刚得了多少。"
        "还没写上去的那部分不在农户收入里，在“每 1 元去了哪里”里暂时算在合作社和企业那一行；"
        "销售额照实写。",
        (long long)least);
}

static json_t *definitions(struct task *task, int64_t least)
{
    const char *k = arena_printf(
        task->arena,
        "任何一格涉及的农户少于 %lld "
        "户，这一格就不公布，同一行的其他格照常；一列里只剩一格不公布时，连同户数最少的另一格一起不"
        "列，免得用合计减出来。",
        (long long)least);
    const struct {
        const char *figure, *title, *text;
    } TEXTS[] = {
        {"sales_fen", "销售额",
         "买家已付的货款和运费，减去已决定退还的钱。按付款那天（北京时间）算月份，退款从原来那个月"
         "里减。"},
        {"paid_fen", "买家付款", "付款时的货款和运费，还没有减退款。"},
        {"refunded_fen", "退款",
         "决定退还给买家的钱，算在付款的那个月。退款率是它和同月买家付款之比。"},
        {"settled_fen", "其中已完成", "买家确认收货，或售后期已过的订单的销售额。"},
        {"orders", "订单数", "付过款、没有全部退款的订单。"},
        {"households", "受益农户",
         "至少有一笔收入没有退回的农户，同一户只数一次。各行相加可能大于合计。"},
        {"accrued_fen", "已记账，还在售后期",
         "买家付了款，按约定记到农户名下；售后期没过，退款时按比例收回。"},
        {"matured_fen", "已确认",
         "买家确认收货，或售后期已过：归农户所有，以后退款也不再扣，还没有发到手里。"},
        {"borne_fen", "卖家承担的",
         "订单完成后又全部退款：钱退给了买家，由卖家承担，农户的份额不收回。"
         "单列在这里，不算进上面两项。"},
        {"yuan", "每 1 元去了哪里",
         "把销售额按实际去向分开，各项加起来正好是销售额。折成 1 元时不足一分的按最大余数法凑整，"
         "正好 100 分。"},
        {"shipping", "发货时间", "从付款到第一个包裹交给快递的时间。"},
        {"hidden", "不公布", k},
        {"step", "多久变一次", step_text(task, least)},
    };
    json_t *list = json_array();
    for (size_t i = 0; i < sizeof(TEXTS) / sizeof(TEXTS[0]); i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "figure", TEXTS[i].figure, "title",
                                              TEXTS[i].title, "text", TEXTS[i].text));
    return list;
}

/* Why counties have no row; null when all have one. */
static json_t *untold_json(struct task *task, const struct board *board)
{
    if (board->untold == 0)
        return json_null();
    return json_string(arena_printf(task->arena,
                                    "还有 %d 个县没有列出：卖出的都已退款，农户那边没有留下钱，"
                                    "或者涉及的户数太少不公布。合计里包含它们。",
                                    board->untold));
}

static json_t *to_json(struct task *task, const struct board *board)
{
    json_t *total = total_json(task, board);
    json_t *json = json_pack("{s:s, s:I, s:o}", "computed_at", board->computed_at, "min_group",
                             (json_int_t)board->least, "total", total);
    json_object_set_new(json, "hidden_text", json_string(small_text(task, board->least)));
    json_object_set_new(json, "counties",
                        table_json(task, board, board->counties, board->county_count, true));
    json_object_set_new(json, "counties_untold", json_integer(board->untold));
    json_object_set_new(json, "untold_text", untold_json(task, board));
    json_object_set_new(json, "months", months_json(task, board));
    json_object_set_new(json, "kinds",
                        table_json(task, board, board->kinds, board->kind_count, false));
    json_object_set_new(json, "yuan", board_yuan_json(&board->total, board->least));
    json_object_set_new(json, "definitions", definitions(task, board->least));
    json_object_set_new(json, "sentence", json_string(board_sentence(task->arena, json)));
    return json;
}

/* ---- made for all workers ---- */

/* A board being made, inside a transaction that may run again. */
struct making {
    struct edition edition;
    json_t *shipping; /* borrowed */
    json_t *made;     /* new reference */
};

static bool make(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct making *making = argument;
    const struct edition *edition = &making->edition;
    struct board board = {.least = edition->least};
    struct db_rows *rows;
    json_decref(making->made);
    if (!edition_claim(tx, edition, &making->made, why))
        return false;
    if (making->made != NULL)
        return true;
    clock_rfc3339(clock_now_us(), 480, board.computed_at);
    if (!roll_up_hold(tx, why) ||
        !board_step_take(task, tx, edition->step_s > 0 ? edition->least : 0, why) ||
        !db_tx_query(tx, &SQL_board_load, DB_NO_ARGS, &rows, why))
        return false;
    read_board(task, rows, &board);
    making->made = to_json(task, &board);
    json_object_set(making->made, "shipping", making->shipping);
    edition_keep(task, tx, edition, making->made);
    return true;
}

/* Brings the sums up to this moment. */
static bool sum_up(struct task *task, struct refusal *why)
{
    int more;
    do {
        if (!sale_roll_up_take(task, &more, why))
            return false;
    } while (more > 0);
    return true;
}

static json_t *make_now(struct task *task, const struct edition *edition, struct refusal *why)
{
    struct making making = {.edition = *edition};
    if (sum_up(task, why) && (making.shipping = board_shipping_json(task, why)) != NULL &&
        !db_transact(task, DB_REPORT, make, &making, why)) {
        json_decref(making.made);
        making.made = NULL;
    }
    json_decref(making.shipping);
    if (making.made == NULL && why->kind != &REFUSAL_CANCELLED) { /* who asked went away */
        log_error("board_not_made", LOG_S("error", why->kind->code));
        edition_failed(task, edition, why->kind->code);
    }
    return making.made;
}

/* ---- kept in the worker ---- */

static struct {
    json_t *json;
    char *text; /* the same as it is sent */
    size_t length;
    int64_t made_ms;
    bool computing;
    int64_t edition;   /* 0 = the board changes at once */
    int64_t failed_ms; /* when there was no newer one; 0 = there was */
} last;

/* Keeps a board (borrowed) that is `current`, or that is given out while there is no newer one;
 * which may have been made apart meanwhile. */
static void keep_last(struct task *task, json_t *board, const struct edition *edition, bool current)
{
    if (!current && edition->number > 0 && last.edition == edition->number)
        return;
    last.failed_ms = current ? 0 : clock_mono_ms();
    if (board == NULL)
        return;
    const char *text = json_text_of(task->arena, board, &last.length);
    json_decref(last.json);
    free(last.text);
    last.json = json_incref(board);
    last.text = malloc(last.length);
    assert(last.text != NULL);
    memcpy(last.text, text, last.length);
    last.made_ms = clock_mono_ms();
    last.edition = current ? edition->number : -1;
}

/* A task of its own makes an edition (its copy, freed here): nobody who looks waits for it. */
static void make_apart(struct task *task, void *argument)
{
    struct edition *edition = argument;
    struct refusal why = {.have = -1};
    json_t *made = make_now(task, edition, &why);
    if (made != NULL)
        keep_last(task, made, edition, true);
    json_decref(made);
    free(edition);
}

static bool begin_apart(const struct edition *edition)
{
    struct edition *copy = malloc(sizeof(*copy));
    assert(copy != NULL);
    *copy = *edition;
    if (task_spawn(make_apart, copy, EDITION_LEASE_S * 1000))
        return true;
    free(copy);
    return false;
}

/* The board of an edition: as it was given out, or made now and kept for all workers. Where there
 * is an older one that is given, and the new one made meanwhile; so it is while it cannot be made.
 * *current: which. NULL and why when there is none. */
static json_t *find_or_make(struct task *task, const struct edition *edition, bool *current,
                            struct refusal *why)
{
    struct edition_found found;
    bool is_mine;
    *current = false;
    if (!edition_find(task, edition, &found, why))
        return NULL;
    *current = found.is_current;
    if (found.is_current || (found.board != NULL && found.has_failed))
        return found.board;
    if (!edition_begin(task, edition, &is_mine, why) || (!is_mine && found.board != NULL))
        return found.board;
    if (found.board != NULL && edition->step_s > 0 && begin_apart(edition))
        return found.board;
    json_t *made = make_now(task, edition, why);
    if (made == NULL)
        return found.board;
    json_decref(found.board);
    *current = true;
    return made;
}

/* Whether what the worker has may be given out: it is of this edition, or, where the board changes
 * at once, young; while another reader asks for a new one it may be a little older, and older yet
 * while the database cannot be asked: it says itself when it was. */
static bool is_current(int64_t edition)
{
    int64_t age = clock_mono_ms() - last.made_ms;
    if (last.json == NULL)
        return false;
    if (last.computing && age < BOARD_STALE_MS)
        return true;
    if (last.failed_ms != 0 && clock_mono_ms() - last.failed_ms < BOARD_RETRY_MS)
        return true;
    return edition > 0 ? edition == last.edition : age < BOARD_AGE_MS;
}

/* Makes sure that the worker has the board that is to be given out. */
static bool look(struct task *task, struct refusal *why)
{
    struct edition edition = {.step_s = config_int("MALL_BOARD_STEP_S"),
                              .least = config_int("MALL_MIN_GROUP")};
    bool current;
    if (edition.step_s > 0)
        edition.number = edition_of(clock_now_us(), edition.step_s);
    if (is_current(edition.number))
        return true;
    last.computing = true;
    json_t *json = find_or_make(task, &edition, &current, why);
    last.computing = false;
    keep_last(task, json, &edition, current);
    json_decref(json);
    return last.json != NULL;
}

json_t *board_json(struct task *task, struct refusal *why)
{
    return look(task, why) ? json_incref(last.json) : NULL;
}

const char *board_text(struct task *task, size_t *length, struct refusal *why)
{
    if (!look(task, why))
        return NULL;
    *length = last.length;
    return arena_memdup(task->arena, last.text, last.length);
}
