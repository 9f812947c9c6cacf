/* Who gets the last boxes: the pure half of placing, over rows as they are locked. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "orders/place.h"
#include "tests/unit/prng.h"

enum {
    VERSION = 500,
    OLD_VERSION = 499,
    REQUESTS_MAX = 12,
    LINES_MAX = 4,
    ROWS_MAX = 16,
    ALLOCATIONS_MAX = REQUESTS_MAX * LINES_MAX + ROWS_MAX
};

/* A request of one order a line; place_request keeps a pointer to the quote. */
struct wish {
    struct quote_line lines[LINES_MAX];
    struct quote_order orders[LINES_MAX];
    struct quote quote;
    struct place_request request;
};

/* What one call of place_decide() got and gave. */
struct trial {
    struct wish wishes[REQUESTS_MAX];
    const struct place_request *requests[REQUESTS_MAX];
    bool skip[REQUESTS_MAX], verdicts[REQUESTS_MAX];
    struct refusal whys[REQUESTS_MAX];
    struct place_allocation allocations[ALLOCATIONS_MAX + 1];
    int count, taken;
};

static struct wish *want_of_version(struct trial *trial, int64_t sku_id, int64_t quantity,
                                    int64_t version_id)
{
    struct wish *wish = &trial->wishes[trial->count];
    trial->requests[trial->count++] = &wish->request;
    wish->quote.orders = wish->orders;
    wish->request.quote = &wish->quote;
    wish->lines[0] = (struct quote_line){
        .quantity = quantity,
        .offer = {.sku_id = sku_id, .version_id = version_id, .title = "脐橙", .spec = "5 斤装"}};
    wish->orders[0] = (struct quote_order){.lines = &wish->lines[0], .line_count = 1};
    wish->quote.order_count = 1;
    return wish;
}

static struct wish *want(struct trial *trial, int64_t sku_id, int64_t quantity)
{
    return want_of_version(trial, sku_id, quantity, VERSION);
}

/* One more line of the same request, in an order of its own. */
static void and_also(struct wish *wish, int64_t sku_id, int64_t quantity)
{
    int n = wish->quote.order_count++;
    wish->lines[n] = wish->lines[0];
    wish->lines[n].index = n;
    wish->lines[n].offer.sku_id = sku_id;
    wish->lines[n].quantity = quantity;
    wish->orders[n] = (struct quote_order){.lines = &wish->lines[n], .line_count = 1};
}

static void decide(struct trial *trial, struct stock_row *rows, int row_count)
{
    memset(trial->allocations, 0x55, sizeof(trial->allocations));
    trial->taken = place_decide(trial->requests, trial->count, trial->skip, rows, row_count,
                                trial->verdicts, trial->whys, trial->allocations);
    assert_in_range(trial->taken, 0, ALLOCATIONS_MAX);
}

static void check_refused(const struct trial *trial, int i, const struct refusal_kind *kind,
                          const char *field)
{
    assert_false(trial->verdicts[i]);
    assert_ptr_equal(trial->whys[i].kind, kind);
    assert_string_equal(trial->whys[i].field, field);
    for (int a = 0; a < trial->taken; a++)
        assert_int_not_equal(trial->allocations[a].request, i);
}

static void check_taken(const struct trial *trial, int a, int request, int row, int64_t quantity)
{
    assert_true(a < trial->taken);
    assert_int_equal(trial->allocations[a].request, request);
    assert_int_equal(trial->allocations[a].row, row);
    assert_int_equal(trial->allocations[a].quantity, quantity);
}

#define ROW(sku_, lot_, available_)                                                                \
    {                                                                                              \
        .sku_id = (sku_), .lot_id = (lot_), .available = (available_), .version_id = VERSION,      \
        .lot_open = true                                                                           \
    }

