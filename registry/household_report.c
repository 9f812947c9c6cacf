#include "registry/household_report.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
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

void household_report_incomes(struct task *task, struct db_tx *tx,
                              const struct household_income *incomes, int count)
{
    if (count == 0)
        return;
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof(*ids));
    for (int i = 0; i < count; i++)
        ids[i] = id_next();
    db_tx_send(tx, &SQL_household_report_income,
               DB_ARGS(DB_I64S(ids, (size_t)count), DB_COLUMN_I64(incomes, count, household_id),
                       DB_COLUMN_TEXT(incomes, count, county_code),
                       DB_COLUMN_TEXT(incomes, count, from_day),
                       DB_COLUMN_TEXT(incomes, count, to_day),
                       DB_COLUMN_I64(incomes, count, credited_fen),
                       DB_COLUMN_I64(incomes, count, reversed_fen)));
}

/* ---- what waits ---- */

static const char *open_text(struct arena *arena, const struct db_rows *rows, int row)
{
    size_t length;
    const void *sealed = db_bytes(rows, row, HOUSEHOLD_REPORT_WAITING_TEXT_SEALED, &length);
    const char *text =
        sealed == NULL
            ? NULL
            : crypto_open_at(
                  arena,
                  household_report_place(db_i64(rows, row, HOUSEHOLD_REPORT_WAITING_HOUSEHOLD_ID),
                                         db_text(rows, row, HOUSEHOLD_REPORT_WAITING_KIND)),
                  sealed, length);
    return text != NULL ? text : "";
}

static void read_income(const struct db_rows *rows, int row, struct household_income *income)
{
    if (db_is_null(rows, row, HOUSEHOLD_REPORT_WAITING_CREDITED_FEN))
        return;
    income->from_day = db_text(rows, row, HOUSEHOLD_REPORT_WAITING_FROM_DAY);
    income->to_day = db_text(rows, row, HOUSEHOLD_REPORT_WAITING_TO_DAY);
    income->credited_fen = db_i64(rows, row, HOUSEHOLD_REPORT_WAITING_CREDITED_FEN);
    income->reversed_fen = db_i64(rows, row, HOUSEHOLD_REPORT_WAITING_REVERSED_FEN);
}

bool household_report_next(struct task *task, int limit, struct household_report_waiting **waiting,
                           int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_WORK, &SQL_household_report_waiting, DB_ARGS(DB_I64(limit)), &rows,
                        why))
        return false;
    *count = db_count(rows);
    *waiting = arena_array(task->arena, (size_t)*count + 1, sizeof(**waiting));
    for (int row = 0; row < *count; row++) {
        struct household_report_waiting *one = &(*waiting)[row];
        *one = (struct household_report_waiting){
            .id = db_i64(rows, row, HOUSEHOLD_REPORT_WAITING_ID),
            .revision = db_i64(rows, row, HOUSEHOLD_REPORT_WAITING_REVISION),
            .household_no = db_text(rows, row, HOUSEHOLD_REPORT_WAITING_HOUSEHOLD_NO),
            .kind = db_text(rows, row, HOUSEHOLD_REPORT_WAITING_KIND),
            .text = open_text(task->arena, rows, row),
            .changed_us = db_i64(rows, row, HOUSEHOLD_REPORT_WAITING_CHANGED_US)};
        read_income(rows, row, &one->income);
    }
    return true;
}

bool household_report_told(struct task *task, const struct household_report_waiting *told,
                           int count, struct refusal *why)
{
    return count == 0 || db_query_class(task, DB_WORK, &SQL_household_report_told,
                                        DB_ARGS(DB_COLUMN_I64(told, count, id),
                                                DB_COLUMN_I64(told, count, revision),
                                                DB_COLUMN_TEXT(told, count, code)),
                                        NULL, why);
}
