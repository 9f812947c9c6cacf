#include "payment/wechat/wechat_bill.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "payment/wechat/wechat_json.h"
#include "payment/wechat/wechat_resource.h"

enum { FIELDS_MAX = 192 };

enum column {
    TRANSACTION_ID,
    OUT_TRADE_NO,
    TRADE_STATE,
    REFUND_ID,
    OUT_REFUND_NO,
    REFUND_STATE,
    ORDER_AMOUNT,
    REFUND_AMOUNT,
    COLUMNS
};

static const char *const COLUMN_NAMES[COLUMNS] = {
    [TRANSACTION_ID] = "微信订单号", [OUT_TRADE_NO] = "商户订单号",    [TRADE_STATE] = "交易状态",
    [REFUND_ID] = "微信退款单号",    [OUT_REFUND_NO] = "商户退款单号", [REFUND_STATE] = "退款状态",
    [ORDER_AMOUNT] = "订单金额",     [REFUND_AMOUNT] = "申请退款金额",
};

struct fields {
    char *items[FIELDS_MAX];
    int count;
};

bool wechat_bill_yuan(const char *text, int64_t *fen)
{
    int64_t value = 0;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > 12 || text[digits] != '.' ||
        strspn(text + digits + 1, "0123456789") != 2 || text[digits + 3] != '\0')
        return false;
    for (const char *c = text; *c != '\0'; c++)
        if (*c != '.')
            value = value * 10 + (*c - '0');
    *fen = value;
    return true;
}

/* Cuts the next line (LF or CRLF) out of the text; NULL at its end. */
static char *next_line(char **rest)
{
    char *line = *rest;
    if (*line == '\0')
        return NULL;
    char *end = strchr(line, '\n');
    *rest = end != NULL ? end + 1 : line + strlen(line);
    if (end == NULL)
        end = *rest;
    if (end > line && end[-1] == '\r')
        end--;
    *end = '\0';
    return line;
}

/* Cuts a line at each `separator`; false when there are too many fields. */
static bool split(char *line, const char *separator, struct fields *fields)
{
    fields->count = 0;
    for (char *next; line != NULL; line = next) {
        if (fields->count == FIELDS_MAX)
            return false;
        next = strstr(line, separator);
        if (next != NULL) {
            *next = '\0';
            next += strlen(separator);
        }
        fields->items[fields->count++] = line;
    }
    return true;
}

static int find_field(const struct fields *header, const char *name)
{
    for (int i = 0; i < header->count; i++)
        if (strcmp(header->items[i], name) == 0)
            return i;
    return -1;
}

/* Splits a line of values, which must be as many as the header's. Nothing is quoted in these files:
 * what a title has of commas before grave accents makes fields too many behind it, and they are its
 * own. */
static bool split_values(char *line, const struct fields *header, struct fields *values)
{
    if (line == NULL || line[0] != '`' || !split(line + 1, ",`", values))
        return false;
    int title = find_field(header, "商品名称"), extra = values->count - header->count;
    if (title >= 0 && extra > 0) {
        values->count = header->count;
        for (int i = title + 1; i < values->count; i++)
            values->items[i] = values->items[i + extra];
    }
    return values->count == header->count;
}

static bool copy_id(char *target, size_t size, const char *text)
{
    if (strlen(text) >= size)
        return false;
    wechat_copy(target, size, text);
    return true;
}

