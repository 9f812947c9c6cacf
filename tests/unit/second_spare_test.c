/* Spare codes: how they are typed, and that nobody can try them who has not the factor's secret. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/arena.h"
#include "base/totp.h"
#include "registry/second_spare.h"

static const uint8_t SECRET[TOTP_SECRET_BYTES] = "12345678901234567890";
static const uint8_t OTHER[TOTP_SECRET_BYTES] = "12345678901234567891";
static const struct second_factor FACTOR = {.secret = SECRET};
static const struct second_factor OTHER_FACTOR = {.secret = OTHER};

static void a_code_is_read_however_it_is_typed(void **state)
{
    static const char *const TYPED[] = {"7K2M9QXT4B8R", "7k2m-9qxt-4b8r", " 7K2M 9QXT 4B8R ",
                                        "7-K-2-M-9-Q-X-T-4-B-8-R"};
    uint8_t wanted[32], hash[32];
    (void)state;
    assert_true(second_spare_hash(&FACTOR, "7K2M-9QXT-4B8R", wanted));
    for (size_t i = 0; i < sizeof(TYPED) / sizeof(TYPED[0]); i++) {
        assert_true(second_spare_hash(&FACTOR, TYPED[i], hash));
        assert_memory_equal(hash, wanted, sizeof(hash));
    }
    assert_true(second_spare_hash(&FACTOR, "7K2M-9QXT-4B8S", hash));
    assert_memory_not_equal(hash, wanted, sizeof(hash));
}

static void what_is_no_code_is_none(void **state)
{
    static const char *const TYPED[] = {"",   "123456",         "7K2M-9QXT-4B8", "7K2M-9QXT-4B8RR",
                                        "--", "7K2M-9QXT-4B8U", "⑥⑥⑥⑥⑥⑥"};
    uint8_t hash[32];
    (void)state;
    for (size_t i = 0; i < sizeof(TYPED) / sizeof(TYPED[0]); i++)
        assert_false(second_spare_hash(&FACTOR, TYPED[i], hash));
}

static void the_hash_is_of_the_secret(void **state)
{
    uint8_t hash[32], other[32];
    (void)state;
    assert_true(second_spare_hash(&FACTOR, "7K2M-9QXT-4B8R", hash));
    assert_true(second_spare_hash(&OTHER_FACTOR, "7K2M-9QXT-4B8R", other));
    assert_memory_not_equal(hash, other, sizeof(hash));
}

static void codes_are_made_at_random_and_fit_their_hashes(void **state)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct second_spares spares;
    uint8_t hash[32];
    (void)state;
    second_spares_make(arena, &FACTOR, SECOND_SPARES, &spares);
    assert_int_equal(spares.count, SECOND_SPARES);
    for (int i = 0; i < SECOND_SPARES; i++) {
        assert_int_equal(strlen(spares.codes[i]), SECOND_SPARE_DIGITS + 2);
        assert_true(second_spare_hash(&FACTOR, spares.codes[i], hash));
        assert_memory_equal(hash, spares.hashes[i].hash, sizeof(hash));
        for (int j = 0; j < i; j++)
            assert_string_not_equal(spares.codes[i], spares.codes[j]);
    }
    arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_code_is_read_however_it_is_typed),
        cmocka_unit_test(what_is_no_code_is_none),
        cmocka_unit_test(the_hash_is_of_the_secret),
        cmocka_unit_test(codes_are_made_at_random_and_fit_their_hashes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
