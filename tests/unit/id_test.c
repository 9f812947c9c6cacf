/* Ids: unique, ordered, made of time and maker. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"

static void ids_rise(void **state)
{
    (void)state;
    id_init(3, 7);
    int64_t before_ms = clock_now_us() / 1000;
    int64_t last = id_next();
    assert_true(last > 0);
    assert_in_range(id_time_ms(last), before_ms, before_ms + 1000);
    /* more than one millisecond holds, so that the sequence runs out on the way */
    for (int i = 0; i < 20000; i++) {
        int64_t id = id_next();
        assert_true(id > last);
        assert_int_equal(id >> 12 & 1023, 3 << 5 | 7);
        last = id;
    }
    assert_true(id_time_ms(last) <= clock_now_us() / 1000);
}

static void a_restart_does_not_repeat(void **state)
{
    (void)state;
    int64_t last = 0;
    for (int i = 0; i < 20; i++) {
        id_init(0, 0);
        int64_t id = id_next();
        assert_true(id > last);
        last = id;
    }
}

static void makers_do_not_meet(void **state)
{
    (void)state;
    id_init(31, 31);
    assert_int_equal(id_next() >> 12 & 1023, 1023);
    int seen = 0;
    for (int i = 0; i < 500; i++) {
        int worker = id_worker_random();
        assert_in_range(worker, 16, 31);
        seen |= 1 << (worker - 16);
    }
    assert_int_equal(seen, 0xffff);
}

static void text_is_strict(void **state)
{
    (void)state;
    char text[21];
    int64_t id;
    assert_string_equal(id_text(INT64_MAX, text), "9223372036854775807");
    assert_true(id_parse(text, &id));
    assert_int_equal(id, INT64_MAX);
    assert_true(id_parse("1", &id));
    assert_int_equal(id, 1);
    static const char *const WRONG[] = {"",    "0",    "01",
                                        "-1",  "+1",   " 1",
                                        "1 ",  "1.0",  "9223372036854775808",
                                        "1a",  "0x1",  "１",
                                        "1e3", "null", "99999999999999999999999999"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++)
        assert_false(id_parse(WRONG[i], &id));
    assert_int_equal(id, 1);
}

int main(void)
{
    if (!crypto_init())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(ids_rise),
        cmocka_unit_test(a_restart_does_not_repeat),
        cmocka_unit_test(makers_do_not_meet),
        cmocka_unit_test(text_is_strict),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
