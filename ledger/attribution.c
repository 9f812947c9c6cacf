#include "ledger/attribution.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/stamp.h"
#include "gen/ledger/sql.h"
#include "ledger/roster.h"

static const struct machine_move MOVES[] = {
    {ATTRIBUTION_ACCRUED, ATTRIBUTION_MATURED, "the order completed and its claim window is over"},
    {ATTRIBUTION_ACCRUED, ATTRIBUTION_REVERSED, "refunded in full before completion"},
    {ATTRIBUTION_ACCRUED, ATTRIBUTION_WITHHELD,
     "disputed, or the register no longer confirms the household"},
    {ATTRIBUTION_WITHHELD, ATTRIBUTION_ACCRUED, "the register confirms the household after all"},
    {ATTRIBUTION_WITHHELD, ATTRIBUTION_REVERSED, "refunded in full while withheld"},
};
/* An entry is born accrued, or withheld when the register does not confirm the household. */
const struct machine ATTRIBUTION_MACHINE =
    PASSING_MACHINE("attribution", ATTRIBUTION_STATES,
                    STATE_SET(ATTRIBUTION_ACCRUED) | STATE_SET(ATTRIBUTION_WITHHELD), MOVES,
                    &SQL_audit_attribution_state);

/* Numbers as an array is written in SQL. */
static const char *array_text(struct task *task, const int64_t *numbers, int count)
{
    enum { DIGITS = 21 };
    size_t size = (size_t)count * DIGITS + 3, used = 1;
    char *text = arena_alloc(task->arena, size);
    text[0] = '{';
    for (int i = 0; i < count; i++)
        used += (size_t)snprintf(text + used, size - used, i > 0 ? ",%" PRId64 : "%" PRId64,
                                 numbers[i]);
    text[used] = '}';
    text[used + 1] = '\0';
    return text;
}

/* ---- crediting ---- */

/* Entries of one pool of a line on their way. */
struct pool_row {
    int64_t order_id, line_id, id, roster_id;
    int pool_no;
    const char *county_code, *amounts;
};

/* One share that is withheld. */
struct withheld_row {
    int64_t id, household_id, amount_fen, order_id, line_id;
    int pool_no, place;
    const char *county_code, *reason;
};

struct accrual {
    struct task *task;
    struct pool_row *pools;
    struct roster *rosters; /* by pool */
    struct withheld_row *withheld;
    int pool_count, withheld_count;
    struct transfer_list *transfers;
};

/* The first of `count` ids of which each is one more than the one before, within one millisecond.
 */
static int64_t id_run(int count)
{
    int64_t first, last;
    do {
        first = last = id_next();
        for (int i = 1; i < count; i++)
            last = id_next();
    } while (last != first + count - 1);
    return first;
}

static struct transfer household_transfer(int64_t order_id, const char *county_code,
                                          const char *from, const char *to, const char *kind,
                                          int64_t fen)
{
    return (struct transfer){.county_code = county_code,
                             .debit_kind = from,
                             .debit_owner = order_id,
                             .credit_kind = to,
                             .credit_owner = order_id,
                             .amount_fen = fen,
                             .kind = kind,
                             .order_id = order_id,
                             .cause_id = order_id};
}

/* What credits come to. */
struct credit_sum {
    int64_t accrued_fen, withheld_fen;
};

