#include "orders/audit_page.h"

#include <string.h>

#include "base/stamp.h"
#include "gen/orders/sql.h"

static const struct {
    const struct sql *sql;
    int order_id; /* the column */
} TABLE[AUDIT_TABLES] = {
    [AUDIT_LINES] = {&SQL_audit_order_line_page, AUDIT_ORDER_LINE_PAGE_ORDER_ID},
    [AUDIT_ENTRIES] = {&SQL_audit_order_entry_page, AUDIT_ORDER_ENTRY_PAGE_ORDER_ID},
    [AUDIT_HELD] = {&SQL_audit_order_held_page, AUDIT_ORDER_HELD_PAGE_ORDER_ID},
    [AUDIT_GONE] = {&SQL_audit_order_gone_page, AUDIT_ORDER_GONE_PAGE_ORDER_ID},
    [AUDIT_BACK] = {&SQL_audit_order_back_page, AUDIT_ORDER_BACK_PAGE_ORDER_ID},
    [AUDIT_ROLLED] = {&SQL_audit_order_rolled_page, AUDIT_ORDER_ROLLED_PAGE_ORDER_ID},
    [AUDIT_PARCELS] = {&SQL_audit_order_parcel_page, AUDIT_ORDER_PARCEL_PAGE_ORDER_ID},
    [AUDIT_BORNE] = {&SQL_audit_order_borne_page, AUDIT_ORDER_BORNE_PAGE_ORDER_ID},
    [AUDIT_SUMMED] = {&SQL_audit_order_sum_page, AUDIT_ORDER_SUM_PAGE_ORDER_ID},
    [AUDIT_MATURED] = {&SQL_audit_order_matured_page, AUDIT_ORDER_MATURED_PAGE_ORDER_ID},
};

static void note_next(struct audit_part *part, int column)
{
    part->next_id = part->rows != NULL && part->end < db_count(part->rows)
                        ? db_i64(part->rows, part->end, column)
                        : INT64_MAX;
}

void audit_page_ask(struct db_tx *tx, struct arena *arena, int64_t first, int64_t last,
                    bool with_sums, struct audit_page *page)
{
    int count = with_sums ? AUDIT_TABLES : AUDIT_OF_SUMS;
    for (int i = 0; i < count; i++)
        db_tx_ask_in(tx, arena, TABLE[i].sql, DB_ARGS(DB_I64(first), DB_I64(last)),
                     &page->parts[i].rows);
}

void audit_page_begin(struct audit_page *page)
{
    for (int i = 0; i < AUDIT_TABLES; i++)
        note_next(&page->parts[i], TABLE[i].order_id);
}

static void find_rows(struct audit_part *part, int column, int64_t order_id)
{
    for (; part->next_id < order_id; note_next(part, column)) {
        part->has_strays = true;
        part->end++;
    }
    part->first = part->end;
    for (; part->next_id == order_id; note_next(part, column))
        part->end++;
}

void audit_page_end(struct audit_page *page)
{
    for (int i = 0; i < AUDIT_TABLES; i++)
        if (page->parts[i].rows != NULL && page->parts[i].end < db_count(page->parts[i].rows))
            page->parts[i].has_strays = true;
}

const int64_t *audit_page_plans(struct task *task, const struct audit_page *page, int *count)
{
    const struct db_rows *lines = page->parts[AUDIT_LINES].rows;
    *count = db_count(lines);
    return db_column(task->arena, lines, AUDIT_ORDER_LINE_PAGE_PLAN_ID);
}

const int64_t *audit_page_rosters(struct task *task, const struct audit_page *page, int *count)
{
    const struct db_rows *entries = page->parts[AUDIT_ENTRIES].rows;
    *count = db_count(entries);
    return db_column(task->arena, entries, AUDIT_ORDER_ENTRY_PAGE_ROSTER_ID);
}

/* ---- stamps ---- */