static void first_come_first_served(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 5)};
    want(&trial, 1, 3);
    want(&trial, 1, 2);
    want(&trial, 1, 1);
    decide(&trial, rows, 1);
    assert_true(trial.verdicts[0] && trial.verdicts[1]);
    check_refused(&trial, 2, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    assert_int_equal(trial.whys[2].have, 0);
    assert_non_null(strstr(trial.whys[2].detail, "脐橙"));
    assert_int_equal(trial.taken, 2);
    check_taken(&trial, 0, 0, 0, 3);
    check_taken(&trial, 1, 1, 0, 2);
    assert_int_equal(rows[0].available, 0);
}

static void a_large_order_does_not_stand_in_the_way(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 5)};
    want(&trial, 1, 6);
    want(&trial, 1, 4);
    want(&trial, 1, 2);
    want(&trial, 1, 1);
    decide(&trial, rows, 1);
    check_refused(&trial, 0, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    assert_int_equal(trial.whys[0].have, 5);
    assert_true(trial.verdicts[1]);
    check_refused(&trial, 2, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    assert_int_equal(trial.whys[2].have, 1);
    assert_true(trial.verdicts[3]);
    assert_int_equal(rows[0].available, 0);
}

static void the_exact_last_box_is_sold_once(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 1)};
    for (int i = 0; i < 4; i++)
        want(&trial, 1, 1);
    decide(&trial, rows, 1);
    assert_true(trial.verdicts[0]);
    for (int i = 1; i < 4; i++)
        check_refused(&trial, i, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    assert_int_equal(rows[0].available, 0);
}

/* stock_lock() orders rows by harvest; ids say nothing about age. */
static void oldest_harvest_goes_first(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 90, 9), ROW(2, 30, 2), ROW(2, 20, 0), ROW(2, 10, 5)};
    want(&trial, 2, 1);
    want(&trial, 2, 3);
    want(&trial, 2, 3);
    decide(&trial, rows, 4);
    assert_true(trial.verdicts[0] && trial.verdicts[1] && trial.verdicts[2]);
    assert_int_equal(trial.taken, 4);
    check_taken(&trial, 0, 0, 1, 1);
    check_taken(&trial, 1, 1, 1, 1);
    check_taken(&trial, 2, 1, 3, 2);
    check_taken(&trial, 3, 2, 3, 3);
    assert_int_equal(rows[0].available, 9);
}

static void a_held_lot_sells_nothing(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 100), ROW(1, 11, 2)};
    rows[0].lot_open = false;
    want(&trial, 1, 3);
    want(&trial, 1, 2);
    decide(&trial, rows, 2);
    check_refused(&trial, 0, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    assert_int_equal(trial.whys[0].have, 2);
    assert_true(trial.verdicts[1]);
    assert_int_equal(trial.taken, 1);
    check_taken(&trial, 0, 1, 1, 2);
    assert_int_equal(rows[0].available, 100);
}

static void another_version_is_refused(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 9), ROW(2, 10, 9)};
    rows[1].version_id = 0; /* off sale by now */
    want_of_version(&trial, 1, 1, OLD_VERSION);
    want(&trial, 2, 1);
    want(&trial, 1, 100);
    want(&trial, 1, 9);
    decide(&trial, rows, 2);
    check_refused(&trial, 0, &PLACE_LISTING_CHANGED, "lines/0/sku_id");
    check_refused(&trial, 1, &PLACE_LISTING_CHANGED, "lines/0/sku_id");
    check_refused(&trial, 2, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    assert_true(trial.verdicts[3]);
}

