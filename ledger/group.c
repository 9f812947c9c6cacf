#include "ledger/group.h"

#include "base/map.h"

static const char *text_of(json_t *row, const char *name)
{
    const char *text = json_string_value(json_object_get(row, name));
    return text != NULL ? text : "";
}

static bool is_hidden(json_t *row)
{
    return json_is_true(json_object_get(row, "hidden"));
}

/* The values that keep a row apart, behind `first`. */
static const char *key_of(struct arena *arena, json_t *row, const struct group_shape *shape,
                          const char *first)
{
    const char *key = first;
    for (int i = 0; shape->apart[i] != NULL; i++)
        key = arena_printf(arena, "%s|%s", key, text_of(row, shape->apart[i]));
    return key;
}

/* The villages of which no row may stand by itself, as keys of `small`. */
static void find_small(struct arena *arena, json_t *rows, const struct group_shape *shape,
                       int64_t least, struct map *small)
{
    struct map sizes, hidden;
    size_t i;
    json_t *row;
    map_init(&sizes, arena);
    map_init(&hidden, arena);
    json_array_foreach(rows, i, row) {
        const char *key = key_of(arena, row, shape, text_of(row, "village_code"));
        map_add(&sizes, key, NULL)->number++;
        if (is_hidden(row))
            map_add(&hidden, key, NULL)->number++;
    }
    json_array_foreach(rows, i, row) {
        const char *village = text_of(row, "village_code");
        const char *key = key_of(arena, row, shape, village);
        const struct map_slot *few = map_find(&hidden, key);
        if (map_find(&sizes, key)->number < least || (few != NULL && few->number < least))
            map_add(small, village, NULL);
    }
}

static json_t *sum_of(json_t *left, json_t *right)
{
    if (!json_is_array(left))
        return json_integer(json_integer_value(left) + json_integer_value(right));
    json_t *sums = json_array(), *one;
    size_t i;
    json_array_foreach(left, i, one) {
        json_int_t other = json_integer_value(json_array_get(right, i));
        json_array_append_new(sums, json_integer(json_integer_value(one) + other));
    }
    return sums;
}

/* Names one village more, as far as there is room. */
static void add_village(struct arena *arena, json_t *merged, json_t *row, int64_t place)
{
    if (place > GROUP_VILLAGES)
        return;
    const char *names = text_of(merged, "village_name"),
               *text = place < GROUP_VILLAGES
                           ? arena_printf(arena, "%s、%s", names, text_of(row, "village_name"))
                           : arena_printf(arena, "%s等", names);
    json_object_set_new(merged, "village_name", json_string(text));
}

/* What stands together so far. */
struct together {
    struct arena *arena;
    const struct group_shape *shape;
    struct map rows;     /* place in `out`, by the values that keep rows apart */
    struct map villages; /* villages of a row of `out`, and which of them are in it */
    json_t *out;
};

/* Adds a row to those that stand together. */
static void join(struct together *together, json_t *row)
{
    bool fresh, new_village;
    const char *key = key_of(together->arena, row, together->shape, "");
    struct map_slot *slot = map_add(&together->rows, key, &fresh);
    if (fresh) {
        slot->number = (int64_t)json_array_size(together->out);
        json_t *first = json_copy(row);
        json_object_set_new(first, "pseudonym", json_null());
        if (json_object_get(first, "household") != NULL)
            json_object_set_new(first, "household", json_null());
        json_object_set_new(first, "households", json_integer(0));
        json_object_del(first, "village_code");
        json_object_del(first, "hidden");
        json_array_append_new(together->out, first);
    }
    json_t *merged = json_array_get(together->out, (size_t)slot->number);
    for (int i = 0; !fresh && together->shape->sums[i] != NULL; i++) {
        const char *name = together->shape->sums[i];
        json_t *sum = sum_of(json_object_get(merged, name), json_object_get(row, name));
        json_object_set_new(merged, name, sum);
    }
    json_int_t households = json_integer_value(json_object_get(merged, "households"));
    json_object_set_new(merged, "households", json_integer(households + 1));
    map_add(&together->villages,
            arena_printf(together->arena, "%s %s", key, text_of(row, "village_code")),
            &new_village);
    if (!new_village)
        return;
    int64_t place = map_add(&together->villages, key, NULL)->number++;
    if (!fresh)
        add_village(together->arena, merged, row, place);
}

const char *group_label(struct arena *arena, int64_t households, int64_t least)
{
    return households < least ? arena_printf(arena, "不到 %lld 户", (long long)least)
                              : arena_printf(arena, "%lld 户", (long long)households);
}

static void close_groups(struct arena *arena, json_t *out, int64_t least)
{
    size_t i;
    json_t *merged;
    json_array_foreach(out, i, merged) {
        json_int_t count = json_integer_value(json_object_get(merged, "households"));
        json_object_set_new(merged, "label", json_string(group_label(arena, count, least)));
        if (count < least)
            json_object_set_new(merged, "households", json_null());
    }
}

json_t *group_public(struct arena *arena, json_t *rows, const struct group_shape *shape,
                     int64_t least)
{
    struct together together = {.arena = arena, .shape = shape, .out = json_array()};
    struct map small;
    size_t i;
    json_t *row;
    map_init(&small, arena);
    map_init(&together.rows, arena);
    map_init(&together.villages, arena);
    find_small(arena, rows, shape, least, &small);
    json_array_foreach(rows, i, row)
        if (is_hidden(row) || map_find(&small, text_of(row, "village_code")) != NULL)
            join(&together, row);
    close_groups(arena, together.out, least);
    json_array_foreach(rows, i, row) {
        if (is_hidden(row) || map_find(&small, text_of(row, "village_code")) != NULL)
            continue;
        json_t *single = json_copy(row);
        json_object_del(single, "village_code");
        json_object_del(single, "hidden");
        json_object_set_new(single, "households", json_integer(1));
        json_object_set(single, "label", json_object_get(row, "pseudonym"));
        json_array_append_new(together.out, single);
    }
    return together.out;
}
