#include "orders/audit_order.h"

#include <stdio.h>

#include "base/audit.h"
#include "base/db.h"
#include "base/map.h"
#include "base/row_page.h"
#include "base/row_walk.h"
#include "base/stamp.h"
#include "base/year.h"
#include "gen/orders/sql.h"
#include "logistics/parcel_audit.h"
#include "orders/audit_benefit.h"
#include "orders/audit_box.h"
#include "orders/audit_page.h"
#include "orders/audit_sale.h"
#include "orders/audit_sale_sum.h"
#include "orders/audit_sold_as.h"

/* Some 10 MB with all that hangs on them. */
enum { ORDERS_A_PAGE = 5000, TRADES_A_PAGE = 10000 };

/* What a number of a trade is weighed as. */
enum { OF_TOTAL, OF_BOXES };

enum {
    STAMPS,
    SUMS,
    KEPT,
    SHARES,
    SALES,
    MONTHS,
    SOLD_AS,
    MAKERS,
    ROLLED_UP,
    HOUSEHOLDS,
    LINKS,
    COUNTIES,
    ENTRY_LINES,
    BOXES,
    PARCEL_STAMPS,
    TRADE_STAMPS,
    COUNT
};

struct looking {
    json_t *const *found;
    int64_t from_id, whole_id; /* orders from the second on have all that hangs on them */
    bool is_whole;             /* all that there ever was is looked at */
    uint64_t trades;  /* weighed orders less trades: 0 when each trade is the sum of its orders */
    bool is_doubtful; /* something does not add up, or was not added */
    struct audit_benefit *benefit;
    struct audit_sale_sum *sales;
    struct audit_sold_as *sold_as;
    struct audit_box *box;
    struct share_sum shares;
    struct county_sum *counties;
    bool is_adrift; /* a line or an entry may not have its parents */
    bool is_parted; /* nor a parcel its order */
    bool is_late;   /* an entry may be of another moment than its order's */
};

/* ---- sums of trades ---- */

/* What a trade and its orders must say alike. */
struct of_trade {
    int64_t id, buyer_id, placed_us;
};

static uint64_t weighed(int of, const struct of_trade *trade, int64_t number)
{
    const struct {
        int64_t of;
        struct of_trade trade;
    } key = {of, *trade};
    return map_hash(&key, sizeof(key)) * (uint64_t)number;
}

static void add_to_trade(struct looking *looking, const struct audit_sale *sale)
{
    const struct of_trade trade = {sale->trade_id, sale->buyer_id, sale->placed_us};
    int64_t fen = 0, boxes = 0;
    for (int i = 0; i < sale->line_count; i++) {
        const struct audit_sale_line *line = &sale->lines[i];
        int64_t price_fen;
        if (__builtin_mul_overflow(line->price_fen, line->quantity, &price_fen) ||
            line->paid_fen != price_fen)
            looking->is_doubtful = true;
        fen += line->paid_fen;
        boxes += line->quantity;
    }
    if (sale->goods_fen != fen || boxes == 0)
        looking->is_doubtful = true;
    looking->trades += weighed(OF_TOTAL, &trade, sale->goods_fen + sale->freight_fen) +
                       weighed(OF_BOXES, &trade, boxes);
}

static void look_at_trade_stamp(const struct looking *looking, const struct db_rows *rows, int row)
{
    struct stamp_row content;
    stamp_row_read(&content, "trade", rows, row, AUDIT_TRADE_TOTAL_ID,
                   AUDIT_TRADE_TOTAL_STAMP - AUDIT_TRADE_TOTAL_ID);
    audit_look_at_stamp("trade", db_i64(rows, row, AUDIT_TRADE_TOTAL_ID), &content, rows, row,
                        AUDIT_TRADE_TOTAL_STAMP, looking->found[TRADE_STAMPS]);
}

static bool take_trades(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                        struct refusal *why)
{
    struct looking *looking = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++) {
        const struct of_trade trade = {db_i64(rows, i, AUDIT_TRADE_TOTAL_ID),
                                       db_i64(rows, i, AUDIT_TRADE_TOTAL_BUYER_ID),
                                       db_us(rows, i, AUDIT_TRADE_TOTAL_PLACED_AT)};
        int64_t total_fen = db_i64(rows, i, AUDIT_TRADE_TOTAL_TOTAL_FEN);
        looking->trades -= weighed(OF_TOTAL, &trade, total_fen) +
                           weighed(OF_BOXES, &trade, db_i64(rows, i, AUDIT_TRADE_TOTAL_BOXES));
        looking->is_doubtful = looking->is_doubtful || total_fen == 0;
        look_at_trade_stamp(looking, rows, i);
    }
    return true;
}

