#include "registry/household_version.h"

#include <string.h>

#include "base/crypto.h"
#include "base/db.h"
#include "base/money.h"
#include "gen/registry/sql.h"
#include "registry/household_stage.h"
#include "registry/mask.h"

typedef char *mask(struct arena *arena, const char *text);

/* Fields of the register's record in the words of its forms; a member's are looked for with
 * "members." before. */
static const struct {
    const char *field, *word;
    mask *hide;
} WORDS[] = {
    {"household_no", "户编号", NULL},
    {"village_code", "行政村", NULL},
    {"group_name", "自然村（组）", NULL},
    {"state", "登记状态", NULL},
    {"standard", "识别标准", NULL},
    {"attribute", "贫困户属性", NULL},
    {"family_type", "户类型", NULL},
    {"main_cause", "主要致贫原因", NULL},
    {"other_causes", "其他致贫原因", NULL},
    {"phone", "联系电话", mask_mobile},
    {"bank_name", "开户银行", NULL},
    {"bank_account", "银行账号", mask_bank_card},
    {"bank_holder", "开户人", mask_name},
    {"unsafe_housing", "危房户", NULL},
    {"safe_water", "已解决安全饮用水", NULL},
    {"net_income_fen", "人均纯收入（元）", NULL},
    {"identified_on", "首次识别时间", NULL},
    {"monitored_type", "监测对象类别", NULL},
    {"monitored_on", "识别监测时间", NULL},
    {"risk_removed", "风险已消除", NULL},
    {"risk_removed_on", "消除监测时间", NULL},
    {"risk_removed_by", "风险消除方式", NULL},
    {"risks", "致贫返贫风险", NULL},
    {"out_of_poverty_year", "脱贫年度", NULL},
    {"no_labour", "整户无劳动能力", NULL},
    {"helper_name", "帮扶责任人", mask_name},
    {"helper_unit", "帮扶单位", NULL},
    {"members.name", "姓名", mask_name},
    {"members.id_number", "身份证号", mask_id_card},
    {"members.sex", "性别", NULL},
    {"members.relation", "与户主关系", NULL},
    {"members.ethnicity", "民族", NULL},
    {"members.education", "文化程度", NULL},
    {"members.schooling", "在校生状况", NULL},
    {"members.health", "健康状况", NULL},
    {"members.labour", "劳动技能", NULL},
    {"members.away_months", "务工月数", NULL},
    {"members.employer", "务工企业", NULL},
    {"members.serious_illness_insurance", "参加大病保险", NULL},
    {"members.subsistence", "享受低保", NULL},
    {"members.identified_on", "人员识别时间", NULL},
    {"members.phone", "本人电话", mask_mobile},
    {"members.state", "人员状态", NULL},
};
enum { WORD_COUNT = sizeof(WORDS) / sizeof(WORDS[0]) };

/* Two versions that are held against each other. */
struct comparing {
    struct arena *arena;
    bool clear;
    json_t *changes;
};

static int word_of(const char *field)
{
    for (int i = 0; i < WORD_COUNT; i++)
        if (strcmp(WORDS[i].field, field) == 0)
            return i;
    return -1;
}

static const char *list_text(struct arena *arena, const json_t *list)
{
    const char *text = "";
    size_t i;
    json_t *one;
    json_array_foreach(list, i, one)
        text = arena_printf(arena, "%s%s%s", text, i > 0 ? "、" : "", json_string_value(one));
    return text;
}

/* A value as people read it; nothing for what is not known. */
static const char *value_text(struct comparing *comparing, int word, const json_t *value)
{
    struct arena *arena = comparing->arena;
    char yuan[24];
    if (json_is_boolean(value))
        return json_is_true(value) ? "是" : "否";
    if (json_is_integer(value))
        return strcmp(WORDS[word].field, "net_income_fen") == 0
                   ? arena_strdup(arena, money_yuan(json_integer_value(value), yuan))
                   : arena_printf(arena, "%lld", (long long)json_integer_value(value));
    if (json_is_array(value))
        return list_text(arena, value);
    const char *text = json_is_string(value) ? json_string_value(value) : "";
    return WORDS[word].hide != NULL && !comparing->clear ? WORDS[word].hide(arena, text) : text;
}

static void add_change(struct comparing *comparing, const char *field, const char *word,
                       const char *member, const char *before, const char *after)
{
    json_array_append_new(comparing->changes,
                          json_pack("{s:s, s:s, s:s, s:s, s:s}", "field", field, "word", word,
                                    "member", member, "before", before, "after", after));
}

/* Members of two objects that are not the same; those without a word are not for people. */
static void compare_objects(struct comparing *comparing, const char *prefix, const char *member,
                            json_t *before, json_t *after)
{
    const char *key;
    json_t *value;
    json_object_foreach(after, key, value) {
        const char *field = arena_printf(comparing->arena, "%s%s", prefix, key);
        json_t *was = json_object_get(before, key);
        int word = word_of(field);
        if (word >= 0 && !json_equal(was, value))
            add_change(comparing, field, WORDS[word].word, member, value_text(comparing, word, was),
                       value_text(comparing, word, value));
    }
}

