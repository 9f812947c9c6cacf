#include "base/import_file.h"

#include <assert.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/import_decode.h"
#include "base/text.h"

/* ---- faults ---- */

static void write_down(struct import_file *file, enum import_phase phase, int64_t row,
                       const char *column, const char *message)
{
    if (file->writing)
        return;
    /* the list copies the texts */
    import_faults_add(&file->import->faults,
                      &(struct import_fault){.file = file->number,
                                             .phase = phase,
                                             .row = row,
                                             .label = (char *)(uintptr_t)file->label,
                                             .column = (char *)(uintptr_t)column,
                                             .message = (char *)(uintptr_t)message});
}

static void parse_fault(void *argument, size_t row, const char *column, const char *message)
{
    write_down(argument, IMPORT_PARSE, (int64_t)row, column, message);
}

void import_fault_at(struct import_file *file, int64_t number, int column, const char *message)
{
    write_down(file, file->phase, number, column >= 0 ? file->columns[column].name : "", message);
}

int64_t import_row(const struct import_file *file, size_t row)
{
    return file->numbers[row];
}

void import_fault(struct import_file *file, size_t row, int column, const char *message)
{
    import_fault_at(file, import_row(file, row), column, message);
}

/* ---- what became of rows ---- */

void import_outcome(struct import_file *file, size_t row, enum import_outcome outcome,
                    const char *columns)
{
    struct import *import = file->import;
    const struct import_watch *watch = import->watch;
    assert(file->writing);
    import->outcomes[outcome]++;
    if (watch != NULL && watch->outcome != NULL)
        watch->outcome(watch->argument, import_row(file, row), outcome, columns);
}

void import_notice(struct import_file *file, size_t row, int column, const char *message)
{
    struct import *import = file->import;
    const struct import_watch *watch = import->watch;
    assert(file->writing);
    import->notice_count++;
    if (watch != NULL && watch->notice != NULL)
        watch->notice(watch->argument, import_row(file, row), file->columns[column].name, message);
}

/* ---- opening ---- */

static bool refuse_read(const char *path, struct refusal *why)
{
    return refuse_detail(why, &REFUSAL_BAD_REQUEST, NULL, "%s: %s", path, strerror(errno));
}

/* Where a column stands, under either of its names; *again = in two places. */
static int position_of(const char *const *names, int count, const struct import_column *column,
                       bool *again)
{
    int position = -1;
    *again = false;
    for (int i = 0; i < count; i++) {
        if (strcmp(names[i], column->name) != 0 && strcmp(names[i], column->heading) != 0)
            continue;
        *again |= position >= 0;
        position = position < 0 ? i : position;
    }
    return position;
}

/* A column that nobody asked for is refused: a misspelt name would silently be lost. */
static void match_columns(struct import_file *file)
{
    const char *const *names;
    int count = csv_columns(file->reader, &names);
    for (; file->columns[file->column_count].name != NULL; file->column_count++) {
        assert(file->column_count < CSV_COLUMNS_MAX);
        int i = file->column_count;
        bool again;
        file->positions[i] = position_of(names, count, &file->columns[i], &again);
        if (count > 0 && file->positions[i] < 0 &&
            !import_column_may_lack(file->columns, &file->columns[i]))
            write_down(file, IMPORT_PARSE, 1, file->columns[i].name, "the column is missing");
        if (again)
            write_down(file, IMPORT_PARSE, 1, file->columns[i].name, "the column is there twice");
    }
    for (int i = 0; i < count; i++)
        if (import_column_find(file->columns, names[i]) == NULL)
            write_down(file, IMPORT_PARSE, 1, names[i], "there is no such column");
}

bool import_file_open(struct import *import, const char *path, const struct import_column *columns,
                      struct import_file *file, struct refusal *why)
{
    struct stat status;
    int64_t faults = import->faults.count;
    const char *slash = strrchr(path, '/');
    *file = (struct import_file){.import = import,
                                 .number = ++import->files,
                                 .label = slash != NULL ? slash + 1 : path,
                                 .phase = IMPORT_CHECK,
                                 .columns = columns};
    file->stream = fopen(path, "rbe");
    if (file->stream == NULL)
        return refuse_read(path, why);
    if (fstat(fileno(file->stream), &status) != 0 || !S_ISREG(status.st_mode)) {
        errno = EINVAL;
        refuse_read(path, why);
        import_file_close(file);
        return false;
    }
    file->stream = import_decode(file->stream);
    file->reader = csv_open(file->stream, parse_fault, file);
    match_columns(file);
    if (import->faults.count == faults)
        return true;
    import_file_close(file);
    return import_is_clean(import, why);
}

