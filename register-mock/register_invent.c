#include "register-mock/register_invent.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json_text.h"
#include "register-mock/register_chance.h"
#include "register-mock/register_word.h"

#define PICK(chance, weights)                                                                      \
    register_weighted((chance), (weights), (int)(sizeof(weights) / sizeof((weights)[0])))

/* ---- the household ------------------------------------------------------------------------- */

static const char *const BANKS[] = {"示例农村商业银行", "示例农商村镇银行", "示例邮政储蓄银行"};
static const char *const UNITS[] = {"示例县农业农村局", "示例县财政局", "示例镇人民政府",
                                    "示例县中心小学", "示例县人民医院"};

/* `count` words of a list, none twice and not `without`. */
static void write_some(struct json_text *json, const char *key, struct register_chance *chance,
                       const char *const *words, int count, const char *without)
{
    const char *picked[8] = {0};
    int all = register_word_count(words), done = 0;
    json_text_array(json, key);
    while (done < count) {
        const char *word = words[register_below(chance, all)];
        bool again = without != NULL && strcmp(word, without) == 0;
        for (int i = 0; i < done; i++)
            again = again || picked[i] == word;
        if (again)
            continue;
        picked[done++] = word;
        json_text_string(json, NULL, word);
    }
    json_text_end(json);
}

static void write_null(struct json_text *json, const char *key)
{
    json_text_value(json, key, json_null());
}

static void write_bool(struct json_text *json, const char *key, bool value)
{
    json_text_value(json, key, json_boolean(value));
}

/* "YYYY-MM-DD" in one of the years, which every month has. */
static const char *some_day(struct arena *arena, struct register_chance *chance, int from, int to)
{
    int year = from + register_below(chance, to - from + 1);
    int month = 1 + register_below(chance, 12);
    return arena_printf(arena, "%d-%02d-%02d", year, month, 1 + register_below(chance, 28));
}

static void write_risk_removed(struct json_text *json, struct arena *arena,
                               struct register_chance *chance)
{
    bool removed = register_percent(chance, 60);
    write_bool(json, "risk_removed", removed);
    if (!removed) {
        write_null(json, "risk_removed_on");
        write_null(json, "risk_removed_by");
        return;
    }
    json_text_string(json, "risk_removed_on", some_day(arena, chance, 2025, 2025));
    json_text_string(json, "risk_removed_by",
                     REGISTER_REMOVED_BY[register_percent(chance, 85) ? 0 : 1]);
}

static void write_monitoring(struct json_text *json, struct arena *arena,
                             struct register_chance *chance, const struct register_seed *seed)
{
    if (!register_word_is(REGISTER_MONITORED, seed->family_type)) {
        write_null(json, "monitored_type");
        write_null(json, "monitored_on");
        write_null(json, "risk_removed");
        write_null(json, "risk_removed_on");
        write_null(json, "risk_removed_by");
        json_text_array(json, "risks");
        json_text_end(json);
        return;
    }
    json_text_string(json, "monitored_type", seed->family_type);
    /* monitoring of households began with 2020, and nobody is watched before they are known */
    int known = (int)strtol(seed->identified_on, NULL, 10) + 1;
    json_text_string(
        json, "monitored_on",
        some_day(arena, chance, known > 2020 ? known : 2020, known > 2023 ? known : 2023));
    write_risk_removed(json, arena, chance);
    write_some(json, "risks", chance, REGISTER_RISKS, 1 + register_below(chance, 3), NULL);
}

static void write_way_out(struct json_text *json, struct register_chance *chance,
                          const struct register_seed *seed)
{
    int known = (int)strtol(seed->identified_on, NULL, 10);
    bool out =
        strcmp(seed->family_type, "脱贫户") == 0 || strcmp(seed->family_type, "脱贫不稳定户") == 0;
    if (!out || known > 2020) {
        write_null(json, "out_of_poverty_year");
        return;
    }
    int first = known > 2014 ? known : 2014;
    json_text_integer(json, "out_of_poverty_year",
                      first + register_below(chance, 2020 - first + 1));
}

static bool can_work(const struct register_seed_person *person)
{
    return strcmp(person->labour, "丧失劳动力") != 0 && strcmp(person->labour, "无劳动力") != 0;
}

static bool without_labour(const struct register_seed *seed)
{
    for (int i = 0; i < seed->count; i++)
        if (can_work(&seed->people[i]))
            return false;
    return true;
}

static void write_bank(struct json_text *json, struct register_chance *chance,
                       const struct register_seed *seed)
{
    bool has = seed->bank_account[0] != '\0';
    const char *bank = BANKS[register_below(chance, 3)];
    json_text_string(json, "bank_name", has ? bank : "");
    json_text_string(json, "bank_account", seed->bank_account);
    json_text_string(json, "bank_holder", has ? seed->people[0].name : "");
}

/* ---- its members --------------------------------------------------------------------------- */

static bool is_child(const struct register_seed_person *person)
{
    return strncmp(person->relation, "之孙", strlen("之孙")) == 0 ||
           ((strcmp(person->relation, "之子") == 0 || strcmp(person->relation, "之女") == 0) &&
            !can_work(person));
}

