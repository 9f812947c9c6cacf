#include "registry/member_phone.h"

#include <string.h>

#include <jansson.h>

#include "base/db.h"
#include "gen/registry/sql.h"
#include "registry/household.h"
#include "registry/household_stage.h"

struct crypto_place member_phone_place(int64_t household_id, int64_t member_no)
{
    return CRYPTO_PART(HOUSEHOLD_PHONE, household_id, member_no);
}

static const char *opened(struct task *task, const struct db_rows *rows, int row, int column,
                          struct crypto_place place)
{
    size_t length;
    if (db_is_null(rows, row, column))
        return "";
    const void *sealed = db_bytes(rows, row, column, &length);
    const char *text = crypto_open_at(task->arena, place, sealed, length);
    return text != NULL ? text : "";
}

/* What the version that holds says of the member with this identity number. */
static const char *phone_of(struct arena *arena, const char *facts, const char *id_number)
{
    json_t *record = json_loads(facts, 0, NULL), *member;
    const char *phone = "";
    size_t i;
    json_array_foreach(json_object_get(record, "members"), i, member) {
        const char *number = json_string_value(json_object_get(member, "id_number")),
                   *said = json_string_value(json_object_get(member, "phone"));
        if (number != NULL && said != NULL && strcmp(number, id_number) == 0)
            phone = arena_strdup(arena, said);
    }
    json_decref(record);
    return phone;
}

struct filled {
    int64_t id;
    const void *sealed;
    size_t length;
    uint8_t hash[32];
};

static void fill(struct task *task, const struct db_rows *rows, int row, struct filled *filled)
{
    int64_t household = db_i64(rows, row, MEMBER_PHONE_DUE_HOUSEHOLD_ID),
            no = db_i64(rows, row, MEMBER_PHONE_DUE_MEMBER_NO);
    const char *facts =
        opened(task, rows, row, MEMBER_PHONE_DUE_FACTS_SEALED,
               CRYPTO_PLACE(HOUSEHOLD_FACTS, db_i64(rows, row, MEMBER_PHONE_DUE_VERSION_ID)));
    const char *number = opened(task, rows, row, MEMBER_PHONE_DUE_ID_NUMBER_SEALED,
                                CRYPTO_PART(MEMBER_ID_NUMBER, household, no));
    const char *phone = phone_of(task->arena, facts, number);
    filled->id = db_i64(rows, row, MEMBER_PHONE_DUE_ID);
    filled->sealed =
        crypto_seal_at(task->arena, member_phone_place(household, no), phone, &filled->length);
    crypto_lookup_hash(HOUSEHOLD_PHONE, phone, filled->hash);
}

bool member_phone_due(struct task *task, int *done, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, &SQL_member_phone_due, DB_ARGS(DB_I64(MEMBER_PHONES)), &rows,
                        why))
        return false;
    int n = *done = db_count(rows);
    if (n == 0)
        return true;
    struct filled *filled = arena_array(task->arena, (size_t)n, sizeof(*filled));
    for (int row = 0; row < n; row++)
        fill(task, rows, row, &filled[row]);
    return db_query_class(task, DB_WORK, &SQL_member_phone_set,
                          DB_ARGS(DB_COLUMN_I64(filled, n, id),
                                  DB_COLUMN_BYTES(filled, n, sealed, length),
                                  DB_COLUMN_HASH(filled, n, hash)),
                          NULL, why);
}
