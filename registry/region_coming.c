#include "registry/region_coming.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/change_trail.h"
#include "base/db.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/region.h"

enum { COUNTY_DIGITS = 6 };

json_t *region_coming_json(struct task *task, const char *code, int level, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_region_coming_find, DB_ARGS(DB_TEXT(code), DB_I64(level)), &rows, why))
        return NULL;
    return db_count(rows) > 0 ? db_row_json(rows, 0) : json_null();
}

bool region_beginning_find(struct task *task, const char *code, struct region_beginning *out,
                           struct refusal *why)
{
    struct db_rows *rows;
    *out = (struct region_beginning){.parent_code = "", .name = "", .begins_on = ""};
    if (!db_query(task, &SQL_region_beginning_find, DB_ARGS(DB_TEXT(code)), &rows, why))
        return false;
    if (db_count(rows) > 0)
        *out = (struct region_beginning){
            .level = (int)db_i64(rows, 0, REGION_BEGINNING_FIND_LEVEL),
            .parent_code = db_text(rows, 0, REGION_BEGINNING_FIND_PARENT_CODE),
            .name = db_text(rows, 0, REGION_BEGINNING_FIND_NAME),
            .begins_on = db_text(rows, 0, REGION_BEGINNING_FIND_BEGINS_ON)};
    return true;
}

json_t *region_beginning_json(struct task *task, const char *code, int level, struct refusal *why)
{
    struct region_beginning next;
    if (!region_beginning_find(task, code, &next, why))
        return NULL;
    if (next.level != level)
        return json_null();
    return json_pack("{s:s, s:s, s:s}", "begins_on", next.begins_on, "name", next.name,
                     "parent_code", next.parent_code);
}

/* ---- the desk's list ---- */

static const char *kind_of(const struct db_rows *rows, int row)
{
    if (!db_bool(rows, row, REGION_BEGINNING_LIST_IS_KNOWN))
        return "new";
    return db_bool(rows, row, REGION_BEGINNING_LIST_LIVES) ? "change" : "again";
}

static json_t *waiting_json(struct task *task, const struct db_rows *rows, int row)
{
    json_t *item = db_row_json(rows, row);
    const char *parent = db_text(rows, row, REGION_BEGINNING_LIST_PARENT_CODE);
    json_object_set_new(item, "kind", json_string(kind_of(rows, row)));
    json_object_set_new(item, "parent_path", json_string(region_path(task, parent)));
    json_object_del(item, "is_known");
    json_object_del(item, "lives");
    return item;
}

json_t *region_beginning_list_json(struct task *task, const char *county_code,
                                   const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    int64_t cursor = 0;
    if (page->after / 10 != 0)
        id_text(page->after / 10, after);
    if (!db_query_class(task, DB_SLOW, &SQL_region_beginning_list,
                        DB_ARGS(DB_TEXT(county_code), DB_TEXT(after), DB_I64(page->after % 10),
                                DB_I64(page->limit)),
                        &rows, why))
        return NULL;
    json_t *items = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        json_array_append_new(items, waiting_json(task, rows, i));
        cursor = strtoll(db_text(rows, i, REGION_BEGINNING_LIST_CODE), NULL, 10) * 10 +
                 db_i64(rows, i, REGION_BEGINNING_LIST_LEVEL);
    }
    return page_of_items(page, items, cursor);
}

/* ---- calling one off ---- */

/* Always false. */
static bool refuse_held(const struct db_rows *rows, struct refusal *why)
{
    const char *by = db_text(rows, 0, REGION_BEGINNING_CALL_OFF_HELD_BY);
    const char *kind = db_text(rows, 0, REGION_BEGINNING_CALL_OFF_HELD_WHY);
    if (strcmp(kind, "below") == 0)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "%s 到时要归它管，请先撤回 %s 的预告",
                             by, by);
    if (strcmp(kind, "followed") == 0)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL,
                             "%s 到时停用、由它接替，请先导入区划文件取消或改掉 %s 的停用", by, by);
    return refuse_detail(why, &REFUSAL_CONFLICT, NULL,
                         "它现在的上级 %s 到时停用，请先导入区划文件取消 %s 的停用", by, by);
}

