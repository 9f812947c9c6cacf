#include "registry/household_record.h"

#include <string.h>

#include "base/arena.h"
#include "base/json_text.h"
#include "registry/identifier.h"

#define LENGTH(array_) ((int)(sizeof(array_) / sizeof((array_)[0])))

/* ---- what words there are ---- */

static const char *const STATES[] = {"registered", "exited", NULL};
static const char *const STANDARDS[] = {"国家", "省定", "市定", NULL};
static const char *const ATTRIBUTES[] = {"一般贫困户", "低保户",     "五保户",
                                         "特困供养户", "低保贫困户", NULL};
static const char *const FAMILY_TYPES[] = {"脱贫户",       "一般农户",       "脱贫不稳定户",
                                           "边缘易致贫户", "突发严重困难户", NULL};
static const char *const CAUSES[] = {"因病",   "因残",   "因学",         "因灾",
                                     "因婚",   "缺土地", "缺水",         "缺技术",
                                     "缺资金", "缺劳力", "交通条件落后", "自身发展动力不足",
                                     "其他",   NULL};
static const char *const MONITORED[] = {"脱贫不稳定户", "边缘易致贫户", "突发严重困难户", NULL};
static const char *const REMOVED_BY[] = {"帮扶消除", "自然消除", NULL};
static const char *const RISKS[] = {"因病",       "因学",       "因残",       "因务工就业不稳",
                                    "缺劳动力",   "因安全住房", "因安全饮水", "因灾",
                                    "因意外事故", "因产业失败", NULL};
static const char *const SEXES[] = {"男", "女", NULL};
static const char *const EDUCATIONS[] = {"文盲半文盲", "小学",       "初中", "高中",
                                         "大专",       "本科及以上", NULL};
static const char *const SCHOOLINGS[] = {"非在校", "学前", "小学",       "初中",
                                         "高中",   "中职", "大专及以上", NULL};
static const char *const HEALTHS[] = {"健康", "长期慢性病", "患有大病", "残疾", NULL};
static const char *const LABOURS[] = {"普通劳动力", "技能劳动力", "弱劳动力或半劳动力",
                                      "丧失劳动力", "无劳动力",   NULL};
static const char *const MEMBER_STATES[] = {"living", "deceased", "moved_out", NULL};

static const char HEAD[] = "户主", LIVING[] = "living", REGISTERED[] = "registered";

/* ---- the shape of a record ---- */

static bool is_number(const char *text)
{
    size_t length = strlen(text);
    return length >= 4 && length <= 40 &&
           strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-") ==
               length;
}

static bool is_village(const char *text)
{
    return strlen(text) == 12 && strspn(text, "0123456789") == 12;
}

static bool is_mobile_or_none(const char *text)
{
    return text[0] == '\0' || identifier_is_mobile(text);
}

static bool is_card_or_none(const char *text)
{
    return text[0] == '\0' || identifier_is_bank_card(text);
}

/* A list of plain words is one of objects with the one field "". */
#define WORD_FIELD(words_)                                                                         \
    {                                                                                              \
        .name = "", .type = SHAPE_CHOICE, .offset = offsetof(struct record_word, word),            \
        .required = true, .choices = (words_), .hint = "不是登记系统用的词"               \
    }
static const struct shape_field CAUSE_FIELDS[] = {WORD_FIELD(CAUSES)};
static const struct shape_field RISK_FIELDS[] = {WORD_FIELD(RISKS)};
static const struct shape_field HEALTH_FIELDS[] = {WORD_FIELD(HEALTHS)};
static const struct shape CAUSE_SHAPE = SHAPE(struct record_word, CAUSE_FIELDS);
static const struct shape RISK_SHAPE = SHAPE(struct record_word, RISK_FIELDS);
static const struct shape HEALTH_SHAPE = SHAPE(struct record_word, HEALTH_FIELDS);

#define WORD "不是登记系统用的词"

