/* What a capture leads to: the whole table of facts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "payment/apply.h"

static const enum payable_standing STANDINGS[] = {PAYABLE_OWED, PAYABLE_SETTLED, PAYABLE_OVER};
enum { ASKED = 5980 };

static enum payment_outcome outcome_of(bool known, bool seen, bool captured,
                                       enum payable_standing standing, int64_t captured_fen)
{
    struct payment_facts facts = {.known = known,
                                  .seen = seen,
                                  .captured = captured,
                                  .standing = standing,
                                  .asked_fen = known ? ASKED : 0,
                                  .captured_fen = captured_fen};
    return payment_outcome(&facts);
}

/* the subject's standing x attempt captured before or not, the amount as asked */
static void the_right_amount(void **state)
{
    (void)state;
    static const enum payment_outcome WANTED[3][2] = {
        {PAYMENT_PAID, PAYMENT_DUPLICATE},
        {PAYMENT_OVERPAID, PAYMENT_DUPLICATE},
        {PAYMENT_LATE, PAYMENT_DUPLICATE},
    };
    for (int t = 0; t < 3; t++)
        for (int c = 0; c < 2; c++)
            assert_int_equal(outcome_of(true, false, c == 1, STANDINGS[t], ASKED), WANTED[t][c]);
}

static void another_amount_is_a_mismatch(void **state)
{
    (void)state;
    static const int64_t AMOUNTS[] = {0, 1, ASKED - 1, ASKED + 1, -ASKED, INT64_MAX};
    for (int t = 0; t < 3; t++)
        for (int c = 0; c < 2; c++)
            for (size_t a = 0; a < sizeof(AMOUNTS) / sizeof(AMOUNTS[0]); a++)
                assert_int_equal(outcome_of(true, false, c == 1, STANDINGS[t], AMOUNTS[a]),
                                 PAYMENT_MISMATCH);
}

/* What the provider says when it is asked is the last word: the money is there, and goes back. */
static void asked_about_another_amount_goes_back(void **state)
{
    (void)state;
    static const int64_t AMOUNTS[] = {1, ASKED - 1, ASKED + 1, INT64_MAX};
    for (int t = 0; t < 3; t++)
        for (size_t a = 0; a < sizeof(AMOUNTS) / sizeof(AMOUNTS[0]); a++) {
            struct payment_facts facts = {.known = true,
                                          .standing = STANDINGS[t],
                                          .asked_fen = ASKED,
                                          .captured_fen = AMOUNTS[a],
                                          .sure = true};
            assert_int_equal(payment_outcome(&facts), PAYMENT_DIFFERS);
            facts.captured = true;
            assert_int_equal(payment_outcome(&facts), PAYMENT_MISMATCH);
            facts.seen = true;
            assert_int_equal(payment_outcome(&facts), PAYMENT_DUPLICATE);
        }
}

static void an_unknown_number_is_unknown_at_any_amount(void **state)
{
    (void)state;
    assert_int_equal(outcome_of(false, false, false, PAYABLE_OWED, 0), PAYMENT_UNKNOWN_NUMBER);
    assert_int_equal(outcome_of(false, false, false, PAYABLE_OWED, ASKED), PAYMENT_UNKNOWN_NUMBER);
}

/* What was applied before changes nothing, whatever it says now. */
static void a_seen_fact_is_a_duplicate(void **state)
{
    (void)state;
    for (int known = 0; known < 2; known++)
        for (int t = 0; t < 3; t++)
            for (int c = 0; c < 2; c++)
                for (int64_t amount = ASKED - 1; amount <= ASKED + 1; amount++)
                    assert_int_equal(outcome_of(known == 1, true, c == 1, STANDINGS[t], amount),
                                     PAYMENT_DUPLICATE);
}

/* As the table provider_event stores them. */
static void names_are_stable(void **state)
{
    (void)state;
    static const struct {
        enum payment_outcome outcome;
        const char *name;
    } NAMES[] = {
        {PAYMENT_PAID, "paid"},         {PAYMENT_DUPLICATE, "duplicate"},
        {PAYMENT_OVERPAID, "overpaid"}, {PAYMENT_LATE, "late"},
        {PAYMENT_MISMATCH, "mismatch"}, {PAYMENT_UNKNOWN_NUMBER, "unknown_number"},
        {PAYMENT_DIFFERS, "differs"},
    };
    for (size_t i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        assert_string_equal(payment_outcome_name(NAMES[i].outcome), NAMES[i].name);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_right_amount),
        cmocka_unit_test(another_amount_is_a_mismatch),
        cmocka_unit_test(asked_about_another_amount_goes_back),
        cmocka_unit_test(an_unknown_number_is_unknown_at_any_amount),
        cmocka_unit_test(a_seen_fact_is_a_duplicate),
        cmocka_unit_test(names_are_stable),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