static void a_sku_without_boxes_is_out_of_stock(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 9), ROW(3, 10, 9)};
    want(&trial, 2, 1);
    want(&trial, 4, 1);
    decide(&trial, rows, 2);
    check_refused(&trial, 0, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    check_refused(&trial, 1, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
    trial.count = 0;
    want(&trial, 1, 1);
    decide(&trial, NULL, 0);
    check_refused(&trial, 0, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
}

static void a_request_is_granted_whole_or_not_at_all(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 5), ROW(1, 11, 5), ROW(2, 20, 1)};
    struct wish *both = want(&trial, 1, 7);
    and_also(both, 2, 2);
    struct wish *fits = want(&trial, 1, 7);
    and_also(fits, 2, 1);
    decide(&trial, rows, 3);
    check_refused(&trial, 0, &PLACE_OUT_OF_STOCK, "lines/1/quantity");
    assert_int_equal(trial.whys[0].have, 1);
    assert_true(trial.verdicts[1]);
    assert_int_equal(trial.taken, 3);
    check_taken(&trial, 0, 1, 0, 5);
    check_taken(&trial, 1, 1, 1, 2);
    check_taken(&trial, 2, 1, 2, 1);
    assert_int_equal(trial.allocations[1].order, 0);
    assert_int_equal(trial.allocations[2].order, 1);
}

/* The field names the place in the buyer's list, not in the order it was sorted into. */
static void the_field_names_the_buyers_line(void **state)
{
    (void)state;
    struct trial trial = {0};
    struct stock_row rows[] = {ROW(1, 10, 5), ROW(2, 20, 5)};
    struct wish *wish = want(&trial, 1, 1);
    and_also(wish, 2, 6);
    wish->lines[0].index = 1;
    wish->lines[1].index = 0;
    decide(&trial, rows, 2);
    check_refused(&trial, 0, &PLACE_OUT_OF_STOCK, "lines/0/quantity");
}

static void skipped_requests_take_nothing(void **state)
{
    (void)state;
    struct trial trial = {.skip = {true, false, true}};
    struct stock_row rows[] = {ROW(1, 10, 2)};
    for (int i = 0; i < 3; i++)
        want(&trial, 1, 2);
    decide(&trial, rows, 1);
    assert_true(trial.verdicts[1]);
    assert_false(trial.verdicts[0] || trial.verdicts[2]);
    assert_int_equal(trial.taken, 1);
    check_taken(&trial, 0, 1, 0, 2);
}

/* ---- any batch over any rows */

static int random_rows(struct prng *prng, struct stock_row *rows)
{
    int count = (int)prng_between(prng, 0, ROWS_MAX);
    int64_t sku_id = 1;
    for (int r = 0; r < count; r++) {
        sku_id += prng_between(prng, 0, 3) == 0;
        rows[r] = (struct stock_row)ROW(sku_id, 100 + r, prng_between(prng, 0, 6));
        rows[r].lot_open = prng_between(prng, 0, 4) != 0;
    }
    return count;
}

static void random_wishes(struct prng *prng, struct trial *trial)
{
    int count = (int)prng_between(prng, 1, REQUESTS_MAX);
    for (int i = 0; i < count; i++) {
        struct wish *wish =
            want_of_version(trial, prng_between(prng, 1, 5), prng_between(prng, 1, 8),
                            prng_between(prng, 0, 15) == 0 ? OLD_VERSION : VERSION);
        int64_t first = wish->lines[0].offer.sku_id;
        for (int l = 1; l < LINES_MAX && prng_between(prng, 0, 2) == 0; l++)
            and_also(wish, first + l, prng_between(prng, 1, 8));
        trial->skip[i] = prng_between(prng, 0, 9) == 0;
    }
}

static int64_t sold_of_row(const struct trial *trial, int row)
{
    int64_t sum = 0;
    for (int a = 0; a < trial->taken; a++)
        sum += trial->allocations[a].row == row ? trial->allocations[a].quantity : 0;
    return sum;
}

static int64_t given_to(const struct trial *trial, int request, int order, int64_t sku_id,
                        const struct stock_row *rows)
{
    int64_t sum = 0;
    for (int a = 0; a < trial->taken; a++) {
        const struct place_allocation *taken = &trial->allocations[a];
        if (taken->request != request || taken->order != order)
            continue;
        assert_int_equal(rows[taken->row].sku_id, sku_id);
        assert_true(taken->quantity > 0 && taken->line == 0);
        sum += taken->quantity;
    }
    return sum;
}