static bool add_trades(struct task *task, struct db_tx *tx, struct looking *looking,
                       struct refusal *why)
{
    struct row_walk walk = {.sql = &SQL_audit_trade_total,
                            .tx = tx,
                            .rows = TRADES_A_PAGE,
                            .keys = {{.column = AUDIT_TRADE_TOTAL_ID}},
                            .take = take_trades,
                            .argument = looking};
    return row_walk(task, &walk, why);
}

/* ---- orders ---- */

static void look_at_stamp(struct task *task, struct looking *looking, const struct audit_page *page,
                          int row, int64_t order_id)
{
    json_t *violations = looking->found[STAMPS];
    char subject[32];
    if (audit_is_full(violations) || audit_page_fits(task, page, row))
        return;
    snprintf(subject, sizeof(subject), "order:%lld", (long long)order_id);
    audit_violation(violations, subject, "does not fit its stamp");
}

/* Rows that hang on an order and are not of its county. */
static void note_others(struct looking *looking, const struct audit_sale *sale)
{
    if (sale->has_others_lines) {
        looking->is_doubtful = true;
        audit_sold_as_doubt(looking->sold_as);
    }
    if (sale->has_others_entries)
        looking->shares.is_doubtful = true;
    if (sale->has_others_entries || sale->has_others_shares)
        share_sum_doubt(&looking->shares, sale->id);
    if (sale->has_others_sums)
        audit_sale_sum_doubt(looking->sales, sale->id);
    looking->is_adrift = looking->is_adrift || sale->has_others_lines || sale->has_others_entries;
    looking->is_parted = looking->is_parted || sale->has_others_parcels;
    looking->is_late = looking->is_late || sale->has_others_entries || sale->has_others_matured;
}

/* Rows that hang on no order. */
static void note_strays(struct looking *looking, const struct audit_page *page)
{
    const struct audit_part *parts = page->parts;
    note_others(looking,
                &(struct audit_sale){.has_others_lines = parts[AUDIT_LINES].has_strays,
                                     .has_others_entries = parts[AUDIT_ENTRIES].has_strays,
                                     .has_others_sums = parts[AUDIT_ROLLED].has_strays,
                                     .has_others_shares = parts[AUDIT_SUMMED].has_strays,
                                     .has_others_parcels = parts[AUDIT_PARCELS].has_strays,
                                     .has_others_matured = parts[AUDIT_MATURED].has_strays});
    if (parts[AUDIT_SUMMED].has_strays)
        looking->shares.is_doubtful = true;
}

/* Whether it was credited when it was paid, and what was credited matured when it was completed. */
static bool is_on_time(const struct audit_sale *sale)
{
    for (int i = 0; i < sale->line_count; i++)
        for (int k = 0; k < sale->lines[i].entry_count; k++)
            if (!sale->is_paid || sale->lines[i].entries[k].accrued_us != sale->paid_us)
                return false;
    return sale->is_completed == sale->shares.is_matured && sale->completed_us == sale->matured_us;
}

static void look_at_order(struct task *task, struct looking *looking, struct audit_page *page,
                          int row)
{
    struct audit_sale sale;
    audit_page_sale(task, page, row, &sale);
    look_at_stamp(task, looking, page, row, sale.id);
    note_others(looking, &sale);
    add_to_trade(looking, &sale);
    if (sale.is_paid && sale.id >= looking->whole_id)
        audit_benefit_look(task, looking->benefit, &sale);
    if (!looking->is_whole)
        return;
    looking->is_late = looking->is_late || !is_on_time(&sale);
    audit_sale_sum_add(looking->sales, &sale);
    audit_sold_as_look(looking->sold_as, &sale);
    share_sum_order(&looking->shares, &sale.shares);
    audit_benefit_add_shares(looking->benefit, &sale, &looking->shares);
    looking->is_adrift = looking->is_adrift || !audit_benefit_has_rosters(looking->benefit, &sale);
}