static const char *name_of(struct comparing *comparing, json_t *member)
{
    return value_text(comparing, word_of("members.name"), json_object_get(member, "name"));
}

static json_t *same_person(json_t *members, json_t *wanted)
{
    json_t *no = json_object_get(wanted, "person_no"), *member;
    size_t i;
    json_array_foreach(members, i, member)
        if (json_equal(json_object_get(member, "person_no"), no))
            return member;
    return NULL;
}

static void compare_members(struct comparing *comparing, json_t *before, json_t *after)
{
    json_t *member;
    size_t i;
    json_array_foreach(after, i, member) {
        json_t *was = same_person(before, member);
        if (was == NULL)
            add_change(comparing, "members", "家庭成员", name_of(comparing, member), "", "新增");
        else
            compare_objects(comparing, "members.", name_of(comparing, member), was, member);
    }
    json_array_foreach(before, i, member)
        if (same_person(after, member) == NULL)
            add_change(comparing, "members", "家庭成员", name_of(comparing, member), "在册",
                       "不在了");
}

static json_t *changes_json(struct task *task, json_t *before, json_t *after, bool clear)
{
    struct comparing comparing = {task->arena, clear, json_array()};
    compare_objects(&comparing, "", "", before, after);
    compare_members(&comparing, json_object_get(before, "members"),
                    json_object_get(after, "members"));
    return comparing.changes;
}

/* The facts of a row; NULL when they do not open. New reference. */
static json_t *facts_of(struct task *task, const struct db_rows *rows, int row)
{
    int64_t id = db_i64(rows, row, HOUSEHOLD_VERSION_LIST_VERSION_ID);
    size_t length;
    const void *sealed = db_bytes(rows, row, HOUSEHOLD_VERSION_LIST__FACTS, &length);
    const char *text =
        crypto_open_at(task->arena, CRYPTO_PLACE(HOUSEHOLD_FACTS, id), sealed, length);
    return text != NULL ? json_loads(text, 0, NULL) : NULL;
}

static json_t *item_json(struct task *task, const struct db_rows *rows, int row, bool clear)
{
    json_t *item = db_row_json(rows, row);
    bool first = row + 1 >= db_count(rows);
    json_t *after = facts_of(task, rows, row),
           *before = first ? NULL : facts_of(task, rows, row + 1);
    json_object_set_new(item, "first", json_boolean(first));
    json_object_set_new(item, "changes",
                        before != NULL && after != NULL ? changes_json(task, before, after, clear)
                                                        : json_array());
    json_decref(after);
    json_decref(before);
    return item;
}

json_t *household_version_list_json(struct task *task, int64_t household_id, bool clear,
                                    const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    /* one more than the page, which the last is held against */
    struct page longer = {.after = page->after, .limit = page->limit + 1};
    if (!db_query(task, &SQL_household_version_list,
                  DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(&longer)), &rows, why))
        return NULL;
    bool more = db_count(rows) > page->limit;
    int count = more ? page->limit : db_count(rows);
    json_t *items = json_array();
    for (int row = 0; row < count; row++)
        json_array_append_new(items, item_json(task, rows, row, clear));
    return page_with_next(items,
                          more ? db_i64(rows, count - 1, HOUSEHOLD_VERSION_LIST_VERSION_ID) : 0);
}

/* Everything differs from nothing. */
static void add_facts(struct comparing *comparing, json_t *facts)
{
    json_t *member;
    size_t i;
    compare_objects(comparing, "", "", NULL, facts);
    json_array_foreach(json_object_get(facts, "members"), i, member)
        compare_objects(comparing, "members.", name_of(comparing, member), NULL, member);
}

json_t *household_facts_json(struct task *task, int64_t household_id, bool clear,
                             struct refusal *why)
{
    static const struct page NEWEST = {.limit = 1};
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_version_list,
                  DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(&NEWEST)), &rows, why))
        return NULL;
    struct comparing comparing = {task->arena, clear, json_array()};
    json_t *facts = db_count(rows) > 0 ? facts_of(task, rows, 0) : NULL, *items = json_array(), *it;
    size_t i;
    add_facts(&comparing, facts);
    json_array_foreach(comparing.changes, i, it) {
        const char *text = json_string_value(json_object_get(it, "after"));
        if (text[0] != '\0')
            json_array_append_new(items, json_pack("{s:O, s:O, s:O, s:s}", "field",
                                                   json_object_get(it, "field"), "word",
                                                   json_object_get(it, "word"), "member",
                                                   json_object_get(it, "member"), "text", text));
    }
    json_decref(comparing.changes);
    json_decref(facts);
    return items;
}
