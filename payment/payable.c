#include "payment/payable.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum { PAYABLES_MAX = 8 };

static const struct payable *payables[PAYABLES_MAX];
static int payable_count;

void payable_add(const struct payable *payable)
{
    if (payable_find(payable->kind) == payable)
        return;
    assert(payable_count < PAYABLES_MAX && payable_find(payable->kind) == NULL);
    payables[payable_count++] = payable;
}

const struct payable *payable_find(const char *kind)
{
    for (int i = 0; i < payable_count; i++)
        if (strcmp(payables[i]->kind, kind) == 0)
            return payables[i];
    return NULL;
}
