/* Notifications: encryption, the documented resources, certificates, and the bill's file. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "payment/wechat/wechat_bill.h"
#include "payment/wechat/wechat_json.h"
#include "payment/wechat/wechat_certificates.h"
#include "payment/wechat/wechat_notify.h"
#include "tests/unit/wechat_support.h"

#define KEY "0f1e2d3c4b5a69788796a5b4c3d2e1f0"
#define PAID                                                                                       \
    "{\"appid\":\"wx1\",\"mchid\":\"19\",\"out_trade_no\":\"T100001\",\"transaction_id\":"         \
    "\"4200\","                                                                                    \
    "\"trade_type\":\"NATIVE\",\"trade_state\":\"SUCCESS\",\"new_member\":[{\"x\":null}],"         \
    "\"success_time\":\"2026-11-22T10:00:00+08:00\",\"attach\":null,"                              \
    "\"amount\":{\"total\":3980,\"payer_total\":3980,\"currency\":\"CNY\"}}"
#define REFUNDED                                                                                   \
    "{\"mchid\":\"19\",\"transaction_id\":\"4200\",\"out_trade_no\":\"T100001\","                  \
    "\"refund_id\":\"5030\",\"out_refund_no\":\"R1\",\"refund_status\":\"SUCCESS\","               \
    "\"success_time\":\"2026-11-22T10:00:00+08:00\",\"user_received_account\":\"x\","              \
    "\"amount\":{\"total\":3980,\"refund\":80,\"payer_total\":3980,\"payer_refund\":80}}"

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
    arena_free(arena);
    return 0;
}

static const char *dump(json_t *json)
{
    char *text = json_dumps(json, JSON_COMPACT);
    const char *copy = arena_strdup(arena, text);
    free(text);
    json_decref(json);
    return copy;
}

/* A notification's body around a resource's plain text. */
static const char *notification(const char *event_type, const char *plain)
{
    return dump(json_pack("{s:s, s:s, s:s, s:o}", "id", "EV-1", "event_type", event_type,
                          "surprise", "new members are ignored", "resource",
                          wechat_resource_seal(arena, KEY, "transaction", plain, strlen(plain))));
}

static bool open_body(const char *body, struct wechat_notification *out, struct refusal *why)
{
    return wechat_notify_open(arena, KEY, body, strlen(body), out, why);
}

static void opens_a_payment(void **state)
{
    struct wechat_notification read;
    struct refusal why = {0};
    (void)state;
    assert_true(open_body(notification("TRANSACTION.SUCCESS", PAID), &read, &why));
    assert_int_equal(read.event, WECHAT_EVENT_TRANSACTION);
    assert_string_equal(read.id, "EV-1");
    assert_string_equal(read.transaction.out_trade_no, "T100001");
    assert_string_equal(read.transaction.transaction_id, "4200");
    assert_string_equal(read.transaction.appid, "wx1");
    assert_int_equal(read.transaction.total_fen, 3980);
    assert_int_equal(read.transaction.success_us, INT64_C(1795312800000000));
}

static void opens_a_refund(void **state)
{
    struct wechat_notification read;
    struct refusal why = {0};
    (void)state;
    assert_true(open_body(notification("REFUND.SUCCESS", REFUNDED), &read, &why));
    assert_int_equal(read.event, WECHAT_EVENT_REFUND);
    assert_int_equal(read.refund.state, WECHAT_REFUND_SUCCESS);
    assert_int_equal(read.refund.refund_fen, 80);
    assert_string_equal(read.refund.out_refund_no, "R1");
}

static void passes_over_other_events(void **state)
{
    struct wechat_notification read;
    struct refusal why = {0};
    (void)state;
    assert_true(open_body(notification("MCHTRANSFER.BILL.FINISHED", "{}"), &read, &why));
    assert_int_equal(read.event, WECHAT_EVENT_OTHER);
}

/* PAID with `from` replaced by `to`, as a notification. */
static const char *altered(const char *from, const char *to)
{
    const char *at = strstr(PAID, from);
    assert_non_null(at);
    return notification("TRANSACTION.SUCCESS", arena_printf(arena, "%.*s%s%s", (int)(at - PAID),
                                                            PAID, to, at + strlen(from)));
}

static void refuses_what_is_not_of_the_shape(void **state)
{
    struct wechat_notification read = {.id = "untouched"};
    const char *bad[] = {
        "",
        "[]",
        "{\"id\":\"x\"}",
        notification("TRANSACTION.SUCCESS", "not json"),
        notification("TRANSACTION.SUCCESS", "[]"),
        notification("TRANSACTION.SUCCESS", "{}"),
        notification("REFUND.SUCCESS", PAID),
        altered("\"SUCCESS\"", "\"NOTPAY\""),
        altered("\"SUCCESS\"", "\"REVOKED\""),
        altered("\"transaction_id\":\"4200\",", ""),
        altered("3980", "\"3980\""),
        altered("3980", "3980.0"),
        altered("3980", "0"),
        altered("3980", "-1"),
        altered("\"T100001\"", "\"T10 0001\""),
        altered("\"T100001\"", "\"012345678901234567890123456789012\""),
        altered("2026-11-22T10:00:00+08:00", "yesterday"),
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        struct refusal why = {0};
        if (open_body(bad[i], &read, &why))
            fail_msg("opened number %zu: %s", i, bad[i]);
        assert_ptr_equal(why.kind, &WECHAT_BAD_NOTIFY);
    }
    assert_string_equal(read.id, "untouched");
}

