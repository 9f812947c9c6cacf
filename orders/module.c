/* Orders as a module: the trade itself. */
#include <stddef.h>

#include "base/code_key.h"
#include "base/module.h"
#include "base/year.h"
#include "gen/orders/sql.h"
#include "ledger/roll_up.h"
#include "logistics/parcel.h"
#include "orders/audit_benefit.h"
#include "orders/audit_book.h"
#include "orders/audit_box.h"
#include "orders/audit_sale_sum.h"
#include "orders/audit_sold_as.h"
#include "orders/audit_order.h"
#include "orders/audit_time.h"
#include "orders/complete.h"
#include "orders/machines.h"
#include "orders/order_address.h"
#include "orders/order_end.h"
#include "orders/place.h"
#include "orders/recall.h"
#include "orders/receipt.h"
#include "orders/refund.h"
#include "orders/sale_roll_up.h"
#include "orders/trade.h"
#include "orders/trade_standing.h"
#include "orders/trade_cancel.h"
#include "orders/trade_payable.h"
#include "registry/todo.h"

enum {
    TRADES_A_ROUND = 100,
    ORDERS_A_ROUND = 50,
    COMPLETE_MS = 30000,
    ADDRESSES_A_ROUND = 500,
    ADDRESSES_MS = 600000
};

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_UNPAID_MINUTES", "30", 1, 1440,
                "an order that is not paid for is cancelled after"),
    SETTING_INT("MALL_MAX_UNPAID", "20", 0, 1000000,
                "unpaid orders one buyer may hold; 0 = no limit"),
    SETTING_INT("MALL_MAX_UNPAID_BOXES", "2000", 0, 1000000000,
                "boxes of one buyer that are reserved and not paid; 0 = no limit"),
    SETTING_INT("MALL_MAX_UNPAID_FEN", "20000000", 0, INT64_C(1000000000000),
                "fen that one buyer's reserved boxes may cost; 0 = no limit"),
    SETTING_INT("MALL_MAX_CANCELS", "20", 0, 1000000,
                "orders one buyer may cancel within an hour and still place; 0 = no limit"),
    SETTING_INT("MALL_CLAIM_HOURS", "48", 0, 720,
                "claims are open after receipt; then income matures"),
    SETTING_INT("MALL_ADDRESS_DAYS", "90", 1, 3650,
                "an order's address is deleted so many days after its claims are over"),
    SETTING_INT("MALL_REFUND_DAYS", "30", 0, 3650,
                "after completion a station may refund for so many days; 0 = for ever"),
    SETTING_INT("MALL_SELLER_OVERDRAFT_FEN", "100000", 0, INT64_C(1000000000000),
                "fen below zero that refunds after completion may bring a seller"),
    {.name = NULL},
};

static const struct db_constraint CONSTRAINTS[] = {
    {"stock_not_negative", &PLACE_OUT_OF_STOCK, "lines"},
    {"order_line_refund", &REFUND_TOO_MUCH, "lines"},
    {"sale_order_freight_refund", &REFUND_TOO_MUCH, "freight"},
    {.name = NULL},
};

/* ---- timed work ---- */

static bool expire(struct task *task, int *done, struct refusal *why)
{
    return trade_expire_due(task, TRADES_A_ROUND, done, why);
}

static bool complete(struct task *task, int *done, struct refusal *why)
{
    return complete_due(task, config_int("MALL_CLAIM_HOURS"), ORDERS_A_ROUND, done, why);
}

static bool delete_addresses(struct task *task, int *done, struct refusal *why)
{
    return order_address_delete_due(task, ADDRESSES_A_ROUND, done, why);
}

static const struct timed_piece TIMED[] = {
    {.name = "expire_trades", .run = expire, .again_from = 1},
    {.name = "roll_up",
     .run = sale_roll_up_take,
     .period_ms = ROLL_UP_MS,
     .again_from = ROLL_UP_MORE},
    {.name = "complete_orders", .run = complete, .period_ms = COMPLETE_MS, .again_from = 1},
    {.name = "delete_addresses",
     .run = delete_addresses,
     .period_ms = ADDRESSES_MS,
     .again_from = 1},
    {.name = NULL},
};

/* ---- states and checks ---- */

static const struct machine *const MACHINES[] = {&TRADE_MACHINE, &ORDER_MACHINE, NULL};

static bool audit_payers(struct task *task, int64_t from_id, json_t *violations,
                         struct refusal *why)
{
    return audit_ask_unless(task, &SQL_audit_payer_agree, &SQL_audit_payer, from_id, violations,
                            why);
}

static bool audit_stock(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    return audit_ask_unless(task, &SQL_audit_stock_agree, &SQL_audit_stock, from_id, violations,
                            why);
}

static const struct audit_pass *const PASSES[] = {&AUDIT_ORDER_PASS, &AUDIT_BOOK_PASS, NULL};

