#include "ledger/payout.h"

#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/sealed.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"
#include "ledger/transfer.h"

static const struct machine_move MOVES[] = {
    {PAYOUT_PLANNED, PAYOUT_HELD, "something holds it, or a person"},
    {PAYOUT_HELD, PAYOUT_PLANNED, "a person lets it pass"},
    {PAYOUT_PLANNED, PAYOUT_LEFT, "its run was dropped"},
    {PAYOUT_HELD, PAYOUT_LEFT, "its run went out, or was dropped, without it"},
    {PAYOUT_PLANNED, PAYOUT_ORDERED, "its run was released"},
    {PAYOUT_ORDERED, PAYOUT_PAID, "the bank paid it"},
    {PAYOUT_ORDERED, PAYOUT_FAILED, "the bank could not pay it"},
    {PAYOUT_PAID, PAYOUT_RETURNED, "it came back to the bank"},
    {PAYOUT_PAID, PAYOUT_CONFIRMED, "the household has it"},
    {PAYOUT_PAID, PAYOUT_DISPUTED, "the household has it not"},
    {PAYOUT_DISPUTED, PAYOUT_CONFIRMED, "the household has found it"},
    {PAYOUT_DISPUTED, PAYOUT_PAID, "the county has shown that it was paid"},
    {PAYOUT_DISPUTED, PAYOUT_RETURNED, "it came back to the bank"},
};
const struct machine PAYOUT_MACHINE =
    PASSING_MACHINE("payout", PAYOUT_STATES, STATE_SET(PAYOUT_PLANNED) | STATE_SET(PAYOUT_HELD),
                    MOVES, &SQL_audit_payout_state);

static const struct sealed_table PAYEES = {
    .name = "payout",
    .read = &SQL_sealed_payout_read,
    .write = &SQL_sealed_payout_write,
    .fields = {{.column = "payee_sealed", .field = PAYOUT_PAYEE}, {.column = NULL}}};
const struct sealed_table *const PAYOUT_SEALED[] = {&PAYEES, NULL};

/* ---- writing ---- */

static void stamp(struct db_tx *tx, const int64_t *ids, int count)
{
    db_tx_send(tx, &SQL_payout_stamp, DB_ARGS(stamp_key(), DB_I64S(ids, count)));
}

/* What a run's lines come to, by state: kept with each move. */
struct tally {
    int64_t run_id;
    const char *county_code;
    int64_t households[PAYOUT_DISPUTED + 1], fen[PAYOUT_DISPUTED + 1];
};

static void tally_count(struct tally *tally, int state, int households, int64_t fen)
{
    tally->households[state] += households;
    tally->fen[state] += households * fen;
}

static void tally_send(struct db_tx *tx, const struct tally *tally)
{
    const char *states[PAYOUT_DISPUTED + 1];
    int64_t households[PAYOUT_DISPUTED + 1], fen[PAYOUT_DISPUTED + 1];
    int n = 0;
    for (int state = 0; state <= PAYOUT_DISPUTED; state++) {
        if (tally->households[state] == 0)
            continue;
        states[n] = machine_state_name(&PAYOUT_MACHINE, state);
        households[n] = tally->households[state];
        fen[n++] = tally->fen[state];
    }
    db_tx_send(tx, &SQL_payout_tally,
               DB_ARGS(DB_I64(tally->run_id), DB_TEXT(tally->county_code), DB_TEXTS(states, n),
                       DB_I64S(households, n), DB_I64S(fen, n)));
}

void payout_add(struct db_tx *tx, int64_t run_id, const char *county_code,
                const struct payout_plan *lines, int count, const struct payout_basis *basis)
{
    if (count == 0)
        return;
    db_tx_send(tx, &SQL_payout_add,
               DB_ARGS(DB_I64(run_id), DB_TEXT(county_code), DB_COLUMN_I64(lines, count, id),
                       DB_COLUMN_I64(lines, count, household_id),
                       DB_COLUMN_I64(lines, count, amount_fen),
                       DB_COLUMN_BYTES(lines, count, payee, payee_length),
                       DB_COLUMN_TEXT(lines, count, state), DB_COLUMN_TEXT(lines, count, reasons),
                       DB_COLUMN_TEXT(lines, count, verdicts), DB_TEXT(basis->snapshot_id),
                       DB_I64(basis->change_no)));
    struct tally tally = {.run_id = run_id, .county_code = county_code};
    int64_t *ids = arena_array(db_tx_task(tx)->arena, (size_t)count, sizeof(*ids));
    for (int i = 0; i < count; i++) {
        ids[i] = lines[i].id;
        tally_count(&tally, machine_state(&PAYOUT_MACHINE, lines[i].state), 1, lines[i].amount_fen);
    }
    stamp(tx, ids, count);
    tally_send(tx, &tally);
}

