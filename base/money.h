/* Money in fen, int64. Pure functions; 128-bit products; no floating point. */
#ifndef BASE_MONEY_H
#define BASE_MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The largest amount anything may have: 10^13 fen. Sums of 900,000 such stay inside int64. */
#define MONEY_MAX INT64_C(10000000000000)

/* floor(a * b / c) for a, b >= 0, c > 0; asserts that the result fits. */
int64_t money_mul_div(int64_t a, int64_t b, int64_t c);
/* ceil(a * b / c), likewise. */
int64_t money_mul_div_up(int64_t a, int64_t b, int64_t c);

/* Splits `total` >= 0 over `count` weights >= 0 by largest remainder: floor(total * w / sum w)
 * each, the missing fen one each to the largest remainders, ties to the lower index (callers order
 * by household id). Sum of shares = total exactly. False when the weights sum to 0 or count is 0.
 */
bool money_split(int64_t total, const int64_t *weights, size_t count, int64_t *shares);

/* Checked addition; false on overflow beyond +-MONEY_MAX * 1000. */
bool money_add(int64_t a, int64_t b, int64_t *sum);

/* "1234.05" from 123405; buffer of at least 24 bytes; negative with '-'. Returns buffer. */
char *money_yuan(int64_t fen, char buffer[24]);
/* Strict "1234.05" / "1234" -> fen; false on anything else. */
bool money_parse_yuan(const char *text, int64_t *fen);

#endif
