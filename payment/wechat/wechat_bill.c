#include "payment/wechat/wechat_bill.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "payment/wechat/wechat_file.h"
#include "payment/wechat/wechat_json.h"
#include "payment/wechat/wechat_resource.h"

enum { FIELDS_MAX = 192, E5_OF_FEN = 1000 };

enum column {
    TRANSACTION_ID,
    OUT_TRADE_NO,
    TRADE_STATE,
    REFUND_ID,
    OUT_REFUND_NO,
    ORDER_AMOUNT,
    ORDER_SETTLED,
    REFUND_AMOUNT,
    REFUND_SETTLED,
    FEE,
    COLUMNS
};

static const char *const COLUMN_NAMES[COLUMNS] = {
    [TRANSACTION_ID] = "微信订单号",  [OUT_TRADE_NO] = "商户订单号",
    [TRADE_STATE] = "交易状态",       [REFUND_ID] = "微信退款单号",
    [OUT_REFUND_NO] = "商户退款单号", [ORDER_AMOUNT] = "订单金额",
    [ORDER_SETTLED] = "应结订单金额", [REFUND_AMOUNT] = "申请退款金额",
    [REFUND_SETTLED] = "退款金额",    [FEE] = "手续费",
};

/* The summary's, and the row's column that each is the sum of (the first: how many rows). */
static const struct {
    const char *name;
    enum column column;
} SUMMARY[] = {
    {"总交易单数", COLUMNS},           {"订单总金额", ORDER_AMOUNT},
    {"应结订单总金额", ORDER_SETTLED}, {"申请退款总金额", REFUND_AMOUNT},
    {"退款总金额", REFUND_SETTLED},    {"手续费总金额", FEE},
};
enum { SUMMARY_COLUMNS = sizeof SUMMARY / sizeof SUMMARY[0] };

struct fields {
    char *items[FIELDS_MAX];
    int count;
};

struct wechat_bill {
    struct wechat_file *file;
    bool begun;
    enum wechat_bill_read end; /* WECHAT_BILL_ROW = not reached */
    int count, title;          /* fields of a row; which one is the title, -1 = none */
    int columns[COLUMNS];      /* where ours stand */
    int64_t totals[COLUMNS];   /* of each amount's column: fen, the fee's in e5 */
    struct wechat_bill_sums sums;
    char hash[41];
};

/* ---- amounts ------------------------------------------------------------------------------- */

/* Digits, a point, and at least `least` to `most` decimals; in units of 10^-most. */
static bool read_decimal(const char *text, size_t least, size_t most, int64_t *value)
{
    size_t digits = strspn(text, "0123456789");
    size_t decimals = text[digits] == '.' ? strspn(text + digits + 1, "0123456789") : 0;
    if (digits == 0 || digits > 12 || decimals < least || decimals > most ||
        text[digits + 1 + decimals] != '\0')
        return false;
    *value = 0;
    for (const char *c = text; *c != '\0'; c++)
        if (*c != '.')
            *value = *value * 10 + (*c - '0');
    for (; decimals < most; decimals++)
        *value *= 10;
    return true;
}

bool wechat_bill_yuan(const char *text, int64_t *fen)
{
    int64_t value;
    if (!read_decimal(text, 2, 2, &value))
        return false;
    *fen = value;
    return true;
}

bool wechat_bill_fee(const char *text, int64_t *e5)
{
    int64_t value;
    bool minus = text[0] == '-';
    if (!read_decimal(text + minus, 2, 5, &value))
        return false;
    *e5 = minus ? -value : value;
    return true;
}

/* The platform takes whole fen, and half a fen as a whole one. */
static int64_t fee_fen(int64_t e5)
{
    int64_t half = e5 < 0 ? -E5_OF_FEN / 2 : E5_OF_FEN / 2;
    return (e5 + half) / E5_OF_FEN;
}

/* ---- lines --------------------------------------------------------------------------------- */

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

/* Splits a line of values, of which there must be `count`. Nothing is quoted in these files: what a
 * title has of commas before grave accents makes fields too many behind it, and they are its own.
 */
static bool split_values(char *line, int count, int title, struct fields *values)
{
    if (line == NULL || line[0] != '`' || !split(line + 1, ",`", values))
        return false;
    int extra = values->count - count;
    if (title >= 0 && extra > 0) {
        values->count = count;
        for (int i = title + 1; i < count; i++)
            values->items[i] = values->items[i + extra];
    }
    return values->count == count;
}

/* The header's line: skips a byte order mark, finds our columns. */
static bool read_header(struct wechat_bill *bill)
{
    struct fields header;
    char *line = wechat_file_line(bill->file);
    if (line != NULL && strncmp(line, "\xEF\xBB\xBF", 3) == 0)
        line += 3;
    if (line == NULL || !split(line, ",", &header))
        return false;
    bill->count = header.count;
    bill->title = find_field(&header, "商品名称");
    for (int i = 0; i < COLUMNS; i++) {
        bill->columns[i] = find_field(&header, COLUMN_NAMES[i]);
        if (bill->columns[i] < 0)
            return false;
    }
    return true;
}

/* ---- rows ---------------------------------------------------------------------------------- */

static bool copy_id(char *target, size_t size, const char *text)
{
    if (strlen(text) >= size)
        return false;
    wechat_copy(target, size, text);
    return true;
}

