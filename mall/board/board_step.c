#include "mall/board/board_step.h"

#include "base/map.h"
#include "gen/mall/board/sql.h"
#include "ledger/roll_up.h"

enum { ROWS = 4 }; /* a change is in: its county, its month, its kind, the total */

/* A change as the rule looks at it. */
struct place {
    const char *unit;        /* what is told or held whole */
    const char *rows[ROWS];  /* the cells it is in */
    const char *whose[ROWS]; /* the household in each of them */
};

/* The cell of a row and step; rows of fewer than the least group are one row. */
static const char *cell(struct arena *arena, const char *dimension, const char *key, int64_t with,
                        int64_t least, const char *step)
{
    return arena_printf(arena, "%s|%s|%s", dimension, with < least ? "" : key, step);
}

static struct place place_of(struct arena *arena, const struct board_change *it, int64_t least)
{
    struct place place = {
        .unit = arena_printf(arena, "%s|%s|%s|%lld", it->county_code, it->month, it->kind,
                             (long long)it->household_id),
        .rows = {cell(arena, "county", it->county_code, it->county_with, least, it->step),
                 cell(arena, "month", it->month, it->month_with, least, it->step),
                 cell(arena, "kind", it->kind, it->kind_with, least, it->step),
                 cell(arena, "total", "", 0, 0, it->step)}};
    for (int r = 0; r < ROWS; r++)
        place.whose[r] = arena_printf(arena, "%s|%lld", place.rows[r], (long long)it->household_id);
    return place;
}

/* How many households change in each cell by what is not held. */
static void count_cells(const struct board_change *changes, const struct place *places, int count,
                        struct arena *arena, struct map *cells)
{
    struct map seen;
    map_init(&seen, arena);
    map_init(cells, arena);
    for (int i = 0; i < count; i++) {
        for (int r = 0; !changes[i].held && r < ROWS; r++) {
            bool fresh;
            map_add(&seen, places[i].whose[r], &fresh);
            map_add(cells, places[i].rows[r], NULL)->number += fresh;
        }
    }
}

/* Holds what is in a cell with too few; whether that was any. */
static bool hold_small(struct board_change *changes, const struct place *places, int count,
                       int64_t least, const struct map *cells, struct map *units)
{
    bool any = false;
    for (int i = 0; i < count; i++) {
        for (int r = 0; !changes[i].held && r < ROWS; r++) {
            if (map_find(cells, places[i].rows[r])->number < least) {
                map_add(units, places[i].unit, NULL);
                any = true;
            }
        }
    }
    for (int i = 0; any && i < count; i++)
        changes[i].held = map_find(units, places[i].unit) != NULL;
    return any;
}

int board_step_hold(struct arena *arena, struct board_change *changes, int count, int64_t least)
{
    struct place *places = arena_array(arena, (size_t)count, sizeof(*places));
    struct map units, cells;
    int held = 0;
    map_init(&units, arena);
    for (int i = 0; i < count; i++) {
        changes[i].held = false;
        places[i] = place_of(arena, &changes[i], least);
    }
    do
        count_cells(changes, places, count, arena, &cells);
    while (hold_small(changes, places, count, least, &cells, &units));
    for (int i = 0; i < count; i++)
        held += changes[i].held;
    return held;
}

/* ---- in the database ---- */

/* The key of a county's, month's or kind's row of a step. */
static const char *row_key(struct arena *arena, const char *county_code, const char *month,
                           const char *kind, const char *step)
{
    return arena_printf(arena, "%s|%s|%s|%s", county_code, month, kind, step);
}

static int64_t with_of(const struct map *with, const char *key)
{
    const struct map_slot *slot = map_find(with, key);
    return slot != NULL ? slot->number : 0;
}

/* The changes of what was read, *count; the rows before them say how many households have money
 * where. */
static struct board_change *read_changes(struct task *task, const struct db_rows *rows, int *count)
{
    struct arena *arena = task->arena;
    struct board_change *changes = arena_array(arena, (size_t)db_count(rows), sizeof(*changes));
    struct map with;
    map_init(&with, arena);
    *count = 0;
    for (int i = 0; i < db_count(rows); i++) {
        struct board_change it = {.county_code = db_text(rows, i, BOARD_INCOME_CHANGES_COUNTY_CODE),
                                  .month = db_text(rows, i, BOARD_INCOME_CHANGES_MONTH),
                                  .kind = db_text(rows, i, BOARD_INCOME_CHANGES_KIND),
                                  .step = db_text(rows, i, BOARD_INCOME_CHANGES_STEP),
                                  .household_id =
                                      db_i64(rows, i, BOARD_INCOME_CHANGES_HOUSEHOLD_ID),
                                  .fen = db_i64(rows, i, BOARD_INCOME_CHANGES_FEN)};
        if (it.household_id == 0) {
            map_add(&with, row_key(arena, it.county_code, it.month, it.kind, it.step), NULL)
                ->number = it.fen;
            continue;
        }
        it.county_with = with_of(&with, row_key(arena, it.county_code, "", "", it.step));
        it.month_with = with_of(&with, row_key(arena, "", it.month, "", it.step));
        it.kind_with = with_of(&with, row_key(arena, "", "", it.kind, it.step));
        changes[(*count)++] = it;
    }
    return changes;
}

/* What is told, *count, and the households' months of which something is held. */
static struct board_change *told_of(struct task *task, const struct board_change *changes,
                                    int *count, struct roll_up_moved **held, int *held_count)
{
    size_t n = (size_t)*count;
    struct board_change *told = arena_array(task->arena, n, sizeof(*told));
    *held = arena_array(task->arena, n, sizeof(**held));
    *count = *held_count = 0;
    for (size_t i = 0; i < n; i++)
        if (changes[i].held)
            (*held)[(*held_count)++] =
                (struct roll_up_moved){changes[i].household_id, changes[i].month, changes[i].kind};
        else
            told[(*count)++] = changes[i];
    return told;
}

bool board_step_take(struct task *task, struct db_tx *tx, int64_t least, struct refusal *why)
{
    struct db_rows *rows, *before;
    struct roll_up_moved *held;
    int count, held_count;
    if (!db_tx_query(tx, &SQL_board_income_told, DB_NO_ARGS, &before, why) ||
        !db_tx_query(tx, &SQL_board_income_changes, DB_NO_ARGS, &rows, why))
        return false;
    struct board_change *changes = read_changes(task, rows, &count);
    if (least > 0 && db_bool(before, 0, BOARD_INCOME_TOLD_TOLD))
        board_step_hold(task->arena, changes, count, least);
    changes = told_of(task, changes, &count, &held, &held_count);
    if (count > 0)
        db_tx_send(
            tx, &SQL_board_income_take,
            DB_ARGS(DB_COLUMN_TEXT(changes, count, county_code),
                    DB_COLUMN_TEXT(changes, count, month), DB_COLUMN_TEXT(changes, count, kind),
                    DB_COLUMN_I64(changes, count, household_id),
                    DB_COLUMN_TEXT(changes, count, step), DB_COLUMN_I64(changes, count, fen)));
    roll_up_moved_clear(tx, held, held_count);
    return true;
}