static const struct shape_field MEMBER_FIELDS[] = {
    FIELD_CHECKED(struct record_member, person_no, REQUIRED, 4, 40, is_number,
                  "人编号应为 4 到 40 个字母、数字或短横"),
    FIELD_TEXT(struct record_member, name, REQUIRED, 1, 60, "姓名应为 1 到 60 个字"),
    FIELD_CHECKED(struct record_member, id_number, REQUIRED, 18, 18, identifier_is_id_card,
                  "身份证号有误"),
    FIELD_CHOICE(struct record_member, sex, REQUIRED, SEXES, WORD),
    FIELD_TEXT(struct record_member, relation, REQUIRED, 1, 20, "与户主关系应为 1 到 20 个字"),
    FIELD_TEXT(struct record_member, ethnicity, REQUIRED, 0, 20, "民族不超过 20 个字"),
    FIELD_CHOICE(struct record_member, education, REQUIRED, EDUCATIONS, WORD),
    FIELD_CHOICE(struct record_member, schooling, REQUIRED, SCHOOLINGS, WORD),
    FIELD_LIST(struct record_member, health, REQUIRED, 1, 4, HEALTH_SHAPE, WORD),
    FIELD_CHOICE(struct record_member, labour, REQUIRED, LABOURS, WORD),
    FIELD_INT(struct record_member, away_months, REQUIRED, 0, 12, "务工月数应为 0 到 12"),
    FIELD_TEXT(struct record_member, employer, REQUIRED, 0, 100, "务工企业不超过 100 个字"),
    FIELD_BOOL(struct record_member, serious_illness_insurance, REQUIRED, "应为是或否"),
    FIELD_BOOL(struct record_member, subsistence, REQUIRED, "应为是或否"),
    FIELD_DATE(struct record_member, identified_on, REQUIRED, "不是日期"),
    FIELD_CHECKED(struct record_member, phone, REQUIRED, 0, 11, is_mobile_or_none, "手机号有误"),
    FIELD_CHOICE(struct record_member, state, REQUIRED, MEMBER_STATES, WORD),
};
static const struct shape MEMBER_SHAPE = SHAPE(struct record_member, MEMBER_FIELDS);

static const struct shape_field FIELDS[] = {
    FIELD_CHECKED(struct record, household_no, REQUIRED, 4, 40, is_number,
                  "户编号应为 4 到 40 个字母、数字或短横"),
    FIELD_CHECKED(struct record, village_code, REQUIRED, 12, 12, is_village,
                  "村代码应为 12 位数字"),
    FIELD_TEXT(struct record, group_name, REQUIRED, 0, 60, "自然村或组不超过 60 个字"),
    FIELD_CHOICE(struct record, state, REQUIRED, STATES, WORD),
    FIELD_CHOICE(struct record, standard, REQUIRED, STANDARDS, WORD),
    FIELD_CHOICE(struct record, attribute, REQUIRED, ATTRIBUTES, WORD),
    FIELD_CHOICE(struct record, family_type, REQUIRED, FAMILY_TYPES, WORD),
    FIELD_CHOICE(struct record, main_cause, REQUIRED, CAUSES, WORD),
    FIELD_LIST(struct record, other_causes, REQUIRED, 0, 2, CAUSE_SHAPE, "其他原因最多两个"),
    FIELD_CHECKED(struct record, phone, REQUIRED, 0, 11, is_mobile_or_none, "手机号有误"),
    FIELD_TEXT(struct record, bank_name, REQUIRED, 0, 60, "开户银行不超过 60 个字"),
    FIELD_CHECKED(struct record, bank_account, REQUIRED, 0, 19, is_card_or_none, "银行卡号有误"),
    FIELD_TEXT(struct record, bank_holder, REQUIRED, 0, 60, "开户人不超过 60 个字"),
    FIELD_BOOL(struct record, unsafe_housing, REQUIRED, "应为是或否"),
    FIELD_BOOL(struct record, safe_water, REQUIRED, "应为是或否"),
    FIELD_INT(struct record, net_income_fen, REQUIRED, -10000000000, 10000000000,
              "人均纯收入超出范围"),
    FIELD_DATE(struct record, identified_on, REQUIRED, "不是日期"),
    FIELD_CHOICE(struct record, monitored_type, OPTIONAL, MONITORED, WORD),
    FIELD_DATE(struct record, monitored_on, OPTIONAL, "不是日期"),
    FIELD_BOOL(struct record, risk_removed, OPTIONAL, "应为是或否"),
    FIELD_DATE(struct record, risk_removed_on, OPTIONAL, "不是日期"),
    FIELD_CHOICE(struct record, risk_removed_by, OPTIONAL, REMOVED_BY, WORD),
    FIELD_LIST(struct record, risks, REQUIRED, 0, 5, RISK_SHAPE, "风险最多五个"),
    FIELD_INT(struct record, out_of_poverty_year, OPTIONAL, 2014, 2020,
              "脱贫年度应为 2014 到 2020"),
    FIELD_BOOL(struct record, no_labour, REQUIRED, "应为是或否"),
    FIELD_TEXT(struct record, helper_name, REQUIRED, 0, 60, "帮扶责任人不超过 60 个字"),
    FIELD_TEXT(struct record, helper_unit, REQUIRED, 0, 100, "帮扶单位不超过 100 个字"),
    FIELD_LIST(struct record, members, REQUIRED, 1, RECORD_MEMBERS_MAX, MEMBER_SHAPE,
               "一户应有 1 到 30 人"),
};
static const struct shape RECORD_SHAPE = SHAPE(struct record, FIELDS);

const struct shape *record_shape(void)
{
    return &RECORD_SHAPE;
}

