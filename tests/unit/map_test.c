/* The hash table beside a plain array that says what must be in it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/map.h"
#include "prng.h"

enum { KEYS = 500, STEPS = 20000 };

static void an_empty_map(void **state)
{
    struct map map = {0};
    (void)state;
    assert_null(map_find(&map, "a"));
    assert_null(map_get(&map, "a"));
    assert_null(map_find_i64(&map, 0));
    assert_false(map_remove(&map, "a"));
    assert_false(map_remove_i64(&map, 0));
    assert_null(map_next(&map, NULL));
    map_release(&map);
}

static void texts_are_put_and_replaced(void **state)
{
    struct map map = {0};
    char first[] = "key", second[] = "key";
    int one, two;
    (void)state;
    map_put(&map, first, &one);
    assert_ptr_equal(map_get(&map, "key"), &one);
    map_put(&map, second, &two);
    assert_ptr_equal(map_get(&map, "key"), &two);
    first[0] = 'x'; /* the map has let go of it */
    assert_ptr_equal(map_get(&map, "key"), &two);
    assert_int_equal(map.count, 1);
    map_put(&map, "", &one);
    assert_ptr_equal(map_get(&map, ""), &one);
    assert_null(map_get(&map, "ke"));
    assert_true(map_remove(&map, "key"));
    assert_null(map_get(&map, "key"));
    assert_int_equal(map.count, 1);
    map_release(&map);
    assert_null(map_get(&map, ""));
}

static void adding_says_what_is_fresh(void **state)
{
    struct map map;
    bool fresh;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    map_init(&map, arena);
    assert_int_equal(map_add_i64(&map, -1, &fresh)->number, 0);
    assert_true(fresh);
    map_add_i64(&map, -1, &fresh)->number = 7;
    assert_false(fresh);
    assert_int_equal(map_find_i64(&map, -1)->number, 7);
    assert_null(map_find_i64(&map, 0));
    map_reserve(&map, 1000);
    size_t capacity = map.capacity;
    for (int64_t i = 0; i < 999; i++)
        map_add_i64(&map, i, NULL);
    assert_int_equal(map.capacity, capacity);
    assert_int_equal(map_find_i64(&map, -1)->number, 7);
    arena_free(arena);
}

/* Keys beside the map: what is there, and with which value. */
static int64_t expected[KEYS];

static void check_all(const struct map *map, char names[KEYS][16])
{
    size_t count = 0, walked = 0;
    for (int i = 0; i < KEYS; i++) {
        const struct map_slot *slot =
            names != NULL ? map_find(map, names[i]) : map_find_i64(map, (int64_t)i << 32);
        assert_int_equal(slot != NULL ? slot->number : 0, expected[i]);
        count += expected[i] != 0;
    }
    for (struct map_slot *slot = map_next(map, NULL); slot != NULL; slot = map_next(map, slot))
        walked++;
    assert_int_equal(map->count, count);
    assert_int_equal(walked, count);
}

static void comings_and_goings(char names[KEYS][16])
{
    struct prng prng = {.state = 20261127};
    struct map map = {0};
    memset(expected, 0, sizeof(expected));
    for (int step = 1; step <= STEPS; step++) {
        int i = (int)prng_between(&prng, 0, KEYS - 1);
        if (prng_between(&prng, 0, 1) == 0) {
            bool was =
                names != NULL ? map_remove(&map, names[i]) : map_remove_i64(&map, (int64_t)i << 32);
            assert_int_equal(was, expected[i] != 0);
            expected[i] = 0;
        } else {
            struct map_slot *slot = names != NULL ? map_add(&map, names[i], NULL)
                                                  : map_add_i64(&map, (int64_t)i << 32, NULL);
            expected[i] = slot->number = step;
        }
        if (step % 500 == 0)
            check_all(&map, names);
    }
    map_release(&map);
}

static void texts_come_and_go(void **state)
{
    static char names[KEYS][16];
    (void)state;
    for (int i = 0; i < KEYS; i++)
        snprintf(names[i], sizeof(names[i]), "key-%d", i);
    comings_and_goings(names);
}

static void numbers_come_and_go(void **state)
{
    (void)state;
    comings_and_goings(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_empty_map),
        cmocka_unit_test(texts_are_put_and_replaced),
        cmocka_unit_test(adding_says_what_is_fresh),
        cmocka_unit_test(texts_come_and_go),
        cmocka_unit_test(numbers_come_and_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
