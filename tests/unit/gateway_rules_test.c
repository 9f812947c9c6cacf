/* The mock platform's own rules: fields, the same number again, payment, closing, refunds, faults.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "payments-mock/gateway_auth.h"
#include "payments-mock/gateway_bill.h"
#include "payments-mock/gateway_config.h"
#include "payments-mock/gateway_fault.h"
#include "payments-mock/gateway_refund.h"
#include "payment/wechat/wechat_bill.h"

static const int64_t NOW = INT64_C(1795312800000000); /* 2026-11-22T10:00:00+08:00 */
static const int64_t SECOND = 1000000;
static const struct gateway_merchant MERCHANT = {"19", "wx1", 60};

static struct gateway_orders orders;
static struct gateway_refunds refunds;
static struct gateway_refusal why;
static struct arena *arena;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return crypto_init() ? 0 : -1;
}

static int teardown(void **state)
{
    (void)state;
    gateway_refunds_release(&refunds);
    gateway_orders_release(&orders);
    arena_free(arena);
    return 0;
}

static void release_json(void *json)
{
    json_decref(json);
}

/* An object that lives with the arena. */
static json_t *parse(const char *text)
{
    json_error_t error;
    json_t *json = json_loads(text, 0, &error);
    if (json == NULL)
        fail_msg("%s: %s", error.text, text);
    arena_defer(arena, release_json, json);
    return json;
}

/* A good order with some members replaced; `changes` is JSON. */
static json_t *order_body(const char *number, const char *changes)
{
    json_t *body = parse(arena_printf(
        arena,
        "{\"appid\":\"wx1\",\"mchid\":\"19\",\"description\":\"奉节脐橙\",\"out_trade_no\":\"%s\","
        "\"notify_url\":\"http://127.0.0.1:1/n\",\"amount\":{\"total\":3980,\"currency\":\"CNY\"}}",
        number));
    json_object_update(body, parse(changes));
    return body;
}

static struct gateway_order *place(const char *number, const char *changes, int64_t now_us)
{
    struct gateway_wish wish;
    why = (struct gateway_refusal){0};
    if (!gateway_wish_read(order_body(number, changes), &MERCHANT, now_us, &wish, &why))
        return NULL;
    return gateway_order_place(&orders, &wish, now_us, &why);
}

static struct gateway_order *place_paid(const char *number)
{
    struct gateway_order *order = place(number, "{}", NOW);
    assert_non_null(order);
    gateway_order_pay(&orders, order, NOW);
    return order;
}

/* ---- orders -------------------------------------------------------------------------------- */

