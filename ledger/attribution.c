#include "ledger/attribution.h"

#include <assert.h>
#include <string.h>

#include "base/id.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"

static const struct machine_move MOVES[] = {
    {ATTRIBUTION_ACCRUED, ATTRIBUTION_MATURED, "the order completed and its claim window is over"},
    {ATTRIBUTION_ACCRUED, ATTRIBUTION_REVERSED, "refunded in full before completion"},
    {ATTRIBUTION_ACCRUED, ATTRIBUTION_WITHHELD,
     "disputed, or the register no longer confirms the household"},
    {ATTRIBUTION_WITHHELD, ATTRIBUTION_ACCRUED, "the register confirms the household after all"},
    {ATTRIBUTION_WITHHELD, ATTRIBUTION_REVERSED, "refunded in full while withheld"},
    {ATTRIBUTION_MATURED, ATTRIBUTION_PAYABLE, "settlement period closed"},
    {ATTRIBUTION_PAYABLE, ATTRIBUTION_PAID, "paid out"},
    {ATTRIBUTION_PAID, ATTRIBUTION_CONFIRMED, "the household confirmed receipt"},
};
/* An entry is born accrued, or withheld when the register does not confirm the household. */
const struct machine ATTRIBUTION_MACHINE =
    MACHINE("attribution", ATTRIBUTION_STATES,
            STATE_SET(ATTRIBUTION_ACCRUED) | STATE_SET(ATTRIBUTION_WITHHELD), MOVES,
            &SQL_audit_attribution_state);

static struct transfer accrual(const struct attribution_credit *credit, int64_t id)
{
    bool withheld = credit->withhold_reason != NULL;
    return (struct transfer){.county_code = credit->county_code,
                             .debit_kind = ACCOUNT_ESCROW,
                             .debit_owner = credit->order_id,
                             .credit_kind = withheld ? ACCOUNT_WITHHELD : ACCOUNT_HOUSEHOLD_ACCRUED,
                             .credit_owner = credit->household_id,
                             .amount_fen = credit->amount_fen,
                             .kind = withheld ? TRANSFER_WITHHOLD : TRANSFER_ACCRUE,
                             .order_id = credit->order_id,
                             .cause_id = id};
}

void attribution_accrue(struct task *task, struct db_tx *tx,
                        const struct attribution_credit *credits, int count,
                        struct transfer_list *transfers)
{
    struct {
        int64_t id;
        struct attribution_credit of;
    } *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    int n = 0;
    for (int i = 0; i < count; i++) {
        assert(credits[i].amount_fen >= 0);
        if (credits[i].amount_fen == 0)
            continue;
        rows[n].id = id_next();
        rows[n].of = credits[i];
        transfer_add(transfers, accrual(&credits[i], rows[n].id));
        n++;
    }
    if (n > 0)
        db_tx_send(tx, &SQL_attribution_add,
                   DB_ARGS(DB_COLUMN_I64(rows, n, id), DB_COLUMN_TEXT(rows, n, of.county_code),
                           DB_COLUMN_I64(rows, n, of.order_id), DB_COLUMN_I64(rows, n, of.line_id),
                           DB_COLUMN_I64(rows, n, of.plan_id), DB_COLUMN_I64(rows, n, of.pool_no),
                           DB_COLUMN_I64(rows, n, of.household_id),
                           DB_COLUMN_TEXT(rows, n, of.village_code),
                           DB_COLUMN_TEXT(rows, n, of.kind), DB_COLUMN_I64(rows, n, of.amount_fen),
                           DB_COLUMN_TEXT(rows, n, of.withhold_reason), stamp_key()));
}

