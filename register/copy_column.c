#include "register/copy_column.h"

#include <string.h>

#include "base/clock.h"
#include "base/money.h"

/* ---- words ---- */

static const struct copy_word STATES[] = {{"confirmed", "有效，照常计入"},
                                          {"suspended", "暂停计入"},
                                          {"removed", "已移出"},
                                          {NULL, NULL}};
static const struct copy_word KINDS[] = {
    {"linked", "卖货记给我家"}, {"named", "公示写姓"}, {"shown", "公示单独列出"}, {NULL, NULL}};
static const struct copy_word WAYS[] = {{"register", "登记时签的"}, {"own", "自己的账号"},
                                        {"paper", "签字的纸"},      {"voice", "录音"},
                                        {"proxy", "代办人"},        {NULL, NULL}};
static const struct copy_word RELATIONS[] = {{"family", "家里人"},
                                             {"neighbour", "邻居"},
                                             {"officer", "村干部"},
                                             {"other", "别的人"},
                                             {NULL, NULL}};
static const struct copy_word SCOPES[] = {{"statement", "看账"},
                                          {"record", "看登记信息"},
                                          {"consent", "同意和撤回"},
                                          {"correction", "申请更正"},
                                          {NULL, NULL}};
static const struct copy_word AUTHORITY[] = {{"recorded", "等确认"},
                                             {"in_force", "有效"},
                                             {"refused", "没有确认"},
                                             {"withdrawn", "已撤回"},
                                             {"ended", "已终止"},
                                             {"expired", "已到期"},
                                             {NULL, NULL}};
static const struct copy_word CODES[] = {
    {"active", "能用"}, {"expired", "到期"}, {"revoked", "作废"}, {NULL, NULL}};
static const struct copy_word LINKAGES[] = {{"purchase", "订单收购"},
                                            {"wage", "务工"},
                                            {"land_rent", "土地流转"},
                                            {"dividend", "入股分红"},
                                            {"trusteeship", "托管"},
                                            {"patronage", "盈余返还"},
                                            {NULL, NULL}};
static const struct copy_word LINKS[] = {
    {"free", "正常"}, {"held", "有疑问，钱先留着"}, {"ended", "已结束"}, {NULL, NULL}};
static const struct copy_word VERDICTS[] = {{"fit", "对得上"},
                                            {"doubt", "有一点对不上"},
                                            {"unfit", "对不上"},
                                            {"unknown", "还比不了"},
                                            {NULL, NULL}};
static const struct copy_word PAYOUTS[] = {{"ordered", "银行在办"},
                                           {"paid", "银行说到账了"},
                                           {"failed", "没发成，下一批再发"},
                                           {"returned", "退回来了，下一批再发"},
                                           {"confirmed", "我家说收到了"},
                                           {"disputed", "我家说没收到，县里在查"},
                                           {NULL, NULL}};
static const struct copy_word PURPOSES[] = {
    {"verify", "核对登记信息"},     {"payout", "核对收款账号"},    {"complaint", "处理投诉和异议"},
    {"correction", "本人要求更正"}, {"shipping", "打包发货"},      {"proxy", "当面代看对账单"},
    {"authority", "凭委托代办"},    {"paper_issue", "打印查询码"}, {"paper_revoke", "作废查询码"},
    {"paper", "用纸上的查询码"},    {"own", "这户自己"},           {NULL, NULL}};
static const struct copy_word FIELDS[] = {{"phone", "电话"},
                                          {"bank_account", "银行账号"},
                                          {"bank_holder", "收款人"},
                                          {"members.name", "家人姓名"},
                                          {"members.id_number", "家人身份证号"},
                                          {"statement", "对账单"},
                                          {"record", "登记信息（打码的）"},
                                          {"consent_scan", "签字的纸"},
                                          {"code", "查询码"},
                                          {"scan", "签字的照片"},
                                          {"notes", "走访记录"},
                                          {"versions", "登记系统的各个版本"},
                                          {"copy", "全部记录一份"},
                                          {"correction", "更正申请"},
                                          {NULL, NULL}};