static void checks_every_field(void **state)
{
    static const char *const GOOD[] = {
        "{}",
        "{\"attach\":\"x\",\"goods_tag\":null,\"support_fapiao\":false,\"unknown\":[1]}",
        "{\"amount\":{\"total\":1}}",
        "{\"settle_info\":{\"profit_sharing\":true},\"scene_info\":{\"payer_client_ip\":\"::1\"}}",
        "{\"time_expire\":\"2026-11-22T10:30:00+08:00\"}",
    };
    static const char *const BAD[] = {
        "{\"appid\":null}",
        "{\"mchid\":\"20\"}",
        "{\"description\":\"\"}",
        "{\"description\":7}",
        "{\"description\":\"\\ud83c\\udf4a\"}",
        "{\"out_trade_no\":\"T1234\"}",
        "{\"out_trade_no\":\"T12345678901234567890123456789012\"}",
        "{\"out_trade_no\":\"T10000@1\"}",
        "{\"notify_url\":\"ftp://127.0.0.1/\"}",
        "{\"notify_url\":\"http://127.0.0.1/?a=1\"}",
        "{\"notify_url\":\"/n\"}",
        "{\"amount\":{\"total\":0}}",
        "{\"amount\":{\"total\":-1}}",
        "{\"amount\":{\"total\":\"1\"}}",
        "{\"amount\":{\"total\":1.0}}",
        "{\"amount\":{\"total\":1,\"currency\":\"USD\"}}",
        "{\"amount\":{}}",
        "{\"amount\":7}",
        "{\"scene_info\":{}}",
        "{\"settle_info\":{\"profit_sharing\":\"yes\"}}",
        "{\"time_expire\":\"tomorrow\"}",
    };
    (void)state;
    for (size_t i = 0; i < sizeof GOOD / sizeof GOOD[0]; i++) {
        char number[33];
        snprintf(number, sizeof number, "GOOD-%zu|*", i);
        if (place(number, GOOD[i], NOW) == NULL)
            fail_msg("refused %s at %s", GOOD[i], why.field);
    }
    for (size_t i = 0; i < sizeof BAD / sizeof BAD[0]; i++) {
        if (place("FIELDS01", BAD[i], NOW) != NULL)
            fail_msg("accepted %s", BAD[i]);
        assert_int_equal(why.status, 400);
        assert_string_equal(why.code, "PARAM_ERROR");
    }
    assert_null(place("FIELDS01", "{\"appid\":\"wx2\"}", NOW));
    assert_string_equal(why.code, "APPID_MCHID_NOT_MATCH");
    assert_null(gateway_order_find(&orders, "FIELDS01"));
}

static void the_same_number_again(void **state)
{
    char first[64], second[64];
    (void)state;
    struct gateway_order *order = place("AGAIN001", "{}", NOW);
    gateway_order_code_url(order, first);
    assert_ptr_equal(place("AGAIN001", "{}", NOW + SECOND), order);
    gateway_order_code_url(order, second);
    assert_string_not_equal(first, second);
    assert_null(gateway_order_find_code(&orders, gateway_code_url_pr(first)));
    assert_ptr_equal(gateway_order_find_code(&orders, gateway_code_url_pr(second)), order);
    /* another time to expire is no other wish, and changes nothing */
    int64_t expires_us = order->expires_us;
    assert_ptr_equal(place("AGAIN001", "{\"time_expire\":\"2026-11-22T10:30:00+08:00\"}", NOW),
                     order);
    assert_int_equal(order->expires_us, expires_us);
    assert_null(place("AGAIN001", "{\"amount\":{\"total\":3981,\"currency\":\"CNY\"}}", NOW));
    assert_string_equal(why.code, "INVALID_REQUEST");
    assert_null(place("AGAIN001", "{\"description\":\"茶\"}", NOW));
    assert_string_equal(why.code, "INVALID_REQUEST");
    assert_true(gateway_order_close(order, &why));
    assert_true(gateway_order_close(order, &why));
    assert_null(place("AGAIN001", "{}", NOW));
    assert_string_equal(why.code, "ORDER_CLOSED");
    place_paid("AGAIN002");
    assert_null(place("AGAIN002", "{}", NOW));
    assert_string_equal(why.code, "ORDER_PAID");
}

static void expiry_has_bounds(void **state)
{
    (void)state;
    assert_int_equal(place("EXPIRE01", "{}", NOW)->expires_us, NOW + 7 * 86400 * SECOND);
    assert_int_equal(
        place("EXPIRE02", "{\"time_expire\":\"2026-11-22T09:00:00+08:00\"}", NOW)->expires_us,
        NOW + 60 * SECOND);
    assert_int_equal(
        place("EXPIRE03", "{\"time_expire\":\"2099-01-01T00:00:00+08:00\"}", NOW)->expires_us,
        NOW + 90 * 86400 * SECOND);
    assert_int_equal(
        place("EXPIRE04", "{\"time_expire\":\"2026-11-22T10:30:00+08:00\"}", NOW)->expires_us,
        NOW + 1800 * SECOND);
}

