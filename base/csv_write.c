#include "base/csv_write.h"

#include <assert.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

void csv_write_to(struct csv_writer *writer, FILE *file)
{
    *writer = (struct csv_writer){.out = file};
    fputs("\xEF\xBB\xBF", file);
}

void csv_write_begin(struct csv_writer *writer, struct arena *arena)
{
    *writer = (struct csv_writer){.arena = arena};
    writer->out = open_memstream(&writer->bytes, &writer->length);
    if (writer->out == NULL)
        abort();
    fputs("\xEF\xBB\xBF", writer->out);
}

static void next_cell(struct csv_writer *writer)
{
    if (writer->in_row)
        putc(',', writer->out);
    writer->in_row = true;
}

static bool looks_like_formula(const char *text)
{
    static const char *const FULL_WIDTH[] = {"＝", "＋", "－", "＠"};
    if (text[0] != '\0' && strchr("\t\r\n", text[0]) != NULL)
        return true;
    text += strspn(text, " \"'");
    for (size_t i = 0; i < sizeof(FULL_WIDTH) / sizeof(FULL_WIDTH[0]); i++)
        if (strncmp(text, FULL_WIDTH[i], strlen(FULL_WIDTH[i])) == 0)
            return true;
    return text[0] != '\0' && strchr("=+-@\t\r\n", text[0]) != NULL;
}

void csv_write_text(struct csv_writer *writer, const char *text)
{
    next_cell(writer);
    if (text == NULL)
        text = "";
    putc('"', writer->out);
    if (looks_like_formula(text))
        putc('\'', writer->out);
    for (; *text != '\0'; text++) {
        if (*text == '"')
            putc('"', writer->out);
        putc(*text, writer->out);
    }
    putc('"', writer->out);
}

void csv_write_i64(struct csv_writer *writer, int64_t number)
{
    next_cell(writer);
    fprintf(writer->out, "%" PRId64, number);
}

void csv_write_number(struct csv_writer *writer, const char *number)
{
    assert(strspn(number, "+-.0123456789") == strlen(number));
    next_cell(writer);
    fputs(number, writer->out);
}

void csv_write_row_end(struct csv_writer *writer)
{
    fputs("\r\n", writer->out);
    writer->in_row = false;
}

char *csv_write_end(struct csv_writer *writer, size_t *length)
{
    assert(!writer->in_row && "the last row was ended");
    if (fclose(writer->out) != 0)
        abort();
    char *table = arena_memdup(writer->arena, writer->bytes, writer->length);
    if (length != NULL)
        *length = writer->length;
    free(writer->bytes);
    return table;
}
