/* What the books tell: to a buyer about one order, to a household about its income, to everybody in
 * sums. */
#include <string.h>

#include "ledger/statement.h"
#include "mall/board/board.h"
#include "mall/api/call.h"
#include "mall/api/routes.h"
#include "orders/receipt.h"
#include "registry/proxy.h"
#include "registry/region.h"

/* ---- receipts ---- */

static void reply_receipt(struct call *call, int64_t order_id, int64_t buyer_id)
{
    struct refusal why = {.have = -1};
    json_t *receipt = receipt_json(call->task, order_id, buyer_id, &why);
    if (receipt == NULL)
        call_refuse(call, &why);
    else
        call_reply(call, 200, receipt);
}

static void get_receipt(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t order_id;
    if (receipt_parse(call_param(call, 0), &order_id)) {
        reply_receipt(call, order_id, 0);
        return;
    }
    refuse(&why, &RECEIPT_NOT_FOUND, NULL);
    call_refuse(call, &why);
}

static void get_order_receipt(struct call *call)
{
    int64_t order_id;
    if (call_id_param(call, 0, &order_id))
        reply_receipt(call, order_id, call->session.account_id);
}

/* ---- statements ---- */

static bool read_query(struct call *call, struct statement_query *query)
{
    struct refusal why = {.have = -1};
    if (!call_id_param(call, 0, &query->household_id) ||
        !call_cursor(call, &query->after, &query->limit))
        return false;
    query->month = http_query(call->http, "month");
    if (query->month == NULL || statement_is_month(query->month))
        return true;
    refuse_detail(&why, &REFUSAL_INVALID_FIELD, "month", "月份应写成 2026-11 这样");
    call_refuse(call, &why);
    return false;
}

static void get_statement(struct call *call)
{
    struct refusal why = {.have = -1};
    struct statement_query query = {0};
    struct household household;
    if (!read_query(call, &query))
        return;
    json_t *statement = NULL;
    if (proxy_open_statement(call->task, &call->session, query.household_id, &household, &why))
        statement = statement_json(call->task, &query, &why);
    if (statement == NULL) {
        call_refuse(call, &why);
        return;
    }
    json_object_set_new(
        statement, "household_id",
        json_string(arena_printf(call->task->arena, "%lld", (long long)household.id)));
    json_object_set_new(statement, "pseudonym", json_string(household.pseudonym));
    json_object_set_new(statement, "village",
                        json_string(region_path(call->task, household.village_code)));
    json_object_set_new(statement, "month",
                        query.month != NULL ? json_string(query.month) : json_null());
    call_reply(call, 200, statement);
}

/* ---- the board ---- */

static void get_board(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t stamp = call_stamp();
    json_t *board = board_json(call->task, &why);
    if (board == NULL)
        call_refuse(call, &why);
    else
        call_reply_cached(call, "board", stamp, board);
}

static void get_board_csv(struct call *call)
{
    struct refusal why = {.have = -1};
    int64_t stamp = call_stamp();
    json_t *board = board_json(call->task, &why);
    if (board == NULL) {
        call_refuse(call, &why);
        return;
    }
    const char *csv = board_csv(call->task, board);
    json_decref(board);
    cache_store_reply(dispatch_cache(), call->http, "board", stamp, "text/csv; charset=utf-8",
                      "public, max-age=0, must-revalidate", csv, strlen(csv));
}

const struct route ROUTES_LEDGER[] = {
    {"receipt_get", "GET", "/api/v1/receipts/:code", get_receipt, ACCESS_PUBLIC, 0},
    {"order_receipt", "GET", "/api/v1/orders/:order_id/receipt", get_order_receipt,
     ACCESS_SIGNED_IN, 0},
    {"statement_get", "GET", "/api/v1/households/:household_id/statement", get_statement,
     ACCESS_SIGNED_IN, 0},
    {"board_get", "GET", "/api/v1/board", get_board, ACCESS_PUBLIC, ROUTE_CACHED},
    {"board_csv", "GET", "/api/v1/board.csv", get_board_csv, ACCESS_PUBLIC, ROUTE_CACHED},
    {.name = NULL},
};
