#include "registry/household_take.h"

#include <string.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/machine.h"
#include "base/stamp.h"
#include "base/unique_value.h"
#include "gen/registry/sql.h"
#include "registry/household.h"

/* Why a household counts no longer, by what the register says of it. */
static const struct {
    const char *word, *reason;
} DOUBTS[] = {
    {"exited", "登记系统：已退出"},
    {"moved_away", "登记系统：已迁往外县"},
    {"doubtful", "登记系统：这户的变更前后不一致"},
};
static const char MISSING[] = "登记系统：最新快照里没有这户";

bool household_take_bound(struct task *task, int64_t run_id, int64_t after, int64_t most,
                          struct household_bound *bound, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, &SQL_household_take_bound,
                        DB_ARGS(DB_I64(run_id), DB_I64(after), DB_I64(most)), &rows, why))
        return false;
    bool is_left = !db_is_null(rows, 0, HOUSEHOLD_TAKE_BOUND_LINE_NO);
    *bound = (struct household_bound){
        .to = is_left ? db_i64(rows, 0, HOUSEHOLD_TAKE_BOUND_LINE_NO) : 0,
        .ends_village = db_bool(rows, 0, HOUSEHOLD_TAKE_BOUND_ENDS_VILLAGE)};
    return true;
}

/* ---- one piece ---- */

struct piece {
    struct arena *arena;
    struct db_tx *tx;
    int64_t run_id, after, to;
    struct household_taken *taken;
};

#define PIECE_ARGS(piece_) DB_I64((piece_)->run_id), DB_I64((piece_)->after), DB_I64((piece_)->to)

/* Before anything is written: what was known is still there to be compared. */
static bool count_learned(struct piece *piece, struct refusal *why)
{
    struct db_rows *rows;
    uint8_t none[32];
    crypto_lookup_hash(HOUSEHOLD_PHONE, "", none);
    if (!db_tx_query(piece->tx, &SQL_household_take_learned,
                     DB_ARGS(PIECE_ARGS(piece), DB_BYTES(none, sizeof(none))), &rows, why))
        return false;
    piece->taken->learned = db_i64(rows, 0, HOUSEHOLD_TAKE_LEARNED_HOUSEHOLDS);
    piece->taken->members_learned = db_i64(rows, 0, HOUSEHOLD_TAKE_LEARNED_MEMBERS);
    return true;
}

/* Before others come: whoever moves from one household into another leaves the first. */
static bool take_gone_members(struct piece *piece, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(piece->tx, &SQL_household_take_member_gone, DB_ARGS(PIECE_ARGS(piece)), &rows,
                     why))
        return false;
    piece->taken->members_gone += db_count(rows);
    return true;
}

static bool take_households(struct piece *piece, struct refusal *why)
{
    struct arena *arena = piece->arena;
    struct db_rows *added, *changed;
    db_tx_ask(piece->tx, &SQL_household_take_add, DB_ARGS(PIECE_ARGS(piece), stamp_key()), &added);
    if (!db_tx_query(piece->tx, &SQL_household_take_change, DB_ARGS(PIECE_ARGS(piece), stamp_key()),
                     &changed, why))
        return false;
    int n = db_count(added);
    piece->taken->added += n;
    piece->taken->changed += db_count(changed) - piece->taken->learned;
    if (n == 0)
        return true;
    const char **numbers = arena_array(arena, (size_t)n, sizeof(*numbers));
    for (int i = 0; i < n; i++)
        numbers[i] = db_text(added, i, HOUSEHOLD_TAKE_ADD_HOUSEHOLD_NO);
    unique_value_take(piece->tx, UNIQUE_HOUSEHOLD_NO, DB_TEXTS(numbers, n),
                      DB_I64S(db_column(arena, added, HOUSEHOLD_TAKE_ADD_ID), n));
    return true;
}

