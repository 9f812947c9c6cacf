/* What may stand only once in the whole country: the number of a household, a waybill. Their tables
 * have a county, and when they are spread over machines (ops/citus) a key of theirs holds within
 * one. So the value stands in a table of its own as well (unique_value), which is spread by the
 * value, written in the transaction that writes the row and never taken back.
 */
#ifndef BASE_UNIQUE_VALUE_H
#define BASE_UNIQUE_VALUE_H

#include "base/db.h"

/* As the table's check calls them; each has an index, whose name its folder's module refuses by. */
#define UNIQUE_HOUSEHOLD_NO "household_no"
#define UNIQUE_WAYBILL "waybill"

/* Takes `values` (text[]) of a kind for `owner_ids` (bigint[]); one that is taken refuses the
 * transaction. Sent, not awaited. */
void unique_value_take(struct db_tx *tx, const char *kind, struct db_value values,
                       struct db_value owner_ids);

#endif