static const struct copy_word CORRECTED[] = {
    {"phone", "联系电话"}, {"address", "家庭住址"},        {"bank_account", "银行账号"},
    {"name", "姓名"},      {"register", "归登记系统管的"}, {"other", "别的"},
    {NULL, NULL}};
static const struct copy_word ANSWERED[] = {{"asked", "等答复"},
                                            {"checked", "核对过一道，等另一位"},
                                            {"accepted", "改好了"},
                                            {"refused", "没有同意"},
                                            {"passed_on", "转登记系统办"},
                                            {"withdrawn", "已撤回"},
                                            {NULL, NULL}};
static const struct copy_word REPORTS[] = {
    {"contact", "联系电话"}, {"address", "家庭住址"}, {"income", "一个月的收入"}, {NULL, NULL}};
static const struct copy_word TOLD[] = {{"waiting", "等着报"},
                                        {"taken", "登记系统收下了"},
                                        {"refused", "登记系统没收，有人在办"},
                                        {"dropped", "不报了"},
                                        {NULL, NULL}};

/* ---- sections ---- */

#define TEXT(member_, label_)                                                                      \
    {                                                                                              \
        .member = (member_), .label = (label_)                                                     \
    }
#define SAID(member_, label_, as_)                                                                 \
    {                                                                                              \
        .member = (member_), .label = (label_), .as = (as_)                                        \
    }
#define WORDS(member_, label_, words_)                                                             \
    {                                                                                              \
        .member = (member_), .label = (label_), .as = COPY_WORDS, .words = (words_)                \
    }
#define END                                                                                        \
    {                                                                                              \
        .member = NULL                                                                             \
    }

static const struct copy_column RECORD[] = {TEXT("household_no", "户编号"),
                                            TEXT("village_name", "住在"),
                                            TEXT("pseudonym", "对外的叫法"),
                                            TEXT("identified_on", "首次识别时间"),
                                            TEXT("attribute", "贫困户属性"),
                                            TEXT("family_type", "户类型"),
                                            TEXT("main_cause", "主要致贫原因"),
                                            TEXT("phone", "联系电话"),
                                            TEXT("bank_account", "银行账号"),
                                            WORDS("state", "现在", STATES),
                                            TEXT("smartphone", "有智能手机"),
                                            TEXT("proxy", "由别人代为登记"),
                                            END};
static const struct copy_column MEMBERS[] = {TEXT("member_no", "第几位"),
                                             TEXT("name", "姓名"),
                                             TEXT("id_number", "身份证号"),
                                             TEXT("sex", "性别"),
                                             TEXT("relation", "与户主关系"),
                                             TEXT("labour", "劳动技能"),
                                             END};
static const struct copy_column FACTS[] = {TEXT("member", "谁"), TEXT("word", "哪一项"),
                                           TEXT("text", "内容"), END};
static const struct copy_column VERSIONS[] = {
    TEXT("valid_from", "从哪天起"), TEXT("valid_to", "到哪天"),
    SAID("changes", "改了什么", COPY_CHANGES), SAID("read_at", "收到的时间", COPY_MOMENT), END};
static const struct copy_column MOVES[] = {SAID("moved_at", "时间", COPY_MOMENT),
                                           WORDS("from_state", "原来", STATES),
                                           WORDS("to_state", "改成", STATES),
                                           TEXT("actor_name", "谁改的"),
                                           TEXT("reason", "为什么"),
                                           END};
static const struct copy_column AGREED[] = {WORDS("kind", "哪一项", KINDS),
                                            TEXT("given", "同意"),
                                            WORDS("way", "怎么说的", WAYS),
                                            TEXT("reference", "凭据"),
                                            TEXT("actor_name", "谁记的"),
                                            SAID("said_at", "时间", COPY_MOMENT),
                                            END};
