/* JSON bodies: what is read, and the path and sentence of the first fault. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shape.h"

struct line {
    int64_t sku_id;
    int64_t quantity;
};

struct address {
    const char *city;
    const char *note;
};

struct wish {
    const char *name;
    int64_t price_fen;
    int64_t count;
    bool gift;
    const char *day;
    const char *way;
    struct shape_list lines;
    struct shape_list tags;
    struct address address;
    json_t *extra;
    bool has_price;
    bool has_address;
};

static const struct shape_field LINE_FIELDS[] = {
    {.name = "sku_id", .type = SHAPE_ID, .offset = offsetof(struct line, sku_id), .required = true},
    {.name = "quantity",
     .type = SHAPE_INT,
     .offset = offsetof(struct line, quantity),
     .min = 1,
     .max = 99,
     .required = true,
     .hint = "请填写 1 到 99 的数量"},
};
static const struct shape LINE = SHAPE(struct line, LINE_FIELDS);

static const struct shape_field TAG_FIELDS[] = {
    {.name = "", .type = SHAPE_TEXT, .min = 1, .max = 4}};
static const struct shape TAG = SHAPE(const char *, TAG_FIELDS);

static const struct shape_field ADDRESS_FIELDS[] = {
    {.name = "city",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct address, city),
     .required = true,
     .min = 2,
     .max = 10},
    {.name = "note",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct address, note),
     .multiline = true},
};
static const struct shape ADDRESS = SHAPE(struct address, ADDRESS_FIELDS);

static bool is_not_evil(const char *text)
{
    return strcmp(text, "evil") != 0;
}

static const char *const WAYS[] = {"express", "pickup", NULL};

static const struct shape_field WISH_FIELDS[] = {
    {.name = "name",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct wish, name),
     .required = true,
     .min = 1,
     .max = 6,
     .check = is_not_evil},
    {.name = "price_fen",
     .type = SHAPE_INT,
     .offset = offsetof(struct wish, price_fen),
     .present_offset = offsetof(struct wish, has_price)},
    {.name = "count",
     .type = SHAPE_INT,
     .offset = offsetof(struct wish, count),
     .min = 0,
     .max = 5},
    {.name = "gift", .type = SHAPE_BOOL, .offset = offsetof(struct wish, gift)},
    {.name = "day", .type = SHAPE_DATE, .offset = offsetof(struct wish, day)},
    {.name = "way", .type = SHAPE_CHOICE, .offset = offsetof(struct wish, way), .choices = WAYS},
    {.name = "lines",
     .type = SHAPE_LIST,
     .offset = offsetof(struct wish, lines),
     .min = 1,
     .max = 3,
     .shape = &LINE},
    {.name = "tags", .type = SHAPE_LIST, .offset = offsetof(struct wish, tags), .shape = &TAG},
    {.name = "address",
     .type = SHAPE_OBJECT,
     .offset = offsetof(struct wish, address),
     .shape = &ADDRESS,
     .present_offset = offsetof(struct wish, has_address)},
    {.name = "extra", .type = SHAPE_JSON, .offset = offsetof(struct wish, extra)},
};
static const struct shape WISH = SHAPE(struct wish, WISH_FIELDS);

static struct arena *arena;
static struct wish wish;
static struct refusal why;

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

static bool read_bytes(const char *bytes, size_t length)
{
    wish = (struct wish){.price_fen = -7, .way = "preset"};
    memset(&why, 0, sizeof(why));
    return shape_read(arena, &WISH, bytes, length, &wish, &why);
}

static bool read_text(const char *text)
{
    return read_bytes(text, strlen(text));
}

static void a_whole_body_is_read(void **state)
{
    (void)state;
    assert_true(read_text(
        "{\"name\":\"脐橙\",\"price_fen\":5980,\"count\":0,\"gift\":true,\"day\":\"2026-11-22\","
        "\"way\":\"pickup\",\"lines\":[{\"sku_id\":\"7\",\"quantity\":1},"
        "{\"sku_id\":\"9223372036854775807\",\"quantity\":99}],\"tags\":[\"甜\",\"新鲜\"],"
        "\"address\":{\"city\":\"重庆\",\"note\":\"一\\n二\"},\"extra\":[1.5,null,{\"a\":\"b\"}]"
        "}"));
    assert_string_equal(wish.name, "脐橙");
    assert_int_equal(wish.price_fen, 5980);
    assert_true(wish.has_price);
    assert_true(wish.gift);
    assert_string_equal(wish.day, "2026-11-22");
    assert_ptr_equal(wish.way, WAYS[1]);
    assert_int_equal(wish.lines.count, 2);
    const struct line *lines = wish.lines.items;
    assert_int_equal(lines[0].sku_id, 7);
    assert_int_equal(lines[1].sku_id, INT64_MAX);
    assert_int_equal(lines[1].quantity, 99);
    assert_int_equal(wish.tags.count, 2);
    assert_string_equal(((const char *const *)wish.tags.items)[1], "新鲜");
    assert_string_equal(wish.address.city, "重庆");
    assert_string_equal(wish.address.note, "一\n二");
    assert_true(wish.has_address);
    assert_int_equal(json_array_size(wish.extra), 3);
}

static void what_is_absent_stays_as_it_was(void **state)
{
    (void)state;
    assert_true(read_text(" {\"name\":\"a\",\"way\":null,\"address\":null} \n"));
    assert_int_equal(wish.price_fen, -7);
    assert_string_equal(wish.way, "preset");
    assert_false(wish.has_price);
    assert_false(wish.has_address);
    assert_int_equal(wish.lines.count, 0);
    assert_null(wish.extra);
}

/* One fault: kind, path, and a piece of the sentence. */
static void refused(const char *text, const struct refusal_kind *kind, const char *field,
                    const char *detail)
{
    if (read_text(text))
        fail_msg("read: %s", text);
    if (why.kind != kind || strcmp(why.field, field) != 0 || strstr(why.detail, detail) == NULL)
        fail_msg("%s: %s, %s, %s", text, why.kind->code, why.field, why.detail);
}