static void paying(void **state)
{
    (void)state;
    struct gateway_order *order =
        place("PAYING01", "{\"time_expire\":\"2026-11-22T14:00:00+08:00\"}", NOW);
    assert_true(gateway_order_payable(order, true, NOW, &why));
    assert_false(gateway_order_payable(order, true, NOW + 7200 * SECOND, &why));
    assert_string_equal(why.code, "CODE_EXPIRED");
    assert_true(gateway_order_payable(order, false, NOW + 7200 * SECOND, &why));
    assert_false(gateway_order_payable(order, false, NOW + 4 * 3600 * SECOND, &why));
    assert_string_equal(why.code, "ORDER_EXPIRED");
    assert_int_equal(gateway_order_state(order), WECHAT_TRADE_NOTPAY);
    gateway_order_pay(&orders, order, NOW);
    assert_int_equal(gateway_order_state(order), WECHAT_TRADE_SUCCESS);
    assert_int_equal(strlen(order->transaction_id), 28);
    assert_ptr_equal(gateway_order_find_transaction(&orders, order->transaction_id), order);
    assert_false(gateway_order_payable(order, false, NOW, &why));
    assert_string_equal(why.code, "ORDER_PAID");
    assert_false(gateway_order_close(order, &why));
    assert_string_equal(why.code, "ORDER_PAID");
    order = place("PAYING02", "{}", NOW);
    assert_true(gateway_order_close(order, &why));
    assert_int_equal(gateway_order_state(order), WECHAT_TRADE_CLOSED);
    assert_false(gateway_order_payable(order, false, NOW, &why));
    assert_string_equal(why.code, "ORDER_CLOSED");
}

static void orders_come_back_from_the_journal(void **state)
{
    struct gateway_orders restored = {0};
    struct wechat_transaction before, after;
    const char *bad;
    (void)state;
    const struct gateway_order *order = place_paid("JOURNAL1");
    json_t *record = gateway_order_record(order);
    assert_true(gateway_order_restore(&restored, record));
    assert_true(gateway_order_restore(&restored, record));
    json_decref(record);
    assert_int_equal(restored.count, 1);
    const struct gateway_order *copy = gateway_order_find(&restored, "JOURNAL1");
    assert_ptr_equal(gateway_order_find_transaction(&restored, order->transaction_id), copy);
    assert_ptr_equal(gateway_order_find_code(&restored, order->pr), copy);
    assert_string_equal(copy->description, order->description);
    json_t *first = gateway_order_json(order, &MERCHANT);
    json_t *second = gateway_order_json(copy, &MERCHANT);
    assert_true(json_equal(first, second));
    assert_true(wechat_transaction_read(first, &before, &bad));
    assert_true(wechat_transaction_read(second, &after, &bad));
    assert_int_equal(before.total_fen, after.total_fen);
    json_decref(first);
    json_decref(second);
    gateway_orders_release(&restored);
}

/* ---- refunds ------------------------------------------------------------------------------- */

static struct gateway_refund *ask_back(const char *order, const char *number, int64_t refund_fen,
                                       int64_t total_fen, bool *again)
{
    struct gateway_refund_wish wish;
    why = (struct gateway_refusal){0};
    json_t *body = parse(arena_printf(
        arena,
        "{\"out_trade_no\":\"%s\",\"out_refund_no\":\"%s\",\"reason\":\"坏果\",\"amount\":"
        "{\"refund\":%lld,\"total\":%lld,\"currency\":\"CNY\"}}",
        order, number, (long long)refund_fen, (long long)total_fen));
    if (!gateway_refund_wish_read(body, &wish, &why))
        return NULL;
    return gateway_refund_accept(&refunds, &orders, &wish, NOW + SECOND, again, &why);
}

static void refuse_back(const char *order, const char *number, int64_t refund_fen,
                        int64_t total_fen, const char *code)
{
    bool again;
    assert_null(ask_back(order, number, refund_fen, total_fen, &again));
    assert_string_equal(why.code, code);
}

