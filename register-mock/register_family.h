/* Households that nobody has, made whole: who lives in them, with numbers that are valid and
 * unique.
 *
 * Identity numbers are of people born 1900-1909, so that no living person owns one, and begin with
 * another county of the same province than the demo's tables do, so that none meets one of these.
 */
#ifndef REGISTER_MOCK_REGISTER_FAMILY_H
#define REGISTER_MOCK_REGISTER_FAMILY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "register-mock/register_chance.h"
#include "register-mock/register_invent.h"

/* The counties of the demo. */
enum { REGISTER_COUNTIES = 8 };
extern const char *const REGISTER_COUNTY_CODES[REGISTER_COUNTIES];
/* Its place in the list; -1 = it is another. */
int register_county_of(const char *village_code);

/* How many people of one sex a county has numbers for. */
enum { REGISTER_IDENTITIES = 3652 * 499 };
/* The n-th of them; `identity` takes 19 bytes. */
void register_identity(int county, bool male, int64_t n, char identity[19]);

/* What numbers have been given out. */
struct register_numbers {
    int64_t people[REGISTER_COUNTIES][2]; /* women, men */
    int64_t phones;                       /* the next is this behind 19910000000 */
    int64_t cards;                        /* likewise behind 622200000010000000 */
};

/* Fills a seed of which number and village are given. False when the county has no number left. */
bool register_family(struct arena *arena, struct register_chance *chance,
                     struct register_numbers *numbers, struct register_seed *seed);

#endif
