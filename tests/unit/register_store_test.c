/* The register's file: snapshots stand still while changes go on, and what a merge or a split makes
 * of households and people adds up. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "register-mock/register_edit.h"
#include "register-mock/register_invent.h"
#include "register-mock/register_record.h"
#include "tests/unit/wechat_support.h"

static const int64_t NOW_US = 1764000000000000;

static char folder[64], path[128];
static struct register_store store;
static struct arena *arena;

/* ---- a register of three households -------------------------------------------------------- */

static const char *const PEOPLE[][2] = {{"500237190001010019", "男"}, {"500237190001010027", "女"},
                                        {"500237190001010035", "男"}, {"500237190001010043", "女"},
                                        {"500237190001010051", "男"}, {"50023719000101006X", "女"}};

/* With two people each: head and spouse. */
static void add_household(int n)
{
    struct register_seed seed = {
        .household_no = arena_printf(arena, "T%d", n),
        .village_code = "500236131201",
        .identified_on = "2015-07-25",
        .attribute = "低保户",
        .family_type = "脱贫户",
        .main_cause = "因病",
        .phone = "",
        .bank_account = "",
        .count = 2,
    };
    for (int i = 0; i < 2; i++) {
        char *identity = arena_strdup(arena, PEOPLE[2 * n + i][0]);
        identity[17] = register_identity_check(identity);
        seed.people[i] = (struct register_seed_person){
            .person_no = arena_printf(arena, "T%d-%02d", n, i + 1),
            .name = "示例",
            .id_number = identity,
            .sex = PEOPLE[2 * n + i][1],
            .relation = i == 0 ? "户主" : "配偶",
            .labour = "普通劳动力",
        };
    }
    struct register_household household = register_invent(arena, &seed);
    register_store_fill(&store, &household);
}

static int setup(void **state)
{
    (void)state;
    if (!crypto_init())
        return -1;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    temporary_folder_make(folder);
    snprintf(path, sizeof path, "%s/store", folder);
    assert_true(register_store_open(&store, path, stderr));
    register_store_begin(&store);
    for (int n = 0; n < 3; n++)
        add_household(n);
    register_store_filled(&store);
    register_store_commit(&store);
    return 0;
}

static int teardown(void **state)
{
    (void)state;
    register_store_close(&store);
    temporary_folder_remove(folder);
    arena_free(arena);
    return 0;
}

/* ---- words --------------------------------------------------------------------------------- */

static json_t *parse(const char *text)
{
    json_t *json = json_loads(text, 0, NULL);
    assert_non_null(json);
    arena_defer(arena, (void (*)(void *))json_decref, json);
    return json;
}

/* Carries a wish out: "kind household_no" of each change, parted by commas; or the refusal's code.
 */
static const char *edit(const char *wish)
{
    struct register_refusal why;
    json_t *done;
    const char *told = "";
    if (!register_edit(&store, arena, parse(wish), NOW_US, &done, &why))
        return why.code;
    for (size_t i = 0; i < json_array_size(done); i++) {
        const json_t *change = json_array_get(done, i);
        told = arena_printf(arena, "%s%s%s %s", told, i == 0 ? "" : ", ",
                            register_record_text(change, "kind"),
                            register_record_text(change, "household_no"));
    }
    json_decref(done);
    return told;
}

static struct register_snapshot take(void)
{
    struct register_snapshot snapshot;
    register_store_begin(&store);
    register_store_take(&store, arena, NOW_US, &snapshot);
    register_store_commit(&store);
    return snapshot;
}

/* A snapshot whole, read by pages of `limit`. */
static const char *read_all(const struct register_snapshot *snapshot, int limit)
{
    struct register_page page = {.more = true};
    const char *text = "", *village_code = "", *household_no = "";
    while (page.more) {
        register_store_page(&store, arena, snapshot, village_code, household_no, limit, &page);
        assert_true(page.count <= limit);
        text = arena_printf(arena, "%s%s", text, page.text);
        village_code = arena_strdup(arena, page.village_code);
        household_no = arena_strdup(arena, page.household_no);
    }
    return text;
}

static json_t *household(const char *number)
{
    const char *record = register_store_record(&store, arena, number);
    assert_non_null(record);
    return parse(record);
}

