#include "registry/service_level.h"

#include <string.h>

#include "base/db.h"
#include "gen/registry/sql.h"
#include "registry/region.h"

struct staff_kind {
    const char *name;
    int count; /* 0 = by need */
};

struct level {
    const char *level, *name, *duties;
    const char *kinds[3];
    struct staff_kind staff[4];
};

static const struct level LEVELS[] = {
    {"city",
     "市设办",
     "制定全市规划，指导和督促各县",
     {"city_office"},
     {{"分管领导", 1}, {"增设科室工作人员", 0}}},
    {"county",
     "县设管理中心",
     "组织全县工作，审定主体，处理异议，管证照",
     {"county_centre", "station"},
     {{"分管领导", 1}, {"专干", 1}, {"媒体管理员", 1}}},
    {"township",
     "乡镇设服务站",
     "核对村里报来的信息，初审主体",
     {"township_office"},
     {{"分管领导", 1}, {"专干", 1}, {"信息管理员", 1}}},
    {"village", "村设信息点", "采集和发布本村信息，替农户代办", {"village_point"}, {{"信息员", 0}}},
};

static bool has_kind(const struct level *level, const char *kind)
{
    for (int i = 0; level->kinds[i] != NULL; i++)
        if (strcmp(level->kinds[i], kind) == 0)
            return true;
    return false;
}

static json_t *staff_json(const struct level *level)
{
    json_t *items = json_array();
    for (int i = 0; level->staff[i].name != NULL; i++)
        json_array_append_new(items, json_pack("{s:s, s:i}", "name", level->staff[i].name, "count",
                                               level->staff[i].count));
    return items;
}

static json_t *offices_json(const struct level *level, const struct db_rows *rows)
{
    json_t *items = json_array();
    for (int row = 0; row < db_count(rows); row++)
        if (has_kind(level, db_text(rows, row, SERVICE_LEVEL_KIND)))
            json_array_append_new(
                items, json_pack("{s:s, s:s}", "name", db_text(rows, row, SERVICE_LEVEL_NAME),
                                 "place_name", db_text(rows, row, SERVICE_LEVEL_PLACE_NAME)));
    return items;
}

json_t *service_level_json(struct task *task, const char *county_code, struct refusal *why)
{
    struct region county;
    struct db_rows *rows;
    if (!region_is_code(county_code) || !region_find(task, county_code, &county, why)) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    if (county.level != REGION_LEVEL_COUNTY) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    if (!db_query_class(task, DB_SLOW, &SQL_service_level, DB_ARGS(DB_TEXT(county_code)), &rows,
                        why))
        return NULL;
    json_t *levels = json_array();
    for (size_t i = 0; i < sizeof(LEVELS) / sizeof(LEVELS[0]); i++)
        json_array_append_new(levels, json_pack("{s:s, s:s, s:s, s:o, s:o}", "level",
                                                LEVELS[i].level, "name", LEVELS[i].name, "duties",
                                                LEVELS[i].duties, "staff", staff_json(&LEVELS[i]),
                                                "offices", offices_json(&LEVELS[i], rows)));
    return json_pack("{s:s, s:s, s:o}", "county_code", county_code, "county_name", county.name,
                     "levels", levels);
}
