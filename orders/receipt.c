#include "orders/receipt.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/crypto.h"
#include "base/db.h"
#include "base/id.h"
#include "base/log.h"
#include "gen/orders/sql.h"
#include "ledger/attribution.h"
#include "ledger/group.h"
#include "ledger/word.h"
#include "orders/machines.h"
#include "orders/returned.h"
#include "payment/refund.h"

const struct refusal_kind RECEIPT_NOT_FOUND = {"receipt_not_found", 404,
                                               "没有找到这张凭证，请核对凭证号"};

const struct refusal_kind RECEIPT_YEAR_AWAY = {
    "receipt_year_away", 409,
    "这笔订单当年的账已移出系统，凭证暂时看不到，平台运营把那一年调回来就能看"};

/* ---- the code ---- */

enum { ID_DIGITS = 13, MAC_DIGITS = 7, CODE_DIGITS = ID_DIGITS + MAC_DIGITS, GROUP = 5 };

static const uint64_t MAC_MASK = (UINT64_C(1) << 5 * MAC_DIGITS) - 1;

static uint64_t code_mac(int64_t order_id)
{
    char text[21];
    id_text(order_id, text);
    return crypto_mac64(RECEIPT_CODE, text, strlen(text)) & MAC_MASK;
}

char *receipt_code(int64_t order_id, char code[RECEIPT_CODE_SIZE])
{
    char digits[CODE_DIGITS + 1];
    assert(order_id > 0);
    crypto_base32((uint64_t)order_id, ID_DIGITS, digits);
    crypto_base32(code_mac(order_id), MAC_DIGITS, digits + ID_DIGITS);
    snprintf(code, RECEIPT_CODE_SIZE, "%.5s-%.5s-%.5s-%.5s", digits, digits + GROUP,
             digits + 2 * GROUP, digits + 3 * GROUP);
    return code;
}

bool receipt_parse(const char *text, int64_t *order_id)
{
    char digits[CODE_DIGITS + 1], id_digits[ID_DIGITS + 1];
    int count = 0;
    for (; *text != '\0'; text++) {
        if (*text == '-' || *text == ' ')
            continue;
        if (count == CODE_DIGITS)
            return false;
        digits[count++] = *text;
    }
    if (count < CODE_DIGITS)
        return false;
    digits[CODE_DIGITS] = '\0';
    memcpy(id_digits, digits, ID_DIGITS);
    id_digits[ID_DIGITS] = '\0';
    uint64_t id, mac;
    if (!crypto_unbase32(id_digits, ID_DIGITS, &id) ||
        !crypto_unbase32(digits + ID_DIGITS, MAC_DIGITS, &mac) || id == 0 || id > INT64_MAX)
        return false;
    char decimal[21];
    id_text((int64_t)id, decimal);
    *order_id = (int64_t)id;
    return crypto_mac64_is(RECEIPT_CODE, decimal, strlen(decimal), id_time_ms(*order_id), MAC_MASK,
                           mac);
}

/* ---- the books ---- */

/* What the books hold under a name; 0 when they know none. */
static int64_t sum_of(json_t *books, const char *name)
{
    return json_integer_value(json_object_get(books, name));
}

/* All balances of the order's accounts that have no line of their own. */
static int64_t other_balances(json_t *books)
{
    static const char *const KNOWN[] = {"gateway",  "household_accrued", "household", "withheld",
                                        "producer", "station_freight",   "escrow",    "refund"};
    int64_t sum = 0;
    const char *name;
    json_t *value;
    json_object_foreach(books, name, value) {
        bool known = strncmp(name, "by:", 3) == 0;
        for (size_t i = 0; i < sizeof(KNOWN) / sizeof(KNOWN[0]); i++)
            known |= strcmp(name, KNOWN[i]) == 0;
        sum += known ? 0 : json_integer_value(value);
    }
    return sum;
}

