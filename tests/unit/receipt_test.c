/* Receipts: codes that lead back to the order, that people may mistype, and that nobody can guess.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <ctype.h>
#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "orders/receipt.h"
#include "tests/unit/prng.h"

static const uint8_t MASTER[32] = {7, 1, 4, 1, 5, 9};

static int start(void **state)
{
    (void)state;
    if (!crypto_init())
        return -1;
    crypto_set_master(MASTER, 1);
    return 0;
}

static void code_leads_back_to_its_order(void **state)
{
    (void)state;
    struct prng prng = {3};
    const int64_t edges[] = {1, 2, 31, 32, INT64_C(1) << 62, INT64_MAX};
    for (int i = 0; i < 5000; i++) {
        int64_t id = i < 6 ? edges[i] : prng_between(&prng, 1, INT64_MAX), back = 0;
        char code[RECEIPT_CODE_SIZE];
        assert_ptr_equal(receipt_code(id, code), code);
        assert_int_equal(strlen(code), 23);
        assert_true(receipt_parse(code, &back));
        assert_int_equal(back, id);
    }
}

static void code_may_be_typed_by_hand(void **state)
{
    (void)state;
    char code[RECEIPT_CODE_SIZE], typed[64];
    int64_t id = INT64_C(309237645312001), back = 0;
    receipt_code(id, code);
    size_t n = 0;
    for (const char *c = code; *c != '\0'; c++) {
        if (*c == '-')
            continue;
        typed[n++] = *c == '0' ? 'o' : *c == '1' ? 'l' : (char)tolower(*c);
        if (n % 6 == 0)
            typed[n++] = ' ';
    }
    typed[n] = '\0';
    assert_true(receipt_parse(typed, &back));
    assert_int_equal(back, id);
}

static void anything_else_is_refused(void **state)
{
    (void)state;
    int64_t id;
    char code[RECEIPT_CODE_SIZE], longer[RECEIPT_CODE_SIZE + 1];
    receipt_code(123456789, code);
    memcpy(longer, code, sizeof(code));
    longer[23] = '0';
    longer[24] = '\0';
    const char *const BAD[] = {"",
                               "-",
                               "0",
                               "00000-00000-00000-00000",
                               "ZZZZZ-ZZZZZ-ZZZZZ-ZZZZZ",
                               "UUUUU-UUUUU-UUUUU-UUUUU",
                               "../../etc/passwd-00000",
                               "二维码"};
    for (size_t i = 0; i < sizeof(BAD) / sizeof(BAD[0]); i++)
        assert_false(receipt_parse(BAD[i], &id));
    assert_false(receipt_parse(longer, &id));
    code[22] = '\0';
    assert_false(receipt_parse(code, &id));
}

/* Of all codes that differ in one digit none is valid, so a slip never shows somebody else's order.
 */
static void one_wrong_digit_is_refused(void **state)
{
    (void)state;
    static const char DIGITS[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    struct prng prng = {11};
    for (int round = 0; round < 50; round++) {
        char code[RECEIPT_CODE_SIZE];
        int64_t id;
        receipt_code(prng_between(&prng, 1, INT64_MAX), code);
        for (size_t at = 0; at < 23; at++) {
            char right = code[at];
            if (right == '-')
                continue;
            for (const char *digit = DIGITS; *digit != '\0'; digit++) {
                code[at] = *digit;
                assert_int_equal(receipt_parse(code, &id), *digit == right);
            }
            code[at] = right;
        }
    }
}

static void code_is_bound_to_the_secret(void **state)
{
    static const uint8_t OTHER[32] = {8};
    char code[RECEIPT_CODE_SIZE];
    int64_t id;
    receipt_code(77, code);
    crypto_set_master(OTHER, 1);
    assert_false(receipt_parse(code, &id));
    start(state);
    assert_true(receipt_parse(code, &id));
}

/* What was printed stays good when the master is replaced, as long as the old one is kept. */
static void code_outlives_its_master(void **state)
{
    static const uint8_t OTHER[32] = {8};
    char code[RECEIPT_CODE_SIZE], later[RECEIPT_CODE_SIZE];
    int64_t id = 0;
    receipt_code(77, code);
    crypto_set_master(OTHER, 2);
    crypto_add_old_master(MASTER, 1);
    assert_true(receipt_parse(code, &id));
    assert_int_equal(id, 77);
    receipt_code(77, later);
    assert_string_not_equal(later, code);
    assert_true(receipt_parse(later, &id));
    start(state);
}

/* And when it is gone: the key of the codes is kept. Whoever has the old one from elsewhere makes
 * no code of an order that is younger than its end. */
static void code_outlives_its_master_that_is_gone(void **state)
{
    enum { LEFT_AT_MS = 5000 };
    static const uint8_t OTHER[32] = {8};
    const int64_t early = id_first_of_ms(id_time_ms(1) + 1000) + 77;
    const int64_t late = id_first_of_ms(id_time_ms(1) + LEFT_AT_MS + 1000) + 77;
    char before[RECEIPT_CODE_SIZE], forged[RECEIPT_CODE_SIZE], after[RECEIPT_CODE_SIZE];
    uint8_t key[32];
    int64_t id = 0;
    receipt_code(early, before);
    receipt_code(late, forged);
    assert_true(crypto_code_key(RECEIPT_CODE, 1, key));
    crypto_forget_all();
    crypto_set_master(OTHER, 2);
    assert_false(receipt_parse(before, &id));
    crypto_add_code_key(RECEIPT_CODE, 1, key, id_time_ms(1) + LEFT_AT_MS);
    assert_true(receipt_parse(before, &id));
    assert_true(id == early);
    assert_false(receipt_parse(forged, &id));
    assert_true(receipt_parse(receipt_code(late, after), &id));
    crypto_forget_all();
    start(state);
}

static void parts_must_add_up(void **state)
{
    (void)state;
    struct receipt_parts parts = {.paid = 3980,
                                  .accrued = 700,
                                  .matured = 35,
                                  .withheld = 5,
                                  .producer = 2000,
                                  .freight = 600,
                                  .escrow = 240,
                                  .refunding = 100,
                                  .refunded = 300,
                                  .other = 0};
    assert_true(receipt_adds_up(&parts));
    parts.withheld++;
    assert_false(receipt_adds_up(&parts));
    struct receipt_parts borne = {
        .paid = 3980, .matured = 1000, .producer = -1600, .freight = 600, .refunded = 3980};
    assert_true(receipt_adds_up(&borne));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(code_leads_back_to_its_order),
        cmocka_unit_test(code_may_be_typed_by_hand),
        cmocka_unit_test(anything_else_is_refused),
        cmocka_unit_test(one_wrong_digit_is_refused),
        cmocka_unit_test(code_is_bound_to_the_secret),
        cmocka_unit_test(code_outlives_its_master),
        cmocka_unit_test(code_outlives_its_master_that_is_gone),
        cmocka_unit_test(parts_must_add_up),
    };
    return cmocka_run_group_tests(tests, start, NULL);
}
