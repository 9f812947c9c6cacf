#include "register-mock/register_family.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "register-mock/register_record.h"
#include "register-mock/register_word.h"

#define PICK(chance, weights)                                                                      \
    register_weighted((chance), (weights), (int)(sizeof(weights) / sizeof((weights)[0])))
#define ONE_OF(chance, words)                                                                      \
    (words)[register_below((chance), (int)(sizeof(words) / sizeof((words)[0])))]

const char *const REGISTER_COUNTY_CODES[REGISTER_COUNTIES] = {
    "130881", "141028", "500236", "513423", "520328", "532528", "620421", "632821"};
/* Where its people were born: 承德, 乡宁, 巫山, 德昌, 余庆, 红河, 会宁, 都兰. */
static const char *const BIRTH_COUNTIES[REGISTER_COUNTIES] = {
    "130821", "141029", "500237", "513424", "520329", "532529", "620422", "632822"};

static const char *const SURNAMES[] = {
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高",
    "林", "何", "郭", "马", "罗", "梁", "宋", "郑", "谢", "韩", "唐", "冯", "于", "董", "欧阳"};
static const char *const MEN[] = {"山", "川", "田", "石", "林", "松", "江", "河", "海", "峰",
                                  "岩", "谷", "丰", "禾", "木", "春", "冬", "平", "和", "安",
                                  "顺", "康", "福", "来", "正", "明", "光", "友", "志", "成"};
static const char *const WOMEN[] = {"花", "叶", "果", "梅", "兰", "菊", "荷", "桃", "杏", "桂",
                                    "枝", "云", "月", "雪", "霞", "雨", "春", "秋", "清", "静",
                                    "平", "安", "和", "芳", "香", "玉", "珍", "素", "秀", "青"};

int register_county_of(const char *village_code)
{
    for (int i = 0; i < REGISTER_COUNTIES; i++)
        if (strncmp(REGISTER_COUNTY_CODES[i], village_code, 6) == 0)
            return i;
    return -1;
}

/* ---- numbers ------------------------------------------------------------------------------- */

