/* Tables row by row: a row is found in the buffer first, by its quotes and line ends alone, and
 * then taken apart where it stands. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/text.h"

enum { BUFFER_FIRST = 64 * 1024 };

struct csv_reader {
    FILE *file;        /* NULL: `bytes` */
    const char *bytes; /* what is left of a table in memory */
    size_t left;
    csv_fault *fault;
    void *argument;
    char *buffer; /* one byte more than `room`, for the NUL behind the last field */
    size_t room, begin, end;
    bool at_end; /* nothing comes behind what the buffer holds */
    bool over;   /* no row can be told any more */
    bool clean;
    size_t row; /* number of the row being read */
    int count;
    const char *names[CSV_COLUMNS_MAX];
    const char *fields[CSV_COLUMNS_MAX];
};

static void complain(struct csv_reader *reader, const char *column, const char *message)
{
    reader->clean = false;
    reader->fault(reader->argument, reader->row, column, message);
}

/* ---- the buffer ---- */

static size_t take(struct csv_reader *reader, char *to, size_t room)
{
    if (reader->file != NULL) {
        size_t got = fread(to, 1, room, reader->file);
        if (got < room && ferror(reader->file)) {
            complain(reader, "", "the file cannot be read further");
            reader->over = true;
        }
        return got;
    }
    size_t got = room < reader->left ? room : reader->left;
    if (got > 0)
        memcpy(to, reader->bytes, got);
    reader->bytes += got;
    reader->left -= got;
    return got;
}

/* More of the table behind what is there. False when a row would become too long. */
static bool refill(struct csv_reader *reader)
{
    size_t held = reader->end - reader->begin;
    if (held > 0)
        memmove(reader->buffer, reader->buffer + reader->begin, held);
    reader->begin = 0;
    reader->end = held;
    if (held == reader->room && reader->room >= CSV_ROW_MAX)
        return false;
    if (held == reader->room) {
        reader->room *= 2;
        reader->buffer = realloc(reader->buffer, reader->room + 1);
        if (reader->buffer == NULL)
            abort();
    }
    size_t got = take(reader, reader->buffer + held, reader->room - held);
    reader->end += got;
    reader->at_end = reader->end < reader->room;
    return true;
}

/* ---- where a row ends ---- */

enum place { PLACE_INSIDE, PLACE_END, PLACE_UNKNOWN /* that depends on bytes not read yet */ };

/* What stands at `at`: a byte of the field, or the end of one. */
static enum place field_place(const struct csv_reader *reader, size_t at)
{
    if (at == reader->end)
        return reader->at_end ? PLACE_END : PLACE_UNKNOWN;
    char c = reader->buffer[at];
    if (c == ',' || c == '\n')
        return PLACE_END;
    if (c != '\r')
        return PLACE_INSIDE;
    if (at + 1 == reader->end)
        return reader->at_end ? PLACE_INSIDE : PLACE_UNKNOWN;
    return reader->buffer[at + 1] == '\n' ? PLACE_END : PLACE_INSIDE;
}

/* Behind the closing quote of a field whose opening one is before `at`; the end of the buffer when
 * there is none. */
static size_t behind_quote(const struct csv_reader *reader, size_t at)
{
    while (at < reader->end) {
        const char *quote = memchr(reader->buffer + at, '"', reader->end - at);
        if (quote == NULL)
            return reader->end;
        at = (size_t)(quote - reader->buffer) + 1;
        if (at == reader->end || reader->buffer[at] != '"')
            return at;
        at++;
    }
    return at;
}

/* The end of the row that begins at reader->begin. False: more must be read to know. */
static bool find_end(const struct csv_reader *reader, size_t *end)
{
    size_t at = reader->begin;
    for (;;) {
        enum place place;
        if (at < reader->end && reader->buffer[at] == '"')
            at = behind_quote(reader, at + 1);
        /* a quote that ends the buffer may be the first of two */
        if (at == reader->end && !reader->at_end)
            return false;
        while ((place = field_place(reader, at)) == PLACE_INSIDE)
            at++;
        if (place == PLACE_UNKNOWN)
            return false;
        if (at == reader->end || reader->buffer[at] != ',')
            break;
        at++;
    }
    if (at < reader->end)
        at += reader->buffer[at] == '\r' ? 2 : 1;
    *end = at;
    return true;
}

/* ---- the row's fields ---- */

static bool ends_field(const char *at, const char *end)
{
    return at == end || *at == ',' || *at == '\n' || (*at == '\r' && at + 1 < end && at[1] == '\n');
}

static const char *column_name(const struct csv_reader *reader, int column)
{
    return column < reader->count ? reader->names[column] : "";
}

/* Undoes the doubling of quotes in place. `*at` is behind the opening quote and comes to stand
 * behind the closing one. False when there is none. */
static bool unquote(char **at, const char *end, size_t *length)
{
    char *to = *at, *begin = *at;
    for (char *from = *at; from < end; from++) {
        if (*from == '"' && (from + 1 == end || from[1] != '"')) {
            *length = (size_t)(to - begin);
            *at = from + 1;
            return true;
        }
        from += *from == '"';
        *to++ = *from;
    }
    return false;
}