static struct receipt_parts read_parts(json_t *books)
{
    return (struct receipt_parts){.paid = sum_of(books, "by:capture"),
                                  .accrued = sum_of(books, "household_accrued"),
                                  .matured = sum_of(books, "household"),
                                  .withheld = sum_of(books, "withheld"),
                                  .producer = sum_of(books, "producer"),
                                  .freight = sum_of(books, "station_freight"),
                                  .escrow = sum_of(books, "escrow"),
                                  .refunding = sum_of(books, "refund"),
                                  .refunded = sum_of(books, "by:refund_paid"),
                                  .other = other_balances(books)};
}

bool receipt_adds_up(const struct receipt_parts *parts)
{
    return parts->accrued + parts->matured + parts->withheld + parts->producer + parts->freight +
               parts->escrow + parts->refunding + parts->refunded + parts->other ==
           parts->paid;
}

static json_t *parts_json(const struct receipt_parts *parts)
{
    return json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "households_fen",
                     (json_int_t)(parts->accrued + parts->matured), "households_accrued_fen",
                     (json_int_t)parts->accrued, "households_matured_fen",
                     (json_int_t)parts->matured, "withheld_fen", (json_int_t)parts->withheld,
                     "producer_fen", (json_int_t)parts->producer, "freight_fen",
                     (json_int_t)parts->freight, "escrow_fen", (json_int_t)parts->escrow,
                     "refunding_fen", (json_int_t)parts->refunding, "refunded_fen",
                     (json_int_t)parts->refunded, "other_fen", (json_int_t)parts->other);
}

/* ---- households, one by one ---- */

static void set_text(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string(text));
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static int state_of(const struct machine *machine, json_t *object)
{
    return machine_state(machine, text_of(object, "state"));
}

/* Names kinds and states in words; adds what each household holds to the sums that the journal must
 * have as well. */
static bool read_households(json_t *households, const struct receipt_parts *parts)
{
    int64_t accrued = 0, matured = 0, withheld = 0;
    size_t i;
    json_t *household;
    json_array_foreach(households, i, household) {
        int64_t fen = sum_of(household, "net_fen");
        enum attribution_state state =
            (enum attribution_state)state_of(&ATTRIBUTION_MACHINE, household);
        if (state == ATTRIBUTION_ACCRUED)
            accrued += fen;
        else if (state == ATTRIBUTION_WITHHELD)
            withheld += fen;
        else
            matured += fen;
        set_text(household, "kind_text", word_linkage(text_of(household, "kind")));
        set_text(household, "state_text", word_attribution_state(state));
    }
    return accrued == parts->accrued && matured == parts->matured && withheld == parts->withheld;
}

/* ---- the whole ---- */

/* What was paid all the same is told: it is back, or on its way. */
static const char *cancelled_text(const json_t *returned)
{
    if (json_array_size(returned) == 0)
        return "已取消，没有收款";
    return returned_is_over(returned) ? "已取消，后来付的钱已全部退回"
                                      : "已取消，后来付的钱正在退回";
}

static const char *order_state_text(enum order_state state, const struct receipt_parts *parts,
                                    const json_t *returned)
{
    switch (state) {
    case ORDER_CANCELLED:
        return parts->paid == 0 ? cancelled_text(returned) : "已全部退款";
    case ORDER_COMPLETED:
        return "已完成，各方的钱已记账";
    case ORDER_PAID:
        return "已付款，收货后记账";
    case ORDER_PLACED:
        break;
    }
    return "还没有付款";
}

static const char *refund_state_text(enum payment_refund_state state)
{
    switch (state) {
    case PAYMENT_REFUND_SUCCEEDED:
        return "已退回";
    case PAYMENT_REFUND_ABNORMAL:
    case PAYMENT_REFUND_CLOSED:
        return "退款受阻，正在处理";
    case PAYMENT_REFUND_REQUESTED:
    case PAYMENT_REFUND_PROCESSING:
        break;
    }
    return "退款办理中";
}

static void add_refund_words(json_t *refunds)
{
    size_t i;
    json_t *refund;
    json_array_foreach(refunds, i, refund) {
        int state = state_of(&PAYMENT_REFUND_MACHINE, refund);
        set_text(refund, "state_text", refund_state_text((enum payment_refund_state)state));
    }
}

