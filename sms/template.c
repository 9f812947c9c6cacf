#include "sms/template.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

const struct sms_template SMS_LOGIN_CODE = {
    .name = "login_code",
    .title = "登录验证码",
    .text = "验证码 {1}，{2} 分钟内有效。请不要告诉别人。",
    .setting = "MALL_SMS_TEMPLATE_LOGIN_CODE",
    .values = 2,
    .useful_s = 300,
    .is_code = true,
};

const struct sms_template SMS_PASSWORD_CODE = {
    .name = "password_code",
    .title = "改密码验证码",
    .text = "验证码 {1}，用来设置或关闭登录密码，{2} 分钟内有效。不是您本人操作请不要告诉别人。",
    .setting = "MALL_SMS_TEMPLATE_PASSWORD_CODE",
    .values = 2,
    .useful_s = 300,
    .is_code = true,
};

const struct sms_template SMS_OWN_DATA_CODE = {
    .name = "own_data_code",
    .title = "看全部记录验证码",
    .text =
        "验证码 {1}，用来看您家不打码的全部记录，{2} 分钟内有效。不是您本人操作请不要告诉别人。",
    .setting = "MALL_SMS_TEMPLATE_OWN_DATA_CODE",
    .values = 2,
    .useful_s = 300,
    .is_code = true,
};

enum { TWO_DAYS_S = 2 * 86400 };

const struct sms_template SMS_PASSWORD_SET = {
    .name = "password_set",
    .title = "密码设置通知",
    .text = "您的登录密码刚刚设置或修改了，其他设备都已退出。不是您本人操作的，请马上用验证码登录，"
            "再改一次密码",
    .setting = "MALL_SMS_TEMPLATE_PASSWORD_SET",
    .values = 0,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_PASSWORD_REMOVED = {
    .name = "password_removed",
    .title = "密码关闭通知",
    .text =
        "您的登录密码刚刚关闭了，以后用验证码登录，其他设备都已退出。不是您本人操作的，请联系客服",
    .setting = "MALL_SMS_TEMPLATE_PASSWORD_REMOVED",
    .values = 0,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_REGISTRATION_GRANTED = {
    .name = "registration_granted",
    .title = "身份登记通过通知",
    .text = "您在扶贫商城登记的身份通过了，登录后在“我的身份”里看",
    .setting = "MALL_SMS_TEMPLATE_REGISTRATION_GRANTED",
    .values = 0,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_REGISTRATION_REFUSED = {
    .name = "registration_refused",
    .title = "身份登记没通过通知",
    .text = "您在扶贫商城登记的身份没有通过，登录后在“我的身份”里看原因，改好可以再交",
    .setting = "MALL_SMS_TEMPLATE_REGISTRATION_REFUSED",
    .values = 0,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_REGISTRATION_ENDING = {
    .name = "registration_ending",
    .title = "身份登记快过期通知",
    .text = "您在扶贫商城登记的身份还没有人办，到 {1} 就作废。可以找村里或县管理中心问一声，"
            "过期了能再交",
    .setting = "MALL_SMS_TEMPLATE_REGISTRATION_ENDING",
    .values = 1,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_ORDER_CALLED_OFF = {
    .name = "order_called_off",
    .title = "订单取消通知",
    .text = "您有一个未付款的订单取消了：它的货所在批次已停用，没有收您的钱",
    .setting = "MALL_SMS_TEMPLATE_ORDER_CALLED_OFF",
    .values = 0,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_ORDER_MONEY_BACK = {
    .name = "order_money_back",
    .title = "缺货退款通知",
    .text = "订单 {1}：有货所在的批次已停用，没有同规格的可以换，{2} 元按原路退回",
    .setting = "MALL_SMS_TEMPLATE_ORDER_MONEY_BACK",
    .values = 2,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_ORDER_WAITS = {
    .name = "order_waits",
    .title = "等待核实通知",
    .text = "订单 {1}：有 {2} 件所在的批次正在核实，核实完再发出，请稍候",
    .setting = "MALL_SMS_TEMPLATE_ORDER_WAITS",
    .values = 2,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template SMS_PAPER_ENDING = {
    .name = "paper_ending",
    .title = "证照到期提醒",
    .text = "{1}的{2}到 {3} 到期，请早些在工作台“证照”里换证；必备的证照到期，商品自动停卖",
    .setting = "MALL_SMS_TEMPLATE_PAPER_ENDING",
    .values = 3,
    .useful_s = TWO_DAYS_S,
};

const struct sms_template *const SMS_TEMPLATES[] = {&SMS_LOGIN_CODE,
                                                    &SMS_PASSWORD_CODE,
                                                    &SMS_PASSWORD_SET,
                                                    &SMS_PASSWORD_REMOVED,
                                                    &SMS_ORDER_CALLED_OFF,
                                                    &SMS_ORDER_MONEY_BACK,
                                                    &SMS_ORDER_WAITS,
                                                    &SMS_PAPER_ENDING,
                                                    &SMS_OWN_DATA_CODE,
                                                    &SMS_REGISTRATION_GRANTED,
                                                    &SMS_REGISTRATION_REFUSED,
                                                    &SMS_REGISTRATION_ENDING,
                                                    NULL};

const struct sms_template *sms_template_find(const char *name)
{
    for (int i = 0; SMS_TEMPLATES[i] != NULL; i++)
        if (strcmp(SMS_TEMPLATES[i]->name, name) == 0)
            return SMS_TEMPLATES[i];
    return NULL;
}

/* The value that "{n}" at `text` stands for, NULL when it is no such thing. */
static const char *value_at(const struct sms_template *template, const char *text,
                            const char *const values[SMS_VALUES_MAX])
{
    if (text[0] != '{' || text[1] < '1' || text[1] > '0' + template->values || text[2] != '}')
        return NULL;
    const char *value = values[text[1] - '1'];
    return value != NULL ? value : "";
}

const char *sms_template_fill(struct arena *arena, const struct sms_template *template,
                              const char *sign, const char *const values[SMS_VALUES_MAX])
{
    char *text = NULL;
    size_t length = 0;
    FILE *out = open_memstream(&text, &length);
    if (out == NULL)
        abort();
    fprintf(out, "【%s】", sign);
    for (const char *at = template->text; *at != '\0';) {
        const char *value = value_at(template, at, values);
        if (value != NULL)
            fputs(value, out);
        else
            fputc(*at, out);
        at += value != NULL ? 3 : 1;
    }
    if (fclose(out) != 0)
        abort();
    const char *filled = arena_strdup(arena, text);
    free(text);
    return filled;
}
