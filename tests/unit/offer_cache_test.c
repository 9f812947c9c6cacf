/* A worker's memory of offers: what it keeps, for how long, and what makes it forget. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "catalog/offer_cache.h"

static struct arena *arena;

static int set_up(void **state)
{
    (void)state;
    arena = arena_new(ARENA_LIMIT_DEFAULT);
    offer_cache_start(60000);
    offer_cache_forget_listing(0);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    offer_cache_forget_listing(0);
    arena_free(arena);
    return 0;
}

static struct offer offer(int64_t sku_id, int64_t listing_id)
{
    return (struct offer){.sku_id = sku_id,
                          .listing_id = listing_id,
                          .version_id = listing_id + 1,
                          .county_code = "500236",
                          .title = "奉节脐橙",
                          .spec = "5 kg 装",
                          .price_fen = 5980};
}

static void keep(int64_t sku_id, int64_t listing_id)
{
    struct offer kept = offer(sku_id, listing_id);
    offer_cache_keep(&kept, offer_cache_stamp());
}

static bool knows(int64_t sku_id)
{
    struct offer found;
    return offer_cache_find(arena, sku_id, &found);
}

static void what_was_kept_is_found_with_texts_of_its_own(void **state)
{
    (void)state;
    char title[] = "奉节脐橙";
    struct offer kept = offer(7, 70), found;
    kept.title = title;
    offer_cache_keep(&kept, offer_cache_stamp());
    title[0] = 'x';
    assert_true(offer_cache_find(arena, 7, &found));
    offer_cache_forget(7); /* what was found outlives its entry */
    assert_string_equal(found.title, "奉节脐橙");
    assert_string_equal(found.spec, "5 kg 装");
    assert_int_equal(found.price_fen, 5980);
    assert_false(knows(7));
    assert_false(knows(8));
}

static void a_newer_offer_takes_the_old_ones_place(void **state)
{
    (void)state;
    struct offer newer = offer(7, 70), found;
    keep(7, 70);
    newer.price_fen = 6180;
    offer_cache_keep(&newer, offer_cache_stamp());
    assert_true(offer_cache_find(arena, 7, &found));
    assert_int_equal(found.price_fen, 6180);
}

static void a_listing_that_changed_is_forgotten_whole(void **state)
{
    (void)state;
    keep(7, 70);
    keep(8, 70);
    keep(9, 90);
    offer_cache_forget_listing(70);
    assert_false(knows(7));
    assert_false(knows(8));
    assert_true(knows(9));
    offer_cache_forget_listing(0);
    assert_false(knows(9));
}

static void what_changed_while_it_was_read_is_not_kept(void **state)
{
    (void)state;
    struct offer stale = offer(7, 70);
    uint64_t stamp = offer_cache_stamp();
    offer_cache_forget_listing(70);
    offer_cache_keep(&stale, stamp);
    assert_false(knows(7));
}

static void age_ends_it(void **state)
{
    (void)state;
    offer_cache_start(20);
    clock_test_stop();
    keep(7, 70);
    clock_test_advance_ms(19);
    assert_true(knows(7));
    clock_test_advance_ms(1);
    assert_false(knows(7));
    clock_test_end();
    offer_cache_start(0);
    keep(7, 70);
    assert_false(knows(7));
    offer_cache_start(60000);
}

/* More offers than there is room: the newest of them all are there, and nothing is confused. */
static void a_full_memory_lets_the_oldest_go(void **state)
{
    (void)state;
    enum { OFFERS = 40000 };
    int found_count = 0;
    for (int64_t sku = 1; sku <= OFFERS; sku++)
        keep(sku << 12, sku);
    for (int64_t sku = 1; sku <= OFFERS; sku++) {
        struct offer found;
        if (!offer_cache_find(arena, sku << 12, &found))
            continue;
        assert_int_equal(found.listing_id, sku);
        found_count++;
    }
    assert_in_range(found_count, 12000, 16384);
    assert_true(knows((int64_t)OFFERS << 12));
}

int main(void)
{
#define CASE(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        CASE(what_was_kept_is_found_with_texts_of_its_own),
        CASE(a_newer_offer_takes_the_old_ones_place),
        CASE(a_listing_that_changed_is_forgotten_whole),
        CASE(what_changed_while_it_was_read_is_not_kept),
        CASE(age_ends_it),
        CASE(a_full_memory_lets_the_oldest_go),
    };
    return cmocka_run_group_tests_name("offer_cache", tests, NULL, NULL);
}