static bool take_members(struct piece *piece, struct refusal *why)
{
    struct db_rows *added, *changed;
    db_tx_ask(piece->tx, &SQL_household_take_member_add, DB_ARGS(PIECE_ARGS(piece), stamp_key()),
              &added);
    if (!db_tx_query(piece->tx, &SQL_household_take_member_change,
                     DB_ARGS(PIECE_ARGS(piece), stamp_key()), &changed, why))
        return false;
    piece->taken->members_added += db_affected(added);
    piece->taken->members_changed += db_count(changed) - piece->taken->members_learned;
    return true;
}

static void log_suspended(struct arena *arena, struct db_tx *tx, const struct db_rows *rows,
                          const char *why_word, const char *reason)
{
    int64_t *ids = arena_array(arena, (size_t)db_count(rows), sizeof(*ids));
    const char **counties = arena_array(arena, (size_t)db_count(rows), sizeof(*counties));
    int n = 0;
    for (int row = 0; row < db_count(rows); row++) {
        if (why_word != NULL && strcmp(db_text(rows, row, HOUSEHOLD_TAKE_DOUBT_WHY), why_word) != 0)
            continue;
        ids[n] = db_i64(rows, row, HOUSEHOLD_TAKE_DOUBT_ID);
        counties[n++] = db_text(rows, row, HOUSEHOLD_TAKE_DOUBT_COUNTY_CODE);
    }
    if (n > 0)
        machine_log(tx, &HOUSEHOLD_MACHINE, ids, counties, n, HOUSEHOLD_CONFIRMED,
                    HOUSEHOLD_SUSPENDED, ACTOR_SYSTEM, reason);
}

static bool take_doubts(struct piece *piece, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(piece->tx, &SQL_household_take_doubt, DB_ARGS(PIECE_ARGS(piece)), &rows, why))
        return false;
    piece->taken->suspended += db_count(rows);
    for (size_t i = 0; db_count(rows) > 0 && i < sizeof(DOUBTS) / sizeof(DOUBTS[0]); i++)
        log_suspended(piece->arena, piece->tx, rows, DOUBTS[i].word, DOUBTS[i].reason);
    return true;
}

bool household_take(struct task *task, struct db_tx *tx, int64_t run_id, int64_t after, int64_t to,
                    const char *snapshot_id, struct household_taken *taken, struct refusal *why)
{
    struct piece piece = {task->arena, tx, run_id, after, to, taken};
    db_tx_send(tx, &SQL_household_take_plans, DB_NO_ARGS);
    if (!count_learned(&piece, why) || !take_gone_members(&piece, why) ||
        !take_households(&piece, why))
        return false;
    db_tx_send(tx, &SQL_household_take_version_end, DB_ARGS(PIECE_ARGS(&piece)));
    db_tx_send(tx, &SQL_household_take_version_add,
               DB_ARGS(PIECE_ARGS(&piece), stamp_key(), DB_TEXT(snapshot_id)));
    return take_members(&piece, why) && take_doubts(&piece, why);
}

/* ---- who is missing ---- */

bool household_gone_count(struct task *task, int64_t run_id, int64_t change_no, int64_t *gone,
                          int64_t *known, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, &SQL_household_gone_count,
                        DB_ARGS(DB_I64(run_id), DB_I64(change_no)), &rows, why))
        return false;
    *gone = db_i64(rows, 0, HOUSEHOLD_GONE_COUNT_HOUSEHOLDS);
    *known = db_i64(rows, 0, HOUSEHOLD_GONE_COUNT_KNOWN);
    return true;
}

bool household_gone_suspend(struct task *task, struct db_tx *tx, int64_t run_id, int64_t change_no,
                            int64_t most, int64_t *done, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_household_gone_doubt,
                     DB_ARGS(DB_I64(run_id), DB_I64(change_no), DB_I64(most)), &rows, why))
        return false;
    *done = db_count(rows);
    if (*done > 0)
        log_suspended(task->arena, tx, rows, NULL, MISSING);
    return true;
}
