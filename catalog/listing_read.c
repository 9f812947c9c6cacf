#include "catalog/listing_read.h"

#include <assert.h>
#include <stdlib.h>

#include "catalog/machines.h"
#include "gen/catalog/sql.h"

/* ---- scope ---- */

/* Both statements give the same columns. */
static_assert((int)LISTING_SCOPE_VILLAGE_CODE == (int)VERSION_SCOPE_VILLAGE_CODE &&
                  (int)LISTING_SCOPE_PRODUCER_ID == (int)VERSION_SCOPE_PRODUCER_ID &&
                  (int)LISTING_SCOPE_STATION_ID == (int)VERSION_SCOPE_STATION_ID,
              "one scope");

static bool find_scope(struct task *task, const struct sql *sql, int64_t id, struct scope *scope,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, sql, DB_ARGS(DB_I64(id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *scope = (struct scope){.region_code = db_text(rows, 0, LISTING_SCOPE_VILLAGE_CODE),
                            .org_id = db_i64(rows, 0, LISTING_SCOPE_PRODUCER_ID),
                            .station_id = db_i64(rows, 0, LISTING_SCOPE_STATION_ID)};
    return true;
}

bool listing_scope(struct task *task, int64_t listing_id, struct scope *scope, struct refusal *why)
{
    return find_scope(task, &SQL_listing_scope, listing_id, scope, why);
}

bool version_scope(struct task *task, int64_t version_id, struct scope *scope, struct refusal *why)
{
    return find_scope(task, &SQL_version_scope, version_id, scope, why);
}

/* ---- differences ---- */

static const char *const COMPARED[] = {
    "title",        "category",        "produce",      "story",
    "village_code", "size_low_mm",     "size_high_mm", "season_from",
    "season_to",    "shelf_life_days", "storage",      "no_reason_return",
    "picture",      "pictures",        "skus",         "plan"};

static json_t *value_or_null(json_t *object, const char *name)
{
    json_t *value = json_object_get(object, name);
    return value != NULL ? value : json_null();
}

json_t *listing_changes(json_t *old_version, json_t *new_version)
{
    json_t *changes = json_array();
    for (size_t i = 0; i < sizeof(COMPARED) / sizeof(COMPARED[0]); i++) {
        json_t *before = value_or_null(old_version, COMPARED[i]);
        json_t *after = value_or_null(new_version, COMPARED[i]);
        if (!json_equal(before, after))
            json_array_append_new(changes, json_pack("{s:s, s:O, s:O}", "field", COMPARED[i], "old",
                                                     before, "new", after));
    }
    return changes;
}

/* ---- one version ---- */

static bool find_version(struct task *task, int64_t version_id, json_t **version,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listing_version_find, DB_ARGS(DB_I64(version_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *version = db_row_json(rows, 0);
    return true;
}

static bool find_history(struct task *task, int64_t version_id, json_t *version,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listing_version_history, DB_ARGS(DB_I64(version_id)), &rows, why))
        return false;
    json_object_set_new(version, "history", db_rows_json(rows));
    return true;
}

/* Against what is on sale; a version that is or was on sale itself shows no difference. */
static bool find_changes(struct task *task, json_t *version, struct refusal *why)
{
    json_t *base_id = json_object_get(version, "base_version_id");
    const char *text = json_string_value(base_id);
    json_t *base;
    if (text == NULL || json_equal(base_id, json_object_get(version, "version_id"))) {
        json_object_set_new(version, "changes", json_array());
        return true;
    }
    if (!find_version(task, (int64_t)strtoll(text, NULL, 10), &base, why))
        return false;
    json_object_set_new(version, "changes", listing_changes(base, version));
    json_decref(base);
    return true;
}

json_t *version_json(struct task *task, int64_t version_id, struct refusal *why)
{
    json_t *version;
    if (!find_version(task, version_id, &version, why))
        return NULL;
    if (find_history(task, version_id, version, why) && find_changes(task, version, why))
        return version;
    json_decref(version);
    return NULL;
}

/* ---- lists ---- */

json_t *listing_json(struct task *task, int64_t listing_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listing_find, DB_ARGS(DB_I64(listing_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 1)
        return db_row_json(rows, 0);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

/* All begin with the cursor. */
static_assert((int)LISTING_LIST_LISTING_ID == (int)LISTING_OF_PRODUCER_LISTING_ID &&
                  (int)LISTING_LIST_LISTING_ID == (int)LISTING_OF_REGION_LISTING_ID,
              "one cursor");

json_t *listing_list_json(struct task *task, const struct listing_query *query,
                          const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    struct db_value region = DB_TEXT(query->region_code),
                    state = machine_states(&LISTING_MACHINE, query->state),
                    words = DB_TEXT(query->words);
    bool ok;
    if (query->producer_id != 0)
        ok = db_query(
            task, &SQL_listing_of_producer,
            DB_ARGS(DB_I64(query->producer_id), region, state, words, PAGE_ARGS_DOWN(page)), &rows,
            why);
    else if (query->region_code[0] != '\0')
        ok = db_query_class(task, DB_SLOW, &SQL_listing_of_region,
                            DB_ARGS(region, state, words, PAGE_ARGS_DOWN(page)), &rows, why);
    else
        ok = db_query_class(task, DB_SLOW, &SQL_listing_list,
                            DB_ARGS(state, words, PAGE_ARGS_DOWN(page)), &rows, why);
    return ok ? page_json(page, rows, LISTING_LIST_LISTING_ID) : NULL;
}

json_t *listing_queue_json(struct task *task, const char *region_code, const struct page *page,
                           struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listing_review_queue, DB_ARGS(DB_TEXT(region_code), PAGE_ARGS(page)),
                  &rows, why))
        return NULL;
    return page_json(page, rows, LISTING_REVIEW_QUEUE_VERSION_ID);
}
