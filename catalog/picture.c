#include "catalog/picture.h"

#include <stdio.h>
#include <string.h>

#include "base/asset.h"

struct picture_word {
    const char *word, *key;
};

/* The first word found decides, so a longer word stands before the shorter one in it, and what
 * something is made into before what it is made from. */
static const struct picture_word BY_PRODUCE[] = {
    {"果干", "dried-fruit"}, {"脆片", "dried-fruit"}, {"枣片", "dried-fruit"},
    {"肉干", "jerky"},       {"蜂蜜", "honey"},       {"油", "oil"},
    {"酱", "sauce"},         {"糟", "sauce"},         {"泡菜", "sauce"},
    {"罐头", "sauce"},       {"米线", "noodle"},      {"面条", "noodle"},
    {"挂面", "noodle"},      {"粉条", "noodle"},      {"粉丝", "noodle"},
    {"鸭蛋", "duck-egg"},    {"蛋", "egg"},           {"黑枸杞", "black-wolfberry"},
    {"枸杞", "wolfberry"},   {"红茶", "black-tea"},   {"茶", "tea"},
    {"木耳", "fungus"},      {"银耳", "fungus"},      {"菇", "mushroom"},
    {"菌", "mushroom"},      {"红米", "redrice"},     {"小米", "millet"},
    {"玉米", "millet"},      {"苦荞", "buckwheat"},   {"荞麦", "buckwheat"},
    {"藜麦", "quinoa"},      {"青稞", "barley"},      {"燕麦", "barley"},
    {"大米", "rice"},        {"糯米", "rice"},        {"稻米", "rice"},
    {"豆", "bean"},          {"柑", "tangerine"},     {"橘", "tangerine"},
    {"桔", "tangerine"},     {"橙", "orange"},        {"苹果", "apple"},
    {"核桃", "walnut"},      {"猕猴桃", "kiwi"},      {"樱桃", "cherry"},
    {"桃", "peach"},         {"梨", "pear"},          {"李", "plum"},
    {"葡萄", "grape"},       {"芒果", "mango"},       {"香蕉", "banana"},
    {"瓜籽", "seed"},        {"瓜子", "seed"},        {"黄瓜", "cucumber"},
    {"西瓜", "melon"},       {"甜瓜", "melon"},       {"枣", "jujube"},
    {"杏仁", "almond"},      {"花生", "almond"},      {"板栗", "almond"},
    {"番茄", "tomato"},      {"西红柿", "tomato"},    {"红薯", "sweet-potato"},
    {"马铃薯", "potato"},    {"土豆", "potato"},      {"洋芋", "potato"},
    {"山药", "yam"},         {"蒜", "garlic"},        {"花椒", "pepper"},
    {"辣椒", "chili"},       {"椒", "chili"},         {"草果", "spice"},
    {"八角", "spice"},       {"魔芋", "konjac"},      {"羊", "mutton"},
    {"牛", "mutton"},        {"鱼", "fish"},          {"虾", "fish"},
};

static const struct picture_word BY_CATEGORY[] = {
    {"水果", "fruit"}, {"蔬菜", "vegetable"}, {"粮油", "rice"},        {"干货", "dried-fruit"},
    {"茶叶", "tea"},   {"畜禽蛋", "egg"},     {"加工食品", "generic"}, {"水产", "fish"},
};

static const char *find(const struct picture_word *words, size_t count, const char *text)
{
    for (size_t i = 0; i < count; i++)
        if (strstr(text, words[i].word) != NULL)
            return words[i].key;
    return NULL;
}

bool picture_exists(const char *key)
{
    char path[80];
    snprintf(path, sizeof(path), "static/produce/%s.svg", key);
    return asset_find(path) != NULL;
}

const char *picture_for(const char *produce, const char *category)
{
    const char *key = find(BY_PRODUCE, sizeof(BY_PRODUCE) / sizeof(BY_PRODUCE[0]), produce);
    if (key == NULL)
        key = find(BY_CATEGORY, sizeof(BY_CATEGORY) / sizeof(BY_CATEGORY[0]), category);
    return key != NULL && picture_exists(key) ? key : "generic";
}
