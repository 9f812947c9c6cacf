#include "registry/proxy.h"

#include "registry/access_trail.h"

static bool is_own(const struct session *session, int64_t household_id)
{
    for (int i = 0; i < session->grant_count; i++) {
        const struct grant *grant = &session->grants[i];
        if (grant->role == ROLE_HOUSEHOLD && grant->household_id == household_id)
            return true;
    }
    return false;
}

bool proxy_open_statement(struct task *task, const struct session *session, int64_t household_id,
                          struct household *out, struct refusal *why)
{
    if (!household_require(task, session, RIGHT_STATEMENT_READ, household_id, out, why))
        return false;
    if (is_own(session, household_id))
        return true;
    bool proxy = session_has_role(session, ROLE_VILLAGE_OFFICER);
    struct access_reading reading = {.account_id = session->account_id,
                                     .purpose = proxy ? "proxy" : "verify",
                                     .subject = "household",
                                     .subject_id = household_id,
                                     .county_code = out->county_code,
                                     .fields = "statement"};
    return access_trail_add(task, &reading, why);
}