/* Takes in the credits of one pool of a line; one of nothing but zeros has no entries. */
static struct credit_sum take_pool(struct accrual *accrual,
                                   const struct attribution_credit *credits, int count)
{
    struct credit_sum sum = {0};
    int64_t *amounts = arena_array(accrual->task->arena, (size_t)count, sizeof(*amounts));
    for (int i = 0; i < count; i++) {
        assert(credits[i].amount_fen >= 0);
        amounts[i] = credits[i].amount_fen;
        *(credits[i].withhold_reason != NULL ? &sum.withheld_fen : &sum.accrued_fen) += amounts[i];
    }
    if (sum.accrued_fen + sum.withheld_fen == 0)
        return sum;
    int64_t id = id_run(count);
    for (int i = 0; i < count; i++)
        if (amounts[i] > 0 && credits[i].withhold_reason != NULL)
            accrual->withheld[accrual->withheld_count++] =
                (struct withheld_row){.id = id + i,
                                      .household_id = credits[i].household_id,
                                      .amount_fen = amounts[i],
                                      .order_id = credits->order_id,
                                      .line_id = credits->line_id,
                                      .pool_no = credits->pool_no,
                                      .place = i + 1,
                                      .county_code = credits->county_code,
                                      .reason = credits[i].withhold_reason};
    accrual->rosters[accrual->pool_count] = (struct roster){.places = credits, .count = count};
    accrual->pools[accrual->pool_count++] =
        (struct pool_row){.order_id = credits->order_id,
                          .line_id = credits->line_id,
                          .pool_no = credits->pool_no,
                          .id = id,
                          .county_code = credits->county_code,
                          .amounts = array_text(accrual->task, amounts, count)};
    return sum;
}

static bool is_same_pool(const struct attribution_credit *a, const struct attribution_credit *b)
{
    return a->line_id == b->line_id && a->pool_no == b->pool_no;
}

/* Takes an order's credits in, pool by pool. */
static void take_order(struct accrual *accrual, const struct attribution_credit *credits, int count)
{
    struct credit_sum order = {0};
    for (int first = 0, end; first < count; first = end) {
        for (end = first; end < count && is_same_pool(&credits[end], &credits[first]); end++)
            ;
        struct credit_sum pool = take_pool(accrual, credits + first, end - first);
        order.accrued_fen += pool.accrued_fen;
        order.withheld_fen += pool.withheld_fen;
    }
    struct transfer transfer =
        household_transfer(credits->order_id, credits->county_code, ACCOUNT_ESCROW,
                           ACCOUNT_HOUSEHOLD_ACCRUED, TRANSFER_ACCRUE, order.accrued_fen);
    transfer_add(accrual->transfers, transfer);
    transfer.credit_kind = ACCOUNT_WITHHELD;
    transfer.kind = TRANSFER_WITHHOLD;
    transfer.amount_fen = order.withheld_fen;
    transfer_add(accrual->transfers, transfer);
}

static void write_accrual(struct accrual *accrual, struct db_tx *tx)
{
    struct pool_row *pools = accrual->pools;
    struct withheld_row *withheld = accrual->withheld;
    int n = accrual->pool_count, m = accrual->withheld_count;
    for (int i = 0; i < n; i++)
        pools[i].roster_id = accrual->rosters[i].id;
    db_tx_send(tx, &SQL_attribution_pool_add,
               DB_ARGS(DB_COLUMN_I64(pools, n, order_id), DB_COLUMN_I64(pools, n, line_id),
                       DB_COLUMN_I64(pools, n, pool_no), DB_COLUMN_I64(pools, n, id),
                       DB_COLUMN_TEXT(pools, n, county_code), DB_COLUMN_I64(pools, n, roster_id),
                       DB_COLUMN_TEXT(pools, n, amounts), stamp_key()));
    if (m > 0)
        db_tx_send(tx, &SQL_withheld_share_add,
                   DB_ARGS(DB_COLUMN_I64(withheld, m, order_id),
                           DB_COLUMN_I64(withheld, m, line_id), DB_COLUMN_I64(withheld, m, pool_no),
                           DB_COLUMN_I64(withheld, m, place), DB_COLUMN_I64(withheld, m, id),
                           DB_COLUMN_TEXT(withheld, m, county_code),
                           DB_COLUMN_I64(withheld, m, household_id),
                           DB_COLUMN_I64(withheld, m, amount_fen),
                           DB_COLUMN_TEXT(withheld, m, reason), stamp_key()));
}

