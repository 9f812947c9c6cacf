#include "mall/import_file.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/text.h"

/* ---- faults ---- */

static void write_down(struct import *import, const char *label, size_t row, const char *column,
                       const char *message)
{
    import->fault_count++;
    if (import->fault_count > IMPORT_FAULTS_SHOWN)
        return;
    fprintf(import->faults_to, "%s: row %zu%s%s: %s\n", label, row,
            column[0] != '\0' ? ", column " : "", column, message);
}

static void parse_fault(void *argument, size_t row, const char *column, const char *message)
{
    struct import_file *file = argument;
    write_down(file->import, file->label, row, column, message);
}

void import_fault(struct import_file *file, size_t row, int column, const char *message)
{
    write_down(file->import, file->label, row + 2, column >= 0 ? file->columns[column] : "",
               message);
}

/* ---- opening ---- */

static bool refuse_read(const char *path, struct refusal *why)
{
    return refuse_detail(why, &REFUSAL_BAD_REQUEST, NULL, "%s: %s", path, strerror(errno));
}

static bool read_whole(struct import *import, const char *path, char **bytes, size_t *length,
                       struct refusal *why)
{
    struct stat status;
    FILE *in = fopen(path, "rbe");
    if (in == NULL || fstat(fileno(in), &status) != 0 || !S_ISREG(status.st_mode)) {
        if (in != NULL)
            fclose(in);
        errno = in != NULL ? EINVAL : errno;
        return refuse_read(path, why);
    }
    if ((uint64_t)status.st_size > IMPORT_FILE_MAX) {
        fclose(in);
        return refuse_detail(why, &REFUSAL_TOO_LARGE, NULL, "%s: more than %zu bytes", path,
                             IMPORT_FILE_MAX);
    }
    *length = (size_t)status.st_size;
    *bytes = arena_alloc(import->arena, *length + 1);
    size_t got = fread(*bytes, 1, *length, in);
    fclose(in);
    return got == *length || refuse_read(path, why);
}

static bool is_known(const char *const *columns, const char *name)
{
    for (int i = 0; columns[i] != NULL; i++) {
        if (strcmp(columns[i], name) == 0)
            return true;
    }
    return false;
}

static void match_columns(struct import_file *file)
{
    for (int i = 0; file->columns[i] != NULL; i++) {
        assert(i < IMPORT_COLUMNS_MAX);
        file->positions[i] = csv_column(&file->csv, file->columns[i]);
        if (file->positions[i] < 0)
            write_down(file->import, file->label, 1, file->columns[i], "the column is missing");
    }
    for (int i = 0; i < file->csv.column_count; i++) {
        if (!is_known(file->columns, file->csv.names[i]))
            write_down(file->import, file->label, 1, file->csv.names[i], "there is no such column");
    }
}

bool import_file_open(struct import *import, const char *path, const char *const *columns,
                      struct import_file *file, struct refusal *why)
{
    char *bytes = NULL;
    size_t length = 0;
    const char *slash = strrchr(path, '/');
    *file = (struct import_file){
        .import = import, .label = slash != NULL ? slash + 1 : path, .columns = columns};
    if (!read_whole(import, path, &bytes, &length, why))
        return false;
    if (csv_parse(import->arena, bytes, length, &file->csv, parse_fault, file))
        match_columns(file);
    file->rows = file->csv.row_count;
    return import_is_clean(import, why);
}

const char *import_beside(struct import *import, const char *path, const char *name)
{
    const char *slash = strrchr(path, '/');
    int length = slash != NULL ? (int)(slash - path) + 1 : 0;
    return arena_printf(import->arena, "%.*s%s", length, path, name);
}

/* ---- fields ---- */

const char *import_text(const struct import_file *file, size_t row, int column)
{
    return csv_field(&file->csv, row, file->positions[column]);
}

const char *import_words(struct import_file *file, size_t row, int column, size_t min, size_t max)
{
    const char *text = import_text(file, row, column);
    size_t points = text_length(text);
    if (points < min)
        import_fault(file, row, column, points == 0 ? "must not be empty" : "too short");
    else if (points > max)
        import_fault(file, row, column, "too long");
    return text;
}

int64_t import_int(struct import_file *file, size_t row, int column, int64_t min, int64_t max)
{
    const char *text = import_text(file, row, column);
    size_t length = strlen(text);
    size_t sign = text[0] == '-' ? 1 : 0;
    if (length == sign || length > 18 + sign ||
        strspn(text + sign, "0123456789") != length - sign) {
        import_fault(file, row, column, "not a whole number");
        return min;
    }
    int64_t value = strtoll(text, NULL, 10);
    if (value >= min && value <= max)
        return value;
    import_fault(file, row, column, "out of range");
    return min;
}

bool import_flag(struct import_file *file, size_t row, int column)
{
    const char *text = import_text(file, row, column);
    if (strcmp(text, "0") != 0 && strcmp(text, "1") != 0)
        import_fault(file, row, column, "must be 0 or 1");
    return text[0] == '1';
}

const char *import_choice(struct import_file *file, size_t row, int column,
                          const char *const *choices)
{
    const char *text = import_text(file, row, column);
    if (!is_known(choices, text))
        import_fault(file, row, column,
                     text[0] != '\0' ? "not one of the allowed values" : "must not be empty");
    return text;
}

const char *import_date(struct import_file *file, size_t row, int column)
{
    const char *text = import_text(file, row, column);
    if (!clock_is_date(text))
        import_fault(file, row, column, "not a date YYYY-MM-DD");
    return text;
}

const char *import_checked(struct import_file *file, size_t row, int column,
                           bool (*check)(const char *text), bool optional, const char *message)
{
    const char *text = import_text(file, row, column);
    if (!(optional && text[0] == '\0') && !check(text))
        import_fault(file, row, column, message);
    return text;
}
