/* The platform's own numbers: a prefix that tells the kind, the Beijing day, and a random tail. */
#ifndef PAYMENTS_MOCK_GATEWAY_NUMBER_H
#define PAYMENTS_MOCK_GATEWAY_NUMBER_H

#include <stdint.h>

/* Writes `prefix` (six digits), YYYYMMDD and 14 random digits: 28 in all. */
void gateway_number_make(char number[33], const char *prefix, int64_t now_us);

#endif
