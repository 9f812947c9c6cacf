/* A session: who is asking, and with which roles.
 *
 * The token (crypto_token) lives only with the client; the database keeps its SHA-256. A session is
 * looked up once and kept in the worker's memory. Who ends a session or changes a role tells all
 * workers in the same transaction (NOTIFY mall_session), and they forget: at once in the worker
 * that did it, as soon as the notification arrives in the others. SESSION_CACHE_MS is the bound for
 * a notification that is lost with its connection: nobody remembers longer than that. Roles are
 * loaded with the session; who has one of operator or auditor has none at all in a session that has
 * not brought its second proof, and is looked up each time until then, whichever worker it was
 * brought to. `account_id` 0 = nobody is signed in.
 *
 * A session ends MALL_SESSION_HOURS after it began; of who works here (has a role of any kind but a
 * household's, also one that came later) after MALL_STAFF_SESSION_HOURS; of an operator or auditor
 * also when it was not used for MALL_STAFF_IDLE_MINUTES. Its use is noted now and then
 * (session_used()), for operators and auditors to the minute.
 */
#ifndef REGISTRY_SESSION_H
#define REGISTRY_SESSION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

#define SESSION_CACHE_MS 5000
#define SESSION_GRANTS_MAX                                                                         \
    16 /* further grants of one account are not loaded: less right, never more */

enum role {
    ROLE_PRODUCER, /* the owner of an organisation that sells */
    ROLE_STATION_OFFICER,
    ROLE_VILLAGE_OFFICER,
    ROLE_COUNTY_AUDITOR,
    ROLE_OPERATOR,
    ROLE_HOUSEHOLD,
    ROLE_TOWNSHIP_OFFICER,   /* first review of those who apply; a township */
    ROLE_DEPARTMENT_OFFICER, /* second review; a county */
    ROLE_COUNTY_CENTRE,      /* decides, publishes, suspends; a county */
    ROLE_CITY_OFFICER,       /* reads; a prefecture */
    ROLE_LISTING_CLERK,      /* the last three: people of an organisation, named by its owner */
    ROLE_PACKER,
    ROLE_ACCOUNTANT,
    ROLE_COUNT
};

/* What an account may be: a role in a region's subtree, for an organisation, or for one household.
 */
struct grant {
    enum role role;
    char region_code[13]; /* every code that begins with it; an organisation's county when the grant
                             names none; "" = everywhere, for operators only */
    int64_t org_id;       /* 0 = none */
    int64_t household_id; /* 0 = none */
    bool suspended;       /* its organisation is: only the rights that hold even then */
};

struct session {
    int64_t id; /* what its owner calls it by */
    int64_t account_id;
    int64_t ends_ms; /* Unix milliseconds: the first of its grants ends by itself; 0 = none does */
    bool proved;     /* it has brought its second proof (registry/second.h) */
    bool needs_second;       /* it would have roles that need it, and has none until then */
    bool ended;              /* there was one, and its time is over: account_id is 0 */
    bool unseen;             /* that it is in use is to be noted again */
    int64_t program_id;      /* a program calls, no person (registry/program.h); 0 = none */
    uint64_t program_rights; /* what its scopes let it do: bits 1 << enum right */
    bool by_cookie; /* the token came in a cookie (unsafe methods were checked for their origin) */
    int grant_count;
    struct grant grants[SESSION_GRANTS_MAX];
};

extern const struct refusal_kind SESSION_ENDED; /* 401 session_ended: sign in again */

/* "producer" ... as in the table role_grant; NULL-free. */
const char *role_name(enum role role);
bool role_parse(const char *name, enum role *role);

/* Finds the session of a token; true with account_id 0 when the token is unknown or revoked, its
 * account locked, or its time over (`ended`); false only when the database cannot be asked. */
bool session_find(struct task *task, const char *token, struct session *session,
                  struct refusal *why);

/* A person has used the session of a token, as session_find() gave it: noted when it is time. */
void session_used(struct task *task, const char *token, struct session *session);

/* What is refused to who may not: SESSION_ENDED or REFUSAL_UNAUTHENTICATED when nobody is signed
 * in, SECOND_NEEDED (registry/second.h) when that is missing, else REFUSAL_FORBIDDEN. Returns
 * false. */
bool session_refuse(const struct session *session, struct refusal *why);

/* Hours that sessions of this account last at most, from when they began. */
int64_t session_hours(const struct session *session);

/* From where somebody signs in: the peer's address and its User-Agent header (NULL = none). Kept in
 * words only (registry/device.h). */
struct session_origin {
    const char *client, *user_agent;
};

/* The rights that an account has now, without a token: for work that it asked for. An account that
 * is locked or gone has none, and account_id 0. */
bool session_of_account(struct task *task, int64_t account_id, struct session *session,
                        struct refusal *why);

/* Makes a session inside a transaction; `token` (44 bytes) is for the client's eyes only. */
bool session_create(struct task *task, struct db_tx *tx, int64_t account_id,
                    const struct session_origin *origin, char token[44], struct refusal *why);

/* Revokes the session of a token (no error when there is none); all workers forget it. */
bool session_revoke(struct task *task, const char *token, struct refusal *why);

/* The account's sessions that are in force, newest first: {session_id, device, network, created_at,
 * last_seen_at (to ten minutes), expires_at, current}. New reference; NULL and why. */
json_t *session_list_json(struct task *task, const struct session *session, const struct page *page,
                          struct refusal *why);

/* Ends one of the account's sessions (refuses with not_found), or all of them but `keep_id` (0 =
 * none is kept); all workers forget them. */
bool session_end(struct task *task, int64_t account_id, int64_t session_id, struct refusal *why);
bool session_end_all(struct task *task, int64_t account_id, int64_t keep_id, struct refusal *why);

/* Part of a transaction that changes what accounts may do: when it commits, all workers forget what
 * they remember of sessions. */
void session_tell_all(struct db_tx *tx);
/* Drops what this worker remembers, without waiting to be told: behind such a transaction. */
void session_forget_all(void);

/* Listens for what other workers tell; part of the module's start. */
void session_start(void);

/* First grant of that role, NULL when the account has none. */
const struct grant *session_grant(const struct session *session, enum role role);
bool session_has_role(const struct session *session, enum role role);

/* Whether who holds that role must bring a second proof: operators and auditors. */
bool role_needs_second(enum role role);

#endif
