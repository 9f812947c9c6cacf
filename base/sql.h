/* A statement embedded at build time from <module>/sql/<name>.sql; the generated "sql.h" declares
 * one `SQL_<name>` for each file. */
#ifndef BASE_SQL_H
#define BASE_SQL_H

struct sql {
    const char *name; /* file's name without .sql; also the prepared statement's name */
    const char *text; /* one statement, without the leading comment or with it */
    int param_count;  /* highest $n */
};

#endif
