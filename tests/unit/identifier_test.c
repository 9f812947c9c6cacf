/* Numbers that others gave out. All are synthetic or the standards' own samples. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "registry/identifier.h"

typedef bool check(const char *text);

static void all(check *is, const char *const *texts, bool wanted)
{
    for (; *texts != NULL; texts++)
        if (is(*texts) != wanted)
            fail_msg("%s", *texts);
}

#define ALL(is_, wanted_, ...) all((is_), (const char *const[]){__VA_ARGS__, NULL}, (wanted_))

static const char ALPHANUMERIC[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* Whether no number that differs from `valid` in one place passes: what all these check digits
 * promise. */
static void each_single_fault_is_found(check *is, const char *valid)
{
    char text[32] = "";
    size_t length = strlen(valid);
    assert_in_range(length, 1, sizeof(text) - 2);
    assert_true(is(valid));
    for (size_t i = 0; i < length; i++) {
        for (const char *c = ALPHANUMERIC; *c != '\0'; c++) {
            memcpy(text, valid, length);
            text[i] = *c;
            if (*c != valid[i] && is(text))
                fail_msg("%s instead of %s", text, valid);
        }
    }
    memcpy(text, valid, length);
    for (const char *c = "0X \n"; *c != '\0'; c++) {
        text[length] = *c;
        assert_false(is(text));
    }
    text[length - 1] = '\0';
    assert_false(is(text));
}

static void id_cards(void **state)
{
    (void)state;
    ALL(identifier_is_id_card, true, "500236190001010012", "500236190102030020",
        "500236190205311036", "430281190307151145", "43042119041031025X", "430202190509093072",
        "50023619061212019X", "500236190402290019", "11010519491231002X", "440524188001010014",
        "11010519491231002x");
    ALL(identifier_is_id_card, false, "", "50023619000229001X" /* no such day */,
        "500236190001010013", "500236900101001" /* 15 digits */, "5002361900010100",
        "000236190001010012", "50023619000101001２", "5002361900010100 2");
    each_single_fault_is_found(identifier_is_id_card, "500236190001010012");
    each_single_fault_is_found(identifier_is_id_card, "11010519491231002X");
}

/* Gives a 17-digit stem its check digit by trial, which does not repeat the code under test. */
static const char *with_check(check *is, const char *stem, char text[32])
{
    for (const char *c = ALPHANUMERIC; *c != '\0'; c++) {
        snprintf(text, 32, "%s%c", stem, *c);
        if (is(text))
            return text;
    }
    return NULL;
}

static void id_cards_need_a_real_place_and_day(void **state)
{
    (void)state;
    char text[32];
    assert_non_null(with_check(identifier_is_id_card, "50023619000101001", text));
    assert_null(with_check(identifier_is_id_card, "99023619000101001", text)); /* no such province
                                                                                */
    assert_null(with_check(identifier_is_id_card, "50023619001301001", text)); /* month 13 */
    assert_null(with_check(identifier_is_id_card, "50023618000229001", text)); /* 1800 had no leap
                                                                                  day */
    assert_non_null(with_check(identifier_is_id_card, "50023618040229001", text));
    assert_null(with_check(identifier_is_id_card, "50023621500101001", text)); /* not born yet */
    assert_null(with_check(identifier_is_id_card, "50023617000101001", text));
}

/* The first six digits keep the code of the day of birth for life: only the province is looked at,
 * and of the two-digit numbers exactly those of the provinces pass. */
static void id_cards_keep_their_area_for_life(void **state)
{
    (void)state;
    static const int PROVINCES[] = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34,
                                    35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52,
                                    53, 54, 61, 62, 63, 64, 65, 71, 81, 82};
    char stem[] = "00023619000101001", text[32];
    size_t next = 0;
    for (int area = 0; area < 100; area++) {
        bool is_one = next < sizeof(PROVINCES) / sizeof(PROVINCES[0]) && area == PROVINCES[next];
        next += is_one ? 1 : 0;
        stem[0] = (char)('0' + area / 10);
        stem[1] = (char)('0' + area % 10);
        if ((with_check(identifier_is_id_card, stem, text) != NULL) != is_one)
            fail_msg("%02d", area);
    }
    assert_int_equal(next, 34);
    /* codes of counties that are called otherwise now, and one that never was any */
    static const char *const OLD[] = {"13073319000101001", "54242119000101001", "51022919000101001",
                                      "50999919000101001"};
    for (size_t i = 0; i < sizeof(OLD) / sizeof(OLD[0]); i++)
        assert_non_null(with_check(identifier_is_id_card, OLD[i], text));
}

