#include "mall/board/board_sentence.h"

#include <inttypes.h>
#include <string.h>

static int64_t number(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

/* "412.36 万元", "980.50 元": as many digits as people read. */
static const char *money_words(struct arena *arena, int64_t fen)
{
    if (fen >= 1000000)
        return arena_printf(arena, "%" PRId64 ".%02" PRId64 " 万元", (fen + 5000) / 1000000,
                            (fen + 5000) % 1000000 / 10000);
    return arena_printf(arena, "%" PRId64 ".%02" PRId64 " 元", fen / 100, fen % 100);
}

/* The month that is over in which most was sold; NULL = none. */
static json_t *best_month(json_t *months)
{
    json_t *best = NULL, *month;
    size_t i;
    json_array_foreach(months, i, month) {
        if (json_is_true(json_object_get(month, "open")))
            continue;
        if (best == NULL || number(month, "sales_fen") > number(best, "sales_fen"))
            best = month;
    }
    return best;
}

static int64_t households_share(json_t *yuan)
{
    json_t *part;
    size_t i;
    json_array_foreach(json_object_get(yuan, "parts"), i, part)
        if (strcmp(json_string_value(json_object_get(part, "key")), "households") == 0)
            return number(part, "share_fen");
    return -1;
}

static const char *month_words(struct arena *arena, const char *key)
{
    return arena_printf(arena, "%.4s 年 %s 月", key, key[5] == '0' ? key + 6 : key + 5);
}

const char *board_sentence(struct arena *arena, json_t *board)
{
    json_t *total = json_object_get(board, "total");
    json_t *best = best_month(json_object_get(board, "months"));
    int64_t share = households_share(json_object_get(board, "yuan"));
    if (number(total, "sales_fen") <= 0)
        return "";
    const char *text =
        arena_printf(arena, "到现在一共卖出 %s", money_words(arena, number(total, "sales_fen")));
    if (share >= 0)
        text = arena_printf(arena, "%s，每 1 元里有 %" PRId64 " 分记到农户名下", text, share);
    if (best != NULL)
        text = arena_printf(arena, "%s；卖得最多的整月是 %s，%s", text,
                            month_words(arena, json_string_value(json_object_get(best, "key"))),
                            money_words(arena, number(best, "sales_fen")));
    return arena_printf(arena, "%s。", text);
}
