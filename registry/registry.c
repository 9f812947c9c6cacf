#include "registry/registry.h"

#include "base/db.h"
#include "registry/message.h"
#include "registry/session.h"

void registry_start(void)
{
    static const struct db_constraint CONSTRAINTS[] = {
        {"organisation_code_unique", &REFUSAL_CONFLICT, "code"},
        {"organisation_uscc_unique", &REFUSAL_CONFLICT, "uscc"},
        {"household_no_unique", &REFUSAL_CONFLICT, "household_no"},
        {"household_member_id_unique", &REFUSAL_CONFLICT, "id_number"},
        {"household_member_no_unique", &REFUSAL_CONFLICT, "member_no"},
        {"role_grant_once", &REFUSAL_CONFLICT, "role"},
        {NULL, NULL, NULL},
    };
    db_map_constraints(CONSTRAINTS);
    message_start();
    session_start();
}
