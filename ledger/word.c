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

const char *word_attribution_state(enum attribution_state state)
{
    static const char *const WORDS[] = {
        [ATTRIBUTION_ACCRUED] = "已记账",
        [ATTRIBUTION_MATURED] = "已确认",
        [ATTRIBUTION_WITHHELD] = "暂存，待核实",
        [ATTRIBUTION_REVERSED] = "随退款收回",
    };
    return WORDS[state];
}
