/*
 * openapi - makes one OpenAPI document of its parts.
 *
 *   openapi OUT < list
 *
 * The list holds one path a line: first the document with everything but the operations (info,
 * security, what all share), then the fragments that lie beside the handlers they describe, then
 * files of examples (NAME.examples.json). A fragment has "paths" and "components" and nothing else.
 * A file of examples has the operations by their operationId, each with "request" (a body as it is
 * sent), "answer" (that of success) or both; they become the `example` of each media type there.
 * What is given twice (a method of a path, a schema, an operation's examples), referred to and not
 * there, or an example of a body that the operation does not have ends the program with the names
 * of the files.
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ops/build/source.h"

static json_t *whole;
static json_t *origin; /* "paths /api/v1/me get" -> the file that has it */

static json_t *load(const struct source *source)
{
    json_error_t error;
    json_t *json = json_loadb(source->content.bytes, source->content.length,
                              JSON_REJECT_DUPLICATES | JSON_DISABLE_EOF_CHECK, &error);
    if (!json_is_object(json))
        die("%s:%d: %s", source->path, error.line, error.text);
    return json;
}

/* The member `key` of an object, made when it is missing. */
static json_t *room(json_t *object, const char *key)
{
    json_t *member = json_object_get(object, key);
    if (member == NULL) {
        member = json_object();
        json_object_set_new(object, key, member);
    }
    return member;
}

/* Adds the members of two levels: paths / <path> / <method>, components / <kind> / <name>. */
static void add(const char *top, json_t *part, const char *file)
{
    const char *outer, *inner;
    json_t *group, *item;
    json_object_foreach(part, outer, group) {
        json_t *target = room(room(whole, top), outer);
        json_object_foreach(group, inner, item) {
            char what[1024];
            snprintf(what, sizeof what, "%s %s %s", top, outer, inner);
            const char *first = json_string_value(json_object_get(origin, what));
            if (first)
                die("%s and %s both have %s", first, file, what);
            json_object_set_new(origin, what, json_string(file));
            json_object_set(target, inner, item);
        }
    }
}

static void add_file(const struct source *source, bool is_fragment)
{
    const char *key;
    json_t *value;
    json_t *json = load(source);
    json_object_foreach(json, key, value)
        if (strcmp(key, "paths") == 0 || strcmp(key, "components") == 0)
            add(key, value, source->path);
        else if (is_fragment)
            die("%s: a fragment has paths and components, not %s", source->path, key);
        else
            json_object_set(whole, key, value);
    json_decref(json);
}

/* ---- examples ---- */

static bool is_examples(const char *file)
{
    static const char ENDING[] = ".examples.json";
    size_t length = strlen(file);
    return length > strlen(ENDING) && strcmp(file + length - strlen(ENDING), ENDING) == 0;
}

/* The operation of this operationId; NULL without one. */
static json_t *find_operation(const char *id)
{
    const char *path, *method;
    json_t *item, *operation;
    json_object_foreach(json_object_get(whole, "paths"), path, item)
        json_object_foreach(item, method, operation) {
            const char *name = json_string_value(json_object_get(operation, "operationId"));
            if (name != NULL && strcmp(name, id) == 0)
                return operation;
        }
    return NULL;
}

/* The contents of the first answer of success that has some; NULL without one. */
static json_t *success_content(const json_t *operation)
{
    const char *status;
    json_t *answer;
    json_object_foreach(json_object_get(operation, "responses"), status, answer)
        if (status[0] == '2' && json_object_size(json_object_get(answer, "content")) > 0)
            return json_object_get(answer, "content");
    return NULL;
}

/* The contents that "request" or "answer" of an operation's examples is one of. */
static json_t *example_content(const json_t *operation, const char *side)
{
    if (strcmp(side, "request") == 0)
        return json_object_get(json_object_get(operation, "requestBody"), "content");
    return strcmp(side, "answer") == 0 ? success_content(operation) : NULL;
}

/* Puts a file's examples into the operations, which are all there by now. */
static void add_examples(const struct source *source)
{
    const char *id, *side, *type;
    json_t *sides, *example, *media;
    json_t *json = load(source);
    json_object_foreach(json, id, sides) {
        json_t *operation = find_operation(id);
        if (operation == NULL)
            die("%s: there is no operation %s", source->path, id);
        json_object_foreach(sides, side, example) {
            json_t *content = example_content(operation, side);
            if (content == NULL)
                die("%s: %s has no %s with contents", source->path, id, side);
            json_object_foreach(content, type, media) {
                if (json_object_get(media, "example") != NULL)
                    die("%s: %s has an example of its %s already", source->path, id, side);
                json_object_set(media, "example", example);
            }
        }
    }
    json_decref(json);
}

/* ---- references ---- */

static void require_there(const char *reference)
{
    char path[512];
    const json_t *at = whole;
    snprintf(path, sizeof path, "%s", reference);
    if (strncmp(path, "#/", 2) != 0)
        die("%s: a reference begins with #/", reference);
    char *rest = NULL;
    for (char *key = strtok_r(path + 2, "/", &rest); key; key = strtok_r(NULL, "/", &rest))
        at = json_object_get(at, key);
    if (at == NULL)
        die("%s is referred to, but no file has it", reference);
}

static void check_references(const json_t *json)
{
    const char *key;
    json_t *value;
    size_t i;
    if (json_is_array(json)) {
        json_array_foreach((json_t *)json, i, value)
            check_references(value);
        return;
    }
    json_object_foreach((json_t *)json, key, value)
        if (strcmp(key, "$ref") == 0 && json_is_string(value))
            require_there(json_string_value(value));
        else
            check_references(value);
}

int main(int argc, char **argv)
{
    if (argc != 2)
        die("usage: openapi OUT < list");
    source_read_list(NULL);
    whole = must(json_object());
    origin = must(json_object());
    for (size_t i = 0; i < source_count; i++)
        if (!is_examples(sources[i].path))
            add_file(&sources[i], i > 0);
    for (size_t i = 0; i < source_count; i++)
        if (is_examples(sources[i].path))
            add_examples(&sources[i]);
    check_references(whole);
    char *out = must(json_dumps(whole, JSON_INDENT(1)));
    put("%s\n", out);
    put_file(argv[1]);
    free(out);
    json_decref(origin);
    json_decref(whole);
    return 0;
}
