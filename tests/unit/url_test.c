/* Percent-encoding against the examples and rules of RFC 3986 and of the URL Standard. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/url.h"

static struct arena *arena;

static int fresh_arena(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int drop_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* Decodes from memory of just that length, so that a sanitizer sees a step beyond. */
static const char *decoded(enum url_kind kind, const char *text)
{
    size_t length = strlen(text);
    char *from = arena_memdup(arena, text, length);
    char *to = arena_alloc(arena, length + 1);
    long written = url_decode(kind, from, length, to);
    if (written < 0)
        return NULL;
    assert_true((size_t)written <= length);
    return to;
}

static void a_part_keeps_the_unreserved_only(void **state)
{
    static const char UNRESERVED[] =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    (void)state;
    assert_string_equal(url_encode(arena, URL_PART, UNRESERVED), UNRESERVED);
    assert_string_equal(url_encode(arena, URL_PART, ":/?#[]@!$&'()*+,;= %"),
                        "%3A%2F%3F%23%5B%5D%40%21%24%26%27%28%29%2A%2B%2C%3B%3D%20%25");
    assert_string_equal(url_encode(arena, URL_PART, ""), "");
    /* RFC 3986 section 2.5: LATIN CAPITAL LETTER A WITH GRAVE, KATAKANA LETTER A */
    assert_string_equal(url_encode(arena, URL_PART, "\xC3\x80"), "%C3%80");
    assert_string_equal(url_encode(arena, URL_PART, "\xE3\x82\xA2"), "%E3%82%A2");
    assert_string_equal(url_encode(arena, URL_PART, "\x7F\n"), "%7F%0A");
}

static void a_form_writes_a_blank_as_plus(void **state)
{
    (void)state;
    assert_string_equal(url_encode(arena, URL_FORM, "a b*c-d.e_f~g+h&i=j"),
                        "a+b*c-d.e_f%7Eg%2Bh%26i%3Dj");
    assert_string_equal(url_encode(arena, URL_FORM, "{\"x\": 橙}"), "%7B%22x%22%3A+%E6%A9%99%7D");
}

static void decoding_undoes_it(void **state)
{
    (void)state;
    assert_string_equal(decoded(URL_PART, "%E3%82%A2%e3%82%a2+~"), "アア+~");
    assert_string_equal(decoded(URL_FORM, "a+b%2Bc"), "a b+c");
    assert_string_equal(decoded(URL_PART, ""), "");
    for (int kind = URL_PART; kind <= URL_FORM; kind++) {
        char all[256];
        for (int c = 1; c < 256; c++)
            all[c - 1] = (char)c;
        all[255] = '\0';
        assert_string_equal(
            decoded((enum url_kind)kind, url_encode(arena, (enum url_kind)kind, all)), all);
    }
}

static void a_broken_escape_is_an_error(void **state)
{
    static const char *const BROKEN[] = {"%",   "%4",   "a%",   "a%4", "%4G",
                                         "%G4", "%%41", "% 41", "%-1"};
    (void)state;
    for (size_t i = 0; i < sizeof(BROKEN) / sizeof(BROKEN[0]); i++) {
        assert_null(decoded(URL_PART, BROKEN[i]));
        assert_null(decoded(URL_FORM, BROKEN[i]));
    }
    assert_int_equal(url_escape("%2f", 3), '/');
    assert_int_equal(url_escape("%2f", 2), -1);
    assert_int_equal(url_escape("2f0", 3), -1);
}

static void a_field_of_a_form(void **state)
{
    const char *form = "a=1&param=%7B%22x%22%3A+%E6%A9%99%7D&e=&bad=%4&null=%00&latin=%FF&a=2&last";
    (void)state;
    assert_string_equal(url_form_value(arena, form, "param"), "{\"x\": 橙}");
    assert_string_equal(url_form_value(arena, form, "a"), "1");
    assert_string_equal(url_form_value(arena, form, "e"), "");
    assert_null(url_form_value(arena, form, "bad"));
    assert_null(url_form_value(arena, form, "null"));
    assert_null(url_form_value(arena, form, "latin"));
    assert_null(url_form_value(arena, form, "last"));
    assert_null(url_form_value(arena, form, "par"));
    assert_null(url_form_value(arena, "", "a"));
    assert_string_equal(url_form_value(arena, "n=two%0Alines", "n"), "two\nlines");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_part_keeps_the_unreserved_only, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(a_form_writes_a_blank_as_plus, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(decoding_undoes_it, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(a_broken_escape_is_an_error, fresh_arena, drop_arena),
        cmocka_unit_test_setup_teardown(a_field_of_a_form, fresh_arena, drop_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
