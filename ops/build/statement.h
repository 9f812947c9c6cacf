/* One statement of a .sql file: its text without comments, its parameters and, from the comment
 * above it, the columns of its result:
 *
 *     -- Columns: id, county_code (of the buyer), paid_fen.      or      -- Columns: none.
 *
 * The list may go over several lines and ends with a full stop; remarks in parentheses are skipped.
 */
#ifndef OPS_BUILD_STATEMENT_H
#define OPS_BUILD_STATEMENT_H

#include "ops/build/source.h"

/* Fills number, columns and column_count, and puts the bare text in place of the content. */
void statement_read(struct source *source);

#endif