static const struct copy_column AUTHORITIES[] = {WORDS("relation", "谁", RELATIONS),
                                                 TEXT("proxy_phone", "手机"),
                                                 WORDS("scope", "能办什么", SCOPES),
                                                 TEXT("begins_on", "从哪天起"),
                                                 TEXT("ends_on", "到哪天"),
                                                 TEXT("consent_no", "凭据编号"),
                                                 TEXT("recorded_by_name", "谁登记的"),
                                                 TEXT("confirmed_by_name", "谁确认的"),
                                                 WORDS("state", "现在", AUTHORITY),
                                                 TEXT("answer", "说明"),
                                                 END};
static const struct copy_column CORRECTIONS[] = {WORDS("field", "哪一项", CORRECTED),
                                                 TEXT("old", "原来"),
                                                 TEXT("new", "应该是"),
                                                 TEXT("reason", "为什么"),
                                                 SAID("asked_at", "什么时候提的", COPY_MOMENT),
                                                 TEXT("asked_by_name", "谁提的"),
                                                 WORDS("state", "现在", ANSWERED),
                                                 TEXT("answer", "答复"),
                                                 TEXT("decided_by_name", "谁答复的"),
                                                 SAID("decided_at", "什么时候答复的", COPY_MOMENT),
                                                 END};
static const struct copy_column PAPER_CODES[] = {SAID("made_at", "打印时间", COPY_MOMENT),
                                                 SAID("expires_at", "用到什么时候", COPY_MOMENT),
                                                 TEXT("uses", "用过几次"),
                                                 SAID("used_at", "最近一次", COPY_MOMENT),
                                                 WORDS("state", "现在", CODES),
                                                 END};
static const struct copy_column LINKED[] = {TEXT("producer_name", "合作社或企业"),
                                            WORDS("kinds", "怎么联结", LINKAGES),
                                            SAID("first_at", "从什么时候起", COPY_MOMENT),
                                            TEXT("plans", "几份方案里有我家"),
                                            WORDS("state", "现在", LINKS),
                                            END};
static const struct copy_column JUDGED[] = {TEXT("producer_name", "和谁的联结"),
                                            WORDS("verdict", "结果", VERDICTS),
                                            SAID("rules", "哪一条对不上", COPY_RULES),
                                            SAID("judged_at", "什么时候比的", COPY_MOMENT),
                                            SAID("ended_at", "到什么时候", COPY_MOMENT),
                                            TEXT("cleared_reason", "有人看过，说明"),
                                            END};
static const struct copy_column INCOME[] = {TEXT("month", "月份"),
                                            TEXT("entries", "几笔"),
                                            SAID("credited_fen", "记给我家", COPY_YUAN),
                                            SAID("reversed_fen", "随退款收回", COPY_YUAN),
                                            SAID("accrued_fen", "还没到手", COPY_YUAN),
                                            SAID("matured_fen", "算清了归我家", COPY_YUAN),
                                            SAID("paid_out_fen", "已经发了", COPY_YUAN),
                                            SAID("withheld_fen", "留着等核实", COPY_YUAN),
                                            END};
static const struct copy_column PAID[] = {
    TEXT("note", "哪一批"),
    SAID("amount_fen", "多少钱", COPY_YUAN),
    SAID("planned_at", "到这时候归我家的都在里面", COPY_MOMENT),
    TEXT("account_tail", "发到尾号几的账号"),
    TEXT("paid_on", "银行哪天发的"),
    WORDS("state", "现在", PAYOUTS),
    TEXT("reason", "怎么说的"),
    END};
static const struct copy_column VISITS[] = {
    TEXT("visited_on", "走访日期"), TEXT("actor_name", "谁来的"), TEXT("next_on", "说好下次"),
    SAID("noted_at", "什么时候写的", COPY_MOMENT), END};
