/* What of an SQL text is not code: comments, and what stands in quotes. `path` is the file that the
 * text comes from; what begins and does not end stops the program with its name. */
#ifndef OPS_BUILD_SQL_SCAN_H
#define OPS_BUILD_SQL_SCAN_H

#include <stddef.h>

/* Length of the comment that begins at `at`, or 0; the end of the line is not part of it. */
size_t sql_comment(const char *path, const char *at);

/* Length of the string, quoted name or $tag$ text that begins at `at`, with its quotes, or 0. */
size_t sql_quoted(const char *path, const char *at);

#endif
