#include "ledger/word.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

struct word {
    const char *name, *chinese;
};

static const char *find(const struct word *words, const char *name)
{
    while (words->name != NULL && strcmp(words->name, name) != 0)
        words++;
    assert(words->name != NULL);
    return words->chinese;
}

const char *word_linkage(const char *kind)
{
    static const struct word WORDS[] = {
        {"purchase", "订单收购"},
        {"wage", "务工"},
        {"land_rent", "土地流转"},
        {"dividend", "入股分红"},
        {"trusteeship", "托管"},
        {"patronage", "盈余返还"},
        {NULL, NULL},
    };
    return find(WORDS, kind);
}

const char *word_entry_state(const char *state)
{
    static const struct word WORDS[] = {
        {"accrued", "已记账，收货后到账"}, {"matured", "已到账"},
        {"payable", "已到账，待发放"},     {"paid", "已发放"},
        {"confirmed", "农户已确认收到"},   {"withheld", "暂存，待核实"},
        {"reversed", "随退款收回"},        {NULL, NULL},
    };
    return find(WORDS, state);
}
