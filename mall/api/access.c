#include "mall/api/access.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/arena.h"
#include "base/config.h"
#include "mall/api/route.h"
#include "registry/program_key.h"

/* ---- credentials ---- */

static bool is_https(void)
{
    return strncasecmp(config_text("MALL_PUBLIC_URL"), "https://", 8) == 0;
}

/* With that prefix no neighbour under our domain can set one for us (RFC 6265bis section 4.1.3). */
static const char *session_cookie(void)
{
    return is_https() ? "__Host-" SESSION_COOKIE : SESSION_COOKIE;
}

const char *access_token(struct http_request *request, bool *by_cookie)
{
    const char *authorization = http_header(request, "authorization");
    *by_cookie = false;
    if (authorization != NULL)
        return strncasecmp(authorization, "Bearer ", 7) == 0 ? authorization + 7 : "";
    const char *cookie = http_cookie(request, session_cookie());
    *by_cookie = cookie != NULL;
    return cookie;
}

static bool is_safe(const struct http_request *request)
{
    return request->method == HTTP_GET_ || request->method == HTTP_HEAD_ ||
           request->method == HTTP_OPTIONS_;
}

/* "https://mall.example.cn" against the authority that the client asked for. The scheme is left to
 * SameSite and TLS. */
static bool is_our_origin(const struct http_request *request, const char *origin)
{
    const char *public_url = config_text("MALL_PUBLIC_URL");
    if (public_url[0] != '\0' && strcasecmp(origin, public_url) == 0)
        return true;
    const char *host = http_header(request, "host");
    const char *authority = strstr(origin, "://");
    return host != NULL && host[0] != '\0' && authority != NULL &&
           strcasecmp(authority + 3, host) == 0;
}

bool access_origin_ok(const struct http_request *request)
{
    if (is_safe(request))
        return true;
    const char *site = http_header(request, "sec-fetch-site");
    if (site != NULL)
        return strcmp(site, "same-origin") == 0;
    const char *origin = http_header(request, "origin");
    return origin != NULL && is_our_origin(request, origin);
}

bool access_session(struct http_request *request, struct session *session, struct refusal *why)
{
    bool by_cookie;
    const char *token = access_token(request, &by_cookie);
    memset(session, 0, sizeof(*session));
    if (token == NULL)
        return true;
    if (!by_cookie && program_is_key(token))
        return program_session(request->task, token, request->client, session, why);
    if (!session_find(request->task, token, session, why))
        return false;
    session->by_cookie = by_cookie;
    if (by_cookie && !access_origin_ok(request))
        return refuse_detail(why, &REFUSAL_FORBIDDEN, NULL,
                             "请求不是从本站页面发出的，请刷新页面再试");
    return true;
}

void access_used(struct http_request *request, struct session *session)
{
    bool by_cookie;
    const char *token = access_token(request, &by_cookie);
    if (token != NULL && session->account_id != 0)
        session_used(request->task, token, session);
}

/* ---- the gate ---- */

static bool holds_right(const struct session *session, const struct route *route)
{
    for (int i = 0; i < ROUTE_RIGHTS; i++)
        if (route->rights[i] != RIGHT_NONE && permission_anywhere(session, route->rights[i]))
            return true;
    return false;
}

static bool is_open(unsigned access, const struct session *session)
{
    bool person = session->account_id != 0 && session->program_id == 0;
    return (access & ACCESS_PUBLIC) || ((access & ACCESS_SIGNED_IN) && person) ||
           ((access & ACCESS_DEMO) && config_bool("MALL_DEMO"));
}

/* A program reads, and only what one of its scopes is for. */
static bool program_may(const struct route *route, const struct session *session)
{
    return strcmp(route->method, "GET") == 0 && holds_right(session, route);
}

bool access_allows(const struct route *route, const struct session *session, struct refusal *why)
{
    if (session->program_id != 0 && !is_open(route->access, session) &&
        !program_may(route, session))
        return refuse(why, &PROGRAM_SCOPE, NULL);
    if (is_open(route->access, session) || holds_right(session, route))
        return true;
    if (route->access == ACCESS_DEMO)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return session_refuse(session, why);
}

/* ---- the cookie (RFC 6265) ---- */

static void set_one(struct http_request *request, const char *name, const char *value,
                    int64_t max_age_s, const char *http_only)
{
    http_set_header(request, "Set-Cookie",
                    arena_printf(request->task->arena,
                                 "%s=%s; Path=/; Max-Age=%lld; %sSameSite=Lax%s", name, value,
                                 (long long)max_age_s, http_only, is_https() ? "; Secure" : ""));
}

/* Two cookies: a mark that pages can read, so that they need not ask when nobody is signed in, and
 * the session itself, which no script can read. */
static void set_cookie(struct http_request *request, const char *value, int64_t max_age_s)
{
    set_one(request, SIGNED_IN_COOKIE, value[0] != '\0' ? "1" : "", max_age_s, "");
    set_one(request, session_cookie(), value, max_age_s, "HttpOnly; ");
}

void access_set_cookie(struct http_request *request, const char *token, int64_t max_age_s)
{
    set_cookie(request, token, max_age_s);
}

void access_clear_cookie(struct http_request *request)
{
    set_cookie(request, "", 0);
}
