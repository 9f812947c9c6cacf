#include "orders/refund_quote.h"

#include "base/id.h"
#include "orders/refund_decide.h"
#include "orders/refund_words.h"

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct refund_case *refund = argument;
    const struct refund_request *request = refund->request;
    *refund = (struct refund_case){.request = request, .task = task, .tx = tx};
    return order_lock(task, tx, request->order_id, &refund->order, why) &&
           refund_decide(refund, why);
}

static int64_t line_left_fen(const struct order_locked_line *line)
{
    return line->paid_fen - line->refunded_fen;
}

static json_t *lines_json(const struct refund_case *refund)
{
    json_t *list = json_array();
    for (int i = 0; i < refund->order.line_count; i++) {
        const struct order_locked_line *line = &refund->order.lines[i];
        const struct refund_line *back = &refund->lines[i];
        char id[21];
        const char *formula = back->quantity > 0
                                  ? refund_formula(refund->task->arena, line->paid_fen,
                                                   line->quantity, back->quantity, back->goods_fen)
                                  : "";
        json_array_append_new(
            list, json_pack("{s:s, s:I, s:I, s:I, s:I, s:s}", "line_id", id_text(line->id, id),
                            "quantity", (json_int_t)back->quantity, "goods_fen",
                            (json_int_t)back->goods_fen, "left_quantity",
                            (json_int_t)(line->quantity - line->refunded_quantity), "left_fen",
                            (json_int_t)line_left_fen(line), "formula", formula));
    }
    return list;
}

/* All that is left of the goods; and the freight, while nothing was sent. */
static int64_t cap_fen(const struct refund_case *refund)
{
    int64_t cap = 0;
    for (int i = 0; i < refund->order.line_count; i++)
        cap += line_left_fen(&refund->order.lines[i]);
    bool unshipped = refund->parcels.handed_over == 0 && !refund->completed;
    if (unshipped || !refund->request->by_buyer)
        cap += refund->order.freight_fen - refund->order.freight_refunded_fen;
    return cap;
}

static const char *freight_text(const struct refund_case *refund)
{
    if (refund->order.freight_fen == refund->order.freight_refunded_fen)
        return "没有运费可退";
    if (refund->freight_fen > 0)
        return refund->all_units ? "货都不发了，运费一起退" : "运费一起退";
    if (refund->completed)
        return "运费没有选，不退";
    return refund->all_units ? "货已寄出，运费不退" : "其余的货还要寄，运费不退";
}

json_t *refund_quote_json(struct task *task, const struct refund_request *request,
                          struct refusal *why)
{
    struct refund_case refund = {.request = request};
    if (!db_transact(task, DB_FAST, decide_body, &refund, why))
        return NULL;
    char id[21];
    int64_t freight_left = refund.order.freight_fen - refund.order.freight_refunded_fen;
    bool cancels = !refund.completed && refund.all_units && refund.freight_fen == freight_left;
    json_t *quote = json_pack(
        "{s:s, s:o, s:I, s:I, s:s, s:I, s:I, s:b, s:b}", "order_id", id_text(request->order_id, id),
        "lines", lines_json(&refund), "goods_fen", (json_int_t)refund.goods_fen, "freight_fen",
        (json_int_t)refund.freight_fen, "freight_text", freight_text(&refund), "total_fen",
        (json_int_t)(refund.goods_fen + refund.freight_fen), "cap_fen",
        (json_int_t)cap_fen(&refund), "cancels", cancels, "after_completion", refund.completed);
    refund_words_sum(task, quote);
    return quote;
}
