#include "ops/build/statement.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/sql_scan.h"

enum {
    PARAMETERS_MAX = 64, /* more than any statement of ours should have */
    COLUMNS_MAX = 64,
};

static void require_identifier(const struct source *source)
{
    const char *c = source->name;
    if (!islower((unsigned char)*c))
        die("%s: the name must begin with a small letter", source->path);
    for (; *c; c++)
        if (!islower((unsigned char)*c) && !isdigit((unsigned char)*c) && *c != '_')
            die("%s: only small letters, digits and _ in the name", source->path);
}

/* ---- the comment ---- */

/* The comment lines above the statement as one line. */
static char *leading_comment(const struct source *source)
{
    char *comment = must(calloc(1, source->content.length + 2));
    const char *at = source->content.bytes;
    size_t length = 0;
    while (at[0] == '-' && at[1] == '-') {
        size_t line = strcspn(at, "\n");
        memcpy(comment + length, at + 2, line - 2);
        length += line - 2;
        comment[length++] = ' ';
        at += line + (at[line] == '\n');
    }
    return comment;
}

static const char *skip_blanks(const char *at)
{
    return at + strspn(at, " ");
}

static const char *skip_remark(const char *at)
{
    int depth = 0;
    do {
        depth += (*at == '(') - (*at == ')');
        at++;
    } while (depth > 0 && *at);
    return skip_blanks(at);
}

/* False when the list is not a list of names. */
static bool parse_columns(struct source *source, const char *at)
{
    char *columns[COLUMNS_MAX];
    int count = 0;
    for (;;) {
        at = skip_blanks(at);
        size_t length = strspn(at, "abcdefghijklmnopqrstuvwxyz0123456789_");
        if (length == 0 || count == COLUMNS_MAX)
            return false;
        columns[count++] = must(strndup(at, length));
        at = skip_blanks(at + length);
        if (*at == '(')
            at = skip_remark(at);
        if (at[0] == '.' && at[1] == ' ')
            break;
        if (*at++ != ',')
            return false;
    }
    source->column_count = count == 1 && strcmp(columns[0], "none") == 0 ? 0 : count;
    source->columns = must(calloc((size_t)count, sizeof columns[0]));
    memcpy(source->columns, columns, (size_t)count * sizeof columns[0]);
    return true;
}

static void read_columns(struct source *source)
{
    static const char KEY[] = "Columns: ", BINARY_KEY[] = "Binary columns: ";
    char *comment = leading_comment(source);
    const char *list = strstr(comment, BINARY_KEY);
    source->binary = list != NULL;
    list = source->binary ? list + strlen(BINARY_KEY) - strlen(KEY) : strstr(comment, KEY);
    if (list == NULL || !parse_columns(source, list + strlen(KEY)))
        die("%s: the comment above the statement should have `-- Columns: a, b (remark), c.`, or "
            "`-- Columns: none.`",
            source->path);
    for (int i = 0; i < source->column_count; i++)
        for (int j = 0; j < i; j++)
            if (strcmp(source->columns[i], source->columns[j]) == 0)
                die("%s: two columns are called %s", source->path, source->columns[i]);
}

/* ---- the statement ---- */

static void count_parameter(struct source *source, const char *at, bool *seen)
{
    long n = strtol(at + 1, NULL, 10);
    if (n < 1 || n > PARAMETERS_MAX)
        die("%s: parameter $%ld is out of range 1..%d", source->path, n, PARAMETERS_MAX);
    seen[n] = true;
    if (n > source->number)
        source->number = (int)n;
}

static void finish_text(struct source *source, struct text *out, const bool *seen)
{
    while (out->length > 0 && isspace((unsigned char)out->bytes[out->length - 1]))
        out->length--;
    out->bytes[out->length] = '\0';
    if (out->length == 0)
        die("%s: no statement", source->path);
    for (int n = 1; n <= source->number; n++)
        if (!seen[n])
            die("%s: $%d is used but $%d is not", source->path, source->number, n);
    source->content = *out;
}

/* Takes comments and empty lines out and counts parameters; one statement, its last `;` dropped. */
static void read_text(struct source *source)
{
    bool seen[PARAMETERS_MAX + 1] = {false};
    const char *at = source->content.bytes;
    struct text out = {.bytes = must(malloc(source->content.length + 1))};
    bool ended = false;

    while (*at) {
        size_t skip = sql_comment(source->path, at);
        if (skip > 0) {
            at += skip;
            continue;
        }
        size_t take = sql_quoted(source->path, at);
        if (take == 0) {
            if (at[0] == '$' && isdigit((unsigned char)at[1]))
                count_parameter(source, at, seen);
            take = 1;
        }
        if (ended && !isspace((unsigned char)*at))
            die("%s: more than one statement", source->path);
        if (*at == ';')
            ended = true;
        else if (*at != '\n' || (out.length > 0 && out.bytes[out.length - 1] != '\n')) {
            memcpy(out.bytes + out.length, at, take);
            out.length += take;
        }
        at += take;
    }
    finish_text(source, &out, seen);
}

void statement_read(struct source *source)
{
    source_refuse_zero_bytes(source);
    require_identifier(source);
    read_columns(source);
    read_text(source);
}
