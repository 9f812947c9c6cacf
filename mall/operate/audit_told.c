#include "mall/operate/audit_told.h"

#include <stdlib.h>

enum { MOVES_MAX = 1 << 21, FIRST_ROOM = 1 << 10 };

static const int64_t CLOCKS_US = INT64_C(600000000);

void audit_told_move(struct audit_told *told, int64_t object_id, int64_t at_us)
{
    if (told->count == MOVES_MAX) {
        told->has_many = true;
        return;
    }
    if (told->count == told->room) {
        told->room = told->room > 0 ? told->room * 2 : FIRST_ROOM;
        told->moves = realloc(told->moves, told->room * sizeof(*told->moves));
        if (told->moves == NULL)
            abort();
    }
    told->moves[told->count++] = (struct told_move){object_id, at_us};
}

static int by_object(const void *left, const void *right)
{
    const struct told_move *a = left, *b = right;
    if (a->object_id != b->object_id)
        return a->object_id < b->object_id ? -1 : 1;
    return (a->at_us > b->at_us) - (a->at_us < b->at_us);
}

void audit_told_sort(struct audit_told *told)
{
    if (told->count > 0)
        qsort(told->moves, told->count, sizeof(*told->moves), by_object);
    told->next = 0;
}

bool audit_told_fits(struct audit_told *told, int64_t object_id, int64_t us)
{
    const struct told_move *last = NULL;
    while (told->next < told->count && told->moves[told->next].object_id < object_id)
        told->next++;
    while (told->next < told->count && told->moves[told->next].object_id == object_id)
        last = &told->moves[told->next++];
    return last != NULL && us <= last->at_us + CLOCKS_US;
}

void audit_told_clear(struct audit_told *told)
{
    free(told->moves);
    *told = (struct audit_told){.moves = NULL};
}
