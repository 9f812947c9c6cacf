#include "base/money.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* What floor() left of one share; the largest of these get the missing fen. */
struct leftover {
    wide remainder;
    size_t index;
};

/* Splits up to this size need no heap; 8 KiB of a coroutine's stack. */
enum { LEFTOVERS_ON_STACK = 256 };

int64_t money_mul_div(int64_t a, int64_t b, int64_t c)
{
    assert(a >= 0 && b >= 0 && c > 0);
    wide quotient = (wide)a * (wide)b / (wide)c;
    assert(quotient <= INT64_MAX);
    return (int64_t)quotient;
}

int64_t money_mul_div_up(int64_t a, int64_t b, int64_t c)
{
    assert(a >= 0 && b >= 0 && c > 0);
    wide quotient = ((wide)a * (wide)b + (wide)(c - 1)) / (wide)c;
    assert(quotient <= INT64_MAX);
    return (int64_t)quotient;
}

/* Largest remainder first, then the lower index: a total order, so the sort's stability does not
 * matter. */
static int leftover_order(const void *left, const void *right)
{
    const struct leftover *a = left;
    const struct leftover *b = right;
    if (a->remainder != b->remainder)
        return a->remainder > b->remainder ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

bool money_split(int64_t total, const int64_t *weights, size_t count, int64_t *shares)
{
    assert(total >= 0);
    wide sum = 0;
    for (size_t i = 0; i < count; i++) {
        assert(weights[i] >= 0);
        sum += (wide)weights[i];
    }
    if (sum == 0)
        return false;

    struct leftover on_stack[LEFTOVERS_ON_STACK];
    struct leftover *leftovers = on_stack;
    if (count > LEFTOVERS_ON_STACK) {
        leftovers = calloc(count, sizeof(*leftovers));
        if (leftovers == NULL)
            abort();
    }
    int64_t missing = total;
    for (size_t i = 0; i < count; i++) {
        wide product = (wide)total * (wide)weights[i];
        shares[i] = (int64_t)(product / sum);
        missing -= shares[i];
        leftovers[i] = (struct leftover){product % sum, i};
    }
    /* The remainders add up to missing * sum and each is below sum. So when fen are missing, more
     * remainders than that are above zero, and nobody whose share was exact - of weight zero above
     * all - receives one. */
    if (missing > 0)
        qsort(leftovers, count, sizeof(*leftovers), leftover_order);
    assert(missing >= 0 && (size_t)missing < count);
    for (int64_t i = 0; i < missing; i++)
        shares[leftovers[i].index]++;
    if (leftovers != on_stack)
        free(leftovers);
    return true;
}

bool money_add(int64_t a, int64_t b, int64_t *sum)
{
    const int64_t limit = MONEY_MAX * 1000;
    int64_t result;
    if (__builtin_add_overflow(a, b, &result) || result > limit || result < -limit)
        return false;
    *sum = result;
    return true;
}

char *money_yuan(int64_t fen, char buffer[24])
{
    uint64_t size = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    snprintf(buffer, 24, "%s%" PRIu64 ".%02" PRIu64, fen < 0 ? "-" : "", size / 100, size % 100);
    return buffer;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool money_parse_yuan(const char *text, int64_t *fen)
{
    const char *at = text;
    int64_t yuan = 0;
    while (is_digit(*at)) {
        yuan = yuan * 10 + (*at++ - '0');
        if (yuan > MONEY_MAX / 100)
            return false;
    }
    size_t digits = (size_t)(at - text);
    if (digits == 0 || (digits > 1 && text[0] == '0'))
        return false;
    int64_t cents = 0;
    if (at[0] == '.') {
        if (!is_digit(at[1]) || !is_digit(at[2]))
            return false;
        cents = (at[1] - '0') * 10 + (at[2] - '0');
        at += 3;
    }
    if (*at != '\0' || yuan * 100 + cents > MONEY_MAX)
        return false;
    *fen = yuan * 100 + cents;
    return true;
}