static void refunds_stay_within_what_was_paid(void **state)
{
    bool again;
    (void)state;
    struct gateway_order *order = place_paid("REFUND01");
    struct gateway_refund *first = ask_back("REFUND01", "R1@|*_-", 80, 3980, &again);
    assert_non_null(first);
    assert_false(again);
    assert_ptr_equal(ask_back("REFUND01", "R1@|*_-", 80, 3980, &again), first);
    assert_true(again);
    assert_int_equal(order->refunded_fen, 80);
    assert_int_equal(gateway_order_state(order), WECHAT_TRADE_REFUND);
    refuse_back("REFUND01", "R1@|*_-", 81, 3980, "INVALID_REQUEST");
    refuse_back("REFUND01", "R2", 1, 3979, "INVALID_REQUEST");
    refuse_back("REFUND01", "R2", 3901, 3980, "INVALID_REQUEST");
    refuse_back("REFUND01", "R 2", 1, 3980, "PARAM_ERROR");
    refuse_back("REFUND01", "R2", 0, 3980, "PARAM_ERROR");
    refuse_back("ABSENT01", "R2", 1, 3980, "RESOURCE_NOT_EXISTS");
    assert_non_null(place("REFUND02", "{}", NOW));
    refuse_back("REFUND02", "R2", 1, 3980, "RESOURCE_NOT_EXISTS");
    place_paid("REFUND03");
    refuse_back("REFUND03", "R1@|*_-", 80, 3980, "INVALID_REQUEST");
    assert_non_null(ask_back("REFUND01", "R2", 3900, 3980, &again));
    refuse_back("REFUND01", "R3", 1, 3980, "INVALID_REQUEST");
    assert_int_equal(order->refunded_fen, 3980);
}

static void at_most_fifty_refunds(void **state)
{
    char number[16];
    bool again;
    (void)state;
    place_paid("FIFTY001");
    for (int i = 0; i < GATEWAY_REFUNDS_PER_ORDER; i++) {
        snprintf(number, sizeof number, "F%d", i);
        assert_non_null(ask_back("FIFTY001", number, 1, 3980, &again));
    }
    refuse_back("FIFTY001", "F50", 1, 3980, "INVALID_REQUEST");
    assert_non_null(ask_back("FIFTY001", "F0", 1, 3980, &again));
}

static void refunds_move(void **state)
{
    bool again;
    (void)state;
    struct gateway_order *order = place_paid("MOVES001");
    struct gateway_refund *refund = ask_back("MOVES001", "M1", 100, 3980, &again);
    assert_false(gateway_refund_move(refund, WECHAT_REFUND_PROCESSING, NOW));
    assert_true(gateway_refund_move(refund, WECHAT_REFUND_ABNORMAL, NOW));
    assert_false(gateway_refund_move(refund, WECHAT_REFUND_ABNORMAL, NOW));
    assert_true(gateway_refund_move(refund, WECHAT_REFUND_SUCCESS, NOW));
    assert_int_equal(refund->done_us, NOW);
    assert_false(gateway_refund_move(refund, WECHAT_REFUND_CLOSED, NOW));
    assert_int_equal(order->refunded_fen, 100);
    refund = ask_back("MOVES001", "M2", 3880, 3980, &again);
    assert_true(gateway_refund_move(refund, WECHAT_REFUND_CLOSED, NOW));
    assert_int_equal(order->refunded_fen, 100);
    assert_non_null(ask_back("MOVES001", "M3", 3880, 3980, &again));
}

