/* Text: rules with limits, UTF-8, escaping, what search compares. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/text.h"

static struct arena *arena;

static int open_arena(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int close_arena(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

static void rules_match_whole_subjects(void **state)
{
    (void)state;
    static struct text_rule rule = TEXT_RULE("^1[3-9]\\d{9}$");
    assert_true(text_match(&rule, "19900000000"));
    assert_true(text_match(&rule, "13900000000"));
    assert_false(text_match(&rule, "12900000000"));
    assert_false(text_match(&rule, "1990000000"));
    assert_false(text_match(&rule, "19900000000\n"));  /* $ is the very end */
    assert_false(text_match(&rule, "1９９0000000０")); /* full-width digits are no digits */
    assert_false(text_match(&rule, "1٩٩00000000"));
    assert_false(text_match(&rule, ""));
    static struct text_rule han = TEXT_RULE("^\\p{Han}{2,4}$");
    assert_true(text_match(&han, "脐橙"));
    assert_false(text_match(&han, "脐"));
    assert_false(text_match(&han, "\xff\xfe"));
    assert_false(text_match(&han, "脐\xe6"));
}

static void hard_subjects_are_no_and_quick(void **state)
{
    (void)state;
    static struct text_rule rule = TEXT_RULE("^(a+)+$");
    clock_t start = clock();
    assert_true(text_match(&rule, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"));
    assert_false(text_match(&rule, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"));
    static struct text_rule deep = TEXT_RULE("^(?:(foo)|x)+$");
    char *long_subject = malloc(1 << 20);
    memset(long_subject, 'x', 1 << 20);
    long_subject[(1 << 20) - 1] = '\0';
    assert_false(text_match(&deep, long_subject)); /* over 4096 bytes */
    long_subject[4096] = '\0';
    assert_true(text_match(&deep, long_subject));
    free(long_subject);
    /* of the processor: what else the machine does is not counted; backtracking takes hours */
    assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
}

#define CLEAN(text_, multiline_) text_is_clean((text_), sizeof(text_) - 1, (multiline_))

static void clean_text_is_told_from_unclean(void **state)
{
    (void)state;
    assert_true(CLEAN("", false));
    assert_true(CLEAN("奉节脐橙 5 斤 <b>🍊", false));
    assert_true(CLEAN("一\n二", true));
    assert_false(CLEAN("一\n二", false));
    assert_false(CLEAN("a\0b", true));
    assert_false(CLEAN("a\tb", true));
    assert_false(CLEAN("a\rb", true));
    assert_false(CLEAN("a\x7f", false));
    assert_false(CLEAN("\xc2\x85", false)); /* next line, U+0085 */
    assert_false(CLEAN("a\xe2\x80\xae"
                       "b",
                       false));                     /* right-to-left override, U+202E */
    assert_false(CLEAN("\xe2\x81\xa6", false));     /* isolate, U+2066 */
    assert_false(CLEAN("\xe2\x80\xa8", true));      /* line separator, U+2028 */
    assert_false(CLEAN("\xef\xbb\xbf", false));     /* byte order mark */
    assert_false(CLEAN("\xef\xbf\xbf", false));     /* U+FFFF */
    assert_false(CLEAN("\xef\xb7\x90", false));     /* U+FDD0 */
    assert_false(CLEAN("\xf0\x9f\xbf\xbe", false)); /* U+1FFFE */
}

static void broken_utf8_is_unclean(void **state)
{
    (void)state;
    assert_false(CLEAN("\x80", false));
    assert_false(CLEAN("\xc0\x80", false)); /* overlong */
    assert_false(CLEAN("\xc1\xbf", false));
    assert_false(CLEAN("\xe0\x9f\xbf", false));
    assert_false(CLEAN("\xf0\x8f\xbf\xbf", false));
    assert_false(CLEAN("\xed\xa0\x80", false));     /* surrogate */
    assert_false(CLEAN("\xf4\x90\x80\x80", false)); /* beyond U+10FFFF */
    assert_false(CLEAN("\xf8\x88\x80\x80\x80", false));
    assert_false(CLEAN("\xe8\x84", false)); /* cut */
    assert_false(CLEAN("\xe8z\x90", false));
    assert_true(CLEAN("\xf4\x8f\xbf\xbd", false)); /* U+10FFFD is the last one that is allowed */
}

static void lengths_count_characters(void **state)
{
    (void)state;
    assert_int_equal(text_length(""), 0);
    assert_int_equal(text_length("脐橙abc🍊"), 6);
    assert_int_equal(text_offset("脐橙abc", 0), 0);
    assert_int_equal(text_offset("脐橙abc", 1), 3);
    assert_int_equal(text_offset("脐橙abc", 3), 7);
    assert_int_equal(text_offset("脐橙abc", 5), 9);
    assert_int_equal(text_offset("脐橙abc", 99), 9);
}

static void html_is_escaped(void **state)
{
    (void)state;
    assert_string_equal(text_html(arena, "<a href=\"x\" on='y'>&amp;"),
                        "&lt;a href=&quot;x&quot; on=&#39;y&#39;&gt;&amp;amp;");
    assert_string_equal(text_html(arena, "脐橙"), "脐橙");
    assert_string_equal(text_html(arena, ""), "");
}

static void folding_makes_equal_what_reads_alike(void **state)
{
    (void)state;
    assert_string_equal(text_fold(arena, "  Ｎavel　Ｏrange \t\n ５斤 "), "navel orange 5斤");
    assert_string_equal(text_fold(arena, "奉节脐橙"), "奉节脐橙");
    assert_string_equal(text_fold(arena, "（特级）"), "(特级)");
    assert_string_equal(text_fold(arena, ""), "");
    assert_string_equal(text_fold(arena, " \xe2\x80\x83 "), "");
    assert_string_equal(text_fold(arena, "a\xff"
                                         "b\xe8"),
                        "a b");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rules_match_whole_subjects),
        cmocka_unit_test(hard_subjects_are_no_and_quick),
        cmocka_unit_test(clean_text_is_told_from_unclean),
        cmocka_unit_test(broken_utf8_is_unclean),
        cmocka_unit_test(lengths_count_characters),
        cmocka_unit_test(html_is_escaped),
        cmocka_unit_test(folding_makes_equal_what_reads_alike),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