/* One detail row. A refund stands here whatever became of it: it was accepted that day. */
static bool read_row(const struct fields *values, const int columns[COLUMNS],
                     struct wechat_bill_row *row)
{
    const char *text[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        text[i] = values->items[columns[i]];
    *row = (struct wechat_bill_row){.is_refund = strcmp(text[TRADE_STATE], "REFUND") == 0};
    if (!row->is_refund && strcmp(text[TRADE_STATE], "SUCCESS") != 0)
        return false;
    if (!copy_id(row->transaction_id, sizeof row->transaction_id, text[TRANSACTION_ID]) ||
        !copy_id(row->out_trade_no, sizeof row->out_trade_no, text[OUT_TRADE_NO]))
        return false;
    if (!row->is_refund)
        return wechat_bill_yuan(text[ORDER_AMOUNT], &row->amount_fen);
    return copy_id(row->out_refund_no, sizeof row->out_refund_no, text[OUT_REFUND_NO]) &&
           copy_id(row->refund_id, sizeof row->refund_id, text[REFUND_ID]) &&
           wechat_bill_yuan(text[REFUND_AMOUNT], &row->amount_fen);
}

struct totals {
    int64_t rows;
    int64_t order_fen;  /* every row's order amount column */
    int64_t refund_fen; /* every row's refund amount column */
};

/* Adds what the summary will have to agree with. */
static bool add_totals(const struct fields *values, const int columns[COLUMNS],
                       struct totals *totals)
{
    int64_t order_fen, refund_fen;
    if (!wechat_bill_yuan(values->items[columns[ORDER_AMOUNT]], &order_fen) ||
        !wechat_bill_yuan(values->items[columns[REFUND_AMOUNT]], &refund_fen) ||
        order_fen > WECHAT_AMOUNT_MAX_FEN || refund_fen > WECHAT_AMOUNT_MAX_FEN)
        return false;
    totals->rows++;
    totals->order_fen += order_fen;
    totals->refund_fen += refund_fen;
    return true;
}

static bool summary_agrees(const struct fields *header, const struct fields *values,
                           const struct totals *totals)
{
    int64_t order_fen, refund_fen;
    int rows = find_field(header, "总交易单数");
    int order = find_field(header, "订单总金额");
    int refund = find_field(header, "申请退款总金额");
    return rows >= 0 && order >= 0 && refund >= 0 &&
           strtoll(values->items[rows], NULL, 10) == totals->rows &&
           wechat_bill_yuan(values->items[order], &order_fen) && order_fen == totals->order_fen &&
           wechat_bill_yuan(values->items[refund], &refund_fen) && refund_fen == totals->refund_fen;
}

/* The header's line: skips a byte order mark, finds our columns. */
static bool read_header(char *line, struct fields *header, int columns[COLUMNS])
{
    if (line == NULL)
        return false;
    if (strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        line += 3;
    if (!split(line, ",", header))
        return false;
    for (int i = 0; i < COLUMNS; i++) {
        columns[i] = find_field(header, COLUMN_NAMES[i]);
        if (columns[i] < 0)
            return false;
    }
    return true;
}

static int count_lines(const char *text)
{
    int lines = 1;
    for (; *text != '\0'; text++)
        lines += *text == '\n';
    return lines;
}

bool wechat_bill_read(struct arena *arena, const char *bytes, size_t length,
                      struct wechat_bill *bill)
{
    struct fields header, values;
    struct totals totals = {0};
    struct wechat_bill read = {0};
    int columns[COLUMNS];
    char *rest = arena_memdup(arena, bytes, length);
    if (strlen(rest) != length || count_lines(rest) > WECHAT_BILL_ROWS_MAX)
        return false;
    read.rows = arena_array(arena, (size_t)count_lines(rest), sizeof *read.rows);
    if (!read_header(next_line(&rest), &header, columns))
        return false;
    char *line = next_line(&rest);
    for (; line != NULL && line[0] == '`'; line = next_line(&rest)) {
        struct wechat_bill_row *row = &read.rows[read.count];
        if (!split_values(line, &header, &values) || !read_row(&values, columns, row) ||
            !add_totals(&values, columns, &totals))
            return false;
        read.count++;
        *(row->is_refund ? &read.refunded_fen : &read.paid_fen) += row->amount_fen;
    }
    if (line == NULL || !split(line, ",", &header) ||
        !split_values(next_line(&rest), &header, &values) ||
        !summary_agrees(&header, &values, &totals))
        return false;
    *bill = read;
    return true;
}
