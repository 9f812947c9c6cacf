/* Tracking: what a push says, whether it is genuine, and where it moves a parcel; the tracking
 * service's answers; freight tables. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/crypto.h"
#include "logistics/carrier_client.h"
#include "logistics/freight_table.h"
#include "logistics/parcel.h"
#include "logistics/tracking.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return crypto_init() ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

/* ---- signs ---- */

static void a_sign_is_md5_of_param_and_salt(void **state)
{
    (void)state;
    /* printf 'abcdef' | md5sum */
    assert_true(tracking_is_signed(arena, "abc", "E80B5017098950FC58AAD83C8C14978E", "def"));
    assert_true(tracking_is_signed(arena, "abc", "e80b5017098950fc58aad83c8c14978e", "def"));
    assert_false(tracking_is_signed(arena, "abd", "E80B5017098950FC58AAD83C8C14978E", "def"));
    assert_false(tracking_is_signed(arena, "abc", "E80B5017098950FC58AAD83C8C14978", "def"));
    assert_false(tracking_is_signed(arena, "abc", "E80B5017098950FC58AAD83C8C14978F", "def"));
    assert_false(tracking_is_signed(arena, "abc", "", "def"));
}

static void without_a_salt_nothing_is_believed(void **state)
{
    (void)state;
    /* printf 'abc' | md5sum */
    assert_false(tracking_is_signed(arena, "abc", "900150983CD24FB0D6963F7D28E17F72", ""));
}

/* ---- reading ---- */

static struct tracking_push push_of(const char *param)
{
    struct tracking_push push;
    struct refusal why;
    assert_true(tracking_read(arena, param, &push, &why));
    return push;
}

#define PUSH(com, nu, state, data)                                                                 \
    "{\"status\":\"polling\",\"lastResult\":{\"nu\":\"" nu "\",\"com\":\"" com                     \
    "\",\"state\":\"" state "\",\"data\":[" data "]}}"
#define EVENT(time, code, word)                                                                    \
    "{\"time\":\"" time "\",\"context\":\"到达\",\"statusCode\":\"" code "\",\"status\":\"" word   \
    "\"}"

static void a_push_is_read(void **state)
{
    (void)state;
    struct tracking_push push = push_of(
        PUSH("yuantong", "yt1000000000001", "3",
             EVENT("2026-11-22 18:00:00", "3", "") "," EVENT("2026-11-20 08:00:00", "1", "")));
    assert_string_equal(push.carrier, "YTO");
    assert_string_equal(push.waybill_no, "YT1000000000001");
    assert_int_equal(push.count, 2);
    assert_int_equal(push.events[0].state, TRACKING_SIGNED);
    assert_string_equal(push.events[0].happened, "2026-11-22T18:00:00+08:00");
    assert_int_equal(push.events[0].happened_us, INT64_C(1795341600000000));
    assert_int_equal(push.events[1].state, TRACKING_PICKED_UP);
}

static void states_come_by_code_by_word_or_from_the_whole(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        enum tracking_state state;
    } CASES[] = {
        {EVENT("2026-11-22 18:00:00", "301", ""), TRACKING_SIGNED}, /* finer codes begin with the
                                                                     * main one
                                                                     */
        {EVENT("2026-11-22 18:00:00", "14", ""), TRACKING_REFUSED},
        {EVENT("2026-11-22 18:00:00", "", "派件"), TRACKING_OUT_FOR_DELIVERY},
        {EVENT("2026-11-22 18:00:00", "", "没见过"), TRACKING_RETURNED}, /* the newest takes the
                                                                     overall state */
        {EVENT("2026-11-22 18:00:00", "9", "签收"), TRACKING_SIGNED},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        const char *param = arena_printf(arena,
                                         "{\"lastResult\":{\"nu\":\"YT1000000000001\",\"com\":"
                                         "\"yuantong\",\"state\":\"4\",\"data\":[%s]}}",
                                         CASES[i].data);
        struct tracking_push push = push_of(param);
        assert_int_equal(push.count, 1);
        assert_int_equal(push.events[0].state, CASES[i].state);
    }
}

