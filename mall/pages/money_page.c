#include "mall/pages/money_page.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "mall/pages/page.h"

enum { HOUSEHOLDS_SHOWN = 36 };

static int64_t integer_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* ---- receipts ---- */

static void add_row(json_t *rows, const char *name, int64_t fen, const char *note)
{
    if (fen != 0)
        json_array_append_new(rows, json_pack("{s:s, s:I, s:s}", "name", name, "part_fen",
                                              (json_int_t)fen, "note", note));
}

/* "2026年11月22日", Beijing time, of an RFC 3339 moment; "" when there is none. */
static const char *day_text(struct task *task, const char *moment)
{
    int64_t us;
    char day[11];
    if (!clock_parse_rfc3339(moment, &us))
        return "";
    clock_beijing_day(us, day);
    return arena_printf(task->arena, "%.4s年%.2s月%.2s日", day, day + 5, day + 8);
}

static json_t *part_rows(struct task *task, json_t *receipt)
{
    json_t *parts = json_object_get(receipt, "parts"), *escrow = json_object_get(receipt, "escrow");
    const char *producer = text_of(receipt, "producer_name"),
               *station = text_of(receipt, "station_name");
    int64_t producer_fen = integer_of(parts, "producer_fen");
    json_t *rows = json_array();
    add_row(rows, "农户，已确认", integer_of(parts, "households_matured_fen"),
            "归农户所有，以后退款也不再扣");
    add_row(rows, "农户，已记账", integer_of(parts, "households_accrued_fen"),
            "收货后确认，逐户见下表");
    add_row(rows, "暂存", integer_of(parts, "withheld_fen"), "农户身份待县里核实，核实前先不发");
    add_row(rows, producer, producer_fen,
            producer_fen < 0 ? "完成后的退款超过它应得的货款，差额由它承担" : "农户所得以外的货款");
    add_row(rows, station, integer_of(parts, "freight_fen"), "运费");
    add_row(rows, "平台代管的货款", integer_of(escrow, "goods_fen"),
            arena_printf(task->arena, "收货后付给%s", producer));
    add_row(rows, "平台代管的运费", integer_of(escrow, "freight_fen"),
            arena_printf(task->arena, "收货后付给%s", station));
    add_row(rows, "退款办理中", integer_of(parts, "refunding_fen"), "原路退给买家");
    add_row(rows, "已退给买家", integer_of(parts, "refunded_fen"), "已原路退回");
    add_row(rows, "其他账户", integer_of(parts, "other_fen"), "");
    return rows;
}

/* Adds a row to the household's that it is of: the sum, the words of each kind once, and the row
 * itself among its parts. */
static void fold_into(struct task *task, json_t *all, json_t *row)
{
    const char *kinds = text_of(all, "kinds"), *kind = text_of(row, "kind_text");
    if (strstr(kinds, kind) == NULL)
        json_object_set_new(all, "kinds",
                            json_string(arena_printf(task->arena, "%s、%s", kinds, kind)));
    json_object_set_new(all, "sum_fen",
                        json_integer(integer_of(all, "sum_fen") + integer_of(row, "net_fen")));
    json_array_append(json_object_get(all, "parts"), row);
    json_object_set_new(all, "folded", json_true());
}

/* Rows of one household, which follow each other, as one: {"label", "village_name", "kinds",
 * "sum_fen", "parts", "folded" (there are several)}. Rows that stand for several households stay as
 * they are. New reference. */
static json_t *fold_households(struct task *task, json_t *rows)
{
    json_t *folded = json_array(), *row, *all = NULL;
    json_int_t whose = 0;
    size_t i;
    json_array_foreach(rows, i, row) {
        json_int_t household = integer_of(row, "household");
        if (all != NULL && household > 0 && household == whose) {
            fold_into(task, all, row);
            continue;
        }
        all = json_pack("{s:s, s:s, s:s, s:I, s:[O], s:b}", "label", text_of(row, "label"),
                        "village_name", text_of(row, "village_name"), "kinds",
                        text_of(row, "kind_text"), "sum_fen",
                        (json_int_t)integer_of(row, "net_fen"), "parts", row, "folded", 0);
        json_array_append_new(folded, all);
        whose = household;
    }
    return folded;
}

/* Each household once, with its sum; behind the first ones the rest is one sum, as a page must stay
 * small. All of it adds up to "households_fen". */
static void add_households(struct task *task, json_t *page, json_t *rows)
{
    json_t *folded = fold_households(task, rows), *shown = json_array(), *household;
    int64_t all = 0, rest = 0, rest_count = 0;
    size_t i;
    json_array_foreach(folded, i, household) {
        int64_t fen = integer_of(household, "sum_fen");
        all += fen;
        if (i < HOUSEHOLDS_SHOWN) {
            json_array_append(shown, household);
        } else {
            rest += fen;
            rest_count++;
        }
    }
    json_object_set_new(page, "has_households", json_boolean(i > 0));
    json_object_set_new(page, "shown", shown);
    json_object_set_new(page, "rest_count", json_integer(rest_count));
    json_object_set_new(page, "rest_fen", json_integer(rest));
    json_object_set_new(page, "households_fen", json_integer(all));
    json_decref(folded);
    json_object_del(page, "households");
}

json_t *page_receipt(struct call *call, json_t *receipt)
{
    json_t *page = page_data(call, "这笔钱去了哪里");
    json_object_update_missing(page, receipt);
    json_object_set_new(page, "paid_day",
                        json_string(day_text(call->task, text_of(receipt, "paid_at"))));
    json_object_set_new(page, "completed_day",
                        json_string(day_text(call->task, text_of(receipt, "completed_at"))));
    json_object_set_new(page, "rows", part_rows(call->task, receipt));
    add_households(call->task, page, json_object_get(receipt, "households"));
    json_object_set_new(page, "has_refunds",
                        json_boolean(json_array_size(json_object_get(receipt, "refunds")) > 0));
    json_object_set_new(page, "has_returns",
                        json_boolean(json_array_size(json_object_get(receipt, "returns")) > 0));
    json_decref(receipt);
    page_add_money(page);
    return page;
}

/* ---- the board ---- */

json_t *page_board(struct call *call, json_t *board)
{
    json_t *page = page_data(call, "公示板");
    json_t *copy = json_deep_copy(board); /* the board itself is kept for other readers */
    const char *at = text_of(board, "computed_at");
    json_object_update_missing(page, copy);
    json_t *total = json_object_get(page, "total");
    json_object_set_new(total, "any",
                        json_boolean(json_is_null(json_object_get(total, "households"))));
    json_t *borne = json_object_get(total, "borne_fen");
    json_object_set_new(total, "borne",
                        json_boolean(!json_is_integer(borne) || json_integer_value(borne) > 0));
    json_object_set_new(page, "computed_text",
                        json_string(arena_printf(call->task->arena, "%.4s年%.2s月%.2s日 %.5s", at,
                                                 at + 5, at + 8, at + 11)));
    json_decref(copy);
    json_decref(board);
    json_t *part;
    size_t i;
    json_array_foreach(json_object_get(json_object_get(page, "yuan"), "parts"), i, part)
        json_object_set(part, "sum_fen", json_object_get(part, "fen"));
    page_add_money(page);
    return page;
}
