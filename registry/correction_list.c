/* Requests for corrections as they are shown. */
#include <assert.h>
#include <string.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/correction.h"
#include "registry/mask.h"
#include "registry/region.h"

/* All statements have the columns of one. */
static_assert((int)CORRECTION_OF_HOUSEHOLD__REASON == (int)CORRECTION_FIND__REASON &&
                  (int)CORRECTION_DESK_LIST__REASON == (int)CORRECTION_FIND__REASON,
              "one row is read as the other");

/* What stands for a value that is not shown. Free text may hold anything, so nothing of it is. */
static const char *masked(struct arena *arena, const char *field, const char *text)
{
    if (text[0] == '\0')
        return text;
    if (strcmp(field, "phone") == 0)
        return mask_mobile(arena, text);
    if (strcmp(field, "bank_account") == 0)
        return mask_bank_card(arena, text);
    if (strcmp(field, "name") == 0)
        return mask_name(arena, text);
    return strcmp(field, "address") == 0 ? mask_address(arena, text) : "";
}

static json_t *opened(struct task *task, const struct db_rows *rows, int row, int column,
                      const char *purpose, bool clear)
{
    int64_t id = db_i64(rows, row, CORRECTION_FIND_CORRECTION_ID);
    const char *field =
        column == CORRECTION_FIND__REASON ? "reason" : db_text(rows, row, CORRECTION_FIND_FIELD);
    size_t length;
    const void *sealed = db_bytes(rows, row, column, &length);
    const char *text = crypto_open_at(task->arena, CRYPTO_PLACE(purpose, id), sealed, length);
    if (text == NULL)
        return json_null();
    return json_string(clear ? text : masked(task->arena, field, text));
}

static void add_words(struct task *task, const struct db_rows *rows, int row, json_t *item,
                      bool clear)
{
    json_object_set_new(
        item, "village_name",
        json_string(region_path(task, db_text(rows, row, CORRECTION_FIND_VILLAGE_CODE))));
    json_object_set_new(item, "old",
                        opened(task, rows, row, CORRECTION_FIND__OLD, CORRECTION_OLD, clear));
    json_object_set_new(item, "new",
                        opened(task, rows, row, CORRECTION_FIND__NEW, CORRECTION_NEW, clear));
    json_object_set_new(item, "reason",
                        opened(task, rows, row, CORRECTION_FIND__REASON, CORRECTION_REASON, clear));
}

static bool find(struct task *task, int64_t id, struct db_rows **rows, struct refusal *why)
{
    return db_query(task, &SQL_correction_find, DB_ARGS(DB_I64(id)), rows, why) &&
           (db_count(*rows) > 0 || refuse(why, &REFUSAL_NOT_FOUND, NULL));
}

json_t *correction_json(struct task *task, int64_t id, bool clear, struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, id, &rows, why))
        return NULL;
    json_t *item = db_row_json(rows, 0);
    add_words(task, rows, 0, item, clear);
    return item;
}

bool correction_find(struct task *task, int64_t id, struct correction *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, id, &rows, why))
        return false;
    const char *village_code = db_text(rows, 0, CORRECTION_FIND_VILLAGE_CODE);
    *out = (struct correction){
        .id = id,
        .household_id = db_i64(rows, 0, CORRECTION_FIND_HOUSEHOLD_ID),
        .asked_by = db_i64(rows, 0, CORRECTION_FIND__ASKED_BY),
        .scan_id = db_is_null(rows, 0, CORRECTION_FIND_SCAN_ID)
                       ? 0
                       : db_i64(rows, 0, CORRECTION_FIND_SCAN_ID),
        .county_code = arena_printf(task->arena, "%.6s", village_code),
        .village_code = village_code,
        .field = db_text(rows, 0, CORRECTION_FIND_FIELD),
        .asked_as = db_text(rows, 0, CORRECTION_FIND_ASKED_AS),
        .state = (enum correction_state)machine_state(&CORRECTION_MACHINE,
                                                      db_text(rows, 0, CORRECTION_FIND_STATE)),
    };
    return true;
}

json_t *correction_of_household_json(struct task *task, int64_t household_id, bool clear,
                                     const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_correction_of_household,
                          DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why)
               ? page_json_with(task, page, rows, CORRECTION_FIND_CORRECTION_ID, add_words, clear)
               : NULL;
}

json_t *correction_desk_list_json(struct task *task, const char *region_code, const char *state,
                                  bool late, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_correction_desk_list,
                          DB_ARGS(DB_TEXT(region_code), PAGE_ARGS(page),
                                  machine_states(&CORRECTION_MACHINE, state), DB_BOOL(late)),
                          &rows, why)
               ? page_json_with(task, page, rows, CORRECTION_FIND_CORRECTION_ID, add_words, false)
               : NULL;
}