/* The order's content with its lines: of its columns, of which the last is null, and in that one
 * the lines, if there are any. */
static uint8_t *whole_content(struct task *task, const struct audit_page *page, int order,
                              size_t *length)
{
    size_t head;
    const struct audit_part *part = &page->parts[AUDIT_LINES];
    const char *county = db_text(page->orders, order, AUDIT_ORDER_PAGE_COUNTY_CODE);
    const uint8_t *content =
        stamp_content(task->arena, "sale_order", page->orders, order, AUDIT_ORDER_PAGE_ID,
                      AUDIT_ORDER_PAGE_STAMP - AUDIT_ORDER_PAGE_ID, &head);
    int taken = 0;
    struct piece {
        const void *content;
        size_t length;
    } *lines = arena_array(task->arena, (size_t)(part->end - part->first) + 1, sizeof(*lines));
    *length = head;
    for (int row = part->first; row < part->end; row++) {
        if (strcmp(db_text(part->rows, row, AUDIT_ORDER_LINE_PAGE_COUNTY_CODE), county) != 0)
            continue;
        struct piece *line = &lines[taken++];
        line->content =
            stamp_content(task->arena, NULL, part->rows, row, AUDIT_ORDER_LINE_PAGE_ID,
                          AUDIT_ORDER_LINE_PAGE_ORDER_ID - AUDIT_ORDER_LINE_PAGE_ID, &line->length);
        *length += line->length;
    }
    uint8_t *whole = arena_alloc(task->arena, *length), *at = whole + head;
    memcpy(whole, content, head);
    for (int i = 0; i < taken; at += lines[i++].length)
        memcpy(at, lines[i].content, lines[i].length);
    for (int i = 0; taken > 0 && i < 4; i++)
        whole[head - 4 + (size_t)i] = (uint8_t)((*length - head) >> (24 - 8 * i));
    return whole;
}

bool audit_page_fits(struct task *task, const struct audit_page *page, int row)
{
    size_t length, stamp_length;
    const uint8_t *content = whole_content(task, page, row, &length);
    const void *stamp = db_bytes(page->orders, row, AUDIT_ORDER_PAGE_STAMP, &stamp_length);
    return stamp_fits(content, length, stamp, stamp_length);
}

/* ---- what hangs on an order ---- */

static bool is_of(const struct audit_sale *sale, const struct db_rows *rows, int row, int county)
{
    return strcmp(db_text(rows, row, county), sale->county) == 0;
}

static struct audit_sale_line *find_line(const struct audit_sale *sale, int64_t line_id)
{
    for (int i = 0; i < sale->line_count; i++)
        if (sale->lines[i].id == line_id)
            return &sale->lines[i];
    return NULL;
}

static void read_lines(struct task *task, const struct audit_page *page, struct audit_sale *sale)
{
    const struct audit_part *part = &page->parts[AUDIT_LINES];
    const struct db_rows *rows = part->rows;
    sale->lines =
        arena_array(task->arena, (size_t)(part->end - part->first) + 1, sizeof(*sale->lines));
    for (int row = part->first; row < part->end; row++) {
        if (!is_of(sale, rows, row, AUDIT_ORDER_LINE_PAGE_COUNTY_CODE)) {
            sale->has_others_lines = true;
            continue;
        }
        sale->lines[sale->line_count++] = (struct audit_sale_line){
            .id = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_ID),
            .line_no = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_LINE_NO),
            .sku_id = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_SKU_ID),
            .listing_id = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_LISTING_ID),
            .version_id = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_VERSION_ID),
            .plan_id = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_PLAN_ID),
            .net_weight_g = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_NET_WEIGHT_G),
            .quantity = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_QUANTITY),
            .price_fen = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_PRICE_FEN),
            .paid_fen = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_PAID_FEN),
            .refunded_quantity = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_REFUNDED_QUANTITY),
            .refunded_fen = db_i64(rows, row, AUDIT_ORDER_LINE_PAGE_REFUNDED_FEN),
            .title = db_text(rows, row, AUDIT_ORDER_LINE_PAGE_TITLE),
            .spec = db_text(rows, row, AUDIT_ORDER_LINE_PAGE_SPEC)};
    }
}

