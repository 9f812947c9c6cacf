#include "catalog/trace.h"

#include <string.h>

#include "base/db.h"
#include "base/id.h"
#include "base/text.h"
#include "gen/catalog/sql.h"

int trace_merge_villages(struct trace_village *villages, int count, int64_t least)
{
    struct trace_village rest = {NULL, 0, 0};
    while (count > 0 && (villages[count - 1].households < least ||
                         (rest.households > 0 && rest.households < least))) {
        count--;
        rest.households += villages[count].households;
        rest.grams += villages[count].grams;
    }
    if (rest.households >= least)
        villages[count++] = rest;
    return count;
}

const char *trace_code(struct arena *arena, const char *typed)
{
    const char *folded = text_fold(arena, typed);
    char *code = arena_alloc(arena, strlen(folded) + 1), *at = code;
    for (; *folded != '\0'; folded++)
        if (*folded != ' ' && *folded != '-')
            *at++ = *folded;
    return code;
}

/* ---- whose goods ---- */

static json_t *village_json(const struct trace_village *village)
{
    return json_pack("{s:s?, s:I, s:I}", "village_name", village->name, "households",
                     (json_int_t)village->households, "grams", (json_int_t)village->grams);
}

static bool add_villages(struct task *task, int64_t lot_id, int64_t least, json_t *trace,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_trace_village, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return false;
    int count = db_count(rows);
    struct trace_village *villages = arena_array(task->arena, (size_t)count, sizeof(*villages));
    for (int i = 0; i < count; i++)
        villages[i] = (struct trace_village){db_text(rows, i, TRACE_VILLAGE_VILLAGE_NAME),
                                             db_i64(rows, i, TRACE_VILLAGE_HOUSEHOLDS),
                                             db_i64(rows, i, TRACE_VILLAGE_GRAMS)};
    int supplied = count;
    count = trace_merge_villages(villages, count, least);
    int64_t households = 0;
    json_t *list = json_array();
    for (int i = 0; i < count; i++) {
        households += villages[i].households;
        json_array_append_new(list, village_json(&villages[i]));
    }
    json_object_set_new(trace, "villages", list);
    json_object_set_new(trace, "households",
                        households > 0 ? json_integer((json_int_t)households) : json_null());
    json_object_set_new(trace, "supplied", json_boolean(supplied > 0));
    return true;
}

/* ---- what happened ---- */

static bool add_steps(struct task *task, int64_t lot_id, json_t *trace, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_trace_step, DB_ARGS(DB_I64(lot_id)), &rows, why))
        return false;
    int64_t boxed = 0, boxes = 0;
    for (int i = 0; i < db_count(rows); i++)
        if (strcmp(db_text(rows, i, TRACE_STEP_KIND), "box") == 0) {
            boxed += db_i64(rows, i, TRACE_STEP_GRAMS);
            boxes += db_i64(rows, i, TRACE_STEP_BOXES);
        }
    int64_t left = json_integer_value(json_object_get(trace, "weight_g")) -
                   json_integer_value(json_object_get(trace, "lost_g"));
    json_object_set_new(trace, "steps", db_rows_json(rows));
    json_object_set_new(trace, "boxed_g", json_integer((json_int_t)boxed));
    json_object_set_new(trace, "boxes", json_integer((json_int_t)boxes));
    json_object_set_new(trace, "unboxed_g", json_integer((json_int_t)(left - boxed)));
    return true;
}

json_t *trace_json(struct task *task, const char *code, int64_t least, struct refusal *why)
{
    struct db_rows *rows;
    char id[21];
    if (!db_query(task, &SQL_trace_find, DB_ARGS(DB_TEXT(code)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    int64_t lot_id = db_i64(rows, 0, TRACE_FIND__LOT_ID);
    json_t *trace = db_row_json(rows, 0);
    json_object_set_new(trace, "listing_id",
                        json_string(id_text(db_i64(rows, 0, TRACE_FIND__LISTING_ID), id)));
    if (add_villages(task, lot_id, least, trace, why) && add_steps(task, lot_id, trace, why))
        return trace;
    json_decref(trace);
    return NULL;
}
