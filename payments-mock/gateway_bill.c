#include "payments-mock/gateway_bill.h"

#include <assert.h>
#include <inttypes.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/clock.h"

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

static const char *const HEADERS[] = {
    [GATEWAY_BILL_ALL] =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
        "交易状态,付款银行,货币种类,应结订单金额,代金券金额,微信退款单号,商户退款单号,退款金额,"
        "充值券退款金额,退款类型,退款状态,商品名称,商户数据包,手续费,费率,订单金额,申请退款金额,"
        "费率备注",
    [GATEWAY_BILL_SUCCESS] =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
        "交易状态,付款银行,货币种类,应结订单金额,代金券金额,商品名称,商户数据包,手续费,费率,"
        "订单金额,费率备注",
    [GATEWAY_BILL_REFUND] =
        "交易时间,公众账号ID,商户号,特约商户号,设备号,微信订单号,商户订单号,用户标识,交易类型,"
        "交易状态,付款银行,货币种类,应结订单金额,代金券金额,退款申请时间,退款成功时间,"
        "微信退款单号,商户退款单号,退款金额,充值券退款金额,退款类型,退款状态,商品名称,商户数据包,"
        "手续费,费率,订单金额,申请退款金额,费率备注",
};

static const char SUMMARY_ALL[] = "总交易单数,应结订单总金额,退款总金额,充值券退款总金额,"
                                  "手续费总金额,订单总金额,申请退款总金额";
static const char SUMMARY_SUCCESS[] = "总交易单数,应结订单总金额,手续费总金额,订单总金额";

/* A file being written. */
struct writer {
    FILE *file;
    enum gateway_bill_type type;
    const struct gateway_merchant *merchant;
    int64_t rows, paid_fen, refunded_fen, fee_fen;
};

bool gateway_bill_type_read(const char *word, enum gateway_bill_type *type)
{
    static const char *const WORDS[] = {"ALL", "SUCCESS", "REFUND"};
    for (int i = 0; i < 3; i++) {
        if (strcmp(word != NULL ? word : "ALL", WORDS[i]) == 0) {
            *type = (enum gateway_bill_type)i;
            return true;
        }
    }
    return false;
}

/* Fields: the first of a line, the following ones, and amounts in yuan. */
static void field(struct writer *writer, const char *text)
{
    fprintf(writer->file, ",`%s", text);
}

static void yuan(struct writer *writer, int64_t fen)
{
    fprintf(writer->file, ",`%" PRId64 ".%02" PRId64, fen / 100, fen % 100);
}

int64_t gateway_bill_fee(const struct gateway_merchant *merchant, int64_t fen)
{
    return (fen * merchant->fee_bp + 5000) / 10000;
}

/* Fees have five decimals, and come back with refunds. */
static void fee(struct writer *writer, int64_t fen)
{
    int64_t whole = fen < 0 ? -fen : fen;
    fprintf(writer->file, ",`%s%" PRId64 ".%02" PRId64 "000", fen < 0 ? "-" : "", whole / 100,
            whole % 100);
}

/* "yyyy-MM-dd HH:mm:ss" in Beijing. */
static char *bill_time(int64_t us, char text[32])
{
    clock_rfc3339(us / 1000000 * 1000000, 480, text);
    text[10] = ' ';
    text[19] = '\0';
    return text;
}

/* The columns that payments and refunds begin with; `settled_fen` is what was paid. */
static void begin_row(struct writer *writer, int64_t time_us, const struct gateway_order *order,
                      const char *state, int64_t settled_fen)
{
    char time[32];
    fprintf(writer->file, "`%s", bill_time(time_us, time));
    field(writer, writer->merchant->appid);
    field(writer, writer->merchant->mchid);
    field(writer, "0");
    field(writer, "");
    field(writer, order->transaction_id);
    field(writer, order->out_trade_no);
    field(writer, "oSANDBOX00000000000000000000");
    field(writer, "NATIVE");
    field(writer, state);
    field(writer, "OTHERS");
    field(writer, "CNY");
    yuan(writer, settled_fen);
    yuan(writer, 0);
}

static void write_fee(struct writer *writer, const struct gateway_order *order, int64_t fee_fen)
{
    int64_t bp = writer->merchant->fee_bp;
    field(writer, order->description);
    field(writer, order->attach);
    fee(writer, fee_fen);
    fprintf(writer->file, ",`%" PRId64 ".%02" PRId64 "%%", bp / 100, bp % 100);
    writer->fee_fen += fee_fen;
}

