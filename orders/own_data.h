/* What a person has here: a copy of it for them, and its end (registry/account_close.h). */
#ifndef ORDERS_OWN_DATA_H
#define ORDERS_OWN_DATA_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "registry/session.h"

/* Orders of one copy; trades that are looked at, and payments. */
enum { OWN_ORDERS = 2000, OWN_TRADES = 100000 };

extern const struct refusal_kind OWN_DATA_UNDER_WAY;   /* 409 account_under_way: something is not
                                                          paid, received or refunded */
extern const struct refusal_kind OWN_DATA_OTHER_PHONE; /* 422 phone_end_wrong */

/* {account, addresses, cart, sessions, messages, payments, orders, orders_next}, in the clear: for
 * the person alone. `before`: orders older than that one (0 = from the newest); orders_next = the
 * last one that is given, null when there are no more. New reference, NULL and why when refused. */
json_t *own_data_json(struct task *task, const struct session *session, int64_t before,
                      struct refusal *why);

/* Closes the account (registry/account_close.h) and empties its basket; orders and journal stay
 * under its number. Refuses with OWN_DATA_UNDER_WAY, saying what and what is next,
 * ACCOUNT_HAS_ROLE, or OWN_DATA_OTHER_PHONE when these are not the last four digits of its
 * phone. */
bool own_data_close(struct task *task, int64_t account_id, const char *phone_end,
                    struct refusal *why);

#endif
