/* Authorities as they are shown: with whom, for whom, on what word. */
#include <assert.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/authority.h"
#include "registry/mask.h"
#include "registry/region.h"

/* All statements have the columns of one. */
static_assert((int)AUTHORITY_OF_HOUSEHOLD__PHONE == (int)AUTHORITY_FIND__PHONE &&
                  (int)AUTHORITY_OWN_LIST__PHONE == (int)AUTHORITY_FIND__PHONE &&
                  (int)AUTHORITY_DESK_LIST__PHONE == (int)AUTHORITY_FIND__PHONE,
              "one row is read as the other");

static void add_words(struct task *task, const struct db_rows *rows, int row, json_t *item)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, AUTHORITY_FIND__PHONE, &length);
    int64_t account_id = db_i64(rows, row, AUTHORITY_FIND_ACCOUNT_ID);
    const char *phone =
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    json_object_set_new(item, "proxy_phone", json_string(mask_mobile(task->arena, phone)));
    json_object_set_new(
        item, "village_name",
        json_string(region_path(task, db_text(rows, row, AUTHORITY_FIND_VILLAGE_CODE))));
}

static json_t *list_json(struct task *task, const struct page *page, struct db_rows *rows)
{
    json_t *list = page_json(page, rows, AUTHORITY_FIND_AUTHORITY_ID), *item;
    size_t row;
    json_array_foreach(json_object_get(list, "items"), row, item)
        add_words(task, rows, (int)row, item);
    return list;
}

json_t *authority_json(struct task *task, int64_t id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_authority_find, DB_ARGS(DB_I64(id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *item = db_row_json(rows, 0);
    add_words(task, rows, 0, item);
    return item;
}

json_t *authority_of_household_json(struct task *task, int64_t household_id,
                                    const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_authority_of_household,
                          DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)), &rows, why)
               ? list_json(task, page, rows)
               : NULL;
}

json_t *authority_own_list_json(struct task *task, int64_t account_id, const struct page *page,
                                struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_authority_own_list,
                          DB_ARGS(DB_I64(account_id), PAGE_ARGS_DOWN(page)), &rows, why)
               ? list_json(task, page, rows)
               : NULL;
}

json_t *authority_desk_list_json(struct task *task, const char *region_code, const char *state,
                                 const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_authority_desk_list,
                          DB_ARGS(DB_TEXT(region_code), PAGE_ARGS(page),
                                  machine_states(&AUTHORITY_MACHINE, state)),
                          &rows, why)
               ? list_json(task, page, rows)
               : NULL;
}
