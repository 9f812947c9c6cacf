/* A table being written to a file, row by row: CSV or XLSX. Memory does not grow with the rows.
 *
 * A cell is text or a number; numbers are whole and carry their kind (fen, grams, microseconds
 * since 1970), so that no value passes through a rounded form. In XLSX the first row is frozen and
 * filters, money and weights are numbers in their format and times are moments of Beijing, while
 * order numbers, waybills and phones are text; nothing is ever a formula.
 */
#ifndef MALL_OPERATE_SHEET_H
#define MALL_OPERATE_SHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"
#include "mall/operate/export_list.h"

enum { SHEET_COLUMNS_MAX = 32 };

struct sheet_cell {
    const char *text; /* NULL = the number, unless it is empty */
    int64_t number;
    bool empty;
};

struct sheet;

/* Begins a file at the path with its line of headings; `xlsx` false = CSV. NULL and `why` when it
 * cannot be written. */
struct sheet *sheet_open(const char *path, bool xlsx, const struct export_list *list,
                         struct refusal *why);
/* A row, a cell for each column; in `bold` for sums. */
void sheet_row(struct sheet *sheet, const struct sheet_cell *cells, bool bold);
/* Bytes written so far, as far as they are known. */
int64_t sheet_size(const struct sheet *sheet);
/* Ends the file. XLSX is packed by a child process, so that the worker goes on serving meanwhile.
 * Frees the sheet in any case. */
bool sheet_close(struct task *task, struct sheet *sheet, struct refusal *why);
/* Frees a sheet that is not wanted any more. NULL is allowed. */
void sheet_drop(struct sheet *sheet);

#endif
