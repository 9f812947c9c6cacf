/* Who calls: the credential of a request, and the first gate of a route.
 *
 * A program of another office brings its key in `Authorization: Bearer` (registry/program_key.h).
 *
 * A token comes in `Authorization: Bearer` or in the cookie `mall_session` (HttpOnly, SameSite=Lax,
 * and when MALL_PUBLIC_URL is https Secure and called `__Host-mall_session`). A browser sends a
 * cookie by itself, so an unsafe method with one must prove that our own page sent it:
 * Sec-Fetch-Site is same-origin, or, where a browser does not send that, Origin is ours
 * (MALL_PUBLIC_URL or the request's Host). A header with a token needs no such proof.
 */
#ifndef MALL_API_ACCESS_H
#define MALL_API_ACCESS_H

#include <stdbool.h>

#include "base/http.h"
#include "mall/api/route.h"
#include "registry/session.h"

#define SESSION_COOKIE "mall_session"
#define SIGNED_IN_COOKIE "mall_signed_in" /* "1", for pages */

/* The token of a request, NULL when it brings none; *by_cookie tells where it stood. */
const char *access_token(struct http_request *request, bool *by_cookie);

/* Whether an unsafe request that carries our cookie comes from our own page. Safe methods always
 * pass. */
bool access_origin_ok(const struct http_request *request);

/* Fills the session from the request's credential; account_id 0 when there is none or it is not
 * valid. False when the database cannot be asked, or a cookie came with an unsafe method from
 * elsewhere. */
bool access_session(struct http_request *request, struct session *session, struct refusal *why);

/* Notes that a person uses the session that access_session() gave. */
void access_used(struct http_request *request, struct session *session);

/* The route's first gate: its access, a program's scopes, or a role that holds one of its rights.
 * Refuses as session_refuse() says, or with not_found (demo routes elsewhere). */
bool access_allows(const struct route *route, const struct session *session, struct refusal *why);

/* Sets or clears the cookie on the answer. */
void access_set_cookie(struct http_request *request, const char *token, int64_t max_age_s);
void access_clear_cookie(struct http_request *request);

#endif
