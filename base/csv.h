/* Tables in text: RFC 4180, UTF-8 with or without byte order mark, LF or CRLF, a first line of
 * column names.
 *
 * - A field is plain (no quote inside) or quoted ("" is a quote; line breaks are allowed).
 * - Every row has as many fields as the first line. NUL, control characters but line breaks in
 * quoted fields, and bad UTF-8 are faults.
 * - Rows are numbered as spreadsheets do: the line of names is row 1.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

enum { CSV_COLUMNS_MAX = 64, CSV_FIELD_MAX = 65536 };

struct csv {
    const char **names; /* of the columns */
    int column_count;
    const char **fields; /* row by row, column_count each */
    size_t row_count;    /* without the line of names */
};

/* Called for each fault: `row` as above, `column` the name of the column or "" when the fault is
 * the row's; `message` English. */
typedef void csv_fault(void *argument, size_t row, const char *column, const char *message);

/* Reads a whole table. False when there was a fault; all rows that can be told apart are looked at,
 * so that one run finds all faults (a quote that is not closed ends it). Memory is the arena's. */
bool csv_parse(struct arena *arena, const char *bytes, size_t length, struct csv *out,
               csv_fault *fault, void *argument);

/* Field of a row (0-based, without the line of names). */
const char *csv_field(const struct csv *csv, size_t row, int column);

/* Index of a column by name, -1 when there is none. */
int csv_column(const struct csv *csv, const char *name);

#endif
