#include "registry/identifier.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Whether `text` is `length` digits and nothing else. */
static bool is_digits(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_digit(text[i]))
            return false;
    return text[length] == '\0';
}

bool identifier_canonical(const char *text, char *out, size_t size)
{
    static const char IDEOGRAPHIC_BLANK[] = "\xe3\x80\x80";
    size_t length = 0;
    while (*text != '\0') {
        if (strncmp(text, IDEOGRAPHIC_BLANK, 3) == 0) {
            text += 3;
        } else if (*text == ' ' || *text == '\t') {
            text++;
        } else if (length + 1 < size) {
            out[length++] = upper(*text++);
        } else {
            out[0] = '\0';
            return false;
        }
    }
    out[length] = '\0';
    return true;
}

/* ISO 7064 MOD 11,10 (the hybrid system of GB/T 17710): check digit of the first `length` digits.
 */
static char mod_11_10(const char *digits, size_t length)
{
    int product = 10;
    for (size_t i = 0; i < length; i++) {
        int sum = (product + (digits[i] - '0')) % 10;
        product = (sum == 0 ? 10 : sum) * 2 % 11;
    }
    return (char)('0' + (11 - product) % 10);
}

/* ---- identity card -------------------------------------------------------------------------- */

static bool is_province(const char *text)
{
    static const char PROVINCES[] =
        "11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 "
        "50 51 52 53 54 61 62 63 64 65 71 81 82 ";
    char wanted[4] = {text[0], text[1], ' ', '\0'};
    return strstr(PROVINCES, wanted) != NULL;
}

static void copy_birth(const char *id_card, char day[11])
{
    snprintf(day, 11, "%.4s-%.2s-%.2s", id_card + 6, id_card + 10, id_card + 12);
}

/* ISO 7064 MOD 11-2 of the first 17 characters; 0 when one is no digit. */
static char mod_11_2(const char *text)
{
    static const int WEIGHTS[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++) {
        if (!is_digit(text[i]))
            return 0;
        sum += (text[i] - '0') * WEIGHTS[i];
    }
    return "10X98765432"[sum % 11];
}

bool identifier_is_id_card(const char *text)
{
    char check = mod_11_2(text);
    if (check == 0 || upper(text[17]) != check || text[18] != '\0' || !is_province(text))
        return false;
    char day[11];
    copy_birth(text, day);
    char today[11];
    if (strcmp(day, clock_beijing_day(clock_now_us(), today)) > 0)
        return false;
    /* Numbers of people born before 1900 exist, as a sample of the standard shows; 300 years later
     * the calendar has the same leap years (neither 1800 nor 2100 is one), and clock_is_date()
     * takes those. */
    if (strncmp(day, "18", 2) == 0)
        memcpy(day, "21", 2);
    return clock_is_date(day);
}

bool identifier_id_card_whole(const char *text, char whole[19])
{
    size_t length = strlen(text);
    if (length == 15 && is_digits(text, 15)) {
        snprintf(whole, 19, "%.6s19%.9s", text, text + 6);
        whole[17] = mod_11_2(whole);
        whole[18] = '\0';
    } else if (length == 18 ||
               (length == 20 && is_digit(text[18]) && text[18] != '0' && is_digit(text[19]))) {
        snprintf(whole, 19, "%.18s", text);
    } else {
        return false;
    }
    return identifier_is_id_card(whole);
}

char *identifier_id_card_birth(const char *id_card, char day[11])
{
    assert(identifier_is_id_card(id_card));
    copy_birth(id_card, day);
    return day;
}

bool identifier_id_card_is_male(const char *id_card)
{
    assert(identifier_is_id_card(id_card));
    return (id_card[16] - '0') % 2 == 1;
}

/* ---- organisations -------------------------------------------------------------------------- */