static void id_cards_tell_birth_and_sex(void **state)
{
    (void)state;
    char day[11];
    assert_string_equal(identifier_id_card_birth("500236190402290019", day), "1904-02-29");
    assert_string_equal(identifier_id_card_birth("440524188001010014", day), "1880-01-01");
    assert_true(identifier_id_card_is_male("500236190001010012"));
    assert_false(identifier_id_card_is_male("500236190102030020"));
}

static void credit_codes(void **state)
{
    (void)state;
    ALL(identifier_is_credit_code, true, "93500236MA1B2C3D8H", "93500236MA00000152",
        "93430421MA2T0K6R0E", "93500236MA5ECH8W30", "93500236MA2U6KC440", "91500236MA5X00014Y",
        "91430200M00010A93N", "92500236MA00000155", "51430200MA0000015W", "N2500236MA0000015P",
        "91350100M000100Y43", "93500236ma1b2c3d8h");
    ALL(identifier_is_credit_code, false, "91350100M000100Y4Z", "91350100M000100Y44", "",
        "93500236MA1B2C3D8", "93500236MA1B2C3D8I", "9350O236MA1B2C3D8H", "93500236MA1B2C3D８H");
    each_single_fault_is_found(identifier_is_credit_code, "93500236MA1B2C3D8H");
    each_single_fault_is_found(identifier_is_credit_code, "93500236MA2U6KC440");
}

/* What a popular snippet takes for right: letters as 10 to 35 without a gap, and the sum itself for
 * the check. */
static char snippet_check(const char *code)
{
    int sum = 0, weight = 1;
    for (int i = 0; i < 17; i++) {
        sum += (code[i] <= '9' ? code[i] - '0' : code[i] - 'A' + 10) * weight;
        weight = weight * 3 % 31;
    }
    return "0123456789ABCDEFGHJKLMNPQRTUWXY"[sum % 31];
}

static void credit_codes_are_not_what_a_snippet_says(void **state)
{
    (void)state;
    static const char *const CODES[] = {"93500236MA1B2C3D8H", "93430421MA2T0K6R0E",
                                        "91500236MA5X00014Y", "N2500236MA0000015P",
                                        "91350100M000100Y43"};
    for (size_t i = 0; i < sizeof(CODES) / sizeof(CODES[0]); i++) {
        char text[19];
        memcpy(text, CODES[i], sizeof(text));
        text[17] = snippet_check(text);
        assert_true(text[17] != CODES[i][17]);
        assert_false(identifier_is_credit_code(text));
    }
    /* letters that the alphabet leaves out, and letters where the division code stands */
    ALL(identifier_is_credit_code, false, "93500236IA1B2C3D8H", "93500236OA1B2C3D8H",
        "93500236SA1B2C3D8H", "93500236VA1B2C3D8H", "93500236ZA1B2C3D8H", "93A00236MA1B2C3D8H");
    /* a first digit of 9 alone makes no cooperative */
    assert_int_equal(identifier_credit_code_holder("91500236MA5X00014Y"), HOLDER_ENTERPRISE);
    assert_int_equal(identifier_credit_code_holder("92500236MA00000155"), HOLDER_SELF_EMPLOYED);
    assert_int_equal(identifier_credit_code_holder("51430200MA0000015W"), HOLDER_SOCIAL_BODY);
}

