/* One-time passwords against the vectors of RFC 4226 (appendix D) and RFC 6238 (appendix B). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/totp.h"

static const uint8_t SECRET[] = "12345678901234567890";
enum { LENGTH = 20 };

static void counters_give_the_passwords_of_rfc_4226(void **state)
{
    static const uint32_t WANT[] = {755224, 287082, 359152, 969429, 338314,
                                    254676, 287922, 162583, 399871, 520489};
    (void)state;
    for (uint64_t i = 0; i < 10; i++)
        assert_int_equal(totp_hotp(SECRET, LENGTH, i, 6), WANT[i]);
}

static void times_give_the_passwords_of_rfc_6238(void **state)
{
    static const struct {
        int64_t unix_s;
        uint32_t want;
    } VECTORS[] = {{59, 94287082},         {1111111109, 7081804},  {1111111111, 14050471},
                   {1234567890, 89005924}, {2000000000, 69279037}, {20000000000, 65353130}};
    (void)state;
    for (size_t i = 0; i < sizeof(VECTORS) / sizeof(VECTORS[0]); i++)
        assert_int_equal(totp_hotp(SECRET, LENGTH, (uint64_t)totp_step(VECTORS[i].unix_s), 8),
                         VECTORS[i].want);
}

static void code_of(int64_t step, char code[16])
{
    snprintf(code, 16, "%06u", (unsigned)totp_hotp(SECRET, LENGTH, (uint64_t)step, 6));
}

static void a_code_is_good_beside_its_time_and_once(void **state)
{
    char code[16];
    (void)state;
    code_of(1000, code);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 1000, 0), 1000);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 1001, 0), 1000);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 999, 0), 1000);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 1002, 0), 0);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 998, 0), 0);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 1000, 1000), 0);
    assert_int_equal(totp_match(SECRET, LENGTH, code, 1000, 1001), 0);
    assert_int_equal(totp_match(SECRET, LENGTH, "12345", 1000, 0), 0);
    assert_int_equal(totp_match(SECRET, LENGTH, "", 1000, 0), 0);
}

static void secrets_are_read_as_they_are_written(void **state)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    uint8_t back[LENGTH];
    (void)state;
    /* RFC 4648 section 10 */
    assert_string_equal(totp_secret_text(arena, (const uint8_t *)"f", 1), "MY");
    assert_string_equal(totp_secret_text(arena, (const uint8_t *)"foob", 4), "MZXW6YQ");
    assert_string_equal(totp_secret_text(arena, (const uint8_t *)"foobar", 6), "MZXW6YTBOI");
    const char *text = totp_secret_text(arena, SECRET, LENGTH);
    assert_string_equal(text, "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    assert_true(totp_secret_read(text, back, LENGTH));
    assert_memory_equal(back, SECRET, LENGTH);
    assert_false(totp_secret_read("GEZD", back, LENGTH));
    assert_false(totp_secret_read("gezdgnbvgy3tqojqgezdgnbvgy3tqojq", back, LENGTH));
    assert_false(totp_secret_read("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQGE", back, LENGTH));
    assert_string_equal(totp_uri(arena, "A b", "c:d", "MY"),
                        "otpauth://totp/A%20b:c%3Ad?secret=MY&issuer=A%20b&digits=6&period=30");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(counters_give_the_passwords_of_rfc_4226),
        cmocka_unit_test(times_give_the_passwords_of_rfc_6238),
        cmocka_unit_test(a_code_is_good_beside_its_time_and_once),
        cmocka_unit_test(secrets_are_read_as_they_are_written),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
