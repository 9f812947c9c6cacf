/* JSON text: what is written is what a reader of JSON reads, whatever the strings hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "tests/unit/prng.h"

static void nested_values_stand_as_they_were_written(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct json_text json;
    size_t length;
    json_text_init(&json, arena);
    json_text_object(&json, NULL);
    json_text_id(&json, "id", INT64_C(382714997941207040));
    json_text_array(&json, "lines");
    json_text_object(&json, NULL);
    json_text_integer(&json, "fen", -5);
    json_text_end(&json);
    json_text_object(&json, NULL);
    json_text_end(&json);
    json_text_integer(&json, NULL, 0);
    json_text_string(&json, NULL, "");
    json_text_end(&json);
    json_text_array(&json, "none");
    json_text_end(&json);
    json_text_string(&json, "title", "脐橙");
    json_text_raw(&json, "kept", "[1,{\"a\":2}]");
    json_text_raw(&json, "next", NULL);
    json_text_end(&json);
    const char *text = json_text_done(&json, &length);
    assert_string_equal(text,
                        "{\"id\":\"382714997941207040\",\"lines\":[{\"fen\":-5},{},0,\"\"],"
                        "\"none\":[],\"title\":\"脐橙\",\"kept\":[1,{\"a\":2}],\"next\":null}");
    assert_int_equal(length, strlen(text));
    arena_free(arena);
}

static void limits_of_integers(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct json_text json;
    json_text_init(&json, arena);
    json_text_array(&json, NULL);
    json_text_integer(&json, NULL, INT64_MIN);
    json_text_integer(&json, NULL, INT64_MAX);
    json_text_end(&json);
    assert_string_equal(json_text_done(&json, NULL), "[-9223372036854775808,9223372036854775807]");
    arena_free(arena);
}

/* Every byte that a string may hold, alone and in a long one that makes the text grow. */
static void strings_come_back(void **state)
{
    (void)state;
    for (size_t repeats = 1; repeats < 3000; repeats = repeats * 7 + 1) {
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        struct json_text json;
        char *value = arena_alloc(arena, repeats * 127 + 1);
        for (size_t i = 0; i < repeats * 127; i++)
            value[i] = (char)(1 + i % 127);
        json_text_init(&json, arena);
        json_text_object(&json, NULL);
        json_text_string(&json, "quote \" and \\", value);
        json_text_end(&json);
        size_t length;
        const char *text = json_text_done(&json, &length);
        json_t *read = json_loadb(text, length, 0, NULL);
        assert_non_null(read);
        assert_string_equal(json_string_value(json_object_get(read, "quote \" and \\")), value);
        json_decref(read);
        arena_free(arena);
    }
}

/* ---- trees, against jansson's own writer ---- */

static void expect_same(json_t *value)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    size_t length;
    const char *text = json_text_of(arena, value, &length);
    char *wanted = json_dumps(value, JSON_COMPACT | JSON_ENCODE_ANY);
    assert_non_null(wanted);
    assert_string_equal(text, wanted);
    assert_int_equal(length, strlen(wanted));
    free(wanted);
    arena_free(arena);
    json_decref(value);
}

static void trees_are_written_as_jansson_does(void **state)
{
    (void)state;
    static const char *const CORPUS[] = {
        "null",
        "true",
        "false",
        "0",
        "-1",
        "9223372036854775807",
        "-9223372036854775808",
        "\"\"",
        "\"\\u0001\\b\\t\\n\\u000b\\f\\r\\u001f\\u007f\\\"\\\\/</script>\"",
        "\"奉节脐橙 \\u2028 𠮷 é\"",
        "[]",
        "{}",
        "[[],{},[{}],{\"a\":[]}]",
        "{\"z\":1,\"a\":{\"b\":null,\"\":[true,false,{\"奉\":\"节\"}]},\"quote \\\"\":[1,\"2\",3]}",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"32 deep\"]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]",
    };
    for (size_t i = 0; i < sizeof(CORPUS) / sizeof(CORPUS[0]); i++) {
        json_t *value = json_loads(CORPUS[i], JSON_DECODE_ANY, NULL);
        if (value == NULL)
            print_error("%s\n", CORPUS[i]);
        assert_non_null(value);
        expect_same(value);
    }
}

static void bytes_and_reals_are_written_as_jansson_does(void **state)
{
    (void)state;
    static const double REALS[] = {
        0.0,  -0.0, 1.0,  -1.5,     0.1,   1e300,  1.5e-7,
        1e16, 1e17, 1e-5, 123456.0, 3e100, 5e-324, 1.7976931348623157e308};
    for (size_t i = 0; i < sizeof(REALS) / sizeof(REALS[0]); i++)
        expect_same(json_real(REALS[i]));
    for (int c = 0; c < 128; c++)
        expect_same(json_stringn((const char[]){'a', (char)c, 'b'}, 3));
}

/* Trees of every kind of value, drawn by a seed. */
static json_t *any_tree(struct prng *prng, int depth)
{
    int64_t kind = prng_between(prng, 0, depth > 5 ? 4 : 6);
    json_t *tree = kind == 5 ? json_array() : json_object();
    if (kind < 5) {
        json_decref(tree);
        return kind == 0   ? json_null()
               : kind == 1 ? json_boolean((int)prng_between(prng, 0, 1))
               : kind == 2 ? json_integer((json_int_t)prng_next(prng))
               : kind == 3
                   ? json_real((double)(int64_t)prng_next(prng) / 4096)
                   : json_sprintf("%c\n奉%d\"", (int)(32 + prng_between(prng, 0, 94)), depth);
    }
    for (int64_t i = prng_between(prng, 0, 5); i > 0; i--) {
        json_t *value = any_tree(prng, depth + 1);
        if (kind == 5)
            json_array_append_new(tree, value);
        else
            json_object_set_new(tree, (char[]){(char)('a' + i), '\0'}, value);
    }
    return tree;
}

static void any_tree_is_written_as_jansson_does(void **state)
{
    (void)state;
    struct prng prng = {20261127};
    for (int i = 0; i < 500; i++)
        expect_same(any_tree(&prng, 0));
}

static void trees_stand_among_other_values(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct json_text json;
    json_t *tree = json_pack("{s:[i,n]}", "a", 1);
    json_text_init(&json, arena);
    json_text_object(&json, NULL);
    json_text_id(&json, "id", 7);
    json_text_value(&json, "tree", tree);
    json_text_array(&json, "list");
    json_text_value(&json, NULL, tree);
    json_text_value(&json, NULL, tree);
    json_text_end(&json);
    json_text_end(&json);
    assert_string_equal(
        json_text_done(&json, NULL),
        "{\"id\":\"7\",\"tree\":{\"a\":[1,null]},\"list\":[{\"a\":[1,null]},{\"a\":[1,null]}]}");
    json_decref(tree);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_values_stand_as_they_were_written),
        cmocka_unit_test(limits_of_integers),
        cmocka_unit_test(strings_come_back),
        cmocka_unit_test(trees_are_written_as_jansson_does),
        cmocka_unit_test(bytes_and_reals_are_written_as_jansson_does),
        cmocka_unit_test(any_tree_is_written_as_jansson_does),
        cmocka_unit_test(trees_stand_among_other_values),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