/* Rosters and plans of a page, before its orders are looked at. */
static bool read_plans(struct task *task, struct db_tx *tx, const struct looking *looking,
                       const struct audit_page *page, struct refusal *why)
{
    int roster_count, plan_count;
    const int64_t *rosters = audit_page_rosters(task, page, &roster_count),
                  *plans = audit_page_plans(task, page, &plan_count);
    return audit_benefit_read(task, looking->benefit, tx, rosters, roster_count, plans, plan_count,
                              why);
}

/* ---- pages of orders ---- */

/* A page, its orders and what hangs on them in one arena. */
struct order_page {
    struct row_page orders;
    struct audit_page page;
    int64_t after; /* the last order before it */
    bool is_last;
};

/* Pages are read ahead: while one is looked at, the server is at what hangs on the orders of the
 * next one, and at the orders of the one behind. */
enum { PAGES_AHEAD = 3 };

static void ask_orders(struct db_tx *tx, struct order_page *of, int64_t after)
{
    *of = (struct order_page){.after = after};
    row_page_ask(tx, &of->orders, &SQL_audit_order_page,
                 DB_ARGS(DB_I64(after), DB_I64(ORDERS_A_PAGE)));
}

/* Asks for what hangs on a page's orders, which are there, and for the orders behind it. */
static void ask_hanging(struct db_tx *tx, const struct looking *looking, struct order_page *of,
                        struct order_page *behind)
{
    int n = db_count(of->orders.rows);
    of->page.orders = of->orders.rows;
    of->is_last = n < ORDERS_A_PAGE;
    int64_t last = of->is_last ? INT64_MAX : db_i64(of->orders.rows, n - 1, AUDIT_ORDER_PAGE_ID);
    audit_page_ask(tx, of->orders.arena, of->after > 0 ? of->after + 1 : INT64_MIN, last,
                   looking->is_whole, &of->page);
    if (of->is_last)
        db_tx_push(tx);
    else
        ask_orders(tx, behind, last);
}

/* Reads what else its orders need before they are looked at. */
static bool read_beside(struct task *task, struct db_tx *tx, const struct looking *looking,
                        struct order_page *of, struct refusal *why)
{
    audit_page_begin(&of->page);
    return read_plans(task, tx, looking, &of->page, why) &&
           (!looking->is_whole || audit_box_look(task, looking->box, &of->page, of->is_last, why));
}

static void look_at_page(struct task *task, struct looking *looking, struct audit_page *page)
{
    for (int i = 0; i < db_count(page->orders); i++)
        look_at_order(task, looking, page, i);
    audit_page_end(page);
    note_strays(looking, page);
}

/* Takes one page, when all that was asked for has come. */
static bool take_page(struct task *task, struct db_tx *tx, struct looking *looking,
                      struct order_page *of, struct order_page *next, struct order_page *behind,
                      struct refusal *why)
{
    struct arena *own = task->arena;
    task->arena = of->orders.arena;
    bool read = read_beside(task, tx, looking, of, why);
    task->arena = own;
    if (!read)
        return false;
    if (!of->is_last)
        ask_hanging(tx, looking, next, behind);
    task->arena = of->orders.arena;
    look_at_page(task, looking, &of->page);
    task->arena = own;
    row_page_end(&of->orders);
    return db_tx_wait(tx, why);
}

static bool take_pages(struct task *task, struct db_tx *tx, struct looking *looking,
                       struct refusal *why)
{
    struct order_page pages[PAGES_AHEAD] = {{.after = 0}};
    ask_orders(tx, &pages[0], looking->from_id > 0 ? looking->from_id - 1 : 0);
    bool taken = db_tx_wait(tx, why), is_last = false;
    if (taken) {
        ask_hanging(tx, looking, &pages[0], &pages[1]);
        taken = db_tx_wait(tx, why);
    }
    for (int at = 0; taken && !is_last; at++) {
        struct order_page *of = &pages[at % PAGES_AHEAD];
        taken = take_page(task, tx, looking, of, &pages[(at + 1) % PAGES_AHEAD],
                          &pages[(at + 2) % PAGES_AHEAD], why);
        is_last = of->is_last;
    }
    for (int i = 0; i < PAGES_AHEAD; i++)
        row_page_end(&pages[i].orders);
    return taken;
}