static void missing_fields_are_named(void **state)
{
    (void)state;
    refused("{}", &REFUSAL_MISSING_FIELD, "name", "缺少 name");
    refused("{\"name\":null}", &REFUSAL_MISSING_FIELD, "name", "缺少 name");
    refused("{\"name\":\"a\",\"lines\":[{\"sku_id\":\"1\",\"quantity\":1},{\"sku_id\":\"1\"}]}",
            &REFUSAL_MISSING_FIELD, "lines/1/quantity", "请填写 1 到 99 的数量");
    refused("{\"name\":\"a\",\"address\":{}}", &REFUSAL_MISSING_FIELD, "address/city", "缺少 city");
}

static void unknown_fields_are_named(void **state)
{
    (void)state;
    refused("{\"name\":\"a\",\"nmae\":1}", &REFUSAL_UNKNOWN_FIELD, "nmae", "没有“nmae”这个字段");
    refused("{\"name\":\"a\",\"lines\":[{\"sku\":\"1\"}]}", &REFUSAL_UNKNOWN_FIELD, "lines/0/sku",
            "sku");
    refused("{\"name\":\"a\",\"address\":{\"\":1}}", &REFUSAL_UNKNOWN_FIELD, "address", "没有");
    /* a name that is long or harmful does not come back as it is */
    refused("{\"名名名名名名名名名名名名名名名名名名\":1}", &REFUSAL_UNKNOWN_FIELD,
            "名名名名名名名名名名名名名名名名", "名”");
    refused("{\"a\\u202eb\":1}", &REFUSAL_UNKNOWN_FIELD, "?", "“?”");
    refused("{\"a\\nb\":1}", &REFUSAL_UNKNOWN_FIELD, "?", "“?”");
}

static void wrong_values_are_explained(void **state)
{
    (void)state;
    const struct refusal_kind *kind = &REFUSAL_INVALID_FIELD;
    refused("{\"name\":1}", kind, "name", "应为文字");
    refused("{\"name\":\"\"}", kind, "name", "长度应在 1 到 6 个字之间");
    refused("{\"name\":\"一二三四五六七\"}", kind, "name", "长度应在 1 到 6 个字之间");
    refused("{\"name\":\"evil\"}", kind, "name", "填写得不对");
    refused("{\"name\":\"a\\tb\"}", kind, "name", "不允许的字符");
    refused("{\"name\":\"a\\nb\"}", kind, "name", "不允许的字符");
    refused("{\"name\":\"a\",\"price_fen\":1.0}", kind, "price_fen", "应为整数");
    refused("{\"name\":\"a\",\"price_fen\":\"1\"}", kind, "price_fen", "应为整数");
    refused("{\"name\":\"a\",\"price_fen\":true}", kind, "price_fen", "应为整数");
    refused("{\"name\":\"a\",\"price_fen\":1e2}", kind, "price_fen", "应为整数");
    refused("{\"name\":\"a\",\"count\":6}", kind, "count", "应为 0 到 5 之间的整数");
    refused("{\"name\":\"a\",\"count\":-1}", kind, "count", "应为 0 到 5 之间的整数");
    refused("{\"name\":\"a\",\"gift\":1}", kind, "gift", "应为 true 或 false");
    refused("{\"name\":\"a\",\"day\":\"2026-02-29\"}", kind, "day", "应为日期");
    refused("{\"name\":\"a\",\"day\":20260101}", kind, "day", "应为日期");
    refused("{\"name\":\"a\",\"way\":\"fly\"}", kind, "way", "不是可选的值");
    refused("{\"name\":\"a\",\"way\":7}", kind, "way", "不是可选的值");
}