/* A line's entries stand beside each other. */
static void read_entries(struct task *task, const struct audit_page *page, struct audit_sale *sale)
{
    const struct audit_part *part = &page->parts[AUDIT_ENTRIES];
    const struct db_rows *rows = part->rows;
    struct audit_sale_entry *entries =
        arena_array(task->arena, (size_t)(part->end - part->first) + 1, sizeof(*entries));
    for (int row = part->first; row < part->end; row++) {
        struct audit_sale_line *line =
            find_line(sale, db_i64(rows, row, AUDIT_ORDER_ENTRY_PAGE_LINE_ID));
        if (line == NULL || !is_of(sale, rows, row, AUDIT_ORDER_ENTRY_PAGE_COUNTY_CODE)) {
            sale->has_others_entries = true;
            continue;
        }
        struct audit_sale_entry *entry = entries++;
        entry->pool_no = db_i64(rows, row, AUDIT_ORDER_ENTRY_PAGE_POOL_NO);
        entry->roster_id = db_i64(rows, row, AUDIT_ORDER_ENTRY_PAGE_ROSTER_ID);
        entry->amounts =
            db_i64s(task->arena, rows, row, AUDIT_ORDER_ENTRY_PAGE_AMOUNTS, &entry->count);
        entry->reversed = db_i64s(task->arena, rows, row, AUDIT_ORDER_ENTRY_PAGE_REVERSED,
                                  &entry->reversed_count);
        entry->accrued_us = db_us(rows, row, AUDIT_ORDER_ENTRY_PAGE_ACCRUED_AT);
        line->entries = line->entry_count++ == 0 ? entry : line->entries;
        sale->shares.has_entries = true;
        if (!db_is_null(rows, row, AUDIT_ORDER_ENTRY_PAGE_REVERSED))
            sale->shares.is_changed = true;
    }
}

/* A share that is withheld, or went back while it was; others stand like the rest. */
static void read_held(struct task *task, struct audit_sale_line *line, const struct db_rows *rows,
                      int row)
{
    const char *state = db_text(rows, row, AUDIT_ORDER_HELD_PAGE_STATE);
    int64_t pool_no = db_i64(rows, row, AUDIT_ORDER_HELD_PAGE_POOL_NO),
            place = db_i64(rows, row, AUDIT_ORDER_HELD_PAGE_PLACE);
    uint8_t held = strcmp(state, "withheld") == 0   ? AUDIT_HELD_BACK
                   : strcmp(state, "reversed") == 0 ? AUDIT_HELD_GONE
                                                    : AUDIT_NOT_HELD;
    for (int i = 0; i < line->entry_count; i++) {
        struct audit_sale_entry *entry = &line->entries[i];
        if (entry->pool_no != pool_no || place < 1 || place > entry->count)
            continue;
        if (entry->held == NULL)
            entry->held = arena_array(task->arena, (size_t)entry->count, 1);
        entry->held[place - 1] = held;
    }
}

