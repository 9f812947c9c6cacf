#include "payments-mock/gateway_fault.h"

#include <string.h>

#include "payment/wechat/wechat_json.h"

static const char *const NAMES[GATEWAY_FAULTS] = {
    [GATEWAY_FAULT_DROP_NOTIFY] = "drop_notify",
    [GATEWAY_FAULT_DUPLICATE_NOTIFY] = "duplicate_notify",
    [GATEWAY_FAULT_DELAY_NOTIFY] = "delay_notify",
    [GATEWAY_FAULT_WRONG_AMOUNT] = "wrong_amount_notify",
    [GATEWAY_FAULT_FORGED_SIGNATURE] = "forged_signature_notify",
    [GATEWAY_FAULT_SIGN_PROBE] = "sign_probe",
    [GATEWAY_FAULT_FAIL_REQUESTS] = "fail_next_requests",
    [GATEWAY_FAULT_FAIL_ANSWERS] = "fail_next_answers",
    [GATEWAY_FAULT_HANG] = "hang_next",
    [GATEWAY_FAULT_REFUND_HOLD] = "refund_hold",
    [GATEWAY_FAULT_REFUND_ABNORMAL] = "refund_abnormal",
    [GATEWAY_FAULT_BILL_CUT] = "bill_cut",
    [GATEWAY_FAULT_SMS_FAIL] = "sms_fail",
    [GATEWAY_FAULT_SMS_REFUSE] = "sms_refuse",
    [GATEWAY_FAULT_SMS_BUSY] = "sms_busy",
    [GATEWAY_FAULT_SMS_HANG] = "sms_hang",
    [GATEWAY_FAULT_SMS_UNDELIVERED] = "sms_undelivered",
    [GATEWAY_FAULT_SMS_DROP_RECEIPT] = "sms_drop_receipt",
    [GATEWAY_FAULT_SMS_DELAY_RECEIPT] = "sms_delay_receipt",
    [GATEWAY_FAULT_SMS_FORGED_RECEIPT] = "sms_forged_receipt",
};

bool gateway_faults_read(struct gateway_faults *faults, const json_t *body)
{
    struct wechat_reader reader = {0};
    const char *mode = wechat_read_text(&reader, body, "mode", 40, WECHAT_REQUIRED);
    bool counted = json_object_get(body, "n") != NULL;
    bool failing = json_object_get(body, "status") != NULL;
    const struct gateway_fault asked = {
        .left = counted ? wechat_read_integer(&reader, body, "n", 0, 100000, WECHAT_REQUIRED) : 1,
        .status =
            failing ? wechat_read_integer(&reader, body, "status", 400, 599, WECHAT_REQUIRED) : 500,
        .ms = wechat_read_integer(&reader, body, "ms", 0, 600000, WECHAT_OPTIONAL),
    };
    if (reader.bad != NULL)
        return false;
    if (strcmp(mode, "none") == 0) {
        *faults = (struct gateway_faults){0};
        return true;
    }
    for (int i = 0; i < GATEWAY_FAULTS; i++) {
        if (strcmp(mode, NAMES[i]) == 0) {
            faults->modes[i] = asked;
            return true;
        }
    }
    return false;
}

const struct gateway_fault *gateway_fault_hit(struct gateway_faults *faults,
                                              enum gateway_fault_mode mode)
{
    struct gateway_fault *fault = &faults->modes[mode];
    if (fault->left == 0)
        return NULL;
    fault->left--;
    return fault;
}

json_t *gateway_faults_json(const struct gateway_faults *faults)
{
    json_t *json = json_object();
    for (int i = 0; i < GATEWAY_FAULTS; i++)
        json_object_set_new(json, NAMES[i], json_integer(faults->modes[i].left));
    return json;
}
