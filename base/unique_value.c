#include "base/unique_value.h"

#include "gen/base/sql.h"

void unique_value_take(struct db_tx *tx, const char *kind, struct db_value values,
                       struct db_value owner_ids)
{
    db_tx_send(tx, &SQL_unique_value_take, DB_ARGS(DB_TEXT(kind), values, owner_ids));
}