static void wrong_lists_and_objects_are_explained(void **state)
{
    (void)state;
    const struct refusal_kind *kind = &REFUSAL_INVALID_FIELD;
    refused("{\"name\":\"a\",\"lines\":{}}", kind, "lines", "应为列表");
    refused("{\"name\":\"a\",\"lines\":[]}", kind, "lines", "应有 1 到 3 项");
    refused("{\"name\":\"a\",\"lines\":[{},{},{},{}]}", kind, "lines", "应有 1 到 3 项");
    refused("{\"name\":\"a\",\"lines\":[7]}", kind, "lines/0", "应为对象");
    refused("{\"name\":\"a\",\"lines\":[{\"sku_id\":7,\"quantity\":1}]}", kind, "lines/0/sku_id",
            "应为编号");
    refused("{\"name\":\"a\",\"lines\":[{\"sku_id\":\"0\",\"quantity\":1}]}", kind,
            "lines/0/sku_id", "应为编号");
    refused("{\"name\":\"a\",\"lines\":[{\"sku_id\":\"7\",\"quantity\":100}]}", kind,
            "lines/0/quantity", "请填写 1 到 99 的数量");
    refused("{\"name\":\"a\",\"tags\":[\"甜\",\"\"]}", kind, "tags/1", "长度应在 1 到 4 个字之间");
    refused("{\"name\":\"a\",\"tags\":[null]}", kind, "tags/0", "应为文字");
    refused("{\"name\":\"a\",\"address\":[]}", kind, "address", "应为对象");
    refused("[]", kind, "", "应为对象");
    refused("7", kind, "", "应为对象");
}

static void what_is_no_json_is_refused(void **state)
{
    (void)state;
    const struct refusal_kind *kind = &REFUSAL_BAD_JSON;
    refused("", kind, "", "缺少 JSON");
    refused("{\"name\":\"a\"", kind, "", "不完整");
    refused("{\"name\":\"a\"}x", kind, "", "多余");
    refused("{\"name\":\"a\"}{}", kind, "", "多余");
    refused("{\"name\":\"a\",\"name\":\"b\"}", kind, "", "重复");
    refused("{\"name\":\"a\",\"n\\u0061me\":\"b\"}", kind, "", "重复");
    refused("{\"name\":\"\xff\"}", kind, "", "UTF-8");
    refused("{\"name\":\"\\ud800\"}", kind, "", "第 1 行");
    refused("{\"name\":\"\\u0000\"}", kind, "", "空字符");
    refused("{\"\\u0000\":1}", kind, "", "空字符");
    refused("{\"price_fen\":9223372036854775808}", kind, "", "数字太大");
    refused("{\"price_fen\":1e999}", kind, "", "数字太大");
    refused("{\"price_fen\":NaN}", kind, "", "不是正确的 JSON");
    refused("{'name':1}", kind, "", "不是正确的 JSON");
    refused("{\"price_fen\":01}", kind, "", "");
    refused("\xef\xbb\xbf{}", kind, "", "");
    assert_false(read_bytes("{\"name\":\"a\"}\0", 13));
    assert_ptr_equal(why.kind, kind);
    assert_false(read_bytes("{\"na\0me\":\"a\"}", 13));
    assert_ptr_equal(why.kind, kind);
}

/* `count` times `piece` between `head` and `tail`. */
static char *repeat(const char *head, const char *piece, size_t count, const char *tail)
{
    size_t size = strlen(piece);
    char *text = arena_alloc(arena, strlen(head) + count * size + strlen(tail) + 1);
    char *at = stpcpy(text, head);
    for (size_t i = 0; i < count; i++)
        at = stpcpy(at, piece);
    stpcpy(at, tail);
    return text;
}

