#include "register-mock/register_record.h"

#include <string.h>

#include "base/clock.h"
#include "base/json_text.h"
#include "base/text.h"
#include "register-mock/register_invent.h"
#include "register-mock/register_word.h"

/* ---- numbers ------------------------------------------------------------------------------- */

static bool digits_only(const char *text)
{
    return text[strspn(text, "0123456789")] == '\0';
}

bool register_number_is(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^[A-Za-z0-9-]{1,40}$");
    return text_match(&rule, text);
}

static bool person_no_is(const char *text)
{
    return strlen(text) >= 4 && register_number_is(text);
}

bool register_village_is(const char *text)
{
    return strlen(text) == 12 && digits_only(text);
}

bool register_mobile_is(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^1[3-9]\\d{9}$");
    return text_match(&rule, text);
}

static bool no_or_mobile_is(const char *text)
{
    return text[0] == '\0' || register_mobile_is(text);
}

char register_identity_check(const char *digits)
{
    static const int WEIGHTS[17] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int sum = 0;
    for (int i = 0; i < 17; i++)
        sum += WEIGHTS[i] * (digits[i] - '0');
    return "10X98765432"[sum % 11];
}

bool register_identity_is(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^[1-9]\\d{16}[0-9X]$");
    char born[11];
    if (!text_match(&rule, text) || register_identity_check(text) != text[17])
        return false;
    snprintf(born, sizeof born, "%.4s-%.2s-%.2s", text + 6, text + 10, text + 12);
    return clock_is_date(born);
}

char register_card_check(const char *digits)
{
    int sum = 0;
    size_t length = strlen(digits);
    for (size_t i = 0; i < length; i++) {
        int digit = digits[length - 1 - i] - '0';
        int twice = i % 2 == 0 ? 2 * digit : digit;
        sum += twice > 9 ? twice - 9 : twice;
    }
    return (char)('0' + (10 - sum % 10) % 10);
}

static bool no_or_card_is(const char *text)
{
    char head[20];
    size_t length = strlen(text);
    if (length == 0)
        return true;
    if (length < 12 || length > 19 || !digits_only(text))
        return false;
    snprintf(head, sizeof head, "%.*s", (int)length - 1, text);
    return register_card_check(head) == text[length - 1];
}

/* ---- rules of members ---------------------------------------------------------------------- */

enum kind {
    TEXT,  /* min..max characters, or what `is` says */
    WORD,  /* one of `words` */
    WORDS, /* min..max of them, none twice */
    FLAG,
    DAY,
    NUMBER /* min..max */
};

struct rule {
    const char *name;
    enum kind kind;
    bool nullable;
    int64_t min, max;
    const char *const *words;
    bool (*is)(const char *text);
};

static const struct rule HOUSEHOLD[] = {
    {"household_no", TEXT, false, 0, 0, NULL, register_number_is},
    {"village_code", TEXT, false, 0, 0, NULL, register_village_is},
    {"group_name", TEXT, false, 0, 40, NULL, NULL},
    {"state", WORD, false, 0, 0, REGISTER_STATES, NULL},
    {"standard", WORD, false, 0, 0, REGISTER_STANDARDS, NULL},
    {"attribute", WORD, false, 0, 0, REGISTER_ATTRIBUTES, NULL},
    {"family_type", WORD, false, 0, 0, REGISTER_FAMILY_TYPES, NULL},
    {"main_cause", WORD, false, 0, 0, REGISTER_CAUSES, NULL},
    {"other_causes", WORDS, false, 0, 2, REGISTER_CAUSES, NULL},
    {"phone", TEXT, false, 0, 0, NULL, no_or_mobile_is},
    {"bank_name", TEXT, false, 0, 60, NULL, NULL},
    {"bank_account", TEXT, false, 0, 0, NULL, no_or_card_is},
    {"bank_holder", TEXT, false, 0, 60, NULL, NULL},
    {"unsafe_housing", FLAG, false, 0, 0, NULL, NULL},
    {"safe_water", FLAG, false, 0, 0, NULL, NULL},
    {"net_income_fen", NUMBER, false, -1000000000, 100000000000, NULL, NULL},
    {"identified_on", DAY, false, 0, 0, NULL, NULL},
    {"monitored_type", WORD, true, 0, 0, REGISTER_MONITORED, NULL},
    {"monitored_on", DAY, true, 0, 0, NULL, NULL},
    {"risk_removed", FLAG, true, 0, 0, NULL, NULL},
    {"risk_removed_on", DAY, true, 0, 0, NULL, NULL},
    {"risk_removed_by", WORD, true, 0, 0, REGISTER_REMOVED_BY, NULL},
    {"risks", WORDS, false, 0, 5, REGISTER_RISKS, NULL},
    {"out_of_poverty_year", NUMBER, true, 2014, 2020, NULL, NULL},
    {"no_labour", FLAG, false, 0, 0, NULL, NULL},
    {"helper_name", TEXT, false, 0, 60, NULL, NULL},
    {"helper_unit", TEXT, false, 0, 100, NULL, NULL},
};
enum { HOUSEHOLD_RULES = sizeof HOUSEHOLD / sizeof HOUSEHOLD[0] };

