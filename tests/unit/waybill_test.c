/* Waybill numbers: the carriers' forms, normalised input, suggestions, the S10 check digit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <string.h>

#include "logistics/waybill.h"

static void strict_forms(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        {"SF", "SF1000000000001"},       {"YTO", "YT1000000000001"},
        {"ZTO", "78000000000001"},       {"ZTO", "73000000000001"},
        {"STO", "770000000000001"},      {"STO", "43000000000001"},
        {"YUNDA", "400000000000001"},    {"YUNDA", "5000000000001"},
        {"EMS", "9800000000001"},        {"POST", "9800000000001"},
        {"EMS", "PA00000000001"},        {"JD", "JDVA00000000001"},
        {"JT", "JT1000000000001"},       {"DEPPON", "DPK100000000001"},
        {"shunfeng", "SF1000000000001"},
    };
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++)
        if (waybill_check(PAIRS[i][0], PAIRS[i][1]) != MATCH_STRICT)
            fail_msg("%s %s", PAIRS[i][0], PAIRS[i][1]);
}

static void wide_forms(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        {"SF", "100000000001"},         {"YTO", "D100000000001"}, {"YTO", "800000000000000001"},
        {"ZTO", "77000000000001"},      {"ZTO", "768000000001"},  {"ZTO", "751200000001"},
        {"STO", "268000000001"},        {"STO", "5880000000001"}, {"YUNDA", "1000000000001"},
        {"YUNDA", "100000000000001"},   {"EMS", "EA000000014CN"}, {"POST", "EA000000014CN"},
        {"JD", "JDX000000000001-1-3-"}, {"JD", "JDV00000000001"}, {"JT", "JT100000000001"},
        {"DEPPON", "12345678"},         {"DEPPON", "1234567890"},
    };
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++)
        if (waybill_check(PAIRS[i][0], PAIRS[i][1]) != MATCH_WIDE)
            fail_msg("%s %s", PAIRS[i][0], PAIRS[i][1]);
}

static void other_forms(void **state)
{
    (void)state;
    static const char *const PAIRS[][2] = {
        {"SF", "YT1000000000001"},   {"SF", "SF100000000001"},
        {"SF", "sf1000000000001"},   {"ZTO", "74000000000"},
        {"ZTO", "900000000001"},     {"JD", "JD1"},
        {"JT", "JT10000000000"},     {"YUNDA", "20000000000001"},
        {"DEPPON", "1234567"},       {"EMS", "EA000000015CN"}, /* wrong check digit */
        {"EMS", "EA000000014cn"},    {"UPS", "1Z999AA10123456784"},
        {"", "SF1000000000001"},     {"SF", ""},
        {"SF", "SF1000000000001\n"}, {"SF", "SF１000000000001"},
    };
    for (size_t i = 0; i < sizeof(PAIRS) / sizeof(PAIRS[0]); i++)
        if (waybill_check(PAIRS[i][0], PAIRS[i][1]) != MATCH_NONE)
            fail_msg("%s %s", PAIRS[i][0], PAIRS[i][1]);
}

static void s10_check_digits(void **state)
{
    (void)state;
    static const char *const VALID[] = {"EA000000014CN", "EA123456785CN", "EA201710165CN",
                                        "EA000000120CN", "EA000000155CN"};
    for (size_t i = 0; i < sizeof(VALID) / sizeof(VALID[0]); i++)
        assert_true(waybill_is_s10(VALID[i]));
    /* Two remainders share the check digit 5; of any other number each single fault is found. */
    static const char *const SHARP[] = {"EA000000014CN", "EA000000120CN"};
    for (size_t i = 0; i < 2; i++) {
        for (int fault = 0; fault < 81; fault++) {
            char text[14];
            memcpy(text, SHARP[i], 14);
            char *digit = &text[2 + fault / 9];
            *digit = (char)('0' + (*digit - '0' + 1 + fault % 9) % 10);
            assert_false(waybill_is_s10(text));
        }
    }
    assert_false(waybill_is_s10("EA000000013CN"));
    assert_false(waybill_is_s10("EA000000125CN"));
    assert_false(waybill_is_s10("ea000000014cn"));
    assert_false(waybill_is_s10("EA00000014CN"));
    assert_false(waybill_is_s10("EA0000000144CN"));
    assert_false(waybill_is_s10(""));
}

static void pasted_numbers_are_normalised(void **state)
{
    (void)state;
    char number[WAYBILL_MAX + 1];
    assert_true(waybill_normalise(" sf 1000 0000 00001\t\r\n", number));
    assert_string_equal(number, "SF1000000000001");
    assert_true(waybill_normalise("　jdva00000000001-1-1-　", number));
    assert_string_equal(number, "JDVA00000000001-1-1-");
    assert_true(waybill_normalise("1234567890123456789012345678901234567890", number));
    static const char *const WRONG[] = {"",
                                        "   ",
                                        "12345",
                                        "SF1000000000001;",
                                        "运单号SF1000000000001",
                                        "12345678901234567890123456789012345678901",
                                        "SF10000_0000001",
                                        "ＳＦ1000000000001"};
    for (size_t i = 0; i < sizeof(WRONG) / sizeof(WRONG[0]); i++) {
        assert_false(waybill_normalise(WRONG[i], number));
        assert_string_equal(number, "");
    }
}

static void carriers_are_suggested_best_first(void **state)
{
    (void)state;
    const struct waybill_carrier *carriers[16];
    assert_int_equal(waybill_suggest("SF1000000000001", carriers, 16), 2); /* two letters and 13
                                                                              digits: YTO's wide
                                                                              form */
    assert_string_equal(carriers[0]->code, "SF");
    assert_string_equal(carriers[1]->code, "YTO");
    int count = waybill_suggest("9800000000001", carriers, 16);
    assert_int_equal(count, 4);
    assert_string_equal(carriers[0]->code, "POST");
    assert_string_equal(carriers[1]->code, "EMS");
    assert_string_equal(carriers[2]->code, "YTO");
    assert_string_equal(carriers[3]->code, "YUNDA");
    assert_int_equal(waybill_suggest("9800000000001", carriers, 1), 1);
    assert_int_equal(waybill_suggest("9800000000001", carriers, 0), 0);
    assert_int_equal(waybill_suggest("XX", carriers, 16), 0);
}

static void the_table_is_whole(void **state)
{
    (void)state;
    int count;
    const struct waybill_carrier *carriers = waybill_carriers(&count);
    assert_int_equal(count, 10);
    for (int i = 0; i < count; i++) {
        assert_ptr_equal(waybill_carrier_find(carriers[i].code), &carriers[i]);
        assert_ptr_equal(waybill_carrier_find(carriers[i].kuaidi_com), &carriers[i]);
        assert_true(strlen(carriers[i].name) > 0);
    }
    assert_null(waybill_carrier_find("nobody"));
    assert_null(waybill_carrier_find(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strict_forms),
        cmocka_unit_test(wide_forms),
        cmocka_unit_test(other_forms),
        cmocka_unit_test(s10_check_digits),
        cmocka_unit_test(pasted_numbers_are_normalised),
        cmocka_unit_test(carriers_are_suggested_best_first),
        cmocka_unit_test(the_table_is_whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