static const struct audit_check CHECKS[] = {
    {1, AUDIT_TRANSFER_KINDS, NULL, NULL, AUDIT_SINCE},
    {1, "accounts hold in sum what is open, and nothing of what ended", &SQL_audit_balance, NULL,
     AUDIT_WHOLE},
    {2, AUDIT_CAPTURED, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_TRADE_SUMS, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_ESCROWS, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_REFUNDS, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_TRADE_STAMPS, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_ORDER_STAMPS, NULL, NULL, AUDIT_SINCE},
    {2, "what refunds give back is as it was decided", &SQL_audit_refund_stamp, NULL, AUDIT_SINCE},
    {2, AUDIT_SOLD_AS, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_SALES, NULL, NULL, AUDIT_SINCE},
    {2, AUDIT_SALE_MONTHS, NULL, NULL, AUDIT_FULL},
    {2, "sales of a year that is away are as they were carried on", &SQL_audit_year_sale, NULL,
     AUDIT_FULL},
    {2, "sales of counties and months are those of their producers", &SQL_audit_sale_total, NULL,
     AUDIT_FULL},
    {2, "orders that sellers bore are noted, no others", &SQL_audit_order_borne, NULL, AUDIT_WHOLE},
    {2, AUDIT_MAKERS, NULL, NULL, AUDIT_SINCE},
    {3, AUDIT_ENTRY_LINES, NULL, NULL, AUDIT_SINCE},
    {3, "rosters are of the producer of their plan", &SQL_audit_roster_producer, NULL, AUDIT_FULL},
    {3, "nobody was credited over a link that was in doubt", &SQL_audit_link_held, NULL,
     AUDIT_SINCE},
    {3, AUDIT_SHARES, NULL, NULL, AUDIT_SINCE},
    {3, AUDIT_KEPT, NULL, NULL, AUDIT_SINCE},
    {4, "stock is the sum of movements and reservations", NULL, audit_stock, AUDIT_FULL},
    {4, AUDIT_BOXES, NULL, NULL, AUDIT_SINCE},
    {4, "no boxes stay reserved that are not needed any more", &SQL_audit_reservation, NULL,
     AUDIT_SINCE},
    {5, "every paid trade has one payer, no other any", NULL, audit_payers, AUDIT_SINCE},
    {6, AUDIT_LINKS, NULL, NULL, AUDIT_SINCE},
    {6, AUDIT_ORDER_TIMES, NULL, NULL, AUDIT_SINCE},
    {6, "paid orders know when their last parcel came to its end", &SQL_audit_order_end, NULL,
     AUDIT_SINCE},
    {7, "addresses are deleted when nobody needs them, and not before", NULL, order_address_audit,
     AUDIT_SINCE},
    {6, "nothing was sold when a paper of its seller had expired", &SQL_audit_expired_sale, NULL,
     AUDIT_SINCE},
    {.name = NULL},
};

/* ---- what waits at a desk ---- */

static const struct todo TODOS[] = {
    {"order_waiting", ROLE_PRODUCER, RIGHT_SALES_READ, TODO_BY_ORGANISATION,
     &SQL_todo_order_waiting},
    {"refund_open", ROLE_PRODUCER, RIGHT_SALES_READ, TODO_BY_ORGANISATION, &SQL_todo_refund_open},
    {"order_to_pack", ROLE_STATION_OFFICER, RIGHT_PARCEL_WORK, TODO_BY_ORGANISATION,
     &SQL_todo_order_to_pack},
    {"refund_at_station", ROLE_STATION_OFFICER, RIGHT_REFUND_DECIDE, TODO_BY_ORGANISATION,
     &SQL_todo_refund_at_station},
    {"order_stranded", ROLE_OPERATOR, RIGHT_REFUND_DECIDE, TODO_BY_NOTHING,
     &SQL_todo_order_stranded},
    {.key = NULL},
};

static bool start(void)
{
    payable_add(&TRADE_PAYABLE);
    code_key_purpose(RECEIPT_CODE);
    place_start(&(struct place_limits){.unpaid_trades = config_int("MALL_MAX_UNPAID"),
                                       .unpaid_boxes = config_int("MALL_MAX_UNPAID_BOXES"),
                                       .unpaid_fen = config_int("MALL_MAX_UNPAID_FEN"),
                                       .cancels_an_hour = config_int("MALL_MAX_CANCELS")});
    refund_start(&(struct refund_limits){.days_after = config_int("MALL_REFUND_DAYS"),
                                         .overdraft_fen = config_int("MALL_SELLER_OVERDRAFT_FEN")});
    order_address_start(&(struct order_address_rule){.claim_hours = config_int("MALL_CLAIM_HOURS"),
                                                     .days = config_int("MALL_ADDRESS_DAYS")});
    parcel_on_end(order_end_heard);
    trade_standing_start();
    watch_listen(&TRADE_MOVES);
    return true;
}

static const struct year_part YEARS = {.refuse = &SQL_year_refuse_orders,
                                       .carry = &SQL_year_carry_orders};

const struct module ORDERS_MODULE = {
    .name = "orders",
    .stamps = &SQL_stamp_orders,
    .start = start,
    .settings = SETTINGS,
    .constraints = CONSTRAINTS,
    .jobs = RECALL_JOBS,
    .timed = TIMED,
    .machines = MACHINES,
    .checks = CHECKS,
    .passes = PASSES,
    .sealed = ORDERS_SEALED,
    .todos = TODOS,
    .years = &YEARS,
};
