#include "onboarding/paper_number.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "registry/identifier.h"

static const char *const KIND_WORDS[][2] = {
    {"licence", "营业执照"},     {"food_permit", "食品生产许可证"}, {"conformity", "合格证"},
    {"test_report", "检测报告"}, {"green", "绿色食品证书"},         {"organic", "有机产品证书"},
    {"gi", "地理标志登记证书"},
};

const char *paper_kind_word(const char *kind)
{
    for (size_t i = 0; i < sizeof(KIND_WORDS) / sizeof(KIND_WORDS[0]); i++)
        if (strcmp(KIND_WORDS[i][0], kind) == 0)
            return KIND_WORDS[i][1];
    return "";
}

/* ---- permits for food ---- */

/* By class, 01 to 31; those that there are not are NULL. */
static const char *const FOODS[] = {
    NULL,
    "粮食加工品",
    "食用油、油脂及其制品",
    "调味品",
    "肉制品",
    "乳制品",
    "饮料",
    "方便食品",
    "饼干",
    "罐头",
    "冷冻饮品",
    "速冻食品",
    "薯类和膨化食品",
    "糖果制品",
    "茶叶及相关制品",
    "酒类",
    "蔬菜制品",
    "水果制品",
    "炒货食品及坚果制品",
    "蛋制品",
    "可可及焙烤咖啡产品",
    "食糖",
    "水产制品",
    "淀粉及淀粉制品",
    "糕点",
    "豆制品",
    "蜂产品",
    "保健食品",
    "特殊医学用途配方食品",
    "婴幼儿配方食品",
    "特殊膳食食品",
    "其他食品",
};
static const char *const ADDITIVES[] = {NULL, "食品添加剂", "食品用香精", "复配食品添加剂"};

/* What the three digits of a permit's class are; NULL = there is none such. */
static const char *permit_class(const char *number)
{
    size_t class = (size_t)(number[3] - '0') * 10 + (size_t)(number[4] - '0');
    if (number[2] == '1')
        return class < sizeof(FOODS) / sizeof(FOODS[0]) ? FOODS[class] : NULL;
    return class < sizeof(ADDITIVES) / sizeof(ADDITIVES[0]) ? ADDITIVES[class] : NULL;
}

const char *paper_food_permit_fault(const char *number)
{
    static struct text_rule form = TEXT_RULE("^SC\\d{14}$");
    if (!text_match(&form, number))
        return "许可证编号是 SC 加 14 位数字，请对照证书再看一遍";
    if (number[2] != '1' && number[2] != '2')
        return "SC 后第一位是 1（食品）或 2（食品添加剂），请对照证书再看一遍";
    if (permit_class(number) == NULL)
        return "SC 后第二、三位是食品类别，没有这一类，请对照证书再看一遍";
    if (!identifier_is_food_permit(number))
        return "许可证编号的最后一位校验码不对，请对照证书再看一遍";
    return NULL;
}

/* ---- green food ---- */

enum { GREEN_SINCE = 9, CENTURY = 2000 };

static int two_digits(const char *text)
{
    return (text[0] - '0') * 10 + text[1] - '0';
}

const char *paper_green_fault(const char *number)
{
    static struct text_rule holder = TEXT_RULE("^GF\\d{12}$"),
                            product = TEXT_RULE("^LB-\\d{2}-\\d{10}[A-Z]{0,2}$");
    char today[11];
    if (strncmp(number, "LB", 2) == 0)
        return text_match(&product, number)
                   ? NULL
                   : "产品编号是 LB- 加 2 位类别、- 加 10 位数字，请对照证书再看一遍";
    if (!text_match(&holder, number))
        return "企业信息码是 GF 加 12 位数字，或填 LB- 开头的产品编号";
    clock_beijing_day(clock_now_us(), today);
    int year = CENTURY + two_digits(number + 8);
    if (two_digits(number + 8) < GREEN_SINCE || year > atoi(today))
        return "GF 后第 7、8 位是获证年份，从 2009 年起，不晚于今年";
    if (two_digits(number + 2) < 11 || two_digits(number + 2) > 82)
        return "GF 后前 6 位是所在县的代码，请对照证书再看一遍";
    return NULL;
}

/* ---- what they say ---- */

const char *paper_number_says(struct arena *arena, const char *kind, const char *number)
{
    if (strcmp(kind, "food_permit") == 0 && paper_food_permit_fault(number) == NULL)
        return arena_printf(arena, "%s，%.2s %s，发证地 %.6s",
                            number[2] == '1' ? "食品" : "食品添加剂", number + 3,
                            permit_class(number), number + 5);
    if (strcmp(kind, "green") == 0 && paper_green_fault(number) == NULL)
        return number[0] == 'G'
                   ? arena_printf(arena, "%d 年获证，县代码 %.6s，序号 %.4s",
                                  CENTURY + two_digits(number + 8), number + 2, number + 10)
                   : arena_printf(arena, "产品类别 %.2s", number + 3);
    return "";
}
