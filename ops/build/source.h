/* The files that a program of the build is given: one path a line on its standard input. */
#ifndef OPS_BUILD_SOURCE_H
#define OPS_BUILD_SOURCE_H

#include "ops/build/text.h"

enum { SOURCES_MAX = 10000 };

struct source {
    char *path;
    char *folder; /* the floor it belongs to: `mall/board` of `mall/board/sql/board_load.sql` */
    char *name;   /* what the table made of it calls it; at first the file's name without ending */
    struct text content;
    int number;     /* migrations: the leading digits; statements: count of parameters */
    char **columns; /* statements: the result's, as the comment names them */
    int column_count;
    bool binary; /* statements: the comment says so */
};

extern struct source sources[SOURCES_MAX];
extern size_t source_count;

/* Reads the list and every file on it. `room` is the folder within a floor that the files lie in
 * ("sql", "migrations"), or NULL when they lie in the floor itself. */
void source_read_list(const char *room);

/* Sorts by name; two of the same name end the program. */
void source_sort(void);

/* The content is to become a C string. */
void source_refuse_zero_bytes(const struct source *source);

#endif
