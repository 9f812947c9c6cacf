#include "register/verdict.h"

#include <string.h>

#include "base/crypto.h"
#include "registry/account.h"
#include "registry/identifier.h"

enum { FITS = '+', FAILS = '-', UNTOLD = VERDICT_UNTOLD, UNASKED = '.' };

/* Who can work for wages. */
static const char *const ABLE[] = {"普通劳动力", "技能劳动力", "弱劳动力或半劳动力"};

static const struct record_member *member_at(const struct record *record, int i)
{
    return (const struct record_member *)record->members.items + i;
}

static bool is_living(const struct record_member *member)
{
    return strcmp(member->state, "living") == 0;
}

static char told(bool fits)
{
    return fits ? FITS : FAILS;
}

static char rule_head(const struct record *record, const struct link_claim *claim)
{
    const struct record_member *head = record_head(record);
    uint8_t hash[32];
    if (!claim->has_head)
        return UNTOLD;
    if (head == NULL)
        return FAILS;
    crypto_lookup_hash(MEMBER_ID_NUMBER, head->id_number, hash);
    return told(crypto_equal(hash, claim->head_id_hash, sizeof(hash)) &&
                strcmp(head->name, claim->head_name) == 0);
}

static char rule_id_number(const struct record *record)
{
    for (int i = 0; i < record->members.count; i++)
        if (!identifier_is_id_card(member_at(record, i)->id_number))
            return FAILS;
    return FITS;
}

static char rule_heads(const struct record *record, const struct link_claim *claim)
{
    if (!claim->by_wage)
        return UNASKED;
    for (int i = 0; i < record->members.count; i++)
        for (size_t a = 0; is_living(member_at(record, i)) && a < sizeof(ABLE) / sizeof(ABLE[0]);
             a++)
            if (strcmp(member_at(record, i)->labour, ABLE[a]) == 0)
                return FITS;
    return FAILS;
}

static char rule_village(const struct record *record, const struct link_claim *claim)
{
    if (strcmp(record->village_code, claim->village_code) != 0)
        return FAILS;
    return claim->has_list ? told(claim->is_listed) : UNASKED;
}

static bool is_staff(const char *phone, const struct link_claim *claim)
{
    uint8_t hash[32];
    if (phone[0] == '\0')
        return false;
    crypto_lookup_hash(ACCOUNT_PHONE, phone, hash);
    for (int i = 0; i < claim->staff_count; i++)
        if (crypto_equal(hash, claim->staff[i], sizeof(hash)))
            return true;
    return false;
}

static bool is_behind(const struct record_member *member, const struct link_claim *claim)
{
    uint8_t hash[32];
    crypto_lookup_hash(MEMBER_ID_NUMBER, member->id_number, hash);
    for (int i = 0; i < claim->legal_count; i++)
        if (crypto_equal(hash, claim->legal[i], sizeof(hash)))
            return true;
    return false;
}

static char rule_stranger(const struct record *record, const struct link_claim *claim)
{
    if (is_staff(record->phone, claim))
        return FAILS;
    for (int i = 0; i < record->members.count; i++) {
        const struct record_member *member = member_at(record, i);
        if (is_living(member) && (is_staff(member->phone, claim) || is_behind(member, claim)))
            return FAILS;
    }
    return claim->legal_count > 0 ? FITS : UNTOLD;
}

static char rule_account(const struct record *record)
{
    if (record->bank_account[0] == '\0' || record->bank_holder[0] == '\0')
        return UNTOLD;
    for (int i = 0; i < record->members.count; i++)
        if (is_living(member_at(record, i)) &&
            strcmp(member_at(record, i)->name, record->bank_holder) == 0)
            return FITS;
    return FAILS;
}

void verdict_rules(const struct record *record, const struct link_claim *claim,
                   char rules[RULE_COUNT + 1])
{
    memset(rules, UNTOLD, RULE_COUNT);
    rules[RULE_COUNT] = '\0';
    rules[RULE_ONCE] = claim->has_plan ? told(!claim->is_twice) : UNASKED;
    rules[RULE_UNCHANGED] = told(claim->state == HOUSEHOLD_CONFIRMED);
    if (record == NULL)
        return;
    rules[RULE_REGISTERED] = told(record_is_registered(record));
    rules[RULE_HEAD] = rule_head(record, claim);
    rules[RULE_ID_NUMBER] = rule_id_number(record);
    rules[RULE_VILLAGE] = rule_village(record, claim);
    rules[RULE_HEADS] = rule_heads(record, claim);
    rules[RULE_STRANGER] = rule_stranger(record, claim);
    rules[RULE_ACCOUNT] = rule_account(record);
    rules[RULE_DATE] = told(strcmp(record->identified_on, claim->linked_on) <= 0);
}

const char *verdict_why(int rule, char mark)
{
    static const char SILENT[] = "登记系统没有说";
    static const char *const UNASKED_WHY[RULE_COUNT] = {
        [RULE_VILLAGE] = "住的村一致；本县没有导入贫困村名单，是不是贫困村没有比对",
        [RULE_ONCE] = "现在没有在卖或待审的商品写着这一户，没有可比的",
        [RULE_HEADS] = "这条联结不是务工，不用比",
    };
    static const char *const UNTOLD_WHY[RULE_COUNT] = {
        [RULE_HEAD] = "商城没有记这一户的户主，或登记系统没有说",
        [RULE_STRANGER] = "没有在用的入驻材料写明法定代表人，只比了负责人的电话；或登记系统没有说",
        [RULE_ACCOUNT] = "登记系统没有写银行账户和户名",
    };
    if (mark == UNASKED)
        return UNASKED_WHY[rule] != NULL ? UNASKED_WHY[rule] : "这一条没有比对";
    if (mark == UNTOLD)
        return UNTOLD_WHY[rule] != NULL ? UNTOLD_WHY[rule] : SILENT;
    return "";
}

bool verdict_holds(const char rules[RULE_COUNT + 1])
{
    static const enum register_rule WHO[] = {RULE_REGISTERED, RULE_HEAD, RULE_ID_NUMBER};
    for (size_t i = 0; i < sizeof(WHO) / sizeof(WHO[0]); i++)
        if (rules[WHO[i]] == FAILS)
            return true;
    return false;
}

const char *verdict_word(const char rules[RULE_COUNT + 1])
{
    if (verdict_holds(rules) || rules[RULE_UNCHANGED] == FAILS)
        return "unfit";
    if (strchr(rules, FAILS) != NULL)
        return "doubt";
    return rules[RULE_REGISTERED] == UNTOLD ? "unknown" : "fit";
}
