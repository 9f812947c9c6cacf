/* A page of orders as the audit reads it, with all that hangs on them: rows of other tables are
 * read as ranges of the page's orders, in order of these, and put together here
 * (orders/audit_sale.h). */
#ifndef ORDERS_AUDIT_PAGE_H
#define ORDERS_AUDIT_PAGE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "orders/audit_sale.h"

/* Tables whose rows hang on orders; from AUDIT_OF_SUMS on for how these are summed up. */
enum audit_table {
    AUDIT_LINES,
    AUDIT_ENTRIES,
    AUDIT_HELD, /* shares that are or were withheld */
    AUDIT_GONE, /* boxes that were refunded before the order was completed */
    AUDIT_BACK, /* what refunds took back of entries */
    AUDIT_OF_SUMS,
    AUDIT_ROLLED = AUDIT_OF_SUMS,
    AUDIT_PARCELS,
    AUDIT_BORNE,
    AUDIT_SUMMED,
    AUDIT_MATURED,
    AUDIT_TABLES
};

/* Rows of a page's orders; those from `first` to before `end` are of the order that was looked at
 * last. */
struct audit_part {
    struct db_rows *rows; /* NULL = they are not looked at */
    int first, end;
    int64_t next_id; /* the order of the row at `end`; INT64_MAX = there is none */
    bool has_strays; /* there are rows of no order */
};

struct audit_page {
    const struct db_rows *orders;
    struct audit_part parts[AUDIT_TABLES];
};

/* Asks for what hangs on orders, which are all from `first` to `last`, without waiting; it lies in
 * this arena. */
void audit_page_ask(struct db_tx *tx, struct arena *arena, int64_t first, int64_t last,
                    bool with_sums, struct audit_page *page);
/* When it was waited for. */
void audit_page_begin(struct audit_page *page);

/* The next order, in the order of the page. */
void audit_page_sale(struct task *task, struct audit_page *page, int row, struct audit_sale *sale);

/* When all its orders were looked at: rows that are left are of none. */
void audit_page_end(struct audit_page *page);

/* What plans and rosters its lines and entries name, one for each row. */
const int64_t *audit_page_plans(struct task *task, const struct audit_page *page, int *count);
const int64_t *audit_page_rosters(struct task *task, const struct audit_page *page, int *count);

/* Whether the order that was looked at last fits its stamp, which holds its lines as well. */
bool audit_page_fits(struct task *task, const struct audit_page *page, int row);

#endif
