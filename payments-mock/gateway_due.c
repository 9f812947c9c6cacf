#include "payments-mock/gateway_due.h"

#include <assert.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdlib.h>

void gateway_dues_release(struct gateway_dues *dues)
{
    free(dues->at);
    *dues = (struct gateway_dues){0};
}

static bool is_before(const struct gateway_due *a, const struct gateway_due *b)
{
    return a->due_us != b->due_us ? a->due_us < b->due_us : a->since_us < b->since_us;
}

static void put(struct gateway_dues *dues, int place, struct gateway_due *due)
{
    dues->at[place] = due;
    due->place = place;
}

static void rise(struct gateway_dues *dues, int place, struct gateway_due *due)
{
    for (; place > 1 && is_before(due, dues->at[place / 2]); place /= 2)
        put(dues, place, dues->at[place / 2]);
    put(dues, place, due);
}

static void sink(struct gateway_dues *dues, int place, struct gateway_due *due)
{
    for (int child; (child = place * 2) <= dues->count; place = child) {
        if (child < dues->count && is_before(dues->at[child + 1], dues->at[child]))
            child++;
        if (!is_before(dues->at[child], due))
            break;
        put(dues, place, dues->at[child]);
    }
    put(dues, place, due);
}

void gateway_due_add(struct gateway_dues *dues, struct gateway_due *due)
{
    assert(due->place == 0);
    if (dues->count + 1 >= dues->capacity) {
        dues->capacity = dues->capacity == 0 ? 64 : dues->capacity * 2;
        dues->at = realloc(dues->at, (size_t)dues->capacity * sizeof(struct gateway_due *));
        if (dues->at == NULL)
            abort();
    }
    rise(dues, ++dues->count, due);
}

void gateway_due_remove(struct gateway_dues *dues, struct gateway_due *due)
{
    int place = due->place;
    if (place == 0)
        return;
    struct gateway_due *last = dues->at[dues->count--];
    due->place = 0;
    if (last == due)
        return;
    if (place > 1 && is_before(last, dues->at[place / 2]))
        rise(dues, place, last);
    else
        sink(dues, place, last);
}

struct gateway_due *gateway_due_first(const struct gateway_dues *dues)
{
    return dues->count > 0 ? dues->at[1] : NULL;
}