static void credit_codes_tell_the_holder(void **state)
{
    (void)state;
    assert_int_equal(identifier_credit_code_holder("93500236MA1B2C3D8H"), HOLDER_COOPERATIVE);
    assert_int_equal(identifier_credit_code_holder("91500236MA5X00014Y"), HOLDER_ENTERPRISE);
    assert_int_equal(identifier_credit_code_holder("92500236MA00000155"), HOLDER_SELF_EMPLOYED);
    assert_int_equal(identifier_credit_code_holder("51430200MA0000015W"), HOLDER_SOCIAL_BODY);
    assert_int_equal(identifier_credit_code_holder("N2500236MA0000015P"), HOLDER_COLLECTIVE);
    assert_int_equal(identifier_credit_code_holder("n2500236ma0000015p"), HOLDER_COLLECTIVE);
    assert_int_equal(identifier_credit_code_holder("12"), HOLDER_PUBLIC_BODY);
    assert_int_equal(identifier_credit_code_holder("Y1"), HOLDER_OTHER);
    assert_int_equal(identifier_credit_code_holder("95"), HOLDER_OTHER);
    assert_int_equal(identifier_credit_code_holder(""), HOLDER_OTHER);
}

static void organisation_codes_inside_only_warn(void **state)
{
    (void)state;
    static const char *const CODES[] = {"93500236MA1B2C3D8H", "93500236MA00000152",
                                        "93430421MA2T0K6R0E", "91350100M000100Y43",
                                        "N2500236MA0000015P"};
    for (size_t i = 0; i < sizeof(CODES) / sizeof(CODES[0]); i++)
        assert_true(identifier_credit_code_org_matches(CODES[i]));
    char text[32];
    assert_non_null(with_check(identifier_is_credit_code, "93500236MA1B2C3D9", text)); /* 9 instead
                                                                                          of 8 */
    assert_false(identifier_credit_code_org_matches(text));
    ALL(identifier_is_org_code, true, "MA1B2C3D8", "ma1b2c3d8", "M000100Y4");
    ALL(identifier_is_org_code, false, "MA1B2C3D9", "MA1B2C3D", "MA1B2C3D-8", "", "MA1B2C3D88");
    assert_non_null(with_check(identifier_is_org_code, "D2143569", text));
    assert_string_equal(text, "D2143569X"); /* the standard's sample */
}

static void bank_cards(void **state)
{
    (void)state;
    static const char *const VALID[] = {"6222000000000000012", "6217000000000000020",
                                        "6228480000000000034", "62260000000000013"};
    for (size_t i = 0; i < sizeof(VALID) / sizeof(VALID[0]); i++)
        each_single_fault_is_found(identifier_is_bank_card, VALID[i]);
    ALL(identifier_is_bank_card, false, "", "0", "622200000000018" /* 15 */, "62220000000000000128",
        "6222 0000 0000 0000 012", "622200000000000001２");
}

static void food_permits(void **state)
{
    (void)state;
    static const char *const VALID[] = {"SC11750023600018", "SC10650023600025", "SC11443028100014",
                                        "SC11750023600106", "SC20150023600015"};
    for (size_t i = 0; i < sizeof(VALID) / sizeof(VALID[0]); i++)
        each_single_fault_is_found(identifier_is_food_permit, VALID[i]);
    ALL(identifier_is_food_permit, true, "sc11750023600018");
    ALL(identifier_is_food_permit, false, "", "SC", "QS11750023600018", "11750023600018");
    char text[32];
    assert_null(with_check(identifier_is_food_permit, "SC3175002360001", text));
}

static void article_numbers(void **state)
{
    (void)state;
    each_single_fault_is_found(identifier_is_ean13, "6900000000014");
    each_single_fault_is_found(identifier_is_ean13, "6901234567892");
    ALL(identifier_is_ean13, false, "", "690123456789", "69012345678921");
}

static void phones_and_post_codes(void **state)
{
    (void)state;
    ALL(identifier_is_mobile, true, "19900000000", "13000000000", "15400000000");
    ALL(identifier_is_mobile, false, "", "12000000000", "1990000000", "199000000000",
        "+8619900000000", "1990000000a", "１9900000000", "19900000000\n");
    ALL(identifier_is_mobile_strict, true, "13900000000", "14000000000", "14100000000",
        "14400000000", "14900000000", "15000000000", "15500000000", "16200000000", "16700000000",
        "17000000000", "17800000000", "18900000000", "19000000000", "19300000000", "19500000000",
        "19900000000");
    ALL(identifier_is_mobile_strict, false, "14200000000", "14300000000", "15400000000",
        "16000000000", "16300000000", "17900000000", "19400000000", "12900000000", "1990000000");
    ALL(identifier_is_post_code, true, "404600", "421000", "412000", "010000");
    ALL(identifier_is_post_code, false, "", "40460", "4046000", "000000", "40460a", "４04600");
}

