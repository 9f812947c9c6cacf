#include "ledger/share_sum.h"

#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/crypto.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "gen/ledger/sql.h"
#include "ledger/roll_up.h"

enum { ROWS_A_PAGE = 10000 };

void share_sum_begin(struct share_sum *sum)
{
    *sum = (struct share_sum){.first_doubt = -1};
    crypto_random(sum->marks, sizeof(sum->marks));
}

void share_sum_doubt(struct share_sum *sum, int64_t order_id)
{
    if (sum->first_doubt < 0 || order_id < sum->first_doubt)
        sum->first_doubt = order_id > 0 ? order_id : 0;
}

/* ---- weights ---- */

/* Odd, so that nothing is lost where weights are multiplied. */
static uint64_t weight(int64_t number, const char *first, const char *second)
{
    struct {
        int64_t number;
        uint64_t first, second;
    } key = {number, map_hash(first, strlen(first)), map_hash(second, strlen(second))};
    return map_hash(&key, sizeof(key)) | 1;
}

uint64_t share_sum_place(int64_t household_id, const char *village)
{
    return weight(household_id, village, "");
}

uint64_t share_sum_roster(const char *county, const char *kind, int64_t producer_id)
{
    return weight(producer_id, county, kind);
}

static uint64_t of_month(uint64_t roster, int month)
{
    const uint64_t key[] = {roster, (uint64_t)month};
    return map_hash(key, sizeof(key)) | 1;
}

/* ---- orders ---- */

static bool is_rolled_as_it_stands(const struct share_order *order)
{
    if (!order->has_entries || !order->is_rolled)
        return order->has_entries == order->is_rolled;
    if ((order->flags & ROLLED_BEYOND) != 0)
        return false;
    return (order->flags & ROLLED_PLAIN) == 0 ||
           (!order->is_changed && ((order->flags & ROLLED_MATURED) != 0) == order->is_matured);
}

void share_sum_order(struct share_sum *sum, const struct share_order *order)
{
    if (!is_rolled_as_it_stands(order))
        share_sum_doubt(sum, order->order_id);
}

void share_sum_entry(struct share_sum *sum, const struct share_order *order,
                     const struct share_entry *entry)
{
    uint64_t fen = 0, entries = 0;
    for (int i = 0; i < entry->count; i++) {
        fen += entry->places[i] * (uint64_t)entry->amounts[i];
        entries += entry->amounts[i] > 0 ? entry->places[i] : 0;
    }
    bool is_matured = (order->flags & ROLLED_MATURED) != 0;
    sum->sum += of_month(entry->roster, entry->month) *
                (sum->marks[SHARE_ENTRIES] * entries + sum->marks[SHARE_CREDITED] * fen +
                 sum->marks[is_matured ? SHARE_MATURED : SHARE_ACCRUED] * fen);
}

/* ---- what is kept ---- */

/* Both statements have the same columns. */
_Static_assert((int)AUDIT_MONTH_PAGE_BORNE_FEN == (int)AUDIT_SHARE_PAGE_BORNE_FEN &&
                   (int)AUDIT_MONTH_PAGE_MONTH == (int)AUDIT_SHARE_PAGE_MONTH,
               "the columns of audit_month_page and of audit_share_page");

static void add_row(struct share_sum *sum, const struct db_rows *rows, int row, bool is_month)
{
    int month = clock_month(db_text(rows, row, AUDIT_MONTH_PAGE_MONTH));
    uint64_t all = 0;
    if (month < 0)
        sum->is_doubtful = true;
    for (int i = 0; i < SHARE_NUMBERS; i++) /* the columns stand in their order */
        all += sum->marks[i] * (uint64_t)db_i64(rows, row, AUDIT_MONTH_PAGE_ENTRIES + i);
    all *= of_month(share_sum_roster(db_text(rows, row, AUDIT_MONTH_PAGE_COUNTY_CODE),
                                     db_text(rows, row, AUDIT_MONTH_PAGE_KIND),
                                     db_i64(rows, row, AUDIT_MONTH_PAGE_PRODUCER_ID)),
                    month) *
           share_sum_place(db_i64(rows, row, AUDIT_MONTH_PAGE_HOUSEHOLD_ID),
                           db_text(rows, row, AUDIT_MONTH_PAGE_VILLAGE_CODE));
    sum->sum += is_month ? -all : all;
}

struct adding {
    struct share_sum *sum;
    struct county_sum *counties;
};

static bool take_shares(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct adding *adding = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        add_row(adding->sum, rows, i, false);
    return true;
}

static bool take_months(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct adding *adding = walk->argument;
    for (int i = 0; i < db_count(rows); i++)
        add_row(adding->sum, rows, i, true);
    return county_sum_page(task, adding->counties, walk->tx, rows, why);
}

bool share_sum_end(struct task *task, struct share_sum *sum, struct county_sum *counties,
                   struct db_tx *tx, struct refusal *why)
{
    struct adding adding = {sum, counties};
    struct row_walk shares = {.sql = &SQL_audit_share_page,
                              .tx = tx,
                              .rows = ROWS_A_PAGE,
                              .keys = {{.column = AUDIT_SHARE_PAGE_ORDER_ID, .number = INT64_MIN}},
                              .take = take_shares,
                              .argument = &adding};
    struct row_walk months = {
        .sql = &SQL_audit_month_page,
        .tx = tx,
        .rows = ROWS_A_PAGE,
        .keys = {{.column = AUDIT_MONTH_PAGE_HOUSEHOLD_ID, .number = INT64_MIN}},
        .take = take_months,
        .argument = &adding};
    return row_walk(task, &shares, why) && row_walk(task, &months, why) &&
           county_sum_end(task, counties, tx, why);
}

/* ---- what they do not tell ---- */

bool share_sum_ask_orders(struct task *task, const struct share_sum *sum, bool is_told,
                          json_t *violations, struct refusal *why)
{
    int64_t doubt = is_told ? sum->first_doubt : 0;
    return (doubt < 0 || audit_ask_whole(task, &SQL_audit_roll_up_order, DB_ARGS(DB_I64(doubt)),
                                         violations, why)) &&
           audit_ask_whole(task, &SQL_audit_roll_up_share, DB_NO_ARGS, violations, why);
}

bool share_sum_ask_months(struct task *task, const struct share_sum *sum, bool is_told,
                          int64_t from_id, json_t *violations, struct refusal *why)
{
    return (is_told && !sum->is_doubtful && sum->sum == 0) ||
           roll_up_prove(task, from_id, violations, why);
}
