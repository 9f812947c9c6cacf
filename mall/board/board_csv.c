/* The board as comma-separated values (mall/board.h). */
#include <stdlib.h>
#include <string.h>

#include "base/money.h"
#include "mall/board/board.h"

/* A text cell, quoted. What a spreadsheet would take for a formula is given as text. */
static const char *cell(struct task *task, const char *text)
{
    char *out = arena_alloc(task->arena, 2 * strlen(text) + 4), *end = out;
    *end++ = '"';
    if (text[0] != '\0' && strchr("=+-@\t\r", text[0]) != NULL)
        *end++ = '\'';
    for (; *text != '\0'; text++) {
        if (*text == '"')
            *end++ = '"';
        *end++ = *text;
    }
    *end = '"';
    return out;
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

/* A number, "" when there is none; yuan for amounts. */
static const char *number(struct task *task, json_t *row, const char *name)
{
    char yuan[24];
    json_t *value = json_object_get(row, name);
    if (!json_is_integer(value))
        return "";
    int64_t integer = json_integer_value(value);
    if (strstr(name, "_fen") != NULL)
        return arena_strdup(task->arena, money_yuan(integer, yuan));
    return arena_printf(task->arena, "%lld", (long long)integer);
}

static const char *line(struct task *task, const char *table, json_t *row, const char *computed_at)
{
    static const char *const NUMBERS[] = {
        "orders",      "sales_fen",          "settled_fen", "households", "matured_households",
        "matured_fen", "accrued_households", "accrued_fen"};
    const char *text =
        arena_printf(task->arena, "%s,%s,%s", cell(task, table), cell(task, text_of(row, "key")),
                     cell(task, text_of(row, "name")));
    for (size_t i = 0; i < sizeof(NUMBERS) / sizeof(NUMBERS[0]); i++)
        text = arena_printf(task->arena, "%s,%s", text, number(task, row, NUMBERS[i]));
    return arena_printf(task->arena, "%s,%s,%s\r\n", text, cell(task, text_of(row, "hidden_text")),
                        cell(task, computed_at));
}

static json_t *lines_of(struct task *task, json_t *board)
{
    static const char *const TABLES[][2] = {
        {"counties", "县"}, {"months", "月份"}, {"kinds", "联结方式"}};
    const char *computed_at = text_of(board, "computed_at");
    json_t *lines = json_array();
    json_array_append_new(
        lines, json_string(line(task, "合计", json_object_get(board, "total"), computed_at)));
    for (size_t t = 0; t < sizeof(TABLES) / sizeof(TABLES[0]); t++) {
        size_t i;
        json_t *row;
        json_array_foreach(json_object_get(board, TABLES[t][0]), i, row)
            json_array_append_new(lines, json_string(line(task, TABLES[t][1], row, computed_at)));
    }
    return lines;
}

const char *board_csv(struct task *task, json_t *board)
{
    static const char HEAD[] = "\xEF\xBB\xBF表,代码,名称,订单数,销售额（元）,其中已完成（元）,"
                               "受益农户,已到账户数,已到账（元）,"
                               "已记账户数,已记账（元）,不公布的原因,计算时间\r\n";
    json_t *lines = lines_of(task, board);
    size_t length = sizeof(HEAD), i;
    json_t *value;
    json_array_foreach(lines, i, value) length += json_string_length(value);
    char *csv = arena_alloc(task->arena, length);
    char *end = csv;
    memcpy(end, HEAD, sizeof(HEAD) - 1);
    end += sizeof(HEAD) - 1;
    json_array_foreach(lines, i, value)
    {
        memcpy(end, json_string_value(value), json_string_length(value));
        end += json_string_length(value);
    }
    json_decref(lines);
    return csv;
}
