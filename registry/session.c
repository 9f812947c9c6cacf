#include "registry/session.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "base/memo.h"
#include "gen/registry/sql.h"
#include "registry/device.h"
#include "registry/second.h"

const struct refusal_kind SESSION_ENDED = {"session_ended", 401, "登录的时间到了，请重新登录"};

enum { TOKEN_LENGTH = 43, HASH_BYTES = 32 };

/* How old a note that a session is in use may become: where one that lies idle ends, and elsewhere.
 */
enum { SEEN_STAFF_S = 60, SEEN_S = 600 };

static const char *const ROLE_NAMES[ROLE_COUNT] = {
    [ROLE_PRODUCER] = "producer",
    [ROLE_STATION_OFFICER] = "station_officer",
    [ROLE_VILLAGE_OFFICER] = "village_officer",
    [ROLE_COUNTY_AUDITOR] = "county_auditor",
    [ROLE_OPERATOR] = "operator",
    [ROLE_HOUSEHOLD] = "household",
    [ROLE_TOWNSHIP_OFFICER] = "township_officer",
    [ROLE_DEPARTMENT_OFFICER] = "department_officer",
    [ROLE_COUNTY_CENTRE] = "county_centre",
    [ROLE_CITY_OFFICER] = "city_officer",
    [ROLE_LISTING_CLERK] = "listing_clerk",
    [ROLE_PACKER] = "packer",
    [ROLE_ACCOUNTANT] = "accountant",
};

const char *role_name(enum role role)
{
    assert((int)role >= 0 && role < ROLE_COUNT);
    return ROLE_NAMES[role];
}

bool role_parse(const char *name, enum role *role)
{
    for (int i = 0; i < ROLE_COUNT; i++) {
        if (strcmp(name, ROLE_NAMES[i]) == 0) {
            *role = (enum role)i;
            return true;
        }
    }
    return false;
}

/* ---- what this worker remembers ---- */

static struct memo sessions = {.sets = 512,
                               .ways = 2,
                               .key_size = HASH_BYTES,
                               .value_size = sizeof(struct session),
                               .max_age_ms = SESSION_CACHE_MS};

static bool recall(const uint8_t hash[HASH_BYTES], struct session *session)
{
    const struct session *known = memo_find(&sessions, hash);
    /* a grant that has ended by itself gives nothing at once; and who still owes the second proof
     * may have brought it to another worker, which is not heard here at once */
    if (known == NULL || known->needs_second ||
        (known->ends_ms != 0 && clock_now_us() / 1000 >= known->ends_ms))
        return false;
    *session = *known;
    return true;
}

void session_forget_all(void)
{
    memo_forget_all(&sessions);
}

/* The hash of one session; empty: of any, or some notification may have been missed. */
static void heard(const char *payload, void *argument)
{
    uint8_t hash[HASH_BYTES];
    (void)argument;
    if (crypto_unhex(payload, hash, sizeof(hash)))
        memo_forget(&sessions, hash);
    else
        session_forget_all();
}

void session_start(void)
{
    db_listen("mall_session", heard, NULL);
}

/* ---- database ---- */

static bool hash_token(const char *token, uint8_t hash[HASH_BYTES])
{
    if (strlen(token) != TOKEN_LENGTH)
        return false;
    crypto_sha256(token, TOKEN_LENGTH, hash);
    return true;
}

static void read_grant(const struct db_rows *rows, int row, struct session *session)
{
    struct grant grant = {.org_id = db_i64(rows, row, SESSION_FIND_ORG_ID),
                          .household_id = db_i64(rows, row, SESSION_FIND_HOUSEHOLD_ID),
                          .suspended = db_bool(rows, row, SESSION_FIND_SUSPENDED)};
    const char *role = db_text(rows, row, SESSION_FIND_ROLE);
    const char *region_code = db_text(rows, row, SESSION_FIND_REGION_CODE);
    if (role == NULL || !role_parse(role, &grant.role) ||
        strlen(region_code) >= sizeof(grant.region_code))
        return;
    memcpy(grant.region_code, region_code, strlen(region_code) + 1);
    if (session->grant_count < SESSION_GRANTS_MAX)
        session->grants[session->grant_count++] = grant;
}

