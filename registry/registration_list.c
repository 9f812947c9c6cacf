/* Registrations as they are shown: to who registers without what the register said. */
#include <assert.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/mask.h"
#include "registry/region.h"
#include "registry/registration.h"

/* All statements have the columns of one. */
static_assert((int)REGISTRATION_OWN_LIST__PHONE == (int)REGISTRATION_FIND__PHONE &&
                  (int)REGISTRATION_DESK_LIST__PHONE == (int)REGISTRATION_FIND__PHONE,
              "one row is read as the other");

/* Nothing tells whether a number is on the register before the registration is granted. */
static void hide(const struct db_rows *rows, int row, json_t *item)
{
    int state = machine_state(&REGISTRATION_MACHINE, db_text(rows, row, REGISTRATION_FIND_STATE));
    if (state == REGISTRATION_GRANTED || state == REGISTRATION_ENDED)
        return;
    json_object_set_new(item, "household_id", json_null());
    json_object_set_new(item, "household_no", json_null());
    json_object_set_new(item, "pseudonym", json_null());
}

static void add_words(struct task *task, const struct db_rows *rows, int row, json_t *item,
                      bool own)
{
    const char *phone = "", *place = db_text(rows, row, REGISTRATION_FIND_PLACE_CODE);
    size_t length;
    if (!db_is_null(rows, row, REGISTRATION_FIND__PHONE)) {
        const void *sealed = db_bytes(rows, row, REGISTRATION_FIND__PHONE, &length);
        int64_t account_id = db_i64(rows, row, REGISTRATION_FIND_ACCOUNT_ID);
        phone =
            crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    }
    json_object_set_new(item, "phone", json_string(mask_mobile(task->arena, phone)));
    json_object_set_new(item, "place_name",
                        json_string(place[0] != '\0' ? region_path(task, place) : ""));
    if (own)
        hide(rows, row, item);
}

static bool find(struct task *task, int64_t id, struct db_rows **rows, struct refusal *why)
{
    return db_query(task, &SQL_registration_find, DB_ARGS(DB_I64(id)), rows, why) &&
           (db_count(*rows) == 1 || refuse(why, &REFUSAL_NOT_FOUND, NULL));
}

bool registration_find(struct task *task, int64_t id, struct registration *out, struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, id, &rows, why))
        return false;
    *out = (struct registration){
        .id = id,
        .account_id = db_is_null(rows, 0, REGISTRATION_FIND_ACCOUNT_ID)
                          ? 0
                          : db_i64(rows, 0, REGISTRATION_FIND_ACCOUNT_ID),
        .place_code = db_text(rows, 0, REGISTRATION_FIND_PLACE_CODE),
        .administrator = db_text(rows, 0, REGISTRATION_FIND_ROLE)[0] != '\0',
    };
    return true;
}

json_t *registration_json(struct task *task, int64_t id, bool own, struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, id, &rows, why))
        return NULL;
    json_t *item = db_row_json(rows, 0);
    add_words(task, rows, 0, item, own);
    return item;
}

json_t *registration_own_list_json(struct task *task, int64_t account_id, const struct page *page,
                                   struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_registration_own_list,
                          DB_ARGS(DB_I64(account_id), PAGE_ARGS_DOWN(page)), &rows, why)
               ? page_json_with(task, page, rows, REGISTRATION_FIND_REGISTRATION_ID, add_words,
                                true)
               : NULL;
}

json_t *registration_desk_list_json(struct task *task, const char *region_code, const char *state,
                                    const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_registration_desk_list,
                          DB_ARGS(DB_TEXT(region_code), PAGE_ARGS(page),
                                  machine_states(&REGISTRATION_MACHINE, state)),
                          &rows, why)
               ? page_json_with(task, page, rows, REGISTRATION_FIND_REGISTRATION_ID, add_words,
                                false)
               : NULL;
}
