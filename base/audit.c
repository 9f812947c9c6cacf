#include "base/audit.h"

/* Every check returns these columns. */
enum { SUBJECT, DETAIL };

void audit_violation(json_t *violations, const char *subject, const char *detail)
{
    json_array_append_new(violations, json_sprintf("%s: %s", subject, detail));
}

bool audit_ask(struct task *task, const struct sql *sql, const struct db_value *args, int count,
               json_t *violations, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, sql, args, count, &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        audit_violation(violations, db_text(rows, i, SUBJECT), db_text(rows, i, DETAIL));
    return true;
}

bool audit_check_run(struct task *task, const struct audit_check *check, json_t *violations,
                     struct refusal *why)
{
    if (check->run != NULL)
        return check->run(task, violations, why);
    return audit_ask(task, check->sql, DB_NO_ARGS, violations, why);
}
