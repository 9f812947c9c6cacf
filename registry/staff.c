#include "registry/staff.h"

#include <string.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/account.h"
#include "registry/grant.h"
#include "registry/mask.h"

const char *const STAFF_ROLES[] = {"listing_clerk", "packer", "accountant", NULL};

static bool is_staff_role(const char *role)
{
    for (int i = 0; STAFF_ROLES[i] != NULL; i++)
        if (strcmp(role, STAFF_ROLES[i]) == 0)
            return true;
    return false;
}

static const char *phone_of(struct task *task, const struct db_rows *rows, int row)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, STAFF_LIST__PHONE, &length);
    int64_t account_id = db_i64(rows, row, STAFF_LIST_ACCOUNT_ID);
    const char *phone =
        crypto_open_at(task->arena, CRYPTO_PLACE(ACCOUNT_PHONE, account_id), sealed, length);
    return mask_mobile(task->arena, phone);
}

static bool read_staff(struct task *task, int64_t organisation_id, struct db_rows **rows,
                       struct refusal *why)
{
    return db_query(task, &SQL_staff_list, DB_ARGS(DB_I64(organisation_id)), rows, why);
}

json_t *staff_list_json(struct task *task, int64_t organisation_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!read_staff(task, organisation_id, &rows, why))
        return NULL;
    json_t *items = db_rows_json(rows), *item;
    size_t row;
    json_array_foreach(items, row, item)
        json_object_set_new(item, "phone", json_string(phone_of(task, rows, (int)row)));
    return items;
}

bool staff_give(struct task *task, int64_t organisation_id, const char *phone, const char *role,
                int64_t actor_id, int64_t *grant_id, struct refusal *why)
{
    struct grant_given given;
    struct grant_wish wish = {.phone = phone,
                              .role = role,
                              .region_code = "",
                              .organisation_id = organisation_id,
                              .reason = "本单位指定",
                              .expires_on = ""};
    if (!grant_give(task, &wish, actor_id, &given, why))
        return false;
    *grant_id = given.grant_id;
    return true;
}

bool staff_take_back(struct task *task, int64_t organisation_id, int64_t grant_id, int64_t actor_id,
                     struct refusal *why)
{
    struct db_rows *rows;
    if (!read_staff(task, organisation_id, &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        if (db_i64(rows, row, STAFF_LIST_GRANT_ID) == grant_id &&
            is_staff_role(db_text(rows, row, STAFF_LIST_ROLE)))
            return grant_take_back(task, grant_id, actor_id, why);
    return refuse(why, &REFUSAL_NOT_FOUND, NULL);
}