/* Without the second proof that one of its roles asks for a session gives none. */
static void hold_back(struct session *session)
{
    for (int i = 0; i < session->grant_count && !session->proved; i++)
        session->needs_second |= role_needs_second(session->grants[i].role);
    if (session->needs_second)
        session->grant_count = 0;
}

/* ---- how long it lasts ---- */

/* Whether a role's sessions end when nobody uses them. */
static bool ends_idle(const struct session *session)
{
    bool ends = session->needs_second;
    for (int i = 0; i < session->grant_count; i++)
        ends |= role_needs_second(session->grants[i].role);
    return ends;
}

static int64_t idle_minutes(const struct session *session)
{
    return ends_idle(session) ? config_int("MALL_STAFF_IDLE_MINUTES") : 0;
}

static int64_t seen_s(const struct session *session)
{
    return ends_idle(session) ? SEEN_STAFF_S : SEEN_S;
}

int64_t session_hours(const struct session *session)
{
    int64_t hours = config_int("MALL_SESSION_HOURS");
    int64_t staff_hours = config_int("MALL_STAFF_SESSION_HOURS");
    bool works = session->needs_second;
    for (int i = 0; i < session->grant_count; i++)
        works |= session->grants[i].role != ROLE_HOUSEHOLD;
    return works && staff_hours < hours ? staff_hours : hours;
}

/* Of one whose grants are known. */
static bool is_over(const struct db_rows *rows, const struct session *session)
{
    int64_t idle_s = idle_minutes(session) * 60;
    return db_bool(rows, 0, SESSION_FIND_ENDED) ||
           db_i64(rows, 0, SESSION_FIND_AGE_S) >= session_hours(session) * 3600 ||
           (idle_s > 0 && db_i64(rows, 0, SESSION_FIND_IDLE_S) >= idle_s);
}

/* That it is in use is worth a write now and then, not a refusal. */
void session_used(struct task *task, const char *token, struct session *session)
{
    uint8_t hash[HASH_BYTES];
    struct refusal ignored;
    if (!session->unseen || !hash_token(token, hash))
        return;
    session->unseen = false;
    memo_keep(&sessions, hash, session, memo_stamp(&sessions));
    db_query(task, &SQL_session_seen, DB_ARGS(DB_I64(session->id), DB_I64(seen_s(session))), NULL,
             &ignored);
}

