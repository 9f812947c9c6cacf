#include "orders/audit_time.h"

#include "gen/orders/sql.h"

bool audit_order_times(struct task *task, int64_t from_id, bool is_told, json_t *violations,
                       struct refusal *why)
{
    return (is_told || audit_ask_from(task, &SQL_audit_order_time, from_id, violations, why)) &&
           audit_ask_from(task, &SQL_audit_parcel_packed, from_id, violations, why);
}
