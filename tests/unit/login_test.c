/* The pure parts of signing in: codes, limits of a client, keys for rotation. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "mall/settings.h"
#include "registry/login.h"
#include "registry/rate.h"

static void codes_have_six_digits_and_no_favourites(void **state)
{
    char code[LOGIN_CODE_DIGITS + 1];
    (void)state;
    assert_true(login_code_digits(0, code));
    assert_string_equal(code, "000000");
    assert_true(login_code_digits(42, code));
    assert_string_equal(code, "000042");
    assert_true(login_code_digits(4293999999u, code));
    assert_string_equal(code, "999999");
    /* 2^32 is no multiple of 10^6: the rest would make the first codes likelier */
    assert_false(login_code_digits(4294000000u, code));
    assert_false(login_code_digits(UINT32_MAX, code));
}

static void only_six_digits_are_a_code(void **state)
{
    (void)state;
    assert_true(login_is_code("000000"));
    assert_true(login_is_code("912345"));
    assert_false(login_is_code(""));
    assert_false(login_is_code("12345"));
    assert_false(login_is_code("1234567"));
    assert_false(login_is_code("12345a"));
    assert_false(login_is_code(" 12345"));
    assert_false(login_is_code("１２３４５６"));
}

static struct rate rate;

static int fresh_rate(void **state)
{
    (void)state;
    memset(&rate, 0, sizeof(rate));
    rate.window_ms = 60000;
    return 0;
}

static void a_window_takes_so_many(void **state)
{
    int64_t wait_s = 0;
    (void)state;
    for (int i = 0; i < 3; i++)
        assert_true(rate_allow(&rate, "192.0.2.1", 3, 1000 + i, &wait_s));
    assert_false(rate_allow(&rate, "192.0.2.1", 3, 2000, &wait_s));
    assert_int_equal(wait_s, 59);
    assert_true(rate_allow(&rate, "192.0.2.2", 3, 2000, &wait_s));
    assert_false(rate_allow(&rate, "192.0.2.1", 3, 60999, &wait_s));
    assert_int_equal(wait_s, 1);
    int64_t left = -1;
    rate_look(&rate, "192.0.2.1", 3, 60999, &left, &wait_s);
    assert_int_equal(left, 0);
    assert_int_equal(wait_s, 1);
    assert_true(rate_allow(&rate, "192.0.2.1", 3, 61000, NULL));
    rate_look(&rate, "192.0.2.1", 3, 62000, &left, &wait_s);
    assert_int_equal(left, 2);
    assert_int_equal(wait_s, 59);
}

/* Whoever floods the table with keys makes it laxer, and locks nobody out. */
static void a_flood_of_keys_locks_nobody_out(void **state)
{
    char key[32];
    (void)state;
    for (int i = 0; i < 100000; i++) {
        snprintf(key, sizeof(key), "2001:db8::%x", (unsigned)i);
        assert_true(rate_allow(&rate, key, 5, 1000 + i / 10, NULL));
    }
    assert_true(rate_allow(&rate, "192.0.2.77", 5, 11001, NULL));
}

static void a_subscriber_is_one_client(void **state)
{
    char a[48], b[48];
    (void)state;
    assert_string_equal(rate_client_key("192.0.2.7", a), "192.0.2.7");
    assert_string_equal(rate_client_key("2001:db8:1:2:3:4:5:6", a),
                        rate_client_key("2001:db8:1:2:ffff::1", b));
    assert_string_not_equal(rate_client_key("2001:db8:1:2::1", a),
                            rate_client_key("2001:db8:1:3::1", b));
    assert_string_equal(rate_client_key("::ffff:192.0.2.7", a), "::ffff:192.0.2.7");
}

/* ---- MALL_OLD_SECRET_KEYS ---- */

#define HEX_A "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define HEX_B "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100"

static void note_key(const unsigned char key[32], int key_id, void *argument)
{
    char *text = argument;
    size_t used = strlen(text);
    snprintf(text + used, 100 - used, "%d:%02x%02x;", key_id, key[0], key[31]);
}

static void old_keys_are_read_strictly(void **state)
{
    static const char *const BAD[] = {
        "1",    ":" HEX_A,  "1:" HEX_A ",",         "0:" HEX_A, "256:" HEX_A, "1:" HEX_A "00",
        "1:00", "a:" HEX_A, "1:" HEX_A ";2:" HEX_B,
    };
    char seen[100] = "";
    (void)state;
    assert_true(settings_old_keys("", note_key, seen));
    assert_string_equal(seen, "");
    assert_true(settings_old_keys("1:" HEX_A ",255:" HEX_B, note_key, seen));
    assert_string_equal(seen, "1:00ff;255:ff00;");
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++) {
        seen[0] = '\0';
        assert_false(settings_old_keys(BAD[i], note_key, seen));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_have_six_digits_and_no_favourites),
        cmocka_unit_test(only_six_digits_are_a_code),
        cmocka_unit_test_setup(a_window_takes_so_many, fresh_rate),
        cmocka_unit_test_setup(a_flood_of_keys_locks_nobody_out, fresh_rate),
        cmocka_unit_test(a_subscriber_is_one_client),
        cmocka_unit_test(old_keys_are_read_strictly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