bool payout_lock(struct task *task, struct db_tx *tx, const int64_t *ids, int id_count,
                 struct payout **lines, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payout_lock, DB_ARGS(DB_I64S(ids, id_count)), &rows, why))
        return false;
    *count = db_count(rows);
    *lines = arena_array(task->arena, (size_t)*count + 1, sizeof(**lines));
    for (int i = 0; i < *count; i++)
        (*lines)[i] = (struct payout){
            .id = db_i64(rows, i, PAYOUT_LOCK_PAYOUT_ID),
            .run_id = db_i64(rows, i, PAYOUT_LOCK_RUN_ID),
            .household_id = db_i64(rows, i, PAYOUT_LOCK_HOUSEHOLD_ID),
            .amount_fen = db_i64(rows, i, PAYOUT_LOCK_AMOUNT_FEN),
            .county_code = db_text(rows, i, PAYOUT_LOCK_COUNTY_CODE),
            .state = machine_state(&PAYOUT_MACHINE, db_text(rows, i, PAYOUT_LOCK_STATE)),
            .reasons = db_text(rows, i, PAYOUT_LOCK_REASONS),
            .passed = db_text(rows, i, PAYOUT_LOCK_PASSED),
            .ordered_on = db_text(rows, i, PAYOUT_LOCK_ORDERED_ON),
            .paid_on = db_text(rows, i, PAYOUT_LOCK_PAID_ON),
            .bank_no = db_text(rows, i, PAYOUT_LOCK_BANK_NO)};
    return true;
}

/* What a move books, and between which accounts. */
static const struct booking {
    enum payout_state to;
    const char *kind, *debit, *credit;
} BOOKINGS[] = {
    {PAYOUT_ORDERED, TRANSFER_PAYOUT_ORDER, ACCOUNT_HOUSEHOLD_DRAWN, ACCOUNT_PAYOUT},
    {PAYOUT_PAID, TRANSFER_PAYOUT_PAID, ACCOUNT_PAYOUT, ACCOUNT_BANK},
    {PAYOUT_FAILED, TRANSFER_PAYOUT_FAILED, ACCOUNT_PAYOUT, ACCOUNT_HOUSEHOLD_DRAWN},
    {PAYOUT_RETURNED, TRANSFER_PAYOUT_RETURNED, ACCOUNT_BANK, ACCOUNT_HOUSEHOLD_DRAWN},
};

/* NULL = nothing. A dispute that the county answers makes a line paid again, which it was. */
static const struct booking *booking_of(enum payout_state from, enum payout_state to)
{
    if (from == PAYOUT_DISPUTED && to == PAYOUT_PAID)
        return NULL;
    for (size_t i = 0; i < sizeof(BOOKINGS) / sizeof(BOOKINGS[0]); i++)
        if (BOOKINGS[i].to == to)
            return &BOOKINGS[i];
    return NULL;
}

static int64_t owner_of(const char *account, const struct payout *line)
{
    if (strcmp(account, ACCOUNT_HOUSEHOLD_DRAWN) == 0)
        return line->household_id;
    return strcmp(account, ACCOUNT_PAYOUT) == 0 ? line->id : 0;
}

static void book(struct task *task, struct db_tx *tx, const struct payout_move *moves, int count,
                 const struct booking *booking)
{
    struct transfer_list transfers;
    transfer_list_init(&transfers, task);
    for (int i = 0; i < count; i++) {
        const struct payout *line = moves[i].line;
        transfer_add(&transfers, (struct transfer){.county_code = line->county_code,
                                                   .debit_kind = booking->debit,
                                                   .debit_owner = owner_of(booking->debit, line),
                                                   .credit_kind = booking->credit,
                                                   .credit_owner = owner_of(booking->credit, line),
                                                   .amount_fen = line->amount_fen,
                                                   .kind = booking->kind,
                                                   .cause_id = line->id});
    }
    transfer_book(tx, &transfers);
}

static void tally_move(struct db_tx *tx, const struct payout_move *moves, int count,
                       enum payout_state to)
{
    struct tally tally = {.run_id = moves[0].line->run_id,
                          .county_code = moves[0].line->county_code};
    for (int i = 0; i < count; i++) {
        assert(moves[i].line->run_id == tally.run_id);
        tally_count(&tally, (int)moves[i].line->state, -1, moves[i].line->amount_fen);
        tally_count(&tally, (int)to, 1, moves[i].line->amount_fen);
    }
    tally_send(tx, &tally);
}

