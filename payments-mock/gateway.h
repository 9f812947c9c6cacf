/* The mock payment platform as one struct: settings, what it knows, and what it owes.
 *
 * It is the other side of the wire, in a process of its own: the mall reaches it only over HTTP, as
 * it would reach the real platform.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_H
#define PAYMENTS_MOCK_GATEWAY_H

#include "payments-mock/gateway_auth.h"
#include "payments-mock/gateway_carrier.h"
#include "payments-mock/gateway_config.h"
#include "payments-mock/gateway_fault.h"
#include "payments-mock/gateway_files.h"
#include "payments-mock/gateway_notify.h"
#include "payments-mock/gateway_order.h"
#include "payments-mock/gateway_refund.h"
#include "payments-mock/gateway_sms.h"
#include "payments-mock/gateway_store.h"

struct gateway {
    struct gateway_settings settings;
    struct gateway_store *store;
    struct gateway_orders orders;
    struct gateway_refunds refunds;
    struct gateway_parcels parcels;
    struct gateway_messages sms;
    struct gateway_notifies notifies;
    struct gateway_files files;
    struct gateway_faults faults;
    struct gateway_nonces nonces;
};

/* Opens the journal named by the settings and takes everything back. False with a sentence on
 * `errors`. */
bool gateway_open(struct gateway *gateway, FILE *errors);
/* Gives everything back but the settings. */
void gateway_close(struct gateway *gateway);

/* Pays an order (which must be payable), writes it down and tells the merchant. */
void gateway_pay(struct gateway *gateway, struct gateway_order *order);
/* Moves a refund, writes it down and tells the merchant; false when that is no move of it. */
bool gateway_settle(struct gateway *gateway, struct gateway_refund *refund,
                    enum wechat_refund_state state);

#endif
