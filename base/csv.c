#include "base/csv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

struct parser {
    struct arena *arena;
    const char *at, *end;
    struct csv *csv;
    size_t row;  /* number of the row being read */
    size_t room; /* fields that csv->fields has room for */
    csv_fault *fault;
    void *argument;
    bool ok;
    bool torn; /* a quote was not closed: what was read of the last row means nothing */
};

static void complain(struct parser *parser, const char *column, const char *message)
{
    parser->ok = false;
    parser->fault(parser->argument, parser->row, column, message);
}

/* ---- one field ---- */

static bool ends_field(const struct parser *parser, const char *at)
{
    return at == parser->end || *at == ',' || *at == '\n' ||
           (*at == '\r' && at + 1 < parser->end && at[1] == '\n');
}

static const char *read_plain(struct parser *parser, size_t *length)
{
    const char *begin = parser->at;
    while (!ends_field(parser, parser->at))
        parser->at++;
    *length = (size_t)(parser->at - begin);
    return arena_memdup(parser->arena, begin, *length);
}

/* The opening quote is behind us. NULL when the text ends before the closing one. */
static const char *read_quoted(struct parser *parser, size_t *length)
{
    const char *close = parser->at;
    size_t quotes = 0;
    while (close < parser->end && (*close != '"' || (close + 1 < parser->end && close[1] == '"'))) {
        quotes += *close == '"';
        close += *close == '"' ? 2 : 1;
    }
    if (close >= parser->end)
        return NULL;
    char *field = arena_alloc(parser->arena, (size_t)(close - parser->at) - quotes + 1);
    *length = 0;
    for (; parser->at < close; parser->at++) {
        field[(*length)++] = *parser->at;
        parser->at += *parser->at == '"';
    }
    parser->at = close + 1;
    return field;
}

static const char *column_name(const struct parser *parser, int column)
{
    return parser->row > 1 && column < parser->csv->column_count ? parser->csv->names[column] : "";
}

static const char *read_field(struct parser *parser, int column)
{
    size_t length = 0;
    bool quoted = parser->at < parser->end && *parser->at == '"';
    parser->at += quoted;
    const char *field = quoted ? read_quoted(parser, &length) : read_plain(parser, &length);
    if (field == NULL) {
        complain(parser, column_name(parser, column), "a quote is not closed");
        parser->torn = true;
        parser->at = parser->end;
        return "";
    }
    if (!ends_field(parser, parser->at)) {
        complain(parser, column_name(parser, column), "text behind a closing quote");
        while (!ends_field(parser, parser->at))
            parser->at++;
    }
    if (length > CSV_FIELD_MAX)
        complain(parser, column_name(parser, column), "the field is too long");
    else if (!quoted && memchr(field, '"', length) != NULL)
        complain(parser, column_name(parser, column), "a quote inside a field that is not quoted");
    else if (!text_is_clean(field, length, quoted))
        complain(parser, column_name(parser, column), "not clean UTF-8 text");
    return field;
}

/* ---- rows ---- */

/* Reads one row into `fields`; returns how many there were, also beyond CSV_COLUMNS_MAX. */
static int read_row(struct parser *parser, const char *fields[CSV_COLUMNS_MAX])
{
    int count = 0;
    for (;;) {
        const char *field = read_field(parser, count);
        if (count < CSV_COLUMNS_MAX)
            fields[count] = field;
        count++;
        if (parser->at == parser->end || *parser->at != ',')
            break;
        parser->at++;
    }
    if (parser->at < parser->end)
        parser->at += *parser->at == '\r' ? 2 : 1;
    return count;
}

static void read_names(struct parser *parser)
{
    const char *fields[CSV_COLUMNS_MAX];
    int count = read_row(parser, fields);
    if (count > CSV_COLUMNS_MAX) {
        complain(parser, "", "too many columns");
        return;
    }
    parser->csv->names = arena_array(parser->arena, (size_t)count, sizeof(*fields));
    memcpy(parser->csv->names, fields, (size_t)count * sizeof(*fields));
    parser->csv->column_count = count;
    for (int i = 0; i < count; i++) {
        if (fields[i][0] == '\0')
            complain(parser, "", "a column has no name");
        else if (csv_column(parser->csv, fields[i]) != i)
            complain(parser, fields[i], "the column is there twice");
    }
}

/* Rows grow by doubling; what the arena holds of earlier sizes is at most as much again. */
static void keep_row(struct parser *parser, const char **fields)
{
    struct csv *csv = parser->csv;
    size_t columns = (size_t)csv->column_count;
    size_t used = csv->row_count * columns;
    if (used + columns > parser->room) {
        size_t room = parser->room * 2 + columns * 256;
        const char **larger = arena_array(parser->arena, room, sizeof(*larger));
        if (used > 0)
            memcpy(larger, csv->fields, used * sizeof(*larger));
        csv->fields = larger;
        parser->room = room;
    }
    memcpy(csv->fields + used, fields, columns * sizeof(*fields));
    csv->row_count++;
}

static void read_rows(struct parser *parser)
{
    const char *fields[CSV_COLUMNS_MAX];
    while (parser->at < parser->end) {
        parser->row++;
        int count = read_row(parser, fields);
        if (count == parser->csv->column_count)
            keep_row(parser, fields);
        else if (!parser->torn)
            complain(parser, "",
                     count < parser->csv->column_count ? "the row has too few fields"
                                                       : "the row has too many fields");
    }
}

bool csv_parse(struct arena *arena, const char *bytes, size_t length, struct csv *out,
               csv_fault *fault, void *argument)
{
    struct parser parser = {.arena = arena,
                            .at = bytes,
                            .end = bytes + length,
                            .csv = out,
                            .row = 1,
                            .fault = fault,
                            .argument = argument,
                            .ok = true};
    memset(out, 0, sizeof(*out));
    if (length >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
        parser.at += 3;
    if (parser.at == parser.end) {
        complain(&parser, "", "the file is empty");
        return false;
    }
    read_names(&parser);
    if (!parser.ok)
        return false;
    read_rows(&parser);
    return parser.ok;
}

const char *csv_field(const struct csv *csv, size_t row, int column)
{
    assert(row < csv->row_count && column >= 0 && column < csv->column_count);
    return csv->fields[row * (size_t)csv->column_count + (size_t)column];
}

int csv_column(const struct csv *csv, const char *name)
{
    for (int i = 0; i < csv->column_count; i++) {
        if (strcmp(csv->names[i], name) == 0)
            return i;
    }
    return -1;
}
