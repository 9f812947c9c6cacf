/* Regions of the administrative division: province (1), city (2), county (3), township (4), village
 * (5), by code of 6, 9 or 12 digits.
 *
 * Codes begin with their parent's digits, so "in the subtree of" is "begins with" (a province by
 * its first 2 digits, a city by 4). Names are kept in the worker's memory for REGION_CACHE_MS. A
 * row that is not pickable is only a level between (市辖区, 县): it is left out of paths.
 */
#ifndef REGISTRY_REGION_H
#define REGISTRY_REGION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"
#include "base/task.h"

#define REGION_CACHE_MS 600000
/* Of struct region's levels. */
enum {
    REGION_LEVEL_PROVINCE = 1,
    REGION_LEVEL_CITY,
    REGION_LEVEL_COUNTY,
    REGION_LEVEL_TOWNSHIP,
    REGION_LEVEL_VILLAGE
};

extern const struct refusal_kind REGION_UNKNOWN; /* 422 unknown_region */

struct region {
    char code[13];
    char parent_code[13];
    int level;
    bool pickable;
    const char *name; /* 永乐镇 */
    const char *path; /* 重庆市奉节县永乐镇 */
};

/* Finds a region; texts live in the task's arena. Where a code stands on two levels the lower one
 * counts (东莞 is city and county). */
bool region_find(struct task *task, const char *code, struct region *out, struct refusal *why);

/* Path for display; "" when the region is unknown or the database cannot be asked. */
const char *region_path(struct task *task, const char *code);

/* A page of the regions right below `parent_code` ("" = provinces), by code, which is the cursor:
 * {code, level, parent_code, name, pickable}; level 0 = any. New reference, NULL when refused. */
json_t *region_list_json(struct task *task, const char *parent_code, int64_t level,
                         const struct page *page, struct refusal *why);
/* {code, level, parent_code, name, path, pickable}; likewise. */
json_t *region_json(struct task *task, const char *code, struct refusal *why);

/* 6, 9 or 12 digits. */
bool region_is_code(const char *text);

#endif
