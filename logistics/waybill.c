#include "logistics/waybill.h"

#include <string.h>

#include "base/text.h"

/* Strict and wider form of the carrier in the same row of the table below; the post's wider form is
 * S10, whose check digit no pattern can test. */
struct forms {
    struct text_rule strict;
    struct text_rule wide;
    bool s10;
};

static const struct waybill_carrier CARRIERS[] = {
    {"SF", "顺丰速运", "shunfeng"},  {"ZTO", "中通快递", "zhongtong"},
    {"YTO", "圆通速递", "yuantong"}, {"YUNDA", "韵达快递", "yunda"},
    {"STO", "申通快递", "shentong"}, {"JT", "极兔速递", "jtexpress"},
    {"JD", "京东物流", "jd"},        {"POST", "邮政快递包裹", "youzhengguonei"},
    {"EMS", "邮政 EMS", "ems"},      {"DEPPON", "德邦快递", "debangkuaidi"},
};
enum { CARRIERS_COUNT = sizeof(CARRIERS) / sizeof(CARRIERS[0]) };

/* Number forms seen in open-source rules of 2022 to 2024. */
#define POSTAL_STRICT "^(?:[189]\\d{12}|P[A-Z]\\d{11})$"
static struct forms forms[CARRIERS_COUNT] = {
    {TEXT_RULE("^SF[0-9A-Z]\\d{12}$"), TEXT_RULE("^\\d{12}$"), false},
    {TEXT_RULE("^7[3-68]\\d{12}$"),
     TEXT_RULE("^(?:\\d{14}|(?:118|12[08]|205|359|3[67]\\d|4\\d\\d|5[3-6]\\d|518|528|571|618|628|6["
               "346]\\d|68[089]|701|71[789]|"
               "72\\d|738|75[17]|76[1-358]|77[89]|780|828|852|88[0128]|988)\\d{9}|(?:20(?:08|10)|"
               "7518|8050)\\d{8})$"),
     false},
    {TEXT_RULE("^YT\\d{13}$"), TEXT_RULE("^(?:[0-9A-Z]{2}\\d{8,13}|[6-9]\\d{17})$"), false},
    {TEXT_RULE("^(?:[34]\\d{14}|5\\d{12})$"), TEXT_RULE("^(?:\\d{13}|\\d{15})$"), false},
    {TEXT_RULE("^(?:77|43)\\d{12,15}$"), TEXT_RULE("^(?:268|888|[3-9]68|588)\\d{9,10}$"), false},
    {TEXT_RULE("^JT\\d{13}$"), TEXT_RULE("^JT\\d{12,13}$"), false},
    /* Parcels of one shipment carry "-1-3-" (first of three) behind the number. */
    {TEXT_RULE("^JD[0-9A-Z]{2}\\d{11}$"),
     TEXT_RULE(
         "^(?:JD[0-9A-Z]{2}\\d{11}|JD[XK]\\d{12}|JDV[0-9A-Z]?\\d{11})(?:-\\d{1,3}-\\d{1,3}-?)?$"),
     false},
    {TEXT_RULE(POSTAL_STRICT), TEXT_RULE("^[A-Z]{2}\\d{9}[A-Z]{2}$"), true},
    {TEXT_RULE(POSTAL_STRICT), TEXT_RULE("^[A-Z]{2}\\d{9}[A-Z]{2}$"), true},
    {TEXT_RULE("^DPK\\d{11,20}$"), TEXT_RULE("^\\d{8,10}$"), false},
};

const struct waybill_carrier *waybill_carriers(int *count)
{
    *count = CARRIERS_COUNT;
    return CARRIERS;
}

const struct waybill_carrier *waybill_carrier_find(const char *code)
{
    for (int i = 0; i < CARRIERS_COUNT; i++)
        if (strcmp(CARRIERS[i].code, code) == 0 || strcmp(CARRIERS[i].kuaidi_com, code) == 0)
            return &CARRIERS[i];
    return NULL;
}

/* The character as it is stored, '\0' when a number has no such character. */
static char number_char(char c)
{
    if (c >= 'a' && c <= 'z')
        return (char)(c - 'a' + 'A');
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-' ? c : '\0';
}

bool waybill_normalise(const char *text, char number[WAYBILL_MAX + 1])
{
    enum { SHORTEST = 6 };
    size_t length = 0;
    number[0] = '\0';
    while (*text != '\0') {
        if (strncmp(text, "\xe3\x80\x80", 3) == 0) {
            text += 3;
        } else if (*text == ' ' || (*text >= '\t' && *text <= '\r')) {
            text++;
        } else if (length < WAYBILL_MAX && number_char(*text) != '\0') {
            number[length++] = number_char(*text++);
        } else {
            length = 0;
            break;
        }
    }
    number[length >= SHORTEST ? length : 0] = '\0';
    return length >= SHORTEST;
}

static enum waybill_match match(struct forms *form, const char *number)
{
    if (text_match(&form->strict, number))
        return MATCH_STRICT;
    if (!text_match(&form->wide, number))
        return MATCH_NONE;
    return form->s10 && !waybill_is_s10(number) ? MATCH_NONE : MATCH_WIDE;
}

enum waybill_match waybill_check(const char *carrier, const char *number)
{
    const struct waybill_carrier *row = waybill_carrier_find(carrier);
    return row != NULL ? match(&forms[row - CARRIERS], number) : MATCH_NONE;
}

int waybill_suggest(const char *number, const struct waybill_carrier **carriers, int max)
{
    int count = 0;
    for (enum waybill_match wanted = MATCH_STRICT; wanted > MATCH_NONE; wanted--) {
        for (int i = 0; i < CARRIERS_COUNT && count < max; i++)
            if (match(&forms[i], number) == wanted)
                carriers[count++] = &CARRIERS[i];
    }
    return count;
}

bool waybill_is_s10(const char *number)
{
    static struct text_rule form = TEXT_RULE("^[A-Z]{2}\\d{9}[A-Z]{2}$");
    static const int WEIGHTS[8] = {8, 6, 4, 2, 3, 5, 9, 7};
    if (!text_match(&form, number))
        return false;
    int sum = 0;
    for (int i = 0; i < 8; i++)
        sum += (number[2 + i] - '0') * WEIGHTS[i];
    int check = 11 - sum % 11;
    check = check == 10 ? 0 : check == 11 ? 5 : check;
    return number[10] - '0' == check;
}