static void what_cannot_be_read_is_left_out_or_refused(void **state)
{
    (void)state;
    struct tracking_push push;
    struct refusal why;
    push =
        push_of(PUSH("yuantong", "YT1000000000001", "0",
                     EVENT("2026-13-22 18:00:00", "0", "") "," EVENT("gestern", "0", "") "," EVENT(
                         "2026-11-22 18:00:00", "0", "") ",7,null"));
    assert_int_equal(push.count, 1);
    push = push_of(PUSH("pigeon", "YT1000000000001", "0", EVENT("2026-11-22 18:00:00", "0", "")));
    assert_int_equal(push.count, 0);
    push = push_of(
        "{\"lastResult\":{\"nu\":\"YT1000000000001\",\"com\":\"yuantong\",\"data\":\"none\"}}");
    assert_int_equal(push.count, 0);
    static const char *const BAD[] = {"",
                                      "[]",
                                      "{}",
                                      "{\"lastResult\":3}",
                                      "{\"lastResult\":{\"nu\":\"\",\"com\":\"yuantong\"}}",
                                      "{\"lastResult\":{\"nu\":\"!!\",\"com\":\"yuantong\"}}"};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
        assert_false(tracking_read(arena, BAD[i], &push, &why));
}

static void a_text_is_one_clean_line(void **state)
{
    (void)state;
    struct tracking_push push =
        push_of("{\"lastResult\":{\"nu\":\"YT1000000000001\",\"com\":\"yuantong\",\"data\":"
                "[{\"time\":\"2026-11-22 18:00:00\",\"context\":\"一\\n二\\t三\"}]}}");
    assert_string_equal(push.events[0].text, "一 二 三");
    char *long_text = arena_alloc(arena, 4000);
    memset(long_text, 'x', 3000);
    const char *param =
        arena_printf(arena,
                     "{\"lastResult\":{\"nu\":\"YT1000000000001\",\"com\":\"yuantong\",\"data\":[{"
                     "\"time\":\"2026-11-22 18:00:00\",\"context\":\"%s\"}]}}",
                     long_text);
    push = push_of(param);
    assert_int_equal(strlen(push.events[0].text), TRACKING_MAX_TEXT);
}

static void a_long_list_is_cut(void **state)
{
    (void)state;
    const char *data = EVENT("2026-11-22 18:00:00", "0", "");
    const char *item = data;
    for (int i = 1; i < TRACKING_MAX_EVENTS + 5; i++)
        data = arena_printf(arena, "%s,%s", data, item);
    struct tracking_push push = push_of(arena_printf(
        arena, "{\"lastResult\":{\"nu\":\"YT1000000000001\",\"com\":\"yuantong\",\"data\":[%s]}}",
        data));
    assert_int_equal(push.count, TRACKING_MAX_EVENTS);
}

/* ---- meaning ---- */

/* Where it goes, -1 = it stays. */
static int target(enum parcel_state from, const enum tracking_state *states, int count)
{
    struct tracking_event events[8];
    enum parcel_state to;
    for (int i = 0; i < count; i++)
        events[i] = (struct tracking_event){.state = states[i], .happened_us = count - i};
    return tracking_target(from, events, count, &to) != NULL ? (int)to : -1;
}
#define TARGET(from, ...)                                                                          \
    target(                                                                                        \
        (from), (const enum tracking_state[]){__VA_ARGS__},                                        \
        (int)(sizeof((const enum tracking_state[]){__VA_ARGS__}) / sizeof(enum tracking_state)))

