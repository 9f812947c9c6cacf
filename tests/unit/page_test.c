/* Pages of lists: where the next one begins. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/page.h"

static json_t *items(int count)
{
    json_t *list = json_array();
    for (int i = 0; i < count; i++)
        json_array_append_new(list, json_integer(i));
    return list;
}

/* The answer of a page of `limit` that holds `count`; "" = null. */
static void expect_next(int count, int limit, const char *next)
{
    struct page page = {.after = 3, .limit = limit};
    json_t *answer = page_of_items(&page, items(count), INT64_C(382714997941207040));
    json_t *given = json_object_get(answer, "next");
    assert_int_equal(json_array_size(json_object_get(answer, "items")), count);
    if (next == NULL)
        assert_true(json_is_null(given));
    else
        assert_string_equal(json_string_value(given), next);
    json_decref(answer);
}

static void only_a_full_page_has_a_next_one(void **state)
{
    (void)state;
    expect_next(0, 20, NULL);
    expect_next(19, 20, NULL);
    expect_next(20, 20, "382714997941207040");
    expect_next(1, 1, "382714997941207040");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_a_full_page_has_a_next_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