static const struct rule MEMBER[] = {
    {"person_no", TEXT, false, 0, 0, NULL, person_no_is},
    {"name", TEXT, false, 1, 60, NULL, NULL},
    {"id_number", TEXT, false, 0, 0, NULL, register_identity_is},
    {"sex", WORD, false, 0, 0, REGISTER_SEXES, NULL},
    {"relation", TEXT, false, 1, 20, NULL, NULL},
    {"ethnicity", TEXT, false, 1, 20, NULL, NULL},
    {"education", WORD, false, 0, 0, REGISTER_EDUCATION, NULL},
    {"schooling", WORD, false, 0, 0, REGISTER_SCHOOLING, NULL},
    {"health", WORDS, false, 1, 3, REGISTER_HEALTH, NULL},
    {"labour", WORD, false, 0, 0, REGISTER_LABOUR, NULL},
    {"away_months", NUMBER, false, 0, 12, NULL, NULL},
    {"employer", TEXT, false, 0, 100, NULL, NULL},
    {"serious_illness_insurance", FLAG, false, 0, 0, NULL, NULL},
    {"subsistence", FLAG, false, 0, 0, NULL, NULL},
    {"identified_on", DAY, false, 0, 0, NULL, NULL},
    {"phone", TEXT, false, 0, 0, NULL, no_or_mobile_is},
    {"state", WORD, false, 0, 0, REGISTER_PERSON_STATES, NULL},
};
enum { MEMBER_RULES = sizeof MEMBER / sizeof MEMBER[0] };

static bool words_are(const struct rule *rule, const json_t *value)
{
    size_t count = json_array_size(value);
    if (!json_is_array(value) || (int64_t)count < rule->min || (int64_t)count > rule->max)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *word = json_string_value(json_array_get(value, i));
        if (word == NULL || !register_word_is(rule->words, word))
            return false;
        for (size_t j = 0; j < i; j++)
            if (strcmp(word, json_string_value(json_array_get(value, j))) == 0)
                return false;
    }
    return true;
}

static bool text_is(const struct rule *rule, const char *text)
{
    if (rule->is != NULL)
        return rule->is(text);
    int64_t length = (int64_t)text_length(text);
    return length >= rule->min && length <= rule->max && text_is_clean(text, strlen(text), false);
}

static bool value_keeps(const struct rule *rule, const json_t *value)
{
    const char *text = json_string_value(value);
    if (json_is_null(value))
        return rule->nullable;
    switch (rule->kind) {
    case TEXT:
        return text != NULL && text_is(rule, text);
    case WORD:
        return text != NULL && register_word_is(rule->words, text);
    case WORDS:
        return words_are(rule, value);
    case FLAG:
        return json_is_boolean(value);
    case DAY:
        return text != NULL && clock_is_date(text);
    case NUMBER:
        return json_is_integer(value) && json_integer_value(value) >= rule->min &&
               json_integer_value(value) <= rule->max;
    }
    return false;
}

/* The name of the first member that breaks a rule, or is unknown; NULL = none does. */
static const char *first_fault(const json_t *object, const struct rule *rules, int count,
                               const char *also)
{
    const char *name;
    json_t *value;
    for (int i = 0; i < count; i++)
        if (!value_keeps(&rules[i], json_object_get(object, rules[i].name)))
            return rules[i].name;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) {
        bool known = also != NULL && strcmp(name, also) == 0;
        for (int i = 0; i < count && !known; i++)
            known = strcmp(name, rules[i].name) == 0;
        if (!known)
            return name;
    }
    return NULL;
}

