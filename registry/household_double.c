#include "registry/household_double.h"

#include "base/arena.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "gen/registry/sql.h"
#include "registry/household.h"

static const char REASON[] = "家里有人同时登记在别的县，请两县核实";

/* Columns of both statements that look. */
enum { LATER_ID, LATER_COUNTY, LATER_NO, EARLIER_ID, EARLIER_COUNTY, EARLIER_NO };

/* One of the two rows of a pair. */
struct side {
    int64_t id, other_id, member_no;
    const char *county, *other_county;
    bool is_later;
};

static void read_pair(const struct db_rows *rows, int row, struct side *later, struct side *earlier)
{
    *later = (struct side){.id = db_i64(rows, row, LATER_ID),
                           .county = db_text(rows, row, LATER_COUNTY),
                           .member_no = db_i64(rows, row, LATER_NO),
                           .other_id = db_i64(rows, row, EARLIER_ID),
                           .other_county = db_text(rows, row, EARLIER_COUNTY),
                           .is_later = true};
    *earlier = (struct side){.id = later->other_id,
                             .county = later->other_county,
                             .member_no = db_i64(rows, row, EARLIER_NO),
                             .other_id = later->id,
                             .other_county = later->county};
}

static void log_suspended(struct arena *arena, struct db_tx *tx, const struct db_rows *rows)
{
    int n = db_count(rows);
    const char **counties = arena_array(arena, (size_t)n + 1, sizeof(*counties));
    for (int i = 0; i < n; i++)
        counties[i] = db_text(rows, i, HOUSEHOLD_DOUBLE_SUSPEND_COUNTY_CODE);
    machine_log(tx, &HOUSEHOLD_MACHINE, db_column(arena, rows, HOUSEHOLD_DOUBLE_SUSPEND_ID),
                counties, n, HOUSEHOLD_CONFIRMED, HOUSEHOLD_SUSPENDED, ACTOR_SYSTEM, REASON);
}

static bool settle(struct task *task, struct db_tx *tx, const struct db_rows *pairs,
                   int64_t *suspended, struct refusal *why)
{
    int n = db_count(pairs);
    struct db_rows *rows;
    if (n == 0)
        return true;
    /* the later ones first */
    struct side *sides = arena_array(task->arena, (size_t)n * 2, sizeof(*sides));
    for (int i = 0; i < n; i++)
        read_pair(pairs, i, &sides[i], &sides[n + i]);
    db_tx_send(tx, &SQL_household_double_add,
               DB_ARGS(DB_COLUMN_I64(sides, 2 * n, id), DB_COLUMN_TEXT(sides, 2 * n, county),
                       DB_COLUMN_I64(sides, 2 * n, other_id),
                       DB_COLUMN_TEXT(sides, 2 * n, other_county),
                       DB_COLUMN_I64(sides, 2 * n, member_no),
                       DB_COLUMN_BOOL(sides, 2 * n, is_later), stamp_key()));
    if (!db_tx_query(tx, &SQL_household_double_suspend,
                     DB_ARGS(DB_COLUMN_I64(sides, n, id), DB_COLUMN_TEXT(sides, n, county)), &rows,
                     why))
        return false;
    *suspended += db_count(rows);
    if (db_count(rows) > 0)
        log_suspended(task->arena, tx, rows);
    return true;
}

bool household_double_of_run(struct task *task, struct db_tx *tx, int64_t run_id, int64_t most,
                             int64_t *found, int64_t *suspended, struct refusal *why)
{
    struct db_rows *pairs;
    if (!db_tx_query(tx, &SQL_household_double_of_run, DB_ARGS(DB_I64(run_id), DB_I64(most)),
                     &pairs, why))
        return false;
    *found = db_count(pairs);
    return settle(task, tx, pairs, suspended, why);
}

bool household_double_of(struct task *task, struct db_tx *tx, struct db_value numbers,
                         int64_t *suspended, struct refusal *why)
{
    struct db_rows *pairs;
    return db_tx_query(tx, &SQL_household_double_of, DB_ARGS(numbers), &pairs, why) &&
           settle(task, tx, pairs, suspended, why);
}