/* What was withheld and given back, of few orders. */
static void read_changes(struct task *task, const struct audit_page *page,
                         const struct audit_sale *sale)
{
    const struct audit_part *held = &page->parts[AUDIT_HELD], *gone = &page->parts[AUDIT_GONE],
                            *back = &page->parts[AUDIT_BACK];
    struct audit_sale_line *line;
    for (int row = held->first; row < held->end; row++)
        if ((line = find_line(sale, db_i64(held->rows, row, AUDIT_ORDER_HELD_PAGE_LINE_ID))) !=
                NULL &&
            is_of(sale, held->rows, row, AUDIT_ORDER_HELD_PAGE_COUNTY_CODE)) {
            line->held_fen += db_i64(held->rows, row, AUDIT_ORDER_HELD_PAGE_FEN);
            read_held(task, line, held->rows, row);
        }
    for (int row = gone->first; row < gone->end; row++)
        if ((line = find_line(sale, db_i64(gone->rows, row, AUDIT_ORDER_GONE_PAGE_LINE_ID))) !=
                NULL &&
            is_of(sale, gone->rows, row, AUDIT_ORDER_GONE_PAGE_COUNTY_CODE))
            line->units_gone += db_i64(gone->rows, row, AUDIT_ORDER_GONE_PAGE_UNITS);
    for (int row = back->first; row < back->end; row++) {
        line = find_line(sale, db_i64(back->rows, row, AUDIT_ORDER_BACK_PAGE_LINE_ID));
        if (line == NULL || !is_of(sale, back->rows, row, AUDIT_ORDER_BACK_PAGE_COUNTY_CODE))
            continue;
        int count;
        const int64_t *amounts =
            db_i64s(task->arena, back->rows, row, AUDIT_ORDER_BACK_PAGE_AMOUNTS, &count);
        for (int i = 0; i < line->entry_count; i++)
            if (line->entries[i].pool_no == db_i64(back->rows, row, AUDIT_ORDER_BACK_PAGE_POOL_NO))
                for (int k = 0; k < count; k++)
                    line->entries[i].gone_fen += amounts[k];
    }
}

static void read_sums(struct task *task, const struct audit_page *page, struct audit_sale *sale)
{
    const struct audit_part *rolled = &page->parts[AUDIT_ROLLED],
                            *parcels = &page->parts[AUDIT_PARCELS],
                            *borne = &page->parts[AUDIT_BORNE];
    for (int row = rolled->first; row < rolled->end; row++) {
        if (!is_of(sale, rolled->rows, row, AUDIT_ORDER_ROLLED_PAGE_COUNTY_CODE)) {
            sale->has_others_sums = true;
            continue;
        }
        struct audit_sale_rolled *sum = &sale->rolled;
        sale->is_rolled = true;
        sum->flags = db_i64(rolled->rows, row, AUDIT_ORDER_ROLLED_PAGE_FLAGS);
        sum->has_waited = !db_is_null(rolled->rows, row, AUDIT_ORDER_ROLLED_PAGE_WAITED_S);
        sum->waited_s = db_i64(rolled->rows, row, AUDIT_ORDER_ROLLED_PAGE_WAITED_S);
        sum->freight_refunded_fen =
            db_i64(rolled->rows, row, AUDIT_ORDER_ROLLED_PAGE_FREIGHT_REFUNDED_FEN);
        sum->taken_back = db_i64s(task->arena, rolled->rows, row,
                                  AUDIT_ORDER_ROLLED_PAGE_TAKEN_BACK, &sum->taken_count);
    }
    for (int row = parcels->first; row < parcels->end; row++) {
        int64_t us = db_us(parcels->rows, row, AUDIT_ORDER_PARCEL_PAGE_HANDED_OVER_AT);
        if (!is_of(sale, parcels->rows, row, AUDIT_ORDER_PARCEL_PAGE_COUNTY_CODE) ||
            db_i64(parcels->rows, row, AUDIT_ORDER_PARCEL_PAGE_STATION_ID) != sale->station_id)
            sale->has_others_parcels = true;
        if (!is_of(sale, parcels->rows, row, AUDIT_ORDER_PARCEL_PAGE_COUNTY_CODE) ||
            db_is_null(parcels->rows, row, AUDIT_ORDER_PARCEL_PAGE_HANDED_OVER_AT))
            continue;
        sale->handed_us = sale->is_handed && sale->handed_us < us ? sale->handed_us : us;
        sale->is_handed = true;
    }
    for (int row = borne->first; row < borne->end; row++)
        sale->is_borne =
            sale->is_borne || is_of(sale, borne->rows, row, AUDIT_ORDER_BORNE_PAGE_COUNTY_CODE);
}

