/* Rows as COPY reads them in text format (PostgreSQL manual, COPY, "Text Format"). Private to
 * base/db_*.c. */
#ifndef BASE_DB_COPY_TEXT_H
#define BASE_DB_COPY_TEXT_H

#include "base/db.h"

/* All zero is empty. `bytes` is on the heap: free(). */
struct db_copy_text {
    char *bytes;
    size_t used, room;
};

/* Adds one row: values of db_copy_row(). */
void db_copy_text_row(struct db_copy_text *text, const struct db_value *values, int count);

#endif
