/* The board as comma-separated values (mall/board/board.h). */
#include <string.h>

#include "base/csv_write.h"
#include "base/money.h"
#include "mall/board/board.h"

static const char *text_of(json_t *object, const char *name)
{
    return json_string_value(json_object_get(object, name));
}

/* A number, nothing when there is none; yuan for amounts. */
static void write_number(struct csv_writer *csv, json_t *row, const char *name)
{
    char yuan[24];
    json_t *value = json_object_get(row, name);
    if (!json_is_integer(value))
        csv_write_number(csv, "");
    else if (strstr(name, "_fen") != NULL)
        csv_write_number(csv, money_yuan(json_integer_value(value), yuan));
    else
        csv_write_i64(csv, json_integer_value(value));
}

static void write_row(struct csv_writer *csv, const char *table, json_t *row,
                      const char *computed_at)
{
    static const char *const NUMBERS[] = {
        "orders",      "sales_fen",          "settled_fen", "households", "matured_households",
        "matured_fen", "accrued_households", "accrued_fen"};
    csv_write_text(csv, table);
    csv_write_text(csv, text_of(row, "key"));
    csv_write_text(csv, text_of(row, "name"));
    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++)
        write_number(csv, row, NUMBERS[i]);
    csv_write_text(csv, text_of(row, "hidden_text"));
    csv_write_text(csv, computed_at);
    csv_write_row_end(csv);
}

static void write_head(struct csv_writer *csv)
{
    static const char *const NAMES[] = {
        "表",       "代码",       "名称",         "订单数",     "销售额（元）", "其中已完成（元）",
        "受益农户", "已到账户数", "已到账（元）", "已记账户数", "已记账（元）", "不公布的原因",
        "计算时间"};
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        csv_write_text(csv, NAMES[i]);
    csv_write_row_end(csv);
}

const char *board_csv(struct task *task, json_t *board)
{
    static const char *const TABLES[][2] = {
        {"counties", "县"}, {"months", "月份"}, {"kinds", "联结方式"}};
    const char *computed_at = text_of(board, "computed_at");
    struct csv_writer csv;
    csv_write_begin(&csv, task->arena);
    write_head(&csv);
    write_row(&csv, "合计", json_object_get(board, "total"), computed_at);
    for (size_t t = 0; t < sizeof(TABLES) / sizeof(TABLES[0]); t++) {
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(board, TABLES[t][0]), i, row)
            write_row(&csv, TABLES[t][1], row, computed_at);
    }
    return csv_write_end(&csv, NULL);
}
