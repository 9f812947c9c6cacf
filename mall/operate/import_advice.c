/* What the importers' faults mean to people. A test holds this list against the sources. */
#include <stddef.h>
#include <string.h>

#include "mall/operate/import_kind.h"

static const struct advice {
    const char *message, *wrong, *cure;
} ADVICE[] = {
    /* the file */
    {"the file cannot be read further", "文件读到这里断了", "重新保存后再传"},
    {"the file is empty", "文件是空的", "第一行要是列名"},
    {"the field is too long", "这一格太长", "缩短到几百字以内"},
    {"the row is too long", "这一行太长", "看看是不是少了一个引号"},
    {"a quote inside a field that is not quoted", "引号用得不对", "整格用英文双引号括起来"},
    {"a quote is not closed", "少了一个引号", "补上英文双引号"},
    {"text behind a closing quote", "引号后面多了字", "删掉引号后面的字"},
    {"not clean UTF-8 text", "有不能显示的字符", "重新输入这一格"},
    {"too many columns", "列太多", "按模板的列来"},
    {"a column has no name", "有一列没有列名", "按模板补上列名"},
    {"the column is there twice", "这一列出现了两次", "删掉一列"},
    {"the column is missing", "少了这一列", "按模板补上这一列"},
    {"there is no such column", "没有这一列", "按模板改列名，或删掉这一列"},
    {"the row has too few fields", "这一行的格子少了", "补齐，和列名一样多"},
    {"the row has too many fields", "这一行的格子多了", "字里有逗号时整格加引号"},
    /* fields */
    {"must not be empty", "不能空着", "填上这一格"},
    {"too short", "太短", "填完整"},
    {"too long", "太长", "缩短"},
    {"not a whole number", "要填整数", "只填数字，不带单位和小数"},
    {"must be on one line", "不能换行", "去掉换行，写在一行里"},
    {"nothing of it can be seen", "看起来是空的", "填上看得见的文字"},
    {"begins like a formula", "开头像公式", "开头不能是 = + - @，改成普通文字"},
    {"must be 0 or 1", "要填“是”或“否”", "改成是或否"},
    {"not one of the allowed values", "不是可以填的词", "对照模板里的词改"},
    {"not a date YYYY-MM-DD", "日期写得不对", "写成 2026-11-27 这样"},
    {"not a mobile number", "手机号不对", "填 11 位手机号"},
    {"not a code of 6, 9 or 12 digits", "地区代码不对", "填 6、9 或 12 位数字"},
    {"not a code of 6 digits", "县代码不对", "填 6 位数字"},
    {"not a code of 9 digits", "乡镇代码不对", "填 9 位数字"},
    {"not a code of 12 digits", "村代码不对", "填 12 位数字"},
    {"2 to 40 small letters, digits and -", "编号写得不对", "用 2 到 40 个小写字母、数字和横线"},
    {"4 to 40 letters, digits and -", "编号写得不对", "用 4 到 40 个字母、数字和横线"},
    {"not a valid unified social credit code", "统一社会信用代码不对", "对照营业执照，共 18 位"},
    {"not a valid identity number", "身份证号不对", "对照证件，共 18 位"},
    {"not the sex that the identity number says", "性别和身份证号不符", "核对性别和证号"},
    {"not a bank card's number", "银行卡号不对", "对照卡面重填"},
    {"neither * nor the first digits of a code", "收货地区写得不对",
     "填 2、4、6、9 或 12 位代码，其他地区填 *"},
    {"the level does not fit the length of the code", "层级和代码长度不符", "核对层级"},
    {"a code with a successor has ended: say since when", "写了后继代码，没写停用日期",
     "填停用日期，没停用就清空后继代码"},
    {"a code does not follow itself", "后继代码不能是自己", "填接替它的代码，只改名称的写启用日期"},
    {"the successor is of another level", "后继代码不是同一级", "填同一级的代码"},
    {"there is no such successor", "没有这个后继代码", "先加后继那一行，或核对代码"},
    {"the successor had ended by then", "后继代码那时已经停用", "填那天还在用的代码，或核对日期"},
    {"the successor begins only later", "后继代码那时还没启用", "核对停用日期和后继的启用日期"},
    {"the successors go round in a circle", "后继代码绕成了圈", "改成最后在用的代码"},
    {"the parent has ended", "上级代码已停用", "改成新的上级，或这一行也停用"},
    {"the parent begins only later", "上级代码那时还没启用", "核对两行的启用日期"},
    {"the code is all that already: say what is different from that day on", "这个代码现在就是这样",
     "写那天起变了什么，没变的清空启用日期"},
    {"the code has ended: say from which day on it is valid again", "这个代码已停用",
     "重新启用的填启用日期，仍停用的填停用日期"},
    {"the code was something else on that day", "那天这个代码还是别的地方", "填更晚的启用日期"},
    {"the code would end before it begins", "停用日期不晚于启用日期", "核对两个日期"},
    {"places below it are still in force: end or move them in the same file", "下面还有在用的地方",
     "在同一个文件里让它们停用或换上级"},
    {"a code that it follows ended only later", "它接替的代码更晚才停用", "核对停用日期"},
    {"a province has no parent", "省级没有上级", "清空上级代码"},
    /* what belongs together */
    {"this role needs an organisation (or a household's number)", "这个岗位要写机构或户编号",
     "填机构编号；农户本人填户编号"},
    {"this role has no organisation", "这个岗位不属于机构", "清空机构编号"},
    {"this role needs a region", "这个岗位要写地区", "填地区代码"},
    {"the village is not in the county", "村不在这个县", "核对村代码和县代码"},
    {"the township is not in the county", "乡镇不在这个县", "核对乡镇代码和县代码"},
    {"the county has no default row (prefix *)", "这个县少一行“*”", "补一行，收货地区填 *"},
    {"the household has several heads", "这一户有两个户主", "只留一个户主"},
    {"the household has no head", "这一户没有户主", "补上户主"},
    {"the household has two members of this number", "成员序号重复", "改成不同的序号"},
    /* twice */
    {"the code is in the file twice", "编号在文件里重复", "只留一行"},
    {"the code is in the file twice on this level", "代码在文件里重复", "只留一行"},
    {"the county is in the file twice under this name", "这个县在文件里重复", "只留一行"},
    {"more counties than the list can have", "行数超过了整张名单", "名单共 832 行，核对文件"},
    {"the village would not count on any day", "不再算的日期不晚于起算日期",
     "核对两个日期，一直算的就空着"},
    {"the village is in the file twice from the same day on", "这个村在文件里重复", "只留一行"},
    {"more villages than the lists can have", "行数超过了全国的贫困村", "核对文件，分县来导"},
    {"the credit code is in the file twice", "信用代码在文件里重复", "只留一行"},
    {"the household is in the file twice", "户编号在文件里重复", "只留一行"},
    {"the identity number is in the file twice", "身份证号在文件里重复", "只留一行"},
    {"the county has two rows for this prefix", "这个收货地区重复", "只留一行"},
    /* what is there, and what is not */
    {"the credit code is another organisation's already", "这个信用代码是别的机构的",
     "核对编号和信用代码"},
    {"the organisation has another credit code", "和这个机构原来的信用代码不同",
     "信用代码不能用导入改，核对编号"},
    {"the organisation is of another kind", "和这个机构原来的类型不同",
     "类型不能用导入改，核对编号"},
    {"the organisation is of another county", "和这个机构原来的县不同", "县不能用导入改，核对编号"},
    {"the household is of another village", "和这一户原来的村不同", "村不能用导入改，核对户编号"},
    {"the household was removed from the register", "这一户已经移出登记",
     "移出后不能再改回来，核对户编号"},
    {"the member has another number in the household", "和这个人原来的成员序号不同",
     "照原来的成员序号填"},
    {"the number is another member's of the household", "这个成员序号是家里另一个人的",
     "换一个没用过的序号"},
    {"the household has another head already", "这一户的户主是另一个人",
     "户主不能用导入换，核对身份证号"},
    {"the identity number is in another household already", "这个身份证号在别的户里",
     "核对户编号和身份证号"},
    {"nobody gives himself a role", "不能给自己岗位", "请另一位平台运营员来导这一行"},
    {"operators are not made by a file", "平台运营员不能用表格给", "在岗位页一个一个给"},
    {"operator and auditor are not the same person", "平台运营员和县审计员不能是同一个人",
     "先收回另一个岗位，或换一个人"},
    {"an auditor's region is a county", "县审计员要写县", "填县的 6 位代码，管几个县就写几行"},
    {"a village officer's region is a village or township", "驻村信息员要写村或乡镇",
     "填村的 12 位或乡镇的 9 位代码"},
    {"there is no such region", "没有这个地区", "核对地区代码"},
    {"there is no such county", "没有这个县", "核对县代码"},
    {"there is no such prefecture", "没有这个市", "市设办写市（州）的 6 位代码"},
    {"a prefecture's office stands in no township or village", "市设办不在乡镇或村",
     "清空乡镇代码和村代码"},
    {"there is no such village", "没有这个村", "核对村代码"},
    {"there is no such organisation", "没有这个机构", "先导入机构，或核对编号"},
    {"there is no such household", "没有这一户", "先导入农户，或核对户编号"},
    {"the parent is neither in the file nor in the database", "没有这个上级", "先加上级那一行"},
    /* goods, by command */
    {"a station does not sell", "县站不卖东西", "填合作社或企业的编号"},
    {"a village has more than 99999 lots today", "这个村今天的批次太多", "明天再导"},
    {"not a village of the county", "不是这个县的村", "核对村代码"},
    {"not the county of the producer", "不是这个主体的县", "核对县代码"},
    {"the listing is in the file twice", "商品键在文件里重复", "只留一行"},
    {"the SKU is in the file twice", "规格键在文件里重复", "只留一行"},
    {"the lot is in the file twice", "批次键在文件里重复", "只留一行"},
    {"the household is in the lot twice", "这一户在批次里重复", "合成一行"},
    {"the SKU is not of the lot's listing", "规格和批次不是同一个商品", "核对规格键"},
    {"the boxes weigh more than the lot", "箱子加起来比批次重", "核对箱数和重量"},
    {"the households' deliveries weigh more than the lot", "各户交的加起来比批次重", "核对重量"},
    {"the household is not of the listing's county", "不是商品那个县的农户", "核对户编号"},
    {"the listing has no such pool", "商品没有这条办法", "核对方案序号"},
    {"the pools of a listing are numbered from 1 without a gap", "方案序号要从 1 起连着",
     "重新编号"},
    {"there is no such SKU in the file of SKUs", "规格文件里没有这个规格键", "核对规格键"},
    {"there is no such listing in the file of listings", "商品文件里没有这个商品键", "核对商品键"},
    {"there is no such lot in the file of lots", "批次文件里没有这个批次键", "核对批次键"},
    {NULL, "这一行不对", ""},
};

