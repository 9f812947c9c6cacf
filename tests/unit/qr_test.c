/* QR codes as drawings: what stands in them is read back by tests/api/events.test where there is a
 * reader; here their form. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include "base/qr.h"

static void test_drawing(void **state)
{
    (void)state;
    size_t length;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    char *svg = qr_svg(arena, "weixin://wxpay/bizpayurl?pr=abcdefgh0", &length);
    assert_non_null(svg);
    assert_int_equal(length, strlen(svg));
    assert_non_null(strstr(svg, "viewBox=\"0 0 37 37\"")); /* version 3: 29 modules, and 4 around */
    assert_non_null(strstr(svg, "M4 4h7v1h-7z")); /* the first finder pattern's upper edge */
    assert_string_equal(svg + length - 9, "\"/></svg>");
    arena_free(arena);
}

static void test_limits(void **state)
{
    (void)state;
    static char text[4000];
    size_t length;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    assert_null(qr_svg(arena, "", &length));
    memset(text, 'a', 2300);
    assert_non_null(qr_svg(arena, text, &length));
    memset(text, 'a', sizeof(text) - 1);
    assert_null(qr_svg(arena, text, &length));
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_drawing),
        cmocka_unit_test(test_limits),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
