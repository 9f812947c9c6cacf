#include "registry/place_name.h"

#include <string.h>

#include "base/text.h"

/* Peoples in names of autonomous places, as they stand there. */
static const char *const PEOPLES[] = {
    "蒙古", "藏族", "彝族",   "回族",     "苗族",     "侗族",   "壮族",   "瑶族",   "白族",
    "傣族", "黎族", "畲族",   "羌族",     "土族",     "满族",   "佤族",   "水族",   "布依族",
    "土家", "哈尼", "傈僳",   "拉祜",     "纳西",     "景颇",   "仡佬",   "仫佬",   "毛南",
    "朝鲜", "各族", "布朗",   "独龙",     "普米",     "怒族",   "锡伯",   "塔吉克", "哈萨克",
    "裕固", "东乡", "撒拉",   "保安",     "鄂伦春",   "鄂温克", "达斡尔", "鄂伦",   "维吾尔",
    "京族", "乌孜", "塔塔尔", "柯尔克孜", "俄罗斯族", "赫哲族", "基诺族", "德昂族", "门巴族",
    "珞巴", "高山", "阿昌",
};

struct ending {
    int level;
    const char *text;   /* what the whole name ends with */
    const char *short_; /* what people put in its place */
};
static const struct ending ENDINGS[] = {
    {1, "特别行政区", ""}, {1, "自治区", ""},   {1, "省", ""},     {1, "市", ""},
    {2, "自治州", "州"},   {2, "自治州", ""},   {2, "地区", ""},   {2, "市", ""},
    {2, "盟", ""},         {3, "自治县", "县"}, {3, "自治县", ""}, {3, "自治旗", "旗"},
    {3, "新区", ""},       {3, "县", ""},       {3, "区", ""},     {3, "市", ""},
    {3, "旗", ""},         {4, "民族乡", "乡"}, {4, "族乡", "乡"}, {4, "街道", "街道办事处"},
};
enum { ENDING_COUNT = sizeof(ENDINGS) / sizeof(ENDINGS[0]) };

/* Bytes of the name before the peoples in it, at least two characters; all when there are none. */
static size_t before_peoples(const char *name, size_t length)
{
    size_t from = text_offset(name, 2), least = length;
    for (size_t i = 0; i < sizeof(PEOPLES) / sizeof(PEOPLES[0]); i++) {
        const char *at = from < length ? strstr(name + from, PEOPLES[i]) : NULL;
        if (at != NULL && (size_t)(at - name) < least)
            least = (size_t)(at - name);
    }
    return least;
}

static bool begins(const char *text, const char *with, size_t length)
{
    return strncmp(text, with, length) == 0;
}

/* Bytes of `text` that are the first `stem` bytes of the name and then `tail`. */
static size_t form_match(const char *name, size_t stem, const char *tail, const char *text)
{
    size_t more = strlen(tail);
    if (stem < text_offset(name, 2) || !begins(text, name, stem) ||
        !begins(text + stem, tail, more))
        return 0;
    return stem + more;
}

static size_t ending_match(const struct ending *ending, const char *name, const char *text)
{
    size_t length = strlen(name), end = strlen(ending->text);
    if (length <= end || strcmp(name + length - end, ending->text) != 0)
        return 0;
    size_t stem = length - end;
    size_t people = before_peoples(name, stem);
    size_t whole = form_match(name, stem, ending->short_, text);
    size_t bare = people < stem ? form_match(name, people, ending->short_, text) : 0;
    return whole > bare ? whole : bare;
}

size_t place_name_match(const char *name, int level, bool loose, const char *text)
{
    size_t length = strlen(name);
    size_t best = begins(text, name, length) ? length : 0;
    for (int i = 0; loose && i < ENDING_COUNT; i++) {
        if (ENDINGS[i].level != level)
            continue;
        size_t match = ending_match(&ENDINGS[i], name, text);
        if (match > best)
            best = match;
    }
    return best;
}
