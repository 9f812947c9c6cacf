/* What a dossier must say before it is handed in. */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "onboarding/dossier.h"
#include "onboarding/paper_number.h"
#include "registry/identifier.h"
#include "registry/organisation.h"

const char *const PAPER_KINDS[] = {"licence", "food_permit", "conformity", "test_report",
                                   "green",   "organic",     "gi",         NULL};

/* Not those of county and prefecture: nobody of the county could decide on them, the operator
 * brings them in. */
const char *const DOSSIER_KINDS[] = {
    "cooperative",     "enterprise",    "family_farm",     "village_collective",  "station",
    "township_office", "village_point", "purchasing_unit", "social_organisation", NULL};

static bool is_organic(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^\\d{17}$");
    return text_match(&rule, text);
}

static bool is_gi(const char *text)
{
    static struct text_rule rule = TEXT_RULE("^AGI\\d{4,12}$");
    return text_match(&rule, text);
}

static bool is_there(const char *text)
{
    return text[0] != '\0';
}

/* What each paper's number is - by a test and its hint, or by what says what is wrong with it - and
 * whether it must say its last day. */
struct paper_rule {
    const char *kind;
    bool (*is_number)(const char *text);
    const char *hint;
    bool ends;
    const char *(*fault)(const char *text);
};
static const struct paper_rule PAPER_RULES[] = {
    {"licence", identifier_is_credit_code, "执照号就是 18 位统一社会信用代码", false, NULL},
    {"food_permit", NULL, NULL, true, paper_food_permit_fault},
    {"conformity", is_there, "请填写合格证编号", false, NULL},
    {"test_report", is_there, "请填写检测报告编号", true, NULL},
    {"green", NULL, NULL, true, paper_green_fault},
    {"organic", is_organic, "有机码是 17 位数字", true, NULL},
    {"gi", is_gi, "地理标志登记号以 AGI 开头", false, NULL},
};

struct checking {
    const struct dossier *dossier;
    json_t *points;
    char today[11];
};

static void point(struct checking *checking, const char *field, const char *text)
{
    json_array_append_new(checking->points, json_pack("{s:s, s:s}", "field", field, "text", text));
}

static void demand(struct checking *checking, bool good, const char *field, const char *text)
{
    if (!good)
        point(checking, field, text);
}

/* ---- papers ---- */

static const struct paper_rule *rule_of(const char *kind)
{
    const struct paper_rule *rule = PAPER_RULES;
    while (strcmp(rule->kind, kind) != 0)
        rule++;
    return rule;
}

static void check_days(struct checking *checking, const struct dossier_paper *paper, int place,
                       bool ends)
{
    char field[48];
    snprintf(field, sizeof(field), "papers/%d/issued_on", place);
    demand(checking, paper->issued_on[0] != '\0' && strcmp(paper->issued_on, checking->today) <= 0,
           field, "请填写发证日期，不晚于今天");
    snprintf(field, sizeof(field), "papers/%d/expires_on", place);
    if (paper->expires_on[0] == '\0')
        demand(checking, !ends, field, "请填写有效期到哪一天");
    else
        demand(checking, strcmp(paper->expires_on, checking->today) >= 0, field,
               "证照已经过期，请换新证再交");
}

static void check_paper(struct checking *checking, const struct dossier_paper *paper, int place)
{
    const struct paper_rule *rule = rule_of(paper->kind);
    char field[48];
    snprintf(field, sizeof(field), "papers/%d/number", place);
    const char *fault = rule->fault != NULL              ? rule->fault(paper->number)
                        : rule->is_number(paper->number) ? NULL
                                                         : rule->hint;
    demand(checking, fault == NULL, field, fault);
    if (strcmp(paper->kind, "licence") == 0 && identifier_is_credit_code(paper->number))
        demand(checking, strcmp(paper->number, checking->dossier->form.uscc) == 0, field,
               "执照号和前面填的统一社会信用代码不一样");
    check_days(checking, paper, place, rule->ends);
    snprintf(field, sizeof(field), "papers/%d/scan_id", place);
    demand(checking, paper->scan_id != 0, field, "请拍照或上传这份证照");
}

static bool has_paper(const struct dossier_form *form, const char *kind)
{
    const struct dossier_paper *papers = form->papers.items;
    for (int i = 0; i < form->papers.count; i++)
        if (strcmp(papers[i].kind, kind) == 0)
            return true;
    return false;
}

/* Who only says anew who has a share brings no paper: those that were reviewed stand, and what is
 * sold needs a permit or not as it did. */
static bool brings_none(const struct dossier *dossier)
{
    const struct dossier_form *form = &dossier->form;
    return strcmp(dossier->purpose, "renew") == 0 && form->papers.count == 0 &&
           (form->shares.count > 0 || form->no_shareholders);
}