bool attribution_accrue(struct task *task, struct db_tx *tx,
                        const struct attribution_credit *credits, int count,
                        struct transfer_list *transfers, struct refusal *why)
{
    size_t n = (size_t)count;
    struct accrual accrual = {
        .task = task,
        .pools = arena_array(task->arena, n, sizeof(*accrual.pools)),
        .rosters = arena_array(task->arena, n, sizeof(*accrual.rosters)),
        .withheld = arena_array(task->arena, n, sizeof(*accrual.withheld)),
        .transfers = transfers,
    };
    for (int first = 0, end; first < count; first = end) {
        for (end = first; end < count && credits[end].order_id == credits[first].order_id; end++)
            ;
        take_order(&accrual, credits + first, end - first);
    }
    if (accrual.pool_count == 0)
        return true;
    if (!roster_find(task, tx, accrual.rosters, accrual.pool_count, why))
        return false;
    write_accrual(&accrual, tx);
    return true;
}

/* ---- reading ---- */

bool attribution_total(struct db_tx *tx, int64_t order_id, struct attribution_total *total,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_attribution_total, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    total->fen = db_i64(rows, 0, ATTRIBUTION_TOTAL_FEN);
    total->withheld_fen = db_i64(rows, 0, ATTRIBUTION_TOTAL_WITHHELD_FEN);
    return true;
}

bool attribution_load(struct task *task, struct db_tx *tx, int64_t order_id,
                      struct attribution_entry **entries, int *count, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_attribution_of_order, DB_ARGS(DB_I64(order_id)), &rows, why))
        return false;
    int n = db_count(rows);
    struct attribution_entry *found = arena_array(task->arena, (size_t)n, sizeof(*found));
    for (int i = 0; i < n; i++)
        found[i] = (struct attribution_entry){
            .id = db_i64(rows, i, ATTRIBUTION_OF_ORDER_ID),
            .line_id = db_i64(rows, i, ATTRIBUTION_OF_ORDER_LINE_ID),
            .place = (int)db_i64(rows, i, ATTRIBUTION_OF_ORDER_PLACE),
            .places = (int)db_i64(rows, i, ATTRIBUTION_OF_ORDER_PLACES),
            .pool_no = (int)db_i64(rows, i, ATTRIBUTION_OF_ORDER_POOL_NO),
            .household_id = db_i64(rows, i, ATTRIBUTION_OF_ORDER_HOUSEHOLD_ID),
            .county_code = db_text(rows, i, ATTRIBUTION_OF_ORDER_COUNTY_CODE),
            .state =
                machine_state(&ATTRIBUTION_MACHINE, db_text(rows, i, ATTRIBUTION_OF_ORDER_STATE)),
            .amount_fen = db_i64(rows, i, ATTRIBUTION_OF_ORDER_AMOUNT_FEN),
            .reversed_fen = db_i64(rows, i, ATTRIBUTION_OF_ORDER_REVERSED_FEN)};
    *entries = found;
    *count = n;
    return true;
}

/* ---- what is withheld moves ---- */

/* Moves chosen entries, which are withheld, with the log; `given`: what remains of them is their
 * households'. */
static void move_withheld(struct task *task, struct db_tx *tx,
                          const struct attribution_entry *entries, const bool *chosen, int count,
                          enum attribution_state to, bool given,
                          const struct attribution_cause *cause)
{
    struct {
        int64_t line_id, fen;
        int pool_no, place;
    } *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof(*ids));
    const char **counties = arena_array(task->arena, (size_t)count, sizeof(*counties));
    int n = 0;
    for (int i = 0; i < count; i++) {
        const struct attribution_entry *entry = &entries[i];
        if (!chosen[i] || entry->state != ATTRIBUTION_WITHHELD)
            continue;
        rows[n].line_id = entry->line_id;
        rows[n].pool_no = entry->pool_no;
        rows[n].place = entry->place;
        rows[n].fen = entry->amount_fen - entry->reversed_fen;
        ids[n] = entry->id;
        counties[n++] = entry->county_code;
    }
    if (n == 0)
        return;
    db_tx_send(tx, &SQL_withheld_share_move,
               DB_ARGS(DB_I64(cause->order_id), DB_COLUMN_I64(rows, n, line_id),
                       DB_COLUMN_I64(rows, n, pool_no), DB_COLUMN_I64(rows, n, place),
                       DB_TEXT(machine_state_name(&ATTRIBUTION_MACHINE, to)),
                       given ? DB_COLUMN_I64(rows, n, fen) : DB_NULL));
    machine_log(tx, &ATTRIBUTION_MACHINE, ids, counties, n, ATTRIBUTION_WITHHELD, to,
                cause->actor_id, cause->reason);
}