static const char *field_fault(const char *field, size_t length, bool quoted)
{
    if (length > CSV_FIELD_MAX)
        return "the field is too long";
    if (!quoted && memchr(field, '"', length) != NULL)
        return "a quote inside a field that is not quoted";
    return text_is_clean(field, length, quoted) ? NULL : "not clean UTF-8 text";
}

/* One field from *at on, with a NUL behind it; *at comes to stand on what ends it, and *stop is
 * that byte. */
static const char *read_field(struct csv_reader *reader, int column, char **at, char *end,
                              char *stop)
{
    size_t length = 0;
    bool quoted = *at < end && **at == '"';
    char *field = *at += quoted;
    const char *fault = NULL;
    if (quoted && !unquote(at, end, &length)) {
        complain(reader, column_name(reader, column), "a quote is not closed");
        reader->over = true;
        *at = end;
        *stop = '\0';
        return "";
    }
    if (quoted && !ends_field(*at, end))
        complain(reader, column_name(reader, column), "text behind a closing quote");
    while (!ends_field(*at, end))
        ++*at;
    if (!quoted)
        length = (size_t)(*at - field);
    fault = field_fault(field, length, quoted);
    if (fault != NULL)
        complain(reader, column_name(reader, column), fault);
    *stop = *at < end ? **at : '\0';
    field[length] = '\0';
    return field;
}

/* Takes the row apart; returns how many fields it has, also beyond CSV_COLUMNS_MAX. */
static int read_row(struct csv_reader *reader, size_t row_end)
{
    char *at = reader->buffer + reader->begin, *end = reader->buffer + row_end, stop;
    int count = 0;
    do {
        const char *field = read_field(reader, count, &at, end, &stop);
        if (count < CSV_COLUMNS_MAX)
            reader->fields[count] = field;
        count++;
        at += stop == ',';
    } while (stop == ',');
    reader->begin = row_end;
    return count;
}

/* Finds the next row; false at the end of the table. */
static bool find_row(struct csv_reader *reader, size_t *end)
{
    while (!reader->over && (reader->begin < reader->end || !reader->at_end)) {
        if (reader->begin < reader->end && find_end(reader, end))
            return true;
        if (!refill(reader)) {
            complain(reader, "", "the row is too long");
            reader->over = true;
        }
    }
    return false;
}

/* ---- names ---- */

static void check_names(struct csv_reader *reader, int count)
{
    if (count > CSV_COLUMNS_MAX) {
        complain(reader, "", "too many columns");
        return;
    }
    for (int i = 0; i < count; i++) {
        const char *name = reader->fields[i];
        int first = 0;
        while (strcmp(reader->fields[first], name) != 0)
            first++;
        if (name[0] == '\0')
            complain(reader, "", "a column has no name");
        else if (first != i)
            complain(reader, name, "the column is there twice");
    }
}

static void read_names(struct csv_reader *reader)
{
    size_t end;
    if (reader->end - reader->begin >= 3 && memcmp(reader->buffer, "\xEF\xBB\xBF", 3) == 0)
        reader->begin = 3;
    if (!find_row(reader, &end)) {
        complain(reader, "", "the file is empty");
        return;
    }
    int count = read_row(reader, end);
    check_names(reader, count);
    for (int i = 0; reader->clean && i < count; i++) {
        reader->names[i] = strdup(reader->fields[i]);
        if (reader->names[i] == NULL)
            abort();
        reader->count++;
    }
    reader->over = reader->over || !reader->clean;
}

/* ---- for the users ---- */

static struct csv_reader *open_reader(struct csv_reader start)
{
    struct csv_reader *reader = malloc(sizeof(*reader));
    char *buffer = malloc(BUFFER_FIRST + 1);
    if (reader == NULL || buffer == NULL)
        abort();
    *reader = start;
    reader->buffer = buffer;
    reader->room = BUFFER_FIRST;
    reader->clean = true;
    reader->row = 1;
    refill(reader);
    read_names(reader);
    return reader;
}

struct csv_reader *csv_open(FILE *file, csv_fault *fault, void *argument)
{
    return open_reader((struct csv_reader){.file = file, .fault = fault, .argument = argument});
}

struct csv_reader *csv_open_bytes(const char *bytes, size_t length, csv_fault *fault,
                                  void *argument)
{
    return open_reader(
        (struct csv_reader){.bytes = bytes, .left = length, .fault = fault, .argument = argument});
}

void csv_close(struct csv_reader *reader)
{
    if (reader == NULL)
        return;
    for (int i = 0; i < reader->count; i++)
        free((char *)(uintptr_t)reader->names[i]);
    free(reader->buffer);
    free(reader);
}

int csv_columns(const struct csv_reader *reader, const char *const **names)
{
    *names = reader->names;
    return reader->count;
}

const char *const *csv_next(struct csv_reader *reader)
{
    size_t end;
    while (reader->row++, find_row(reader, &end)) {
        int count = read_row(reader, end);
        if (reader->over)
            break;
        if (count == reader->count)
            return reader->fields;
        complain(reader, "",
                 count < reader->count ? "the row has too few fields"
                                       : "the row has too many fields");
    }
    return NULL;
}

size_t csv_row(const struct csv_reader *reader)
{
    return reader->row;
}

bool csv_is_clean(const struct csv_reader *reader)
{
    return reader->clean;
}
