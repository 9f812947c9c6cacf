#include "orders/place_limit.h"

#include <assert.h>

#include "base/clock.h"
#include "base/id.h"
#include "gen/orders/sql.h"

const struct refusal_kind PLACE_TOO_MANY_UNPAID = {"too_many_unpaid", 409,
                                                   "您有太多未付款的订单，请先付款或取消"};
const struct refusal_kind PLACE_TOO_MUCH_RESERVED = {
    "too_much_reserved", 409, "您没付款的订单占的货已经很多，请先付款或取消几单再下"};
const struct refusal_kind PLACE_TOO_MANY_CANCELS = {"too_many_cancels", 409,
                                                    "您一小时内取消的订单太多，请过一会儿再下单"};

enum { BUYER, TRADES, BOXES, FEN, CANCELS, CLOSED };

/* A trade waits a day for its payment at most (MALL_UNPAID_MINUTES), and longer only while the
 * platform cannot say whether it was paid. */
enum { LOOKED_BACK_MS = 7 * 24 * 3600 * 1000 };

void place_limit_ask(struct arena *arena, struct db_tx *tx, struct place_request *const *requests,
                     int count, struct db_rows **rows)
{
    size_t n = (size_t)count;
    int64_t *buyers = arena_array(arena, n, sizeof(*buyers));
    for (size_t i = 0; i < n; i++)
        buyers[i] = requests[i]->buyer_id;
    /* Two statements: only one that begins behind the locks sees what the others wrote. */
    db_tx_send(tx, &SQL_buyer_lock, DB_ARGS(DB_I64S(buyers, n)));
    int64_t from_id = id_first_of_ms(clock_now_us() / 1000 - LOOKED_BACK_MS);
    db_tx_ask(tx, &SQL_trade_unpaid_count, DB_ARGS(DB_I64S(buyers, n), DB_I64(from_id)), rows);
}

struct place_limit_book place_limit_read(struct arena *arena, const struct db_rows *rows)
{
    struct place_limit_book book = {.count = db_count(rows)};
    book.held = arena_array(arena, (size_t)book.count, sizeof(*book.held));
    for (int r = 0; r < book.count; r++) {
        book.held[r][BUYER] = db_i64(rows, r, TRADE_UNPAID_COUNT_BUYER_ID);
        book.held[r][TRADES] = db_i64(rows, r, TRADE_UNPAID_COUNT_COUNT);
        book.held[r][BOXES] = db_i64(rows, r, TRADE_UNPAID_COUNT_BOXES);
        book.held[r][FEN] = db_i64(rows, r, TRADE_UNPAID_COUNT_TOTAL_FEN);
        book.held[r][CANCELS] = db_i64(rows, r, TRADE_UNPAID_COUNT_CANCELS);
        book.held[r][CLOSED] = db_bool(rows, r, TRADE_UNPAID_COUNT_IS_CLOSED);
    }
    return book;
}

static bool is_over(int64_t held, int64_t limit)
{
    return limit > 0 && held > limit;
}

bool place_limit_let_in(const struct place_limit_book *book, const struct place_limits *limits,
                        const struct place_request *request, struct refusal *why)
{
    int r = 0;
    while (r < book->count && book->held[r][BUYER] != request->buyer_id)
        r++;
    assert(r < book->count && "every buyer of the batch was asked for");
    int64_t *held = book->held[r], boxes = quote_boxes(request->quote);
    if (held[CLOSED])
        return refuse(why, &REFUSAL_UNAUTHENTICATED, NULL);
    if (is_over(held[TRADES] + 1, limits->unpaid_trades))
        return refuse(why, &PLACE_TOO_MANY_UNPAID, NULL);
    if (is_over(held[BOXES] + boxes, limits->unpaid_boxes) ||
        is_over(held[FEN] + request->quote->total_fen, limits->unpaid_fen))
        return refuse(why, &PLACE_TOO_MUCH_RESERVED, "lines");
    if (is_over(held[CANCELS] + 1, limits->cancels_an_hour))
        return refuse(why, &PLACE_TOO_MANY_CANCELS, NULL);
    held[TRADES]++;
    held[BOXES] += boxes;
    held[FEN] += request->quote->total_fen;
    return true;
}
