/* Text messages, the pure parts: templates, blocks of addresses, the provider's wire. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/address_block.h"
#include "sms/budget.h"
#include "sms/channel.h"
#include "sms/template.h"
#include "sms/tencent/tencent_channel.h"
#include "sms/tencent/tencent_sign.h"

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

/* ---- templates ---- */

static void a_text_is_filled_with_its_values(void **state)
{
    const char *values[SMS_VALUES_MAX] = {"123456", "5"};
    (void)state;
    assert_string_equal(sms_template_fill(arena, &SMS_LOGIN_CODE, "扶贫商城", values),
                        "【扶贫商城】验证码 123456，5 分钟内有效。请不要告诉别人。");
    const struct sms_template odd = {.text = "{1}{3}{1}{", .values = 2};
    assert_string_equal(sms_template_fill(arena, &odd, "s", values), "【s】123456{3}123456{");
    assert_ptr_equal(sms_template_find("login_code"), &SMS_LOGIN_CODE);
    assert_null(sms_template_find("login"));
}

/* ---- blocks ---- */

static void assert_block(const char *address, const char *wanted)
{
    char block[ADDRESS_BLOCK_SIZE];
    assert_string_equal(address_block(address, block), wanted);
}

static void neighbours_share_a_block(void **state)
{
    (void)state;
    assert_block("198.51.100.7", "198.51.100.0/24");
    assert_block("198.51.100.255", "198.51.100.0/24");
    assert_block("198.51.101.7", "198.51.101.0/24");
    assert_block("::ffff:198.51.100.7", "198.51.100.0/24");
    assert_block("2001:db8:7:1::9", "2001:db8:7::/48");
    assert_block("2001:db8:7:ffff:1:2:3:4", "2001:db8:7::/48");
    assert_block("2001:db8:8::1", "2001:db8:8::/48");
    assert_block("ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff::/48");
    assert_block("", "?");
    assert_block("nobody", "?");
}

/* ---- the provider's wire ---- */

/* The example of the provider's documentation of its signature: the hash of the canonical request
 * is printed there; the signature is that of the key as it is printed, stars and all. */
static void the_documented_example_is_signed_alike(void **state)
{
    static const char BODY[] =
        "{\"Limit\": 1, \"Filters\": [{\"Values\": [\"\\u672a\\u547d\\u540d\"]"
        ", \"Name\": \"instance-name\"}]}";
    const struct tencent_request request = {.service = "cvm",
                                            .host = "cvm.tencentcloudapi.com",
                                            .action = "DescribeInstances",
                                            .time_s = 1551113065,
                                            .body = BODY,
                                            .length = sizeof(BODY) - 1};
    char hash[65];
    (void)state;
    tencent_canonical_hash(arena, &request, hash);
    assert_string_equal(hash, "7019a55be8395899b900fb5564e4200d984910f34794a27cb3fb7d10ff6a1e84");
    assert_string_equal(
        tencent_authorization(arena, "AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******",
                              "Gu5t9xGARNpq86cd98joQYCN3*******", &request),
        "TC3-HMAC-SHA256 "
        "Credential=AKIDz8krbsJ5yKBZQpn74WFkmLPx3*******/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=be4f67d323c78ab9acb7395e43c0dbcf822a9cfac32fea2449a7bc7726b770a3");
}

/* RFC 4231, test cases 2 and 6. */
static void hmac_is_that_of_the_standard(void **state)
{
    uint8_t mac[32], key[131];
    char hex[65];
    static const char TEXT[] = "what do ya want for nothing?";
    static const char LONG[] = "Test Using Larger Than Block-Size Key - Hash Key First";
    (void)state;
    crypto_hmac_sha256("Jefe", 4, TEXT, sizeof(TEXT) - 1, mac);
    assert_string_equal(crypto_hex(mac, 32, hex),
                        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    memset(key, 0xaa, sizeof(key));
    crypto_hmac_sha256(key, sizeof(key), LONG, sizeof(LONG) - 1, mac);
    assert_string_equal(crypto_hex(mac, 32, hex),
                        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

static void a_letter_is_written_as_the_provider_reads_it(void **state)
{
    const struct tencent_account account = {"1400006666", "扶贫商城", "1110"};
    const struct sms_letter letter = {
        .id = 42, .phone = "19900000001", .template = &SMS_LOGIN_CODE, .values = {"123456", "5"}};
    (void)state;
    assert_string_equal(tencent_body(arena, &account, &letter),
                        "{\"PhoneNumberSet\":[\"+8619900000001\"],\"SmsSdkAppId\":\"1400006666\","
                        "\"SignName\":\"扶贫商城\",\"TemplateId\":\"1110\",\"TemplateParamSet\":"
                        "[\"123456\",\"5\"],\"SessionContext\":\"42\"}");
}

static void assert_answer(int status, const char *body, enum sms_answer wanted, const char *word)
{
    char serial[SMS_SERIAL_SIZE] = "", code[SMS_CODE_SIZE] = "";
    assert_int_equal(tencent_answer(arena, status, body, strlen(body), serial, code), wanted);
    assert_string_equal(wanted == SMS_TAKEN ? serial : code, word);
}

static void an_answer_takes_refuses_or_tells_nothing(void **state)
{
    (void)state;
#define STATUS(code_, serial_)                                                                     \
    "{\"Response\":{\"SendStatusSet\":[{\"SerialNo\":\"" serial_ "\",\"Code\":\"" code_            \
    "\"}],\"RequestId\":\"x\"}}"
#define ERROR(code_) "{\"Response\":{\"Error\":{\"Code\":\"" code_ "\",\"Message\":\"m\"}}}"
    assert_answer(200, STATUS("Ok", "5000:1"), SMS_TAKEN, "5000:1");
    assert_answer(200, STATUS("Ok", ""), SMS_UNKNOWN, "HTTP 200");
    assert_answer(200, STATUS("FailedOperation.PhoneNumberInBlacklist", ""), SMS_REFUSED,
                  "FailedOperation.PhoneNumberInBlacklist");
    assert_answer(200, STATUS("InternalError.SendAndRecvFail", ""), SMS_UNKNOWN,
                  "InternalError.SendAndRecvFail");
    assert_answer(200, ERROR("AuthFailure.SignatureFailure"), SMS_REFUSED,
                  "AuthFailure.SignatureFailure");
    assert_answer(200, ERROR("RequestLimitExceeded"), SMS_UNKNOWN, "RequestLimitExceeded");
    assert_answer(503, STATUS("Ok", "5000:1"), SMS_UNKNOWN, "HTTP 503");
    assert_answer(200, "<html>", SMS_UNKNOWN, "HTTP 200");
    assert_answer(200, "{}", SMS_UNKNOWN, "HTTP 200");
    assert_answer(200, "[]", SMS_UNKNOWN, "HTTP 200");
}

#define SMS_TEST(test) cmocka_unit_test_setup_teardown(test, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        SMS_TEST(a_text_is_filled_with_its_values),
        SMS_TEST(neighbours_share_a_block),
        SMS_TEST(the_documented_example_is_signed_alike),
        SMS_TEST(hmac_is_that_of_the_standard),
        SMS_TEST(a_letter_is_written_as_the_provider_reads_it),
        SMS_TEST(an_answer_takes_refuses_or_tells_nothing),
    };
    return cmocka_run_group_tests_name("sms", tests, NULL, NULL);
}
