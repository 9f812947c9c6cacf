/* One file of an import: a chunk of its rows at a time, and their fields read under rules. A reader
 * that finds a fault writes it down and comes back with a harmless value, so that one pass finds
 * all faults.
 */
#ifndef BASE_IMPORT_FILE_H
#define BASE_IMPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "base/import.h"

struct import_file {
    struct import *import;
    struct arena *arena; /* of the chunk: fields, items, and what is made of them */
    size_t rows;         /* in this chunk */
    bool writing;        /* the second pass: what would be a fault was told in the first */
    /* private */
    int number;        /* in the run */
    const char *label; /* last part of the path, for faults */
    enum import_phase phase;
    const struct import_column *columns;
    int positions[CSV_COLUMNS_MAX]; /* of columns[i] in the file */
    int column_count;
    FILE *stream;
    struct csv_reader *reader;
    const char **fields; /* of the chunk, row by row */
    int64_t *numbers;    /* of the chunk's rows in the file */
};

/* Opens a file and reads it as one chunk with the run's memory: for files that are read together
 * with others. Refused when it cannot be read, has other columns, broken rows, or more than
 * IMPORT_WHOLE_MAX rows. */
bool import_file_whole(struct import *import, const char *path, const struct import_column *columns,
                       struct import_file *file, struct refusal *why);

/* For base/import*.c: opens, reads the names; the next `most` rows at most; closes. */
bool import_file_open(struct import *import, const char *path, const struct import_column *columns,
                      struct import_file *file, struct refusal *why);
size_t import_file_next(struct import_file *file, size_t most);
/* Again from the beginning. */
void import_file_restart(struct import_file *file);
void import_file_close(struct import_file *file);

/* ---- faults ---- */

/* Writes down a fault; row 0-based in the chunk, column an index into columns or -1. */
void import_fault(struct import_file *file, size_t row, int column, const char *message);
/* The same by the row's number in the file. */
void import_fault_at(struct import_file *file, int64_t number, int column, const char *message);
/* The row's number in the file. */
int64_t import_row(const struct import_file *file, size_t row);

/* ---- fields ---- */

/* The field as it stands. */
const char *import_text(const struct import_file *file, size_t row, int column);
/* The field with min..max code points, which no spreadsheet takes for a formula: it does not begin
 * with = + - @, in any width, behind blanks; on one line, and something of it can be seen
 * (base/text.h). */
const char *import_words(struct import_file *file, size_t row, int column, size_t min, size_t max);
/* A whole number within min..max, otherwise a fault and min. */
int64_t import_int(struct import_file *file, size_t row, int column, int64_t min, int64_t max);
/* "0" or "1"; the column has the words IMPORT_YES_NO. */
bool import_flag(struct import_file *file, size_t row, int column);
/* One of the column's words. */
const char *import_choice(struct import_file *file, size_t row, int column);
/* YYYY-MM-DD. */
const char *import_date(struct import_file *file, size_t row, int column);
/* A field that `check` takes; an empty one passes when `optional`. */
const char *import_checked(struct import_file *file, size_t row, int column,
                           bool (*check)(const char *text), bool optional, const char *message);

/* ---- what became of rows ---- */

/* Second pass: told once for each row that was written. `columns` are the names of those that
 * changed, a comma between; "" = all, or none. */
void import_outcome(struct import_file *file, size_t row, enum import_outcome outcome,
                    const char *columns);
/* Second pass: something odd that people should look at, and that is imported all the same. */
void import_notice(struct import_file *file, size_t row, int column, const char *message);

/* "<directory of path>/<name>" in the run's memory. */
const char *import_beside(struct import *import, const char *path, const char *name);

#endif
