#include "mall/operate/upload_table.h"

#include <iconv.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/csv_write.h"
#include "base/text.h"

enum { YIELD_ROWS = 2000 };

static const char BYTE_ORDER_MARK[] = "\xEF\xBB\xBF";

/* ---- encoding ---- */

/* NULL when the bytes are not of that encoding. */
static char *converted(struct task *task, const char *bytes, size_t length, size_t *out_length)
{
    size_t room = 2 * length + 16; /* two bytes become three, four become four */
    char *out = malloc(room + 1), *to = out;
    if (out == NULL)
        abort();
    arena_defer(task->arena, free, out);
    char *from = (char *)(uintptr_t)bytes;
    size_t left = room;
    iconv_t conversion = iconv_open("UTF-8", "GB18030");
    if (conversion == (iconv_t)-1)
        return NULL;
    bool ok = iconv(conversion, &from, &length, &to, &left) == 0 && length == 0;
    iconv_close(conversion);
    *to = '\0';
    *out_length = (size_t)(to - out);
    return ok ? out : NULL;
}

/* Line breaks and tabs are for the reader of rows to judge. */
static bool is_text(const char *bytes, size_t length)
{
    for (size_t at = 0; at < length;) {
        size_t run = strcspn(bytes + at, "\r\t");
        if (at + run > length || !text_is_clean(bytes + at, run, true))
            return false;
        at += run + 1;
    }
    return true;
}

const char *upload_text(struct task *task, const char *bytes, size_t length, size_t *text_length,
                        const char **encoding)
{
    if (memchr(bytes, '\0', length) != NULL)
        return NULL;
    if (length >= 3 && memcmp(bytes, BYTE_ORDER_MARK, 3) == 0) {
        bytes += 3;
        length -= 3;
    }
    *encoding = "utf-8";
    *text_length = length;
    if (is_text(bytes, length))
        return bytes;
    *encoding = "gb18030";
    const char *text = converted(task, bytes, length, text_length);
    return text != NULL && is_text(text, *text_length) ? text : NULL;
}

/* ---- headings ---- */

static void no_fault(void *argument, size_t row, const char *column, const char *message)
{
    (void)argument, (void)row, (void)column, (void)message;
}

/* places[i] = where the kind's column i stands in the file, -1 = nowhere. *unknown = a heading that
 * is nobody's, NULL when there is none. */
static void match(const struct import_kind *kind, const struct csv_reader *reader, int *places,
                  const char **unknown)
{
    const char *const *names;
    int count = csv_columns(reader, &names);
    *unknown = NULL;
    for (int c = 0; import_kind_columns(kind)[c].name != NULL; c++)
        places[c] = -1;
    for (int i = 0; i < count; i++) {
        const struct import_column *column =
            import_column_find(import_kind_columns(kind), names[i]);
        if (column != NULL)
            places[column - import_kind_columns(kind)] = i;
        else if (strcmp(names[i], IMPORT_REASON_HEADING) != 0)
            *unknown = names[i];
    }
}

static bool check_headings(struct task *task, const struct import_kind *kind,
                           const struct csv_reader *reader, struct refusal *why)
{
    int places[CSV_COLUMNS_MAX];
    const char *unknown, *missing = "";
    match(kind, reader, places, &unknown);
    for (int c = 0; import_kind_columns(kind)[c].name != NULL; c++)
        if (places[c] < 0 &&
            !import_column_may_lack(import_kind_columns(kind), &import_kind_columns(kind)[c]))
            missing = arena_printf(task->arena, "%s%s%s", missing, missing[0] != '\0' ? "、" : "",
                                   import_kind_columns(kind)[c].heading);
    if (missing[0] != '\0')
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "file", "少了这些列：%.200s", missing);
    return unknown == NULL || refuse_detail(why, &REFUSAL_INVALID_FIELD, "file",
                                            "“%.60s”不是这种表的列，请按模板改", unknown);
}

bool upload_check(struct task *task, const struct import_kind *kind, const char *text,
                  size_t length, int64_t *rows, struct refusal *why)
{
    struct csv_reader *reader = csv_open_bytes(text, length, no_fault, NULL);
    bool ok = check_headings(task, kind, reader, why);
    *rows = 0;
    while (ok && csv_next(reader) != NULL)
        ok = ++*rows % YIELD_ROWS != 0 || task_sleep(task, 1, why);
    csv_close(reader);
    if (ok && *rows == 0)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "file", "文件里没有数据行");
    if (ok && *rows > UPLOAD_ROWS_MAX)
        return refuse_detail(why, &REFUSAL_TOO_LARGE, "file", "一个文件最多 %d 行，请分开传",
                             UPLOAD_ROWS_MAX);
    return ok;
}

