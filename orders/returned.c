#include "orders/returned.h"

#include <string.h>

#include "base/db.h"
#include "gen/orders/sql.h"
#include "payment/refund.h"

static const char *text_of(const json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static const char *kind_text(const char *kind)
{
    if (strcmp(kind, "late") == 0)
        return "付款的时候订单已经取消";
    return strcmp(kind, "differs") == 0 ? "付的和应付的金额不一样" : "同一笔付了两次";
}

static bool is_back(const json_t *one)
{
    return machine_state(&PAYMENT_REFUND_MACHINE, text_of(one, "state")) ==
           PAYMENT_REFUND_SUCCEEDED;
}

json_t *returned_json(struct task *task, int64_t trade_id, struct refusal *why)
{
    struct db_rows *rows;
    json_t *one;
    size_t i;
    if (!db_query(task, &SQL_trade_return_list, DB_ARGS(DB_I64(trade_id)), &rows, why))
        return NULL;
    json_t *list = db_rows_json(rows);
    json_array_foreach(list, i, one) {
        json_object_set_new(one, "kind_text", json_string(kind_text(text_of(one, "kind"))));
        json_object_set_new(one, "state_text",
                            json_string(is_back(one) ? "已退回原付款账户" : "正在退回原付款账户"));
    }
    return list;
}

bool returned_is_over(const json_t *returned)
{
    size_t i;
    json_t *one;
    json_array_foreach(returned, i, one)
        if (!is_back(one))
            return false;
    return true;
}
