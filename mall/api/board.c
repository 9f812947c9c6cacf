/* The board: what everybody may know, in sums. */
#include <string.h>

#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "mall/board/board.h"

static bool get_board(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    size_t length;
    const char *text = board_text(call->task, &length, why);
    return text != NULL && call_bytes_cached(call, "board", stamp, "application/json",
                                             CALL_ASK_AGAIN, text, length);
}

static bool reply_csv(struct call *call, int64_t stamp, const char *csv)
{
    return call_bytes_cached(call, "board", stamp, "text/csv; charset=utf-8", CALL_ASK_AGAIN, csv,
                             strlen(csv));
}

static bool get_board_csv(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    json_t *board = board_json(call->task, why);
    if (board == NULL)
        return false;
    const char *csv = board_csv(call->task, board);
    json_decref(board);
    return reply_csv(call, stamp, csv);
}

static bool get_table(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    json_t *board = board_json(call->task, why);
    if (board == NULL)
        return false;
    const char *csv = board_table_csv(call->task, board, call_param(call, 0));
    json_decref(board);
    return csv != NULL ? reply_csv(call, stamp, csv) : refuse(why, &REFUSAL_NOT_FOUND, NULL);
}

const struct route ROUTES_BOARD[] = {
    {"board_get", "GET", "/api/v1/board", get_board, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {"board_csv", "GET", "/api/v1/board.csv", get_board_csv, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {"board_table", "GET", "/api/v1/board/:file", get_table, .access = ACCESS_PUBLIC,
     .flags = ROUTE_CACHED},
    {0},
};
