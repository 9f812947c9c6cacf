#include "registry/region.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/memo.h"
#include "gen/registry/sql.h"
#include "registry/region_coming.h"

/* valid_from of what nobody knows the beginning of. */
#define REGION_SINCE_EVER "2000-01-01"

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

static void remember(const struct region *region, uint64_t stamp)
{
    struct region kept = *region;
    kept.name = duplicate(region->name);
    kept.path = duplicate(region->path);
    memo_keep_text(&regions, region->code, &kept, stamp);
}

static void heard(const char *payload, void *argument)
{
    (void)argument;
    if (payload[0] == '\0' || strcmp(payload, "regions") == 0) /* empty: some may have been missed
                                                                */
        memo_forget_all(&regions);
}

void region_start(void)
{
    db_listen("mall_cache", heard, NULL);
}

bool region_is_code(const char *text)
{
    size_t length = strlen(text);
    return (length == 6 || length == 9 || length == 12) && strspn(text, "0123456789") == length;
}

bool region_is_statistical(const char *code)
{
    return strlen(code) >= 6 && code[4] == '7' && code[5] >= '1' && code[5] <= '9';
}

static void take(const struct db_rows *rows, const char *code, struct region *out)
{
    *out = (struct region){
        .level = (int)db_i64(rows, 0, REGION_FIND_ON_LEVEL),
        .name = db_text(rows, 0, REGION_FIND_ON_NAME),
        .pickable = db_bool(rows, 0, REGION_FIND_ON_PICKABLE),
        .path = db_text(rows, 0, REGION_FIND_ON_PATH),
    };
    snprintf(out->code, sizeof(out->code), "%s", code);
    snprintf(out->parent_code, sizeof(out->parent_code), "%s",
             db_text(rows, 0, REGION_FIND_ON_PARENT_CODE));
    snprintf(out->successor_code, sizeof(out->successor_code), "%s",
             db_text(rows, 0, REGION_FIND_ON_SUCCESSOR_CODE));
    snprintf(out->valid_to, sizeof(out->valid_to), "%s", db_text(rows, 0, REGION_FIND_ON_VALID_TO));
}

/* The last day of a code that died; "" of one that is unknown. */
static bool last_day(struct task *task, const char *code, const char **day, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_region_last_day, DB_ARGS(DB_TEXT(code)), &rows, why))
        return false;
    *day = db_count(rows) > 0 ? db_text(rows, 0, REGION_LAST_DAY_LAST_DAY) : "";
    return true;
}

static const char *today(struct task *task)
{
    return clock_beijing_day(clock_now_us(), arena_alloc(task->arena, 11));
}

