/*
 * openapi - makes one OpenAPI document of its parts.
 *
 *   openapi OUT < list
 *
 * The list holds one path a line: first the document with everything but the operations (info,
 * security, what all share), then the fragments that lie beside the handlers they describe. A
 * fragment has "paths" and "components" and nothing else. What is given twice (a method of a path,
 * a schema) or referred to and not there ends the program with the names of the files.
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
        add_file(&sources[i], i > 0);
    check_references(whole);
    char *out = must(json_dumps(whole, JSON_INDENT(1)));
    put("%s\n", out);
    put_file(argv[1]);
    free(out);
    json_decref(origin);
    json_decref(whole);
    return 0;
}
