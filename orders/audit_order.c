#include "orders/audit_order.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/db.h"
#include "base/map.h"
#include "base/stamp.h"
#include "base/year.h"
#include "gen/orders/sql.h"
#include "orders/audit_benefit.h"
#include "orders/audit_sale.h"
#include "orders/audit_sale_sum.h"
#include "orders/audit_sold_as.h"

/* Some 10 MB with all that hangs on them. */
enum { ORDERS_A_PAGE = 5000, TRADES_A_PAGE = 10000 };

/* What a number of a trade is weighed as. */
enum { OF_TOTAL, OF_BOXES };

enum { STAMPS, SUMS, KEPT, SHARES, SALES, MONTHS, SOLD_AS, MAKERS, ROLLED_UP, HOUSEHOLDS, LINKS };

struct looking {
    json_t *const *found;
    int64_t from_id, whole_id; /* orders from the second on have all that hangs on them */
    bool is_whole;             /* all that there ever was is looked at */
    uint64_t trades;  /* weighed orders less trades: 0 when each trade is the sum of its orders */
    bool is_doubtful; /* something does not add up, or was not added */
    struct audit_benefit *benefit;
    struct audit_sale_sum *sales;
    struct audit_sold_as *sold_as;
    struct share_sum shares;
    bool is_adrift; /* a line or an entry may not have its parents */
};

/* Rows of a page's orders, in order of these; those from `first` to before `end` are of the order
 * that was looked for last. */
struct part {
    struct db_rows *rows; /* NULL = they are not looked at */
    int order_id;         /* the column */
    int first, end;
    bool has_strays; /* there are rows of no order */
};

enum { LINES, ENTRIES, ROLLED, HANDED, BORNE, HELD, GONE, BACK, SUMMED, MATURED, PARTS };

static const struct {
    const struct sql *sql;
    int order_id;
    bool is_of_sums;
} PART[PARTS] = {
    [LINES] = {&SQL_audit_order_line_page, AUDIT_ORDER_LINE_PAGE_ORDER_ID, false},
    [ENTRIES] = {&SQL_audit_order_entry_page, AUDIT_ORDER_ENTRY_PAGE_ORDER_ID, false},
    [ROLLED] = {&SQL_audit_order_rolled_page, AUDIT_ORDER_ROLLED_PAGE_ORDER_ID, true},
    [HANDED] = {&SQL_audit_order_handed_page, AUDIT_ORDER_HANDED_PAGE_ORDER_ID, true},
    [BORNE] = {&SQL_audit_order_borne_page, AUDIT_ORDER_BORNE_PAGE_ORDER_ID, true},
    [HELD] = {&SQL_audit_order_held_page, AUDIT_ORDER_HELD_PAGE_ORDER_ID, false},
    [GONE] = {&SQL_audit_order_gone_page, AUDIT_ORDER_GONE_PAGE_ORDER_ID, false},
    [SUMMED] = {&SQL_audit_order_sum_page, AUDIT_ORDER_SUM_PAGE_ORDER_ID, true},
    [MATURED] = {&SQL_audit_order_matured_page, AUDIT_ORDER_MATURED_PAGE_ORDER_ID, true},
    [BACK] = {&SQL_audit_order_back_page, AUDIT_ORDER_BACK_PAGE_ORDER_ID, false},
};

struct page {
    struct db_rows *orders;
    struct part parts[PARTS];
    struct looking *looking;
};

static void find_rows(struct part *part, int64_t order_id)
{
    int n = part->rows != NULL ? db_count(part->rows) : 0;
    for (; part->end < n && db_i64(part->rows, part->end, part->order_id) < order_id; part->end++)
        part->has_strays = true;
    part->first = part->end;
    while (part->end < n && db_i64(part->rows, part->end, part->order_id) == order_id)
        part->end++;
}

static bool is_of(const struct audit_sale *sale, const struct db_rows *rows, int row, int county)
{
    return strcmp(db_text(rows, row, county), sale->county) == 0;
}

/* ---- sums of trades ---- */

static uint64_t weighed(int of, int64_t trade_id, int64_t number)
{
    const struct {
        int64_t of, trade_id;
    } key = {of, trade_id};
    return map_hash(&key, sizeof(key)) * (uint64_t)number;
}

