#include "logistics/parcel_audit.h"

#include <stdio.h>

#include "base/row_walk.h"
#include "base/stamp.h"
#include "gen/logistics/sql.h"

enum { EVENTS_A_PAGE = 10000 };

static void look_at_event(const struct db_rows *rows, int row, json_t *violations)
{
    struct stamp_row content;
    size_t length;
    char subject[48];
    stamp_row_read(&content, "tracking_event", rows, row, 0, AUDIT_TRACKING_PAGE_STAMP);
    const void *stamp = db_bytes(rows, row, AUDIT_TRACKING_PAGE_STAMP, &length);
    if (audit_is_full(violations) || stamp_fits(content.content, content.length, stamp, length))
        return;
    snprintf(subject, sizeof(subject), "parcel:%lld event",
             (long long)db_i64(rows, row, AUDIT_TRACKING_PAGE_PARCEL_ID));
    audit_violation(violations, subject, "does not fit its stamp");
}

static bool look_at_events(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                           struct refusal *why)
{
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        look_at_event(rows, i, walk->argument);
    walk->is_over = walk->is_over || audit_is_full(walk->argument);
    return true;
}

bool tracking_audit(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    int64_t after = from_id > 0 ? from_id - 1 : INT64_MIN;
    struct row_walk walk = {.sql = &SQL_audit_tracking_page,
                            .rows = EVENTS_A_PAGE,
                            .keys = {{.column = AUDIT_TRACKING_PAGE_PARCEL_ID, .number = after}},
                            .take = look_at_events,
                            .argument = violations};
    return row_walk(task, &walk, why);
}

bool parcel_audit(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    const struct db_value args[] = {stamp_key(), DB_I64(from_id)};
    return from_id > 0 ? audit_ask_since(task, &SQL_audit_parcel_stamp, args, 2, violations, why)
                       : audit_ask(task, &SQL_audit_parcel_stamp, args, 2, violations, why);
}