/* ---- rules over several fields ---- */

void record_fault_add(struct record_faults *faults, const char *field, const char *message)
{
    if (faults->count < RECORD_FAULTS_MAX)
        faults->items[faults->count++] = (struct record_fault){field, message};
}

static const struct record_member *member_at(const struct record *record, int i)
{
    return (const struct record_member *)record->members.items + i;
}

static const char *word_at(const struct shape_list *list, int i)
{
    return ((const struct record_word *)list->items)[i].word;
}

static bool has_word(const struct shape_list *list, const char *word, int before)
{
    for (int i = 0; i < before; i++)
        if (strcmp(word_at(list, i), word) == 0)
            return true;
    return false;
}

static void check_words(struct record_faults *faults, const struct shape_list *list,
                        const char *field)
{
    for (int i = 1; i < list->count; i++)
        if (has_word(list, word_at(list, i), i))
            record_fault_add(faults, field, "同一项写了两次");
}

static void check_member(struct arena *arena, const struct record *record, int i,
                         struct record_faults *faults)
{
    const struct record_member *member = member_at(record, i);
    if (identifier_id_card_is_male(member->id_number) != (strcmp(member->sex, "男") == 0))
        record_fault_add(faults, arena_printf(arena, "members[%d].sex", i), "性别与身份证号不符");
    for (int k = 0; k < i; k++) {
        const struct record_member *other = member_at(record, k);
        if (strcmp(other->id_number, member->id_number) == 0)
            record_fault_add(faults, arena_printf(arena, "members[%d].id_number", i),
                             "同一身份证号在户内出现两次");
        if (strcmp(other->person_no, member->person_no) == 0)
            record_fault_add(faults, arena_printf(arena, "members[%d].person_no", i),
                             "同一人编号在户内出现两次");
    }
    if (has_word(&member->health, "健康", member->health.count) && member->health.count > 1)
        record_fault_add(faults, arena_printf(arena, "members[%d].health", i),
                         "健康与患病不能并存");
}

static void check_rules(struct arena *arena, const struct record *record,
                        struct record_faults *faults)
{
    int heads = 0, living;
    const struct record_member **members = record_living(arena, record, &living);
    for (int i = 0; i < record->members.count; i++)
        check_member(arena, record, i, faults);
    for (int i = 0; i < living; i++)
        heads += strcmp(members[i]->relation, HEAD) == 0;
    if (living > 0 && heads != 1)
        record_fault_add(faults, "members", heads == 0 ? "没有户主" : "户主不止一人");
    check_words(faults, &record->other_causes, "other_causes");
    check_words(faults, &record->risks, "risks");
    if (has_word(&record->other_causes, record->main_cause, record->other_causes.count))
        record_fault_add(faults, "other_causes", "其他原因不能与主要原因相同");
}

static void complete(struct record *record)
{
    const char **optional[] = {&record->monitored_type, &record->monitored_on,
                               &record->risk_removed_on, &record->risk_removed_by};
    for (int i = 0; i < LENGTH(optional); i++)
        if (*optional[i] == NULL)
            *optional[i] = "";
}

/* What the reader of shapes refused, as a fault. */
static bool misread(struct arena *arena, struct record *record, const struct refusal *why,
                    struct record_faults *faults)
{
    record_fault_add(faults, why->field[0] != '\0' ? arena_strdup(arena, why->field) : "record",
                     why->detail[0] != '\0' ? arena_strdup(arena, why->detail) : why->kind->title);
    if (record->household_no == NULL)
        record->household_no = "";
    return false;
}

bool record_read_json(struct arena *arena, json_t *object, struct record *record,
                      struct record_faults *faults)
{
    struct refusal why = {.have = -1};
    *record = (struct record){.household_no = ""};
    *faults = (struct record_faults){.count = 0};
    if (!shape_read_json(arena, &RECORD_SHAPE, object, record, &why))
        return misread(arena, record, &why, faults);
    complete(record);
    check_rules(arena, record, faults);
    return faults->count == 0;
}

bool record_read(struct arena *arena, const char *bytes, size_t length, struct record *record,
                 struct record_faults *faults)
{
    struct refusal why = {.have = -1};
    /* its tree of values goes before the next line comes: thousands of them would be cold memory */
    struct arena *own = arena_new(ARENA_LIMIT_DEFAULT);
    json_t *object = shape_parse(own, bytes, length, &why);
    bool ok = object != NULL && record_read_json(arena, object, record, faults);
    if (object == NULL) {
        *record = (struct record){.household_no = ""};
        *faults = (struct record_faults){.count = 0};
        misread(arena, record, &why, faults);
    }
    arena_free(own);
    return ok;
}

/* ---- who is in it ---- */

