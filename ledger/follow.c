#include "ledger/follow.h"

#include "base/id.h"
#include "gen/ledger/sql.h"

bool follow_begin(struct db_tx *tx, const char *name, int64_t began_ms, struct follow *run,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_follow_begin, DB_ARGS(DB_TEXT(name)), &rows, why))
        return false;
    *run = (struct follow){.name = name,
                           .floor_id = db_i64(rows, 0, FOLLOW_BEGIN_FLOOR_ID),
                           .began_ms = began_ms,
                           .xid = db_text(rows, 0, FOLLOW_BEGIN_XID)};
    return true;
}

void follow_end(struct db_tx *tx, const struct follow *run, int64_t last_id, const char *oldest_xid)
{
    db_tx_send(tx, &SQL_follow_end,
               DB_ARGS(DB_TEXT(run->name), DB_I64(last_id), DB_TEXT(oldest_xid), DB_TEXT(run->xid),
                       DB_I64(id_first_of_ms(run->began_ms - FOLLOW_LAG_MS))));
}

bool follow_floor(struct task *task, const char *name, int64_t *floor_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_follow_floor, DB_ARGS(DB_TEXT(name)), &rows, why))
        return false;
    *floor_id = db_i64(rows, 0, FOLLOW_FLOOR_FLOOR_ID);
    return true;
}
