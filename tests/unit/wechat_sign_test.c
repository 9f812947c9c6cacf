/* Signatures of the payment wire: messages byte for byte, the header's grammar, verdicts. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "payment/wechat/wechat_sign.h"
#include "tests/unit/wechat_support.h"

#define HEADER                                                                                     \
    "WECHATPAY2-SHA256-RSA2048 "                                                                   \
    "mchid=\"1900000001\",nonce_str=\"593BEC0C930BF1AFEB40B4A08C8FB242\","                         \
    "signature=\"c2ln\",timestamp=\"1554208460\","                                                 \
    "serial_no=\"1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C\""

static struct arena *arena;
static struct wechat_pair platform;

static int setup(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    if (!crypto_init())
        return -1;
    wechat_pair_init(&platform);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    wechat_pair_release(&platform);
    arena_free(arena);
    return 0;
}

static void request_message_is_five_lines(void **state)
{
    size_t length;
    (void)state;
    const char *get = wechat_request_message(arena, "GET", "/v3/certificates", 1554208460, "NONCE",
                                             NULL, 0, &length);
    assert_string_equal(get, "GET\n/v3/certificates\n1554208460\nNONCE\n\n");
    assert_int_equal(length, strlen(get));
    const char *post =
        wechat_request_message(arena, "POST", "/a?b=%2F", 1, "n", "{\"a\":1}", 7, &length);
    assert_string_equal(post, "POST\n/a?b=%2F\n1\nn\n{\"a\":1}\n");
}

static void answer_message_is_three_lines(void **state)
{
    size_t length;
    (void)state;
    assert_string_equal(wechat_answer_message(arena, "1", "n", "", 0, &length), "1\nn\n\n");
    assert_int_equal(length, 5);
    assert_string_equal(wechat_answer_message(arena, "1", "n", "{}", 2, &length), "1\nn\n{}\n");
}

static void parses_any_order(void **state)
{
    struct wechat_authorization read;
    (void)state;
    assert_int_equal(wechat_authorization_parse(HEADER, &read), WECHAT_PARSED);
    assert_string_equal(read.mchid, "1900000001");
    assert_string_equal(read.nonce, "593BEC0C930BF1AFEB40B4A08C8FB242");
    assert_string_equal(read.signature, "c2ln");
    assert_string_equal(read.serial, "1DDE55AD98ED71D6EDD4A4A16996DE7B47773A8C");
    assert_int_equal(read.timestamp_s, 1554208460);
    assert_int_equal(wechat_authorization_parse(
                         WECHAT_SCHEME " serial_no=\"A1\", timestamp=\"9\",signature=\"a+/=\",\t"
                                       "nonce_str=\"k_-9\",mchid=\"1\"",
                         &read),
                     WECHAT_PARSED);
    assert_string_equal(read.signature, "a+/=");
    assert_int_equal(read.timestamp_s, 9);
}

static void refuses_other_schemes(void **state)
{
    struct wechat_authorization read;
    (void)state;
    assert_int_equal(wechat_authorization_parse(NULL, &read), WECHAT_PARSE_SCHEME);
    assert_int_equal(wechat_authorization_parse("", &read), WECHAT_PARSE_SCHEME);
    assert_int_equal(wechat_authorization_parse("Bearer x", &read), WECHAT_PARSE_SCHEME);
    assert_int_equal(wechat_authorization_parse(WECHAT_SCHEME, &read), WECHAT_PARSE_SCHEME);
    assert_int_equal(wechat_authorization_parse("WECHATPAY2-SM2-WITH-SM3 mchid=\"1\"", &read),
                     WECHAT_PARSE_SCHEME);
}

/* The good header with `from` replaced by `to`. */
static const char *altered(const char *from, const char *to)
{
    const char *at = strstr(HEADER, from);
    assert_non_null(at);
    return arena_printf(arena, "%.*s%s%s", (int)(at - HEADER), HEADER, to, at + strlen(from));
}

static void refuses_other_shapes(void **state)
{
    struct wechat_authorization read = {.mchid = "untouched"};
    const char *bad[] = {
        WECHAT_SCHEME " ",
        altered("mchid=\"1900000001\",", ""),
        altered("mchid=\"1900000001\",", "mchid=\"1900000001\",mchid=\"1900000001\","),
        altered("mchid", "mch_id"),
        altered("\"1900000001\"", "1900000001"),
        altered("\"1900000001\"", "\"\""),
        altered("\"1900000001\"", "\"19000 00001\""),
        altered("\"1900000001\"", "\"190000000100000000000000000000001\""),
        altered("\"1900000001\"", "\"1900000001"),
        altered("c2ln", "c2ln\\\""),
        altered("1554208460", "01554208460"),
        altered("1554208460", "+1554208460"),
        altered("1554208460", "15542084600000"),
        altered("1DDE55AD", "1dde55ad"),
        altered("RSA2048 ", "RSA2048  "),
        altered(",nonce_str", " ,nonce_str"),
        altered(",nonce_str", ";nonce_str"),
        altered(",nonce_str", ",,nonce_str"),
        HEADER ",",
        HEADER " ",
        HEADER ",mchid=\"1\"",
    };
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
        if (wechat_authorization_parse(bad[i], &read) != WECHAT_PARSE_FORMAT)
            fail_msg("accepted: %s", bad[i]);
    assert_string_equal(read.mchid, "untouched");
}

