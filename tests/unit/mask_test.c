/* Masks: what is shown, and that nothing else is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "base/text.h"
#include "registry/mask.h"
#include "tests/unit/prng.h"

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

static void names_keep_their_first_character(void **state)
{
    (void)state;
    assert_string_equal(mask_name(arena, "王明"), "王*");
    assert_string_equal(mask_name(arena, "王小明"), "王**");
    assert_string_equal(mask_name(arena, "欧阳小明"), "欧***");
    assert_string_equal(mask_name(arena, "阿依古丽·买买提"), "阿*******");
    assert_string_equal(mask_name(arena, "𠮷野家"), "𠮷**"); /* four bytes */
    assert_string_equal(mask_name(arena, "Li"), "L*");
    assert_string_equal(mask_name(arena, "王"), "王*");
}

static void numbers_keep_head_and_tail(void **state)
{
    (void)state;
    assert_string_equal(mask_mobile(arena, "19900000000"), "199****0000");
    assert_string_equal(mask_id_card(arena, "500236190001010012"), "500236********0012");
    assert_string_equal(mask_id_card(arena, "11010519491231002X"), "110105********002X");
    assert_string_equal(mask_id_card_public(arena, "500236190001010012"), "5****************2");
    assert_string_equal(mask_bank_card(arena, "6222000000000000012"), "6222****0012");
    assert_string_equal(mask_bank_card(arena, "62260000000000013"), "6226****0013");
}

static void what_is_not_expected_is_hidden(void **state)
{
    (void)state;
    static const char *const ODD[] = {"1990000000", "199000000000", "王小明",      "199-0000-00",
                                      "1",          "\xff\xff",     "1990000000 ", "１9900000000"};
    for (size_t i = 0; i < sizeof(ODD) / sizeof(ODD[0]); i++) {
        assert_string_equal(mask_mobile(arena, ODD[i]), "***");
        assert_string_equal(mask_id_card(arena, ODD[i]), "***");
        assert_string_equal(mask_id_card_public(arena, ODD[i]), "***");
    }
    assert_string_equal(mask_bank_card(arena, "62220000012"), "***");
    assert_string_equal(mask_bank_card(arena, "6222 0000 0000 0000 012"), "***");
    assert_string_equal(mask_name(arena, "王\xe5\xb0"), "***");
    assert_string_equal(mask_address(arena, "重庆市\xff"), "***");
    assert_string_equal(mask_email(arena, "no address"), "***");
    assert_string_equal(mask_email(arena, "@example.cn"), "***");
    assert_string_equal(mask_email(arena, "someone@"), "***");
}

static void nothing_stays_nothing(void **state)
{
    (void)state;
    char *(*const masks[])(struct arena *, const char *) = {
        mask_name,      mask_mobile,  mask_id_card, mask_id_card_public,
        mask_bank_card, mask_address, mask_email};
    for (size_t i = 0; i < sizeof(masks) / sizeof(masks[0]); i++) {
        assert_string_equal(masks[i](arena, ""), "");
        assert_string_equal(masks[i](arena, NULL), "");
    }
}

static void addresses_end_at_the_township(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        {"重庆市奉节县永乐镇铁佛村3组12号", "重庆市奉节县永乐镇***"},
        {"重庆市奉节县永安街道人民路1号", "重庆市奉节县永安街道***"},
        {"重庆市奉节县太和土家族乡金子村", "重庆市奉节县太和土家族乡***"},
        {"湖南省衡阳市衡阳县西渡镇某某路8号", "湖南省衡阳市衡阳县西渡镇***"},
        {"湖南省株洲市醴陵市来龙门街道5号", "湖南省株洲市醴陵市来龙门街道***"},
        {"湖南省长沙市宁乡市双江口镇", "湖南省长沙市宁乡市双江口镇***"},
        {"湖南省常德市安乡县深柳镇1号", "湖南省常德市安乡县深柳镇***"},
        {"江西省景德镇市浮梁县浮梁镇1号", "江西省景德镇市浮梁县浮梁镇***"},
        {"江苏省镇江市丹徒区谷阳镇1号", "江苏省镇江市丹徒区谷阳镇***"},
        {"云南省昭通市镇雄县乌峰街道1号", "云南省昭通市镇雄县乌峰街道***"},
        {"广东省东莞市虎门镇某某工业区3号", "广东省东莞市虎门镇***"},
        {"湖北省恩施土家族苗族自治州恩施市龙凤镇1号", "湖北省恩施土家族苗族自治州恩施市龙凤镇***"},
        {"内蒙古自治区呼伦贝尔市陈巴尔虎旗巴彦库仁镇",
         "内蒙古自治区呼伦贝尔市陈巴尔虎旗巴彦库仁镇***"},
        {"西藏自治区阿里地区噶尔县狮泉河镇", "西藏自治区阿里地区噶尔县狮泉河镇***"},
        {"奉节县永乐镇铁佛村", "奉节县永乐镇***"},
        {"北京市朝阳区望京街道某某小区3栋", "北京市朝阳区望京街道***"},
    };
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++)
        assert_string_equal(mask_address(arena, PAIRS[i][0]), PAIRS[i][1]);
}

