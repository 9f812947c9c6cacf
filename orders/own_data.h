/* What a person has here: a copy of it for them, and its end (registry/account_close.h). */
#ifndef ORDERS_OWN_DATA_H
#define ORDERS_OWN_DATA_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "registry/session.h"

/* Orders of a copy; newer ones go first. */
enum { OWN_ORDERS_MAX = 2000 };

extern const struct refusal_kind OWN_DATA_UNDER_WAY; /* 409 account_under_way: something is not
                                                        paid, received or refunded */

/* {account, addresses, cart, sessions, orders, orders_complete}, in the clear: for the person
 * alone. New reference, NULL and why when refused. */
json_t *own_data_json(struct task *task, const struct session *session, struct refusal *why);

/* Closes the account: address book, basket, name, phone and sessions are gone, orders and journal
 * stay under its number. Refuses while something is under way, saying what and what is next, and
 * for accounts with roles. */
bool own_data_close(struct task *task, int64_t account_id, struct refusal *why);

#endif