/* "T0-01 户主 living" of each member, parted by commas. */
static const char *members_of(const char *number)
{
    const json_t *members = json_object_get(household(number), "members");
    const char *text = "";
    for (size_t i = 0; i < json_array_size(members); i++) {
        const json_t *member = json_array_get(members, i);
        text = arena_printf(arena, "%s%s%s %s %s", text, i == 0 ? "" : ", ",
                            register_record_text(member, "person_no"),
                            register_record_text(member, "relation"),
                            register_record_text(member, "state"));
    }
    return text;
}

/* Lines of all households' records, and of their members, counted one by one. */
static void expect_sums(void)
{
    const char *numbers[32];
    int count = register_store_numbers(&store, arena, "", 32, numbers);
    size_t members = 0;
    for (int i = 0; i < count; i++) {
        json_t *record = household(numbers[i]);
        const char *fault = "";
        members += json_array_size(json_object_get(record, "members"));
        if (!register_record_check(arena, record, &fault))
            fail_msg("%s breaks a rule: %s", numbers[i], fault);
    }
    assert_int_equal(store.households, count);
    assert_int_equal(store.members, members);
}

static int64_t rows_kept(void)
{
    sqlite3_stmt *statement = register_db_use(store.db, "select count(*) from household");
    assert_true(register_db_step(store.db, statement));
    int64_t rows = sqlite3_column_int64(statement, 0);
    register_db_done(statement);
    return rows;
}

/* ---- snapshots ----------------------------------------------------------------------------- */

static void a_snapshot_stands_still_while_changes_go_on(void **state)
{
    (void)state;
    struct register_snapshot first = take();
    const char *before = read_all(&first, 2);
    assert_string_equal(edit("{\"kind\":\"moved\",\"household_no\":\"T0\","
                             "\"village_code\":\"500236131202\"}"),
                        "moved T0");
    edit("{\"kind\":\"moved\",\"household_no\":\"T0\",\"village_code\":\"500236131200\"}");
    edit("{\"kind\":\"corrected\",\"household_no\":\"T1\",\"fields\":{\"group_name\":\"新组\"}}");
    edit("{\"kind\":\"joined\",\"village_code\":\"500236131201\"}");
    for (int limit = 1; limit <= 4; limit++)
        assert_string_equal(read_all(&first, limit), before);

    struct register_snapshot second = take();
    const char *now = read_all(&second, 3);
    assert_string_not_equal(now, before);
    assert_non_null(strstr(now, "新组"));
    assert_int_equal(second.households, 4);
    edit("{\"kind\":\"exited\",\"household_no\":\"T2\"}");
    assert_string_equal(read_all(&first, 2), before);
    assert_string_equal(read_all(&second, 2), now);
    expect_sums();
}

static void the_last_two_snapshots_are_readable(void **state)
{
    (void)state;
    struct register_snapshot first = take(), found;
    edit("{\"kind\":\"exited\",\"household_no\":\"T0\"}");
    struct register_snapshot second = take();
    assert_true(register_store_snapshot(&store, arena, first.snapshot_id, &found));
    assert_int_equal(rows_kept(), 4); /* T0 twice */
    struct register_snapshot third = take();
    assert_false(register_store_snapshot(&store, arena, first.snapshot_id, &found));
    assert_true(register_store_snapshot(&store, arena, second.snapshot_id, &found));
    assert_true(register_store_latest(&store, arena, &found));
    assert_string_equal(found.snapshot_id, third.snapshot_id);
    assert_int_equal(rows_kept(), 3); /* what nobody can read any more is gone */
    assert_string_not_equal(first.snapshot_id, second.snapshot_id);
}

static void what_no_snapshot_shows_is_not_kept(void **state)
{
    (void)state;
    for (int i = 0; i < 5; i++)
        edit(arena_printf(arena,
                          "{\"kind\":\"corrected\",\"household_no\":\"T0\","
                          "\"fields\":{\"group_name\":\"%d组\"}}",
                          i));
    assert_int_equal(rows_kept(), 3);
    take();
    for (int i = 0; i < 5; i++)
        edit(arena_printf(arena,
                          "{\"kind\":\"corrected\",\"household_no\":\"T0\","
                          "\"fields\":{\"group_name\":\"%d组\"}}",
                          i));
    assert_int_equal(rows_kept(), 4);
}

/* ---- the feed ------------------------------------------------------------------------------ */

