#include "registry/region.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/id.h"
#include "base/memo.h"
#include "gen/registry/sql.h"

const struct refusal_kind REGION_UNKNOWN = {"unknown_region", 422, "没有这个地区，请重新选择"};

/* Texts of a region that is remembered are on the heap. */
static void drop(void *value)
{
    struct region *region = value;
    free((char *)(uintptr_t)region->name);
    free((char *)(uintptr_t)region->path);
}

static struct memo regions = {.sets = 2048,
                              .ways = 4,
                              .key_size = sizeof(((struct region *)NULL)->code),
                              .value_size = sizeof(struct region),
                              .max_age_ms = REGION_CACHE_MS,
                              .drop = drop};

static void copy_out(struct task *task, const struct region *region, struct region *out)
{
    *out = *region;
    out->name = arena_strdup(task->arena, region->name);
    out->path = arena_strdup(task->arena, region->path);
}

static char *duplicate(const char *text)
{
    char *copy = strdup(text);
    if (copy == NULL)
        abort();
    return copy;
}

static void remember(const struct region *region)
{
    struct region kept = *region;
    kept.name = duplicate(region->name);
    kept.path = duplicate(region->path);
    memo_keep_text(&regions, region->code, &kept, memo_stamp(&regions));
}

bool region_is_code(const char *text)
{
    size_t length = strlen(text);
    return (length == 6 || length == 9 || length == 12) && strspn(text, "0123456789") == length;
}

static bool load(struct task *task, const char *code, struct region *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_region_find, DB_ARGS(DB_TEXT(code)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REGION_UNKNOWN, NULL);
    *out = (struct region){
        .level = (int)db_i64(rows, 0, REGION_FIND_LEVEL),
        .name = db_text(rows, 0, REGION_FIND_NAME),
        .pickable = db_bool(rows, 0, REGION_FIND_PICKABLE),
        .path = db_text(rows, 0, REGION_FIND_PATH),
    };
    snprintf(out->code, sizeof(out->code), "%s", code);
    snprintf(out->parent_code, sizeof(out->parent_code), "%s",
             db_text(rows, 0, REGION_FIND_PARENT_CODE));
    remember(out);
    return true;
}

bool region_find(struct task *task, const char *code, struct region *out, struct refusal *why)
{
    if (!region_is_code(code))
        return refuse(why, &REGION_UNKNOWN, NULL);
    const struct region *known = memo_find_text(&regions, code);
    if (known == NULL)
        return load(task, code, out, why);
    copy_out(task, known, out);
    return true;
}

const char *region_path(struct task *task, const char *code)
{
    struct region region;
    struct refusal ignored;
    return region_find(task, code, &region, &ignored) ? region.path : "";
}

json_t *region_list_json(struct task *task, const char *parent_code, int64_t level,
                         const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    if (page->after != 0)
        id_text(page->after, after);
    if (!db_query(task, &SQL_region_children,
                  DB_ARGS(DB_TEXT(parent_code), DB_I64(level > 0 ? level : REGION_LEVEL_PROVINCE),
                          DB_I64(level > 0 ? level : REGION_LEVEL_VILLAGE), DB_TEXT(after),
                          DB_I64(page->limit)),
                  &rows, why))
        return NULL;
    int count = db_count(rows);
    int64_t last =
        count > 0 ? strtoll(db_text(rows, count - 1, REGION_CHILDREN_CODE), NULL, 10) : 0;
    return page_of_items(page, db_rows_json(rows), last);
}

json_t *region_json(struct task *task, const char *code, struct refusal *why)
{
    struct region region;
    if (!region_find(task, code, &region, why))
        return NULL;
    return json_pack("{s:s, s:i, s:s, s:s, s:s, s:b}", "code", region.code, "level", region.level,
                     "parent_code", region.parent_code, "name", region.name, "path", region.path,
                     "pickable", region.pickable);
}
