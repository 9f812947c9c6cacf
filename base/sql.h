/* A statement embedded at build time from <folder>/sql/<name>.sql. The generated
 * "gen/<folder>/sql.h" declares one `SQL_<name>` for each file and, from the line `-- Columns: a,
 * b.` of its comment, an enum of its result's columns: `<NAME>_A`, `<NAME>_B`. */
#ifndef BASE_SQL_H
#define BASE_SQL_H

struct sql {
    const char *name;           /* file's name without .sql; also the prepared statement's name */
    const char *text;           /* one statement, without its comments */
    int param_count;            /* highest $n */
    int column_count;           /* of the result; 0 = it returns no rows */
    const char *const *columns; /* their names in order; NULL = not said, as in tests */
};

#endif