static void a_parcel_only_moves_forward(void **state)
{
    (void)state;
    assert_int_equal(TARGET(PARCEL_HANDED_OVER, TRACKING_PICKED_UP), PARCEL_IN_TRANSIT);
    assert_int_equal(
        TARGET(PARCEL_HANDED_OVER, TRACKING_SIGNED, TRACKING_OUT_FOR_DELIVERY, TRACKING_IN_TRANSIT),
        PARCEL_SIGNED);
    assert_int_equal(TARGET(PARCEL_IN_TRANSIT, TRACKING_IN_TRANSIT, TRACKING_OUT_FOR_DELIVERY),
                     PARCEL_OUT_FOR_DELIVERY);
    assert_int_equal(TARGET(PARCEL_OUT_FOR_DELIVERY, TRACKING_IN_TRANSIT, TRACKING_PICKED_UP), -1);
    assert_int_equal(TARGET(PARCEL_IN_TRANSIT, TRACKING_IN_TRANSIT), -1);
    assert_int_equal(TARGET(PARCEL_SIGNED, TRACKING_RETURNED, TRACKING_SIGNED), -1);
    assert_int_equal(TARGET(PARCEL_RETURNED, TRACKING_SIGNED), -1);
    assert_int_equal(TARGET(PARCEL_LOST, TRACKING_SIGNED), -1);
}

static void incidents_move_nothing(void **state)
{
    (void)state;
    assert_int_equal(
        TARGET(PARCEL_IN_TRANSIT, TRACKING_TROUBLE, TRACKING_RETURNING, TRACKING_REFUSED), -1);
    assert_int_equal(target(PARCEL_IN_TRANSIT, NULL, 0), -1);
}

static void the_later_of_two_ends_counts(void **state)
{
    (void)state;
    assert_int_equal(TARGET(PARCEL_IN_TRANSIT, TRACKING_RETURNED, TRACKING_SIGNED),
                     PARCEL_RETURNED);
    assert_int_equal(TARGET(PARCEL_IN_TRANSIT, TRACKING_SIGNED, TRACKING_RETURNED), PARCEL_SIGNED);
}

static void a_packed_parcel_waits_for_its_waybill(void **state)
{
    (void)state;
    assert_int_equal(TARGET(PARCEL_PACKED, TRACKING_SIGNED), -1);
    for (int i = 0; i < PARCEL_MACHINE.move_count; i++)
        assert_int_equal(PARCEL_MACHINE.moves[i].from == PARCEL_PACKED,
                         PARCEL_MACHINE.moves[i].to == PARCEL_HANDED_OVER ||
                             PARCEL_MACHINE.moves[i].to == PARCEL_UNPACKED);
}

static void the_hash_tells_events_apart(void **state)
{
    (void)state;
    struct tracking_event a = {TRACKING_IN_TRANSIT, "2026-11-22T18:00:00+08:00", 0, "到达"};
    struct tracking_event b = a;
    uint8_t first[32], second[32];
    tracking_hash(arena, &a, first);
    tracking_hash(arena, &b, second);
    assert_memory_equal(first, second, 32);
    b.text = "离开";
    tracking_hash(arena, &b, second);
    assert_memory_not_equal(first, second, 32);
    b = a;
    b.state = TRACKING_SIGNED;
    tracking_hash(arena, &b, second);
    assert_memory_not_equal(first, second, 32);
    /* Each part ends with a zero byte: no character moves over a border unseen. */
    static const char BYTES[] = "2026-11-22T18:00:00+08:00\0in_transit\0到达";
    crypto_sha256(BYTES, sizeof(BYTES), second);
    assert_memory_equal(first, second, 32);
}

/* ---- the service's client ---- */

