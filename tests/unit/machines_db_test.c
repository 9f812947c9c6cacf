/* State machines and the database know the same words (MALL_TEST_DB): what a check constraint lets
 * in can be read, and what a machine says can be written. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "base/arena.h"
#include "ledger/attribution.h"
#include "mall/modules.h"
#include "tests/unit/db_support.h"

/* How many columns `state` may hold just the machine's words. */
static int64_t columns_of(struct arena *arena, const struct machine *machine)
{
    const char *words = "";
    for (int s = 0; s < machine->state_count; s++)
        words = arena_printf(arena, "%s%s'%s'", words, s == 0 ? "" : ",",
                             machine_state_name(machine, s));
    return side_i64(arena_printf(
        arena,
        "select count(*) from pg_constraint c where contype = 'c'"
        " and pg_get_constraintdef(c.oid) like 'CHECK ((state = ANY%%'"
        " and array(select m[1] from regexp_matches(pg_get_constraintdef(c.oid), "
        "'''([a-z_]+)''', 'g') m order by 1) = array(select unnest(array[%s]) order by 1)",
        words));
}

/* Entries are not stored one by one: of their states the database keeps those of shares that were
 * withheld (ledger/attribution.h), which must be the machine's. */
static int64_t withheld_columns(void)
{
    return side_i64(
        "select count(*) from pg_constraint c where contype = 'c'"
        " and conrelid = 'withheld_share'::regclass"
        " and pg_get_constraintdef(c.oid) like 'CHECK ((state = ANY%'"
        " and array(select m[1] from regexp_matches(pg_get_constraintdef(c.oid), "
        "'''([a-z_]+)''', 'g') m order by 1) = array['accrued', 'reversed', 'withheld']");
}

static void the_database_lets_in_just_the_words_of_the_machines(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    int count = 0;
    for (int i = 0; i < MODULE_COUNT; i++) {
        const struct machine *const *machine = MODULES[i]->machines;
        for (; machine != NULL && *machine != NULL; machine++, count++) {
            int64_t columns =
                *machine == &ATTRIBUTION_MACHINE ? withheld_columns() : columns_of(arena, *machine);
            if (columns == 0)
                print_error("no column has the states of %s\n", (*machine)->name);
            assert_true(columns > 0);
        }
    }
    assert_true(count >= 10);
    assert_string_equal(machine_state_name(&ATTRIBUTION_MACHINE, ATTRIBUTION_ACCRUED), "accrued");
    assert_string_equal(machine_state_name(&ATTRIBUTION_MACHINE, ATTRIBUTION_REVERSED), "reversed");
    assert_string_equal(machine_state_name(&ATTRIBUTION_MACHINE, ATTRIBUTION_WITHHELD), "withheld");
    arena_free(arena);
    side_close();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_database_lets_in_just_the_words_of_the_machines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
