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
    else if (strstr(name, "_fen") != NULL || strcmp(name, "fen") == 0)
        csv_write_number(csv, money_yuan(json_integer_value(value), yuan));
    else
        csv_write_i64(csv, json_integer_value(value));
}

/* A column: the member of a row and its title. */
struct column {
    const char *name, *title;
};

static const struct column ROW_COLUMNS[] = {
    {"orders", "订单数"},
    {"paid_fen", "买家付款（元）"},
    {"refunded_fen", "退款（元）"},
    {"sales_fen", "销售额（元）"},
    {"settled_fen", "其中已完成（元）"},
    {"households", "受益农户"},
    {"accrued_households", "已记账户数"},
    {"accrued_fen", "已记账还在售后期（元）"},
    {"matured_households", "已确认户数"},
    {"matured_fen", "已确认（元）"},
    {"borne_households", "卖家承担户数"},
    {"borne_fen", "卖家承担的（元）"},
    {NULL, NULL},
};
static const struct column KIND_COLUMNS[] = {
    {"households", "受益农户"},
    {"accrued_households", "已记账户数"},
    {"accrued_fen", "已记账还在售后期（元）"},
    {"matured_households", "已确认户数"},
    {"matured_fen", "已确认（元）"},
    {"borne_households", "卖家承担户数"},
    {"borne_fen", "卖家承担的（元）"},
    {NULL, NULL},
};
static const struct column YUAN_COLUMNS[] = {
    {"fen", "合计（元）"}, {"share_fen", "每 1 元里（元）"}, {NULL, NULL}};
static const struct column SHIPPING_COLUMNS[] = {
    {"orders", "订单数"}, {"permille", "占比（千分之）"}, {NULL, NULL}};

/* Which cells are empty, and why. */
static const char *reasons(struct task *task, json_t *row)
{
    static const struct column CELLS[] = {{"households", "受益农户"},
                                          {"accrued", "已记账"},
                                          {"matured", "已确认"},
                                          {"borne", "卖家承担"}};
    const char *all = "";
    for (size_t i = 0; i < sizeof(CELLS) / sizeof(CELLS[0]); i++) {
        const char *why = text_of(json_object_get(row, "why"), CELLS[i].name);
        if (why != NULL)
            all = arena_printf(task->arena, "%s%s%s：%s", all, all[0] != '\0' ? "；" : "",
                               CELLS[i].title, why);
    }
    return all;
}

static void write_titles(struct csv_writer *csv, const struct column *columns)
{
    for (; columns->name != NULL; columns++)
        csv_write_text(csv, columns->title);
    csv_write_text(csv, "不公布的原因");
    csv_write_text(csv, "计算时间");
    csv_write_row_end(csv);
}

static void write_figures(struct task *task, struct csv_writer *csv, json_t *row,
                          const struct column *columns, const char *computed_at)
{
    csv_write_text(csv, text_of(row, "key"));
    csv_write_text(csv, text_of(row, "name"));
    for (; columns->name != NULL; columns++)
        write_number(csv, row, columns->name);
    csv_write_text(csv, reasons(task, row));
    csv_write_text(csv, computed_at);
    csv_write_row_end(csv);
}

const char *board_csv(struct task *task, json_t *board)
{
    static const char *const TABLES[][2] = {
        {"counties", "县"}, {"months", "月份"}, {"kinds", "联结方式"}};
    const char *computed_at = text_of(board, "computed_at");
    struct csv_writer csv;
    csv_write_begin(&csv, task->arena);
    csv_write_text(&csv, "表");
    csv_write_text(&csv, "代码");
    csv_write_text(&csv, "名称");
    write_titles(&csv, ROW_COLUMNS);
    csv_write_text(&csv, "合计");
    write_figures(task, &csv, json_object_get(board, "total"), ROW_COLUMNS, computed_at);
    for (size_t t = 0; t < sizeof(TABLES) / sizeof(TABLES[0]); t++) {
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(board, TABLES[t][0]), i, row) {
            csv_write_text(&csv, TABLES[t][1]);
            write_figures(task, &csv, row, ROW_COLUMNS, computed_at);
        }
    }
    return csv_write_end(&csv, NULL);
}

static json_t *rows_of(json_t *board, const char *table)
{
    json_t *value = json_object_get(board, table);
    if (json_is_array(value))
        return value;
    json_t *parts = json_object_get(value, "parts");
    return parts != NULL ? parts : json_object_get(value, "bands");
}

const char *board_table_csv(struct task *task, json_t *board, const char *file)
{
    static const struct {
        const char *table, *title;
        const struct column *columns;
    } TABLES[] = {{"counties", "县", ROW_COLUMNS},
                  {"months", "月份", ROW_COLUMNS},
                  {"kinds", "联结方式", KIND_COLUMNS},
                  {"yuan", "去哪里", YUAN_COLUMNS},
                  {"shipping", "从付款到交快递", SHIPPING_COLUMNS}};
    const size_t count = sizeof(TABLES) / sizeof(TABLES[0]);
    size_t t = 0, name_length = strlen(file);
    if (name_length < 4 || strcmp(file + name_length - 4, ".csv") != 0)
        return NULL;
    while (t < count && (strlen(TABLES[t].table) != name_length - 4 ||
                         strncmp(TABLES[t].table, file, name_length - 4) != 0))
        t++;
    if (t == count)
        return NULL;
    struct csv_writer csv;
    csv_write_begin(&csv, task->arena);
    csv_write_text(&csv, "代码");
    csv_write_text(&csv, TABLES[t].title);
    write_titles(&csv, TABLES[t].columns);
    size_t i;
    json_t *row;
    json_array_foreach(rows_of(board, TABLES[t].table), i, row)
        write_figures(task, &csv, row, TABLES[t].columns, text_of(board, "computed_at"));
    return csv_write_end(&csv, NULL);
}
