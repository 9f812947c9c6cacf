#include "payment/wechat/wechat_resource.h"

#include <string.h>

#include "payment/wechat/wechat_json.h"

static const char *const TRADE_STATES[] = {
    [WECHAT_TRADE_NOTPAY] = "NOTPAY",
    [WECHAT_TRADE_SUCCESS] = "SUCCESS",
    [WECHAT_TRADE_REFUND] = "REFUND",
    [WECHAT_TRADE_CLOSED] = "CLOSED",
};

static const char *const REFUND_STATES[] = {
    [WECHAT_REFUND_PROCESSING] = "PROCESSING",
    [WECHAT_REFUND_SUCCESS] = "SUCCESS",
    [WECHAT_REFUND_CLOSED] = "CLOSED",
    [WECHAT_REFUND_ABNORMAL] = "ABNORMAL",
};

/* Index of `text` among `count` words, -1 when it is none of them. */
static int word_index(const char *const *words, int count, const char *text)
{
    for (int i = 0; i < count; i++)
        if (strcmp(words[i], text) == 0)
            return i;
    return -1;
}

static bool finish(const struct wechat_reader *reader, const char **bad)
{
    *bad = reader->bad;
    return reader->bad == NULL;
}

bool wechat_transaction_read(const json_t *object, struct wechat_transaction *out, const char **bad)
{
    struct wechat_reader reader = {0};
    const char *word = wechat_read_text(&reader, object, "trade_state", 32, WECHAT_REQUIRED);
    /* payment codes are not sold here, so their states REVOKED, USERPAYING, PAYERROR are wrong */
    int state = word_index(TRADE_STATES, 4, word);
    if (state < 0 && reader.bad == NULL)
        reader.bad = "trade_state";
    enum wechat_need paid = state == WECHAT_TRADE_SUCCESS || state == WECHAT_TRADE_REFUND
                                ? WECHAT_REQUIRED
                                : WECHAT_OPTIONAL;
    const char *appid = wechat_read_id(&reader, object, "appid", 32, WECHAT_REQUIRED);
    const char *mchid = wechat_read_id(&reader, object, "mchid", 32, WECHAT_REQUIRED);
    const char *number = wechat_read_id(&reader, object, "out_trade_no", 32, WECHAT_REQUIRED);
    const char *id = wechat_read_id(&reader, object, "transaction_id", 32, paid);
    int64_t success_us = wechat_read_time(&reader, object, "success_time", paid);
    const json_t *amount = wechat_read_object(&reader, object, "amount", paid);
    int64_t total = 0;
    if (amount != NULL)
        total = wechat_read_integer(&reader, amount, "total", 1, WECHAT_AMOUNT_MAX_FEN,
                                    WECHAT_REQUIRED);
    if (!finish(&reader, bad))
        return false;
    *out = (struct wechat_transaction){
        .state = (enum wechat_trade_state)state, .total_fen = total, .success_us = success_us};
    wechat_copy(out->appid, sizeof out->appid, appid);
    wechat_copy(out->mchid, sizeof out->mchid, mchid);
    wechat_copy(out->out_trade_no, sizeof out->out_trade_no, number);
    wechat_copy(out->transaction_id, sizeof out->transaction_id, id);
    return true;
}

bool wechat_refund_read(const json_t *object, struct wechat_refund *out, const char **bad)
{
    struct wechat_reader reader = {0};
    bool notified = json_object_get(object, "refund_status") != NULL;
    const char *word = wechat_read_text(&reader, object, notified ? "refund_status" : "status", 32,
                                        WECHAT_REQUIRED);
    int state = word_index(REFUND_STATES, 4, word);
    if (state < 0 && reader.bad == NULL)
        reader.bad = notified ? "refund_status" : "status";
    const char *mchid = wechat_read_id(&reader, object, "mchid", 32, WECHAT_OPTIONAL);
    const char *number = wechat_read_id(&reader, object, "out_refund_no", 64, WECHAT_REQUIRED);
    const char *id = wechat_read_id(&reader, object, "refund_id", 32, WECHAT_REQUIRED);
    const char *trade = wechat_read_id(&reader, object, "out_trade_no", 32, WECHAT_REQUIRED);
    const char *paid = wechat_read_id(&reader, object, "transaction_id", 32, WECHAT_REQUIRED);
    int64_t success_us =
        wechat_read_time(&reader, object, "success_time",
                         state == WECHAT_REFUND_SUCCESS ? WECHAT_REQUIRED : WECHAT_OPTIONAL);
    const json_t *amount = wechat_read_object(&reader, object, "amount", WECHAT_REQUIRED);
    int64_t total =
        wechat_read_integer(&reader, amount, "total", 1, WECHAT_AMOUNT_MAX_FEN, WECHAT_REQUIRED);
    int64_t refund =
        wechat_read_integer(&reader, amount, "refund", 1, WECHAT_AMOUNT_MAX_FEN, WECHAT_REQUIRED);
    if (!finish(&reader, bad))
        return false;
    *out = (struct wechat_refund){.state = (enum wechat_refund_state)state,
                                  .total_fen = total,
                                  .refund_fen = refund,
                                  .success_us = success_us};
    wechat_copy(out->mchid, sizeof out->mchid, mchid);
    wechat_copy(out->out_refund_no, sizeof out->out_refund_no, number);
    wechat_copy(out->refund_id, sizeof out->refund_id, id);
    wechat_copy(out->out_trade_no, sizeof out->out_trade_no, trade);
    wechat_copy(out->transaction_id, sizeof out->transaction_id, paid);
    return true;
}

const char *wechat_trade_state_name(enum wechat_trade_state state)
{
    return TRADE_STATES[state];
}

const char *wechat_refund_state_name(enum wechat_refund_state state)
{
    return REFUND_STATES[state];
}
