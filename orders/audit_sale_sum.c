#include "orders/audit_sale_sum.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/map.h"
#include "base/row_walk.h"
#include "gen/orders/sql.h"

enum { ROWS_A_PAGE = 10000, MONTHS_KEPT = 3, TAKEN = 4 };

/* What a month is the sum of. */
enum {
    ORDERS,
    LEFT_ORDERS,
    BORNE_ORDERS,
    BOXES,
    GOODS,
    REFUNDED,
    FREIGHT,
    FREIGHT_REFUNDED,
    CREDITED,
    WITHHELD,
    SETTLED,
    COMPLETED,
    NUMBERS,
    NEWEST = NUMBERS,
    MARKS
};

/* The newest line of each SKU of a month, by the SKU's weight. */
struct newest {
    int month;
    struct map lines;
};

struct audit_sale_sum {
    uint64_t marks[MARKS]; /* by chance, of each number */
    uint64_t months, skus; /* of orders less of months */
    struct newest newest[MONTHS_KEPT];
    int64_t first_doubt;
    bool is_doubtful; /* of months */
};

struct audit_sale_sum *audit_sale_sum_new(void)
{
    struct audit_sale_sum *sum = calloc(1, sizeof(*sum));
    if (sum == NULL)
        abort();
    return sum;
}

void audit_sale_sum_begin(struct audit_sale_sum *sum)
{
    for (int i = 0; i < MONTHS_KEPT; i++)
        map_release(&sum->newest[i].lines);
    *sum = (struct audit_sale_sum){.first_doubt = -1};
    crypto_random(sum->marks, sizeof(sum->marks));
}

void audit_sale_sum_free(struct audit_sale_sum *sum)
{
    for (int i = 0; i < MONTHS_KEPT; i++)
        map_release(&sum->newest[i].lines);
    free(sum);
}

void audit_sale_sum_doubt(struct audit_sale_sum *sum, int64_t order_id)
{
    if (sum->first_doubt < 0 || order_id < sum->first_doubt)
        sum->first_doubt = order_id > 0 ? order_id : 0;
}

int64_t audit_sale_sum_first_doubt(const struct audit_sale_sum *sum)
{
    return sum->first_doubt;
}

bool audit_sale_sum_months_differ(const struct audit_sale_sum *sum)
{
    return sum->is_doubtful || sum->months != 0 || sum->skus != 0;
}

/* ---- as it stands ---- */

static int64_t rounded_s(int64_t us)
{
    return us >= 0 ? (us + 500000) / 1000000 : -((-us + 500000) / 1000000);
}

/* What was taken back of a line: boxes, fen, of households' shares, and what is withheld. */
static void taken_of(const struct audit_sale_line *line, int64_t taken[TAKEN])
{
    taken[0] = line->refunded_quantity;
    taken[1] = line->refunded_fen;
    taken[2] = 0;
    taken[3] = line->held_fen;
    for (int i = 0; i < line->entry_count; i++)
        for (int k = 0; k < line->entries[i].reversed_count; k++)
            taken[2] += line->entries[i].reversed[k];
}

static bool is_taken_alike(const struct audit_sale *sale)
{
    const struct audit_sale_rolled *rolled = &sale->rolled;
    bool has_any = false, is_alike = rolled->taken_count == TAKEN * sale->line_count;
    for (int i = 0; i < sale->line_count; i++) {
        int64_t taken[TAKEN];
        taken_of(&sale->lines[i], taken);
        for (int k = 0; k < TAKEN; k++) {
            has_any = has_any || taken[k] != 0;
            is_alike = is_alike && rolled->taken_back != NULL &&
                       rolled->taken_back[TAKEN * i + k] == taken[k];
        }
    }
    return has_any ? is_alike : rolled->taken_back == NULL;
}

static bool is_summed_as_it_stands(const struct audit_sale *sale)
{
    const struct audit_sale_rolled *rolled = &sale->rolled;
    if (!sale->is_paid || !sale->is_rolled)
        return sale->is_paid == sale->is_rolled;
    int64_t flags =
        (strcmp(sale->state, "completed") == 0 ? AUDIT_ROLLED_COMPLETED : 0) |
        (strcmp(sale->state, "paid") == 0 && !sale->is_handed ? AUDIT_ROLLED_WAITING : 0) |
        (sale->is_borne ? AUDIT_ROLLED_BORNE : 0);
    return rolled->flags == flags && rolled->has_waited == sale->is_handed &&
           (!sale->is_handed || rolled->waited_s == rounded_s(sale->handed_us - sale->paid_us)) &&
           rolled->freight_refunded_fen == sale->freight_refunded_fen && is_taken_alike(sale);
}

