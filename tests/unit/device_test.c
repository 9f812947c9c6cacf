/* What is kept of where a session was opened: words, and half an address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/arena.h"
#include "logistics/tracking_public.h"
#include "registry/device.h"

static void machines_and_programs_have_names(void **state)
{
    static const struct {
        const char *user_agent, *words;
    } CASES[] = {
        {"Mozilla/5.0 (Linux; Android 14; PFFM10) AppleWebKit/537.36 Chrome/126.0 Mobile "
         "Safari/537.36 MicroMessenger/8.0.50",
         "安卓手机上的微信"},
        {"Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 "
         "Mobile/15E148 Safari/604.1",
         "苹果手机上的 Safari"},
        {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36 "
         "Edg/126.0",
         "Windows 电脑上的 Edge"},
        {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0",
         "Linux 电脑上的 Firefox"},
        {"curl/7.88.1", "其他设备"},
        {"", "其他设备"},
        {NULL, "其他设备"},
    };
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
        assert_string_equal(device_words(arena, CASES[i].user_agent), CASES[i].words);
    arena_free(arena);
}

static void half_an_address_is_kept(void **state)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    assert_string_equal(device_network(arena, "198.51.100.7"), "198.51.*.*");
    assert_string_equal(device_network(arena, "2001:db8:1:2::7"), "2001:db8:*");
    assert_string_equal(device_network(arena, "elsewhere"), "");
    arena_free(arena);
}

/* What anybody may know of a parcel's way: the place in the carrier's brackets. */
static void only_places_are_passed_on(void **state)
{
    static const struct {
        const char *text, *place;
    } CASES[] = {
        {"快件已到达【重庆转运中心】，发往【西安】", "重庆转运中心"},
        {"派送员示例王师傅 13800000000 正在派件", ""},
        {"【网点电话13800000000】已发出", "网点电话***********"},
        {"【没有结束", ""},
        {"", ""},
    };
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
        assert_string_equal(tracking_place(arena, CASES[i].text), CASES[i].place);
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(machines_and_programs_have_names),
        cmocka_unit_test(half_an_address_is_kept),
        cmocka_unit_test(only_places_are_passed_on),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
