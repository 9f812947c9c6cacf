#include "logistics/audit_time.h"

#include "gen/logistics/sql.h"

bool audit_parcel_times(struct task *task, int64_t from_id, bool is_told, json_t *violations,
                        struct refusal *why)
{
    return is_told || audit_ask_from(task, &SQL_audit_parcel_time, from_id, violations, why);
}