static const char *county_of(struct task *task, const char *code, int64_t level)
{
    return level >= REGION_LEVEL_COUNTY ? arena_memdup(task->arena, code, COUNTY_DIGITS) : "";
}

static bool call_off_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct region_call_off *wish = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_region_beginning_call_off,
                     DB_ARGS(DB_TEXT(wish->code), DB_I64(wish->level)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse_detail(why, &REFUSAL_NOT_FOUND, NULL,
                             "没有这条预告：已经撤回，或已经到期启用");
    if (!db_is_null(rows, 0, REGION_BEGINNING_CALL_OFF_HELD_BY))
        return refuse_held(rows, why);
    json_t *before = db_row_json(rows, 0);
    json_object_del(before, "held_by");
    json_object_del(before, "held_why");
    change_trail_add(tx, &(struct change){.subject = "region",
                                          .subject_key = wish->code,
                                          .county_code = county_of(task, wish->code, wish->level),
                                          .action = "call_off",
                                          .before = before,
                                          .reason = wish->reason});
    db_tx_send(tx, &SQL_region_notify, DB_NO_ARGS);
    return true;
}

bool region_beginning_call_off(struct task *task, const struct region_call_off *wish,
                               struct refusal *why)
{
    struct region_call_off copy = *wish;
    return db_transact(task, DB_FAST, call_off_body, &copy, why);
}

/* ---- when their day comes ---- */

static void trail_of_begun(struct task *task, struct db_tx *tx, const struct db_rows *begun)
{
    int count = db_count(begun);
    struct change *changes = arena_array(task->arena, (size_t)count, sizeof(*changes));
    for (int i = 0; i < count; i++) {
        const char *code = db_text(begun, i, REGION_BEGIN_DUE_CODE);
        changes[i] = (struct change){
            .subject = "region",
            .subject_key = code,
            .county_code = county_of(task, code, db_i64(begun, i, REGION_BEGIN_DUE_LEVEL)),
            .action = "enter",
            .before = db_is_null(begun, i, REGION_BEGIN_DUE_BEFORE)
                          ? NULL
                          : json_loads(db_text(begun, i, REGION_BEGIN_DUE_BEFORE), 0, NULL),
            .after = json_loads(db_text(begun, i, REGION_BEGIN_DUE_AFTER), 0, NULL),
            .reason = "预告的启用日期到了"};
    }
    change_trail_add_all(tx, changes, (size_t)count);
}

static void trail_of_ended(struct task *task, struct db_tx *tx, const struct db_rows *ended)
{
    int count = db_count(ended);
    struct change *changes = arena_array(task->arena, (size_t)count, sizeof(*changes));
    for (int i = 0; i < count; i++) {
        const char *code = db_text(ended, i, REGION_END_DUE_CODE);
        const char *next = db_is_null(ended, i, REGION_END_DUE_SUCCESSOR_CODE)
                               ? NULL
                               : db_text(ended, i, REGION_END_DUE_SUCCESSOR_CODE);
        changes[i] = (struct change){
            .subject = "region",
            .subject_key = code,
            .county_code = county_of(task, code, db_i64(ended, i, REGION_END_DUE_LEVEL)),
            .action = "end",
            .after = json_pack("{s:s, s:s?}", "valid_to",
                               db_text(ended, i, REGION_END_DUE_VALID_TO), "successor", next),
            .reason = "预告的停用日期到了"};
    }
    change_trail_add_all(tx, changes, (size_t)count);
}

/* What begins comes first: it may be what follows. */
static bool turn_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    int *done = argument;
    struct db_rows *begun, *ended;
    if (!db_tx_query(tx, &SQL_region_begin_due, DB_NO_ARGS, &begun, why) ||
        !db_tx_query(tx, &SQL_region_end_due, DB_NO_ARGS, &ended, why))
        return false;
    *done = db_count(begun) + db_count(ended);
    if (*done == 0)
        return true;
    trail_of_begun(task, tx, begun);
    trail_of_ended(task, tx, ended);
    db_tx_send(tx, &SQL_region_notify, DB_NO_ARGS);
    return true;
}

bool region_turn_due(struct task *task, int *done, struct refusal *why)
{
    *done = 0;
    return db_transact(task, DB_WORK, turn_body, done, why);
}
