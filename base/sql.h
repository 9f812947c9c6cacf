/* A statement embedded at build time from <folder>/sql/<name>.sql. The generated
 * "gen/<folder>/sql.h" declares one `SQL_<name>` for each file and, from the line `-- Columns: a,
 * b.` of its comment, an enum of its result's columns: `<NAME>_A`, `<NAME>_B`. `-- Binary columns:
 * a, b.` says the same of one whose values come in PostgreSQL's binary format, for those that read
 * millions of rows: whole numbers, booleans, texts and bytes are read from it alike. */
#ifndef BASE_SQL_H
#define BASE_SQL_H

#include <stdbool.h>

struct sql {
    const char *name;           /* file's name without .sql; also the prepared statement's name */
    const char *text;           /* one statement, without its comments */
    int param_count;            /* highest $n */
    int column_count;           /* of the result; 0 = it returns no rows */
    const char *const *columns; /* their names in order; NULL = not said, as in tests */
    bool binary;                /* its values come as PostgreSQL sends them, not as text */
};

#endif
