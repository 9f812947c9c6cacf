/* An order as the audit reads it (orders/audit_order.h), with all that hangs on it and is of its
 * county. */
#ifndef ORDERS_AUDIT_SALE_H
#define ORDERS_AUDIT_SALE_H

#include <stdbool.h>
#include <stdint.h>

#include "ledger/share_sum.h"

/* What was withheld of an order and how it stands. */
enum { AUDIT_NOT_HELD, AUDIT_HELD_BACK, AUDIT_HELD_GONE };

/* What one pool of a line was credited. */
struct audit_sale_entry {
    int64_t pool_no, roster_id;
    int64_t *amounts, *reversed; /* by the roster's places */
    int count, reversed_count;
    uint8_t *held;      /* how a share stands, by the roster's places; NULL = none was withheld */
    int64_t gone_fen;   /* taken back by refunds */
    int64_t accrued_us; /* since 1970 */
};

struct audit_sale_line {
    int64_t id, line_no, sku_id, listing_id, version_id, plan_id, net_weight_g, quantity, price_fen,
        paid_fen, refunded_quantity, refunded_fen;
    const char *title, *spec;
    int64_t units_gone; /* refunded before the order was completed */
    int64_t held_fen;   /* withheld, less what was taken back of it */
    struct audit_sale_entry *entries;
    int entry_count;
};

/* What the sums of sales took an order for (table sale_rolled). */
enum { AUDIT_ROLLED_COMPLETED = 1, AUDIT_ROLLED_WAITING = 2, AUDIT_ROLLED_BORNE = 4 };
struct audit_sale_rolled {
    int64_t flags, waited_s, freight_refunded_fen;
    bool has_waited;
    const int64_t *taken_back; /* four numbers for each line; NULL = nothing was */
    int taken_count;
};

struct audit_sale {
    int64_t id, trade_id, buyer_id, producer_id, station_id, goods_fen, freight_fen,
        freight_refunded_fen;
    int64_t placed_us, paid_us, completed_us, matured_us, handed_us; /* since 1970; the first
                                                                        parcel's */
    const char *county, *state;
    bool is_paid, is_completed, is_handed, is_borne, is_rolled;
    struct audit_sale_line *lines;
    int line_count;
    struct audit_sale_rolled rolled;
    struct share_order shares; /* as it is rolled up for its households */
    /* Rows hang on it that are not of its county, entries on none of its lines, or parcels of
     * another station. */
    bool has_others_lines, has_others_entries, has_others_sums, has_others_shares,
        has_others_parcels, has_others_matured;
};

#endif