static void batch_codes(void **state)
{
    (void)state;
    char code[25];
    each_single_fault_is_found(identifier_is_batch_code, "500236131201261215000018");
    assert_string_equal(identifier_batch_code("500236131201", "2026-12-15", 1, code),
                        "500236131201261215000018");
    assert_true(
        identifier_is_batch_code(identifier_batch_code("500236131201", "2028-02-29", 99999, code)));
    assert_true(
        identifier_is_batch_code(identifier_batch_code("430421100201", "2026-01-01", 0, code)));
    char text[32];
    assert_null(with_check(identifier_is_batch_code, "50023613120126023000001", text)); /* 30
                                                                                           February
                                                                                         */
}

static void cards_in_hand_tell_the_whole_number(void **state)
{
    (void)state;
    char whole[19];
    assert_true(identifier_id_card_whole("500236190001010012", whole));
    assert_string_equal(whole, "500236190001010012");
    assert_true(identifier_id_card_whole("43042119041031025x", whole));
    assert_true(identifier_id_card_whole("500236000101001", whole)); /* 15 digits */
    assert_string_equal(whole, "500236190001010012");
    assert_true(identifier_id_card_whole("430421041031025", whole));
    assert_string_equal(whole, "43042119041031025X");
    assert_true(identifier_id_card_whole("50023619000101001243", whole)); /* of a disability card */
    assert_string_equal(whole, "500236190001010012");
    assert_true(identifier_id_card_whole("43042119041031025X11", whole));
    static const char *const NONE[] = {"",
                                       "50023619000101001",
                                       "5002361900010100124",
                                       "500236190001010013",
                                       "50023619000101001343",
                                       "50023619000101001203",
                                       "5002361900010100124X",
                                       "500236000229001" /* no 29 February 1900 */,
                                       "990236000101001",
                                       "50023600010100X",
                                       "500236190001010012431"};
    for (size_t i = 0; i < sizeof(NONE) / sizeof(NONE[0]); i++)
        assert_false(identifier_id_card_whole(NONE[i], whole));
}

static void canonical_form(void **state)
{
    (void)state;
    char out[20];
    assert_true(identifier_canonical(" 6222 0000　0000 0000 012 ", out, sizeof(out)));
    assert_string_equal(out, "6222000000000000012");
    assert_true(identifier_canonical("11010519491231002x", out, sizeof(out)));
    assert_string_equal(out, "11010519491231002X");
    assert_true(identifier_canonical("", out, sizeof(out)));
    assert_string_equal(out, "");
    assert_false(identifier_canonical("62220000000000000120", out, sizeof(out)));
    assert_string_equal(out, "");
    assert_true(identifier_canonical("脐橙", out, 7));
    assert_string_equal(out, "脐橙");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(id_cards),
        cmocka_unit_test(id_cards_need_a_real_place_and_day),
        cmocka_unit_test(id_cards_keep_their_area_for_life),
        cmocka_unit_test(id_cards_tell_birth_and_sex),
        cmocka_unit_test(credit_codes),
        cmocka_unit_test(credit_codes_are_not_what_a_snippet_says),
        cmocka_unit_test(credit_codes_tell_the_holder),
        cmocka_unit_test(organisation_codes_inside_only_warn),
        cmocka_unit_test(bank_cards),
        cmocka_unit_test(food_permits),
        cmocka_unit_test(article_numbers),
        cmocka_unit_test(phones_and_post_codes),
        cmocka_unit_test(batch_codes),
        cmocka_unit_test(cards_in_hand_tell_the_whole_number),
        cmocka_unit_test(canonical_form),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