/* How it is rolled up for its households. */
static void read_shares(const struct audit_page *page, struct audit_sale *sale)
{
    struct share_order *shares = &sale->shares;
    const struct audit_part *summed = &page->parts[AUDIT_SUMMED],
                            *matured = &page->parts[AUDIT_MATURED],
                            *held = &page->parts[AUDIT_HELD];
    for (int row = summed->first; row < summed->end; row++) {
        if (!is_of(sale, summed->rows, row, AUDIT_ORDER_SUM_PAGE_COUNTY_CODE)) {
            sale->has_others_shares = true;
            continue;
        }
        shares->is_rolled = true;
        shares->flags = db_i64(summed->rows, row, AUDIT_ORDER_SUM_PAGE_FLAGS);
    }
    for (int row = matured->first; row < matured->end; row++) {
        if (!is_of(sale, matured->rows, row, AUDIT_ORDER_MATURED_PAGE_COUNTY_CODE)) {
            sale->has_others_matured = true;
            continue;
        }
        shares->is_matured = true;
        sale->matured_us = db_us(matured->rows, row, AUDIT_ORDER_MATURED_PAGE_MATURED_AT);
    }
    for (int row = held->first; row < held->end; row++)
        shares->is_changed =
            shares->is_changed || is_of(sale, held->rows, row, AUDIT_ORDER_HELD_PAGE_COUNTY_CODE);
    shares->is_changed = shares->is_changed || sale->is_borne;
}

void audit_page_sale(struct task *task, struct audit_page *page, int row, struct audit_sale *sale)
{
    const struct db_rows *orders = page->orders;
    *sale = (struct audit_sale){
        .id = db_i64(orders, row, AUDIT_ORDER_PAGE_ID),
        .buyer_id = db_i64(orders, row, AUDIT_ORDER_PAGE_BUYER_ID),
        .producer_id = db_i64(orders, row, AUDIT_ORDER_PAGE_PRODUCER_ID),
        .station_id = db_i64(orders, row, AUDIT_ORDER_PAGE_STATION_ID),
        .goods_fen = db_i64(orders, row, AUDIT_ORDER_PAGE_GOODS_FEN),
        .trade_id = db_i64(orders, row, AUDIT_ORDER_PAGE_TRADE_ID),
        .freight_fen = db_i64(orders, row, AUDIT_ORDER_PAGE_FREIGHT_FEN),
        .freight_refunded_fen = db_i64(orders, row, AUDIT_ORDER_PAGE_FREIGHT_REFUNDED_FEN),
        .placed_us = db_us(orders, row, AUDIT_ORDER_PAGE_PLACED_AT),
        .paid_us = db_us(orders, row, AUDIT_ORDER_PAGE_PAID_AT),
        .completed_us = db_us(orders, row, AUDIT_ORDER_PAGE_COMPLETED_AT),
        .county = db_text(orders, row, AUDIT_ORDER_PAGE_COUNTY_CODE),
        .state = db_text(orders, row, AUDIT_ORDER_PAGE_STATE),
        .is_paid = !db_is_null(orders, row, AUDIT_ORDER_PAGE_PAID_AT),
        .is_completed = !db_is_null(orders, row, AUDIT_ORDER_PAGE_COMPLETED_AT),
        .shares = {.order_id = db_i64(orders, row, AUDIT_ORDER_PAGE_ID)}};
    for (int i = 0; i < AUDIT_TABLES; i++)
        find_rows(&page->parts[i], TABLE[i].order_id, sale->id);
    read_lines(task, page, sale);
    read_entries(task, page, sale);
    read_changes(task, page, sale);
    read_sums(task, page, sale);
    read_shares(page, sale);
}
