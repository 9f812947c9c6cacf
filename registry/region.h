/* Regions of the administrative division: province (1), city (2), county (3), township (4), village
 * (5), by code of 6, 9 or 12 digits.
 *
 * Codes begin with their parent's digits, so "in the subtree of" is "begins with" (a province by
 * its first 2 digits, a city by 4). Names are kept in the worker's memory for REGION_CACHE_MS. A
 * row that is not pickable is only a level between (市辖区, 县): it is left out of paths.
 *
 * A code is valid for a time. One that died - merged, renumbered, dissolved - stays, with the day
 * from which on it is not valid any more and the code that followed, if one did. What a code was
 * before under the same digits (another name, another parent) is its past. What is written anew
 * takes living codes only (region_require()); what was written with one that died since is still
 * shown by its name (region_find()), and the desk lists it (registry/region_use.h).
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

/* 422 unknown_region; of a code that died its detail says since when and what it is now */
extern const struct refusal_kind REGION_UNKNOWN;

struct region {
    char code[13];
    char parent_code[13];
    char successor_code[13]; /* the next one's, which may have died too; "" = none */
    char valid_to[11];       /* the first day on which it is not valid any more; "" = it lives */
    int level;
    bool pickable;
    const char *name; /* 永乐镇 */
    const char *path; /* 重庆市奉节县永乐镇; of one that died, as of its last day */
};

/* Hears when an import has changed the division. */
void region_start(void);

/* Finds a region, also one that died; texts live in the task's arena. Where a code stands on two
 * levels the lower one counts (东莞 is city and county). */
bool region_find(struct task *task, const char *code, struct region *out, struct refusal *why);
/* The same for what is written anew: the code is valid today. Refuses with REGION_UNKNOWN on
 * `field` (may be NULL). */
bool region_require(struct task *task, const char *code, const char *field, struct region *out,
                    struct refusal *why);
/* Refuses a code that is not valid today in these words: always false. */
bool region_refuse(struct task *task, const char *code, const char *field, struct refusal *why);

/* What a dead code has become: the end of its chain of successors, which lives unless the last of
 * them died without one. False, and *why untouched, when nothing followed. */
struct region_successor {
    char code[13];
    const char *name, *path;
    bool lives;
};
bool region_successor(struct task *task, const struct region *region, struct region_successor *out);
/* {code, name, path, lives}, null when nothing followed. New reference. */
json_t *region_successor_json(struct task *task, const struct region *region);

/* Path for display; "" when the region is unknown or the database cannot be asked. */
const char *region_path(struct task *task, const char *code);

/* What a list is asked for. */
struct region_query {
    const char *parent_code; /* "" = provinces */
    int64_t level;           /* the only level to show; of choices the first one; 0 = any */
    int64_t depth;           /* > 0: choices for a picker, down to this level */
    const char *on;          /* the day they were valid on; "" = today */
};
/* A page of the regions right below a parent, by code, which is the cursor: {code, level,
 * parent_code, name, pickable, statistical}. With a depth those that can be chosen: levels that are
 * only a step between are stepped through, so that what is offered may be of different levels. New
 * reference, NULL when refused. */
json_t *region_list_json(struct task *task, const struct region_query *query,
                         const struct page *page, struct refusal *why);
/* {code, level, parent_code, name, path, pickable, statistical, valid_from, valid_to, successor,
 * coming, beginning, past}; `on` = as it was on that day, "" = as it is. Refuses with not_found. */
json_t *region_json(struct task *task, const char *code, const char *on, struct refusal *why);
/* A page of regions whose code begins with the words (digits) or whose name, of today or before,
 * does; those that died too; level 0 = any. By code and level, which are the cursor. */
json_t *region_search_json(struct task *task, const char *words, int64_t level,
                           const struct page *page, struct refusal *why);

/* Whether the code stands in the statistical list only: the civil administration has no counties
 * from 71 to 79 of a prefecture, which are development zones and the like. Also of what lies in
 * one. */
bool region_is_statistical(const char *code);

/* 6, 9 or 12 digits. */
bool region_is_code(const char *text);

#endif