static const struct copy_column SCANS[] = {SAID("created_at", "传上来的时间", COPY_MOMENT),
                                           TEXT("actor_name", "谁传的"), TEXT("kept", "留作凭据"),
                                           END};
static const struct copy_column TRAIL[] = {
    SAID("read_at", "时间", COPY_MOMENT), TEXT("actor_name", "谁"),
    WORDS("purpose", "为什么", PURPOSES), WORDS("fields", "看了什么", FIELDS), END};
static const struct copy_column TELLING[] = {WORDS("kind", "报什么", REPORTS),
                                             TEXT("text", "内容"),
                                             TEXT("from_day", "从哪天"),
                                             TEXT("to_day", "到哪天"),
                                             SAID("credited_fen", "记给我家", COPY_YUAN),
                                             SAID("reversed_fen", "随退款收回", COPY_YUAN),
                                             SAID("changed_at", "什么时候知道的", COPY_MOMENT),
                                             SAID("told_at", "什么时候报的", COPY_MOMENT),
                                             WORDS("state", "现在", TOLD),
                                             END};

const struct copy_section COPY_RECORD = {"record", "登记信息", "", RECORD};
const struct copy_section COPY_MEMBERS = {"members", "家里人", "", MEMBERS};
const struct copy_section COPY_FACTS = {"facts", "登记系统现在怎么写的",
                                        "来自国家的登记系统。身份、户类型这些归登记系统管，"
                                        "商城只照抄，不能改。",
                                        FACTS};
const struct copy_section COPY_VERSIONS = {"versions", "登记信息改过几次", "", VERSIONS};
const struct copy_section COPY_MOVES = {"moves", "计入状态的经过", "", MOVES};
const struct copy_section COPY_AGREED = {"agreed", "现在同意了什么", "", AGREED};
const struct copy_section COPY_CONSENTS = {"consents", "什么时候说过同意、撤回", "", AGREED};
const struct copy_section COPY_CORRECTIONS = {"corrections", "申请过什么更正", "", CORRECTIONS};
const struct copy_section COPY_AUTHORITIES = {"authorities", "谁能替我家办事", "", AUTHORITIES};
const struct copy_section COPY_CODES = {"codes", "打印过的查询码", "码本身只在纸上，商城没有。",
                                        PAPER_CODES};
const struct copy_section COPY_LINKS = {"links", "和谁有利益联结", "", LINKED};
const struct copy_section COPY_VERDICTS = {"verdicts", "联结和登记系统比对的结果", "", JUDGED};
const struct copy_section COPY_INCOME = {"income", "每个月记了多少钱",
                                         "一笔一笔的在“我家的账”里看。", INCOME};
const struct copy_section COPY_PAYOUTS = {"payouts", "发给我家的钱", "", PAID};
const struct copy_section COPY_VISITS = {
    "visits", "走访记录",
    "这里写谁哪天来过。写了什么可能说到邻居和别人，所以不印在这里；"
    "想知道，请村里的信息员当面念给您听。",
    VISITS};
const struct copy_section COPY_SCANS = {"scans", "签字的纸的照片",
                                        "照片本身请村里的信息员打开给您看。", SCANS};
const struct copy_section COPY_TRAIL = {"trail", "谁看过我家的资料", "", TRAIL};
const struct copy_section COPY_REPORTS = {"reports", "商城报给登记系统的", "", TELLING};

/* ---- how a value is said ---- */

static const char *word_of(struct arena *arena, const struct copy_word *words, const char *code,
                           size_t length)
{
    for (; words->code != NULL; words++)
        if (strlen(words->code) == length && strncmp(words->code, code, length) == 0)
            return words->word;
    return arena_memdup(arena, code, length);
}

static const char *join(struct arena *arena, const char *text, const char *word)
{
    return text[0] == '\0' ? word : arena_printf(arena, "%s、%s", text, word);
}

