/* Which number for ids a process may have, as a table; and ids within the bounds of a lease. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/id_lease.h"

static const int64_t NOW_MS = INT64_C(1800000000000);
static struct id_maker makers[ID_NUMBERS];

static void nobody(void)
{
    memset(makers, 0, sizeof(makers));
    for (int i = 0; i < ID_NUMBERS; i++)
        makers[i].worker = i;
}

static void hold(int worker, const char *holder, bool gone)
{
    snprintf(makers[worker].holder, sizeof(makers[worker].holder), "%s", holder);
    makers[worker].held = true;
    makers[worker].gone = gone;
}

static int choose(int worker, const char **code)
{
    struct refusal why = {.kind = NULL};
    int chosen = id_lease_choose(makers, ID_NUMBERS, worker, "us", NOW_MS, &why);
    *code = chosen < 0 ? why.kind->code : "";
    return chosen;
}

static void check(int worker, int wanted, const char *wanted_code)
{
    const char *code;
    assert_int_equal(choose(worker, &code), wanted);
    assert_string_equal(code, wanted_code);
}

static void workers_have_their_own(void **state)
{
    (void)state;
    nobody();
    check(3, 3, "");
    hold(3, "us", false); /* one of ours that was killed */
    hold(4, "us", false);
    check(3, 3, "");
    hold(17, "them", false); /* a command elsewhere is nobody's neighbour */
    check(3, 3, "");
}

static void another_mall_has_the_node(void **state)
{
    (void)state;
    nobody();
    hold(9, "them", false); /* not the same worker: the node is theirs all the same */
    check(3, -1, "node_in_use");
    makers[9].gone = true;
    check(3, 3, "");
    makers[9].gone = false;
    makers[9].held = false; /* not heard of for too long */
    check(3, 3, "");
}

static void commands_take_what_is_free(void **state)
{
    (void)state;
    nobody();
    hold(2, "them", false);
    for (int i = 16; i < ID_NUMBERS; i++)
        makers[i].used_until_ms = NOW_MS - i;
    check(-1, 31, "");
    hold(31, "them", false);
    hold(30, "them", true);
    check(-1, 30, "");
    for (int i = 16; i < ID_NUMBERS; i++)
        hold(i, "them", false);
    check(-1, -1, "node_in_use");
}

static void a_clock_may_be_a_little_behind(void **state)
{
    (void)state;
    nobody();
    makers[0].used_until_ms = NOW_MS + ID_LEASE_BEHIND_MS;
    check(0, 0, "");
    makers[0].used_until_ms++;
    check(0, -1, "clock_behind");
    check(1, 1, "");
}

static void ids_stay_within_the_bounds(void **state)
{
    (void)state;
    clock_test_stop();
    int64_t now_ms = clock_now_us() / 1000;
    id_begin(1, 2, now_ms + 5000, now_ms + 8000); /* the one before was ahead */
    int64_t first = id_next();
    assert_true(id_time_ms(first) > now_ms + 5000);
    int64_t last = first;
    for (int i = 0; i < 10000; i++) {
        int64_t id = id_next();
        assert_true(id > last);
        last = id;
    }
    clock_test_advance_ms(60000); /* the clock runs past the bound, the ids do not */
    for (int i = 0; i < 10000; i++) {
        int64_t id = id_next();
        assert_true(id > last && id_time_ms(id) < now_ms + 8000);
        last = id;
    }
    assert_true(id_used_until_ms() > id_time_ms(last));
    id_bound(now_ms + 70000);
    assert_true(id_time_ms(id_next()) >= now_ms + 60000);
    assert_true(id_end() < now_ms + 61000);
    clock_test_end();
}

int main(void)
{
    if (!crypto_init())
        return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(workers_have_their_own),
        cmocka_unit_test(another_mall_has_the_node),
        cmocka_unit_test(commands_take_what_is_free),
        cmocka_unit_test(a_clock_may_be_a_little_behind),
        cmocka_unit_test(ids_stay_within_the_bounds),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
