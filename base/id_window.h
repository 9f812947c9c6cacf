/* The last records of a walk in order of ids, by their ids: for what names them soon after. Memory
 * stays the same however long the walk is.
 */
#ifndef BASE_ID_WINDOW_H
#define BASE_ID_WINDOW_H

#include <stddef.h>
#include <stdint.h>

/* A record begins with its id, an int64_t. */
struct id_window {
    size_t size, least; /* of a record, in bytes; records that are kept at least, and at most twice
                         */
    size_t count;
    uint8_t *records; /* ascending */
};

/* Aborts without memory; released by id_window_release(). */
void id_window_init(struct id_window *window, size_t size, size_t least);
void id_window_release(struct id_window *window);
/* Forgets all. */
void id_window_clear(struct id_window *window);
/* Copies a record, whose id is greater than those before; the oldest go when there is no room. */
void id_window_add(struct id_window *window, const void *record);
/* NULL = it is not kept. Good until the next is added. */
const void *id_window_find(const struct id_window *window, int64_t id);

#endif
