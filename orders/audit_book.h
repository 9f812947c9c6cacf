/* What the journal says of orders, told by sums while it is read (ledger/journal_audit.h): each
 * amount is weighed by a keyed hash of order and county, added of transfers and taken off of
 * orders, which are read beside it in order of their ids, as transfers come in almost the same
 * order. So every paid order was captured whole, refunds are booked as they were decided and paid
 * back, escrows hold what open orders say, nothing is kept that was not owed, and each transfer
 * joins the accounts of its kind, of its order's seller and station. Attempts to pay are read
 * beside it too, for what they captured (payment/attempt_audit.h). What comes to nothing agrees
 * everywhere, or by as much luck as it takes to guess 60 bits. Where something does not come out
 * the database is asked, which names it, and so it is of the few days of a nightly run, and while a
 * year is away. */
#ifndef ORDERS_AUDIT_BOOK_H
#define ORDERS_AUDIT_BOOK_H

#include "base/audit.h"

#define AUDIT_TRANSFER_KINDS "every transfer joins the accounts of its kind and order"
#define AUDIT_CAPTURED "every paid order was captured whole, no other at all"
#define AUDIT_REFUNDS "refunds agree with journal, lines and captures"
#define AUDIT_ESCROWS "escrows hold what is not settled, nothing else is kept"

extern const struct audit_pass AUDIT_BOOK_PASS;

#endif
