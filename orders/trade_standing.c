#include "orders/trade_standing.h"

#include "base/db.h"
#include "base/lane.h"
#include "gen/orders/sql.h"
#include "orders/trade.h"

enum { BATCH_MAX = 200, QUEUE_MAX = 4000 };

/* One who asks, and the answer. */
struct asking {
    int64_t trade_id, buyer_id;
    enum trade_state state;
    json_t *standing; /* NULL = nobody's, or not this buyer's */
};

static struct lane *lane;

static bool answer_all(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                       struct refusal *why)
{
    struct db_rows *rows;
    int64_t trades[BATCH_MAX], buyers[BATCH_MAX];
    (void)tx;
    for (int i = 0; i < count; i++) {
        const struct asking *asking = items[i]->data;
        trades[i] = asking->trade_id;
        buyers[i] = asking->buyer_id;
    }
    if (!db_query(task, &SQL_trade_standing,
                  DB_ARGS(DB_I64S(trades, (size_t)count), DB_I64S(buyers, (size_t)count)), &rows,
                  why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        struct asking *asking = items[db_i64(rows, row, TRADE_STANDING__POSITION) - 1]->data;
        asking->state = (enum trade_state)machine_state(&TRADE_MACHINE,
                                                        db_text(rows, row, TRADE_STANDING_STATE));
        asking->standing = db_row_json(rows, row);
    }
    return true;
}

void trade_standing_start(void)
{
    lane = lane_new_reading("trade_standing", answer_all, BATCH_MAX, QUEUE_MAX);
}

json_t *trade_standing_json(struct task *task, int64_t trade_id, int64_t buyer_id,
                            enum trade_state *state, struct refusal *why)
{
    struct asking asking = {.trade_id = trade_id, .buyer_id = buyer_id};
    if (!lane_run(task, lane, &asking, why))
        return NULL;
    if (asking.standing == NULL)
        refuse(why, &TRADE_NOT_FOUND, NULL);
    *state = asking.state;
    return asking.standing;
}
