#include "onboarding/legal_person.h"

#include "base/arena.h"
#include "base/crypto.h"
#include "gen/onboarding/sql.h"
#include "onboarding/dossier.h"

/* The columns stand alike in both statements. */
static void open_rows(struct task *task, const struct db_rows *rows, struct legal_persons *persons)
{
    int n = db_count(rows);
    persons->items = arena_array(task->arena, (size_t)n + 1, sizeof(*persons->items));
    persons->count = 0;
    for (int i = 0; i < n; i++) {
        size_t length;
        const void *sealed = db_bytes(rows, i, LEGAL_PERSON_OF__ID, &length);
        int64_t dossier_id = db_i64(rows, i, LEGAL_PERSON_OF_DOSSIER_ID);
        int64_t place = db_i64(rows, i, LEGAL_PERSON_OF_PLACE);
        const char *number =
            crypto_open_at(task->arena,
                           place == 0 ? CRYPTO_PLACE(DOSSIER_LEGAL_ID, dossier_id)
                                      : CRYPTO_PART(DOSSIER_SHARE_ID, dossier_id, place),
                           sealed, length);
        if (number != NULL && number[0] != '\0')
            persons->items[persons->count++] =
                (struct legal_person){db_i64(rows, i, LEGAL_PERSON_OF_ORGANISATION_ID), number};
    }
}

bool legal_persons_of_county(struct task *task, const char *county_code,
                             struct legal_persons *persons, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, &SQL_legal_person_of_county, DB_ARGS(DB_TEXT(county_code)),
                        &rows, why))
        return false;
    open_rows(task, rows, persons);
    return true;
}

bool legal_persons_of(struct task *task, const int64_t *organisations, size_t count,
                      struct legal_persons *persons, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, &SQL_legal_person_of, DB_ARGS(DB_I64S(organisations, count)),
                        &rows, why))
        return false;
    open_rows(task, rows, persons);
    return true;
}