static bool load(struct task *task, const char *code, struct region *out, struct refusal *why)
{
    struct db_rows *rows;
    uint64_t stamp = memo_stamp(&regions);
    const char *day = today(task);
    if (!db_query(task, &SQL_region_find_on, DB_ARGS(DB_TEXT(code), DB_TEXT(day)), &rows, why))
        return false;
    if (db_count(rows) == 0) {
        if (!last_day(task, code, &day, why))
            return false;
        if (day[0] == '\0')
            return refuse(why, &REGION_UNKNOWN, NULL);
        if (!db_query(task, &SQL_region_find_on, DB_ARGS(DB_TEXT(code), DB_TEXT(day)), &rows, why))
            return false;
        if (db_count(rows) == 0)
            return refuse(why, &REGION_UNKNOWN, NULL);
    }
    take(rows, code, out);
    remember(out, stamp);
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

/* ---- codes that died ---- */

bool region_successor(struct task *task, const struct region *region, struct region_successor *out)
{
    struct db_rows *rows;
    struct refusal ignored;
    if (region->successor_code[0] == '\0' ||
        !db_query(task, &SQL_region_successor,
                  DB_ARGS(DB_TEXT(region->code), DB_I64(region->level)), &rows, &ignored) ||
        db_count(rows) == 0)
        return false;
    *out = (struct region_successor){.name = db_text(rows, 0, REGION_SUCCESSOR_NAME)};
    snprintf(out->code, sizeof(out->code), "%s", db_text(rows, 0, REGION_SUCCESSOR_CODE));
    out->lives = db_text(rows, 0, REGION_SUCCESSOR_VALID_TO)[0] == '\0';
    out->path = region_path(task, out->code);
    return true;
}

/* A code that is not known, or not yet: always false. */
static bool refuse_unknown(struct task *task, const char *code, const char *field,
                           struct refusal *why)
{
    struct region_beginning next;
    struct refusal ignored;
    if (why->kind != &REGION_UNKNOWN)
        return false;
    if (!region_is_code(code) || !region_beginning_find(task, code, &next, &ignored) ||
        next.begins_on[0] == '\0')
        return refuse(why, &REGION_UNKNOWN, field);
    return refuse_detail(why, &REGION_UNKNOWN, field, "“%.60s”从 %s 起才启用，请重新选择地区",
                         next.name, next.begins_on);
}

bool region_refuse(struct task *task, const char *code, const char *field, struct refusal *why)
{
    struct region region;
    struct region_successor next;
    if (!region_find(task, code, &region, why))
        return refuse_unknown(task, code, field, why);
    if (region.valid_to[0] == '\0')
        return refuse(why, &REGION_UNKNOWN, field);
    if (!region_successor(task, &region, &next) || !next.lives)
        return refuse_detail(why, &REGION_UNKNOWN, field,
                             "“%.60s”的代码从 %s 起停用，请重新选择地区", region.name,
                             region.valid_to);
    return refuse_detail(why, &REGION_UNKNOWN, field,
                         "“%.60s”的代码从 %s 起停用，现在是“%.120s”，请重新选择地区", region.name,
                         region.valid_to, next.path);
}

bool region_require(struct task *task, const char *code, const char *field, struct region *out,
                    struct refusal *why)
{
    if (!region_find(task, code, out, why))
        return refuse_unknown(task, code, field, why);
    return out->valid_to[0] == '\0' || region_refuse(task, code, field, why);
}

const char *region_path(struct task *task, const char *code)
{
    struct region region;
    struct refusal ignored;
    return region_find(task, code, &region, &ignored) ? region.path : "";
}

/* ---- lists ---- */

/* What is offered right below; the level of a parent that stands on two is told by the first level
 * to look at. */
static bool ask_choices(struct task *task, const struct region_query *query, const char *after,
                        const struct page *page, struct db_rows **rows, struct refusal *why)
{
    struct region parent = {.level = 0};
    int64_t above = query->level - 1;
    if (query->level == 0 && query->parent_code[0] != '\0') {
        if (!region_find(task, query->parent_code, &parent, why))
            return false;
        above = parent.level;
    }
    return db_query(task, &SQL_region_choices,
                    DB_ARGS(DB_TEXT(query->parent_code), DB_I64(above > 0 ? above : 0),
                            DB_I64(query->depth), DB_TEXT(after), DB_I64(page->limit),
                            DB_TEXT(query->on[0] != '\0' ? query->on : today(task))),
                    rows, why);
}

static bool ask_children(struct task *task, const struct region_query *query, const char *after,
                         const struct page *page, struct db_rows **rows, struct refusal *why)
{
    struct db_value parent = DB_TEXT(query->parent_code), behind = DB_TEXT(after),
                    limit = DB_I64(page->limit),
                    from = DB_I64(query->level > 0 ? query->level : REGION_LEVEL_PROVINCE),
                    to = DB_I64(query->level > 0 ? query->level : REGION_LEVEL_VILLAGE);
    if (query->on[0] == '\0')
        return db_query(task, &SQL_region_children, DB_ARGS(parent, from, to, behind, limit), rows,
                        why);
    return db_query(task, &SQL_region_children_on,
                    DB_ARGS(parent, from, to, behind, limit, DB_TEXT(query->on)), rows, why);
}

json_t *region_list_json(struct task *task, const struct region_query *query,
                         const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    if (page->after != 0)
        id_text(page->after, after);
    if (query->depth > 0 ? !ask_choices(task, query, after, page, &rows, why)
                         : !ask_children(task, query, after, page, &rows, why))
        return NULL;
    int count = db_count(rows);
    int64_t last =
        count > 0 ? strtoll(db_text(rows, count - 1, REGION_CHILDREN_CODE), NULL, 10) : 0;
    return page_of_items(page, db_rows_json(rows), last);
}

_Static_assert((int)REGION_CHILDREN_CODE == (int)REGION_CHOICES_CODE &&
                   (int)REGION_CHILDREN_CODE == (int)REGION_CHILDREN_ON_CODE,
               "the lists of regions are read alike");

/* Code and level in one number: the level is the last digit. */
json_t *region_search_json(struct task *task, const char *words, int64_t level,
                           const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    bool digits = strspn(words, "0123456789") == strlen(words);
    if (page->after / 10 != 0)
        id_text(page->after / 10, after);
    if (!db_query_class(task, DB_SLOW, digits ? &SQL_region_search_code : &SQL_region_search_name,
                        DB_ARGS(DB_TEXT(words), DB_I64(level > 0 ? level : REGION_LEVEL_PROVINCE),
                                DB_I64(level > 0 ? level : REGION_LEVEL_VILLAGE), DB_TEXT(after),
                                DB_I64(page->after % 10), DB_I64(page->limit)),
                        &rows, why))
        return NULL;
    int last = db_count(rows) - 1;
    int64_t cursor = last >= 0
                         ? strtoll(db_text(rows, last, REGION_SEARCH_CODE_CODE), NULL, 10) * 10 +
                               db_i64(rows, last, REGION_SEARCH_CODE_LEVEL)
                         : 0;
    return page_of_items(page, db_rows_json(rows), cursor);
}

_Static_assert((int)REGION_SEARCH_CODE_LEVEL == (int)REGION_SEARCH_NAME_LEVEL,
               "both searches are read alike");

/* ---- one ---- */

json_t *region_successor_json(struct task *task, const struct region *region)
{
    struct region_successor next;
    if (!region_successor(task, region, &next))
        return json_null();
    return json_pack("{s:s, s:s, s:s, s:b}", "code", next.code, "name", next.name, "path",
                     next.path, "lives", (int)next.lives);
}

static bool refuse_day(struct task *task, const char *code, const char *on, struct refusal *why)
{
    struct region region;
    struct region_beginning next;
    if (region_find(task, code, &region, why))
        return refuse_detail(why, &REFUSAL_NOT_FOUND, NULL, "这个代码在 %s 不在使用：%.60s，%s%s",
                             on, region.name, region.valid_to[0] != '\0' ? "停用日期 " : "现在在用",
                             region.valid_to);
    if (why->kind != &REGION_UNKNOWN || !region_beginning_find(task, code, &next, why))
        return false;
    return next.begins_on[0] == '\0'
               ? refuse(why, &REFUSAL_NOT_FOUND, NULL)
               : refuse_detail(why, &REFUSAL_NOT_FOUND, NULL, "“%.60s”从 %s 起才启用", next.name,
                               next.begins_on);
}

json_t *region_json(struct task *task, const char *code, const char *on, struct refusal *why)
{
    struct region region;
    struct db_rows *rows, *past;
    if (!region_is_code(code)) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    const char *day = on[0] != '\0' ? on : today(task);
    if (!db_query(task, &SQL_region_find_on, DB_ARGS(DB_TEXT(code), DB_TEXT(day)), &rows, why))
        return NULL;
    if (db_count(rows) == 0 && on[0] == '\0' &&
        (!last_day(task, code, &day, why) ||
         (day[0] != '\0' &&
          !db_query(task, &SQL_region_find_on, DB_ARGS(DB_TEXT(code), DB_TEXT(day)), &rows, why))))
        return NULL;
    if (db_count(rows) == 0) {
        refuse_day(task, code, day[0] != '\0' ? day : today(task), why);
        return NULL;
    }
    take(rows, code, &region);
    if (!db_query(task, &SQL_region_past_list, DB_ARGS(DB_TEXT(code), DB_I64(region.level)), &past,
                  why))
        return NULL;
    json_t *coming = region_coming_json(task, code, region.level, why);
    json_t *beginning = region_beginning_json(task, code, region.level, why);
    if (coming == NULL || beginning == NULL) {
        json_decref(coming);
        json_decref(beginning);
        return NULL;
    }
    const char *from = db_text(rows, 0, REGION_FIND_ON_VALID_FROM);
    return json_pack("{s:s, s:i, s:s, s:s, s:s, s:b, s:b, s:s?, s:s?, s:o, s:o, s:o, s:o}", "code",
                     region.code, "level", region.level, "parent_code", region.parent_code, "name",
                     region.name, "path", region.path, "pickable", (int)region.pickable,
                     "statistical", (int)region_is_statistical(code), "valid_from",
                     strcmp(from, REGION_SINCE_EVER) > 0 ? from : NULL, "valid_to",
                     region.valid_to[0] != '\0' ? region.valid_to : NULL, "successor",
                     region_successor_json(task, &region), "coming", coming, "beginning", beginning,
                     "past", db_rows_json(past));
}
