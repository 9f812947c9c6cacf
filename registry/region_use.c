#include "registry/region_use.h"

#include <stdlib.h>
#include <string.h>

#include "base/change_trail.h"
#include "base/db.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/address.h"
#include "registry/region.h"

enum { COUNTY_DIGITS = 6 };

/* ---- lists ---- */

static json_t *use_json(struct task *task, const struct db_rows *rows, int row)
{
    struct region region;
    struct refusal ignored;
    json_t *use = db_row_json(rows, row);
    if (!region_find(task, db_text(rows, row, REGION_USE_LIST_CODE), &region, &ignored))
        region = (struct region){.name = "", .path = ""};
    json_object_set_new(use, "name", json_string(region.name));
    json_object_set_new(use, "path", json_string(region.path));
    json_object_set_new(use, "valid_to", json_string(region.valid_to));
    json_object_set_new(use, "successor", region_successor_json(task, &region));
    return use;
}

json_t *region_use_list_json(struct task *task, const char *county_code, const struct page *page,
                             struct refusal *why)
{
    struct db_rows *rows;
    char after[21] = "";
    int64_t cursor = 0;
    if (page->after / 10 != 0)
        id_text(page->after / 10, after);
    if (!db_query_class(task, DB_SLOW, &SQL_region_use_list,
                        DB_ARGS(DB_TEXT(county_code), DB_TEXT(after), DB_I64(page->after % 10),
                                DB_I64(page->limit)),
                        &rows, why))
        return NULL;
    json_t *items = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        json_array_append_new(items, use_json(task, rows, i));
        cursor = strtoll(db_text(rows, i, REGION_USE_LIST_CODE), NULL, 10) * 10 +
                 db_i64(rows, i, REGION_USE_LIST_LEVEL);
    }
    return page_of_items(page, items, cursor);
}

json_t *region_move_list_json(struct task *task, const char *county_code, const struct page *page,
                              struct refusal *why)
{
    struct db_rows *rows;
    int64_t last = 0;
    if (!db_query_class(task, DB_SLOW, &SQL_region_move_list,
                        DB_ARGS(DB_TEXT(county_code), PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *items = json_array();
    for (int i = 0; i < db_count(rows); i++) {
        json_t *move = db_row_json(rows, i);
        json_object_set_new(
            move, "path", json_string(region_path(task, db_text(rows, i, REGION_MOVE_LIST_CODE))));
        json_object_set_new(
            move, "to_path",
            json_string(region_path(task, db_text(rows, i, REGION_MOVE_LIST_TO_CODE))));
        json_array_append_new(items, move);
        last = strtoll(db_text(rows, i, REGION_MOVE_LIST_MOVE_ID), NULL, 10);
    }
    return page_of_items(page, items, last);
}

/* ---- moving ---- */

static bool check_to(struct task *task, const struct region_move *move, const struct region *from,
                     struct refusal *why)
{
    struct region to;
    if (!region_find(task, move->to_code, &to, why))
        return why->kind == &REGION_UNKNOWN
                   ? refuse_detail(why, &REFUSAL_INVALID_FIELD, "to_code", "没有这个代码")
                   : false;
    if (to.valid_to[0] != '\0')
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "to_code",
                             "这个代码也停用了，请填在用的代码");
    if (to.level != from->level)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "to_code", "请填同一级的代码");
    /* what lies above a township is no address where there are townships */
    return from->level > REGION_LEVEL_COUNTY || address_check_region(task, move->to_code, why) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "to_code",
                         "这个县有乡镇，地址要由收货人自己选到乡镇");
}