static void look_anew(struct looking *looking, struct db_tx *tx)
{
    for (int i = 0; i < COUNT; i++)
        json_array_clear(looking->found[i]);
    looking->trades = 0;
    looking->is_doubtful = !looking->is_whole; /* of a few days' trades the database is asked */
    audit_sale_sum_begin(looking->sales);
    audit_sold_as_begin(looking->sold_as);
    audit_box_begin(looking->box, tx);
    share_sum_begin(&looking->shares);
    county_sum_begin(looking->counties);
    looking->is_adrift = looking->is_parted = looking->is_late = false;
}

/* All as it was at one moment. */
static bool read_orders(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct looking *looking = argument;
    db_tx_steady(tx);
    look_anew(looking, tx);
    return (!looking->is_whole || (audit_sold_as_read(task, looking->sold_as, tx, why) &&
                                   audit_benefit_begin(task, looking->benefit, tx, why))) &&
           take_pages(task, tx, looking, why) &&
           (!looking->is_whole ||
            (add_trades(task, tx, looking, why) &&
             audit_sale_sum_end(task, looking->sales, tx, why) &&
             share_sum_end(task, &looking->shares, looking->counties, tx, why)));
}

/* ---- what is not told by it ---- */

static bool ask_sales(struct task *task, const struct looking *looking, struct refusal *why)
{
    int64_t doubt = looking->is_whole ? audit_sale_sum_first_doubt(looking->sales) : 0;
    json_t *sales = looking->found[SALES];
    if (looking->from_id > 0)
        return audit_ask_from(task, &SQL_audit_sale_order, looking->from_id, sales, why);
    bool months_differ = !looking->is_whole || audit_sale_sum_months_differ(looking->sales);
    return (doubt < 0 ||
            audit_ask(task, &SQL_audit_sale_order, DB_ARGS(DB_I64(doubt)), sales, why)) &&
           (!months_differ ||
            audit_ask(task, &SQL_audit_sale_month, DB_NO_ARGS, looking->found[MONTHS], why));
}

static bool ask_goods(struct task *task, const struct looking *looking, struct refusal *why)
{
    int64_t from_id = looking->from_id;
    json_t *sold_as = looking->found[SOLD_AS], *makers = looking->found[MAKERS];
    if (looking->is_whole && !audit_sold_as_differs(looking->sold_as))
        return true;
    return (from_id > 0 ? audit_ask_from(task, &SQL_audit_line_version, from_id, sold_as, why)
                        : audit_ask_whole(task, &SQL_audit_line_version, DB_ARGS(DB_I64(0)),
                                          sold_as, why)) &&
           audit_ask_from(task, &SQL_audit_order_maker, from_id, makers, why);
}

/* Whether each trade is the sum of its orders; its buyer and its moment are then theirs. */
static bool adds_up(const struct looking *looking)
{
    return !looking->is_doubtful && looking->trades == 0;
}

/* Of a few days' attempts it is asked which, of all first whether. */
static bool ask_attempts(struct task *task, int64_t from_id, json_t *const *found,
                         struct refusal *why)
{
    bool has_trades = false, has_amounts = false;
    if (from_id == 0) {
        struct db_rows *rows;
        if (!db_query_class(task, DB_AUDIT, &SQL_audit_attempt_agree, DB_NO_ARGS, &rows, why))
            return false;
        has_trades = db_bool(rows, 0, AUDIT_ATTEMPT_AGREE_HAS_TRADES);
        has_amounts = db_bool(rows, 0, AUDIT_ATTEMPT_AGREE_HAS_AMOUNTS);
    }
    return (has_trades ||
            audit_ask_from(task, &SQL_audit_link_attempt, from_id, found[LINKS], why)) &&
           (has_amounts ||
            audit_ask_from(task, &SQL_audit_attempt_amount, from_id, found[MAKERS], why));
}

