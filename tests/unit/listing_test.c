/* Listings and lots as far as no database is needed: the machines, drafts, differences, questions
 * to the search. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "catalog/listing_draft.h"
#include "catalog/picture.h"
#include "catalog/listing_read.h"
#include "catalog/lot.h"
#include "catalog/machines.h"
#include "catalog/search.h"

static struct arena *arena;

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

/* ---- machines ---- */

static void only_publicised_versions_go_on_sale(void **state)
{
    (void)state;
    for (int from = 0; from < LISTING_MACHINE.state_count; from++) {
        bool may = machine_allows(&LISTING_MACHINE, from, LISTING_ON_SALE);
        assert_int_equal(may, from == LISTING_PUBLICISED);
    }
}

static void nothing_comes_back(void **state)
{
    (void)state;
    assert_int_equal(LISTING_MACHINE.state_count, 9);
    assert_true(machine_is_terminal(&LISTING_MACHINE, LISTING_OFF_SALE));
    assert_true(machine_is_terminal(&LISTING_MACHINE, LISTING_REJECTED));
    assert_true(machine_is_terminal(&LISTING_MACHINE, LISTING_EXPIRED));
    for (int from = 0; from < LISTING_MACHINE.state_count; from++)
        assert_false(machine_allows(&LISTING_MACHINE, from, LISTING_DRAFT));
    assert_true(machine_is_terminal(&LOT_MACHINE, LOT_CLOSED));
    assert_true(machine_allows(&LOT_MACHINE, LOT_HELD, LOT_OPEN));
    assert_false(machine_allows(&LOT_MACHINE, LOT_CLOSED, LOT_OPEN));
}

static void what_is_on_sale_only_goes_off(void **state)
{
    (void)state;
    for (int to = 0; to < LISTING_MACHINE.state_count; to++) {
        bool may = machine_allows(&LISTING_MACHINE, LISTING_ON_SALE, to);
        assert_int_equal(may, to == LISTING_OFF_SALE);
    }
}

/* ---- drafts ---- */

static const char DRAFT[] =
    "{\"title\":\"奉节脐橙\",\"category\":\"水果\",\"produce\":\"脐橙\",\"village_code\":"
    "\"500236131201\",\"no_reason_return\":false,"
    "\"skus\":[{\"spec\":\"5 kg "
    "装\",\"net_weight_g\":5000,\"gross_weight_g\":5430,\"price_fen\":5980}],"
    "\"plan\":{\"pools\":[{\"kind\":\"purchase\",\"rule\":\"fen_per_kg\",\"rate\":460,\"shares\":[{"
    "\"household_id\":\"1\",\"weight\":1}]}]}}";

/* The draft with one member set to another value ("" takes it away). */
static bool draft_with(const char *name, const char *value, struct listing_draft *draft,
                       struct refusal *why)
{
    json_t *body = json_loads(DRAFT, 0, NULL);
    if (value[0] == '\0')
        json_object_del(body, name);
    else
        json_object_set_new(body, name, json_loads(value, JSON_DECODE_ANY, NULL));
    char *text = json_dumps(body, 0);
    *draft = (struct listing_draft){.producer_id = 0};
    *why = (struct refusal){.have = -1};
    bool ok = shape_read(arena, &LISTING_DRAFT_SHAPE, text, strlen(text), draft, why) &&
              listing_draft_check(draft, why);
    free(text);
    json_decref(body);
    return ok;
}

static void a_short_draft_is_enough(void **state)
{
    (void)state;
    struct listing_draft draft;
    struct refusal why;
    assert_true(draft_with("story", "", &draft, &why));
    assert_string_equal(draft.story, "");
    assert_string_equal(draft.picture, "orange");
    assert_string_equal(draft.season_from, "");
    assert_int_equal(draft.size_high_mm, 0);
}

