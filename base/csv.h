/* Tables in text: RFC 4180, UTF-8 with or without byte order mark, LF or CRLF, a first line of
 * column names.
 *
 * - A field is plain (no quote inside) or quoted ("" is a quote; line breaks are allowed).
 * - Every row has as many fields as the first line. NUL, control characters but line breaks in
 *   quoted fields, and bad UTF-8 are faults.
 * - Rows are numbered as spreadsheets do: the line of names is row 1.
 * - A reader goes through a table of any length row by row; its memory is that of the longest row.
 */
#ifndef BASE_CSV_H
#define BASE_CSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/arena.h"

/* Bytes of a field and of a row at most. */
enum { CSV_COLUMNS_MAX = 64, CSV_FIELD_MAX = 65536, CSV_ROW_MAX = 1024 * 1024 };

/* Called for each fault: `row` as above, `column` the name of the column or "" when the fault is
 * the row's; `message` English and static. */
typedef void csv_fault(void *argument, size_t row, const char *column, const char *message);

/* ---- row by row ---- */

struct csv_reader;

/* Reads the first line. `file` stays the caller's and open until csv_close(). Never NULL: when the
 * names are faulty there are no rows. */
struct csv_reader *csv_open(FILE *file, csv_fault *fault, void *argument);
/* The same for a table in memory, which must live until csv_close(). */
struct csv_reader *csv_open_bytes(const char *bytes, size_t length, csv_fault *fault,
                                  void *argument);
void csv_close(struct csv_reader *reader);

/* Names of the columns, 0 of them when the first line is faulty. */
int csv_columns(const struct csv_reader *reader, const char *const **names);
/* The next row that has as many fields as there are columns, NULL at the end. Rows of another width
 * are told as faults and passed over; fields that are not clean are told and stay in their row. A
 * quote that is not closed, a row that is too long or an error of reading ends the table with a
 * fault. The fields live until the next call. */
const char *const *csv_next(struct csv_reader *reader);
/* Number of the row that csv_next() gave last. */
size_t csv_row(const struct csv_reader *reader);
/* False when there was a fault so far. */
bool csv_is_clean(const struct csv_reader *reader);

/* ---- all at once ---- */

struct csv {
    const char **names; /* of the columns */
    int column_count;
    const char **fields; /* row by row, column_count each */
    size_t row_count;    /* without the line of names */
};

/* Reads a whole table. False when there was a fault; all rows that can be told apart are looked at,
 * so that one run finds all faults. Memory is the arena's. */
bool csv_parse(struct arena *arena, const char *bytes, size_t length, struct csv *out,
               csv_fault *fault, void *argument);

/* Field of a row (0-based, without the line of names). */
const char *csv_field(const struct csv *csv, size_t row, int column);

/* Index of a column by name, -1 when there is none. */
int csv_column(const struct csv *csv, const char *name);

#endif