static void refuses_damaged_ciphertext(void **state)
{
    size_t length;
    (void)state;
    json_t *sealed = wechat_resource_seal(arena, KEY, "transaction", PAID, strlen(PAID));
    assert_string_equal(wechat_resource_open(arena, KEY, sealed, &length), PAID);
    assert_int_equal(length, strlen(PAID));
    assert_null(wechat_resource_open(arena, "ff1e2d3c4b5a69788796a5b4c3d2e1f0", sealed, &length));
    const char *text = json_string_value(json_object_get(sealed, "ciphertext"));
    char *flipped = arena_strdup(arena, text);
    flipped[10] = flipped[10] == 'A' ? 'B' : 'A';
    json_t *copy = json_deep_copy(sealed);
    json_object_set_new(copy, "ciphertext", json_string(flipped));
    assert_null(wechat_resource_open(arena, KEY, copy, &length));
    json_object_set_new(copy, "ciphertext", json_string("AAAA"));
    assert_null(wechat_resource_open(arena, KEY, copy, &length));
    json_decref(copy);
    copy = json_deep_copy(sealed);
    json_object_set_new(copy, "associated_data", json_string("refund"));
    assert_null(wechat_resource_open(arena, KEY, copy, &length));
    json_decref(copy);
    json_decref(sealed);
}

/* Sealed by another implementation (Node.js): key and nonce are used as text. */
static void opens_what_others_sealed(void **state)
{
    size_t length;
    (void)state;
    json_t *sealed = json_pack("{s:s, s:s, s:s, s:s}", "algorithm", "AEAD_AES_256_GCM", "nonce",
                               "61f9c719728a", "associated_data", "certificate", "ciphertext",
                               "HH9BJzb6F2ML95eqZcrpYrmHR/hcZwh1PQd9pA==");
    assert_string_equal(wechat_resource_open(arena, KEY, sealed, &length), "奉节脐橙");
    json_decref(sealed);
}

/* ---- certificates -------------------------------------------------------------------------- */

/* An answer of /v3/certificates with one entry, valid for `seconds` from now. */
static const char *certificates_body(const struct wechat_pair *pair, const char *serial,
                                     int64_t seconds)
{
    char from[32], until[32];
    int64_t now_us = clock_now_us();
    return dump(
        json_pack("{s:[{s:s, s:s, s:s, s:o}]}", "data", "serial_no", serial, "effective_time",
                  clock_rfc3339(now_us - 1000000, 480, from), "expire_time",
                  clock_rfc3339(now_us + seconds * 1000000, 480, until), "encrypt_certificate",
                  wechat_resource_seal(arena, KEY, "certificate", pair->pem, strlen(pair->pem))));
}

static bool load(struct wechat_certificates *certificates, const char *body,
                 const struct wechat_pair *signer)
{
    size_t length;
    const char *now = arena_printf(arena, "%lld", (long long)(clock_now_us() / 1000000));
    const char *message = wechat_answer_message(arena, now, "n", body, strlen(body), &length);
    const struct wechat_signature signature = {
        .timestamp = now,
        .nonce = "n",
        .serial = crypto_key_serial(signer->certificate),
        .signature = crypto_rsa_sign(arena, signer->key, message, length),
    };
    return wechat_certificates_load(certificates, arena, KEY, &signature, body, strlen(body),
                                    clock_now_us());
}

static void loads_certificates(void **state)
{
    struct wechat_pair first, second;
    struct wechat_certificates certificates = {0};
    (void)state;
    wechat_pair_init(&first);
    wechat_pair_init(&second);
    const char *serial = crypto_key_serial(first.certificate);
    const char *body = certificates_body(&first, serial, 3600);
    assert_false(load(&certificates, body, &second));
    assert_false(load(&certificates, certificates_body(&first, serial, -1), &first));
    assert_false(load(&certificates, certificates_body(&first, "AB", 3600), &first));
    assert_int_equal(certificates.count, 0);
    assert_true(load(&certificates, body, &first));
    assert_int_equal(certificates.count, 1);
    assert_non_null(wechat_certificates_find(&certificates, serial));
    assert_null(wechat_certificates_find(&certificates, crypto_key_serial(second.certificate)));
    assert_true(load(&certificates,
                     certificates_body(&second, crypto_key_serial(second.certificate), 3600),
                     &second));
    assert_null(wechat_certificates_find(&certificates, serial));
    wechat_certificates_release(&certificates);
    wechat_pair_release(&first);
    wechat_pair_release(&second);
}