static void depth_is_bounded_before_the_parser(void **state)
{
    (void)state;
    char *deepest = arena_printf(arena, "{\"name\":\"a\",\"extra\":%s%s}", repeat("", "[", 31, ""),
                                 repeat("", "]", 31, ""));
    assert_true(read_text(deepest));
    char *deeper = arena_printf(arena, "{\"name\":\"a\",\"extra\":%s%s}", repeat("", "[", 32, ""),
                                repeat("", "]", 32, ""));
    refused(deeper, &REFUSAL_BAD_JSON, "", "32 层");
    refused(repeat("", "[", 1000000, ""), &REFUSAL_BAD_JSON, "", "32 层");
    refused(repeat("", "{\"a\":", 500000, ""), &REFUSAL_BAD_JSON, "", "32 层");
    /* brackets in texts are no depth, escaped quotes end no text */
    assert_true(read_text(repeat("{\"name\":\"a\",\"extra\":\"", "[", 1000, "\"}")));
    assert_true(read_text(repeat("{\"name\":\"a\",\"extra\":\"\\\"", "{", 1000, "\\\\\"}")));
}

static void size_is_bounded_before_the_parser(void **state)
{
    (void)state;
    refused(repeat("{\"name\":\"a\",\"extra\":[1", ",1", 100000, "]}"), &REFUSAL_TOO_LARGE, "",
            "太多");
    refused(repeat("{\"name\":\"a\",\"extra\":\"", "xxxxxxxx", 600000, "\"}"), &REFUSAL_TOO_LARGE,
            "", "");
    /* texts and lists that name no bounds have some */
    refused(
        repeat("{\"name\":\"a\",\"address\":{\"city\":\"重庆\",\"note\":\"", "x", 10001, "\"}}"),
        &REFUSAL_INVALID_FIELD, "address/note", "10000");
    assert_true(read_text(
        repeat("{\"name\":\"a\",\"address\":{\"city\":\"重庆\",\"note\":\"", "橙", 10000, "\"}}")));
    refused(repeat("{\"name\":\"a\",\"tags\":[\"a\"", ",\"a\"", 10000, "]}"),
            &REFUSAL_INVALID_FIELD, "tags", "10000");
}

static void a_parsed_value_is_read_too(void **state)
{
    (void)state;
    json_t *object = json_pack("{s:s,s:i}", "name", "脐橙", "count", 3);
    wish = (struct wish){0};
    assert_true(shape_read_json(arena, &WISH, object, &wish, &why));
    json_decref(object);
    assert_string_equal(wish.name, "脐橙"); /* a copy of the arena's */
    assert_int_equal(wish.count, 3);
    json_t *scalar = shape_parse(arena, "\"x\"", 3, &why);
    assert_string_equal(json_string_value(scalar), "x");
    assert_null(shape_parse(arena, "nul", 3, &why));
}

/* What only the reader sees lives and dies with the arena; trees of others do not, whether they are
 * made before, beside or after it. */
static void trees_of_others_outlive_the_arena(void **state)
{
    (void)state;
    static const char *const BODIES[] = {"{\"sku_id\":\"42\",\"quantity\":3}",
                                         "{\"sku_id\":\"42\",\"quantity\":3,}",
                                         "{\"quantity\":[{}"};
    json_t *before = json_pack("{s:[s]}", "list", "text that is long enough to be asked for");
    json_t *after[3];
    for (int i = 0; i < 3; i++) {
        struct arena *own = arena_new(ARENA_LIMIT_DEFAULT);
        struct line line = {0};
        size_t used = arena_used(own);
        assert_int_equal(shape_read(own, &LINE, BODIES[i], strlen(BODIES[i]), &line, &why), i == 0);
        assert_int_equal(line.quantity, i == 0 ? 3 : 0);
        assert_true(arena_used(own) > used);
        after[i] = json_loads(BODIES[0], 0, NULL);
        json_array_append(json_object_get(before, "list"), after[i]);
        arena_free(own);
    }
    char *text = json_dumps(before, JSON_COMPACT);
    assert_string_equal(text, "{\"list\":[\"text that is long enough to be asked for\","
                              "{\"sku_id\":\"42\",\"quantity\":3},"
                              "{\"sku_id\":\"42\",\"quantity\":3},"
                              "{\"sku_id\":\"42\",\"quantity\":3}]}");
    free(text);
    json_decref(before);
    for (int i = 0; i < 3; i++)
        json_decref(after[i]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_body_is_read),
        cmocka_unit_test(what_is_absent_stays_as_it_was),
        cmocka_unit_test(missing_fields_are_named),
        cmocka_unit_test(unknown_fields_are_named),
        cmocka_unit_test(wrong_values_are_explained),
        cmocka_unit_test(wrong_lists_and_objects_are_explained),
        cmocka_unit_test(what_is_no_json_is_refused),
        cmocka_unit_test(depth_is_bounded_before_the_parser),
        cmocka_unit_test(size_is_bounded_before_the_parser),
        cmocka_unit_test(a_parsed_value_is_read_too),
        cmocka_unit_test(trees_of_others_outlive_the_arena),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
