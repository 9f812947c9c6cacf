/* Whole tables in memory. */
#include "base/csv.h"

#include <assert.h>
#include <string.h>

/* Rows grow by doubling; what the arena holds of earlier sizes is at most as much again. */
static void keep_row(struct arena *arena, struct csv *csv, size_t *room, const char *const *fields)
{
    size_t columns = (size_t)csv->column_count;
    size_t used = csv->row_count * columns;
    if (used + columns > *room) {
        *room = *room * 2 + columns * 256;
        const char **larger = arena_array(arena, *room, sizeof(*larger));
        if (used > 0)
            memcpy(larger, csv->fields, used * sizeof(*larger));
        csv->fields = larger;
    }
    for (size_t i = 0; i < columns; i++)
        csv->fields[used + i] = arena_strdup(arena, fields[i]);
    csv->row_count++;
}

bool csv_parse(struct arena *arena, const char *bytes, size_t length, struct csv *out,
               csv_fault *fault, void *argument)
{
    const char *const *names, *const *fields;
    size_t room = 0;
    struct csv_reader *reader = csv_open_bytes(bytes, length, fault, argument);
    *out = (struct csv){.column_count = csv_columns(reader, &names)};
    out->names = arena_array(arena, (size_t)out->column_count, sizeof(*out->names));
    for (int i = 0; i < out->column_count; i++)
        out->names[i] = arena_strdup(arena, names[i]);
    while ((fields = csv_next(reader)) != NULL)
        keep_row(arena, out, &room, fields);
    bool ok = csv_is_clean(reader);
    csv_close(reader);
    return ok;
}

const char *csv_field(const struct csv *csv, size_t row, int column)
{
    assert(row < csv->row_count && column >= 0 && column < csv->column_count);
    return csv->fields[row * (size_t)csv->column_count + (size_t)column];
}

int csv_column(const struct csv *csv, const char *name)
{
    for (int i = 0; i < csv->column_count; i++)
        if (strcmp(csv->names[i], name) == 0)
            return i;
    return -1;
}