static void refunds_come_back_from_the_journal(void **state)
{
    struct gateway_orders other = {0};
    struct gateway_refunds restored = {0};
    bool again;
    (void)state;
    const struct gateway_order *order = place_paid("JOURNAL2");
    struct gateway_refund *refund = ask_back("JOURNAL2", "J1", 100, 3980, &again);
    json_t *accepted = gateway_refund_record(refund);
    assert_true(gateway_refund_move(refund, WECHAT_REFUND_SUCCESS, NOW));
    json_t *settled = gateway_refund_record(refund);
    assert_false(gateway_refund_restore(&restored, &other, accepted));
    json_t *base = gateway_order_record(order);
    assert_true(gateway_order_restore(&other, base));
    assert_true(gateway_refund_restore(&restored, &other, accepted));
    assert_true(gateway_refund_restore(&restored, &other, settled));
    assert_int_equal(restored.count, 1);
    assert_int_equal(gateway_order_find(&other, "JOURNAL2")->refunded_fen, 100);
    json_t *first = gateway_refund_json(refund);
    json_t *second = gateway_refund_json(gateway_refund_find(&restored, "J1"));
    assert_true(json_equal(first, second));
    json_decref(first);
    json_decref(second);
    json_decref(base);
    json_decref(accepted);
    json_decref(settled);
    gateway_refunds_release(&restored);
    gateway_orders_release(&other);
}

/* A fee is a part of a hundred, to the nearest fen. */
static void fees_are_rounded(void **state)
{
    const struct gateway_merchant merchant = {.fee_bp = 60};
    (void)state;
    assert_int_equal(gateway_bill_fee(&merchant, 83), 0);
    assert_int_equal(gateway_bill_fee(&merchant, 84), 1);
    assert_int_equal(gateway_bill_fee(&merchant, 3980), 24);
    assert_int_equal(gateway_bill_fee(&(const struct gateway_merchant){0}, 3980), 0);
}

static struct wechat_bill_sums sums_of(const char *bytes, size_t length)
{
    struct wechat_bill_row row;
    enum wechat_bill_read said;
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    struct wechat_bill *bill = wechat_bill_open(file);
    while ((said = wechat_bill_next(bill, &row)) == WECHAT_BILL_ROW)
        continue;
    assert_int_equal(said, WECHAT_BILL_END);
    struct wechat_bill_sums sums = *wechat_bill_sums(bill);
    wechat_bill_close(bill);
    return sums;
}

/* What the platform writes, the merchant's side reads, to the fen. */
static void bills_are_read_by_the_other_side(void **state)
{
    struct gateway_orders of_day = {0};
    struct gateway_refunds none = {0};
    size_t length;
    bool again;
    (void)state;
    place_paid("BILLED01");
    assert_non_null(ask_back("BILLED01", "B1", 123, 3980, &again));
    const char *bytes = gateway_bill_write(arena, GATEWAY_BILL_ALL, "2026-11-22", &orders, &refunds,
                                           &MERCHANT, &length);
    assert_non_null(bytes);
    struct wechat_bill_sums bill = sums_of(bytes, length);
    size_t packed_length;
    const char *packed = gateway_bill_gzip(arena, bytes, length, &packed_length);
    struct wechat_bill_sums again_read = sums_of(packed, packed_length);
    assert_memory_equal(&bill, &again_read, sizeof bill);
    int64_t paid_fen = 0, refunded_fen = 0, fee_fen = 0;
    for (int i = 0; i < orders.count; i++) {
        int64_t fen = orders.list[i]->paid_us != 0 ? orders.list[i]->total_fen : 0;
        paid_fen += fen;
        fee_fen += gateway_bill_fee(&MERCHANT, fen);
    }
    for (int i = 0; i < refunds.count; i++) {
        refunded_fen += refunds.list[i]->refund_fen;
        fee_fen -= gateway_bill_fee(&MERCHANT, refunds.list[i]->refund_fen);
    }
    assert_true(fee_fen > 0);
    assert_int_equal(bill.fee_e5, fee_fen * 1000);
    assert_int_equal(bill.paid_fen, paid_fen);
    assert_int_equal(bill.refunded_fen, refunded_fen);
    assert_null(gateway_bill_write(arena, GATEWAY_BILL_ALL, "2026-11-21", &orders, &refunds,
                                   &MERCHANT, &length));
    assert_null(gateway_bill_write(arena, GATEWAY_BILL_ALL, "2026-11-22", &of_day, &none, &MERCHANT,
                                   &length));
}