static void made_header_is_read_and_verifies(void **state)
{
    const struct wechat_signer signer = {platform.key, "1900000001",
                                         crypto_key_serial(platform.certificate)};
    struct wechat_authorization read, again;
    size_t length;
    (void)state;
    const char *header =
        wechat_authorization_make(arena, &signer, "POST", "/v3/x", 1700000000, "{}", 2);
    assert_int_equal(wechat_authorization_parse(header, &read), WECHAT_PARSED);
    assert_string_equal(read.serial, crypto_key_serial(platform.certificate));
    const char *message =
        wechat_request_message(arena, "POST", "/v3/x", 1700000000, read.nonce, "{}", 2, &length);
    assert_true(crypto_rsa_verify(platform.certificate, message, length, read.signature));
    message =
        wechat_request_message(arena, "POST", "/v3/x", 1700000000, read.nonce, "[]", 2, &length);
    assert_false(crypto_rsa_verify(platform.certificate, message, length, read.signature));
    header = wechat_authorization_make(arena, &signer, "POST", "/v3/x", 1700000000, "{}", 2);
    assert_int_equal(wechat_authorization_parse(header, &again), WECHAT_PARSED);
    assert_string_not_equal(read.nonce, again.nonce);
}

static const struct crypto_key *find_platform(void *owner, const char *serial)
{
    (void)owner;
    return strcmp(serial, crypto_key_serial(platform.certificate)) == 0 ? platform.certificate
                                                                        : NULL;
}

static enum wechat_verdict judge(const struct wechat_signature *signature, const char *body,
                                 int64_t now_s)
{
    return wechat_signature_check(arena, signature, body, strlen(body), now_s, find_platform, NULL);
}

static void verdicts(void **state)
{
    size_t length;
    (void)state;
    const char *message =
        wechat_answer_message(arena, "1700000000", "nonce", "{\"a\":1}", 7, &length);
    const struct wechat_signature good = {
        .timestamp = "1700000000",
        .nonce = "nonce",
        .serial = crypto_key_serial(platform.certificate),
        .signature = crypto_rsa_sign(arena, platform.key, message, length),
    };
    struct wechat_signature bad;
    assert_int_equal(judge(&good, "{\"a\":1}", 1700000000), WECHAT_GENUINE);
    assert_int_equal(judge(&good, "{\"a\":1}", 1700000299), WECHAT_GENUINE);
    assert_int_equal(judge(&good, "{\"a\":1}", 1700000300), WECHAT_STALE);
    assert_int_equal(judge(&good, "{\"a\":1}", 1699999701), WECHAT_GENUINE);
    assert_int_equal(judge(&good, "{\"a\":1}", 1699999700), WECHAT_STALE);
    assert_int_equal(judge(&good, "{\"a\":2}", 1700000000), WECHAT_FORGED);
    assert_int_equal(judge(&good, "", 1700000000), WECHAT_FORGED);
    bad = good, bad.nonce = "nonse";
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_FORGED);
    bad = good, bad.timestamp = "1700000001";
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_FORGED);
    bad = good, bad.timestamp = "soon";
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_INCOMPLETE);
    bad = good, bad.serial = "5157F09EFDC096DE15EBE81A47057A7232F1B8E1";
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_UNKNOWN_SERIAL);
    bad = good, bad.signature = NULL;
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_INCOMPLETE);
    bad = good, bad.signature = "not base64";
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_FORGED);
    bad = good, bad.signature = arena_printf(arena, "WECHATPAY/SIGNTEST/%s", good.signature);
    assert_int_equal(judge(&bad, "{\"a\":1}", 1700000000), WECHAT_PROBE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(request_message_is_five_lines),
        cmocka_unit_test(answer_message_is_three_lines),
        cmocka_unit_test(parses_any_order),
        cmocka_unit_test(refuses_other_schemes),
        cmocka_unit_test(refuses_other_shapes),
        cmocka_unit_test(made_header_is_read_and_verifies),
        cmocka_unit_test(verdicts),
    };
    return cmocka_run_group_tests(tests, setup, teardown);
}
