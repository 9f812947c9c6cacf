/* Bytes, files and the page under way, for the programs that run while the mall is built.
 *
 * They run on trusted files, so any surprise ends them with a sentence that names the file, and
 * memory is given back by the end of the process.
 */
#ifndef OPS_BUILD_TEXT_H
#define OPS_BUILD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

struct text {
    char *bytes; /* a zero byte follows them */
    size_t length;
};

/* Prints "<program>: <sentence>" and ends the process with status 1. */
__attribute__((noreturn, format(printf, 1, 2))) void die(const char *format, ...);

/* The pointer, which is not NULL: otherwise memory has run out and the process ends. */
void *must(void *pointer);

/* Reads the whole file; *found says whether there is one. */
struct text text_read(const char *path, bool *found);

/* `a/b/name.sql` -> `name`, a new string. */
char *text_base_name(const char *path);

/* Adds to the page. */
__attribute__((format(printf, 1, 2))) void put(const char *format, ...);

/* Adds a C string literal. */
void put_literal(const struct text *text);
void put_string(const char *string);

/* Writes the page to a file, makes the folders on the way, and begins an empty page. A file whose
 * bytes would stay the same is left alone, so that make compiles nothing for nothing. */
void put_file(const char *path);

#endif
