#include "registry/household_face.h"

#include <string.h>

#include "base/crypto.h"
#include "gen/registry/sql.h"
#include "registry/mask.h"
#include "registry/region.h"

/* The member whose name household_face.sql gives. */
enum { HEAD_NO = 1 };

/* A sealed column, masked; "" when there is none or it does not open. */
static const char *masked(struct task *task, const struct db_rows *rows, int column,
                          struct crypto_place place, char *(*mask)(struct arena *, const char *))
{
    size_t length;
    if (db_is_null(rows, 0, column))
        return "";
    const void *sealed = db_bytes(rows, 0, column, &length);
    const char *plain = crypto_open_at(task->arena, place, sealed, length);
    return plain != NULL ? mask(task->arena, plain) : "";
}

bool household_face(struct task *task, const struct household *household,
                    struct household_face *face, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_household_face, DB_ARGS(DB_I64(household->id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    size_t length = strlen(household->household_no);
    *face = (struct household_face){
        .head = masked(task, rows, HOUSEHOLD_FACE__NAME,
                       CRYPTO_PART(MEMBER_NAME, household->id, HEAD_NO), mask_name),
        .phone = masked(task, rows, HOUSEHOLD_FACE__PHONE,
                        CRYPTO_PLACE(HOUSEHOLD_PHONE, household->id), mask_mobile),
        .village = region_path(task, household->village_code),
        .tail = household->household_no + (length > 4 ? length - 4 : 0)};
    if (face->head[0] == '\0')
        face->head = household->pseudonym;
    return true;
}
