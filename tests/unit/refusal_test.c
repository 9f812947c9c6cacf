/* Refusals: filled whole, replaced whole, and cut between characters. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/refusal.h"
#include "base/text.h"

static void a_refusal_is_false_and_filled_whole(void **state)
{
    (void)state;
    struct refusal why;
    memset(&why, 'x', sizeof(why));
    assert_false(refuse(&why, &REFUSAL_NOT_FOUND, NULL));
    assert_ptr_equal(why.kind, &REFUSAL_NOT_FOUND);
    assert_string_equal(why.field, "");
    assert_string_equal(why.detail, "");
    assert_int_equal(why.retry_after_s, 0);
    assert_int_equal(why.have, -1);
    assert_false(refuse(&why, &REFUSAL_INVALID_FIELD, "lines/0/quantity"));
    assert_string_equal(why.field, "lines/0/quantity");
}

static void a_detail_may_be_made_of_what_it_replaces(void **state)
{
    (void)state;
    struct refusal why;
    assert_false(refuse_detail(&why, &REFUSAL_CONFLICT, "sku", "只剩 %d 箱", 3));
    assert_string_equal(why.detail, "只剩 3 箱");
    assert_false(refuse_detail(&why, &REFUSAL_INVALID_FIELD, NULL, "%s：%s", "库存", why.detail));
    assert_string_equal(why.detail, "库存：只剩 3 箱");
    assert_string_equal(why.field, "");
}

static void texts_are_cut_between_characters(void **state)
{
    (void)state;
    static const char *const CHARACTERS[] = {"a", "\u00e9", "橙", "\U0001F34A"};
    for (size_t kind = 0; kind < 4; kind++) {
        for (size_t shift = 0; shift < 4; shift++) {
            char text[800] = "";
            memset(text, '.', shift);
            size_t size = strlen(CHARACTERS[kind]);
            for (size_t at = shift; at + size < 700; at += size)
                memcpy(text + at, CHARACTERS[kind], size);
            struct refusal why;
            refuse_detail(&why, &REFUSAL_INTERNAL, text, "%s", text);
            assert_true(text_is_clean(why.detail, strlen(why.detail), false));
            assert_true(text_is_clean(why.field, strlen(why.field), false));
            assert_true(strlen(why.detail) > sizeof(why.detail) - 1 - size);
            assert_true(strlen(why.field) > sizeof(why.field) - 1 - size);
            refusal_prefix(&why, "橙");
            assert_true(text_is_clean(why.field, strlen(why.field), false));
        }
    }
}

static void a_prefix_keeps_what_fits(void **state)
{
    (void)state;
    struct refusal why;
    refuse(&why, &REFUSAL_MISSING_FIELD, NULL);
    refusal_prefix(&why, "quantity");
    assert_string_equal(why.field, "quantity");
    refusal_prefix(&why, "0");
    refusal_prefix(&why, "lines");
    assert_string_equal(why.field, "lines/0/quantity");
    char longer[200];
    memset(longer, 'p', sizeof(longer) - 1);
    longer[sizeof(longer) - 1] = '\0';
    refusal_prefix(&why, longer);
    assert_int_equal(strlen(why.field), sizeof(why.field) - 1);
    assert_memory_equal(why.field, longer, sizeof(why.field) - 1);
}

static void a_limit_says_when_to_come_again(void **state)
{
    (void)state;
    struct refusal why;
    refuse(&why, &REFUSAL_TOO_MANY, NULL);
    assert_null(why.limit.name);
    assert_false(refusal_limit(&why, "tries", 5, 60, 0));
    assert_int_equal(why.retry_after_s, 1);
    assert_int_equal(why.limit.left, 0);
    refusal_limit(&why, "tries", 5, 60, 30);
    assert_int_equal(why.retry_after_s, 30);
    assert_int_equal(why.limit.wait_s, 30);
    refuse(&why, &REFUSAL_NOT_FOUND, NULL);
    assert_null(why.limit.name);
}

static void general_kinds_are_well_formed(void **state)
{
    (void)state;
    static const struct refusal_kind *const KINDS[] = {
        &REFUSAL_BAD_REQUEST,   &REFUSAL_BAD_JSON,      &REFUSAL_INVALID_FIELD,
        &REFUSAL_MISSING_FIELD, &REFUSAL_UNKNOWN_FIELD, &REFUSAL_FORBIDDEN,
        &REFUSAL_NOT_FOUND,     &REFUSAL_METHOD,        &REFUSAL_UNAUTHENTICATED,
        &REFUSAL_CONFLICT,      &REFUSAL_TOO_LARGE,     &REFUSAL_MEDIA_TYPE,
        &REFUSAL_TOO_MANY,      &REFUSAL_INTERNAL,      &REFUSAL_OVERLOADED,
        &REFUSAL_UNAVAILABLE,   &REFUSAL_TIMEOUT,       &REFUSAL_CANCELLED,
    };
    size_t count = sizeof(KINDS) / sizeof(KINDS[0]);
    for (size_t i = 0; i < count; i++) {
        assert_in_range(KINDS[i]->status, 400, 599);
        assert_int_equal(strspn(KINDS[i]->code, "abcdefghijklmnopqrstuvwxyz_"),
                         strlen(KINDS[i]->code));
        assert_true(text_is_clean(KINDS[i]->title, strlen(KINDS[i]->title), false));
        for (size_t k = 0; k < i; k++)
            assert_string_not_equal(KINDS[i]->code, KINDS[k]->code);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_refusal_is_false_and_filled_whole),
        cmocka_unit_test(a_detail_may_be_made_of_what_it_replaces),
        cmocka_unit_test(texts_are_cut_between_characters),
        cmocka_unit_test(a_prefix_keeps_what_fits),
        cmocka_unit_test(a_limit_says_when_to_come_again),
        cmocka_unit_test(general_kinds_are_well_formed),
    };
    return cmocka_run_group_tests_name("refusal", tests, NULL, NULL);
}
