#include "mall/operate/sheet.h"

#include <assert.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/clock.h"
#include "base/csv_write.h"
#include "base/money.h"

/* How often the child that packs is looked after, and what a cell may hold (Excel's own limit). */
enum { PACK_LOOK_MS = 20, TEXT_MAX = 32767, KINDS = EXPORT_FLAG + 1 };

#define BEIJING_MINUTES 480
#define UNIX_DAY_IN_EXCEL 25569 /* 1970-01-01 */

struct sheet {
    const struct export_column *columns;
    int column_count;
    int64_t rows;
    /* CSV */
    FILE *file;
    struct csv_writer csv;
    /* XLSX; book NULL = CSV */
    lxw_workbook *book;
    lxw_worksheet *page;
    lxw_format *formats[KINDS][2]; /* the second: bold */
    int64_t bytes;
};

static bool refuse_file(struct refusal *why)
{
    return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "服务器的磁盘写不进文件");
}

static int count_columns(const struct export_list *list)
{
    int count = 0;
    while (list->columns[count].heading != NULL)
        count++;
    assert(count <= SHEET_COLUMNS_MAX);
    return count;
}

/* ---- CSV ---- */

static bool csv_begin(struct sheet *sheet, const char *path)
{
    sheet->file = fopen(path, "wbe");
    if (sheet->file == NULL)
        return false;
    csv_write_to(&sheet->csv, sheet->file);
    for (int i = 0; i < sheet->column_count; i++)
        csv_write_text(&sheet->csv, sheet->columns[i].heading);
    csv_write_row_end(&sheet->csv);
    return true;
}

static void csv_number(struct csv_writer *csv, enum export_kind kind, int64_t number)
{
    char text[40];
    switch (kind) {
    case EXPORT_YUAN:
        csv_write_number(csv, money_yuan(number, text));
        return;
    case EXPORT_KG:
        snprintf(text, sizeof(text), "%s%lld.%03lld", number < 0 ? "-" : "", llabs(number) / 1000,
                 llabs(number) % 1000);
        csv_write_number(csv, text);
        return;
    case EXPORT_TIME:
        clock_rfc3339(number, BEIJING_MINUTES, text);
        text[10] = ' '; /* "2026-11-27 17:20:05" */
        text[19] = '\0';
        csv_write_text(csv, text);
        return;
    case EXPORT_TEXT:
    case EXPORT_WORD:
    case EXPORT_COUNT:
    case EXPORT_FLAG:
        csv_write_i64(csv, number);
    }
}

static void csv_row(struct sheet *sheet, const struct sheet_cell *cells)
{
    for (int i = 0; i < sheet->column_count; i++)
        if (cells[i].text != NULL || cells[i].empty)
            csv_write_text(&sheet->csv, cells[i].text);
        else
            csv_number(&sheet->csv, sheet->columns[i].kind, cells[i].number);
    csv_write_row_end(&sheet->csv);
}

/* ---- XLSX ---- */

static const char *const FORMATS[KINDS] = {
    [EXPORT_TEXT] = "@",       [EXPORT_WORD] = "@",
    [EXPORT_COUNT] = "#,##0",  [EXPORT_YUAN] = "\"¥\"#,##0.00;-\"¥\"#,##0.00",
    [EXPORT_KG] = "#,##0.000", [EXPORT_TIME] = "yyyy-mm-dd hh:mm:ss",
    [EXPORT_FLAG] = "@",
};
static const double WIDTHS[KINDS] = {
    [EXPORT_TEXT] = 22, [EXPORT_WORD] = 14, [EXPORT_COUNT] = 10, [EXPORT_YUAN] = 14,
    [EXPORT_KG] = 14,   [EXPORT_TIME] = 20, [EXPORT_FLAG] = 10,
};

static void make_formats(struct sheet *sheet)
{
    for (int kind = 0; kind < KINDS; kind++)
        for (int bold = 0; bold < 2; bold++) {
            lxw_format *format = workbook_add_format(sheet->book);
            format_set_num_format(format, FORMATS[kind]);
            if (bold) {
                format_set_bold(format);
                format_set_top(format, LXW_BORDER_THIN);
            }
            sheet->formats[kind][bold] = format;
        }
}

static void xlsx_heading(struct sheet *sheet)
{
    lxw_format *heading = workbook_add_format(sheet->book);
    format_set_bold(heading);
    format_set_bg_color(heading, 0xE3EEE8);
    format_set_bottom(heading, LXW_BORDER_THIN);
    for (int i = 0; i < sheet->column_count; i++) {
        lxw_col_t column = (lxw_col_t)i;
        enum export_kind kind = sheet->columns[i].kind;
        worksheet_set_column(sheet->page, column, column, WIDTHS[kind], sheet->formats[kind][0]);
        worksheet_write_string(sheet->page, 0, column, sheet->columns[i].heading, heading);
    }
    worksheet_freeze_panes(sheet->page, 1, 0);
}