/* What is in escrow, said as far as stored figures say it: freight that was not given back, and the
 * rest, which is the producer's. */
static json_t *escrow_json(const struct receipt_parts *parts, int64_t freight_kept)
{
    int64_t freight = freight_kept < parts->escrow ? freight_kept : parts->escrow;
    return json_pack("{s:I, s:I}", "goods_fen", (json_int_t)(parts->escrow - freight),
                     "freight_fen", (json_int_t)freight);
}

/* What whoever has the code may know of the payments that go back. */
static json_t *public_returns(json_t *returned)
{
    size_t i;
    json_t *one;
    json_array_foreach(returned, i, one) {
        json_object_del(one, "refund_id");
        json_object_del(one, "number");
        json_object_del(one, "paid_at");
        json_object_del(one, "created_at");
        json_object_del(one, "done_at");
    }
    return returned;
}

static void finish(json_t *receipt, json_t *books, int64_t order_id)
{
    struct receipt_parts parts = read_parts(books);
    char code[RECEIPT_CODE_SIZE];
    bool balanced = receipt_adds_up(&parts);
    balanced &= read_households(json_object_get(receipt, "households"), &parts);
    if (!balanced)
        log_error("receipt_unbalanced", LOG_I("order_id", order_id));
    set_text(receipt, "code", receipt_code(order_id, code));
    enum order_state state = (enum order_state)state_of(&ORDER_MACHINE, receipt);
    set_text(receipt, "state_text",
             order_state_text(state, &parts, json_object_get(receipt, "returns")));
    json_object_set_new(receipt, "paid_fen", json_integer(parts.paid));
    json_object_set_new(receipt, "parts", parts_json(&parts));
    json_object_set_new(receipt, "escrow",
                        escrow_json(&parts, sum_of(receipt, "freight_kept_fen")));
    json_object_del(receipt, "freight_kept_fen");
    json_object_set_new(receipt, "balanced", json_boolean(balanced));
    add_refund_words(json_object_get(receipt, "refunds"));
}

static const char *const HOUSEHOLD_APART[] = {"kind", "state", NULL};
static const char *const HOUSEHOLD_SUMS[] = {"credited_fen", "reversed_fen", "net_fen", NULL};
static const struct group_shape HOUSEHOLD_SHAPE = {HOUSEHOLD_APART, HOUSEHOLD_SUMS};

/* Small groups of households stand together. */
static void group_households(struct task *task, json_t *receipt, int64_t least)
{
    json_t *rows = json_object_get(receipt, "households");
    json_object_set_new(receipt, "households",
                        group_public(task->arena, rows, &HOUSEHOLD_SHAPE, least));
}

json_t *receipt_json(struct task *task, int64_t order_id, int64_t buyer_id, int64_t least,
                     struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_receipt_load, DB_ARGS(DB_I64(order_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0 ||
        (buyer_id > 0 && db_i64(rows, 0, RECEIPT_LOAD__BUYER_ID) != buyer_id)) {
        refuse(why, &RECEIPT_NOT_FOUND, NULL);
        return NULL;
    }
    if (db_bool(rows, 0, RECEIPT_LOAD__IS_AWAY)) {
        refuse(why, &RECEIPT_YEAR_AWAY, NULL);
        return NULL;
    }
    json_t *returned = returned_json(task, db_i64(rows, 0, RECEIPT_LOAD__TRADE_ID), why);
    if (returned == NULL)
        return NULL;
    json_t *receipt = db_row_json(rows, 0);
    json_object_set_new(receipt, "returns", public_returns(returned));
    json_t *books = json_incref(json_object_get(receipt, "books"));
    json_object_del(receipt, "books");
    if (buyer_id <= 0)
        json_object_del(receipt, "order_id");
    finish(receipt, books, order_id);
    group_households(task, receipt, least);
    json_decref(books);
    return receipt;
}
