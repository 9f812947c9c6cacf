/* Any bytes as a table: whole, and row by row from a file.
 *
 * Besides memory faults it holds that both ways read the same, that a table without a fault has
 * rectangular rows of clean text, and that what it says can be written and read again.
 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/csv.h"
#include "base/csv_write.h"
#include "base/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool holds)
{
    if (!holds)
        abort();
}

static void count(void *argument, size_t row, const char *column, const char *message)
{
    must(row >= 1 && column != NULL && message[0] != '\0');
    ++*(size_t *)argument;
}

/* The same table as a file. */
static void read_again(const uint8_t *data, size_t size, const struct csv *table, size_t faults)
{
    size_t again = 0, rows = 0;
    const char *const *fields;
    FILE *file = fmemopen((void *)(uintptr_t)data, size, "rb");
    if (file == NULL)
        return; /* no bytes */
    struct csv_reader *reader = csv_open(file, count, &again);
    for (; (fields = csv_next(reader)) != NULL; rows++) {
        must(rows < table->row_count);
        for (int i = 0; i < table->column_count; i++)
            must(strcmp(fields[i], csv_field(table, rows, i)) == 0);
    }
    must(rows == table->row_count && again == faults);
    csv_close(reader);
    fclose(file);
}

static void write_and_read(struct arena *arena, const struct csv *table)
{
    struct csv_writer writer;
    struct csv copy;
    size_t length, faults = 0;
    csv_write_begin(&writer, arena);
    for (int i = 0; i < table->column_count; i++)
        csv_write_text(&writer, table->names[i]);
    csv_write_row_end(&writer);
    for (size_t row = 0; row < table->row_count; row++) {
        for (int i = 0; i < table->column_count; i++) {
            const char *field = csv_field(table, row, i);
            must(text_is_clean(field, strlen(field), true) && strlen(field) <= CSV_FIELD_MAX);
            csv_write_text(&writer, field);
        }
        csv_write_row_end(&writer);
    }
    const char *bytes = csv_write_end(&writer, &length);
    (void)csv_parse(arena, bytes, length, &copy, count, &faults);
    must(copy.row_count == table->row_count);
    for (size_t row = 0; row < copy.row_count; row++) {
        for (int i = 0; i < copy.column_count; i++) {
            const char *field = csv_field(table, row, i), *read = csv_field(&copy, row, i);
            must(strcmp(field, read) == 0 || (read[0] == '\'' && strcmp(field, read + 1) == 0));
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct csv table;
    size_t faults = 0;
    bool clean = csv_parse(arena, (const char *)data, size, &table, count, &faults);
    must(clean == (faults == 0));
    read_again(data, size, &table, faults);
    if (clean)
        write_and_read(arena, &table);
    arena_free(arena);
    return 0;
}
