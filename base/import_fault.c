#include "base/import_fault.h"

#include <inttypes.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static bool stands_before(const struct import_fault *a, const struct import_fault *b)
{
    if (a->file != b->file)
        return a->file < b->file;
    if (a->phase != b->phase)
        return a->phase < b->phase;
    if (a->row != b->row)
        return a->row < b->row;
    return a->place < b->place;
}

static char *copy(const char *text)
{
    char *own = strdup(text);
    if (own == NULL)
        abort();
    return own;
}

static void release(struct import_fault *fault)
{
    free(fault->label);
    free(fault->column);
    free(fault->message);
}

void import_faults_add(struct import_faults *faults, const struct import_fault *fault)
{
    struct import_fault added = *fault;
    added.place = faults->count++;
    if (faults->items == NULL) {
        faults->items = calloc(IMPORT_FAULTS_KEPT, sizeof(*faults->items));
        if (faults->items == NULL)
            abort();
    }
    int64_t at = faults->kept;
    while (at > 0 && stands_before(&added, &faults->items[at - 1]))
        at--;
    if (at == IMPORT_FAULTS_KEPT)
        return;
    if (faults->kept == IMPORT_FAULTS_KEPT)
        release(&faults->items[--faults->kept]);
    memmove(&faults->items[at + 1], &faults->items[at],
            (size_t)(faults->kept - at) * sizeof(*faults->items));
    added.label = copy(fault->label);
    added.column = copy(fault->column);
    added.message = copy(fault->message);
    faults->items[at] = added;
    faults->kept++;
}

void import_faults_print(const struct import_faults *faults, FILE *out)
{
    for (int64_t i = 0; i < faults->kept && i < IMPORT_FAULTS_SHOWN; i++) {
        const struct import_fault *fault = &faults->items[i];
        fprintf(out, "%s: row %" PRId64 "%s%s: %s\n", fault->label, fault->row,
                fault->column[0] != '\0' ? ", column " : "", fault->column, fault->message);
    }
    if (faults->count > IMPORT_FAULTS_SHOWN)
        fprintf(out, "... and %" PRId64 " more\n", faults->count - IMPORT_FAULTS_SHOWN);
}

void import_faults_release(struct import_faults *faults)
{
    for (int64_t i = 0; i < faults->kept; i++)
        release(&faults->items[i]);
    free(faults->items);
    *faults = (struct import_faults){0};
}