static void addresses_without_township_show_less(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        {"重庆市渝北区人民路1号", "重庆市渝北区***"},
        {"重庆市渝北区人民路1号乡村酒店", "重庆市渝北区***"},
        {"重庆市渝北区某某小区3栋2单元", "重庆市渝北区***"},
        {"湖南省长沙市雨花区省府路8号", "湖南省长沙市雨花区***"},
        {"长沙市雨花区省府路8号", "长沙市雨花区***"},
        {"奉节县人民路超市", "奉节县***"},
        {"奉节县永乐镇市场路1号", "奉节县永乐镇***"},
        {"上海市南京路100号", "上海市***"},
        {"某某小区3栋", "***"},
        {"人民路1号", "***"},
        {"永乐镇铁佛村3组", "***"},
        {"Room 5, 100 Nanjing Road", "***"},
    };
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++)
        assert_string_equal(mask_address(arena, PAIRS[i][0]), PAIRS[i][1]);
}

static void emails_keep_their_domain(void **state)
{
    (void)state;
    assert_string_equal(mask_email(arena, "abc@example.cn"), "a***@example.cn");
    assert_string_equal(mask_email(arena, "a@example.cn"), "a***@example.cn");
    assert_string_equal(mask_email(arena, "a@b@example.cn"), "a***@example.cn");
    assert_string_equal(mask_email(arena, "橙子@example.cn"), "橙***@example.cn");
}

/* Addresses put together at random from names and street words: clean text, a prefix of the input,
 * and no digit shown. */
static void a_masked_address_never_shows_a_house(void **state)
{
    (void)state;
    static const char *const PARTS[] = {
        "省", "市",   "县",   "区",   "镇",   "乡",     "街道",   "路", "村", "组", "3",
        "号", "小区", "永乐", "奉节", "人民", "自治区", "自治州", "旗", "栋", "甲", "超"};
    struct prng prng = {6};
    for (int round = 0; round < 5000; round++) {
        char address[256] = "";
        size_t length = 0;
        for (int64_t parts = prng_between(&prng, 1, 14); parts > 0; parts--) {
            const char *part = PARTS[prng_between(&prng, 0, sizeof(PARTS) / sizeof(PARTS[0]) - 1)];
            memcpy(address + length, part, strlen(part) + 1);
            length += strlen(part);
        }
        const char *mask = mask_address(arena, address);
        size_t shown = strlen(mask) - 3;
        assert_string_equal(mask + shown, "***");
        assert_memory_equal(mask, address, shown);
        assert_true(text_is_clean(mask, strlen(mask), false));
        assert_null(strchr(mask, '3'));
        assert_null(strstr(mask, "路"));
        assert_null(strstr(mask, "村"));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_keep_their_first_character),
        cmocka_unit_test(numbers_keep_head_and_tail),
        cmocka_unit_test(what_is_not_expected_is_hidden),
        cmocka_unit_test(nothing_stays_nothing),
        cmocka_unit_test(addresses_end_at_the_township),
        cmocka_unit_test(addresses_without_township_show_less),
        cmocka_unit_test(emails_keep_their_domain),
        cmocka_unit_test(a_masked_address_never_shows_a_house),
    };
    return cmocka_run_group_tests(tests, open_arena, close_arena);
}
