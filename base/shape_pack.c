#include "base/shape_pack.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { ITEMS_MAX = 10000 };
#define NO_TEXT UINT32_MAX

/* ---- writing ---- */

static void put(struct shape_pack *pack, const void *bytes, size_t length)
{
    if (pack->length + length > pack->room) {
        pack->room = (pack->length + length) * 2;
        pack->bytes = realloc(pack->bytes, pack->room);
        if (pack->bytes == NULL)
            abort();
    }
    memcpy(pack->bytes + pack->length, bytes, length);
    pack->length += length;
}

void shape_pack_number(struct shape_pack *pack, uint32_t number)
{
    put(pack, &number, sizeof(number));
}

/* With its end, so that who reads it need not copy it. */
void shape_pack_text(struct shape_pack *pack, const char *text)
{
    size_t length = text != NULL ? strlen(text) : 0;
    assert(length < NO_TEXT);
    shape_pack_number(pack, text != NULL ? (uint32_t)length : NO_TEXT);
    if (text != NULL)
        put(pack, text, length + 1);
}

static void pack_list(struct shape_pack *pack, const struct shape *shape,
                      const struct shape_list *list)
{
    shape_pack_number(pack, (uint32_t)list->count);
    for (int i = 0; i < list->count; i++)
        shape_pack(pack, shape, (const char *)list->items + (size_t)i * shape->size);
}

static void pack_field(struct shape_pack *pack, const struct shape_field *field, const void *member)
{
    switch (field->type) {
    case SHAPE_TEXT:
    case SHAPE_DATE:
    case SHAPE_CHOICE:
        shape_pack_text(pack, *(const char *const *)member);
        return;
    case SHAPE_INT:
    case SHAPE_ID:
        put(pack, member, sizeof(int64_t));
        return;
    case SHAPE_BOOL:
        put(pack, member, sizeof(bool));
        return;
    case SHAPE_LIST:
        pack_list(pack, field->shape, member);
        return;
    case SHAPE_OBJECT:
        shape_pack(pack, field->shape, member);
        return;
    case SHAPE_JSON:
        break;
    }
    assert(!"a type that can be packed");
}

void shape_pack(struct shape_pack *pack, const struct shape *shape, const void *value)
{
    for (int i = 0; i < shape->count; i++)
        pack_field(pack, &shape->fields[i], (const char *)value + shape->fields[i].offset);
}

/* ---- reading ---- */

static bool take(struct shape_unpack *unpack, void *bytes, size_t length)
{
    if (unpack->broken || (size_t)(unpack->end - unpack->at) < length) {
        unpack->broken = true;
        return false;
    }
    memcpy(bytes, unpack->at, length);
    unpack->at += length;
    return true;
}

uint32_t shape_unpack_number(struct shape_unpack *unpack)
{
    uint32_t number = 0;
    take(unpack, &number, sizeof(number));
    return number;
}

const char *shape_unpack_text(struct shape_unpack *unpack)
{
    uint32_t length = shape_unpack_number(unpack);
    const char *text = unpack->at;
    if (unpack->broken || length == NO_TEXT)
        return NULL;
    if ((size_t)(unpack->end - unpack->at) <= length || text[length] != '\0') {
        unpack->broken = true;
        return NULL;
    }
    unpack->at += (size_t)length + 1;
    return text;
}

static void unpack_list(struct shape_unpack *unpack, struct arena *arena, const struct shape *shape,
                        struct shape_list *list)
{
    uint32_t count = shape_unpack_number(unpack);
    unpack->broken = unpack->broken || count > ITEMS_MAX;
    if (unpack->broken)
        return;
    *list = (struct shape_list){arena_array(arena, count, shape->size), (int)count};
    for (int i = 0; i < list->count; i++)
        shape_unpack(unpack, arena, shape, (char *)list->items + (size_t)i * shape->size);
}

static void unpack_field(struct shape_unpack *unpack, struct arena *arena,
                         const struct shape_field *field, void *member)
{
    unsigned char flag = 0;
    switch (field->type) {
    case SHAPE_TEXT:
    case SHAPE_DATE:
    case SHAPE_CHOICE:
        *(const char **)member = shape_unpack_text(unpack);
        return;
    case SHAPE_INT:
    case SHAPE_ID:
        take(unpack, member, sizeof(int64_t));
        return;
    case SHAPE_BOOL:
        take(unpack, &flag, sizeof(bool));
        *(bool *)member = flag != 0;
        return;
    case SHAPE_LIST:
        unpack_list(unpack, arena, field->shape, member);
        return;
    case SHAPE_OBJECT:
        shape_unpack(unpack, arena, field->shape, member);
        return;
    case SHAPE_JSON:
        break;
    }
    assert(!"a type that can be packed");
}

bool shape_unpack(struct shape_unpack *unpack, struct arena *arena, const struct shape *shape,
                  void *target)
{
    for (int i = 0; i < shape->count && !unpack->broken; i++)
        unpack_field(unpack, arena, &shape->fields[i], (char *)target + shape->fields[i].offset);
    return !unpack->broken;
}