/* Year, month and day of the n-th day from 1900-01-01 on, below 1910. */
static void day_of(int n, int date[3])
{
    static const int MONTHS[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int year = 1900, month = 0;
    for (;; year++) {
        int days = year == 1904 || year == 1908 ? 366 : 365; /* 1900 is no leap year */
        if (n < days)
            break;
        n -= days;
    }
    for (;; month++) {
        int days = MONTHS[month] + (month == 1 && (year == 1904 || year == 1908));
        if (n < days)
            break;
        n -= days;
    }
    date[0] = year;
    date[1] = month + 1;
    date[2] = n + 1;
}

/* A step that shares no factor with the count goes through all of them before it comes again. */
void register_identity(int county, bool male, int64_t n, char identity[19])
{
    enum { STEP = 1000003, SERIALS = 499 };
    int date[3];
    int64_t place = (n * STEP + 7) % REGISTER_IDENTITIES;
    day_of((int)(place / SERIALS), date);
    int serial = (int)(place % SERIALS) * 2 + (male ? 1 : 2);
    char digits[64];
    snprintf(digits, sizeof digits, "%s%04d%02d%02d%03d", BIRTH_COUNTIES[county], date[0], date[1],
             date[2], serial);
    memcpy(identity, digits, 17);
    identity[17] = register_identity_check(digits);
    identity[18] = '\0';
}

static const char *some_phone(struct arena *arena, struct register_chance *chance,
                              struct register_numbers *numbers)
{
    if (register_percent(chance, 10))
        return "";
    return arena_printf(arena, "%" PRId64, 19910000000 + numbers->phones++);
}

static const char *some_card(struct arena *arena, struct register_chance *chance,
                             struct register_numbers *numbers)
{
    if (register_percent(chance, 6))
        return "";
    const char *digits = arena_printf(arena, "%" PRId64, 622200000010000000 + numbers->cards++);
    return arena_printf(arena, "%s%c", digits, register_card_check(digits));
}

/* ---- people -------------------------------------------------------------------------------- */

static const char *some_name(struct arena *arena, struct register_chance *chance,
                             const char *surname, bool male)
{
    const char *first = male ? ONE_OF(chance, MEN) : ONE_OF(chance, WOMEN);
    const char *second = male ? ONE_OF(chance, MEN) : ONE_OF(chance, WOMEN);
    return arena_printf(arena, "%s%s%s", surname, first,
                        register_percent(chance, 60) ? second : "");
}

static const char *some_labour(struct register_chance *chance, const char *relation)
{
    static const int ABLE[] = {62, 14, 20, 4, 0}, OLD[] = {0, 0, 45, 10, 45},
                     YOUNG[] = {40, 12, 0, 0, 48};
    bool old = strcmp(relation, "之父") == 0 || strcmp(relation, "之母") == 0;
    bool able = strcmp(relation, REGISTER_HEAD) == 0 || strcmp(relation, "配偶") == 0;
    return REGISTER_LABOUR[able  ? PICK(chance, ABLE)
                           : old ? PICK(chance, OLD)
                                 : PICK(chance, YOUNG)];
}

static bool add_person(struct arena *arena, struct register_chance *chance,
                       struct register_numbers *numbers, struct register_seed *seed, bool male,
                       const char *relation, const char *surname)
{
    int county = register_county_of(seed->village_code);
    int64_t n = numbers->people[county][male]++;
    if (n >= REGISTER_IDENTITIES)
        return false;
    char *identity = arena_alloc(arena, 19);
    register_identity(county, male, n, identity);
    seed->people[seed->count] = (struct register_seed_person){
        .person_no = arena_printf(arena, "%s-%02d", seed->household_no, seed->count + 1),
        .name = some_name(arena, chance, surname, male),
        .id_number = identity,
        .sex = male ? "男" : "女",
        .relation = relation,
        .labour = some_labour(chance, relation),
    };
    seed->count++;
    return true;
}

/* Three in the mean: the register's own was 3.04 in 2014. */
static bool add_people(struct arena *arena, struct register_chance *chance,
                       struct register_numbers *numbers, struct register_seed *seed)
{
    static const int SIZES[] = {15, 23, 27, 20, 10, 5};
    static const char *const OTHERS[] = {"之子", "之女", "之孙子", "之孙女"};
    int size = strcmp(seed->attribute, "五保户") == 0 ? 1 : 1 + PICK(chance, SIZES);
    bool male = register_percent(chance, 74);
    const char *surname = ONE_OF(chance, SURNAMES), *other = ONE_OF(chance, SURNAMES);
    bool good = add_person(arena, chance, numbers, seed, male, REGISTER_HEAD, surname);
    if (good && size > 1 && register_percent(chance, 82))
        good = add_person(arena, chance, numbers, seed, !male, "配偶", other);
    if (good && seed->count < size && register_percent(chance, 25))
        good = add_person(arena, chance, numbers, seed, false, "之母", ONE_OF(chance, SURNAMES));
    while (good && seed->count < size) {
        int kind = register_below(chance, 10) < 7 ? register_below(chance, 2)
                                                  : 2 + register_below(chance, 2);
        good = add_person(arena, chance, numbers, seed, kind % 2 == 0, OTHERS[kind],
                          male ? surname : other);
    }
    return good;
}

/* ---- the household ------------------------------------------------------------------------- */

bool register_family(struct arena *arena, struct register_chance *chance,
                     struct register_numbers *numbers, struct register_seed *seed)
{
    static const int ATTRIBUTES[] = {62, 9, 5, 0, 24}, TYPES[] = {930, 0, 30, 25, 15},
                     CAUSES[] = {421, 75, 65, 25, 7, 15, 12, 130, 90, 85, 30, 40, 5};
    int type = PICK(chance, TYPES);
    seed->attribute = REGISTER_ATTRIBUTES[PICK(chance, ATTRIBUTES)];
    seed->family_type = REGISTER_FAMILY_TYPES[type];
    seed->main_cause = REGISTER_CAUSES[PICK(chance, CAUSES)];
    /* those of the last two types came on the register after 2020 */
    seed->identified_on = arena_printf(
        arena, "%d-%02d-%02d",
        type >= 3 ? 2021 + register_below(chance, 3) : 2014 + register_below(chance, 3),
        4 + register_below(chance, 9), 1 + register_below(chance, 28));
    seed->phone = some_phone(arena, chance, numbers);
    seed->bank_account = some_card(arena, chance, numbers);
    seed->exited = register_percent(chance, 1);
    return add_people(arena, chance, numbers, seed);
}
