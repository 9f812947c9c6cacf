/* State machines: words and numbers, moves, ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "base/machine.h"

#define LAMP_STATES(STATE)                                                                         \
    STATE(LAMP_OFF, "off")                                                                         \
    STATE(LAMP_DIM, "dim")                                                                         \
    STATE(LAMP_ON, "bright")                                                                       \
    STATE(LAMP_BROKEN, "broken")
enum lamp_state { LAMP_STATES(STATE_ENUM) };

static const struct machine_move MOVES[] = {
    {LAMP_OFF, LAMP_ON, "switched on"},
    {LAMP_ON, LAMP_OFF, "switched off"},
    {LAMP_ON, LAMP_BROKEN, "it fell"},
};
static const struct machine LAMP_MACHINE =
    MACHINE("lamp", LAMP_STATES, STATE_SET(LAMP_OFF) | STATE_SET(LAMP_DIM), MOVES, NULL);

static void every_state_has_its_word(void **state)
{
    (void)state;
    assert_int_equal(LAMP_MACHINE.state_count, 4);
    for (int i = 0; i < LAMP_MACHINE.state_count; i++)
        assert_int_equal(machine_state(&LAMP_MACHINE, machine_state_name(&LAMP_MACHINE, i)), i);
    assert_string_equal(machine_state_name(&LAMP_MACHINE, LAMP_ON), "bright");
    assert_int_equal(machine_state(&LAMP_MACHINE, "bright"), LAMP_ON);
}

static void other_words_are_no_state(void **state)
{
    (void)state;
    static const char *const WORDS[] = {"", "on", "Off", "off ", "brightly", NULL};
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        assert_int_equal(machine_find_state(&LAMP_MACHINE, WORDS[i]), -1);
}

static void only_listed_moves_are_allowed(void **state)
{
    (void)state;
    int allowed = 0;
    for (int from = 0; from < LAMP_MACHINE.state_count; from++)
        for (int to = 0; to < LAMP_MACHINE.state_count; to++)
            allowed += machine_allows(&LAMP_MACHINE, from, to);
    assert_int_equal(allowed, LAMP_MACHINE.move_count);
    assert_true(machine_allows(&LAMP_MACHINE, LAMP_OFF, LAMP_ON));
    assert_false(machine_allows(&LAMP_MACHINE, LAMP_OFF, LAMP_BROKEN));
    assert_false(machine_allows(&LAMP_MACHINE, -1, LAMP_ON));
}

static void ends_and_beginnings_are_known(void **state)
{
    (void)state;
    assert_true(machine_is_terminal(&LAMP_MACHINE, LAMP_BROKEN));
    assert_false(machine_is_terminal(&LAMP_MACHINE, LAMP_OFF));
    assert_true(machine_is_initial(&LAMP_MACHINE, LAMP_OFF));
    assert_true(machine_is_initial(&LAMP_MACHINE, LAMP_DIM));
    assert_false(machine_is_initial(&LAMP_MACHINE, LAMP_ON));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_state_has_its_word),
        cmocka_unit_test(other_words_are_no_state),
        cmocka_unit_test(only_listed_moves_are_allowed),
        cmocka_unit_test(ends_and_beginnings_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
