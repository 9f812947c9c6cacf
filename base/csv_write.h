/* Writing tables as text for spreadsheets: RFC 4180, UTF-8 with byte order mark, CRLF.
 *
 * A text that a spreadsheet would take for a formula - it begins with = + - @ (also the full-width
 * forms), a tab or a line break, perhaps behind quotes or blanks - gets a ' before it, so that it
 * is shown and not computed (OWASP, "CSV Injection"). Numbers are written as numbers.
 */
#ifndef BASE_CSV_WRITE_H
#define BASE_CSV_WRITE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"

/* One table being written. */
struct csv_writer {
    struct arena *arena;
    FILE *out;
    char *bytes; /* the stream's own */
    size_t length;
    bool in_row;
};

/* Begins a table in memory. csv_write_end() must follow. */
void csv_write_begin(struct csv_writer *writer, struct arena *arena);

/* Begins a table in a file of the caller's, which ends it by closing the file: for tables of any
 * length. */
void csv_write_to(struct csv_writer *writer, FILE *file);

/* The next cell of the row: text, always quoted and guarded; NULL is an empty one. */
void csv_write_text(struct csv_writer *writer, const char *text);
/* A whole number. */
void csv_write_i64(struct csv_writer *writer, int64_t number);
/* What is a number already ("12.30"), or "" for none: as it stands. Asserts that it holds nothing
 * but digits, sign and point. */
void csv_write_number(struct csv_writer *writer, const char *number);
void csv_write_row_end(struct csv_writer *writer);

/* The whole table, in the arena; *length (may be NULL) without the NUL behind it. */
char *csv_write_end(struct csv_writer *writer, size_t *length);

#endif