bool session_find(struct task *task, const char *token, struct session *session,
                  struct refusal *why)
{
    uint8_t hash[HASH_BYTES];
    struct db_rows *rows;
    memset(session, 0, sizeof(*session));
    if (!hash_token(token, hash) || recall(hash, session))
        return true;
    uint64_t asked = memo_stamp(&sessions);
    if (!db_query(task, &SQL_session_find, DB_ARGS(DB_BYTES(hash, sizeof(hash))), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    session->id = db_i64(rows, 0, SESSION_FIND_SESSION_ID);
    session->account_id = db_i64(rows, 0, SESSION_FIND_ACCOUNT_ID);
    session->ends_ms = db_i64(rows, 0, SESSION_FIND_ENDS_MS);
    session->proved = db_bool(rows, 0, SESSION_FIND_PROVED);
    for (int row = 0; row < db_count(rows); row++)
        read_grant(rows, row, session);
    hold_back(session);
    if (is_over(rows, session)) {
        *session = (struct session){.ended = true};
        return true;
    }
    session->unseen = db_i64(rows, 0, SESSION_FIND_IDLE_S) >= seen_s(session);
    memo_keep(&sessions, hash, session, asked);
    return true;
}

bool session_refuse(const struct session *session, struct refusal *why)
{
    if (session->ended)
        return refuse(why, &SESSION_ENDED, NULL);
    if (session->account_id == 0)
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    return refuse(why, session->needs_second ? &SECOND_NEEDED : &REFUSAL_FORBIDDEN, NULL);
}

/* Both statements have the columns of one. */
static_assert((int)SESSION_OF_ACCOUNT_ROLE == (int)SESSION_FIND_ROLE &&
                  (int)SESSION_OF_ACCOUNT_REGION_CODE == (int)SESSION_FIND_REGION_CODE &&
                  (int)SESSION_OF_ACCOUNT_ORG_ID == (int)SESSION_FIND_ORG_ID &&
                  (int)SESSION_OF_ACCOUNT_HOUSEHOLD_ID == (int)SESSION_FIND_HOUSEHOLD_ID &&
                  (int)SESSION_OF_ACCOUNT_SUSPENDED == (int)SESSION_FIND_SUSPENDED,
              "read_grant() reads the rows of both");

bool session_of_account(struct task *task, int64_t account_id, struct session *session,
                        struct refusal *why)
{
    struct db_rows *rows;
    memset(session, 0, sizeof(*session));
    if (!db_query(task, &SQL_session_of_account, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    session->account_id = db_count(rows) > 0 ? db_i64(rows, 0, SESSION_OF_ACCOUNT_ACCOUNT_ID) : 0;
    for (int row = 0; row < db_count(rows); row++)
        read_grant(rows, row, session);
    return true;
}

bool session_create(struct task *task, struct db_tx *tx, int64_t account_id,
                    const struct session_origin *origin, char token[44], struct refusal *why)
{
    uint8_t hash[32];
    crypto_token(token);
    crypto_sha256(token, TOKEN_LENGTH, hash);
    return db_tx_query(tx, &SQL_session_create,
                       DB_ARGS(DB_BYTES(hash, sizeof(hash)), DB_I64(account_id),
                               DB_I64(config_int("MALL_SESSION_HOURS")),
                               DB_TEXT(device_words(task->arena, origin->user_agent)),
                               DB_TEXT(device_network(task->arena, origin->client)),
                               DB_I64(id_next()), DB_I64(config_int("MALL_STAFF_SESSION_HOURS"))),
                       NULL, why);
}

bool session_revoke(struct task *task, const char *token, struct refusal *why)
{
    uint8_t hash[HASH_BYTES];
    if (!hash_token(token, hash))
        return true;
    if (!db_query(task, &SQL_session_revoke, DB_ARGS(DB_BYTES(hash, sizeof(hash))), NULL, why))
        return false;
    memo_forget(&sessions, hash);
    return true;
}

json_t *session_list_json(struct task *task, const struct session *session, const struct page *page,
                          struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_session_list,
                        DB_ARGS(DB_I64(session->account_id), PAGE_ARGS_DOWN(page),
                                DB_I64(session_hours(session)), DB_I64(idle_minutes(session))),
                        &rows, why))
        return NULL;
    json_t *list = page_json(page, rows, SESSION_LIST_SESSION_ID);
    json_t *items = json_object_get(list, "items");
    for (int i = 0; i < db_count(rows); i++)
        json_object_set_new(json_array_get(items, (size_t)i), "current",
                            json_boolean(db_i64(rows, i, SESSION_LIST_SESSION_ID) == session->id));
    return list;
}

static_assert((int)SESSION_END_TOKEN_HASH == (int)SESSION_END_OTHERS_TOKEN_HASH, "one column");

/* By one of the two statements: the session that is ended, or that is kept. *ended says how many
 * were. */
static bool end(struct task *task, const struct sql *sql, int64_t account_id, int64_t session_id,
                int *ended, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, sql, DB_ARGS(DB_I64(account_id), DB_I64(session_id)), &rows, why))
        return false;
    *ended = db_count(rows);
    for (int i = 0; i < *ended; i++) {
        size_t length;
        memo_forget(&sessions, db_bytes(rows, i, SESSION_END_TOKEN_HASH, &length));
    }
    return true;
}

bool session_end(struct task *task, int64_t account_id, int64_t session_id, struct refusal *why)
{
    int ended;
    return end(task, &SQL_session_end, account_id, session_id, &ended, why) &&
           (ended > 0 || refuse(why, &REFUSAL_NOT_FOUND, NULL));
}

bool session_end_all(struct task *task, int64_t account_id, int64_t keep_id, struct refusal *why)
{
    int ended;
    return end(task, &SQL_session_end_others, account_id, keep_id, &ended, why);
}

void session_tell_all(struct db_tx *tx)
{
    db_tx_send(tx, &SQL_session_notify, DB_NO_ARGS);
}

/* ---- roles ---- */

const struct grant *session_grant(const struct session *session, enum role role)
{
    for (int i = 0; i < session->grant_count; i++)
        if (session->grants[i].role == role)
            return &session->grants[i];
    return NULL;
}

bool role_needs_second(enum role role)
{
    return role == ROLE_OPERATOR || role == ROLE_COUNTY_AUDITOR;
}

bool session_has_role(const struct session *session, enum role role)
{
    return session_grant(session, role) != NULL;
}
