/* Notifications: encryption, the documented resources, certificates, and the bill's file. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

#include "base/clock.h"
#include "base/crypto.h"
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
    "交易时间,微信订单号,商户订单号,交易状态,应结订单金额,微信退款单号,商户退款单号,退款金额," \
    "退款状态,商品名称,手续费,订单金额,申请退款金额\r\n"
#define BILL_ROWS \
    "`2026-11-22 10:00:00,`4200,`T100001,`SUCCESS,`39.80,`0,`0,`0.00,`,`脐橙, 5斤,`0.24000," \
    "`39.80,`0.00\r\n" \
    "`2026-11-22 10:00:01,`4201,`T100002,`SUCCESS,`0.01,`0,`0,`0.00,`,`茶,`0.00000,`0.01," \
    "`0.00\r\n" \
    "`2026-11-22 11:00:00,`4200,`T100001,`REFUND,`0.00,`5030,`R1,`1.20,`SUCCESS,`脐橙," \
    "`-0.01000,`0.00,`1.20\r\n" \
    "`2026-11-22 12:00:00,`4200,`T100001,`REFUND,`0.00,`5031,`R2,`1.00,`CLOSED,`脐橙," \
    "`0.00000,`0.00,`1.00\r\n"
#define BILL_SUMMARY \
    "总交易单数,应结订单总金额,退款总金额,手续费总金额,订单总金额,申请退款总金额\r\n"
#define BILL_TOTALS "`4,`39.81,`2.20,`0.23000,`39.81,`2.20\r\n"
/* clang-format on */

enum { ROWS_KEPT = 4 };
static struct wechat_bill_row rows_read[ROWS_KEPT];

/* Reads to the end; the first rows stay in rows_read. */
static enum wechat_bill_read read_all(struct wechat_bill *bill, int *count)
{
    struct wechat_bill_row row;
    enum wechat_bill_read said;
    for (*count = 0; (said = wechat_bill_next(bill, &row)) == WECHAT_BILL_ROW; ++*count)
        if (*count < ROWS_KEPT)
            rows_read[*count] = row;
    return said;
}

static struct wechat_bill *open_bytes(const char *bytes, size_t length)
{
    FILE *file = tmpfile();
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, length, file), length);
    return wechat_bill_open(file);
}

static bool read_bill(const char *text, struct wechat_bill_sums *sums)
{
    int count;
    struct wechat_bill *bill = open_bytes(text, strlen(text));
    bool good = read_all(bill, &count) == WECHAT_BILL_END;
    if (good)
        *sums = *wechat_bill_sums(bill);
    wechat_bill_close(bill);
    return good;
}

static void reads_a_bill(void **state)
{
    struct wechat_bill_sums sums;
    (void)state;
    assert_true(read_bill("\xEF\xBB\xBF" BILL_HEADER BILL_ROWS BILL_SUMMARY BILL_TOTALS, &sums));
    assert_int_equal(sums.rows, 4); /* a refund that was closed stands there as well */
    assert_int_equal(sums.paid_fen, 3981);
    assert_int_equal(sums.refunded_fen, 220);
    assert_int_equal(sums.fee_e5, 23000);
    assert_string_equal(rows_read[0].out_trade_no, "T100001");
    assert_int_equal(rows_read[0].amount_fen, 3980);
    assert_int_equal(rows_read[0].settled_fen, 3980);
    assert_int_equal(rows_read[0].fee_fen, 24);
    assert_true(rows_read[2].is_refund);
    assert_string_equal(rows_read[2].out_refund_no, "R1");
    assert_int_equal(rows_read[2].settled_fen, 120);
    assert_int_equal(rows_read[2].fee_fen, -1);
}

/* Nothing is quoted in these files. */
static void a_title_may_hold_what_parts_the_fields(void **state)
{
    struct wechat_bill_sums sums;
    (void)state;
    assert_true(read_bill(BILL_HEADER
                          "`2026-11-22 10:00:00,`4200,`T100001,`SUCCESS,`39.80,`0,`0,"
                          "`0.00,`,`脐橙,`5斤,`大果,`0.00000,`39.80,`0.00\r\n" BILL_SUMMARY
                          "`1,`39.80,`0.00,`0.00000,`39.80,`0.00\r\n",
                          &sums));
    assert_int_equal(sums.rows, 1);
    assert_int_equal(rows_read[0].amount_fen, 3980);
}

/* More rows, and more bytes, than a bill could have when it was read into memory: packed, twice,
 * with the hash of what was unpacked. */
