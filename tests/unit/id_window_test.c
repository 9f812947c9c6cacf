/* The last records of a walk are found by their ids, older ones are gone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/id_window.h"

struct record {
    int64_t id, value;
};

static void add(struct id_window *window, int64_t id)
{
    id_window_add(window, &(struct record){id, id * 7});
}

static void keeps_the_last(void **state)
{
    struct id_window window;
    (void)state;
    id_window_init(&window, sizeof(struct record), 3);
    assert_null(id_window_find(&window, 10));
    for (int64_t id = 10; id <= 60; id += 10)
        add(&window, id);
    for (int64_t id = 10; id <= 60; id += 10) {
        const struct record *found = id_window_find(&window, id);
        assert_non_null(found);
        assert_int_equal(found->id, id);
        assert_int_equal(found->value, id * 7);
    }
    assert_null(id_window_find(&window, 5));
    assert_null(id_window_find(&window, 15));
    assert_null(id_window_find(&window, 61));
    add(&window, 70); /* there is no room for a seventh */
    assert_null(id_window_find(&window, 30));
    for (int64_t id = 40; id <= 70; id += 10)
        assert_int_equal(((const struct record *)id_window_find(&window, id))->value, id * 7);
    id_window_clear(&window);
    assert_null(id_window_find(&window, 70));
    add(&window, 1);
    assert_non_null(id_window_find(&window, 1));
    id_window_release(&window);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(keeps_the_last)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