static void add_to_trade(struct looking *looking, const struct audit_sale *sale,
                         const struct db_rows *orders, int row)
{
    int64_t trade_id = db_i64(orders, row, AUDIT_ORDER_PAGE_TRADE_ID),
            goods = db_i64(orders, row, AUDIT_ORDER_PAGE_GOODS_FEN), fen = 0, boxes = 0;
    for (int i = 0; i < sale->line_count; i++) {
        const struct audit_sale_line *line = &sale->lines[i];
        int64_t price_fen;
        if (__builtin_mul_overflow(line->price_fen, line->quantity, &price_fen) ||
            line->paid_fen != price_fen)
            looking->is_doubtful = true;
        fen += line->paid_fen;
        boxes += line->quantity;
    }
    if (goods != fen || boxes == 0)
        looking->is_doubtful = true;
    looking->trades +=
        weighed(OF_TOTAL, trade_id, goods + sale->freight_fen) + weighed(OF_BOXES, trade_id, boxes);
}

static bool add_trades(struct task *task, struct db_tx *tx, struct looking *looking,
                       struct refusal *why)
{
    int64_t after = 0;
    bool asked = true, more = true;
    while (asked && more) {
        struct arena *own = task->arena;
        struct db_rows *rows;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = db_tx_query(tx, &SQL_audit_trade_total,
                            DB_ARGS(DB_I64(after), DB_I64(TRADES_A_PAGE)), &rows, why);
        int n = asked ? db_count(rows) : 0;
        for (int i = 0; i < n; i++) {
            int64_t total_fen = db_i64(rows, i, AUDIT_TRADE_TOTAL_TOTAL_FEN);
            after = db_i64(rows, i, AUDIT_TRADE_TOTAL_ID);
            looking->trades -= weighed(OF_TOTAL, after, total_fen) +
                               weighed(OF_BOXES, after, db_i64(rows, i, AUDIT_TRADE_TOTAL_BOXES));
            looking->is_doubtful = looking->is_doubtful || total_fen == 0;
        }
        more = n == TRADES_A_PAGE;
        arena_free(task->arena);
        task->arena = own;
    }
    return asked;
}

/* ---- stamps ---- */

/* The order's content with its lines: of its columns, of which the last is null, and in that one
 * the lines, if there are any. */