static void changes_have_numbers_without_a_gap(void **state)
{
    (void)state;
    struct register_news news[8];
    edit("{\"kind\":\"exited\",\"household_no\":\"T0\"}");
    edit("{\"kind\":\"exited\",\"household_no\":\"T0\"}"); /* refused: no number */
    edit("{\"kind\":\"merged\",\"household_no\":\"T1\",\"into\":\"T2\"}");
    assert_int_equal(store.change_no, 3);
    assert_int_equal(register_store_news(&store, arena, 0, 8, news), 3);
    for (int i = 0; i < 3; i++)
        assert_int_equal(news[i].change_no, i + 1);
    assert_string_equal(news[1].kind, "merged");
    assert_string_equal(news[1].into, "[\"T2\"]");
    assert_null(news[2].into);
    assert_int_equal(register_store_news(&store, arena, 1, 1, news), 1);
    assert_int_equal(news[0].change_no, 2);
    assert_int_equal(register_store_news(&store, arena, 3, 8, news), 0);
}

static void what_was_committed_is_there_after_opening_again(void **state)
{
    (void)state;
    edit("{\"kind\":\"moved\",\"household_no\":\"T0\",\"village_code\":\"500236131202\"}");
    struct register_snapshot snapshot = take(), found;
    register_store_close(&store);
    assert_true(register_store_open(&store, path, stderr));
    assert_int_equal(store.change_no, 1);
    assert_int_equal(store.households, 3);
    assert_true(register_store_latest(&store, arena, &found));
    assert_string_equal(found.snapshot_id, snapshot.snapshot_id);
    expect_sums();
}

static void a_nonce_is_used_once(void **state)
{
    (void)state;
    assert_true(register_store_nonce(&store, "mall", "aa", 1000));
    assert_false(register_store_nonce(&store, "mall", "aa", 1600));
    assert_true(register_store_nonce(&store, "else", "aa", 1600));
    register_store_close(&store);
    assert_true(register_store_open(&store, path, stderr));
    assert_false(register_store_nonce(&store, "mall", "aa", 1600));
    /* by then its time is too far off for any request */
    assert_true(register_store_nonce(&store, "mall", "aa", 1601));
}

/* ---- people -------------------------------------------------------------------------------- */

static void a_merge_moves_the_living(void **state)
{
    (void)state;
    const char *someone = register_record_text(
        json_array_get(json_object_get(household("T0"), "members"), 1), "id_number");
    edit("{\"kind\":\"deceased\",\"household_no\":\"T0\",\"person_no\":\"T0-01\"}");
    assert_string_equal(edit("{\"kind\":\"merged\",\"household_no\":\"T0\",\"into\":\"T1\"}"),
                        "merged T0, corrected T1");
    assert_string_equal(members_of("T0"), "T0-01 配偶 deceased, T0-02 户主 moved_out");
    assert_string_equal(members_of("T1"),
                        "T1-01 户主 living, T1-02 配偶 living, T0-02 其他 living");
    assert_string_equal(register_record_text(household("T0"), "state"), "exited");
    assert_string_equal(register_store_household_of(&store, arena, someone), "T1");
    expect_sums();
    assert_string_equal(edit("{\"kind\":\"merged\",\"household_no\":\"T1\",\"into\":\"T0\"}"),
                        "conflict");
    assert_string_equal(edit("{\"kind\":\"merged\",\"household_no\":\"T1\",\"into\":\"T1\"}"),
                        "conflict");
}

static void a_split_makes_households_of_their_own(void **state)
{
    (void)state;
    assert_string_equal(edit("{\"kind\":\"split\",\"household_no\":\"T0\","
                             "\"into\":[{\"members\":[\"T0-01\"]}]}"),
                        "split T0, joined J500236-000001");
    assert_string_equal(members_of("T0"), "T0-01 配偶 moved_out, T0-02 户主 living");
    assert_string_equal(members_of("J500236-000001"), "T0-01 户主 living");
    assert_string_equal(register_record_text(household("T0"), "state"), "registered");
    expect_sums();

    /* and back again: who stands in the record already is not there twice */
    edit("{\"kind\":\"merged\",\"household_no\":\"J500236-000001\",\"into\":\"T0\"}");
    assert_string_equal(members_of("T0"), "T0-01 其他 living, T0-02 户主 living");
    expect_sums();
}