bool attribution_load(struct task *task, struct db_tx *tx, int64_t order_id,
                      struct attribution_entry **entries, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_attribution_lock, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    int n = db_count(rows);
    struct attribution_entry *found = arena_array(task->arena, (size_t)n, sizeof(*found));
    for (int i = 0; i < n; i++)
        found[i] = (struct attribution_entry){
            .id = db_i64(rows, i, ATTRIBUTION_LOCK_ID),
            .line_id = db_i64(rows, i, ATTRIBUTION_LOCK_LINE_ID),
            .pool_no = (int)db_i64(rows, i, ATTRIBUTION_LOCK_POOL_NO),
            .household_id = db_i64(rows, i, ATTRIBUTION_LOCK_HOUSEHOLD_ID),
            .county_code = db_text(rows, i, ATTRIBUTION_LOCK_COUNTY_CODE),
            .state = machine_state(&ATTRIBUTION_MACHINE, db_text(rows, i, ATTRIBUTION_LOCK_STATE)),
            .amount_fen = db_i64(rows, i, ATTRIBUTION_LOCK_AMOUNT_FEN),
            .reversed_fen = db_i64(rows, i, ATTRIBUTION_LOCK_REVERSED_FEN)};
    *entries = found;
    *count = n;
    return true;
}

/* Moves the chosen entries from one state to another, with the log. */
static void move_entries(struct task *task, struct db_tx *tx,
                         const struct attribution_entry *entries, const bool *chosen, int count,
                         enum attribution_state from, enum attribution_state to, int64_t actor_id,
                         const char *reason)
{
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof(*ids));
    const char **counties = arena_array(task->arena, (size_t)count, sizeof(*counties));
    int n = 0;
    for (int i = 0; i < count; i++)
        if (chosen[i] && entries[i].state == from) {
            ids[n] = entries[i].id;
            counties[n++] = entries[i].county_code;
        }
    if (n == 0)
        return;
    db_tx_send(tx, &SQL_attribution_move,
               DB_ARGS(DB_I64S(ids, (size_t)n),
                       DB_TEXT(machine_state_name(&ATTRIBUTION_MACHINE, from)),
                       DB_TEXT(machine_state_name(&ATTRIBUTION_MACHINE, to))));
    machine_log(tx, &ATTRIBUTION_MACHINE, ids, counties, n, from, to, actor_id, reason);
}

/* What takes an amount back from an entry; the state is accrued or withheld. */
static struct transfer reversal(const struct attribution_entry *entry, int64_t amount_fen,
                                int64_t order_id, int64_t id)
{
    bool withheld = entry->state == ATTRIBUTION_WITHHELD;
    assert(withheld || entry->state == ATTRIBUTION_ACCRUED);
    return (struct transfer){.county_code = entry->county_code,
                             .debit_kind = withheld ? ACCOUNT_WITHHELD : ACCOUNT_HOUSEHOLD_ACCRUED,
                             .debit_owner = entry->household_id,
                             .credit_kind = ACCOUNT_ESCROW,
                             .credit_owner = order_id,
                             .amount_fen = amount_fen,
                             .kind = TRANSFER_REVERSE,
                             .order_id = order_id,
                             .cause_id = id};
}

void attribution_reverse(struct task *task, struct db_tx *tx,
                         const struct attribution_entry *entries, const int64_t *takes, int count,
                         const struct attribution_cause *cause, struct transfer_list *transfers)
{
    struct {
        int64_t id, entry_id, amount_fen;
        const char *county_code;
    } *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    bool *emptied = arena_array(task->arena, (size_t)count, sizeof(*emptied));
    int n = 0;
    for (int i = 0; i < count; i++) {
        const struct attribution_entry *e = &entries[i];
        int64_t remaining = e->amount_fen - e->reversed_fen;
        assert(takes[i] >= 0 && takes[i] <= remaining);
        emptied[i] = remaining > 0 && takes[i] == remaining;
        if (takes[i] == 0)
            continue;
        rows[n].id = id_next();
        rows[n].entry_id = e->id;
        rows[n].amount_fen = takes[i];
        rows[n].county_code = e->county_code;
        transfer_add(transfers, reversal(e, takes[i], cause->order_id, rows[n].id));
        n++;
    }
    if (n == 0)
        return;
    db_tx_send(tx, &SQL_attribution_reversal_add,
               DB_ARGS(DB_COLUMN_I64(rows, n, id), DB_COLUMN_TEXT(rows, n, county_code),
                       DB_COLUMN_I64(rows, n, entry_id), DB_I64(cause->refund_id),
                       DB_COLUMN_I64(rows, n, amount_fen), stamp_key()));
    move_entries(task, tx, entries, emptied, count, ATTRIBUTION_ACCRUED, ATTRIBUTION_REVERSED,
                 cause->actor_id, cause->reason);
    move_entries(task, tx, entries, emptied, count, ATTRIBUTION_WITHHELD, ATTRIBUTION_REVERSED,
                 cause->actor_id, cause->reason);
}

