/* What sending costs, and the tables that say so. */
#include <string.h>

#include "logistics/freight_quote.h"
#include "logistics/freight_table.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"

/* A required query parameter that is a division code. */
static bool code_query(struct call *call, const char *name, const char **code, struct refusal *why)
{
    *code = "";
    if (!call_region_query(call, name, code, why))
        return false;
    if (call_query(call, name) == NULL)
        return refuse(why, &REFUSAL_MISSING_FIELD, name);
    return (*code)[0] != '\0' || refuse(why, &REFUSAL_INVALID_FIELD, name);
}

static bool get_freight(struct call *call, struct refusal *why)
{
    const char *county, *region;
    int64_t weight_g = 0, freight_fen;
    if (!code_query(call, "county", &county, why) || !code_query(call, "region", &region, why) ||
        !call_int_query(call, "weight_g", 1, 1000000, &weight_g, why))
        return false;
    if (weight_g == 0)
        return refuse(why, &REFUSAL_MISSING_FIELD, "weight_g");
    if (!freight_quote(call->task, county, region, weight_g, &freight_fen, why))
        return false;
    return call_reply(call, 200,
                      json_pack("{s:s, s:s, s:I, s:I}", "county_code", county, "region_code",
                                region, "weight_g", (json_int_t)weight_g, "freight_fen",
                                (json_int_t)freight_fen));
}

static bool get_freight_table(struct call *call, struct refusal *why)
{
    return call_reply(call, 200, freight_table_json(call->task, call_param(call, 0), why));
}

static bool put_freight_table(struct call *call, struct refusal *why)
{
    struct freight_table_draft draft = {.rows = {NULL, 0}, .version = ""};
    const char *county = call_param(call, 0);
    if (!call_allowed(call, RIGHT_FREIGHT_EDIT, &(struct scope){.region_code = county}, why) ||
        !call_read(call, &draft, why))
        return false;
    if (strlen(county) != 6 || strspn(county, "0123456789") != 6)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return freight_table_check(&draft, why) &&
           freight_table_replace(call->task, county, &draft, why) && call_reply_nothing(call);
}

const struct route ROUTES_FREIGHT[] = {
    {"freight_get", "GET", "/api/v1/freight", get_freight, .access = ACCESS_PUBLIC,
     .query = "county region weight_g"},
    {"freight_table_get", "GET", "/api/v1/freight-tables/:county_code", get_freight_table,
     .access = ACCESS_PUBLIC},
    {"freight_table_put", "PUT", "/api/v1/freight-tables/:county_code", put_freight_table,
     .rights = {RIGHT_FREIGHT_EDIT}, .body = &FREIGHT_TABLE_SHAPE, .body_max = 64 * KIB},
    {0},
};
