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

static uint64_t text_hash(const char *text)
{
    return map_hash(text, strlen(text));
}

/* Odd, so that nothing is lost where weights are multiplied. */
static uint64_t weight(int64_t number, uint64_t first, uint64_t second)
{
    const uint64_t key[] = {(uint64_t)number, first, second};
    return map_hash(key, sizeof(key)) | 1;
}

static uint64_t place_of(int64_t household_id, uint64_t village)
{
    return weight(household_id, village, 0);
}

uint64_t share_sum_place(int64_t household_id, const char *village)
{
    return place_of(household_id, text_hash(village));
}

static uint64_t roster_of(uint64_t county, uint64_t kind, int64_t producer_id)
{
    return weight(producer_id, county, kind);
}

uint64_t share_sum_roster(const char *county, const char *kind, int64_t producer_id)
{
    return roster_of(text_hash(county), text_hash(kind), producer_id);
}

static uint64_t of_order(int64_t order_id)
{
    return map_hash(&order_id, sizeof(order_id)) | 1;
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

static uint64_t marked(const struct share_sum *sum, const int64_t numbers[SHARE_NUMBERS])
{
    uint64_t all = 0;
    for (int i = 0; i < SHARE_NUMBERS; i++)
        all += sum->marks[i] * (uint64_t)numbers[i];
    return all;
}

void share_sum_odd(struct share_sum *sum, const struct share_order *order,
                   const struct share_entry *entry, int place, const int64_t numbers[SHARE_NUMBERS])
{
    sum->odd += of_order(order->order_id) * of_month(entry->roster, entry->month) *
                entry->places[place - 1] * marked(sum, numbers);
}

/* ---- what is kept ---- */

/* Both statements have the same columns. */
_Static_assert((int)AUDIT_MONTH_PAGE_BORNE_FEN == (int)AUDIT_SHARE_PAGE_BORNE_FEN &&
                   (int)AUDIT_MONTH_PAGE_MONTH == (int)AUDIT_SHARE_PAGE_MONTH,
               "the columns of audit_month_page and of audit_share_page");

struct adding {
    struct share_sum *sum;
    struct county_sum *counties;
    struct map_text county, kind, village; /* of the last row */
};

/* A row's numbers, weighed by what they are summed up under. */
static uint64_t weighed(struct adding *adding, const struct db_rows *rows, int row)
{
    int month = clock_month(db_text(rows, row, AUDIT_MONTH_PAGE_MONTH));
    int64_t numbers[SHARE_NUMBERS];
    if (month < 0)
        adding->sum->is_doubtful = true;
    for (int i = 0; i < SHARE_NUMBERS; i++) /* the columns stand in their order */
        numbers[i] = db_i64(rows, row, AUDIT_MONTH_PAGE_ENTRIES + i);
    uint64_t county =
                 map_text_hash(&adding->county, db_text(rows, row, AUDIT_MONTH_PAGE_COUNTY_CODE)),
             kind = map_text_hash(&adding->kind, db_text(rows, row, AUDIT_MONTH_PAGE_KIND)),
             village =
                 map_text_hash(&adding->village, db_text(rows, row, AUDIT_MONTH_PAGE_VILLAGE_CODE)),
             roster = roster_of(county, kind, db_i64(rows, row, AUDIT_MONTH_PAGE_PRODUCER_ID));
    return marked(adding->sum, numbers) * of_month(roster, month) *
           place_of(db_i64(rows, row, AUDIT_MONTH_PAGE_HOUSEHOLD_ID), village);
}

static bool take_shares(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct adding *adding = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        uint64_t share = weighed(adding, rows, i);
        adding->sum->sum += share;
        adding->sum->odd -= share * of_order(db_i64(rows, i, AUDIT_SHARE_PAGE_ORDER_ID));
    }
    return true;
}

static bool take_months(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct adding *adding = walk->argument;
    for (int i = 0; i < db_count(rows); i++)
        adding->sum->sum -= weighed(adding, rows, i);
    return county_sum_page(task, adding->counties, walk->tx, rows, why);
}

bool share_sum_end(struct task *task, struct share_sum *sum, struct county_sum *counties,
                   struct db_tx *tx, struct refusal *why)
{
    struct adding adding = {.sum = sum, .counties = counties};
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
    bool has_shares = is_told && !sum->is_doubtful && sum->odd == 0;
    return (doubt < 0 || audit_ask_whole(task, &SQL_audit_roll_up_order, DB_ARGS(DB_I64(doubt)),
                                         violations, why)) &&
           (has_shares ||
            audit_ask_whole(task, &SQL_audit_roll_up_share, DB_NO_ARGS, violations, why));
}

bool share_sum_ask_months(struct task *task, const struct share_sum *sum, bool is_told,
                          int64_t from_id, json_t *violations, struct refusal *why)
{
    return (is_told && !sum->is_doubtful && sum->sum == 0) ||
           roll_up_prove(task, from_id, violations, why);
}