static int64_t open_boxes(const struct stock_row *rows, int count, int64_t sku_id)
{
    int64_t sum = 0;
    for (int r = 0; r < count; r++)
        sum += rows[r].sku_id == sku_id && rows[r].lot_open ? rows[r].available : 0;
    return sum;
}

/* Replays the batch with nothing but sums: request by request, what fits is granted. */
static void check_against_sums(const struct trial *trial, struct stock_row *before, int row_count)
{
    for (int i = 0; i < trial->count; i++) {
        const struct quote *quote = trial->requests[i]->quote;
        bool fits = !trial->skip[i];
        for (int o = 0; o < quote->order_count; o++) {
            const struct quote_line *line = &quote->orders[o].lines[0];
            bool known = open_boxes(before, row_count, line->offer.sku_id) >= line->quantity;
            fits = fits && known && line->offer.version_id == VERSION;
        }
        assert_int_equal(trial->verdicts[i], fits);
        for (int o = 0; o < quote->order_count; o++) {
            const struct quote_line *line = &quote->orders[o].lines[0];
            int64_t given = given_to(trial, i, o, line->offer.sku_id, before);
            assert_int_equal(given, fits ? line->quantity : 0);
        }
        for (int a = 0; a < trial->taken; a++)
            if (trial->allocations[a].request == i)
                before[trial->allocations[a].row].available -= trial->allocations[a].quantity;
    }
}

static void nothing_is_ever_sold_twice(void **state)
{
    (void)state;
    struct prng prng = {20261122};
    int granted = 0, refused = 0;
    for (int round = 0; round < 20000; round++) {
        struct trial trial = {0};
        struct stock_row rows[ROWS_MAX], before[ROWS_MAX];
        int row_count = random_rows(&prng, rows), lines = 0;
        random_wishes(&prng, &trial);
        memcpy(before, rows, sizeof(rows));
        decide(&trial, rows, row_count);
        for (int i = 0; i < trial.count; i++) {
            lines += trial.wishes[i].quote.order_count;
            granted += trial.verdicts[i];
            refused += !trial.verdicts[i] && !trial.skip[i];
        }
        assert_true(trial.taken <= lines + row_count); /* the room that place() gives */
        for (int r = 0; r < row_count; r++) {
            assert_true(rows[r].available >= 0);
            assert_int_equal(before[r].available - rows[r].available, sold_of_row(&trial, r));
            assert_true(before[r].lot_open || rows[r].available == before[r].available);
        }
        /* an older lot is emptied before a newer one is opened */
        for (int r = 1; r < row_count; r++)
            if (rows[r].sku_id == rows[r - 1].sku_id && rows[r].available < before[r].available)
                assert_true(rows[r - 1].available == 0 || !rows[r - 1].lot_open);
        check_against_sums(&trial, before, row_count);
        for (int r = 0; r < row_count; r++)
            assert_int_equal(before[r].available, rows[r].available);
    }
    assert_true(granted > 10000 && refused > 10000);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(first_come_first_served),
        cmocka_unit_test(a_large_order_does_not_stand_in_the_way),
        cmocka_unit_test(the_exact_last_box_is_sold_once),
        cmocka_unit_test(oldest_harvest_goes_first),
        cmocka_unit_test(a_held_lot_sells_nothing),
        cmocka_unit_test(another_version_is_refused),
        cmocka_unit_test(a_sku_without_boxes_is_out_of_stock),
        cmocka_unit_test(a_request_is_granted_whole_or_not_at_all),
        cmocka_unit_test(the_field_names_the_buyers_line),
        cmocka_unit_test(skipped_requests_take_nothing),
        cmocka_unit_test(nothing_is_ever_sold_twice),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
