#include "catalog/shelf.h"

#include <assert.h>
#include <string.h>

#include "base/json_text.h"
#include "catalog/face.h"
#include "gen/catalog/sql.h"

/* By enum shelf. */
static const char *const WORDS[SHELVES] = {"season", "new", "keeping"};

/* How many goods are looked at for a shelf. Where a hundred are not of as many producers and
 * counties as have a place, the next pages look at all that may be looked at without trying. */
enum { LOOK_FEW = 100, LOOK_ALL = 1000, PAGES_WITHOUT_TRYING = 100 };

static int without_trying;

static bool is_on(const struct db_rows *rows, int row, const char *shelf)
{
    return strcmp(db_text(rows, row, SHELF_LIST_SHELF), shelf) == 0;
}

/* Whether more goods would not have changed what stands there: one a producer, one a county. */
static bool are_full(const struct db_rows *rows, int length)
{
    int newest = 0, counties = 0;
    for (int i = 0; i < db_count(rows); i++) {
        newest += is_on(rows, i, WORDS[SHELF_NEW]);
        if (!is_on(rows, i, WORDS[SHELF_KEEPING]))
            continue;
        bool again = false;
        for (int k = 0; k < i && !again; k++)
            again = is_on(rows, k, WORDS[SHELF_KEEPING]) &&
                    strcmp(db_text(rows, k, SHELF_LIST_COUNTY_CODE),
                           db_text(rows, i, SHELF_LIST_COUNTY_CODE)) == 0;
        counties += !again;
    }
    return newest == length && counties == length;
}

static bool look(struct task *task, int length, int goods, struct db_rows **rows,
                 struct refusal *why)
{
    return db_query(task, &SQL_shelf_list,
                    DB_ARGS(DB_TEXT(face_today(task->arena)), DB_I64(length), DB_I64(goods)), rows,
                    why);
}

static bool ask_shelves(struct task *task, int length, struct db_rows **rows, struct refusal *why)
{
    if (without_trying > 0) {
        without_trying--;
        return look(task, length, LOOK_ALL, rows, why);
    }
    if (!look(task, length, LOOK_FEW, rows, why))
        return false;
    if (are_full(*rows, length))
        return true;
    without_trying = PAGES_WITHOUT_TRYING;
    return look(task, length, LOOK_ALL, rows, why);
}

bool shelf_find(struct task *task, int length, struct search_found shelves[SHELVES],
                struct refusal *why)
{
    struct db_rows *rows;
    assert(length >= 1 && length <= SHELF_LENGTH);
    if (!ask_shelves(task, length, &rows, why))
        return false;
    for (int s = 0; s < SHELVES; s++) {
        shelves[s] = (struct search_found){.items = json_array()};
        shelves[s].version_ids = arena_array(task->arena, SHELF_LENGTH, sizeof(int64_t));
        for (int i = 0; i < db_count(rows); i++) {
            if (!is_on(rows, i, WORDS[s]))
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

json_t *shelf_counties_json(struct task *task, int most, int64_t *all, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_shelf_counties_first,
                  DB_ARGS(DB_TEXT(face_today(task->arena)), DB_I64(most)), &rows, why))
        return NULL;
    *all = db_count(rows) > 0 ? db_i64(rows, 0, SHELF_COUNTIES_FIRST__COUNTIES) : 0;
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
    if (!db_query(task, &SQL_shelf_counties, DB_ARGS(DB_TEXT(face_today(task->arena))), &rows, why))
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