/* ---- months ---- */

/* What the numbers of a producer's month, or of a SKU's in it, are weighed by. */
static uint64_t weight_of(int64_t producer_id, int month, int64_t sku_id, const char *county)
{
    struct {
        int64_t producer_id, month, sku_id;
        char county[16];
    } key = {producer_id, month, sku_id, ""};
    size_t length = strlen(county);
    memcpy(key.county, county, length < sizeof(key.county) ? length : sizeof(key.county));
    return map_hash(&key, sizeof(key));
}

static uint64_t marked(const struct audit_sale_sum *sum, const int64_t numbers[NUMBERS])
{
    uint64_t all = 0;
    for (int i = 0; i < NUMBERS; i++)
        all += sum->marks[i] * (uint64_t)numbers[i];
    return all;
}

/* The newest lines of a month are all known. */
static void end_month(struct audit_sale_sum *sum, struct newest *newest)
{
    for (const struct map_slot *slot = map_next(&newest->lines, NULL); slot != NULL;
         slot = map_next(&newest->lines, slot))
        sum->skus += slot->hash * sum->marks[NEWEST] * (uint64_t)slot->number;
    map_release(&newest->lines);
    newest->lines = (struct map){.slots = NULL};
}

static void add_newest(struct audit_sale_sum *sum, int month, uint64_t weight, int64_t line_id)
{
    struct newest *newest = &sum->newest[month % MONTHS_KEPT];
    if (month < newest->month)
        sum->is_doubtful = true;
    if (month <= 0 || month < newest->month)
        return;
    if (month > newest->month)
        end_month(sum, newest);
    newest->month = month;
    struct map_slot *slot = map_add_i64(&newest->lines, (int64_t)weight, NULL);
    slot->number = slot->number > line_id ? slot->number : line_id;
}

/* What it is summed up with: what it was taken for, whether it still stands so or not. */
static void add_line(struct audit_sale_sum *sum, const struct audit_sale *sale, int month,
                     const struct audit_sale_line *line, int64_t all[NUMBERS])
{
    const struct audit_sale_rolled *rolled = &sale->rolled;
    int64_t taken[TAKEN] = {0}, numbers[NUMBERS] = {0};
    for (int k = 0; k < TAKEN; k++)
        if (line->line_no > 0 && TAKEN * (line->line_no - 1) + k < rolled->taken_count)
            taken[k] = rolled->taken_back[TAKEN * (line->line_no - 1) + k];
    numbers[BOXES] = line->quantity - taken[0];
    numbers[GOODS] = line->paid_fen;
    numbers[REFUNDED] = taken[1];
    numbers[CREDITED] = -taken[2] - taken[3];
    numbers[WITHHELD] = taken[3];
    for (int i = 0; i < line->entry_count; i++)
        for (int k = 0; k < line->entries[i].count; k++)
            numbers[CREDITED] += line->entries[i].amounts[k];
    for (int i = 0; i < NUMBERS; i++)
        all[i] += numbers[i];
    uint64_t weight = weight_of(sale->producer_id, month, line->sku_id, sale->county);
    sum->skus += weight * marked(sum, numbers);
    add_newest(sum, month, weight, line->id);
}

static void add_to_month(struct audit_sale_sum *sum, const struct audit_sale *sale)
{
    const struct audit_sale_rolled *rolled = &sale->rolled;
    int64_t all[NUMBERS] = {0};
    int month = clock_beijing_month(sale->paid_us);
    for (int i = 0; i < sale->line_count; i++)
        add_line(sum, sale, month, &sale->lines[i], all);
    int64_t goods_left = all[GOODS] - all[REFUNDED],
            freight_left = sale->freight_fen - rolled->freight_refunded_fen;
    bool is_completed = (rolled->flags & AUDIT_ROLLED_COMPLETED) != 0;
    all[ORDERS] = 1;
    all[LEFT_ORDERS] = goods_left + freight_left > 0;
    all[BORNE_ORDERS] = (rolled->flags & AUDIT_ROLLED_BORNE) != 0;
    all[FREIGHT] = sale->freight_fen;
    all[FREIGHT_REFUNDED] = rolled->freight_refunded_fen;
    all[SETTLED] = is_completed ? goods_left - all[CREDITED] - all[WITHHELD] : 0;
    all[COMPLETED] = is_completed ? goods_left + freight_left : 0;
    sum->months += weight_of(sale->producer_id, month, 0, sale->county) * marked(sum, all);
}

