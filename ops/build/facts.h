/* What the house is made of, as found in the files of its floors: who includes whom, who owns,
 * reads and writes which table. The tests of tests/tidy and the graph look at the same facts. */
#ifndef OPS_BUILD_FACTS_H
#define OPS_BUILD_FACTS_H

#include "ops/build/floors.h"
#include "ops/build/sql_query.h"

struct include {
    const char *file;
    int line;
    int from, to; /* floors */
};

struct table {
    const char *name;
    const char *file;   /* that creates it */
    const char *county; /* its column with the county or what stands for it, NULL = none */
    int owner;
};

struct table_use {
    const char *file;
    int line;
    bool is_write;
    int from;                  /* the floor of the file */
    const struct table *table; /* NULL: nobody creates it */
    const char *name;
};

enum { FACTS_MAX = 20000, TABLES_MAX = 1000 };

extern struct include includes[FACTS_MAX];
extern int include_count;
extern struct table tables[TABLES_MAX];
extern int table_count;
extern struct table_use uses[FACTS_MAX];
extern int use_count;

/* Reads FLOORS and everything in its folders. */
void facts_read(void);

const struct table *table_named(const char *name);

/* May its floor do that? A statement writes only its own floor's tables and reads those of floors
 * that its line in FLOORS names. */
bool use_is_right(const struct table_use *use);

/* Calls `each` for every statement. */
void facts_statements(void (*each)(const char *file, int floor, const struct query *query));

#endif
