#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/clock.h"
#include "base/template.h"
#include "base/url.h"
#include "payments-mock/gateway_call.h"

/* A page's template, parsed at its first use and kept for the life of the process. */
static const struct template *page_template(const char *path, struct template **kept)
{
    if (*kept == NULL) {
        const struct web_file *file = asset_find(path);
        if (file == NULL)
            abort(); /* the page is embedded at build time */
        *kept = template_parse((const char *)file->bytes, file->length, NULL);
    }
    return *kept;
}

static void reply_page(struct gateway_call *call, int status, const char *path,
                       struct template **kept, json_t *data)
{
    size_t length;
    struct arena *arena = call->request->task->arena;
    const char *html = template_render(arena, page_template(path, kept), data, &length);
    json_decref(data);
    http_set_header(call->request, "Cache-Control", "no-store");
    http_set_header(call->request, "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; form-action 'self'; "
                    "frame-ancestors 'none'; base-uri 'none'");
    http_set_header(call->request, "X-Content-Type-Options", "nosniff");
    http_set_header(call->request, "Referrer-Policy", "no-referrer");
    http_reply_html(call->request, status, html, length);
}

/* "39.80" */
static const char *yuan_text(struct gateway_call *call, int64_t fen)
{
    return arena_printf(call->request->task->arena, "%" PRId64 ".%02" PRId64, fen / 100, fen % 100);
}

/* What the payer reads when nothing (more) is to be paid. */
static void reply_result(struct gateway_call *call, int status, const char *headline,
                         const char *sentence, const struct gateway_order *order, bool paid)
{
    static struct template *kept;
    json_t *data = json_pack("{s:s, s:s, s:b, s:s}", "headline", headline, "sentence", sentence,
                             "paid", paid, "payee", call->gateway->settings.payee);
    if (order != NULL) {
        json_object_set_new(data, "has_order", json_true());
        json_object_set_new(data, "description", json_string(order->description));
        json_object_set_new(data, "number", json_string(order->out_trade_no));
        json_object_set_new(data, "amount", json_string(yuan_text(call, order->total_fen)));
    }
    reply_page(call, status, "gateway_result.html", &kept, data);
}

static void reply_pay_page(struct gateway_call *call, const struct gateway_order *order)
{
    static struct template *kept;
    json_t *data = json_pack("{s:s, s:s, s:s, s:s, s:s}", "payee", call->gateway->settings.payee,
                             "description", order->description, "number", order->out_trade_no, "pr",
                             order->pr, "amount", yuan_text(call, order->total_fen));
    reply_page(call, 200, "gateway_pay.html", &kept, data);
}

static struct gateway_order *order_of(const struct gateway_call *call)
{
    return gateway_order_find_code(&call->gateway->orders, call->request->params[0]);
}

/* GET /scan?code=<code_url>: where a phone's camera leads. */
void gateway_page_scan(struct gateway_call *call)
{
    const char *code = http_query(call->request, "code");
    const char *pr = code != NULL ? gateway_code_url_pr(code) : NULL;
    if (pr == NULL || gateway_order_find_code(&call->gateway->orders, pr) == NULL) {
        reply_result(call, 404, "二维码无效", "这个二维码不存在，或已经被新的二维码代替。", NULL,
                     false);
        return;
    }
    http_reply_see_other(call->request, arena_printf(call->request->task->arena, "/pay/%s", pr));
}

/* GET /pay/:pr */
void gateway_page_show(struct gateway_call *call)
{
    struct gateway_refusal why;
    if (!gateway_call_kept(call))
        return;
    const struct gateway_order *order = order_of(call);
    if (order == NULL)
        reply_result(call, 404, "二维码无效", "这个二维码不存在，或已经被新的二维码代替。", NULL,
                     false);
    else if (order->paid_us != 0)
        reply_result(call, 200, "支付成功", "您可以返回商城查看订单。", order, true);
    else if (!gateway_order_payable(order, true, clock_now_us(), &why))
        reply_result(call, 200, "不能支付", why.message, order, false);
    else
        reply_pay_page(call, order);
}

/* POST /pay/:pr with action=pay or action=leave; then back to the page, which says how it is. */
void gateway_page_act(struct gateway_call *call)
{
    struct gateway_refusal why;
    struct gateway_order *order = order_of(call);
    const char *action = url_form_value(call->request->task->arena, call->request->body, "action");
    bool leaves = action != NULL && strcmp(action, "leave") == 0;
    if (order == NULL || action == NULL) {
        gateway_page_show(call);
        return;
    }
    if (leaves && order->paid_us == 0) {
        reply_result(call, 200, "已放弃支付", "没有扣款。您可以回到商城重新扫码。", order, false);
        return;
    }
    if (strcmp(action, "pay") == 0 && gateway_order_payable(order, true, clock_now_us(), &why))
        gateway_pay(call->gateway, order);
    const char *page = arena_printf(call->request->task->arena, "/pay/%s", order->pr);
    if (gateway_call_kept(call))
        http_reply_see_other(call->request, page);
}

/* GET /, for the one who tries things out at this machine: the newest orders that can be paid. */
void gateway_page_home(struct gateway_call *call)
{
    static struct template *kept;
    enum { SHOWN = 30, LOOKED_AT = 1000 };
    struct gateway_refusal why;
    const struct gateway_orders *orders = &call->gateway->orders;
    json_t *list = json_array();
    int last = orders->count > LOOKED_AT ? orders->count - LOOKED_AT : 0;
    for (int i = orders->count - 1; i >= last && json_array_size(list) < SHOWN; i--) {
        const struct gateway_order *order = orders->list[i];
        if (gateway_order_payable(order, true, clock_now_us(), &why))
            json_array_append_new(list, json_pack("{s:s, s:s, s:s}", "pr", order->pr, "description",
                                                  order->description, "amount",
                                                  yuan_text(call, order->total_fen)));
    }
    reply_page(call, 200, "gateway_home.html", &kept, json_pack("{s:o}", "orders", list));
}

void gateway_page_style(struct gateway_call *call)
{
    const struct web_file *file = asset_find("static/gateway.css");
    if (file == NULL)
        abort(); /* embedded at build time */
    http_set_header(call->request, "Cache-Control", "max-age=3600");
    http_reply(call->request, 200, "text/css; charset=utf-8", file->bytes, file->length);
}