static void write_moves(struct db_tx *tx, const struct payout_move *moves, int count,
                        const int64_t *ids, enum payout_state to)
{
    struct db_value lines = DB_I64S(ids, count), reasons = DB_COLUMN_TEXT(moves, count, reason);
    if (to == PAYOUT_PAID && moves[0].line->state == PAYOUT_ORDERED)
        db_tx_send(tx, &SQL_payout_pay,
                   DB_ARGS(lines, DB_COLUMN_TEXT(moves, count, day),
                           DB_COLUMN_TEXT(moves, count, bank_no), reasons));
    else
        db_tx_send(tx, &SQL_payout_move,
                   DB_ARGS(lines, DB_TEXT(machine_state_name(&PAYOUT_MACHINE, (int)to)), reasons));
    stamp(tx, ids, count);
}

void payout_move(struct task *task, struct db_tx *tx, const struct payout_move *moves, int count,
                 enum payout_state to, const struct payout_mover *mover)
{
    if (count == 0)
        return;
    enum payout_state from = moves[0].line->state;
    const struct booking *booking = booking_of(from, to);
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof(*ids));
    const char **counties = arena_array(task->arena, (size_t)count, sizeof(*counties));
    for (int i = 0; i < count; i++) {
        assert(moves[i].line->state == from);
        ids[i] = moves[i].line->id;
        counties[i] = moves[i].line->county_code;
    }
    write_moves(tx, moves, count, ids, to);
    tally_move(tx, moves, count, to);
    machine_log(tx, &PAYOUT_MACHINE, ids, counties, count, (int)from, (int)to, mover->actor_id,
                mover->reason);
    if (booking != NULL)
        book(task, tx, moves, count, booking);
}

/* What a person decides of one line. */
static void decide(struct db_tx *tx, const struct payout *line, enum payout_state to,
                   const struct payout_mover *mover)
{
    struct payout_move move = {.line = line};
    stamp(tx, &line->id, 1);
    tally_move(tx, &move, 1, to);
    machine_log(tx, &PAYOUT_MACHINE, &line->id, &line->county_code, 1, (int)line->state, (int)to,
                mover->actor_id, mover->reason);
}

void payout_pass(struct db_tx *tx, const struct payout *line, const struct payout_mover *mover)
{
    db_tx_send(tx, &SQL_payout_pass,
               DB_ARGS(DB_I64(line->id), DB_I64(mover->actor_id), DB_TEXT(mover->reason)));
    decide(tx, line, PAYOUT_PLANNED, mover);
}

void payout_hold(struct db_tx *tx, const struct payout *line, const struct payout_mover *mover)
{
    db_tx_send(tx, &SQL_payout_hold, DB_ARGS(DB_I64(line->id), DB_TEXT(mover->reason)));
    decide(tx, line, PAYOUT_HELD, mover);
}

bool payout_next(struct task *task, struct db_tx *tx, int64_t run_id, enum payout_state state,
                 int limit, struct payout_next **lines, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_payout_next,
                     DB_ARGS(DB_I64(run_id),
                             DB_TEXT(machine_state_name(&PAYOUT_MACHINE, (int)state)),
                             DB_I64(limit)),
                     &rows, why))
        return false;
    *count = db_count(rows);
    *lines = arena_array(task->arena, (size_t)*count + 1, sizeof(**lines));
    for (int i = 0; i < *count; i++) {
        struct payout_next *next = &(*lines)[i];
        next->line = (struct payout){.id = db_i64(rows, i, PAYOUT_NEXT_PAYOUT_ID),
                                     .run_id = run_id,
                                     .household_id = db_i64(rows, i, PAYOUT_NEXT_HOUSEHOLD_ID),
                                     .amount_fen = db_i64(rows, i, PAYOUT_NEXT_AMOUNT_FEN),
                                     .county_code = db_text(rows, i, PAYOUT_NEXT_COUNTY_CODE),
                                     .state = state,
                                     .passed = db_text(rows, i, PAYOUT_NEXT_PASSED)};
        next->payee = db_bytes(rows, i, PAYOUT_NEXT_PAYEE_SEALED, &next->payee_length);
    }
    return true;
}

void payout_compare(struct db_tx *tx, const struct payout_compared *lines, int count,
                    const struct payout_basis *basis)
{
    if (count > 0)
        db_tx_send(tx, &SQL_payout_compare,
                   DB_ARGS(DB_COLUMN_I64(lines, count, id), DB_COLUMN_TEXT(lines, count, reasons),
                           DB_COLUMN_TEXT(lines, count, verdicts), DB_TEXT(basis->snapshot_id),
                           DB_I64(basis->change_no)));
}