/* Both stay as they are until the end. */
static bool lock_pair(struct db_tx *tx, const struct region_move *move, const struct region *from,
                      struct refusal *why)
{
    struct db_rows *rows;
    int living = 0;
    if (!db_tx_query(tx, &SQL_region_pair_lock,
                     DB_ARGS(DB_TEXT(move->code), DB_TEXT(move->to_code), DB_I64(from->level)),
                     &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        living += db_bool(rows, i, REGION_PAIR_LOCK_LIVES) ? 1 : 0;
    return (db_count(rows) == 2 && living == 1) ||
           refuse_detail(why, &REFUSAL_CONFLICT, NULL, "区划刚刚改过，请刷新再看");
}

/* The statement gives the ids of what it has moved; they are stamped again. */
static bool move_stamped(struct db_tx *tx, const struct region_move *move, const struct sql *sql,
                         const struct sql *stamp, int64_t *count, struct task *task,
                         struct refusal *why)
{
    enum { ID };
    struct db_rows *rows;
    const char *county = arena_printf(task->arena, "%.*s", COUNTY_DIGITS, move->code);
    if (!db_tx_query(tx, sql, DB_ARGS(DB_TEXT(move->code), DB_TEXT(move->to_code), DB_TEXT(county)),
                     &rows, why))
        return false;
    *count = db_count(rows);
    int64_t *ids = arena_array(task->arena, (size_t)*count + 1, sizeof(*ids));
    for (int i = 0; i < *count; i++)
        ids[i] = db_i64(rows, i, ID);
    if (*count > 0)
        db_tx_send(tx, stamp, DB_ARGS(stamp_key(), DB_I64S(ids, (size_t)*count)));
    return true;
}

struct moving {
    struct region_move *move;
    const struct region *from;
};

static bool move_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct moving *moving = argument;
    struct region_move *move = moving->move;
    struct db_rows *rows;
    bool is_near = strncmp(move->code, move->to_code, COUNTY_DIGITS) == 0 &&
                   moving->from->level > REGION_LEVEL_COUNTY;
    move->households = move->organisations = 0;
    if (!lock_pair(tx, move, moving->from, why))
        return false;
    if (is_near && moving->from->level == REGION_LEVEL_VILLAGE &&
        !move_stamped(tx, move, &SQL_region_move_households, &SQL_household_stamp,
                      &move->households, task, why))
        return false;
    if (is_near && !move_stamped(tx, move, &SQL_region_move_organisations, &SQL_organisation_stamp,
                                 &move->organisations, task, why))
        return false;
    if (!db_tx_query(tx, &SQL_region_move_addresses,
                     DB_ARGS(DB_TEXT(move->code), DB_TEXT(move->to_code)), &rows, why))
        return false;
    move->addresses = db_count(rows);
    if (move->households + move->organisations + move->addresses == 0)
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL,
                             "没有可以搬过去的：户和主体只在本县内搬，岗位由平台运营员收回重给");
    db_tx_send(tx, &SQL_region_move_add,
               DB_ARGS(DB_I64(move->id),
                       DB_TEXT(arena_printf(task->arena, "%.*s", COUNTY_DIGITS, move->code)),
                       DB_TEXT(move->code), DB_TEXT(move->to_code), DB_I64(move->households),
                       DB_I64(move->organisations), DB_I64(move->addresses), DB_TEXT(move->reason),
                       DB_I64(move->actor_id), stamp_key()));
    change_trail_add(
        tx, &(struct change){.subject = "region",
                             .subject_key = move->code,
                             .county_code =
                                 arena_printf(task->arena, "%.*s", COUNTY_DIGITS, move->code),
                             .action = "move",
                             .before = json_pack("{s:s}", "code", move->code),
                             .after = json_pack("{s:s, s:I, s:I, s:I}", "code", move->to_code,
                                                "households", (json_int_t)move->households,
                                                "organisations", (json_int_t)move->organisations,
                                                "addresses", (json_int_t)move->addresses),
                             .reason = move->reason});
    return true;
}

bool region_use_move(struct task *task, struct region_move *move, struct refusal *why)
{
    struct region from;
    struct moving moving = {move, &from};
    if (!region_find(task, move->code, &from, why))
        return why->kind == &REGION_UNKNOWN ? refuse(why, &REFUSAL_NOT_FOUND, NULL) : false;
    if (from.valid_to[0] == '\0')
        return refuse_detail(why, &REFUSAL_CONFLICT, NULL, "这个代码还在用，不用搬");
    move->id = id_next();
    return check_to(task, move, &from, why) && db_transact(task, DB_FAST, move_body, &moving, why);
}

json_t *region_move_json(const struct region_move *move)
{
    char id[21];
    return json_pack("{s:s, s:s, s:s, s:I, s:I, s:I}", "move_id", id_text(move->id, id), "code",
                     move->code, "to_code", move->to_code, "households",
                     (json_int_t)move->households, "organisations", (json_int_t)move->organisations,
                     "addresses", (json_int_t)move->addresses);
}