/* Value of a character in GB 32100's alphabet, -1 when it is not in it. */
static int credit_value(char c)
{
    static const char ALPHABET[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const char *place = c != '\0' ? strchr(ALPHABET, upper(c)) : NULL;
    return place != NULL ? (int)(place - ALPHABET) : -1;
}

bool identifier_is_credit_code(const char *text)
{
    int sum = 0;
    int weight = 1;
    for (int i = 0; i < 17; i++) {
        int value = credit_value(text[i]);
        if (value < 0 || (i >= 2 && i < 8 && value > 9)) /* places 3..8 are a division code */
            return false;
        sum += value * weight;
        weight = weight * 3 % 31;
    }
    return credit_value(text[17]) == (31 - sum % 31) % 31 && text[18] == '\0';
}

enum identifier_holder identifier_credit_code_holder(const char *credit_code)
{
    char department = upper(credit_code[0]);
    char holder = department != '\0' ? upper(credit_code[1]) : '\0';
    if (department == '9')
        return holder == '1'   ? HOLDER_ENTERPRISE
               : holder == '2' ? HOLDER_SELF_EMPLOYED
               : holder == '3' ? HOLDER_COOPERATIVE
                               : HOLDER_OTHER;
    if (department == '1')
        return HOLDER_PUBLIC_BODY;
    if (department == '5')
        return HOLDER_SOCIAL_BODY;
    if (department == 'N' && holder >= '1' && holder <= '3')
        return HOLDER_COLLECTIVE;
    return HOLDER_OTHER;
}

/* Check character of the first eight places of an organisation code, '\0' when one of them is
 * neither digit nor letter. */
static char org_check(const char *text)
{
    static const int WEIGHTS[8] = {3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 8; i++) {
        char c = upper(text[i]);
        if (!is_digit(c) && !(c >= 'A' && c <= 'Z'))
            return '\0';
        sum += (is_digit(c) ? c - '0' : c - 'A' + 10) * WEIGHTS[i];
    }
    return "0X987654321"[sum % 11]; /* 11 - sum mod 11, where 11 is 0 and 10 is X */
}

bool identifier_credit_code_org_matches(const char *credit_code)
{
    assert(identifier_is_credit_code(credit_code));
    return org_check(credit_code + 8) == upper(credit_code[16]);
}

bool identifier_is_org_code(const char *text)
{
    char check = org_check(text);
    return check != '\0' && upper(text[8]) == check && text[9] == '\0';
}

/* ---- cards, permits, goods ------------------------------------------------------------------ */

bool identifier_is_bank_card(const char *text)
{
    size_t length = strnlen(text, 20);
    if (length < 16 || length > 19 || !is_digits(text, length))
        return false;
    int sum = 0;
    for (size_t i = 0; i < length; i++) {
        int digit = text[length - 1 - i] - '0';
        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    return sum % 10 == 0;
}

bool identifier_is_food_permit(const char *text)
{
    if (upper(text[0]) != 'S' || upper(text[1]) != 'C')
        return false;
    const char *digits = text + 2;
    return is_digits(digits, 14) && (digits[0] == '1' || digits[0] == '2') &&
           mod_11_10(digits, 13) == digits[13];
}

bool identifier_is_ean13(const char *text)
{
    if (!is_digits(text, 13))
        return false;
    int sum = 0;
    for (int i = 0; i < 13; i++)
        sum += (text[i] - '0') * (i % 2 == 0 ? 1 : 3);
    return sum % 10 == 0;
}

/* ---- phones, post ---------------------------------------------------------------------------- */

bool identifier_is_mobile(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^1[3-9]\\d{9}$");
    return text_match(&rule, text);
}

bool identifier_is_mobile_strict(const char *text)
{
    static struct text_rule rule =
        TEXT_RULE("^1(?:3\\d|4[014-9]|5[0-35-9]|6[2567]|7[0-8]|8\\d|9[0-35-9])\\d{8}$");
    return text_match(&rule, text);
}

bool identifier_is_post_code(const char *text)
{
    return is_digits(text, 6) && !(text[0] == '0' && text[1] == '0');
}

/* ---- batch trace code ------------------------------------------------------------------------ */

bool identifier_is_batch_code(const char *text)
{
    if (!is_digits(text, 24) || !is_province(text))
        return false;
    char day[11];
    snprintf(day, sizeof(day), "20%.2s-%.2s-%.2s", text + 12, text + 14, text + 16);
    return clock_is_date(day) && mod_11_10(text, 23) == text[23];
}

char *identifier_batch_code(const char *village, const char *day, int serial, char code[25])
{
    assert(is_digits(village, 12) && is_province(village));
    assert(clock_is_date(day) && strncmp(day, "20", 2) == 0);
    assert(serial >= 0 && serial <= 99999);
    snprintf(code, 25, "%s%.2s%.2s%.2s%05d", village, day + 2, day + 5, day + 8, serial % 100000);
    code[23] = mod_11_10(code, 23);
    code[24] = '\0';
    return code;
}
