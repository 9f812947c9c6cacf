/* What a column of an imported file is called, and which words may stand in it. A file may use
 * either name of a column and either word of a value: the program's own, or the Chinese one that
 * people write.
 */
#ifndef BASE_IMPORT_COLUMN_H
#define BASE_IMPORT_COLUMN_H

#include <stdbool.h>

/* Ended by .word == NULL. */
struct import_word {
    const char *word, *chinese;
};
extern const struct import_word IMPORT_YES_NO[]; /* 1 是, 0 否 */

/* Tables of them end with .name == NULL; that row's heading names, a blank between, the columns
 * that a file may leave out and that are empty then (NULL = none). */
struct import_column {
    const char *name;                /* the program's: "household_no" */
    const char *heading;             /* Chinese: 户编号 */
    const char *example;             /* "" = none; what a template's second line says */
    const struct import_word *words; /* NULL = any text */
};

/* One file that an importer reads. */
struct import_table {
    const char *file;  /* what it is called beside the first one: "skus.csv"; NULL = the first */
    const char *about; /* Chinese: what a row is */
    const struct import_column *columns;
};

/* The column of a name or heading; NULL when there is none. */
const struct import_column *import_column_find(const struct import_column *columns,
                                               const char *text);
/* Whether a file may leave the column out. */
bool import_column_may_lack(const struct import_column *columns,
                            const struct import_column *column);
/* The program's word for a value; the value itself when the column does not know it. */
const char *import_value_of(const struct import_column *column, const char *text);
/* Whether it is one of the column's words. */
bool import_is_word(const struct import_column *column, const char *word);

#endif
