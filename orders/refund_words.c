#include "orders/refund_words.h"

#include "base/money.h"

char *refund_formula(struct arena *arena, int64_t paid_fen, int64_t bought, int64_t back,
                     int64_t goods_fen)
{
    char paid[24], goods[24];
    money_yuan(paid_fen, paid);
    money_yuan(goods_fen, goods);
    if (back == bought)
        return arena_printf(arena, "整行退 %s 元", goods);
    int64_t whole = money_mul_div(paid_fen, back, bought);
    bool exact = whole == goods_fen && money_mul_div_up(paid_fen, back, bought) == goods_fen;
    return arena_printf(arena, "%s 元 × %lld ÷ %lld %s %s 元", paid, (long long)back,
                        (long long)bought, exact ? "=" : "取整到分，得", goods);
}

static int64_t integer_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

void refund_words_sum(struct task *task, json_t *refund)
{
    char goods[24], freight[24], total[24];
    int64_t goods_fen = integer_of(refund, "goods_fen");
    int64_t freight_fen = integer_of(refund, "freight_fen");
    money_yuan(goods_fen, goods);
    money_yuan(freight_fen, freight);
    money_yuan(goods_fen + freight_fen, total);
    const char *words =
        freight_fen == 0
            ? arena_printf(task->arena, "货款 %s 元", goods)
            : arena_printf(task->arena, "货款 %s 元 + 运费 %s 元 = %s 元", goods, freight, total);
    json_object_set_new(refund, "formula", json_string(words));
}

void refund_words_add(struct task *task, json_t *refund)
{
    size_t i;
    json_t *line;
    json_array_foreach(json_object_get(refund, "lines"), i, line)
        json_object_set_new(
            line, "formula",
            json_string(refund_formula(
                task->arena, integer_of(line, "line_paid_fen"), integer_of(line, "line_quantity"),
                integer_of(line, "quantity"), integer_of(line, "goods_fen"))));
    refund_words_sum(task, refund);
}
