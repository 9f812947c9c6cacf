/* What was read by a shape (base/shape.h), as bytes and back: one process of ours hands it to
 * another of the same program. No format to be kept: it changes with the shape. */
#ifndef BASE_SHAPE_PACK_H
#define BASE_SHAPE_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/shape.h"

/* Bytes that grow; begins as {0}, and free(bytes) is the caller's. */
struct shape_pack {
    char *bytes;
    size_t length, room;
};
void shape_pack_number(struct shape_pack *pack, uint32_t number);
void shape_pack_text(struct shape_pack *pack, const char *text); /* NULL stays NULL */
/* All but SHAPE_JSON, which has no place here. */
void shape_pack(struct shape_pack *pack, const struct shape *shape, const void *value);

/* Bytes that are read from `at` on; once they are not what was packed, `broken` stays true and
 * everything read is 0, NULL or false. Texts are borrowed from the bytes. */
struct shape_unpack {
    const char *at, *end;
    bool broken;
};
uint32_t shape_unpack_number(struct shape_unpack *unpack);
const char *shape_unpack_text(struct shape_unpack *unpack);
/* Into `target`, zeroed by the caller; lists are in the arena. */
bool shape_unpack(struct shape_unpack *unpack, struct arena *arena, const struct shape *shape,
                  void *target);

#endif