static void a_picture_fits_the_produce(void **state)
{
    (void)state;
    static const struct {
        const char *produce, *category, *picture;
    } CASES[] = {
        {"脐橙", "水果", "orange"},
        {"晚熟柑橘", "水果", "tangerine"},
        {"苹果脆片", "加工食品", "dried-fruit"},
        {"薄皮核桃", "干货", "walnut"},
        {"黑枸杞", "干货", "black-wolfberry"},
        {"滑子菇罐头", "加工食品", "sauce"},
        {"红茶", "茶叶", "black-tea"},
        {"咸鸭蛋", "加工食品", "duck-egg"},
        {"折耳根", "蔬菜", "vegetable"},
        {"手工皂", "日用", "generic"},
    };
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
        assert_string_equal(picture_for(CASES[i].produce, CASES[i].category), CASES[i].picture);
}

static void faults_are_named_by_their_field(void **state)
{
    (void)state;
    static const struct {
        const char *name, *value, *field;
    } CASES[] = {
        {"title", "", "title"},
        {"title", "\"  \"", "title"},
        {"title", "\"橙\"", "title"},
        {"category", "\"水产品\"", "category"},
        {"village_code", "\"50023613120\"", "village_code"},
        {"village_code", "\"50023613120x\"", "village_code"},
        {"size_low_mm", "75", "size_high_mm"},
        {"size_high_mm", "75", "size_low_mm"},
        {"season_from", "\"11-20\"", "season_to"},
        {"season_to", "\"13-01\"", "season_to"},
        {"shelf_life_days", "0", "shelf_life_days"},
        {"no_reason_return", "", "no_reason_return"},
        {"no_reason_return", "1", "no_reason_return"},
        {"picture", "\"../../etc/passwd\"", "picture"},
        {"picture", "\"durian\"", "picture"},
        {"skus", "[]", "skus"},
        {"skus", "[{\"spec\":\"a\",\"net_weight_g\":2,\"gross_weight_g\":1,\"price_fen\":9000}]",
         "skus/0/gross_weight_g"},
        {"skus",
         "[{\"spec\":\"a\",\"net_weight_g\":1000001,\"gross_weight_g\":1000001,\"price_fen\":1}]",
         "skus/0/net_weight_g"},
        {"skus", "[{\"spec\":\"a\",\"net_weight_g\":1,\"gross_weight_g\":1,\"price_fen\":1.5}]",
         "skus/0/price_fen"},
        {"skus",
         "[{\"spec\":\"a\",\"net_weight_g\":5000,\"gross_weight_g\":5000,\"price_fen\":2299}]",
         "plan/pools"},
        {"owner", "1", "owner"},
    };
    struct listing_draft draft;
    struct refusal why;
    for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++) {
        assert_false(draft_with(CASES[i].name, CASES[i].value, &draft, &why));
        assert_string_equal(why.field, CASES[i].field);
        assert_in_range(why.kind->status, 422, 422);
    }
    assert_true(draft_with(
        "skus",
        "[{\"spec\":\"a\",\"net_weight_g\":5000,\"gross_weight_g\":5000,\"price_fen\":2300}]",
        &draft, &why));
}

static void a_season_may_pass_the_turn_of_the_year(void **state)
{
    (void)state;
    struct listing_draft draft;
    struct refusal why;
    assert_true(draft_with("story", "\"一行\\n又一行\"", &draft, &why));
    draft.season_from = "11-20";
    draft.season_to = "03-31";
    assert_true(listing_draft_check(&draft, &why));
}

/* ---- differences ---- */