/* ---- for the importer ---- */

struct telling {
    upload_fault *fault;
    void *argument;
};

static void tell(void *argument, size_t row, const char *column, const char *message)
{
    const struct telling *telling = argument;
    telling->fault(telling->argument, (int64_t)row, column, message);
}

/* What a spreadsheet was guarded against ('=1+1) is what was meant. */
static const char *unguarded(const char *text)
{
    return text[0] == '\'' && text[1] != '\0' && strchr("=+-@", text[1]) != NULL ? text + 1 : text;
}

static void write_plain(FILE *out, const char *text, bool first)
{
    if (!first)
        putc(',', out);
    putc('"', out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('"', out);
        putc(*text, out);
    }
    putc('"', out);
}

/* The field of a column; "" where the file has none. */
static const char *field_at(const char *const *fields, int place)
{
    return place >= 0 ? unguarded(fields[place]) : "";
}

static void write_row(const struct import_kind *kind, const int *places, const char *const *fields,
                      FILE *out)
{
    for (int c = 0; import_kind_columns(kind)[c].name != NULL; c++)
        write_plain(out,
                    import_value_of(&import_kind_columns(kind)[c], field_at(fields, places[c])),
                    c == 0);
    fputs("\r\n", out);
}

static void note_row(struct upload_rows *rows, size_t *room, int64_t number)
{
    if ((size_t)rows->count == *room) {
        *room = *room * 2 + 1024;
        rows->numbers = realloc(rows->numbers, *room * sizeof(*rows->numbers));
        if (rows->numbers == NULL)
            abort();
    }
    rows->numbers[rows->count++] = number;
}

bool upload_write(struct task *task, const struct import_kind *kind, FILE *in, const bool *skip,
                  FILE *out, struct upload_rows *rows, upload_fault *fault, void *argument,
                  struct refusal *why)
{
    struct telling telling = {fault, argument};
    int places[CSV_COLUMNS_MAX];
    const char *unknown;
    const char *const *fields;
    size_t room = 0;
    bool ok = true;
    rewind(in);
    struct csv_reader *reader = csv_open(in, tell, &telling);
    match(kind, reader, places, &unknown);
    *rows = (struct upload_rows){.count = 0};
    for (int c = 0; import_kind_columns(kind)[c].name != NULL; c++)
        write_plain(out, import_kind_columns(kind)[c].name, c == 0);
    fputs("\r\n", out);
    for (int64_t seen = 1; ok && (fields = csv_next(reader)) != NULL; seen++) {
        int64_t number = (int64_t)csv_row(reader);
        if (number > UPLOAD_ROWS_MAX + 1)
            break;
        if (!skip[number]) {
            write_row(kind, places, fields, out);
            note_row(rows, &room, number);
        }
        ok = seen % YIELD_ROWS != 0 || task_sleep(task, 1, why);
    }
    csv_close(reader);
    return ok && (fflush(out) == 0 ||
                  refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "服务器的磁盘写不进文件"));
}

/* ---- for people ---- */

void upload_write_failed(const struct import_kind *kind, FILE *in, const char *const *reasons,
                         int64_t count, FILE *out)
{
    struct csv_writer csv;
    int places[CSV_COLUMNS_MAX];
    const char *unknown;
    const char *const *fields;
    rewind(in);
    struct csv_reader *reader = csv_open(in, no_fault, NULL);
    match(kind, reader, places, &unknown);
    csv_write_to(&csv, out);
    for (int c = 0; import_kind_columns(kind)[c].name != NULL; c++)
        csv_write_text(&csv, import_kind_columns(kind)[c].heading);
    csv_write_text(&csv, IMPORT_REASON_HEADING);
    csv_write_row_end(&csv);
    while ((fields = csv_next(reader)) != NULL) {
        int64_t number = (int64_t)csv_row(reader);
        if (number >= count || reasons[number] == NULL)
            continue;
        for (int c = 0; import_kind_columns(kind)[c].name != NULL; c++)
            csv_write_text(&csv, field_at(fields, places[c]));
        csv_write_text(&csv, reasons[number]);
        csv_write_row_end(&csv);
    }
    csv_close(reader);
}
