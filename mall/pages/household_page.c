#include "mall/pages/household_page.h"

#include <string.h>

#include "base/asset.h"
#include "base/config.h"
#include "mall/api/render.h"
#include "mall/api/reply.h"
#include "mall/pages/household_data.h"
#include "mall/pages/page.h"
#include "ledger/statement.h"
#include "registry/paper_code.h"
#include "registry/proxy.h"

#define TICKET_COOKIE "mall_paper"

/* ---- the ticket ---- */

static void set_ticket(struct call *call, const char *ticket, int max_age_s)
{
    bool secure = strncmp(config_text("MALL_PUBLIC_URL"), "https://", 8) == 0;
    http_set_header(call->http, "Set-Cookie",
                    arena_printf(call->task->arena,
                                 TICKET_COOKIE
                                 "=%s; Path=/h; Max-Age=%d; HttpOnly; SameSite=Strict%s",
                                 ticket, max_age_s, secure ? "; Secure" : ""));
}

/* Whose page this is: that which somebody acts for, that of the paper's household, else the
 * caller's own; 0 = nobody's. */
static bool find_household(struct call *call, int64_t acts_for, int64_t *household_id,
                           bool *by_paper, struct refusal *why)
{
    const char *ticket = http_cookie(call->http, TICKET_COOKIE);
    const struct grant *own = session_grant(&call->session, ROLE_HOUSEHOLD);
    *household_id = acts_for;
    *by_paper = false;
    if (acts_for != 0)
        return true;
    if (ticket != NULL && !paper_ticket_household(call->task, ticket, household_id, why))
        return false;
    *by_paper = *household_id != 0;
    if (*household_id == 0 && own != NULL)
        *household_id = own->household_id;
    return true;
}

/* ---- pages ---- */

static bool reply_form(struct call *call, int status, const char *message)
{
    json_t *page = page_data(call, "我家的账");
    json_object_set_new(page, "sheet",
                        json_string(asset_url(call->task->arena, "static/household.css")));
    json_object_set_new(page, "message", json_string(message));
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return call_html(call, status, "household_code", page);
}

/* The one page without sign-in that has a script: it reads aloud, and is not missed where it does
 * not run. */
#define SCRIPT_CSP                                                                                 \
    "default-src 'none'; script-src 'self'; img-src 'self' data:; style-src 'self'; "              \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

static bool reply_account(struct call *call, json_t *page)
{
    size_t length;
    const char *html = render_page(call->task->arena, "household", page, &length);
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    http_set_header(call->http, "Cache-Control", "no-store");
    http_set_header(call->http, "Content-Security-Policy", SCRIPT_CSP);
    http_reply(call->http, 200, "text/html; charset=utf-8", html, length);
    return true;
}

/* Links of who acts for the household keep saying so. */
static void add_acting(struct call *call, json_t *page, int64_t acts_for)
{
    json_object_set_new(page, "acting", json_boolean(acts_for != 0));
    json_object_set_new(page, "query",
                        json_string(acts_for == 0 ? "?"
                                                  : arena_printf(call->task->arena, "?for=%lld&",
                                                                 (long long)acts_for)));
}

static bool get_household(struct call *call, struct refusal *why)
{
    struct household household;
    int64_t household_id, after = 0, acts_for = 0;
    bool by_paper;
    const char *month = call_query(call, "month");
    if (!call_id_query(call, "after", &after, why) || !call_id_query(call, "for", &acts_for, why) ||
        !find_household(call, acts_for, &household_id, &by_paper, why))
        return false;
    if (household_id == 0)
        return reply_form(call, 200, "");
    if (month != NULL && !statement_is_month(month))
        month = NULL;
    if (acts_for != 0
            ? !proxy_open_statement(call->task, &call->session, household_id, &household, why)
            : !household_find(call->task, household_id, &household, why))
        return false;
    json_t *page = page_household(call, &household, month, after, why);
    if (page == NULL)
        return false;
    json_object_set_new(page, "sheet",
                        json_string(asset_url(call->task->arena, "static/household.css")));
    json_object_set_new(page, "script",
                        json_string(asset_url(call->task->arena, "static/household.js")));
    json_object_set_new(page, "by_paper", json_boolean(by_paper));
    add_acting(call, page, acts_for);
    json_object_set_new(page, "minutes", json_integer(PAPER_TICKET_MINUTES));
    return reply_account(call, page);
}

static bool post_code(struct call *call, struct refusal *why)
{
    enum paper_outcome outcome;
    const char *ticket, *typed = call_form(call, "code");
    if (typed == NULL || typed[0] == '\0')
        return reply_form(call, 422, "请填写纸上的 10 位查询码");
    if (!paper_code_open(call->task, typed, call->http->client, &outcome, &ticket, why))
        return false;
    switch (outcome) {
    case PAPER_OPENED:
        break;
    case PAPER_TOO_OFTEN:
        http_set_refusal(call->http, why);
        return reply_form(call, 429, "试得太多了，请过一小时再试，或者请村干部帮您看");
    case PAPER_OVER:
        return reply_form(call, 422, "这张纸上的查询码已经不用了，请村干部或服务站重新打印一张");
    case PAPER_UNKNOWN:
        return reply_form(call, 422, "没有这个查询码，请照纸上的字再填一次");
    }
    set_ticket(call, ticket, PAPER_TICKET_MINUTES * 60);
    return call_reply_elsewhere(call, "/h");
}

static bool post_close(struct call *call, struct refusal *why)
{
    (void)why;
    set_ticket(call, "", 0);
    return call_reply_elsewhere(call, "/h");
}

const struct route ROUTES_HOUSEHOLD_PAGE[] = {
    {"page_household", "GET", "/h", get_household, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "month after for"},
    {"page_household_code", "POST", "/h", post_code, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {"page_household_close", "POST", "/h/close", post_close, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {0},
};