void audit_sale_sum_add(struct audit_sale_sum *sum, const struct audit_sale *sale)
{
    if (!is_summed_as_it_stands(sale))
        audit_sale_sum_doubt(sum, sale->id);
    if (!sale->is_rolled || sale->line_count == 0)
        return;
    if (sale->is_paid)
        add_to_month(sum, sale);
    else
        sum->is_doubtful = true;
}

/* ---- what is kept ---- */

static int month_of(struct audit_sale_sum *sum, const char *text)
{
    int month = clock_month(text);
    if (month < 0)
        sum->is_doubtful = true;
    return month;
}

static void take_month(struct audit_sale_sum *sum, const struct db_rows *rows, int row)
{
    int64_t all[NUMBERS];
    int month = month_of(sum, db_text(rows, row, AUDIT_SALE_MONTH_PAGE_MONTH));
    for (int i = 0; i < NUMBERS; i++) /* the columns stand in their order */
        all[i] = db_i64(rows, row, AUDIT_SALE_MONTH_PAGE_ORDERS + i);
    if (all[ORDERS] == 0)
        sum->is_doubtful = true;
    sum->months -= weight_of(db_i64(rows, row, AUDIT_SALE_MONTH_PAGE_PRODUCER_ID), month, 0,
                             db_text(rows, row, AUDIT_SALE_MONTH_PAGE_COUNTY_CODE)) *
                   marked(sum, all);
}

static bool take_months(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        take_month(walk->argument, rows, i);
    return true;
}

static void take_sku(struct audit_sale_sum *sum, const struct db_rows *rows, int row)
{
    int month = month_of(sum, db_text(rows, row, AUDIT_SALE_SKU_PAGE_MONTH));
    int64_t newest = db_i64(rows, row, AUDIT_SALE_SKU_PAGE_NEWEST_LINE_ID);
    const int64_t numbers[NUMBERS] = {
        [BOXES] = db_i64(rows, row, AUDIT_SALE_SKU_PAGE_BOXES),
        [GOODS] = db_i64(rows, row, AUDIT_SALE_SKU_PAGE_GOODS_FEN),
        [REFUNDED] = db_i64(rows, row, AUDIT_SALE_SKU_PAGE_REFUNDED_FEN),
        [CREDITED] = db_i64(rows, row, AUDIT_SALE_SKU_PAGE_CREDITED_FEN),
        [WITHHELD] = db_i64(rows, row, AUDIT_SALE_SKU_PAGE_WITHHELD_FEN)};
    if (newest == 0)
        sum->is_doubtful = true;
    sum->skus -= weight_of(db_i64(rows, row, AUDIT_SALE_SKU_PAGE_PRODUCER_ID), month,
                           db_i64(rows, row, AUDIT_SALE_SKU_PAGE_SKU_ID),
                           db_text(rows, row, AUDIT_SALE_SKU_PAGE_COUNTY_CODE)) *
                 (marked(sum, numbers) + sum->marks[NEWEST] * (uint64_t)newest);
}

static bool take_skus(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                      struct refusal *why)
{
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        take_sku(walk->argument, rows, i);
    return true;
}

bool audit_sale_sum_end(struct task *task, struct audit_sale_sum *sum, struct db_tx *tx,
                        struct refusal *why)
{
    for (int i = 0; i < MONTHS_KEPT; i++)
        end_month(sum, &sum->newest[i]);
    struct row_walk months = {
        .sql = &SQL_audit_sale_month_page,
        .tx = tx,
        .rows = ROWS_A_PAGE,
        .keys = {{.column = AUDIT_SALE_MONTH_PAGE_PRODUCER_ID, .number = INT64_MIN},
                 {.column = AUDIT_SALE_MONTH_PAGE_MONTH, .is_text = true}},
        .take = take_months,
        .argument = sum};
    struct row_walk skus = {
        .sql = &SQL_audit_sale_sku_page,
        .tx = tx,
        .rows = ROWS_A_PAGE,
        .keys = {{.column = AUDIT_SALE_SKU_PAGE_PRODUCER_ID, .number = INT64_MIN},
                 {.column = AUDIT_SALE_SKU_PAGE_MONTH, .is_text = true},
                 {.column = AUDIT_SALE_SKU_PAGE_SKU_ID}},
        .take = take_skus,
        .argument = sum};
    return row_walk(task, &months, why) && row_walk(task, &skus, why);
}