/* ---- rules between members ----------------------------------------------------------------- */

const char *register_record_text(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

bool register_member_is(const json_t *member, const char *state)
{
    return strcmp(register_record_text(member, "state"), state) == 0;
}

static bool has(const json_t *record, const char *name)
{
    return !json_is_null(json_object_get(record, name));
}

static bool holds(const json_t *words, const char *word)
{
    for (size_t i = 0; i < json_array_size(words); i++)
        if (strcmp(json_string_value(json_array_get(words, i)), word) == 0)
            return true;
    return false;
}

/* Null all together without a monitored type, and what belongs to a removed risk only with one. */
static const char *monitoring_fault(const json_t *record)
{
    bool monitored = has(record, "monitored_type");
    bool removed = json_is_true(json_object_get(record, "risk_removed"));
    if (has(record, "monitored_on") != monitored)
        return "monitored_on";
    if (has(record, "risk_removed") != monitored)
        return "risk_removed";
    if (has(record, "risk_removed_on") != removed)
        return "risk_removed_on";
    if (has(record, "risk_removed_by") != removed)
        return "risk_removed_by";
    return NULL;
}

static const char *household_fault(const json_t *record)
{
    bool account = register_record_text(record, "bank_account")[0] != '\0';
    if (holds(json_object_get(record, "other_causes"), register_record_text(record, "main_cause")))
        return "other_causes";
    if ((register_record_text(record, "bank_name")[0] != '\0') != account)
        return "bank_name";
    if ((register_record_text(record, "bank_holder")[0] != '\0') != account)
        return "bank_holder";
    return monitoring_fault(record);
}

static const char *member_fault(const json_t *members, size_t at)
{
    const json_t *member = json_array_get(members, at);
    const char *fault = first_fault(member, MEMBER, MEMBER_RULES, NULL);
    if (fault != NULL)
        return fault;
    const json_t *health = json_object_get(member, "health");
    if (json_array_size(health) > 1 && holds(health, REGISTER_HEALTH[0]))
        return "health";
    for (size_t i = 0; i < at; i++) {
        const json_t *other = json_array_get(members, i);
        if (strcmp(register_record_text(other, "person_no"),
                   register_record_text(member, "person_no")) == 0)
            return "person_no";
        if (strcmp(register_record_text(other, "id_number"),
                   register_record_text(member, "id_number")) == 0)
            return "id_number";
    }
    return NULL;
}

static bool members_keep(struct arena *arena, const json_t *members, const char **fault)
{
    int heads = 0;
    size_t count = json_array_size(members);
    *fault = "members";
    if (count < 1 || count > REGISTER_MEMBERS_MAX)
        return false;
    for (size_t i = 0; i < count; i++) {
        const char *name = member_fault(members, i);
        if (name != NULL) {
            *fault = arena_printf(arena, "members[%zu].%s", i, name);
            return false;
        }
        const json_t *member = json_array_get(members, i);
        heads += strcmp(register_record_text(member, "relation"), REGISTER_HEAD) == 0;
    }
    return heads == 1;
}

bool register_record_check(struct arena *arena, const json_t *record, const char **fault)
{
    *fault = first_fault(record, HOUSEHOLD, HOUSEHOLD_RULES, "members");
    if (*fault == NULL)
        *fault = household_fault(record);
    return *fault == NULL && members_keep(arena, json_object_get(record, "members"), fault);
}

struct register_household register_record_household(struct arena *arena, json_t *record)
{
    const json_t *members = json_object_get(record, "members");
    int count = (int)json_array_size(members);
    struct register_person *people = arena_array(arena, (size_t)count, sizeof people[0]);
    for (int i = 0; i < count; i++) {
        const json_t *member = json_array_get(members, (size_t)i);
        people[i] = (struct register_person){
            .person_no = register_record_text(member, "person_no"),
            .id_number = register_record_text(member, "id_number"),
            .moved_out = register_member_is(member, "moved_out"),
        };
    }
    return (struct register_household){
        .household_no = register_record_text(record, "household_no"),
        .village_code = register_record_text(record, "village_code"),
        .record = json_text_of(arena, record, NULL),
        .people = people,
        .count = count,
    };
}
