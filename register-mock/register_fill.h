/* Fills a new register from the mall's demo tables: exactly the households of the demo, with their
 * members; what the tables do not have is invented from a household's number.
 */
#ifndef REGISTER_MOCK_REGISTER_FILL_H
#define REGISTER_MOCK_REGISTER_FILL_H

#include <stdbool.h>
#include <stdio.h>

/* Reads DIR/households.csv and DIR/members.csv into a new file at `store`, which is there only when
 * all of it is, and takes its first snapshot. False with sentences on `errors`. */
bool register_fill(const char *folder, const char *store, FILE *errors);

#endif
