#include "base/id_window.h"

#include <stdlib.h>
#include <string.h>

void id_window_init(struct id_window *window, size_t size, size_t least)
{
    *window = (struct id_window){.size = size, .least = least};
    window->records = calloc(2 * least, size);
    if (window->records == NULL)
        abort();
}

void id_window_release(struct id_window *window)
{
    free(window->records);
    *window = (struct id_window){.records = NULL};
}

void id_window_clear(struct id_window *window)
{
    window->count = 0;
}

void id_window_add(struct id_window *window, const void *record)
{
    size_t newer = window->least * window->size;
    if (window->count == 2 * window->least) {
        memcpy(window->records, window->records + newer, newer);
        window->count = window->least;
    }
    memcpy(window->records + window->count++ * window->size, record, window->size);
}

static int64_t id_at(const struct id_window *window, size_t at)
{
    int64_t id;
    memcpy(&id, window->records + at * window->size, sizeof(id));
    return id;
}

const void *id_window_find(const struct id_window *window, int64_t id)
{
    size_t low = 0, high = window->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (id_at(window, middle) < id)
            low = middle + 1;
        else
            high = middle;
    }
    return low < window->count && id_at(window, low) == id ? window->records + low * window->size
                                                           : NULL;
}
