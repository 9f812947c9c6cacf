/* Text messages for those who run the mall: what became of them, and sending one again. */
#include "base/log.h"
#include "mall/api/reply.h"
#include "mall/operate/export_word.h"
#include "mall/operate/routes.h"
#include "sms/desk.h"
#include "sms/template.h"

/* What a channel or the program said, for people. Words of the provider's that are not here are
 * shown as they are: they are what its support asks for. */
static const struct export_word REASONS[] = {
    {"", ""},
    {"sms_not_set", "没有接通短信服务商"},
    {"sealed", "密钥打不开这条短信"},
    {"upstream", "短信服务商没有回应"},
    {"timeout", "短信服务商回应太慢"},
    {"AuthFailure.SignatureFailure", "短信服务商不认我们的签名，请核对密钥"},
    {"AuthFailure.SecretIdNotFound", "短信服务商不认我们的 SecretId"},
    {"AuthFailure.SignatureExpire", "本机时间和短信服务商差得太多"},
    {"InternalError", "短信服务商内部出错"},
    {"RequestLimitExceeded", "短信服务商嫌我们问得太快"},
    {"FailedOperation.InsufficientBalanceInSmsPackage", "短信套餐余量不足，请充值"},
    {"FailedOperation.PhoneNumberInBlacklist", "对方退订了，或在黑名单里"},
    {"FailedOperation.SignatureIncorrectOrUnapproved", "短信签名没有通过审核"},
    {"FailedOperation.TemplateIncorrectOrUnapproved", "短信模板没有通过审核"},
    {"FailedOperation.TemplateParamSetNotMatchApprovedTemplate", "模板参数和审核的不一致"},
    {"InvalidParameterValue.IncorrectPhoneNumber", "手机号不对"},
    {"LimitExceeded.PhoneNumberDailyLimit", "短信服务商限了这个号码一天的条数"},
    {"LimitExceeded.PhoneNumberOneHourLimit", "短信服务商限了这个号码一小时的条数"},
    {"LimitExceeded.PhoneNumberThirtySecondLimit", "短信服务商限了这个号码 30 秒内的条数"},
    {NULL, NULL}};

static json_t *worded(json_t *message)
{
    const char *error = json_string_value(json_object_get(message, "error"));
    if (message != NULL)
        json_object_set_new(message, "reason",
                            json_string(export_say(REASONS, error != NULL ? error : "")));
    return message;
}

static bool read_template(struct call *call, const char **name, struct refusal *why)
{
    const char *text = call_query(call, "template");
    *name = text != NULL ? text : "";
    return (*name)[0] == '\0' || sms_template_find(*name) != NULL ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "template", "没有这种短信");
}

static bool get_messages(struct call *call, struct refusal *why)
{
    struct page page;
    const char *state = "", *template;
    if (!call_list(call, &page, why) ||
        !call_choice_query(call, "state", SMS_STATES, &state, why) ||
        !read_template(call, &template, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why))
        return false;
    json_t *answer = sms_list_json(call->task, state, template, &page, why), *message;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, message)
        worded(message);
    return call_reply(call, 200, answer);
}

static bool get_summary(struct call *call, struct refusal *why)
{
    return call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, sms_summary_json(call->task, why));
}

static bool post_retry(struct call *call, struct refusal *why)
{
    int64_t id;
    if (!call_id_param(call, 0, &id, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why) ||
        !sms_again(call->task, id, why))
        return false;
    log_info("sms_again", LOG_I("message", id), LOG_I("account", call->session.account_id));
    return call_reply(call, 200, worded(sms_json(call->task, id, why)));
}

const struct route ROUTES_MESSAGE[] = {
    {"message_list", "GET", "/api/v1/messages", get_messages, .rights = {RIGHT_OPERATE},
     .query = "state template after limit"},
    {"message_summary", "GET", "/api/v1/message-summary", get_summary, .rights = {RIGHT_OPERATE}},
    {"message_retry", "POST", "/api/v1/messages/:message_id/retry", post_retry,
     .rights = {RIGHT_OPERATE}},
    {0},
};
