/* What is due first is sent first, whatever was added and taken out in between. */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>

#include <stdlib.h>

#include "payments-mock/gateway_due.h"

enum { MANY = 500, ROUNDS = 20000 };

static void goes_by_time_and_then_by_age(void **state)
{
    (void)state;
    struct gateway_dues dues = {0};
    struct gateway_due later = {.due_us = 20, .since_us = 1}, young = {.due_us = 10, .since_us = 9},
                       old = {.due_us = 10, .since_us = 2};
    assert_null(gateway_due_first(&dues));
    gateway_due_add(&dues, &later);
    gateway_due_add(&dues, &young);
    gateway_due_add(&dues, &old);
    assert_ptr_equal(gateway_due_first(&dues), &old);
    gateway_due_remove(&dues, &old);
    gateway_due_remove(&dues, &old); /* it is in none */
    assert_ptr_equal(gateway_due_first(&dues), &young);
    gateway_due_remove(&dues, &young);
    assert_ptr_equal(gateway_due_first(&dues), &later);
    gateway_due_remove(&dues, &later);
    assert_null(gateway_due_first(&dues));
    gateway_dues_release(&dues);
}

/* The earliest of those that are in, looked for one by one. */
static int64_t earliest(const struct gateway_due *all)
{
    int64_t due_us = INT64_MAX;
    for (int i = 0; i < MANY; i++)
        if (all[i].place != 0 && all[i].due_us < due_us)
            due_us = all[i].due_us;
    return due_us;
}

static void the_first_is_the_earliest_of_all(void **state)
{
    (void)state;
    static struct gateway_due all[MANY];
    struct gateway_dues dues = {0};
    unsigned seed = 1;
    int in = 0;
    for (int round = 0; round < ROUNDS; round++) {
        struct gateway_due *due = &all[rand_r(&seed) % MANY];
        if (due->place != 0) {
            gateway_due_remove(&dues, due);
            in--;
        } else {
            due->due_us = rand_r(&seed) % 1000;
            due->since_us = round;
            gateway_due_add(&dues, due);
            in++;
        }
        const struct gateway_due *first = gateway_due_first(&dues);
        assert_int_equal(first == NULL ? INT64_MAX : first->due_us, earliest(all));
    }
    assert_int_equal(dues.count, in);
    gateway_dues_release(&dues);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(goes_by_time_and_then_by_age),
        cmocka_unit_test(the_first_is_the_earliest_of_all),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
