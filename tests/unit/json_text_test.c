/* JSON text: what is written is what a reader of JSON reads, whatever the strings hold. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <jansson.h>
#include <string.h>

#include "base/json_text.h"

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
    json_text_end(&json);
    const char *text = json_text_done(&json, &length);
    assert_string_equal(text, "{\"id\":\"382714997941207040\",\"lines\":[{\"fen\":-5},{},0,\"\"],"
                              "\"none\":[],\"title\":\"脐橙\"}");
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nested_values_stand_as_they_were_written),
        cmocka_unit_test(limits_of_integers),
        cmocka_unit_test(strings_come_back),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