static void write_payment(struct writer *writer, const struct gateway_order *order)
{
    begin_row(writer, order->paid_us, order, "SUCCESS", order->total_fen);
    if (writer->type == GATEWAY_BILL_ALL) {
        field(writer, "0");
        field(writer, "0");
        yuan(writer, 0);
        yuan(writer, 0);
        field(writer, "");
        field(writer, "");
    }
    write_fee(writer, order, gateway_bill_fee(writer->merchant, order->total_fen));
    yuan(writer, order->total_fen);
    if (writer->type == GATEWAY_BILL_ALL)
        yuan(writer, 0);
    field(writer, "");
    fputs("\r\n", writer->file);
    writer->rows++;
    writer->paid_fen += order->total_fen;
}

static void write_refund(struct writer *writer, const struct gateway_refund *refund)
{
    char time[32];
    begin_row(writer, refund->created_us, refund->order, "REFUND", 0);
    if (writer->type == GATEWAY_BILL_REFUND) {
        field(writer, bill_time(refund->created_us, time));
        field(writer, refund->done_us != 0 ? bill_time(refund->done_us, time) : "");
    }
    field(writer, refund->refund_id);
    field(writer, refund->out_refund_no);
    yuan(writer, refund->refund_fen);
    yuan(writer, 0);
    field(writer, "ORIGINAL");
    field(writer, wechat_refund_state_name(refund->state));
    write_fee(writer, refund->order, -gateway_bill_fee(writer->merchant, refund->refund_fen));
    yuan(writer, 0);
    yuan(writer, refund->refund_fen);
    field(writer, "");
    fputs("\r\n", writer->file);
    writer->rows++;
    writer->refunded_fen += refund->refund_fen;
}

static void write_summary(struct writer *writer)
{
    bool short_form = writer->type == GATEWAY_BILL_SUCCESS;
    fprintf(writer->file, "%s\r\n`%" PRId64, short_form ? SUMMARY_SUCCESS : SUMMARY_ALL,
            writer->rows);
    yuan(writer, writer->paid_fen);
    if (!short_form) {
        yuan(writer, writer->refunded_fen);
        yuan(writer, 0);
    }
    fee(writer, writer->fee_fen);
    yuan(writer, writer->paid_fen);
    if (!short_form)
        yuan(writer, writer->refunded_fen);
    fputs("\r\n", writer->file);
}

static bool is_of_day(int64_t us, const char *day)
{
    char text[11];
    return us != 0 && strcmp(clock_beijing_day(us, text), day) == 0;
}

char *gateway_bill_write(struct arena *arena, enum gateway_bill_type type, const char *day,
                         const struct gateway_orders *orders, const struct gateway_refunds *refunds,
                         const struct gateway_merchant *merchant, size_t *length)
{
    char *bytes = NULL;
    struct writer writer = {
        .file = open_memstream(&bytes, length), .type = type, .merchant = merchant};
    assert(writer.file != NULL);
    fprintf(writer.file, "%s%s\r\n", BYTE_ORDER_MARK, HEADERS[type]);
    for (int i = 0; type != GATEWAY_BILL_REFUND && i < orders->count; i++)
        if (is_of_day(orders->list[i]->paid_us, day))
            write_payment(&writer, orders->list[i]);
    for (int i = 0; type != GATEWAY_BILL_SUCCESS && i < refunds->count; i++)
        if (is_of_day(refunds->list[i]->created_us, day))
            write_refund(&writer, refunds->list[i]);
    write_summary(&writer);
    int closed = fclose(writer.file);
    assert(closed == 0);
    char *copy = writer.rows > 0 ? arena_memdup(arena, bytes, *length) : NULL;
    free(bytes);
    return copy;
}

char *gateway_bill_gzip(struct arena *arena, const char *bytes, size_t length, size_t *out_length)
{
    z_stream stream = {0};
    /* 16 above the window's bits asks zlib for a gzip header */
    int ready =
        deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    assert(ready == Z_OK && length < UINT32_MAX);
    uLong bound = deflateBound(&stream, (uLong)length);
    char *out = arena_alloc(arena, bound);
    stream.next_in = (Bytef *)(uintptr_t)bytes;
    stream.avail_in = (uInt)length;
    stream.next_out = (Bytef *)out;
    stream.avail_out = (uInt)bound;
    int done = deflate(&stream, Z_FINISH);
    assert(done == Z_STREAM_END);
    *out_length = stream.total_out;
    deflateEnd(&stream);
    return out;
}