static void write_learning(struct json_text *json, struct register_chance *chance,
                           const struct register_seed_person *person)
{
    static const int ADULT[] = {14, 38, 34, 9, 3, 2};
    if (!is_child(person)) {
        json_text_string(json, "education", REGISTER_EDUCATION[PICK(chance, ADULT)]);
        json_text_string(json, "schooling", "非在校");
        return;
    }
    /* who is at school has what the school before gave */
    int school = 1 + register_below(chance, 4);
    json_text_string(json, "education", REGISTER_EDUCATION[school <= 2 ? 0 : school == 3 ? 1 : 2]);
    json_text_string(json, "schooling", REGISTER_SCHOOLING[school]);
}

static void write_health(struct json_text *json, struct register_chance *chance,
                         const struct register_seed_person *person)
{
    static const int ABLE[] = {86, 9, 2, 3}, FRAIL[] = {36, 40, 9, 15};
    int worst = can_work(person) || is_child(person) ? PICK(chance, ABLE) : PICK(chance, FRAIL);
    json_text_array(json, "health");
    json_text_string(json, NULL, REGISTER_HEALTH[worst]);
    if (worst == 1 && register_percent(chance, 10))
        json_text_string(json, NULL, "残疾");
    json_text_end(json);
}

static void write_work(struct json_text *json, struct arena *arena, struct register_chance *chance,
                       const struct register_seed_person *person)
{
    bool away = can_work(person) && register_percent(chance, 35);
    json_text_string(json, "labour", person->labour);
    json_text_integer(json, "away_months", away ? 1 + register_below(chance, 12) : 0);
    json_text_string(json, "employer",
                     away ? arena_printf(arena, "示例公司%d", 1 + register_below(chance, 900))
                          : "");
}

static void write_person(struct json_text *json, struct arena *arena,
                         const struct register_seed *seed, int i)
{
    const struct register_seed_person *person = &seed->people[i];
    struct register_chance chance = register_chance_of(person->person_no);
    json_text_object(json, NULL);
    json_text_string(json, "person_no", person->person_no);
    json_text_string(json, "name", person->name);
    json_text_string(json, "id_number", person->id_number);
    json_text_string(json, "sex", person->sex);
    json_text_string(json, "relation", person->relation);
    json_text_string(json, "ethnicity", "汉族");
    write_learning(json, &chance, person);
    write_health(json, &chance, person);
    write_work(json, arena, &chance, person);
    write_bool(json, "serious_illness_insurance", register_percent(&chance, 92));
    write_bool(json, "subsistence", strcmp(seed->attribute, "一般贫困户") != 0);
    json_text_string(json, "identified_on", seed->identified_on);
    json_text_string(json, "phone", i == 0 ? seed->phone : "");
    json_text_string(json, "state", "living");
    json_text_end(json);
}

static void write_members(struct json_text *json, struct arena *arena,
                          const struct register_seed *seed)
{
    json_text_array(json, "members");
    for (int i = 0; i < seed->count; i++)
        write_person(json, arena, seed, i);
    json_text_end(json);
}

/* ---- the record ---------------------------------------------------------------------------- */

static void write_home(struct json_text *json, struct arena *arena, struct register_chance *chance,
                       const struct register_seed *seed)
{
    static const int STANDARDS[] = {80, 15, 5}, CAUSES[] = {45, 35, 20};
    int group = register_below(chance, 9);
    json_text_string(json, "household_no", seed->household_no);
    json_text_string(json, "village_code", seed->village_code);
    json_text_string(json, "group_name", group == 0 ? "" : arena_printf(arena, "%d组", group));
    json_text_string(json, "state", seed->exited ? "exited" : "registered");
    json_text_string(json, "standard", REGISTER_STANDARDS[PICK(chance, STANDARDS)]);
    json_text_string(json, "attribute", seed->attribute);
    json_text_string(json, "family_type", seed->family_type);
    json_text_string(json, "main_cause", seed->main_cause);
    write_some(json, "other_causes", chance, REGISTER_CAUSES, PICK(chance, CAUSES),
               seed->main_cause);
    json_text_string(json, "phone", seed->phone);
    write_bank(json, chance, seed);
    write_bool(json, "unsafe_housing", register_percent(chance, 2));
    write_bool(json, "safe_water", register_percent(chance, 97));
    json_text_integer(json, "net_income_fen", 600000 + 100 * register_below(chance, 18000));
    json_text_string(json, "identified_on", seed->identified_on);
}

struct register_household register_invent(struct arena *arena, const struct register_seed *seed)
{
    struct json_text json;
    struct register_chance chance = register_chance_of(seed->household_no);
    struct register_person *people = arena_array(arena, (size_t)seed->count, sizeof people[0]);
    json_text_init(&json, arena);
    json_text_object(&json, NULL);
    write_home(&json, arena, &chance, seed);
    write_monitoring(&json, arena, &chance, seed);
    write_way_out(&json, &chance, seed);
    write_bool(&json, "no_labour", without_labour(seed));
    json_text_string(&json, "helper_name",
                     arena_printf(arena, "示例干部%d", 1 + register_below(&chance, 400)));
    json_text_string(&json, "helper_unit", UNITS[register_below(&chance, 5)]);
    write_members(&json, arena, seed);
    json_text_end(&json);
    for (int i = 0; i < seed->count; i++)
        people[i] = (struct register_person){.person_no = seed->people[i].person_no,
                                             .id_number = seed->people[i].id_number};
    return (struct register_household){.household_no = seed->household_no,
                                       .village_code = seed->village_code,
                                       .record = json_text_done(&json, NULL),
                                       .people = people,
                                       .count = seed->count};
}