/* ---- taking back ---- */

/* One pool of a line of which something is taken back. */
struct reversal_row {
    int64_t id, line_id;
    int pool_no;
    const char *county_code, *amounts, *sums;
};

/* The pool's row; amounts and sums by place. */
static struct reversal_row reversal_of(struct task *task, const struct attribution_entry *entries,
                                       const int64_t *takes, int count)
{
    size_t places = (size_t)entries->places;
    int64_t *amounts = arena_array(task->arena, places, sizeof(*amounts));
    int64_t *sums = arena_array(task->arena, places, sizeof(*sums));
    for (int i = 0; i < count; i++) {
        amounts[entries[i].place - 1] = takes[i];
        sums[entries[i].place - 1] = entries[i].reversed_fen + takes[i];
    }
    return (struct reversal_row){.id = id_next(),
                                 .line_id = entries->line_id,
                                 .pool_no = entries->pool_no,
                                 .county_code = entries->county_code,
                                 .amounts = array_text(task, amounts, entries->places),
                                 .sums = array_text(task, sums, entries->places)};
}

/* What of withheld shares is taken back stands beside their amounts, too. */
static void write_back(struct task *task, struct db_tx *tx, const struct attribution_entry *entries,
                       const int64_t *takes, int count, int64_t order_id)
{
    struct {
        int64_t line_id, fen;
        int pool_no, place;
    } *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    int n = 0;
    for (int i = 0; i < count; i++)
        if (entries[i].state == ATTRIBUTION_WITHHELD && takes[i] > 0) {
            rows[n].line_id = entries[i].line_id;
            rows[n].pool_no = entries[i].pool_no;
            rows[n].place = entries[i].place;
            rows[n++].fen = entries[i].reversed_fen + takes[i];
        }
    if (n > 0)
        db_tx_send(tx, &SQL_withheld_share_reverse,
                   DB_ARGS(DB_I64(order_id), DB_COLUMN_I64(rows, n, line_id),
                           DB_COLUMN_I64(rows, n, pool_no), DB_COLUMN_I64(rows, n, place),
                           DB_COLUMN_I64(rows, n, fen)));
}

static int64_t sum_of(const int64_t *takes, int count)
{
    int64_t sum = 0;
    for (int i = 0; i < count; i++)
        sum += takes[i];
    return sum;
}

static void write_reversals(struct task *task, struct db_tx *tx,
                            const struct attribution_entry *entries, const int64_t *takes,
                            int count, const struct attribution_cause *cause)
{
    int n = 0;
    struct reversal_row *rows = arena_array(task->arena, (size_t)count, sizeof(*rows));
    for (int first = 0, end; first < count; first = end) {
        for (end = first; end < count && entries[end].line_id == entries[first].line_id &&
                          entries[end].pool_no == entries[first].pool_no;
             end++)
            ;
        if (sum_of(takes + first, end - first) > 0)
            rows[n++] = reversal_of(task, entries + first, takes + first, end - first);
    }
    db_tx_send(tx, &SQL_pool_reversal_add,
               DB_ARGS(DB_COLUMN_I64(rows, n, id), DB_COLUMN_TEXT(rows, n, county_code),
                       DB_I64(cause->order_id), DB_COLUMN_I64(rows, n, line_id),
                       DB_COLUMN_I64(rows, n, pool_no), DB_I64(cause->refund_id),
                       DB_COLUMN_TEXT(rows, n, amounts), stamp_key()));
    db_tx_send(tx, &SQL_attribution_pool_reverse,
               DB_ARGS(DB_I64(cause->order_id), DB_COLUMN_I64(rows, n, line_id),
                       DB_COLUMN_I64(rows, n, pool_no), DB_COLUMN_TEXT(rows, n, sums)));
    write_back(task, tx, entries, takes, count, cause->order_id);
}