static void a_difference_names_old_and_new(void **state)
{
    (void)state;
    json_t *before = json_pack("{s:s, s:s, s:n, s:[{s:s, s:i}]}", "title", "甲", "story", "一",
                               "size_low_mm", "skus", "sku_id", "1", "price_fen", 100);
    json_t *after = json_pack("{s:s, s:s, s:i, s:[{s:s, s:i}]}", "title", "甲", "story", "二",
                              "size_low_mm", 75, "skus", "sku_id", "1", "price_fen", 120);
    json_t *changes = listing_changes(before, after);
    assert_int_equal(json_array_size(changes), 3);
    json_t *first = json_array_get(changes, 0);
    assert_string_equal(json_string_value(json_object_get(first, "field")), "story");
    assert_string_equal(json_string_value(json_object_get(first, "old")), "一");
    assert_string_equal(json_string_value(json_object_get(first, "new")), "二");
    assert_true(json_is_null(json_object_get(json_array_get(changes, 1), "old")));
    assert_string_equal(json_string_value(json_object_get(json_array_get(changes, 2), "field")),
                        "skus");
    json_decref(changes);
    changes = listing_changes(before, before);
    assert_int_equal(json_array_size(changes), 0);
    json_decref(changes);
    json_decref(before);
    json_decref(after);
}

/* ---- questions ---- */

static void a_question_becomes_words_and_pairs(void **state)
{
    (void)state;
    struct search_terms terms;
    search_terms(arena, "　奉节  脐橙 ＫＧ 橙 ", &terms);
    assert_int_equal(terms.word_count, 4);
    assert_string_equal(terms.words[0], "奉节");
    assert_string_equal(terms.words[2], "kg");
    assert_string_equal(terms.words[3], "橙");
    search_terms(arena, " \t", &terms);
    assert_int_equal(terms.word_count, 0);
    search_terms(arena, "a b c d e f g h i j", &terms);
    assert_int_equal(terms.word_count, SEARCH_MAX_WORDS);
}

/* ---- lots ---- */

static bool check_lot(const char *harvested_on, int64_t weight_g, struct lot_supply *supplies,
                      int count, struct refusal *why)
{
    struct lot_draft draft = {"500236131201", harvested_on, weight_g, {supplies, count}};
    *why = (struct refusal){.have = -1};
    return lot_draft_check(&draft, "2026-11-22", why);
}

static void a_lot_weighs_at_least_its_deliveries(void **state)
{
    (void)state;
    struct lot_supply supplies[] = {{1, 600}, {2, 400}};
    struct refusal why;
    assert_true(check_lot("2026-11-22", 1000, supplies, 2, &why));
    assert_false(check_lot("2026-11-22", 999, supplies, 2, &why));
    assert_ptr_equal(why.kind, &LOT_SUPPLY_EXCEEDS);
    assert_true(check_lot("2026-11-22", 999, supplies, 0, &why));
    supplies[1].household_id = 1;
    assert_false(check_lot("2026-11-22", 1000, supplies, 2, &why));
    assert_string_equal(why.field, "supplies/1/household_id");
}

static void a_harvest_is_past_but_not_long(void **state)
{
    (void)state;
    struct refusal why;
    assert_true(check_lot("2024-11-22", 1, NULL, 0, &why));
    assert_false(check_lot("2024-11-21", 1, NULL, 0, &why));
    assert_false(check_lot("2026-11-23", 1, NULL, 0, &why));
    assert_ptr_equal(why.kind, &LOT_HARVEST_DATE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(only_publicised_versions_go_on_sale),
        cmocka_unit_test(nothing_comes_back),
        cmocka_unit_test(what_is_on_sale_only_goes_off),
        cmocka_unit_test(a_short_draft_is_enough),
        cmocka_unit_test(a_picture_fits_the_produce),
        cmocka_unit_test(faults_are_named_by_their_field),
        cmocka_unit_test(a_season_may_pass_the_turn_of_the_year),
        cmocka_unit_test(a_difference_names_old_and_new),
        cmocka_unit_test(a_question_becomes_words_and_pairs),
        cmocka_unit_test(a_lot_weighs_at_least_its_deliveries),
        cmocka_unit_test(a_harvest_is_past_but_not_long),
    };
    return cmocka_run_group_tests_name("listing", tests, set_up, tear_down);
}
