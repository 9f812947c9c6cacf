/* Verdicts as desks read them, and their ends. */
#include <string.h>

#include "gen/register/sql.h"

#include "base/change_trail.h"
#include "register/judge.h"
#include "register/verdict.h"
#include "registry/region.h"

/* What each rule asks, in its order (register/verdict.h). */
static const char *const RULES[RULE_COUNT] = {
    "登记系统里有这户，而且在册",
    "户主的姓名和身份证号一致",
    "家人的身份证号都合格",
    "住的村和计入的村一致，是名单上的贫困村",
    "同一个商品、同一种联结没有重复计这户",
    "做工的有劳动能力",
    "家里没有人是主体的负责人或法定代表人",
    "银行账户是家里人的",
    "先登记后联结",
    "联结以后登记没有变化",
};

static const char *outcome(char mark)
{
    switch (mark) {
    case '+':
        return "fits";
    case '-':
        return "fails";
    case '.':
        return "unasked";
    default:
        return "untold";
    }
}

static json_t *rules_json(const char *marks)
{
    json_t *rules = json_array();
    for (size_t i = 0; i < RULE_COUNT && marks[i] != '\0'; i++)
        json_array_append_new(rules, json_pack("{s:i, s:s, s:s, s:s}", "no", (int)i + 1, "rule",
                                               RULES[i], "outcome", outcome(marks[i]), "why",
                                               verdict_why((int)i, marks[i])));
    return rules;
}

static void word_rules(json_t *items)
{
    size_t i;
    json_t *item;
    json_array_foreach(items, i, item) {
        json_t *rules = rules_json(json_string_value(json_object_get(item, "rules")));
        json_object_set_new(item, "rules", rules);
    }
}

json_t *verdict_household_json(struct task *task, int64_t household_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_verdict_of_household, DB_ARGS(DB_I64(household_id)),
                        &rows, why))
        return NULL;
    json_t *items = db_rows_json(rows);
    word_rules(items);
    return json_pack("{s:o}", "items", items);
}

json_t *verdict_list_json(struct task *task, const int64_t *ids, int count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_verdict_of_ids, DB_ARGS(DB_I64S(ids, count)), &rows, why))
        return NULL;
    json_t *items = db_rows_json(rows);
    word_rules(items);
    return items;
}

json_t *verdict_open_json(struct task *task, const char *county_code, const struct page *page,
                          struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_verdict_open,
                        DB_ARGS(DB_TEXT(county_code), PAGE_ARGS(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, VERDICT_OPEN_VERDICT_ID);
    json_t *items = json_object_get(answer, "items"), *item;
    size_t row;
    word_rules(items);
    json_array_foreach(items, row, item) {
        const char *village = db_text(rows, (int)row, VERDICT_OPEN_VILLAGE_CODE);
        json_object_set_new(item, "village_name", json_string(region_path(task, village)));
    }
    return answer;
}

bool verdict_link(struct task *task, int64_t verdict_id, struct benefit_link *link,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_verdict_find, DB_ARGS(DB_I64(verdict_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *link = (struct benefit_link){.county_code = db_text(rows, 0, VERDICT_FIND_COUNTY_CODE),
                                  .household_id = db_i64(rows, 0, VERDICT_FIND_HOUSEHOLD_ID),
                                  .producer_id = db_i64(rows, 0, VERDICT_FIND_PRODUCER_ID)};
    return true;
}

struct clearing {
    int64_t verdict_id;
    const struct benefit_link *link;
    struct benefit_link_mover mover;
};

static bool clear_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct clearing *clearing = argument;
    struct db_rows *rows;
    if (!benefit_link_check_person(tx, clearing->link, clearing->mover.actor_id, why) ||
        !db_tx_query(tx, &SQL_verdict_clear,
                     DB_ARGS(DB_I64(clearing->verdict_id), DB_I64(clearing->mover.actor_id),
                             DB_TEXT(clearing->mover.reason)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_CONFLICT, "state");
    change_trail_add(tx, &(struct change){.subject = "register_verdict",
                                          .subject_id = clearing->verdict_id,
                                          .county_code = clearing->link->county_code,
                                          .action = "clear",
                                          .reason = clearing->mover.reason});
    return benefit_link_free(task, tx, clearing->link, 1, &clearing->mover, why);
}

bool verdict_clear(struct task *task, int64_t verdict_id, const struct benefit_link *link,
                   int64_t account_id, const char *reason, struct refusal *why)
{
    struct clearing clearing = {verdict_id, link, {LINK_CAUSE_REGISTER, account_id, reason}};
    return db_transact(task, DB_FAST, clear_body, &clearing, why);
}