void attribution_reverse(struct task *task, struct db_tx *tx,
                         const struct attribution_entry *entries, const int64_t *takes, int count,
                         const struct attribution_cause *cause, struct transfer_list *transfers)
{
    bool *emptied = arena_array(task->arena, (size_t)count, sizeof(*emptied));
    int64_t accrued_fen = 0, withheld_fen = 0;
    for (int i = 0; i < count; i++) {
        int64_t remaining = entries[i].amount_fen - entries[i].reversed_fen;
        bool withheld = entries[i].state == ATTRIBUTION_WITHHELD;
        assert(takes[i] >= 0 && takes[i] <= remaining);
        assert(takes[i] == 0 || withheld || entries[i].state == ATTRIBUTION_ACCRUED);
        emptied[i] = remaining > 0 && takes[i] == remaining;
        *(withheld ? &withheld_fen : &accrued_fen) += takes[i];
    }
    if (accrued_fen + withheld_fen == 0)
        return;
    struct transfer transfer =
        household_transfer(cause->order_id, entries->county_code, ACCOUNT_HOUSEHOLD_ACCRUED,
                           ACCOUNT_ESCROW, TRANSFER_REVERSE, accrued_fen);
    if (cause->refund_id != 0)
        transfer.cause_id = cause->refund_id;
    transfer_add(transfers, transfer);
    transfer.debit_kind = ACCOUNT_WITHHELD;
    transfer.amount_fen = withheld_fen;
    transfer_add(transfers, transfer);
    write_reversals(task, tx, entries, takes, count, cause);
    move_withheld(task, tx, entries, emptied, count, ATTRIBUTION_REVERSED, false, cause);
}

/* ---- maturing, and releasing what was withheld ---- */

void attribution_mature(struct db_tx *tx, int64_t order_id, const char *county_code, int64_t fen,
                        struct transfer_list *transfers)
{
    db_tx_send(tx, &SQL_maturity_add, DB_ARGS(DB_I64(order_id), DB_TEXT(county_code)));
    transfer_add(transfers, household_transfer(order_id, county_code, ACCOUNT_HOUSEHOLD_ACCRUED,
                                               ACCOUNT_HOUSEHOLD, TRANSFER_MATURE, fen));
}

void attribution_bear(struct db_tx *tx, int64_t order_id, const char *county_code)
{
    db_tx_send(tx, &SQL_borne_order_add, DB_ARGS(DB_I64(order_id), DB_TEXT(county_code)));
}

int64_t attribution_release(struct task *task, struct db_tx *tx, struct attribution_entry *entries,
                            int count, const struct attribution_release *release,
                            struct transfer_list *transfers)
{
    bool *chosen = arena_array(task->arena, (size_t)count, sizeof(*chosen));
    int64_t fen = 0;
    for (int i = 0; i < count; i++) {
        chosen[i] = entries[i].household_id == release->household_id &&
                    entries[i].state == ATTRIBUTION_WITHHELD;
        fen += chosen[i] ? entries[i].amount_fen - entries[i].reversed_fen : 0;
    }
    if (fen == 0)
        return 0;
    transfer_add(transfers,
                 household_transfer(release->order_id, entries->county_code, ACCOUNT_WITHHELD,
                                    ACCOUNT_HOUSEHOLD_ACCRUED, TRANSFER_RELEASE, fen));
    if (release->matured)
        transfer_add(transfers, household_transfer(release->order_id, entries->county_code,
                                                   ACCOUNT_HOUSEHOLD_ACCRUED, ACCOUNT_HOUSEHOLD,
                                                   TRANSFER_MATURE, fen));
    struct attribution_cause cause = {
        .order_id = release->order_id, .actor_id = release->actor_id, .reason = release->reason};
    move_withheld(task, tx, entries, chosen, count, ATTRIBUTION_ACCRUED, true, &cause);
    for (int i = 0; i < count; i++)
        if (chosen[i])
            entries[i].state = release->matured ? ATTRIBUTION_MATURED : ATTRIBUTION_ACCRUED;
    return fen;
}
