#include "payments-mock/gateway_number.h"

#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/crypto.h"

void gateway_number_make(char number[33], const char *prefix, int64_t now_us)
{
    char day[11]; /* YYYY-MM-DD */
    uint64_t random;
    crypto_random(&random, sizeof random);
    clock_beijing_day(now_us, day);
    snprintf(number, 33, "%.6s%.4s%.2s%.2s%014" PRIu64, prefix, day, day + 5, day + 8,
             random % UINT64_C(100000000000000));
}
