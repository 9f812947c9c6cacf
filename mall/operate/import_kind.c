#include "mall/operate/import_kind.h"

#include <stddef.h>
#include <string.h>

static const struct import_value YES_NO[] = {{"1", "是"}, {"0", "否"}, {NULL, NULL}};
static const struct import_value ORGANISATION_KINDS[] = {
    {"cooperative", "合作社"}, {"enterprise", "企业"}, {"station", "电商服务站"}, {NULL, NULL}};
static const struct import_value ROLES[] = {{"consumer", "消费者"},
                                            {"producer", "合作社"},
                                            {"station_officer", "县站业务员"},
                                            {"village_officer", "驻村信息员"},
                                            {"county_auditor", "县审计员"},
                                            {"operator", "平台运营员"},
                                            {"household", "农户"},
                                            {NULL, NULL}};
static const struct import_value HOUSEHOLD_STATES[] = {
    {"confirmed", "登记有效"}, {"suspended", "暂停计入"}, {"removed", "已移出"}, {NULL, NULL}};

static const struct import_column ORGANISATIONS[] = {
    {"code", "编号", "fengjie-09", NULL},
    {"kind", "类型", "合作社", ORGANISATION_KINDS},
    {"name", "名称", "奉节县示例脐橙专业合作社", NULL},
    {"uscc", "统一社会信用代码", "93500236MA00000152", NULL},
    {"county_code", "县代码", "500236", NULL},
    {"township_code", "乡镇代码", "500236131", NULL},
    {"village_code", "村代码", "500236131201", NULL},
    {"contact_name", "联系人", "示例联系人", NULL},
    {"contact_phone", "联系手机", "19900001001", NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct import_column ACCOUNTS[] = {
    {"phone", "手机号", "19900001001", NULL},        {"role", "岗位", "合作社", ROLES},
    {"org", "机构编号或户编号", "fengjie-01", NULL}, {"region_code", "地区代码", "", NULL},
    {"display_name", "姓名", "示例社长", NULL},      {NULL, NULL, NULL, NULL},
};

static const struct import_column HOUSEHOLDS[] = {
    {"household_no", "户编号", "H500236-000901", NULL},
    {"village_code", "村代码", "500236131201", NULL},
    {"identified_on", "识别日期", "2015-07-25", NULL},
    {"attribute", "户属性", "低保户", NULL},
    {"state", "状态", "登记有效", HOUSEHOLD_STATES},
    {"family_type", "户类型", "脱贫户", NULL},
    {"main_cause", "主要原因", "缺技术", NULL},
    {"phone", "手机号", "19900010000", NULL},
    {"smartphone", "有智能手机", "否", YES_NO},
    {"proxy", "由人代办", "是", YES_NO},
    {"bank_account", "银行卡号", "", NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct import_column MEMBERS[] = {
    {"household_no", "户编号", "H500236-000901", NULL},
    {"member_no", "成员序号", "1", NULL},
    {"name", "姓名", "示例姓名", NULL},
    {"id_number", "身份证号", "500236190508160175", NULL},
    {"sex", "性别", "男", NULL},
    {"relation", "与户主关系", "户主", NULL},
    {"labour", "劳动能力", "普通劳动力", NULL},
    {NULL, NULL, NULL, NULL},
};

static const struct import_column FREIGHT[] = {
    {"county_code", "发货县代码", "500236", NULL},
    {"region_prefix", "收货地区代码开头（*为其他）", "*", NULL},
    {"first_g", "首重（克）", "1000", NULL},
    {"first_fen", "首重运费（分）", "600", NULL},
    {"step_g", "续重（克）", "1000", NULL},
    {"step_fen", "续重运费（分）", "200", NULL},
    {"deliverable", "可送达", "是", YES_NO},
    {NULL, NULL, NULL, NULL},
};

static const struct import_column REGIONS[] = {
    {"code", "区划代码", "500236131201", NULL}, {"level", "层级（1省2市3县4乡5村）", "5", NULL},
    {"parent", "上级代码", "500236131", NULL},  {"name", "名称", "示例村", NULL},
    {"pickable", "可选为收货地", "是", YES_NO}, {NULL, NULL, NULL, NULL},
};

static const struct import_kind KINDS[] = {
    {"organisations", "机构", "一行一个合作社、企业或县站；编号已经有的不会再导一遍。",
     ORGANISATIONS},
    {"accounts", "账号与岗位", "一行一个人的一个岗位；账号已经有的只加岗位。", ACCOUNTS},
    {"households", "农户", "一行一户；户编号已经有的不会再导一遍。", HOUSEHOLDS},
    {"members", "农户成员", "一行一人，先导农户再导成员；一户的成员要在同一个文件里。", MEMBERS},
    {"freight", "运费", "一行一个收货地区；已经有的地区改成新价。每个县要有一行“*”。", FREIGHT},
    {"regions", "行政区划", "一行一个地方；代码已经有的改成新名。", REGIONS},
};

enum { KINDS_COUNT = sizeof(KINDS) / sizeof(KINDS[0]) };

const struct import_kind *import_kind_at(int index)
{
    return index >= 0 && index < KINDS_COUNT ? &KINDS[index] : NULL;
}

const struct import_kind *import_kind_find(const char *name)
{
    for (int i = 0; i < KINDS_COUNT; i++)
        if (strcmp(KINDS[i].name, name) == 0)
            return &KINDS[i];
    return NULL;
}

const struct import_column *import_column_find(const struct import_kind *kind, const char *text)
{
    for (const struct import_column *column = kind->columns; column->name != NULL; column++)
        if (strcmp(column->name, text) == 0 || strcmp(column->heading, text) == 0)
            return column;
    return NULL;
}

const char *import_value_of(const struct import_column *column, const char *text)
{
    for (const struct import_value *value = column->words; value != NULL && value->word != NULL;
         value++)
        if (strcmp(value->chinese, text) == 0)
            return value->word;
    return text;
}
