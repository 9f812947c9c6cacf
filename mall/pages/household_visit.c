#include "mall/pages/household_visit.h"

#include <string.h>

#include "base/asset.h"
#include "base/config.h"
#include "mall/api/render.h"
#include "mall/api/reply.h"
#include "mall/pages/page.h"
#include "registry/paper_code.h"

void household_visit_ticket(struct call *call, const char *ticket, int max_age_s)
{
    bool secure = strncmp(config_text("MALL_PUBLIC_URL"), "https://", 8) == 0;
    http_set_header(call->http, "Set-Cookie",
                    arena_printf(call->task->arena,
                                 HOUSEHOLD_TICKET
                                 "=%s; Path=/h; Max-Age=%d; HttpOnly; SameSite=Strict%s",
                                 ticket, max_age_s, secure ? "; Secure" : ""));
}

bool household_visit_find(struct call *call, int64_t acts_for, struct household_visit *visit,
                          struct refusal *why)
{
    const char *ticket = http_cookie(call->http, HOUSEHOLD_TICKET);
    const struct grant *own = session_grant(&call->session, ROLE_HOUSEHOLD);
    *visit = (struct household_visit){.household_id = acts_for, .acting = acts_for != 0};
    if (acts_for != 0)
        return true;
    if (ticket != NULL && !paper_ticket_household(call->task, ticket, &visit->household_id, why))
        return false;
    visit->by_paper = visit->household_id != 0;
    if (visit->household_id == 0 && own != NULL)
        visit->household_id = own->household_id;
    return true;
}

static void add_sheet(struct call *call, json_t *page)
{
    json_object_set_new(page, "sheet",
                        json_string(asset_url(call->task->arena, "static/household.css")));
}

bool household_visit_form(struct call *call, int status, const char *message)
{
    json_t *page = page_data(call, "我家的账");
    add_sheet(call, page);
    json_object_set_new(page, "message", json_string(message));
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return call_html(call, status, "household_code", page);
}

void household_visit_add(struct call *call, const struct household_visit *visit, json_t *page)
{
    struct arena *arena = call->task->arena;
    long long id = (long long)visit->household_id;
    add_sheet(call, page);
    json_object_set_new(page, "script", json_string(asset_url(arena, "static/household.js")));
    json_object_set_new(page, "by_paper", json_boolean(visit->by_paper));
    json_object_set_new(page, "acting", json_boolean(visit->acting));
    json_object_set_new(page, "query",
                        json_string(visit->acting ? arena_printf(arena, "?for=%lld&", id) : "?"));
    json_object_set_new(page, "minutes", json_integer(PAPER_TICKET_MINUTES));
}

/* The pages without sign-in that have a script: it reads aloud, and is not missed where it does not
 * run. */
#define SCRIPT_CSP                                                                                 \
    "default-src 'none'; script-src 'self'; img-src 'self' data:; style-src "                      \
    "'self'; "                                                                                     \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

bool household_visit_reply(struct call *call, int status, const char *name, json_t *page)
{
    size_t length;
    const char *html = render_page(call->task->arena, name, page, &length);
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    http_set_header(call->http, "Cache-Control", "no-store");
    http_set_header(call->http, "Content-Security-Policy", SCRIPT_CSP);
    http_reply(call->http, status, "text/html; charset=utf-8", html, length);
    return true;
}