static bool ask_links(struct task *task, const struct looking *looking, struct refusal *why)
{
    json_t *links = looking->found[LINKS];
    bool has_parents =
        looking->is_whole && !looking->is_adrift && !audit_sold_as_differs(looking->sold_as);
    bool is_joined = looking->is_whole && !looking->is_parted && adds_up(looking);
    bool is_boxed = looking->is_whole && audit_box_has_lines(looking->box);
    bool is_placed = looking->is_whole && audit_benefit_has_places(looking->benefit);
    return (is_placed ||
            audit_ask_from(task, &SQL_audit_link_roster, looking->from_id, links, why)) &&
           (is_boxed || audit_ask_from(task, &SQL_audit_link_box, looking->from_id, links, why)) &&
           (is_joined ||
            audit_ask_from(task, &SQL_audit_link_order, looking->from_id, links, why)) &&
           (has_parents ||
            audit_ask_from(task, &SQL_audit_link_sale, looking->from_id, links, why));
}

static bool ask_entries(struct task *task, const struct looking *looking, struct refusal *why)
{
    bool is_timed = looking->is_whole && !looking->is_late;
    return is_timed || audit_ask_from(task, &SQL_audit_entry_moment, looking->from_id,
                                      looking->found[ENTRY_LINES], why);
}

static bool ask_parcels(struct task *task, const struct looking *looking, struct refusal *why)
{
    bool adds_up = looking->is_whole && audit_box_adds_up(looking->box);
    return (adds_up || audit_ask_unless(task, &SQL_audit_parcel_agree, &SQL_audit_parcel,
                                        looking->from_id, looking->found[BOXES], why)) &&
           (looking->is_whole ||
            parcel_audit(task, looking->from_id, looking->found[PARCEL_STAMPS], why));
}

static bool ask_rest(struct task *task, const struct looking *looking, struct refusal *why)
{
    return (adds_up(looking) || audit_ask_from(task, &SQL_audit_trade_sum, looking->from_id,
                                               looking->found[SUMS], why)) &&
           (looking->is_whole || audit_ask_stamps(task, &SQL_audit_trade_stamp, looking->from_id,
                                                  looking->found[TRADE_STAMPS], why)) &&
           ask_sales(task, looking, why) && ask_goods(task, looking, why) &&
           ask_links(task, looking, why) && ask_entries(task, looking, why) &&
           ask_parcels(task, looking, why) &&
           (looking->from_id > 0 || share_sum_ask_orders(task, &looking->shares, looking->is_whole,
                                                         looking->found[ROLLED_UP], why)) &&
           share_sum_ask_months(task, &looking->shares, looking->is_whole, looking->from_id,
                                looking->found[HOUSEHOLDS], why) &&
           (looking->from_id > 0 || county_sum_ask(task, looking->counties, looking->is_whole,
                                                   looking->found[COUNTIES], why));
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
    looking.counties = county_sum_new();
    looking.box = audit_box_new(found[PARCEL_STAMPS]);
    bool asked = db_transact(task, DB_AUDIT, read_orders, &looking, why) &&
                 (from_id > 0 || ask_rest(task, &looking, why));
    audit_benefit_free(looking.benefit);
    audit_sale_sum_free(looking.sales);
    audit_sold_as_free(looking.sold_as);
    county_sum_free(looking.counties);
    audit_box_free(looking.box);
    return asked;
}

/* Of a few days the walk tells only what is looked at order by order, the rest is asked for. */
static bool ask_beside(struct task *task, int64_t from_id, json_t *const *found,
                       struct refusal *why)
{
    const struct looking few = {.found = found, .from_id = from_id};
    return (from_id == 0 || ask_rest(task, &few, why)) &&
           audit_ask_from(task, &SQL_audit_link, from_id, found[LINKS], why) &&
           ask_attempts(task, from_id, found, why) &&
           audit_ask_from(task, &SQL_audit_entry_line, from_id, found[ENTRY_LINES], why) &&
           tracking_audit(task, from_id, found[PARCEL_STAMPS], why);
}

const struct audit_pass AUDIT_ORDER_PASS = {
    {AUDIT_ORDER_STAMPS, AUDIT_TRADE_SUMS, AUDIT_KEPT, AUDIT_SHARES, AUDIT_SALES, AUDIT_SALE_MONTHS,
     AUDIT_SOLD_AS, AUDIT_MAKERS, AUDIT_ROLLED_UP, AUDIT_HOUSEHOLD_MONTHS, AUDIT_LINKS,
     AUDIT_COUNTY_MONTHS, AUDIT_ENTRY_LINES, AUDIT_BOXES, AUDIT_PARCEL_STAMPS, AUDIT_TRADE_STAMPS},
    look_at_orders,
    ask_beside};
