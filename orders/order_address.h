/* Where an order is sent: name, telephone and street of a person, kept sealed, and deleted some
 * days after claims are over; the region stays. */
#ifndef ORDERS_ORDER_ADDRESS_H
#define ORDERS_ORDER_ADDRESS_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/sealed.h"
#include "base/task.h"
#include "sms/sms.h"

/* The address as one text, in the task's arena: what order_address_seal() seals. */
const char *order_address_text(struct task *task, const char *name, const char *phone,
                               const char *detail);

/* Seals it for storing with its order; order_address_json() opens it. */
uint8_t *order_address_seal(struct arena *arena, int64_t order_id, const char *text,
                            size_t *length);

/* The folder's sealed fields (base/sealed.h); ended by NULL. */
extern const struct sealed_table *const ORDERS_SEALED[];

extern const struct refusal_kind ORDER_NOTHING_TO_SHIP; /* 409 nothing_to_ship */
extern const struct refusal_kind ORDER_ADDRESS_DELETED; /* 410 address_deleted */

/* Whether the address may still be looked at: only while the order is paid and has boxes to pack or
 * a parcel that has not left. Refuses with nothing_to_ship, address_deleted, order_not_found. */
bool order_address_needed(struct task *task, int64_t order_id, struct refusal *why);

/* The address in the clear: {"name", "phone", "detail", "region_code"}; once it was
 * deleted the first three are null, and "deleted_at" says when. The caller has checked the
 * right and written the access trail. New reference; NULL and why on refusal. */
json_t *order_address_json(struct task *task, int64_t order_id, struct refusal *why);

/* The address of a row in the clear, without region: {"name", "phone", "detail"}; null when it was
 * deleted or cannot be opened. New reference. */
json_t *order_address_opened(struct task *task, const struct db_rows *rows, int row, int id_column,
                             int sealed_column);

/* Sends a message to the phone of an order's address (a row of SQL_order_address) inside the
 * transaction; nobody reads it meanwhile. An address that cannot be opened any more is told
 * nothing. The wish has a template and its values. */
void order_address_tell(struct task *task, struct db_tx *tx, int64_t order_id,
                        const struct db_rows *address, struct sms_wish wish);

/* When addresses go: `days` after an order that is over had its claims for `claim_hours`. */
struct order_address_rule {
    int64_t claim_hours, days;
};

/* Sets the rule from the settings, once. */
void order_address_start(const struct order_address_rule *given);

/* Deletes at most `limit` addresses that nobody needs any more; *done says how many. An order with
 * a refund under way keeps its. */
bool order_address_delete_due(struct task *task, int limit, int *done, struct refusal *why);

/* For the audit: addresses that should be gone for a day, and those that went while somebody could
 * still need them. `violations` takes what is found. */
bool order_address_audit(struct task *task, int64_t from_id, json_t *violations,
                         struct refusal *why);

#endif