const struct record_member **record_living(struct arena *arena, const struct record *record,
                                           int *count)
{
    const struct record_member **living =
        arena_array(arena, (size_t)record->members.count, sizeof(struct record_member *));
    *count = 0;
    for (int head = 1; head >= 0; head--)
        for (int i = 0; i < record->members.count; i++) {
            const struct record_member *member = member_at(record, i);
            if (strcmp(member->state, LIVING) == 0 &&
                (strcmp(member->relation, HEAD) == 0) == (head == 1))
                living[(*count)++] = member;
        }
    return living;
}

const struct record_member *record_head(const struct record *record)
{
    for (int i = 0; i < record->members.count; i++) {
        const struct record_member *member = member_at(record, i);
        if (strcmp(member->state, LIVING) == 0 && strcmp(member->relation, HEAD) == 0)
            return member;
    }
    return NULL;
}

bool record_is_registered(const struct record *record)
{
    return strcmp(record->state, REGISTERED) == 0 && record_head(record) != NULL;
}

/* ---- the one text ---- */

static void write_words(struct json_text *json, const char *key, const struct shape_list *list)
{
    json_text_array(json, key);
    for (int i = 0; i < list->count; i++)
        json_text_string(json, NULL, word_at(list, i));
    json_text_end(json);
}

static void write_flag(struct json_text *json, const char *key, bool flag)
{
    json_text_value(json, key, flag ? json_true() : json_false());
}

/* What is not known is null, as the register says it: so the text is a record again. */
static void write_known(struct json_text *json, const char *key, const char *text)
{
    if (text[0] == '\0')
        json_text_value(json, key, json_null());
    else
        json_text_string(json, key, text);
}

static void write_member(struct json_text *json, const struct record_member *member)
{
    json_text_object(json, NULL);
    json_text_string(json, "person_no", member->person_no);
    json_text_string(json, "name", member->name);
    json_text_string(json, "id_number", member->id_number);
    json_text_string(json, "sex", member->sex);
    json_text_string(json, "relation", member->relation);
    json_text_string(json, "ethnicity", member->ethnicity);
    json_text_string(json, "education", member->education);
    json_text_string(json, "schooling", member->schooling);
    write_words(json, "health", &member->health);
    json_text_string(json, "labour", member->labour);
    json_text_integer(json, "away_months", member->away_months);
    json_text_string(json, "employer", member->employer);
    write_flag(json, "serious_illness_insurance", member->serious_illness_insurance);
    write_flag(json, "subsistence", member->subsistence);
    json_text_string(json, "identified_on", member->identified_on);
    json_text_string(json, "phone", member->phone);
    json_text_string(json, "state", member->state);
    json_text_end(json);
}

static void write_household(struct json_text *json, const struct record *record)
{
    json_text_string(json, "household_no", record->household_no);
    json_text_string(json, "village_code", record->village_code);
    json_text_string(json, "group_name", record->group_name);
    json_text_string(json, "state", record->state);
    json_text_string(json, "standard", record->standard);
    json_text_string(json, "attribute", record->attribute);
    json_text_string(json, "family_type", record->family_type);
    json_text_string(json, "main_cause", record->main_cause);
    write_words(json, "other_causes", &record->other_causes);
    json_text_string(json, "phone", record->phone);
    json_text_string(json, "bank_name", record->bank_name);
    json_text_string(json, "bank_account", record->bank_account);
    json_text_string(json, "bank_holder", record->bank_holder);
    write_flag(json, "unsafe_housing", record->unsafe_housing);
    write_flag(json, "safe_water", record->safe_water);
    json_text_integer(json, "net_income_fen", record->net_income_fen);
    json_text_string(json, "identified_on", record->identified_on);
    write_known(json, "monitored_type", record->monitored_type);
    write_known(json, "monitored_on", record->monitored_on);
    write_flag(json, "risk_removed", record->risk_removed);
    write_known(json, "risk_removed_on", record->risk_removed_on);
    write_known(json, "risk_removed_by", record->risk_removed_by);
    write_words(json, "risks", &record->risks);
    if (record->out_of_poverty_year == 0)
        json_text_value(json, "out_of_poverty_year", json_null());
    else
        json_text_integer(json, "out_of_poverty_year", record->out_of_poverty_year);
    write_flag(json, "no_labour", record->no_labour);
    json_text_string(json, "helper_name", record->helper_name);
    json_text_string(json, "helper_unit", record->helper_unit);
}

const char *record_text(struct arena *arena, const struct record *record)
{
    struct json_text json;
    json_text_init(&json, arena);
    json_text_object(&json, NULL);
    write_household(&json, record);
    json_text_array(&json, "members");
    for (int i = 0; i < record->members.count; i++)
        write_member(&json, member_at(record, i));
    json_text_end(&json);
    json_text_end(&json);
    return json_text_done(&json, NULL);
}
