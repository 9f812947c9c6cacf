/* The kinds of files that people may upload: what their columns are called on a desk, and which
 * words stand for those of the importers (base/import.h), which are the program's own. A file may
 * use either name of a column and either word of a value.
 */
#ifndef MALL_OPERATE_IMPORT_KIND_H
#define MALL_OPERATE_IMPORT_KIND_H

#include <stdbool.h>

struct import_value {
    const char *word, *chinese;
};

struct import_column {
    const char *name;                 /* the importer's */
    const char *heading;              /* Chinese */
    const char *example;              /* of the template's second line */
    const struct import_value *words; /* NULL = as written; ended by .word == NULL */
};

struct import_kind {
    const char *name;  /* the importer's: "organisations" */
    const char *title; /* Chinese */
    const char *about; /* Chinese, one sentence: what a row is, and what happens to one that is
                          there already */
    const struct import_column *columns; /* ended by .name == NULL */
};

/* The last column of a file of failed rows; passed over when it is uploaded again. */
#define IMPORT_REASON_HEADING "哪里要改"

/* By number, NULL behind the last; by name, NULL when there is none. */
const struct import_kind *import_kind_at(int index);
const struct import_kind *import_kind_find(const char *name);

/* The column of a heading or a name; NULL when there is none. */
const struct import_column *import_column_find(const struct import_kind *kind, const char *text);
/* The importer's word for a value. */
const char *import_value_of(const struct import_column *column, const char *text);

/* A fault's message (base/import_fault.h, English) for people: what is wrong, and what to do. */
struct import_advice {
    const char *message, *wrong, *cure;
};
/* Never NULL. */
const struct import_advice *import_advice_find(const char *message);

#endif
