#include "registry/proxy.h"

#include "gen/registry/sql.h"
#include "registry/access_trail.h"

const struct refusal_kind PROXY_OVER = {"authority_over", 403,
                                        "您的代办委托不在有效期内，或已经撤回"};
const struct refusal_kind PROXY_OUT_OF_SCOPE = {"authority_scope", 403, "农户没有委托您办这一项"};

bool proxy_is_own(const struct session *session, int64_t household_id)
{
    for (int i = 0; i < session->grant_count; i++) {
        const struct grant *grant = &session->grants[i];
        if (grant->role == ROLE_HOUSEHOLD && grant->household_id == household_id)
            return true;
    }
    return false;
}

static bool leave_trail(struct task *task, const struct session *session,
                        const struct household *household, const char *purpose, const char *fields,
                        struct refusal *why)
{
    struct access_reading reading = {.account_id = session->account_id,
                                     .purpose = purpose,
                                     .subject = "household",
                                     .subject_id = household->id,
                                     .county_code = household->county_code,
                                     .fields = fields};
    return access_trail_add(task, &reading, why);
}

bool proxy_act_by(struct task *task, const struct session *session,
                  const struct household *household, const char *scope, int64_t *authority_id,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (session->account_id == 0)
        return session_refuse(session, why);
    if (!db_query(task, &SQL_authority_standing,
                  DB_ARGS(DB_I64(session->account_id), DB_I64(household->id), DB_TEXT(scope)),
                  &rows, why))
        return false;
    if (db_count(rows) == 0)
        return session_refuse(session, why);
    if (!db_bool(rows, 0, AUTHORITY_STANDING_HOLDS))
        return refuse(why, &PROXY_OVER, NULL);
    if (!db_bool(rows, 0, AUTHORITY_STANDING_COVERS))
        return refuse(why, &PROXY_OUT_OF_SCOPE, NULL);
    *authority_id = db_i64(rows, 0, AUTHORITY_STANDING_AUTHORITY_ID);
    task_act_on_behalf(task, household->id);
    return leave_trail(task, session, household, "authority", scope, why);
}

bool proxy_act(struct task *task, const struct session *session, const struct household *household,
               const char *scope, struct refusal *why)
{
    int64_t authority_id;
    return proxy_act_by(task, session, household, scope, &authority_id, why);
}

bool proxy_covers(struct task *task, const struct session *session, int64_t household_id,
                  const char *scope, bool *covers, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_authority_standing,
                  DB_ARGS(DB_I64(session->account_id), DB_I64(household_id), DB_TEXT(scope)), &rows,
                  why))
        return false;
    *covers = db_count(rows) > 0 && db_bool(rows, 0, AUTHORITY_STANDING_HOLDS) &&
              db_bool(rows, 0, AUTHORITY_STANDING_COVERS);
    return true;
}

bool proxy_open_statement(struct task *task, const struct session *session, int64_t household_id,
                          struct household *out, struct refusal *why)
{
    if (!household_find(task, household_id, out, why))
        return false;
    struct scope scope = {.region_code = out->village_code, .household_id = household_id};
    if (!permission_allows(session, RIGHT_STATEMENT_READ, &scope))
        return proxy_act(task, session, out, "statement", why);
    if (proxy_is_own(session, household_id))
        return true;
    bool proxy = session_has_role(session, ROLE_VILLAGE_OFFICER);
    return leave_trail(task, session, out, proxy ? "proxy" : "verify", "statement", why);
}