static const struct advice *advice_of(const char *message)
{
    const struct advice *advice = ADVICE;
    while (advice->message != NULL && strcmp(advice->message, message) != 0)
        advice++;
    return advice;
}

/* 合作社、企业、电商服务站 */
static const char *words_of(struct arena *arena, const struct import_column *column)
{
    const char *text = "";
    for (const struct import_word *word = column->words; word->word != NULL; word++)
        text = arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? "、" : "", word->chinese);
    return text;
}

struct import_advice import_advice_say(struct arena *arena, const struct import_column *column,
                                       const char *message)
{
    static const char RANGE[] = "out of range: ";
    const char *range =
        strncmp(message, RANGE, sizeof(RANGE) - 1) == 0 ? message + sizeof(RANGE) - 1 : NULL;
    const char *to = range != NULL ? strstr(range, " to ") : NULL;
    bool words = strcmp(message, "not one of the allowed values") == 0 ||
                 strcmp(message, "must be 0 or 1") == 0;
    const struct advice *advice = advice_of(message);
    if (to != NULL)
        return (struct import_advice){
            "数字不在范围里",
            arena_printf(arena, "填 %.*s 到 %s 之间的整数", (int)(to - range), range, to + 4)};
    if (words && column != NULL && column->words != NULL)
        return (struct import_advice){advice->wrong,
                                      arena_printf(arena, "只能填：%s", words_of(arena, column))};
    if (advice->message == NULL) /* a rule of the goods themselves, by its code */
        return (struct import_advice){advice->wrong,
                                      arena_printf(arena, "对照模板核对（%s）", message)};
    return (struct import_advice){advice->wrong, advice->cure};
}

const char *import_notice_say(const char *message)
{
    if (strcmp(message, "the bank account is another household's too") == 0)
        return "这个银行卡号也是别的户的，已列给县审计员，请核实";
    return message;
}

const char *import_headings(struct arena *arena, const struct import_column *columns,
                            const char *names)
{
    const char *text = "";
    while (names[0] != '\0') {
        size_t length = strcspn(names, ",");
        const char *name = arena_printf(arena, "%.*s", (int)length, names);
        const struct import_column *column = import_column_find(columns, name);
        text = arena_printf(arena, "%s%s%s", text, text[0] != '\0' ? "、" : "",
                            column != NULL ? column->heading : name);
        names += length + (names[length] == ',' ? 1 : 0);
    }
    return text;
}
