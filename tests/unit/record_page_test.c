/* A page of the register's records, as the child packs it and the mall takes it out again. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "registry/record_page.h"

static struct arena *arena;

/* clang-format off */
#define MEMBER(no_, relation_) "{\"person_no\":\"" no_ "\",\"name\":\"示例·人𠮷\"," \
    "\"id_number\":\"110101190001010014\",\"sex\":\"男\"," \
    "\"relation\":\"" relation_ "\",\"ethnicity\":\"汉族\"," \
    "\"education\":\"小学\",\"schooling\":\"非在校\"," \
    "\"health\":[\"长期慢性病\",\"残疾\"]," \
    "\"labour\":\"普通劳动力\",\"away_months\":3,\"employer\":\"\"," \
    "\"serious_illness_insurance\":true,\"subsistence\":false," \
    "\"identified_on\":\"2014-03-01\",\"phone\":\"\",\"state\":\"living\"}"
#define HOUSEHOLD(no_, state_, members_) "{\"household_no\":\"" no_ "\"," \
    "\"village_code\":\"500236131201\",\"group_name\":\"一组\"," \
    "\"state\":\"" state_ "\",\"standard\":\"国家\"," \
    "\"attribute\":\"一般贫困户\",\"family_type\":\"脱贫户\"," \
    "\"main_cause\":\"因病\",\"other_causes\":[\"缺水\"]," \
    "\"phone\":\"\",\"bank_name\":\"\",\"bank_account\":\"\",\"bank_holder\":\"\"," \
    "\"unsafe_housing\":false,\"safe_water\":true,\"net_income_fen\":-12345," \
    "\"identified_on\":\"2014-03-01\",\"monitored_type\":null,\"risks\":[]," \
    "\"out_of_poverty_year\":2019,\"no_labour\":false,\"helper_name\":\"\"," \
    "\"helper_unit\":\"\",\"members\":[" members_ "]}"

static const char PAGE[] = HOUSEHOLD("J500236-1", "registered", MEMBER("P500236-1", "户主")) "\n"
    HOUSEHOLD("J500236-2", "gone", MEMBER("P500236-2", "户主")) "\n"
    "\n"
    "{\"household_no\":\n"
    HOUSEHOLD("J500236-3", "exited", MEMBER("P500236-3", "户主"));
/* clang-format on */
enum { LINES = 5 };

static struct record_page unpacked(const struct shape_pack *pack)
{
    struct record_page page;
    assert_true(record_page_unpack(arena, pack->bytes, pack->length, &page));
    return page;
}

static void each_line_is_what_it_is_when_read_here(void **state)
{
    (void)state;
    struct shape_pack pack = {.bytes = NULL};
    record_page_work(PAGE, sizeof(PAGE) - 1, &pack);
    struct record_page page = unpacked(&pack);
    const char *at = PAGE;
    assert_int_equal(page.count, LINES);
    for (int i = 0; i < LINES; i++) {
        size_t length = strcspn(at, "\n");
        struct record record;
        struct record_faults faults;
        bool good = record_read(arena, at, length, &record, &faults);
        const struct record_line *line = &page.lines[i];
        assert_int_equal(line->faults.count, faults.count);
        for (int k = 0; k < faults.count; k++) {
            assert_string_equal(line->faults.items[k].field, faults.items[k].field);
            assert_string_equal(line->faults.items[k].message, faults.items[k].message);
        }
        assert_string_equal(line->record.household_no, record.household_no);
        assert_int_equal(good, line->text != NULL);
        if (good) {
            assert_string_equal(line->text, record_text(arena, &record));
            assert_string_equal(record_text(arena, &line->record), line->text);
        }
        at += length + 1;
    }
    free(pack.bytes);
}

static void good_and_bad_lines_are_told_apart(void **state)
{
    (void)state;
    struct shape_pack pack = {.bytes = NULL};
    record_page_work(PAGE, sizeof(PAGE) - 1, &pack);
    struct record_page page = unpacked(&pack);
    assert_int_equal(page.lines[0].faults.count, 0);
    assert_int_equal(page.lines[0].record.net_income_fen, -12345);
    assert_int_equal(page.lines[0].record.members.count, 1);
    assert_string_equal(page.lines[1].faults.items[0].field, "state");
    assert_string_equal(page.lines[1].record.household_no, "J500236-2");
    assert_true(page.lines[2].faults.count > 0 && page.lines[3].faults.count > 0);
    assert_string_equal(page.lines[4].record.state, "exited");
    free(pack.bytes);
}

/* The child is not believed: whatever part of an answer comes, nothing beyond it is read. */
static void a_cut_answer_is_none(void **state)
{
    (void)state;
    struct shape_pack pack = {.bytes = NULL};
    struct record_page page;
    record_page_work(PAGE, sizeof(PAGE) - 1, &pack);
    for (size_t length = 0; length < pack.length; length++) {
        char *part = malloc(length + 1); /* so that reading on is seen */
        memcpy(part, pack.bytes, length);
        assert_false(record_page_unpack(arena, part, length, &page));
        free(part);
    }
    free(pack.bytes);
}

static void numbers_that_cannot_be_are_refused(void **state)
{
    (void)state;
    struct shape_pack pack = {.bytes = NULL};
    struct record_page page;
    shape_pack_number(&pack, UINT32_MAX);
    assert_false(record_page_unpack(arena, pack.bytes, pack.length, &page));
    pack.length = 0;
    shape_pack_number(&pack, 1);
    shape_pack_number(&pack, RECORD_FAULTS_MAX + 1);
    shape_pack_text(&pack, "J500236-1");
    assert_false(record_page_unpack(arena, pack.bytes, pack.length, &page));
    free(pack.bytes);
}

static void an_empty_page_has_no_lines(void **state)
{
    (void)state;
    struct shape_pack pack = {.bytes = NULL};
    record_page_work("", 0, &pack);
    assert_int_equal(unpacked(&pack).count, 0);
    free(pack.bytes);
}

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_free(arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_line_is_what_it_is_when_read_here, set_up, tear_down),
        cmocka_unit_test_setup_teardown(good_and_bad_lines_are_told_apart, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_cut_answer_is_none, set_up, tear_down),
        cmocka_unit_test_setup_teardown(numbers_that_cannot_be_are_refused, set_up, tear_down),
        cmocka_unit_test_setup_teardown(an_empty_page_has_no_lines, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
