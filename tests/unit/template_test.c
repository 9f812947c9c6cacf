/* Templates: what each tag renders to, and above all that nothing comes out unescaped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/template.h"

struct template_case {
    const char *template, *data, *expected;
};

static const struct template_case CASES[] = {
    {"", "{}", ""},
    {"plain", "{}", "plain"},
    {"a {{name}} b", "{\"name\":\"脐橙\"}", "a 脐橙 b"},
    {"{{ name }}", "{\"name\":\"x\"}", "x"},
    {"{{name}}", "{\"name\":\"<a href=\\\"x\\\" b='c'>&amp;\"}",
     "&lt;a href=&quot;x&quot; b=&#39;c&#39;&gt;&amp;amp;"},
    {"{{n}}|{{m}}|{{t}}|{{f}}|{{z}}|{{o}}|{{a}}",
     "{\"n\":-9007199254740993,\"m\":0,\"t\":true,\"f\":false,\"z\":null,\"o\":{},\"a\":[1]}",
     "-9007199254740993|0|true||||"},
    {"[{{missing}}{{missing.too}}]", "{}", "[]"},
    {"{{a.b.c}}", "{\"a\":{\"b\":{\"c\":\"deep\"}}}", "deep"},
    {"[{{a.b.c}}]", "{\"a\":{\"b\":\"text\"}}", "[]"},
    {"{{#list}}<{{name}}>{{/list}}", "{\"list\":[{\"name\":1},{\"name\":2}]}", "<1><2>"},
    {"{{#list}}<{{.}}>{{/list}}", "{\"list\":[1,\"<\",true]}", "<1><&lt;><true>"},
    {"{{#list}}x{{/list}}{{^list}}none{{/list}}", "{\"list\":[]}", "none"},
    {"{{#list}}x{{/list}}{{^list}}none{{/list}}", "{}", "none"},
    {"{{#list}}x{{/list}}{{^list}}none{{/list}}", "{\"list\":[0]}", "x"},
    {"{{#o}}{{in}}{{out}}{{/o}}", "{\"o\":{\"in\":1},\"out\":2}", "12"},
    {"{{#o}}{{x}}{{/o}}{{x}}", "{\"o\":{\"x\":1},\"x\":2}", "12"},
    {"{{#o}}{{a.b}}{{/o}}", "{\"o\":{\"a\":{}},\"a\":{\"b\":9}}", ""},
    {"{{#a.b}}{{c}}{{/a.b}}", "{\"a\":{\"b\":{\"c\":3}}}", "3"},
    {"{{#t}}yes{{/t}}{{#f}}no{{/f}}{{^f}}not{{/f}}", "{\"t\":true,\"f\":false}", "yesnot"},
    {"{{#n}}some{{/n}}{{^n}}zero{{/n}}", "{\"n\":0}", "zero"},
    {"{{#n}}{{.}} left{{/n}}", "{\"n\":7}", "7 left"},
    {"{{#s}}said {{.}}{{/s}}{{^s}}silent{{/s}}", "{\"s\":\"\"}", "silent"},
    {"{{#a}}{{#b}}{{.}}{{/b}};{{/a}}", "{\"a\":[{\"b\":[1,2]},{\"b\":[3]}]}", "12;3;"},
    {"a{{! no words }}b", "{}", "ab"},
    {"{{>row}}!", "{\"name\":\"<\"}", "(&lt;)!"},
    {"{{#list}}{{>row}}{{/list}}", "{\"list\":[{\"name\":1},{\"name\":2}]}", "(1)(2)"},
    {"{{>outer}}", "{\"name\":5}", "[(5)]"},
    {"{ {x} } }}", "{\"x\":1}", "{ {x} } }}"},
    {"{{x}}{{x}}", "{\"x\":\"{{x}}\"}", "{{x}}{{x}}"},
};

static const char *partial(const char *name, size_t *length)
{
    const char *text = strcmp(name, "row") == 0     ? "({{name}})"
                       : strcmp(name, "outer") == 0 ? "[{{>row}}]"
                                                    : NULL;
    *length = text != NULL ? strlen(text) : 0;
    return text;
}

static void run(const struct template_case *one)
{
    struct template *template = template_parse(one->template, strlen(one->template), partial);
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    json_t *data = json_loads(one->data, 0, NULL);
    assert_non_null(data);
    size_t length;
    char *text = template_render(arena, template, data, &length);
    assert_string_equal(text, one->expected);
    assert_int_equal(length, strlen(one->expected));
    json_decref(data);
    arena_free(arena);
    template_free(template);
}

static void test_table(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
        run(&CASES[i]);
}

/* Longer than any first buffer, with something to escape in every row. */
static void test_long(void **state)
{
    (void)state;
    static const char TEXT[] = "{{#list}}{{.}},{{/list}}";
    struct template *template = template_parse(TEXT, strlen(TEXT), NULL);
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    json_t *data = json_object(), *list = json_array();
    for (int i = 0; i < 50000; i++)
        json_array_append_new(list, json_string("a&b"));
    json_object_set_new(data, "list", list);
    size_t length;
    char *text = template_render(arena, template, data, &length);
    assert_int_equal(length, 50000 * strlen("a&amp;b,"));
    assert_int_equal(strlen(text), length);
    assert_memory_equal(text + length - 8, "a&amp;b,", 8);
    json_decref(data);
    arena_free(arena);
    template_free(template);
}

/* The deepest nesting that is allowed; data do not have to be as deep. */
static void test_deep(void **state)
{
    (void)state;
    char text[1024] = "", expected[] = "x";
    for (int i = 0; i < 16; i++)
        strncat(text, "{{#a}}", sizeof(text) - strlen(text) - 1);
    strncat(text, "x", sizeof(text) - strlen(text) - 1);
    for (int i = 0; i < 16; i++)
        strncat(text, "{{/a}}", sizeof(text) - strlen(text) - 1);
    run(&(struct template_case){text, "{\"a\":true}", expected});
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_long),
                                       cmocka_unit_test(test_deep)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