static void a_subscription_is_a_form(void **state)
{
    (void)state;
    struct carrier_settings settings = {"http://127.0.0.1:1", "k&1", "sa=lt",
                                        "http://mall.example.cn"};
    assert_string_equal(carrier_subscription(arena, &settings, "yuantong", "YT1000000000001"),
                        "schema=json&param=%7B%22company%22%3A%22yuantong%22%2C%22number%22%3A%"
                        "22YT1000000000001%22%2C%22key%22%3A%22k%261%22%2C"
                        "%22parameters%22%3A%7B%22callbackurl%22%3A%22http%3A%2F%2Fmall.example.cn%"
                        "2Fcarrier%2Fpush%2Fkuaidi100%22%2C%22salt%22%3A"
                        "%22sa%3Dlt%22%2C%22resultv2%22%3A%221%22%2C%22autoCom%22%3A%220%22%7D%7D");
}

static bool answers(int status, const char *body)
{
    struct refusal why;
    return carrier_answer(arena, status, body, strlen(body), &why);
}

static void only_done_or_done_before_is_done(void **state)
{
    (void)state;
    assert_true(answers(200, "{\"result\":true,\"returnCode\":\"200\",\"message\":\"提交成功\"}"));
    assert_true(answers(200, "{\"result\":false,\"returnCode\":\"501\",\"message\":\"重复订阅\"}"));
    assert_false(answers(200, "{\"result\":false,\"returnCode\":\"600\"}"));
    assert_false(answers(200, "{\"result\":true}"));
    assert_false(answers(200, "<html>"));
    assert_false(answers(200, ""));
    assert_false(answers(502, "{\"result\":true,\"returnCode\":\"200\"}"));
}

/* ---- freight tables ---- */

static struct freight_zone ZONES[] = {
    {"", {3000, 1000, 1000, 300}, true},
    {"50", {1000, 600, 1000, 200}, true},
    {"500236", {1000, 0, 1000, 100}, true},
    {"71", {1000, 0, 1000, 0}, false},
};
static const struct freight_table TABLE = {ZONES, 4};

static void the_longest_prefix_wins(void **state)
{
    (void)state;
    assert_ptr_equal(freight_table_pick(&TABLE, "110101"), &ZONES[0]);
    assert_ptr_equal(freight_table_pick(&TABLE, "500101"), &ZONES[1]);
    assert_ptr_equal(freight_table_pick(&TABLE, "500236131201"), &ZONES[2]);
    assert_ptr_equal(freight_table_pick(&TABLE, "710101"), &ZONES[3]);
    struct freight_table none = {ZONES + 1, 3};
    assert_null(freight_table_pick(&none, "110101"));
}

static void the_lowest_freight_is_of_where_it_is_delivered(void **state)
{
    (void)state;
    assert_int_equal(freight_table_lowest(&TABLE, 500), 0);
    assert_int_equal(freight_table_lowest(&TABLE, 3000), 200);
    struct freight_table nowhere = {ZONES + 3, 1};
    assert_int_equal(freight_table_lowest(&nowhere, 500), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_sign_is_md5_of_param_and_salt),
        cmocka_unit_test(without_a_salt_nothing_is_believed),
        cmocka_unit_test(a_push_is_read),
        cmocka_unit_test(states_come_by_code_by_word_or_from_the_whole),
        cmocka_unit_test(what_cannot_be_read_is_left_out_or_refused),
        cmocka_unit_test(a_text_is_one_clean_line),
        cmocka_unit_test(a_long_list_is_cut),
        cmocka_unit_test(a_parcel_only_moves_forward),
        cmocka_unit_test(incidents_move_nothing),
        cmocka_unit_test(the_later_of_two_ends_counts),
        cmocka_unit_test(a_packed_parcel_waits_for_its_waybill),
        cmocka_unit_test(the_hash_tells_events_apart),
        cmocka_unit_test(a_subscription_is_a_form),
        cmocka_unit_test(only_done_or_done_before_is_done),
        cmocka_unit_test(the_longest_prefix_wins),
        cmocka_unit_test(the_lowest_freight_is_of_where_it_is_delivered),
    };
    return cmocka_run_group_tests_name("tracking", tests, set_up, tear_down);
}
