#include "catalog/shelf.h"

#include <assert.h>
#include <string.h>

#include "base/json_text.h"
#include "catalog/face.h"
#include "gen/catalog/sql.h"

/* By enum shelf. */
static const char *const WORDS[SHELVES] = {"season", "new", "keeping"};

bool shelf_find(struct task *task, int length, struct search_found shelves[SHELVES],
                struct refusal *why)
{
    struct db_rows *rows;
    assert(length >= 1 && length <= SHELF_LENGTH);
    if (!db_query(task, &SQL_shelf_list, DB_ARGS(DB_TEXT(face_today(task->arena)), DB_I64(length)),
                  &rows, why))
        return false;
    for (int s = 0; s < SHELVES; s++) {
        shelves[s] = (struct search_found){.items = json_array()};
        shelves[s].version_ids = arena_array(task->arena, SHELF_LENGTH, sizeof(int64_t));
        for (int i = 0; i < db_count(rows); i++) {
            if (strcmp(db_text(rows, i, SHELF_LIST_SHELF), WORDS[s]) != 0)
                continue;
            json_t *item = db_row_json(rows, i);
            json_object_del(item, "shelf");
            json_array_append_new(shelves[s].items, item);
            shelves[s].version_ids[shelves[s].count++] = db_i64(rows, i, SHELF_LIST__VERSION_ID);
        }
    }
    return true;
}

/* Moves the members of the lot into an object of their own. */
static void gather_lot(json_t *story)
{
    static const char *const MEMBERS[][2] = {{"trace_code", "trace_code"},
                                             {"harvested_on", "harvested_on"},
                                             {"lot_village_name", "village_name"},
                                             {"lot_households", "households"}};
    json_t *lot = json_object();
    for (size_t i = 0; i < sizeof(MEMBERS) / sizeof(MEMBERS[0]); i++) {
        json_object_set(lot, MEMBERS[i][1], json_object_get(story, MEMBERS[i][0]));
        json_object_del(story, MEMBERS[i][0]);
    }
    json_object_set_new(story, "lot", lot);
}

bool shelf_story(struct task *task, int64_t least, struct search_found *story, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_shelf_story, DB_ARGS(DB_TEXT(face_today(task->arena)), DB_I64(least)),
                  &rows, why))
        return false;
    *story = (struct search_found){.items = db_rows_json(rows), .count = db_count(rows)};
    story->version_ids = arena_array(task->arena, 1, sizeof(int64_t));
    if (story->count == 0)
        return true;
    story->version_ids[0] = db_i64(rows, 0, SHELF_STORY__VERSION_ID);
    gather_lot(json_array_get(story->items, 0));
    return true;
}

static bool ask_counties(struct task *task, int most, struct db_rows **rows, struct refusal *why)
{
    return db_query(task, &SQL_shelf_counties,
                    DB_ARGS(DB_TEXT(face_today(task->arena)), DB_I64(most)), rows, why);
}

json_t *shelf_counties_json(struct task *task, int most, int64_t *all, struct refusal *why)
{
    struct db_rows *rows;
    if (!ask_counties(task, most, &rows, why))
        return NULL;
    *all = db_count(rows) > 0 ? db_i64(rows, 0, SHELF_COUNTIES__COUNTIES) : 0;
    return db_rows_json(rows);
}

static void put_text(struct json_text *json, const char *key, const struct db_rows *rows, int row,
                     int column)
{
    if (db_is_null(rows, row, column))
        json_text_raw(json, key, NULL);
    else
        json_text_string(json, key, db_text(rows, row, column));
}

static void put_county(struct json_text *json, const struct db_rows *rows, int row)
{
    json_text_object(json, NULL);
    put_text(json, "county_code", rows, row, SHELF_COUNTIES_COUNTY_CODE);
    put_text(json, "county_name", rows, row, SHELF_COUNTIES_COUNTY_NAME);
    put_text(json, "province_name", rows, row, SHELF_COUNTIES_PROVINCE_NAME);
    json_text_integer(json, "products", db_i64(rows, row, SHELF_COUNTIES_PRODUCTS));
    json_text_integer(json, "in_season", db_i64(rows, row, SHELF_COUNTIES_IN_SEASON));
    json_text_integer(json, "producers", db_i64(rows, row, SHELF_COUNTIES_PRODUCERS));
    json_text_raw(json, "produce", db_text(rows, row, SHELF_COUNTIES_PRODUCE));
    put_text(json, "picture", rows, row, SHELF_COUNTIES_PICTURE);
    json_text_end(json);
}

const char *shelf_counties_text(struct task *task, size_t *length, struct refusal *why)
{
    struct db_rows *rows;
    struct json_text json;
    if (!ask_counties(task, SHELF_ALL_COUNTIES, &rows, why))
        return NULL;
    json_text_init(&json, task->arena);
    json_text_object(&json, NULL);
    json_text_array(&json, "items");
    for (int i = 0; i < db_count(rows); i++)
        put_county(&json, rows, i);
    json_text_end(&json);
    json_text_raw(&json, "next", NULL);
    json_text_end(&json);
    return json_text_done(&json, length);
}

json_t *shelf_county_json(struct task *task, const char *county_code, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_shelf_county,
                  DB_ARGS(DB_TEXT(face_today(task->arena)), DB_TEXT(county_code)), &rows, why))
        return NULL;
    if (db_count(rows) > 0)
        return db_row_json(rows, 0);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

json_t *shelf_hot_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_shelf_hot,
                  DB_ARGS(DB_TEXT(face_today(task->arena)), DB_I64(SHELF_HOT_WORDS)), &rows, why))
        return NULL;
    json_t *words = json_array();
    for (int i = 0; i < db_count(rows); i++)
        json_array_append_new(words, json_string(db_text(rows, i, SHELF_HOT_PRODUCE)));
    return words;
}
