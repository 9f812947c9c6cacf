/* Routes as data: whom a right lets in, which query a route takes, and bodies as JSON Schema. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/shape_schema.h"
#include "mall/api/route.h"

static void roles_follow_from_rights(void **state)
{
    (void)state;
    struct route route = {.name = "x", .rights = {RIGHT_LISTING_CHECK, RIGHT_LISTING_APPROVE}};
    assert_int_equal(route_roles(&route), 1u << ROLE_VILLAGE_OFFICER | 1u << ROLE_STATION_OFFICER);
    route.rights[1] = RIGHT_NONE;
    assert_int_equal(route_roles(&route), 1u << ROLE_VILLAGE_OFFICER);
    route.rights[0] = RIGHT_NONE;
    assert_int_equal(route_roles(&route), 0);
}

static void a_query_is_taken_by_its_whole_name(void **state)
{
    (void)state;
    const struct route none = {.name = "x"}, some = {.name = "x", .query = "after limit state"};
    assert_false(route_takes_query(&none, "after"));
    assert_false(route_takes_query(&none, ""));
    assert_true(route_takes_query(&some, "after"));
    assert_true(route_takes_query(&some, "limit"));
    assert_true(route_takes_query(&some, "state"));
    assert_false(route_takes_query(&some, "lim"));
    assert_false(route_takes_query(&some, "limits"));
    assert_false(route_takes_query(&some, "after limit"));
    assert_false(route_takes_query(&some, ""));
}

/* ---- bodies ---- */

struct inner {
    int64_t id;
};
static const struct shape_field INNER_FIELDS[] = {FIELD_ID(struct inner, id, REQUIRED, NULL)};
static const struct shape INNER = SHAPE(struct inner, INNER_FIELDS);

static const struct shape_field WORD_FIELDS[] = {
    {.name = "", .type = SHAPE_INT, .offset = 0, .min = 1, .max = 9}};
static const struct shape WORD = SHAPE(int64_t, WORD_FIELDS);

static bool any(const char *text)
{
    return text != NULL;
}

struct body {
    const char *title, *checked, *day, *choice;
    int64_t count, free;
    bool yes;
    struct inner inner;
    struct shape_list list, plain;
    json_t *json;
};
static const char *const CHOICES[] = {"a", "b", NULL};
static const struct shape_field FIELDS[] = {
    FIELD_TEXT(struct body, title, REQUIRED, 1, 20, NULL),
    FIELD_CHECKED(struct body, checked, OPTIONAL, 0, 0, any, NULL),
    FIELD_DATE(struct body, day, OPTIONAL, NULL),
    FIELD_CHOICE(struct body, choice, OPTIONAL, CHOICES, NULL),
    FIELD_INT(struct body, count, REQUIRED, -5, 5, NULL),
    FIELD_INT(struct body, free, OPTIONAL, 0, 0, NULL),
    FIELD_BOOL(struct body, yes, OPTIONAL, NULL),
    FIELD_OBJECT(struct body, inner, OPTIONAL, INNER, NULL),
    FIELD_LIST(struct body, list, OPTIONAL, 1, 3, INNER, NULL),
    FIELD_LIST(struct body, plain, OPTIONAL, 0, 0, WORD, NULL),
    FIELD_JSON(struct body, json, OPTIONAL),
};
static const struct shape BODY = SHAPE(struct body, FIELDS);

#define INNER_SCHEMA                                                                               \
    "{\"type\":\"object\",\"required\":[\"id\"],\"properties\":{\"id\":{\"type\":\"string\","      \
    "\"format\":\"id\"}},\"additionalProperties\":false}"

static void a_shape_tells_its_schema(void **state)
{
    (void)state;
    static const char WANT[] =
        "{\"type\":\"object\",\"required\":[\"title\",\"count\"],\"properties\":{"
        "\"title\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":20},"
        "\"checked\":{\"type\":\"string\",\"maxLength\":10000,\"x-checked\":true},"
        "\"day\":{\"type\":\"string\",\"format\":\"date\"},"
        "\"choice\":{\"type\":\"string\",\"enum\":[\"a\",\"b\"]},"
        "\"count\":{\"type\":\"integer\",\"minimum\":-5,\"maximum\":5},"
        "\"free\":{\"type\":\"integer\"},\"yes\":{\"type\":\"boolean\"},"
        "\"inner\":" INNER_SCHEMA ","
        "\"list\":{\"type\":\"array\",\"items\":" INNER_SCHEMA ",\"minItems\":1,\"maxItems\":3},"
        "\"plain\":{\"type\":\"array\",\"items\":{\"type\":\"integer\",\"minimum\":1,\"maximum\":9}"
        "},"
        "\"json\":{}},\"additionalProperties\":false}";
    json_t *schema = shape_schema(&BODY);
    char *text = json_dumps(schema, JSON_COMPACT);
    assert_string_equal(text, WANT);
    free(text);
    json_decref(schema);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(roles_follow_from_rights),
        cmocka_unit_test(a_query_is_taken_by_its_whole_name),
        cmocka_unit_test(a_shape_tells_its_schema),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