void import_file_restart(struct import_file *file)
{
    csv_close(file->reader);
    rewind(file->stream);
    file->reader = csv_open(file->stream, parse_fault, file);
}

void import_file_close(struct import_file *file)
{
    csv_close(file->reader);
    if (file->stream != NULL)
        fclose(file->stream);
    file->reader = NULL;
    file->stream = NULL;
}

/* ---- chunks ---- */

size_t import_file_next(struct import_file *file, size_t most)
{
    const char *const *fields;
    size_t columns = (size_t)file->column_count, room = most < 256 ? most : 256;
    file->rows = 0;
    file->fields = arena_array(file->arena, room * columns, sizeof(*file->fields));
    file->numbers = arena_array(file->arena, room, sizeof(*file->numbers));
    while (file->rows < most && (fields = csv_next(file->reader)) != NULL) {
        if (file->rows == room) {
            const char **old_fields = file->fields;
            int64_t *old_numbers = file->numbers;
            room *= 2;
            file->fields = arena_array(file->arena, room * columns, sizeof(*file->fields));
            file->numbers = arena_array(file->arena, room, sizeof(*file->numbers));
            memcpy(file->fields, old_fields, file->rows * columns * sizeof(*file->fields));
            memcpy(file->numbers, old_numbers, file->rows * sizeof(*file->numbers));
        }
        for (size_t i = 0; i < columns; i++)
            file->fields[file->rows * columns + i] =
                file->positions[i] < 0
                    ? "" /* may be left out */
                    : arena_strdup(file->arena,
                                   import_value_of(&file->columns[i], fields[file->positions[i]]));
        file->numbers[file->rows++] = (int64_t)csv_row(file->reader);
    }
    return file->rows;
}

bool import_file_whole(struct import *import, const char *path, const struct import_column *columns,
                       struct import_file *file, struct refusal *why)
{
    if (!import_file_open(import, path, columns, file, why))
        return false;
    file->arena = import->arena;
    import_file_next(file, IMPORT_WHOLE_MAX + 1);
    bool broken = !csv_is_clean(file->reader);
    import_file_close(file);
    if (file->rows > IMPORT_WHOLE_MAX)
        return refuse_detail(why, &REFUSAL_TOO_LARGE, NULL, "%s: more than %d rows", path,
                             IMPORT_WHOLE_MAX);
    return !broken || import_is_clean(import, why);
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
    assert(row < file->rows && column >= 0 && column < file->column_count);
    return file->fields[row * (size_t)file->column_count + (size_t)column];
}

/* What a spreadsheet would take for a formula, were the table written out again. */
static bool is_formula(const char *text)
{
    static const char *const SIGNS[] = {"=", "+", "-", "@", "＝", "＋", "－", "＠"};
    for (;;) {
        size_t blank = strspn(text, " \t\r\n'");
        if (blank == 0 && strncmp(text, "\xE3\x80\x80", 3) == 0) /* a blank as wide as a character
                                                                  */
            blank = 3;
        if (blank == 0)
            break;
        text += blank;
    }
    for (size_t i = 0; i < sizeof(SIGNS) / sizeof(SIGNS[0]); i++)
        if (strncmp(text, SIGNS[i], strlen(SIGNS[i])) == 0)
            return true;
    return false;
}

const char *import_words(struct import_file *file, size_t row, int column, size_t min, size_t max)
{
    const char *text = import_text(file, row, column);
    size_t points = text_length(text);
    if (points < min)
        import_fault(file, row, column, points == 0 ? "must not be empty" : "too short");
    else if (points > max)
        import_fault(file, row, column, "too long");
    else if (is_formula(text))
        import_fault(file, row, column, "begins like a formula");
    else if (strchr(text, '\n') != NULL)
        import_fault(file, row, column, "must be on one line");
    else if (points > 0 && text_is_clean(text, strlen(text), true) && /* else told when it was read
                                                                       */
             !text_is_visible(text, strlen(text)))
        import_fault(file, row, column, "nothing of it can be seen");
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
    import_fault(file, row, column,
                 arena_printf(file->arena, "out of range: %" PRId64 " to %" PRId64, min, max));
    return min;
}

bool import_flag(struct import_file *file, size_t row, int column)
{
    const char *text = import_text(file, row, column);
    if (strcmp(text, "0") != 0 && strcmp(text, "1") != 0)
        import_fault(file, row, column, "must be 0 or 1");
    return text[0] == '1';
}

const char *import_choice(struct import_file *file, size_t row, int column)
{
    const char *text = import_text(file, row, column);
    assert(file->columns[column].words != NULL);
    if (!import_is_word(&file->columns[column], text))
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