static void a_household_that_everybody_leaves_exits(void **state)
{
    (void)state;
    assert_string_equal(edit("{\"kind\":\"split\",\"household_no\":\"T0\",\"into\":["
                             "{\"members\":[\"T0-01\"]},{\"members\":[\"T0-02\"],"
                             "\"village_code\":\"500236131202\"}]}"),
                        "split T0, joined J500236-000001, joined J500236-000002");
    assert_string_equal(register_record_text(household("T0"), "state"), "exited");
    assert_string_equal(register_record_text(household("J500236-000002"), "village_code"),
                        "500236131202");
    edit("{\"kind\":\"deceased\",\"household_no\":\"T1\",\"person_no\":\"T1-02\"}");
    assert_string_equal(
        edit("{\"kind\":\"deceased\",\"household_no\":\"T1\",\"person_no\":\"T1-01\"}"),
        "deceased T1, exited T1");
    expect_sums();
}

static void what_breaks_a_rule_changes_nothing(void **state)
{
    (void)state;
    static const char *const WRONG[][2] = {
        {"{\"kind\":\"split\",\"household_no\":\"T0\",\"into\":[{\"members\":[\"T0-01\"]},"
         "{\"members\":[\"T0-01\"]}]}",
         "conflict"},
        {"{\"kind\":\"split\",\"household_no\":\"T0\",\"into\":[{\"members\":[\"T1-01\"]}]}",
         "conflict"},
        {"{\"kind\":\"split\",\"household_no\":\"T0\",\"into\":[]}", "bad_request"},
        {"{\"kind\":\"moved\",\"household_no\":\"T0\",\"village_code\":\"5\"}", "bad_record"},
        {"{\"kind\":\"corrected\",\"household_no\":\"T0\",\"members\":["
         "{\"person_no\":\"T0-02\",\"relation\":\"户主\"}]}",
         "bad_record"},
        {"{\"kind\":\"corrected\",\"household_no\":\"T0\",\"members\":["
         "{\"person_no\":\"T0-02\",\"id_number\":\"50023719000101003A\"}]}",
         "bad_record"},
        {"{\"kind\":\"corrected\",\"household_no\":\"T0\",\"fields\":{\"favourite\":1}}",
         "bad_record"},
        {"{\"kind\":\"corrected\",\"household_no\":\"T0\",\"fields\":{\"household_no\":\"T9\"}}",
         "bad_request"},
        {"{\"kind\":\"deceased\",\"household_no\":\"T0\",\"person_no\":\"T1-01\"}", "not_found"},
        {"{\"kind\":\"exited\",\"household_no\":\"T9\"}", "not_found"},
        {"{\"kind\":\"vanished\",\"household_no\":\"T0\"}", "bad_request"},
        {"{}", "bad_request"},
    };
    struct register_snapshot before = take();
    for (size_t i = 0; i < sizeof WRONG / sizeof WRONG[0]; i++)
        assert_string_equal(edit(WRONG[i][0]), WRONG[i][1]);
    assert_int_equal(store.change_no, 0);
    struct register_snapshot after = take();
    assert_string_equal(read_all(&before, 9), read_all(&after, 9));
    expect_sums();
}

static void a_person_is_in_one_household(void **state)
{
    (void)state;
    json_t *stranger =
        json_deep_copy(json_array_get(json_object_get(household("T1"), "members"), 1));
    json_object_set_new(stranger, "person_no", json_string("T0-09"));
    json_t *wish = json_pack("{s:s, s:s, s:[o]}", "kind", "corrected", "household_no", "T0",
                             "members", stranger);
    char *text = json_dumps(wish, 0);
    assert_string_equal(edit(text), "conflict"); /* another number for the same person */
    free(text);
    json_object_set_new(stranger, "person_no", json_string("T1-02"));
    text = json_dumps(wish, 0);
    assert_string_equal(edit(text), "conflict"); /* who lives in T1 */
    free(text);
    json_decref(wish);
    expect_sums();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
#define STORE_TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
        STORE_TEST(a_snapshot_stands_still_while_changes_go_on),
        STORE_TEST(the_last_two_snapshots_are_readable),
        STORE_TEST(what_no_snapshot_shows_is_not_kept),
        STORE_TEST(changes_have_numbers_without_a_gap),
        STORE_TEST(what_was_committed_is_there_after_opening_again),
        STORE_TEST(a_nonce_is_used_once),
        STORE_TEST(a_merge_moves_the_living),
        STORE_TEST(a_split_makes_households_of_their_own),
        STORE_TEST(a_household_that_everybody_leaves_exits),
        STORE_TEST(what_breaks_a_rule_changes_nothing),
        STORE_TEST(a_person_is_in_one_household),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
