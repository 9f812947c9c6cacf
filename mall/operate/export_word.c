#include "mall/operate/export_word.h"

#include <stddef.h>
#include <string.h>

const struct export_word WORDS_ORDER[] = {{"placed", "等付款"},
                                          {"paid", "已付款"},
                                          {"completed", "已完成"},
                                          {"cancelled", "已取消"},
                                          {NULL, NULL}};

const struct export_word WORDS_PARCEL[] = {{"packed", "已打包"},   {"handed_over", "已交快递"},
                                           {"in_transit", "在途"}, {"out_for_delivery", "派送中"},
                                           {"signed", "已签收"},   {"returned", "已退回"},
                                           {"lost", "丢失"},       {NULL, NULL}};

const struct export_word WORDS_REFUND[] = {{"requested", "待退款"}, {"processing", "退款中"},
                                           {"succeeded", "已退款"}, {"abnormal", "退款异常"},
                                           {"closed", "已关闭"},    {NULL, NULL}};

const struct export_word WORDS_VERSION[] = {{"draft", "草稿"},
                                            {"submitted", "等乡镇核验"},
                                            {"township_checked", "等县站审核"},
                                            {"county_approved", "县站已通过"},
                                            {"publicised", "公示中"},
                                            {"on_sale", "在售"},
                                            {"off_sale", "已下架"},
                                            {"rejected", "已退回"},
                                            {"expired", "已撤回"},
                                            {NULL, NULL}};

const struct export_word WORDS_LOT[] = {
    {"open", "在售"}, {"held", "停发"}, {"closed", "已收尾"}, {NULL, NULL}};

const struct export_word WORDS_HOUSEHOLD[] = {
    {"confirmed", "登记有效"}, {"suspended", "暂停计入"}, {"removed", "已移出"}, {NULL, NULL}};

const struct export_word WORDS_ORGANISATION[] = {{"applied", "等核实"},   {"active", "经营中"},
                                                 {"suspended", "暂停"},   {"removed", "已退出"},
                                                 {"expired", "证照过期"}, {NULL, NULL}};

const struct export_word WORDS_ORGANISATION_KIND[] = {
    {"cooperative", "合作社"},           {"enterprise", "企业"},
    {"family_farm", "家庭农场"},         {"village_collective", "村集体"},
    {"station", "电商服务站"},           {"township_office", "乡镇服务站"},
    {"county_centre", "县管理中心"},     {"city_office", "市设办"},
    {"village_point", "村信息点"},       {"purchasing_unit", "采购单位"},
    {"social_organisation", "社会组织"}, {NULL, NULL}};

const struct export_word WORDS_ROLE[] = {{"producer", "合作社"},
                                         {"station_officer", "县站业务员"},
                                         {"village_officer", "驻村信息员"},
                                         {"county_auditor", "县审计员"},
                                         {"operator", "平台运营员"},
                                         {"household", "农户"},
                                         {"township_officer", "乡镇初审员"},
                                         {"department_officer", "部门复审员"},
                                         {"county_centre", "县管理中心"},
                                         {"city_officer", "市设办"},
                                         {"listing_clerk", "商品员"},
                                         {"packer", "打包员"},
                                         {"accountant", "会计"},
                                         {NULL, NULL}};

const struct export_word WORDS_PURPOSE[] = {{"verify", "核对登记信息"},
                                            {"payout", "核对收款账号"},
                                            {"complaint", "处理投诉"},
                                            {"correction", "更正信息"},
                                            {"shipping", "打包发货"},
                                            {"proxy", "代办"},
                                            {"grant", "开通岗位"},
                                            {"revoke", "收回岗位"},
                                            {"grant_confirm", "确认岗位"},
                                            {"export", "导出"},
                                            {"import", "导入"},
                                            {"lock", "停用账号"},
                                            {"unlock", "恢复账号"},
                                            {"close", "注销账号"},
                                            {"program_create", "开机器账号"},
                                            {"program_release", "放行机器账号"},
                                            {"program_revoke", "停用机器账号"},
                                            {"program_key_issue", "发机器账号钥匙"},
                                            {"program_key_revoke", "停用机器账号钥匙"},
                                            {"password_set", "设置密码"},
                                            {"password_remove", "关闭密码"},
                                            {"second_set", "设置二次验证"},
                                            {"second_remove", "撤销二次验证"},
                                            {"account", "查看账号"},
                                            {"paper_issue", "打印查询码"},
                                            {"paper_revoke", "作废查询码"},
                                            {"own", "这户自己要一份"},
                                            {"paper", "用纸上的查询码查看"},
                                            {NULL, NULL}};

const struct export_word WORDS_JOB[] = {{"queued", "排队"},
                                        {"running", "在做"},
                                        {"done", "已完成"},
                                        {"failed", "没做成"},
                                        {NULL, NULL}};

const struct export_word WORDS_JOB_KIND[] = {{"sms", "发短信"},
                                             {"refund_send", "向支付方退款"},
                                             {"refund_again", "退款被关闭，换号再退"},
                                             {"bill_fetch", "取支付方一天的账单"},
                                             {"payment_close", "关闭支付单"},
                                             {"payment_check", "查支付结果"},
                                             {"carrier_subscribe", "订阅物流"},
                                             {"export", "导出"},
                                             {"import", "导入"},
                                             {"audit", "核对总账"},
                                             {"listing_publish", "公示到期上架"},
                                             {"register_snapshot", "接收登记系统的快照"},
                                             {NULL, NULL}};

const char *export_say(const struct export_word *words, const char *word)
{
    for (; words != NULL && words->word != NULL; words++)
        if (strcmp(words->word, word) == 0)
            return words->chinese;
    return word;
}