static uint8_t *whole_content(struct task *task, struct page *page, int order, size_t *length)
{
    size_t head;
    const struct part *part = &page->parts[LINES];
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

static void look_at_stamp(struct task *task, struct page *page, int order)
{
    size_t length, stamp_length;
    json_t *violations = page->looking->found[STAMPS];
    const uint8_t *content = whole_content(task, page, order, &length);
    const void *stamp = db_bytes(page->orders, order, AUDIT_ORDER_PAGE_STAMP, &stamp_length);
    char subject[32];
    if (audit_is_full(violations) || stamp_fits(content, length, stamp, stamp_length))
        return;
    snprintf(subject, sizeof(subject), "order:%lld",
             (long long)db_i64(page->orders, order, AUDIT_ORDER_PAGE_ID));
    audit_violation(violations, subject, "does not fit its stamp");
}

/* ---- what hangs on an order ---- */

static struct audit_sale_line *find_line(const struct audit_sale *sale, int64_t line_id)
{
    for (int i = 0; i < sale->line_count; i++)
        if (sale->lines[i].id == line_id)
            return &sale->lines[i];
    return NULL;
}

static void read_lines(struct task *task, struct page *page, struct audit_sale *sale)
{
    const struct part *part = &page->parts[LINES];
    const struct db_rows *rows = part->rows;
    sale->lines =
        arena_array(task->arena, (size_t)(part->end - part->first) + 1, sizeof(*sale->lines));
    for (int row = part->first; row < part->end; row++) {
        if (!is_of(sale, rows, row, AUDIT_ORDER_LINE_PAGE_COUNTY_CODE)) {
            page->looking->is_doubtful = true;
            audit_sold_as_doubt(page->looking->sold_as);
            page->looking->is_adrift = true;
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
static void read_entries(struct task *task, struct page *page, struct audit_sale *sale)
{
    const struct part *part = &page->parts[ENTRIES];
    const struct db_rows *rows = part->rows;
    struct audit_sale_entry *entries =
        arena_array(task->arena, (size_t)(part->end - part->first) + 1, sizeof(*entries));
    for (int row = part->first; row < part->end; row++) {
        struct audit_sale_line *line =
            find_line(sale, db_i64(rows, row, AUDIT_ORDER_ENTRY_PAGE_LINE_ID));
        if (line == NULL || !is_of(sale, rows, row, AUDIT_ORDER_ENTRY_PAGE_COUNTY_CODE)) {
            share_sum_doubt(&page->looking->shares, sale->id);
            page->looking->shares.is_doubtful = true;
            page->looking->is_adrift = true;
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

/* What was withheld and given back, of few orders. */
static void read_changes(struct task *task, struct page *page, const struct audit_sale *sale)
{
    const struct part *held = &page->parts[HELD], *gone = &page->parts[GONE],
                      *back = &page->parts[BACK];
    struct audit_sale_line *line;
    for (int row = held->first; row < held->end; row++)
        if ((line = find_line(sale, db_i64(held->rows, row, AUDIT_ORDER_HELD_PAGE_LINE_ID))) !=
                NULL &&
            is_of(sale, held->rows, row, AUDIT_ORDER_HELD_PAGE_COUNTY_CODE))
            line->held_fen += db_i64(held->rows, row, AUDIT_ORDER_HELD_PAGE_FEN);
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

static void read_sums(struct task *task, struct page *page, struct audit_sale *sale)
{
    const struct part *rolled = &page->parts[ROLLED], *handed = &page->parts[HANDED],
                      *borne = &page->parts[BORNE];
    for (int row = rolled->first; row < rolled->end; row++) {
        if (!is_of(sale, rolled->rows, row, AUDIT_ORDER_ROLLED_PAGE_COUNTY_CODE)) {
            audit_sale_sum_doubt(page->looking->sales, sale->id);
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
    for (int row = handed->first; row < handed->end; row++) {
        int64_t us = db_us(handed->rows, row, AUDIT_ORDER_HANDED_PAGE_HANDED_OVER_AT);
        if (!is_of(sale, handed->rows, row, AUDIT_ORDER_HANDED_PAGE_COUNTY_CODE))
            continue;
        sale->handed_us = sale->is_handed && sale->handed_us < us ? sale->handed_us : us;
        sale->is_handed = true;
    }
    for (int row = borne->first; row < borne->end; row++)
        sale->is_borne =
            sale->is_borne || is_of(sale, borne->rows, row, AUDIT_ORDER_BORNE_PAGE_COUNTY_CODE);
}

/* How it is rolled up for its households. */
static void read_shares(struct page *page, struct audit_sale *sale)
{
    struct share_order *shares = &sale->shares;
    const struct part *summed = &page->parts[SUMMED], *matured = &page->parts[MATURED],
                      *held = &page->parts[HELD];
    for (int row = summed->first; row < summed->end; row++) {
        if (!is_of(sale, summed->rows, row, AUDIT_ORDER_SUM_PAGE_COUNTY_CODE)) {
            share_sum_doubt(&page->looking->shares, sale->id);
            continue;
        }
        shares->is_rolled = true;
        shares->flags = db_i64(summed->rows, row, AUDIT_ORDER_SUM_PAGE_FLAGS);
    }
    for (int row = matured->first; row < matured->end; row++)
        shares->is_matured = shares->is_matured ||
                             is_of(sale, matured->rows, row, AUDIT_ORDER_MATURED_PAGE_COUNTY_CODE);
    for (int row = held->first; row < held->end; row++)
        shares->is_changed =
            shares->is_changed || is_of(sale, held->rows, row, AUDIT_ORDER_HELD_PAGE_COUNTY_CODE);
    shares->is_changed = shares->is_changed || sale->is_borne;
    share_sum_order(&page->looking->shares, shares);
}

/* ---- orders ---- */

static void look_at_order(struct task *task, struct page *page, int row)
{
    const struct db_rows *orders = page->orders;
    struct looking *looking = page->looking;
    struct audit_sale sale = {.id = db_i64(orders, row, AUDIT_ORDER_PAGE_ID),
                              .producer_id = db_i64(orders, row, AUDIT_ORDER_PAGE_PRODUCER_ID),
                              .station_id = db_i64(orders, row, AUDIT_ORDER_PAGE_STATION_ID),
                              .freight_fen = db_i64(orders, row, AUDIT_ORDER_PAGE_FREIGHT_FEN),
                              .freight_refunded_fen =
                                  db_i64(orders, row, AUDIT_ORDER_PAGE_FREIGHT_REFUNDED_FEN),
                              .paid_us = db_us(orders, row, AUDIT_ORDER_PAGE_PAID_AT),
                              .county = db_text(orders, row, AUDIT_ORDER_PAGE_COUNTY_CODE),
                              .state = db_text(orders, row, AUDIT_ORDER_PAGE_STATE),
                              .is_paid = !db_is_null(orders, row, AUDIT_ORDER_PAGE_PAID_AT),
                              .shares = {.order_id = db_i64(orders, row, AUDIT_ORDER_PAGE_ID)}};
    for (int i = 0; i < PARTS; i++)
        find_rows(&page->parts[i], sale.id);
    look_at_stamp(task, page, row);
    read_lines(task, page, &sale);
    add_to_trade(looking, &sale, orders, row);
    read_entries(task, page, &sale);
    read_changes(task, page, &sale);
    if (sale.is_paid && sale.id >= looking->whole_id)
        audit_benefit_look(task, looking->benefit, &sale);
    if (!looking->is_whole)
        return;
    read_sums(task, page, &sale);
    audit_sale_sum_add(looking->sales, &sale);
    audit_sold_as_look(looking->sold_as, &sale);
    read_shares(page, &sale);
    audit_benefit_add_shares(looking->benefit, &sale, &looking->shares);
    looking->is_adrift = looking->is_adrift || !audit_benefit_has_rosters(looking->benefit, &sale);
}

/* Rosters and plans of a page, before its orders are looked at. */
static bool read_plans(struct task *task, struct db_tx *tx, const struct page *page,
                       struct refusal *why)
{
    return audit_benefit_read(
        task, page->looking->benefit, tx,
        db_column(task->arena, page->parts[ENTRIES].rows, AUDIT_ORDER_ENTRY_PAGE_ROSTER_ID),
        db_count(page->parts[ENTRIES].rows),
        db_column(task->arena, page->parts[LINES].rows, AUDIT_ORDER_LINE_PAGE_PLAN_ID),
        db_count(page->parts[LINES].rows), why);
}

/* Rows behind the last order, or before the first, are of no order. */
static void note_strays(struct page *page)
{
    for (int i = 0; i < PARTS; i++)
        if (page->parts[i].rows != NULL && page->parts[i].end < db_count(page->parts[i].rows))
            page->parts[i].has_strays = true;
    if (page->parts[LINES].has_strays) {
        page->looking->is_doubtful = true;
        audit_sold_as_doubt(page->looking->sold_as);
        page->looking->is_adrift = true;
    }
    if (page->parts[ENTRIES].has_strays)
        page->looking->is_adrift = true;
    if (page->parts[ROLLED].has_strays)
        audit_sale_sum_doubt(page->looking->sales, 0);
    if (page->parts[ENTRIES].has_strays || page->parts[SUMMED].has_strays) {
        share_sum_doubt(&page->looking->shares, 0);
        page->looking->shares.is_doubtful = true;
    }
}

/* *after gets the last order of the page, 0 when there is none behind it. */
static bool look_at_page(struct task *task, struct db_tx *tx, struct looking *looking,
                         int64_t *after, struct refusal *why)
{
    struct page page = {.looking = looking};
    if (!db_tx_query(tx, &SQL_audit_order_page, DB_ARGS(DB_I64(*after), DB_I64(ORDERS_A_PAGE)),
                     &page.orders, why))
        return false;
    int n = db_count(page.orders);
    int64_t first = *after > 0 ? *after + 1 : INT64_MIN, last = INT64_MAX;
    *after = 0;
    if (n == ORDERS_A_PAGE)
        *after = last = db_i64(page.orders, n - 1, AUDIT_ORDER_PAGE_ID);
    for (int i = 0; i < PARTS; i++) {
        page.parts[i].order_id = PART[i].order_id;
        if ((looking->is_whole || !PART[i].is_of_sums) &&
            !db_tx_query(tx, PART[i].sql, DB_ARGS(DB_I64(first), DB_I64(last)), &page.parts[i].rows,
                         why))
            return false;
    }
    if (!read_plans(task, tx, &page, why))
        return false;
    for (int i = 0; i < n; i++)
        look_at_order(task, &page, i);
    note_strays(&page);
    return true;
}

static void look_anew(struct looking *looking)
{
    for (int i = STAMPS; i <= LINKS; i++)
        json_array_clear(looking->found[i]);
    looking->trades = 0;
    looking->is_doubtful = !looking->is_whole; /* of a few days' trades the database is asked */
    audit_sale_sum_begin(looking->sales);
    audit_sold_as_begin(looking->sold_as);
    share_sum_begin(&looking->shares);
    looking->is_adrift = false;
}

/* All as it was at one moment. */
static bool read_orders(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct looking *looking = argument;
    int64_t after = looking->from_id > 0 ? looking->from_id - 1 : 0;
    bool asked = true;
    db_tx_steady(tx);
    look_anew(looking);
    if (looking->is_whole && (!audit_sold_as_read(task, looking->sold_as, tx, why) ||
                              !audit_benefit_begin(task, looking->benefit, tx, why)))
        return false;
    do {
        struct arena *own = task->arena;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = look_at_page(task, tx, looking, &after, why);
        arena_free(task->arena);
        task->arena = own;
    } while (asked && after > 0);
    return asked && (looking->is_doubtful || add_trades(task, tx, looking, why)) &&
           (!looking->is_whole || (audit_sale_sum_end(task, looking->sales, tx, why) &&
                                   share_sum_end(task, &looking->shares, tx, why)));
}

/* ---- what is not told by it ---- */

typedef bool asking(struct task *task, const struct sql *sql, const struct db_value *args,
                    int count, json_t *violations, struct refusal *why);

static bool ask_from(struct task *task, asking *ask, const struct sql *sql, int64_t from_id,
                     json_t *violations, struct refusal *why)
{
    return ask(task, sql, DB_ARGS(DB_I64(from_id)), violations, why);
}

static bool ask_sales(struct task *task, const struct looking *looking, struct refusal *why)
{
    asking *ask = looking->from_id > 0 ? audit_ask_since : audit_ask;
    int64_t doubt =
        looking->is_whole ? audit_sale_sum_first_doubt(looking->sales) : looking->from_id;
    bool months_differ = looking->from_id == 0 &&
                         (!looking->is_whole || audit_sale_sum_months_differ(looking->sales));
    return (doubt < 0 ||
            ask_from(task, ask, &SQL_audit_sale_order, doubt, looking->found[SALES], why)) &&
           (!months_differ ||
            audit_ask(task, &SQL_audit_sale_month, DB_NO_ARGS, looking->found[MONTHS], why));
}

static bool ask_goods(struct task *task, const struct looking *looking, struct refusal *why)
{
    asking *ask = looking->from_id > 0 ? audit_ask_since : audit_ask,
           *ask_whole = looking->from_id > 0 ? audit_ask_since : audit_ask_whole;
    if (looking->is_whole && !audit_sold_as_differs(looking->sold_as))
        return ask_from(task, ask, &SQL_audit_attempt_amount, 0, looking->found[MAKERS], why);
    return ask_from(task, ask_whole, &SQL_audit_line_version, looking->from_id,
                    looking->found[SOLD_AS], why) &&
           ask_from(task, ask, &SQL_audit_order_maker, looking->from_id, looking->found[MAKERS],
                    why);
}

static bool ask_links(struct task *task, const struct looking *looking, struct refusal *why)
{
    asking *ask = looking->from_id > 0 ? audit_ask_since : audit_ask;
    bool has_parents =
        looking->is_whole && !looking->is_adrift && !audit_sold_as_differs(looking->sold_as);
    return ask_from(task, ask, &SQL_audit_link, looking->from_id, looking->found[LINKS], why) &&
           (has_parents || ask_from(task, ask, &SQL_audit_link_sale, looking->from_id,
                                    looking->found[LINKS], why));
}

static bool ask_rest(struct task *task, const struct looking *looking, struct refusal *why)
{
    bool adds_up = !looking->is_doubtful && looking->trades == 0;
    return (adds_up ||
            ask_from(task, looking->from_id > 0 ? audit_ask_since : audit_ask, &SQL_audit_trade_sum,
                     looking->from_id, looking->found[SUMS], why)) &&
           ask_sales(task, looking, why) && ask_goods(task, looking, why) &&
           ask_links(task, looking, why) &&
           (looking->from_id > 0 || share_sum_ask_orders(task, &looking->shares, looking->is_whole,
                                                         looking->found[ROLLED_UP], why)) &&
           share_sum_ask_months(task, &looking->shares, looking->is_whole, looking->from_id,
                                looking->found[HOUSEHOLDS], why);
}

static bool look_at_orders(struct task *task, int64_t from_id, json_t *const *found,
                           struct refusal *why)
{
    struct looking looking = {.found = found, .from_id = from_id, .whole_id = from_id};
    if (!year_raise(task, &looking.whole_id, why))
        return false;
    looking.is_whole = looking.whole_id == 0;
    looking.benefit = audit_benefit_new(found[KEPT], found[SHARES]);
    looking.sales = audit_sale_sum_new();
    looking.sold_as = audit_sold_as_new();
    bool asked =
        db_transact(task, DB_AUDIT, read_orders, &looking, why) && ask_rest(task, &looking, why);
    audit_benefit_free(looking.benefit);
    audit_sale_sum_free(looking.sales);
    audit_sold_as_free(looking.sold_as);
    return asked;
}

const struct audit_pass AUDIT_ORDER_PASS = {
    {AUDIT_ORDER_STAMPS, AUDIT_TRADE_SUMS, AUDIT_KEPT, AUDIT_SHARES, AUDIT_SALES, AUDIT_SALE_MONTHS,
     AUDIT_SOLD_AS, AUDIT_MAKERS, AUDIT_ROLLED_UP, AUDIT_HOUSEHOLD_MONTHS, AUDIT_LINKS},
    look_at_orders};
