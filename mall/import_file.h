/* One file of an import: its table, and its fields read under rules. A reader that finds a fault
 * writes it down and comes back with a harmless value, so that one pass finds all faults.
 */
#ifndef MALL_IMPORT_FILE_H
#define MALL_IMPORT_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/csv.h"
#include "mall/import.h"

enum { IMPORT_COLUMNS_MAX = 24 };

struct import_file {
    struct import *import;
    const char *label; /* last part of the path, for faults */
    const char *const *columns;
    int positions[IMPORT_COLUMNS_MAX]; /* of columns[i] in the table */
    struct csv csv;
    size_t rows;
};

/* Opens and parses. `columns` (NULL-terminated) must all be there, in any order; others are
 * refused, as a misspelt name would silently be lost. False when it cannot be read (unavailable) or
 * has faults. */
bool import_file_open(struct import *import, const char *path, const char *const *columns,
                      struct import_file *file, struct refusal *why);

/* Writes down a fault; row 0-based, column an index into columns or -1. */
void import_fault(struct import_file *file, size_t row, int column, const char *message);

/* The field as it stands. */
const char *import_text(const struct import_file *file, size_t row, int column);
/* The field with min..max code points. */
const char *import_words(struct import_file *file, size_t row, int column, size_t min, size_t max);
/* A whole number within min..max, otherwise a fault and min. */
int64_t import_int(struct import_file *file, size_t row, int column, int64_t min, int64_t max);
/* "0" or "1". */
bool import_flag(struct import_file *file, size_t row, int column);
/* One of `choices` (NULL-terminated). */
const char *import_choice(struct import_file *file, size_t row, int column,
                          const char *const *choices);
/* YYYY-MM-DD. */
const char *import_date(struct import_file *file, size_t row, int column);
/* A field that `check` takes; an empty one passes when `optional`. */
const char *import_checked(struct import_file *file, size_t row, int column,
                           bool (*check)(const char *text), bool optional, const char *message);

/* "<directory of path>/<name>" in the run's memory. */
const char *import_beside(struct import *import, const char *path, const char *name);

#endif