static void a_bill_may_be_of_any_length(void **state)
{
    enum { ROWS = 250000 };
    static const char row[] = "`2026-11-22 10:00:00,`420000000000000000000000,`T100001,`SUCCESS,"
                              "`39.80,`0,`0,`0.00,`,`脐橙五斤装家庭分享，现摘现发,`0.24000,"
                              "`39.80,`0.00\r\n";
    struct crypto_sha1 *sha1 = crypto_sha1_new();
    char hash[41];
    int count;
    (void)state;
    FILE *file = tmpfile();
    assert_non_null(file);
    gzFile packed = gzdopen(dup(fileno(file)), "wb1");
    assert_non_null(packed);
    const char *totals = "`250000,`9950000.00,`0.00,`60000.00000,`9950000.00,`0.00\r\n";
    const char *parts[] = {BILL_HEADER, row, BILL_SUMMARY, totals};
    for (int part = 0; part < 4; part++)
        for (int i = 0; i < (part == 1 ? ROWS : 1); i++) {
            int length = (int)strlen(parts[part]);
            crypto_sha1_add(sha1, parts[part], (size_t)length);
            assert_int_equal(gzwrite(packed, parts[part], (unsigned)length), length);
        }
    crypto_sha1_end(sha1, hash);
    assert_int_equal(gzclose(packed), Z_OK);
    struct wechat_bill *bill = wechat_bill_open(file);
    for (int round = 0; round < 2; round++) {
        assert_int_equal(read_all(bill, &count), WECHAT_BILL_END);
        assert_int_equal(count, ROWS);
        assert_int_equal(wechat_bill_sums(bill)->fee_e5, INT64_C(6000000000));
        assert_string_equal(wechat_bill_hash(bill), hash);
        wechat_bill_rewind(bill);
    }
    wechat_bill_close(bill);
}

/* Whatever is cut off or changed in a packed file. */
static void a_packed_bill_is_whole_or_bad(void **state)
{
    char packed[4096];
    const char *text = BILL_HEADER BILL_ROWS BILL_SUMMARY BILL_TOTALS;
    z_stream stream = {0};
    int count;
    (void)state;
    assert_int_equal(deflateInit2(&stream, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    stream.next_in = (Bytef *)(uintptr_t)text;
    stream.avail_in = (uInt)strlen(text);
    stream.next_out = (Bytef *)packed;
    stream.avail_out = sizeof packed;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    size_t length = stream.total_out;
    deflateEnd(&stream);
    for (size_t cut = 0; cut <= length; cut++) {
        struct wechat_bill *bill = open_bytes(packed, cut);
        if ((read_all(bill, &count) == WECHAT_BILL_END) != (cut == length))
            fail_msg("cut at %zu of %zu", cut, length);
        wechat_bill_close(bill);
    }
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
    struct wechat_bill_sums sums;
    const char *bad[] = {
        "",
        BILL_HEADER,
        BILL_HEADER BILL_ROWS,
        BILL_HEADER BILL_ROWS BILL_SUMMARY,
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`3,`39.81,`2.20,`0.23000,`39.81,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.80,`2.20,`0.23000,`39.81,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.10,`0.23000,`39.81,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.20,`0.23001,`39.81,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.20,`0.23000,`39.80,`2.20\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY "`4,`39.81,`2.20,`0.23000,`39.81,`2.2\r\n",
        BILL_HEADER BILL_ROWS BILL_SUMMARY BILL_TOTALS "and more\r\n",
        BILL_HEADER "`a,`b\r\n" BILL_SUMMARY "`1,`0.00,`0.00,`0.00,`0.00,`0.00\r\n",
        "一,二\r\n" BILL_ROWS BILL_SUMMARY BILL_TOTALS,
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (read_bill(bad[i], &sums))
            fail_msg("read number %zu", i);
}

/* Fees have up to five decimals, and come back with refunds. */
static void reads_fees(void **state)
{
    int64_t e5;
    const char *bad[] = {"", "-", "1", "0.1", "0.123456", "--0.10", "+0.10", "0.10-"};
    (void)state;
    assert_true(wechat_bill_fee("0.23880", &e5));
    assert_int_equal(e5, 23880);
    assert_true(wechat_bill_fee("-0.01", &e5));
    assert_int_equal(e5, -1000);
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        assert_false(wechat_bill_fee(bad[i], &e5));
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
        cmocka_unit_test(a_bill_may_be_of_any_length),
        cmocka_unit_test(a_packed_bill_is_whole_or_bad),
        cmocka_unit_test(reads_fees),
        cmocka_unit_test(reads_yuan),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
