/* An uploaded table: from the bytes that came to the rows that an importer reads.
 *
 * Excel saves CSV as UTF-8 or as GB18030: both are taken, anything else is refused. Headings and
 * words may be Chinese; the importer's file is written anew with its own, and without the rows that
 * were found faulty. The numbers of the rows of that file lead back to those that people see.
 */
#ifndef MALL_OPERATE_UPLOAD_TABLE_H
#define MALL_OPERATE_UPLOAD_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/refusal.h"
#include "base/task.h"
#include "mall/operate/import_kind.h"

/* Rows that a file may have. */
enum { UPLOAD_ROWS_MAX = 500000 };

/* The bytes as UTF-8 text in the task's arena, without byte order mark; *encoding is "utf-8" or
 * "gb18030". NULL when they are neither, or hold NUL. */
const char *upload_text(struct task *task, const char *bytes, size_t length, size_t *text_length,
                        const char **encoding);

/* Holds headings against the kind's and counts the rows. Refused with a sentence about the columns,
 * or when there are no rows or too many. */
bool upload_check(struct task *task, const struct import_kind *kind, const char *text,
                  size_t length, int64_t *rows, struct refusal *why);

/* A fault of a row as people see it: the line of headings is row 1. */
typedef void upload_fault(void *argument, int64_t row, const char *column, const char *message);

struct upload_rows {
    int64_t *numbers; /* of the rows written, as in the upload; free() */
    int64_t count;
};

/* Writes the rows of `in` for the importer, without those of which `skip[row]` is set; rows that
 * are no rows are told as faults and left out. */
bool upload_write(struct task *task, const struct import_kind *kind, FILE *in, const bool *skip,
                  FILE *out, struct upload_rows *rows, upload_fault *fault, void *argument,
                  struct refusal *why);

/* Writes the rows of which `reasons[row]` is set as a table to be mended and uploaded again:
 * Chinese headings, the reason in the last column. `reasons` has `count` places. */
void upload_write_failed(const struct import_kind *kind, FILE *in, const char *const *reasons,
                         int64_t count, FILE *out);

#endif