/* ---- bills --------------------------------------------------------------------------------- */

/* clang-format off */
#define BILL_HEADER \
    "交易时间,微信订单号,商户订单号,交易状态,微信退款单号,商户退款单号,退款状态,商品名称," \
    "订单金额,申请退款金额\r\n"
#define BILL_ROWS \
    "`2026-11-22 10:00:00,`4200,`T100001,`SUCCESS,`0,`0,`,`脐橙, 5斤,`39.80,`0.00\r\n" \
    "`2026-11-22 10:00:01,`4201,`T100002,`SUCCESS,`0,`0,`,`茶,`0.01,`0.00\r\n" \
    "`2026-11-22 11:00:00,`4200,`T100001,`REFUND,`5030,`R1,`SUCCESS,`脐橙,`0.00,`1.20\r\n" \
    "`2026-11-22 12:00:00,`4200,`T100001,`REFUND,`5031,`R2,`CLOSED,`脐橙,`0.00,`1.00\r\n"
#define BILL_SUMMARY "总交易单数,订单总金额,申请退款总金额\r\n"
/* clang-format on */

static bool read_bill(const char *text, struct wechat_bill *bill)
{
    return wechat_bill_read(arena, text, strlen(text), bill);
}

static void reads_a_bill(void **state)
{
    struct wechat_bill bill;
    (void)state;
    assert_true(
        read_bill("\xEF\xBB\xBF" BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.20\r\n", &bill));
    assert_int_equal(bill.count, 4); /* a refund that was closed stands there as well */
    assert_int_equal(bill.paid_fen, 3981);
    assert_int_equal(bill.refunded_fen, 220);
    assert_string_equal(bill.rows[0].out_trade_no, "T100001");
    assert_int_equal(bill.rows[0].amount_fen, 3980);
    assert_true(bill.rows[2].is_refund);
    assert_string_equal(bill.rows[2].out_refund_no, "R1");
}

/* Nothing is quoted in these files. */
static void a_title_may_hold_what_parts_the_fields(void **state)
{
    struct wechat_bill bill;
    (void)state;
    assert_true(read_bill(BILL_HEADER "`2026-11-22 10:00:00,`4200,`T100001,`SUCCESS,`0,`0,`,`脐橙,`"
                                      "5斤,`大果,`39.80,`0.00\r\n" BILL_SUMMARY
                                      "`1,`39.80,`0.00\r\n",
                          &bill));
    assert_int_equal(bill.count, 1);
    assert_int_equal(bill.rows[0].amount_fen, 3980);
}

static void the_platform_gets_letters_it_takes(void **state)
{
    (void)state;
    assert_string_equal(wechat_plain(arena, "脐橙🍊5斤", 127, "商品"), "脐橙5斤");
    assert_string_equal(wechat_plain(arena, "🍊🍊", 127, "商品"), "商品");
    assert_string_equal(wechat_plain(arena, "一\n二\x7F三", 127, "商品"), "一二三");
    assert_string_equal(wechat_plain(arena, "脐橙五斤", 2, "商品"), "脐橙");
}

static void refuses_bills_that_do_not_add_up(void **state)
{
    struct wechat_bill bill;
    const char *bad[] = {
        "",
        BILL_HEADER,
        BILL_HEADER BILL_ROWS,
        BILL_HEADER BILL_ROWS BILL_SUMMARY,
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`3,`39.81,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.80,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.2\r\n",
        BILL_HEADER "`a,`b\r\n" BILL_SUMMARY "`1,`0.00,`0.00\r\n",
        "一,二\r\n" BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.20\r\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (read_bill(bad[i], &bill))
            fail_msg("read number %zu", i);
}

static void reads_yuan(void **state)
{
    int64_t fen;
    const char *bad[] = {"",      "1",   "1.",   "1.2",   "1.234",
                         "-1.00", ".10", "1,00", " 1.00", "1234567890123.00"};
    (void)state;
    assert_true(wechat_bill_yuan("0.01", &fen));
    assert_int_equal(fen, 1);
    assert_true(wechat_bill_yuan("123456789012.34", &fen));
    assert_int_equal(fen, INT64_C(12345678901234));
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(wechat_bill_yuan(bad[i], &fen));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(opens_a_payment),
        cmocka_unit_test(opens_a_refund),
        cmocka_unit_test(passes_over_other_events),
        cmocka_unit_test(refuses_what_is_not_of_the_shape),
        cmocka_unit_test(refuses_damaged_ciphertext),
        cmocka_unit_test(opens_what_others_sealed),
        cmocka_unit_test(loads_certificates),
        cmocka_unit_test(reads_a_bill),
        cmocka_unit_test(a_title_may_hold_what_parts_the_fields),
        cmocka_unit_test(the_platform_gets_letters_it_takes),
        cmocka_unit_test(refuses_bills_that_do_not_add_up),
        cmocka_unit_test(reads_yuan),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