static const char *say_words(struct arena *arena, const struct copy_word *words,
                             const json_t *value)
{
    const char *said = "";
    const json_t *one;
    size_t i;
    json_array_foreach(value, i, one)
        said = join(arena, said,
                    word_of(arena, words, json_string_value(one), json_string_length(one)));
    for (const char *at = json_string_value(value); at != NULL && *at != '\0';) {
        size_t length = strcspn(at, ",");
        said = join(arena, said, word_of(arena, words, at, length));
        at += length + (at[length] == ',');
    }
    return said;
}

static const char *say_moment(struct arena *arena, const char *text)
{
    int64_t us;
    char local[32];
    if (!clock_parse_rfc3339(text, &us))
        return text;
    clock_rfc3339(us, 8 * 60, local);
    return arena_printf(arena, "%.10s %.5s", local, local + 11);
}

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text != NULL ? text : "";
}

/* "联系电话：199****0001 改成 199****0002" */
static const char *say_changes(struct arena *arena, const json_t *changes)
{
    const char *said = "", *comma = "";
    const json_t *one;
    size_t i;
    json_array_foreach(changes, i, one) {
        const char *before = text_of(one, "before"), *after = text_of(one, "after");
        said = arena_printf(arena, "%s%s%s%s：%s 改成 %s", said, comma, text_of(one, "member"),
                            text_of(one, "word"), before[0] != '\0' ? before : "（没有）",
                            after[0] != '\0' ? after : "（没有）");
        comma = "；";
    }
    return said;
}

static const char *say_rules(struct arena *arena, const json_t *rules)
{
    const char *said = "";
    const json_t *one;
    size_t i;
    json_array_foreach(rules, i, one)
        if (strcmp(text_of(one, "outcome"), "fails") == 0)
            said = join(arena, said, text_of(one, "rule"));
    return said;
}

static const char *say_plain(struct arena *arena, const json_t *value)
{
    if (json_is_boolean(value))
        return json_is_true(value) ? "是" : "否";
    if (json_is_integer(value))
        return arena_printf(arena, "%lld", (long long)json_integer_value(value));
    return json_is_string(value) ? json_string_value(value) : "";
}

/* "" = there is no value. */
static const char *say(struct arena *arena, const struct copy_column *column, const json_t *value)
{
    char yuan[24];
    if (value == NULL || json_is_null(value))
        return "";
    switch (column->as) {
    case COPY_WORDS:
        return say_words(arena, column->words, value);
    case COPY_MOMENT:
        return say_moment(arena, json_string_value(value));
    case COPY_YUAN:
        return arena_printf(arena, "%s 元", money_yuan(json_integer_value(value), yuan));
    case COPY_CHANGES:
        return say_changes(arena, value);
    case COPY_RULES:
        return say_rules(arena, value);
    case COPY_TEXT:
        break;
    }
    return say_plain(arena, value);
}

static json_t *entry_json(struct arena *arena, const struct copy_section *section,
                          const json_t *item)
{
    json_t *fields = json_array();
    for (const struct copy_column *column = section->columns; column->member != NULL; column++) {
        const char *text = say(arena, column, json_object_get(item, column->member));
        if (text[0] != '\0')
            json_array_append_new(fields, json_pack("{s:s, s:s, s:s}", "key", column->member,
                                                    "label", column->label, "text", text));
    }
    return json_pack("{s:o}", "fields", fields);
}

json_t *copy_section_json(struct arena *arena, const struct copy_section *section, json_t *items,
                          bool more)
{
    json_t *entries = json_array(), *item;
    size_t i;
    json_array_foreach(items, i, item)
        json_array_append_new(entries, entry_json(arena, section, item));
    return json_pack("{s:s, s:s, s:s, s:b, s:o}", "key", section->key, "title", section->title,
                     "note", section->note, "more", more, "entries", entries);
}