/* Reads the amounts, and adds what the summary will have to agree with. */
static bool read_amounts(struct wechat_bill *bill, const char *const text[COLUMNS],
                         int64_t amounts[COLUMNS])
{
    for (int i = ORDER_AMOUNT; i <= FEE; i++) {
        if (i == FEE ? !wechat_bill_fee(text[i], &amounts[i])
                     : !wechat_bill_yuan(text[i], &amounts[i]))
            return false;
        int64_t fen = i == FEE ? amounts[i] / E5_OF_FEN : amounts[i];
        if (fen > WECHAT_AMOUNT_MAX_FEN || fen < -WECHAT_AMOUNT_MAX_FEN)
            return false;
        bill->totals[i] += amounts[i];
    }
    return true;
}

static bool read_row(struct wechat_bill *bill, const struct fields *values,
                     struct wechat_bill_row *row)
{
    const char *text[COLUMNS];
    int64_t amounts[COLUMNS];
    for (int i = 0; i < COLUMNS; i++)
        text[i] = values->items[bill->columns[i]];
    *row = (struct wechat_bill_row){.is_refund = strcmp(text[TRADE_STATE], "REFUND") == 0};
    if ((!row->is_refund && strcmp(text[TRADE_STATE], "SUCCESS") != 0) ||
        !read_amounts(bill, text, amounts) ||
        !copy_id(row->transaction_id, sizeof row->transaction_id, text[TRANSACTION_ID]) ||
        !copy_id(row->out_trade_no, sizeof row->out_trade_no, text[OUT_TRADE_NO]))
        return false;
    bill->sums.rows++;
    bill->sums.fee_e5 += amounts[FEE];
    row->fee_fen = fee_fen(amounts[FEE]);
    row->amount_fen = amounts[row->is_refund ? REFUND_AMOUNT : ORDER_AMOUNT];
    row->settled_fen = amounts[row->is_refund ? REFUND_SETTLED : ORDER_SETTLED];
    if (!row->is_refund) {
        bill->sums.paid_fen += row->amount_fen;
        bill->sums.paid_settled_fen += row->settled_fen;
        return true;
    }
    bill->sums.refunded_fen += row->amount_fen;
    bill->sums.refunded_settled_fen += row->settled_fen;
    return copy_id(row->out_refund_no, sizeof row->out_refund_no, text[OUT_REFUND_NO]) &&
           copy_id(row->refund_id, sizeof row->refund_id, text[REFUND_ID]);
}

/* ---- the end ------------------------------------------------------------------------------- */

static bool agrees(const struct wechat_bill *bill, const char *text, enum column column)
{
    int64_t value;
    if (column == COLUMNS)
        return strtoll(text, NULL, 10) == bill->sums.rows;
    return (column == FEE ? wechat_bill_fee(text, &value) : wechat_bill_yuan(text, &value)) &&
           value == bill->totals[column];
}

/* The summary: a line of names, one of values, and nothing behind them. */
static bool summary_agrees(struct wechat_bill *bill, char *line)
{
    struct fields header, values;
    int places[SUMMARY_COLUMNS];
    if (line == NULL || !split(line, ",", &header))
        return false;
    for (int i = 0; i < SUMMARY_COLUMNS; i++) {
        places[i] = find_field(&header, SUMMARY[i].name);
        if (places[i] < 0)
            return false;
    }
    if (!split_values(wechat_file_line(bill->file), header.count, -1, &values))
        return false;
    for (int i = 0; i < SUMMARY_COLUMNS; i++)
        if (!agrees(bill, values.items[places[i]], SUMMARY[i].column))
            return false;
    while ((line = wechat_file_line(bill->file)) != NULL)
        if (line[0] != '\0')
            return false;
    return wechat_file_ended(bill->file, bill->hash);
}

enum wechat_bill_read wechat_bill_next(struct wechat_bill *bill, struct wechat_bill_row *row)
{
    struct fields values;
    if (bill->end != WECHAT_BILL_ROW)
        return bill->end;
    bool good = bill->begun || read_header(bill);
    char *line = good ? wechat_file_line(bill->file) : NULL;
    bill->begun = true;
    if (line != NULL && line[0] == '`') {
        if (split_values(line, bill->count, bill->title, &values) && read_row(bill, &values, row))
            return WECHAT_BILL_ROW;
        return bill->end = WECHAT_BILL_BAD;
    }
    return bill->end = summary_agrees(bill, line) ? WECHAT_BILL_END : WECHAT_BILL_BAD;
}

/* ---- open and close ------------------------------------------------------------------------ */

struct wechat_bill *wechat_bill_open(FILE *stream)
{
    struct wechat_bill *bill = calloc(1, sizeof *bill);
    if (bill == NULL)
        abort();
    bill->file = wechat_file_open(stream);
    return bill;
}

void wechat_bill_close(struct wechat_bill *bill)
{
    wechat_file_close(bill->file);
    free(bill);
}

void wechat_bill_rewind(struct wechat_bill *bill)
{
    struct wechat_file *file = bill->file;
    wechat_file_rewind(file);
    *bill = (struct wechat_bill){.file = file};
}

const char *wechat_bill_hash(const struct wechat_bill *bill)
{
    assert(bill->end == WECHAT_BILL_END);
    return bill->hash;
}

const struct wechat_bill_sums *wechat_bill_sums(const struct wechat_bill *bill)
{
    assert(bill->end == WECHAT_BILL_END);
    return &bill->sums;
}
