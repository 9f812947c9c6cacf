/* What the importers' faults mean to people. A test holds this list against the sources. */
#include <stddef.h>
#include <string.h>

#include "mall/operate/import_kind.h"

static const struct import_advice ADVICE[] = {
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
    {"out of range", "数字不在范围里", "核对这个数"},
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
    {"the credit code is in the file twice", "信用代码在文件里重复", "只留一行"},
    {"the household is in the file twice", "户编号在文件里重复", "只留一行"},
    {"the identity number is in the file twice", "身份证号在文件里重复", "只留一行"},
    {"the county has two rows for this prefix", "这个收货地区重复", "只留一行"},
    /* what is there, and what is not */
    {"the organisation is in the database already", "这个机构已经有了", "删掉这一行"},
    {"the credit code is in the database already", "这个信用代码已经有了", "核对，或删掉这一行"},
    {"the household is in the database already", "这一户已经有了", "删掉这一行"},
    {"the household has members in the database already", "这一户的成员已经导过", "删掉这一户的行"},
    {"the identity number is in the database already", "这个身份证号已经有了",
     "核对，或删掉这一行"},
    {"there is no such county", "没有这个县", "核对县代码"},
    {"there is no such village", "没有这个村", "核对村代码"},
    {"there is no such organisation", "没有这个机构", "先导入机构，或核对编号"},
    {"there is no such household", "没有这一户", "先导入农户，或核对户编号"},
    {"the parent is neither in the file nor in the database", "没有这个上级", "先加上级那一行"},
    {NULL, "这一行不对", "对照模板核对"},
};

const struct import_advice *import_advice_find(const char *message)
{
    const struct import_advice *advice = ADVICE;
    while (advice->message != NULL && strcmp(advice->message, message) != 0)
        advice++;
    return advice;
}
