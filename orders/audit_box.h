/* Boxes of orders: those that are reserved for their lines and those that lie in their parcels,
 * read in order of lines beside a walk over orders (orders/audit_page.h), where each must be of a
 * line of its parcel's order. That as many are packed as were taken of the reservations, and as
 * many reserved as the lines have, is told by sums, each number weighed by a keyed hash of its line
 * and lot. Parcels and what is in them are held against their stamps as well. */
#ifndef ORDERS_AUDIT_BOX_H
#define ORDERS_AUDIT_BOX_H

#include <jansson.h>

#include "orders/audit_page.h"

#define AUDIT_BOXES "parcels hold the boxes that were taken from reservations"

struct audit_box;

/* `stamps` gets the parcels that do not fit theirs. */
struct audit_box *audit_box_new(json_t *stamps);
void audit_box_free(struct audit_box *box);
/* Forgets what was read. */
void audit_box_begin(struct audit_box *box, struct db_tx *tx);
/* Looks at the parcels and boxes of the next orders, all of which are looked at from the first to
 * the last. */
bool audit_box_look(struct task *task, struct audit_box *box, const struct audit_page *page,
                    bool is_last, struct refusal *why);

/* Behind the last: whether all boxes are of a line of their order, and whether as many are packed
 * and reserved as there must be. */
bool audit_box_has_lines(const struct audit_box *box);
bool audit_box_adds_up(const struct audit_box *box);

#endif
