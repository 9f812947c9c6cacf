/* Needs as a module: everything that a folder can bring, in little. */
#include <stddef.h>

#include "base/module.h"
#include "gen/needs/sql.h"
#include "mall/api/call.h"
#include "mall/api/reply.h"
#include "needs/need.h"

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_NEEDS_MAX", "100", 1, 1000, "needs that one county may tell"),
    {.name = NULL},
};

static bool get_needs(struct call *call, struct refusal *why)
{
    const char *county = "";
    if (!call_region_query(call, "county", &county, why))
        return false;
    return call_reply(call, 200, need_list_json(call->task, county, why));
}

static const struct route ROUTES[] = {
    {"need_list", "GET", "/api/v1/needs", get_needs, .access = ACCESS_PUBLIC, .query = "county"},
    {0},
};
static const struct route *const TABLES[] = {ROUTES, NULL};

static const struct timed_piece TIMED[] = {
    {.name = "settle_needs", .run = need_settle_due},
    {.name = NULL},
};
static const struct machine *const MACHINES[] = {&NEED_MACHINE, NULL};
static const struct audit_check CHECKS[] = {
    {4, "no need asks for more boxes than a county can give", &SQL_audit_need, NULL, AUDIT_WHOLE},
    {.name = NULL},
};
static const struct importer *const IMPORTERS[] = {&IMPORT_NEEDS, NULL};

const struct module NEEDS_MODULE = {.name = "needs",
                                    .settings = SETTINGS,
                                    .timed = TIMED,
                                    .machines = MACHINES,
                                    .checks = CHECKS,
                                    .importers = IMPORTERS,
                                    .routes = TABLES};
