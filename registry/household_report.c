#include "registry/household_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "gen/registry/sql.h"

/* As sealed_report_read.sql numbers them. */
enum { PART_ADDRESS = 0, PART_CONTACT = 1 };

struct crypto_place household_report_place(int64_t household_id, const char *kind)
{
    int64_t part = strcmp(kind, REPORT_CONTACT) == 0 ? PART_CONTACT : PART_ADDRESS;
    return CRYPTO_PART(HOUSEHOLD_REPORT_TEXT, household_id, part);
}

struct sealed_report {
    int64_t id;
    const void *sealed;
    size_t length;
};

void household_report_add(struct task *task, struct db_tx *tx,
                          const struct household_report *reports, int count)
{
    if (count == 0)
        return;
    struct sealed_report *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    for (int i = 0; i < count; i++) {
        rows[i].id = id_next();
        rows[i].sealed = crypto_seal_at(
            task->arena, household_report_place(reports[i].household_id, reports[i].kind),
            reports[i].text, &rows[i].length);
    }
    db_tx_send(tx, &SQL_household_report_put,
               DB_ARGS(DB_COLUMN_I64(rows, count, id), DB_COLUMN_TEXT(reports, count, county_code),
                       DB_COLUMN_I64(reports, count, household_id),
                       DB_COLUMN_TEXT(reports, count, kind),
                       DB_COLUMN_BYTES(rows, count, sealed, length)));
}