static void check_papers(struct checking *checking)
{
    const struct dossier_form *form = &checking->dossier->form;
    const struct dossier_paper *papers = form->papers.items;
    if (brings_none(checking->dossier)) {
        demand(checking, !form->processed, "processed",
               "只改股东的，不用选“有加工食品”；新要卖加工食品的，请添上食品生产许可证（SC）");
        return;
    }
    if (strcmp(checking->dossier->purpose, "renew") == 0)
        demand(checking, form->papers.count > 0, "papers",
               "请添上要换的证照；只改股东的，请写上现在的股东，或者选“没有股东”");
    else
        demand(checking, has_paper(form, "licence"), "papers", "请添上营业执照或登记证书");
    if (form->processed)
        demand(checking, has_paper(form, "food_permit"), "papers",
               "卖加工食品要有食品生产许可证（SC），鲜果不用");
    for (int i = 0; i < form->papers.count; i++)
        check_paper(checking, &papers[i], i);
}

/* ---- who it is ---- */

static void check_body(struct checking *checking)
{
    const struct dossier_form *form = &checking->dossier->form;
    enum organisation_kind kind = organisation_kind(form->kind);
    demand(checking, text_length(form->name) >= 2, "name", "请填写执照上的名称");
    if (!identifier_is_credit_code(form->uscc))
        point(checking, "uscc", "统一社会信用代码是 18 位，请对照执照再看一遍");
    else
        demand(checking, organisation_credit_code_fits(kind, form->uscc), "uscc",
               "这个代码不是这一类主体的，请看看主体类型选得对不对");
    /* Where somebody is who renews papers is known: a county's station stands in no township. */
    demand(checking,
           strcmp(checking->dossier->purpose, "renew") == 0 || strlen(form->township_code) == 9,
           "township_code", "请选择所在乡镇");
    demand(checking,
           form->village_code[0] == '\0' ||
               (strlen(form->village_code) == 12 &&
                strncmp(form->village_code, form->township_code, 9) == 0),
           "village_code", "所选的村不在这个乡镇");
    if ((ORGANISATION_SELLS & 1u << kind) != 0)
        demand(checking, text_length(form->sells) >= 2, "sells", "请写明打算卖什么");
}

static void check_people(struct checking *checking)
{
    const struct dossier_form *form = &checking->dossier->form;
    bool sells = (ORGANISATION_SELLS & 1u << organisation_kind(form->kind)) != 0;
    demand(checking, text_length(form->legal_name) >= 2, "legal_name", "请填写法定代表人姓名");
    demand(checking, identifier_is_id_card(form->legal_id), "legal_id",
           "身份证号是 18 位，请再核对一遍");
    demand(checking,
           identifier_is_bank_card(form->bank_account) || (!sells && form->bank_account[0] == '\0'),
           "bank_account", "银行账号是 16 到 19 位，请再核对一遍");
    demand(checking, text_length(form->contact_name) >= 2, "contact_name", "请填写联系人");
    demand(checking, identifier_is_mobile(form->contact_phone), "contact_phone",
           "请填写 11 位手机号");
}

/* Nobody need say who has shares; whoever is named is named whole, once, and then it is not said
 * that there is nobody. */
static void check_shares(struct checking *checking)
{
    const struct dossier_form *form = &checking->dossier->form;
    const struct dossier_share *shares = form->shares.items;
    int64_t sum = 0;
    char field[48];
    for (int i = 0; i < form->shares.count; i++) {
        snprintf(field, sizeof(field), "shares/%d/name", i);
        demand(checking, text_length(shares[i].name) >= 2, field, "请填写股东姓名");
        snprintf(field, sizeof(field), "shares/%d/id_number", i);
        demand(checking, identifier_is_id_card(shares[i].id_number), field,
               "身份证号是 18 位，请再核对一遍");
        for (int k = 0; k < i && shares[i].id_number[0] != '\0'; k++)
            demand(checking, strcmp(shares[k].id_number, shares[i].id_number) != 0, field,
                   "这位股东填了两次，合成一行");
        snprintf(field, sizeof(field), "shares/%d/percent_hundredths", i);
        demand(checking, shares[i].percent_hundredths > 0, field, "请填写占多少股份");
        sum += shares[i].percent_hundredths;
    }
    demand(checking, !form->no_shareholders || form->shares.count == 0, "no_shareholders",
           "上面写了股东；没有股东的，请把股东去掉");
    demand(checking, sum <= DOSSIER_SHARE_WHOLE, "shares", "股份加起来不能超过 100%");
}

json_t *dossier_open_points(const struct dossier *dossier)
{
    struct checking checking = {.dossier = dossier, .points = json_array()};
    clock_beijing_day(clock_now_us(), checking.today);
    check_body(&checking);
    check_people(&checking);
    check_shares(&checking);
    check_papers(&checking);
    return checking.points;
}