static struct transfer maturing(const struct attribution_entry *entry, int64_t order_id)
{
    return (struct transfer){.county_code = entry->county_code,
                             .debit_kind = ACCOUNT_HOUSEHOLD_ACCRUED,
                             .debit_owner = entry->household_id,
                             .credit_kind = ACCOUNT_HOUSEHOLD,
                             .credit_owner = entry->household_id,
                             .amount_fen = entry->amount_fen - entry->reversed_fen,
                             .kind = TRANSFER_MATURE,
                             .order_id = order_id,
                             .cause_id = entry->id};
}

void attribution_mature(struct task *task, struct db_tx *tx,
                        const struct attribution_entry *entries, int count, int64_t order_id,
                        int64_t actor_id, struct transfer_list *transfers)
{
    bool *accrued = arena_array(task->arena, (size_t)count, sizeof(*accrued));
    for (int i = 0; i < count; i++) {
        accrued[i] = entries[i].state == ATTRIBUTION_ACCRUED;
        if (accrued[i])
            transfer_add(transfers, maturing(&entries[i], order_id));
    }
    move_entries(task, tx, entries, accrued, count, ATTRIBUTION_ACCRUED, ATTRIBUTION_MATURED,
                 actor_id, "claim window over");
}

/* ---- releasing what was withheld ---- */

static struct transfer releasing(const struct attribution_entry *entry, int64_t order_id)
{
    return (struct transfer){.county_code = entry->county_code,
                             .debit_kind = ACCOUNT_WITHHELD,
                             .debit_owner = entry->household_id,
                             .credit_kind = ACCOUNT_HOUSEHOLD_ACCRUED,
                             .credit_owner = entry->household_id,
                             .amount_fen = entry->amount_fen - entry->reversed_fen,
                             .kind = TRANSFER_RELEASE,
                             .order_id = order_id,
                             .cause_id = entry->id};
}

int64_t attribution_release(struct task *task, struct db_tx *tx, struct attribution_entry *entries,
                            int count, const struct attribution_release *release,
                            struct transfer_list *transfers)
{
    bool *chosen = arena_array(task->arena, (size_t)count, sizeof(*chosen));
    int64_t released_fen = 0;
    for (int i = 0; i < count; i++) {
        chosen[i] = entries[i].household_id == release->household_id &&
                    entries[i].state == ATTRIBUTION_WITHHELD;
        if (!chosen[i])
            continue;
        released_fen += entries[i].amount_fen - entries[i].reversed_fen;
        transfer_add(transfers, releasing(&entries[i], release->order_id));
        if (release->matured)
            transfer_add(transfers, maturing(&entries[i], release->order_id));
    }
    move_entries(task, tx, entries, chosen, count, ATTRIBUTION_WITHHELD, ATTRIBUTION_ACCRUED,
                 release->actor_id, release->reason);
    for (int i = 0; i < count; i++)
        entries[i].state = chosen[i] ? ATTRIBUTION_ACCRUED : entries[i].state;
    if (release->matured)
        move_entries(task, tx, entries, chosen, count, ATTRIBUTION_ACCRUED, ATTRIBUTION_MATURED,
                     release->actor_id, release->reason);
    return released_fen;
}
