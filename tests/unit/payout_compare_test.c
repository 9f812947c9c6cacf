/* What speaks against a payout: each fact by its own name, none without a fact, and the names go
 * into text and back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "settlement/compare.h"

/* A household that nothing speaks against. */
static struct compared_household fine(void)
{
    return (struct compared_household){.household_id = 1,
                                       .due_fen = 340,
                                       .state = HOUSEHOLD_CONFIRMED,
                                       .verdicts = "17",
                                       .payee = "{\"account\":\"6222000000000000012\"}"};
}

static void nothing_speaks_against_it(void **state)
{
    struct compared_household household = fine();
    (void)state;
    assert_int_equal(compare_reasons(&household), 0);
    household.due_fen = 0; /* how much is due is no reason */
    assert_int_equal(compare_reasons(&household), 0);
}

static void each_fact_has_its_name(void **state)
{
    static const struct {
        const char *words;
        struct compared_household change; /* members that are not zero are taken */
    } FACTS[] = {
        {"suspended", {.state = HOUSEHOLD_SUSPENDED}},
        {"removed", {.state = HOUSEHOLD_REMOVED}},
        {"unfit", {.has_unfit = true}},
        {"doubt", {.has_doubt = true}},
        {"unknown", {.has_unknown = true}},
        {"flag", {.has_flag = true}},
        {"shared_account", {.is_shared = true}},
    };
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    for (size_t i = 0; i < sizeof(FACTS) / sizeof(FACTS[0]); i++) {
        struct compared_household household = fine();
        household.state = FACTS[i].change.state;
        household.has_unfit = FACTS[i].change.has_unfit;
        household.has_doubt = FACTS[i].change.has_doubt;
        household.has_unknown = FACTS[i].change.has_unknown;
        household.has_flag = FACTS[i].change.has_flag;
        household.is_shared = FACTS[i].change.is_shared;
        assert_string_equal(payout_reasons_text(arena, compare_reasons(&household)),
                            FACTS[i].words);
    }
    struct compared_household household = fine();
    household.verdicts = "";
    assert_string_equal(payout_reasons_text(arena, compare_reasons(&household)), "unjudged");
    household.payee = NULL;
    assert_string_equal(payout_reasons_text(arena, compare_reasons(&household)),
                        "unjudged,no_account");
    arena_free(arena);
}

static void names_go_into_text_and_back(void **state)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    for (uint32_t reasons = 0; reasons < STATE_SET(REASON_COUNT); reasons++)
        if (payout_reasons_of(payout_reasons_text(arena, reasons)) != reasons)
            fail_msg("set %u", reasons);
    assert_int_equal(payout_reasons_of("nothing,like,this"), 0);
    assert_int_equal(payout_reasons_of("flags,flag,fla"), STATE_SET(REASON_FLAG));
    arena_free(arena);
}

static void what_nobody_lets_pass(void **state)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    (void)state;
    assert_string_equal(payout_reasons_text(arena, REASONS_FIRM),
                        "no_account,account_changed,less");
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_speaks_against_it),
        cmocka_unit_test(each_fact_has_its_name),
        cmocka_unit_test(names_go_into_text_and_back),
        cmocka_unit_test(what_nobody_lets_pass),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