static bool xlsx_begin(struct sheet *sheet, const char *path, const char *title)
{
    lxw_workbook_options options = {.constant_memory = LXW_TRUE};
    sheet->book = workbook_new_opt(path, &options);
    if (sheet->book == NULL)
        return false;
    sheet->page = workbook_add_worksheet(sheet->book, title);
    if (sheet->page == NULL)
        return false;
    make_formats(sheet);
    xlsx_heading(sheet);
    return true;
}

static double xlsx_number(enum export_kind kind, int64_t number)
{
    switch (kind) {
    case EXPORT_YUAN:
        return (double)number / 100;
    case EXPORT_KG:
        return (double)number / 1000;
    case EXPORT_TIME: /* whole seconds: a moment has no fraction on a desk */
        return UNIX_DAY_IN_EXCEL +
               (double)((number + BEIJING_MINUTES * INT64_C(60000000)) / 1000000) / 86400;
    case EXPORT_TEXT:
    case EXPORT_WORD:
    case EXPORT_COUNT:
    case EXPORT_FLAG:
        break;
    }
    return (double)number;
}

static void xlsx_row(struct sheet *sheet, const struct sheet_cell *cells, bool bold)
{
    lxw_row_t row = (lxw_row_t)sheet->rows;
    for (int i = 0; i < sheet->column_count; i++) {
        enum export_kind kind = sheet->columns[i].kind;
        lxw_format *format = sheet->formats[kind][bold];
        lxw_col_t column = (lxw_col_t)i;
        const char *text = cells[i].text;
        if (text != NULL && strlen(text) <= TEXT_MAX)
            worksheet_write_string(sheet->page, row, column, text, format);
        else if (cells[i].empty || text != NULL)
            worksheet_write_blank(sheet->page, row, column, format);
        else
            worksheet_write_number(sheet->page, row, column, xlsx_number(kind, cells[i].number),
                                   format);
        sheet->bytes += text != NULL ? (int64_t)strlen(text) + 8 : 8;
    }
}

/* What costs most - writing the parts and packing them - is done by a child: it has the book as it
 * stands, and the file is all that it leaves. */
static bool pack(struct task *task, struct sheet *sheet, struct refusal *why)
{
    pid_t child = fork();
    if (child < 0)
        return refuse(why, &REFUSAL_OVERLOADED, NULL);
    if (child == 0)
        _exit(workbook_close(sheet->book) == LXW_NO_ERROR ? 0 : 1);
    int status = 1;
    while (waitpid(child, &status, WNOHANG) == 0) {
        if (!task_sleep(task, PACK_LOOK_MS, why)) {
            kill(child, SIGKILL);
            waitpid(child, &status, 0);
            return false;
        }
    }
    return (WIFEXITED(status) && WEXITSTATUS(status) == 0) || refuse_file(why);
}

/* ---- either ---- */

struct sheet *sheet_open(const char *path, bool xlsx, const struct export_list *list,
                         struct refusal *why)
{
    struct sheet *sheet = calloc(1, sizeof(*sheet));
    if (sheet == NULL)
        abort();
    sheet->columns = list->columns;
    sheet->column_count = count_columns(list);
    sheet->rows = 1;
    if (xlsx ? xlsx_begin(sheet, path, list->title) : csv_begin(sheet, path))
        return sheet;
    sheet_drop(sheet);
    refuse_file(why);
    return NULL;
}

void sheet_row(struct sheet *sheet, const struct sheet_cell *cells, bool bold)
{
    if (sheet->book != NULL)
        xlsx_row(sheet, cells, bold);
    else
        csv_row(sheet, cells);
    sheet->rows++;
}

int64_t sheet_size(const struct sheet *sheet)
{
    /* XLSX packs its text to a fourth and less */
    return sheet->book != NULL ? sheet->bytes / 3 : (int64_t)ftell(sheet->file);
}

void sheet_drop(struct sheet *sheet)
{
    if (sheet == NULL)
        return;
    if (sheet->file != NULL)
        fclose(sheet->file);
    if (sheet->book != NULL)
        lxw_workbook_free(sheet->book);
    free(sheet);
}

bool sheet_close(struct task *task, struct sheet *sheet, struct refusal *why)
{
    bool ok = true;
    if (sheet->book != NULL) {
        ok = pack(task, sheet, why);
    } else {
        ok = fflush(sheet->file) == 0 && !ferror(sheet->file);
        if (!ok)
            refuse_file(why);
    }
    sheet_drop(sheet);
    return ok;
}