/* ---- the rest ------------------------------------------------------------------------------ */

static void nonces_are_used_once(void **state)
{
    struct gateway_nonces nonces = {0};
    (void)state;
    assert_int_equal(gateway_nonce_use(&nonces, "a", 1000), GATEWAY_NONCE_FRESH);
    assert_int_equal(gateway_nonce_use(&nonces, "a", 1000), GATEWAY_NONCE_USED);
    assert_int_equal(gateway_nonce_use(&nonces, "b", 1599), GATEWAY_NONCE_FRESH);
    assert_int_equal(gateway_nonce_use(&nonces, "a", 1600), GATEWAY_NONCE_USED);
    assert_int_equal(gateway_nonce_use(&nonces, "b", 2198), GATEWAY_NONCE_USED);
    assert_int_equal(gateway_nonce_use(&nonces, "a", 2300), GATEWAY_NONCE_FRESH);
    gateway_nonces_release(&nonces);
}

static void faults_are_counted(void **state)
{
    struct gateway_faults faults = {0};
    (void)state;
    assert_null(gateway_fault_hit(&faults, GATEWAY_FAULT_HANG));
    assert_true(gateway_faults_read(&faults, parse("{\"mode\":\"hang_next\",\"n\":2,\"ms\":7}")));
    assert_int_equal(gateway_fault_hit(&faults, GATEWAY_FAULT_HANG)->ms, 7);
    assert_non_null(gateway_fault_hit(&faults, GATEWAY_FAULT_HANG));
    assert_null(gateway_fault_hit(&faults, GATEWAY_FAULT_HANG));
    assert_true(gateway_faults_read(&faults, parse("{\"mode\":\"drop_notify\"}")));
    assert_true(gateway_faults_read(&faults, parse("{\"mode\":\"none\"}")));
    assert_null(gateway_fault_hit(&faults, GATEWAY_FAULT_DROP_NOTIFY));
    assert_false(gateway_faults_read(&faults, parse("{\"mode\":\"unheard_of\"}")));
    assert_false(gateway_faults_read(&faults, parse("{\"mode\":\"hang_next\",\"status\":200}")));
    assert_false(gateway_faults_read(&faults, parse("{\"n\":1}")));
}

static void schedules_are_read(void **state)
{
    int64_t ms[GATEWAY_RETRIES_MAX];
    int count;
    (void)state;
    assert_true(gateway_schedule_read("0,2,86400", ms, &count));
    assert_int_equal(count, 3);
    assert_int_equal(ms[2], 86400000);
    assert_false(gateway_schedule_read("", ms, &count));
    assert_false(gateway_schedule_read("1,", ms, &count));
    assert_false(gateway_schedule_read("1;2", ms, &count));
    assert_false(gateway_schedule_read("-1", ms, &count));
    assert_false(gateway_schedule_read("86401", ms, &count));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(checks_every_field),
        cmocka_unit_test(the_same_number_again),
        cmocka_unit_test(expiry_has_bounds),
        cmocka_unit_test(paying),
        cmocka_unit_test(orders_come_back_from_the_journal),
        cmocka_unit_test(refunds_stay_within_what_was_paid),
        cmocka_unit_test(at_most_fifty_refunds),
        cmocka_unit_test(refunds_move),
        cmocka_unit_test(refunds_come_back_from_the_journal),
        cmocka_unit_test(bills_are_read_by_the_other_side),
        cmocka_unit_test(fees_are_rounded),
        cmocka_unit_test(nonces_are_used_once),
        cmocka_unit_test(faults_are_counted),
        cmocka_unit_test(schedules_are_read),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
