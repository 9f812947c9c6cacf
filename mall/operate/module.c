/* Running the mall from inside, as a module: long work that people ask for, and what the mall says
 * of itself. */
#include <stddef.h>

#include "base/config.h"
#include "base/module.h"
#include "gen/mall/operate/sql.h"
#include "mall/operate/audit.h"
#include "mall/operate/export.h"
#include "mall/operate/routes.h"
#include "mall/operate/stored.h"
#include "mall/operate/upload.h"
#include "registry/todo.h"

/* An audit reads all there is; who runs it waits for nothing else. */
enum { CHAINS_MS = 60000, AUDIT_MS = 7200000 };

static const struct job_kind JOBS[] = {
    {.name = "export",
     .run = export_run,
     .max_attempts = 3,
     .first_delay_ms = 1000,
     .max_delay_ms = 30000,
     .timeout_ms = 300000},
    {.name = "import",
     .run = upload_run,
     .max_attempts = 3,
     .first_delay_ms = 1000,
     .max_delay_ms = 30000,
     .timeout_ms = 900000},
    {.name = "audit",
     .run = audit_job,
     .max_attempts = 2,
     .first_delay_ms = 5000,
     .max_delay_ms = 5000,
     .timeout_ms = AUDIT_MS},
    {.name = NULL},
};

static const struct timed_piece TIMED[] = {
    {.name = "close_chains", .run = audit_close_chains, .period_ms = CHAINS_MS, .again_from = 1},
    {.name = NULL},
};

static const struct sql *const PURGES[] = {&SQL_export_purge, &SQL_import_upload_purge,
                                           &SQL_audit_report_purge, &SQL_worker_beat_purge, NULL};

static const struct route *const ROUTES[] = {
    ROUTES_EXPORT,      ROUTES_IMPORT, ROUTES_JOB,     ROUTES_STATUS,   ROUTES_ACCOUNT,
    ROUTES_REFUND_DESK, ROUTES_BILL,   ROUTES_MESSAGE, ROUTES_REGISTER, NULL};

static const struct todo TODOS[] = {
    {"job_failed", ROLE_OPERATOR, RIGHT_OPERATE, TODO_BY_NOTHING, &SQL_todo_job_failed},
    {"payment_unknown", ROLE_OPERATOR, RIGHT_OPERATE, TODO_BY_NOTHING, &SQL_todo_payment_unknown},
    {"refund_unknown", ROLE_OPERATOR, RIGHT_OPERATE, TODO_BY_NOTHING, &SQL_todo_refund_unknown},
    {"sms_failed", ROLE_OPERATOR, RIGHT_OPERATE, TODO_BY_NOTHING, &SQL_todo_sms_failed},
    {"timed_late", ROLE_OPERATOR, RIGHT_OPERATE, TODO_BY_NOTHING, &SQL_todo_timed_late},
    {.key = NULL},
};

static const struct config_setting SETTINGS[] = {
    SETTING_INT(
        "MALL_AUDIT_BACK_DAYS", "10", 1, 3650,
        "a nightly audit looks at what was made from so many days before the last full one"),
    SETTING_INT("MALL_AUDIT_FULL_DAYS", "7", 1, 365,
                "a nightly audit is a full one when the last one is so many days ago"),
    {.name = NULL},
};

static bool start(void)
{
    audit_start();
    return true;
}

const struct module MALL_OPERATE_MODULE = {.name = "mall/operate",
                                           .start = start,
                                           .settings = SETTINGS,
                                           .stamps = &SQL_stamp_operate,
                                           .jobs = JOBS,
                                           .sealed = STORED_SEALED,
                                           .timed = TIMED,
                                           .purges = PURGES,
                                           .routes = ROUTES,
                                           .todos = TODOS};
