/* The sandbox platform's bill of a day's trades, in the documented columns: one row a payment, one
 * a refund, a summary at the end. The fee of a payment is a part of it to the nearest fen, and
 * comes back with refunds, likewise.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_BILL_H
#define PAYMENTS_MOCK_GATEWAY_BILL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "payments-mock/gateway_order.h"
#include "payments-mock/gateway_refund.h"

enum gateway_bill_type { GATEWAY_BILL_ALL, GATEWAY_BILL_SUCCESS, GATEWAY_BILL_REFUND };

/* "ALL", "SUCCESS", "REFUND"; NULL means ALL. False: another word. */
bool gateway_bill_type_read(const char *word, enum gateway_bill_type *type);

/* The fee of an amount. */
int64_t gateway_bill_fee(const struct gateway_merchant *merchant, int64_t fen);

/* The bill's file (CRLF lines, UTF-8 with byte order mark) of the Beijing day "YYYY-MM-DD", in the
 * arena; NULL when there was no business. */
char *gateway_bill_write(struct arena *arena, enum gateway_bill_type type, const char *day,
                         const struct gateway_orders *orders, const struct gateway_refunds *refunds,
                         const struct gateway_merchant *merchant, size_t *length);

/* The file as a gzip stream (RFC 1952). */
char *gateway_bill_gzip(struct arena *arena, const char *bytes, size_t length, size_t *out_length);

#endif
