/* Any bytes as a JSON body against a shape that has every type, nested three deep.
 *
 * Besides memory faults it holds what callers rely on: a body that is read keeps the shape's
 * promises, a body that is refused names a kind, a clean path and a clean sentence.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/shape.h"
#include "base/text.h"

struct part {
    int64_t id;
    int64_t weight_g;
    struct shape_list tags;
};

struct line {
    const char *name;
    int64_t quantity;
    struct shape_list parts;
};

struct place {
    const char *town;
    const char *note;
    struct part part;
};

struct body {
    const char *title;
    const char *day;
    const char *way;
    bool gift;
    bool has_place;
    struct place place;
    struct shape_list lines;
    json_t *extra;
};

static const struct shape_field TAG_FIELDS[] = {
    {.name = "", .type = SHAPE_TEXT, .min = 1, .max = 8},
};
static const struct shape TAG = SHAPE(const char *, TAG_FIELDS);

static const struct shape_field PART_FIELDS[] = {
    {.name = "id", .type = SHAPE_ID, .offset = offsetof(struct part, id), .required = true},
    {.name = "weight_g",
     .type = SHAPE_INT,
     .offset = offsetof(struct part, weight_g),
     .min = -5,
     .max = 5},
    {.name = "tags",
     .type = SHAPE_LIST,
     .offset = offsetof(struct part, tags),
     .max = 4,
     .shape = &TAG},
};
static const struct shape PART = SHAPE(struct part, PART_FIELDS);

static bool is_not_x(const char *text)
{
    return strcmp(text, "x") != 0;
}

static const struct shape_field LINE_FIELDS[] = {
    {.name = "name",
     .type = SHAPE_TEXT,
     .offset = offsetof(struct line, name),
     .required = true,
     .min = 1,
     .max = 5,
     .check = is_not_x,
     .hint = "请填写名称"},
    {.name = "quantity", .type = SHAPE_INT, .offset = offsetof(struct line, quantity)},
    {.name = "parts", .type = SHAPE_LIST, .offset = offsetof(struct line, parts), .shape = &PART},
};
static const struct shape LINE = SHAPE(struct line, LINE_FIELDS);

static const struct shape_field PLACE_FIELDS[] = {
    {.name = "town", .type = SHAPE_TEXT, .offset = offsetof(struct place, town), .max = 3},
    {.name = "note", .type = SHAPE_TEXT, .offset = offsetof(struct place, note), .multiline = true},
    {.name = "part", .type = SHAPE_OBJECT, .offset = offsetof(struct place, part), .shape = &PART},
};
static const struct shape PLACE = SHAPE(struct place, PLACE_FIELDS);

static const char *const WAYS[] = {"express", "pickup", NULL};
static const struct shape_field BODY_FIELDS[] = {
    {.name = "title", .type = SHAPE_TEXT, .offset = offsetof(struct body, title)},
    {.name = "day", .type = SHAPE_DATE, .offset = offsetof(struct body, day)},
    {.name = "way", .type = SHAPE_CHOICE, .offset = offsetof(struct body, way), .choices = WAYS},
    {.name = "gift", .type = SHAPE_BOOL, .offset = offsetof(struct body, gift)},
    {.name = "place",
     .type = SHAPE_OBJECT,
     .offset = offsetof(struct body, place),
     .shape = &PLACE,
     .present_offset = offsetof(struct body, has_place)},
    {.name = "lines",
     .type = SHAPE_LIST,
     .offset = offsetof(struct body, lines),
     .min = 1,
     .max = 9,
     .shape = &LINE},
    {.name = "extra", .type = SHAPE_JSON, .offset = offsetof(struct body, extra)},
};
static const struct shape BODY = SHAPE(struct body, BODY_FIELDS);

/* Not assert(): a fuzz target built without assertions must still find. */
static void must(bool true_always)
{
    if (!true_always)
        abort();
}

static void check_text(const char *text, size_t max)
{
    must(text == NULL || (text_is_clean(text, strlen(text), true) && text_length(text) <= max));
}

static void check_part(const struct part *part)
{
    must(part->id >= 0 && part->weight_g >= -5 && part->weight_g <= 5 && part->tags.count <= 4);
    const char *const *tags = part->tags.items;
    for (int i = 0; i < part->tags.count; i++) {
        must(tags[i] != NULL && tags[i][0] != '\0');
        check_text(tags[i], 8);
    }
}

static void check_line(const struct line *line)
{
    must(line->name != NULL && is_not_x(line->name));
    check_text(line->name, 5);
    const struct part *parts = line->parts.items;
    for (int i = 0; i < line->parts.count; i++) {
        must(parts[i].id > 0);
        check_part(&parts[i]);
    }
}

static void check_body(const struct body *body)
{
    check_text(body->title, 10000);
    check_text(body->place.town, 3);
    check_text(body->place.note, 10000);
    check_part(&body->place.part);
    must(body->day == NULL || clock_is_date(body->day));
    must(body->way == NULL || body->way == WAYS[0] || body->way == WAYS[1]);
    must(body->has_place || body->place.part.id == 0);
    must(body->lines.count <= 9);
    const struct line *lines = body->lines.items;
    for (int i = 0; i < body->lines.count; i++)
        check_line(&lines[i]);
}

static void check_refusal(const struct refusal *why)
{
    must(why->kind != NULL && why->kind->status >= 400 && why->kind->status < 500);
    must(text_is_clean(why->field, strlen(why->field), false));
    must(text_is_clean(why->detail, strlen(why->detail), false));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct body body = {0};
    struct refusal why = {0};
    if (shape_read(arena, &BODY, (const char *)data, length, &body, &why))
        check_body(&body);
    else
        check_refusal(&why);
    arena_free(arena);
    return 0;
}
