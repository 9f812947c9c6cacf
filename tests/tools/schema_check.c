/* Holds bodies against the API document: schema_check DOCUMENT [OPERATION STATUS MEDIA-TYPE FILE]
 *
 * Without further arguments it reads lines of these four, TAB between, and puts the file's name
 * before each fault.
 *
 *     schema_check split DOCUMENT FOLDER
 *
 * writes FOLDER/OPERATION for each operation: the document with that operation alone and without
 * examples, which takes a hundredth of the time to read.
 *
 * STATUS is the answer's status, or `request` for a request's body. The answer must be one that the
 * operation describes, the media type one of that answer's, and the body must fit its schema. A
 * problem document must carry a code that the answer's description lists; the description of the
 * answer `default` lists those that any operation may give.
 *
 * The schemas are the subset of JSON Schema that the document uses; a keyword that is not known
 * here is a fault, so that nothing is passed over in silence. Faults are printed one a line, and
 * the status is 1 when there are any.
 */
#include <jansson.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"

enum { PATH_MAX_BYTES = 512, RULES_MAX = 100, FAULTS_MAX = 20 };

static json_t *document;
static const char *label = ""; /* before each fault */
static int faults, total;

/* A fault at a place in the body ("/orders/0/state"). */
static void fault(const char *path, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void fault(const char *path, const char *format, ...)
{
    va_list args;
    if (faults++ >= FAULTS_MAX)
        return;
    va_start(args, format);
    printf("%s%s: ", label, path[0] != '\0' ? path : "/");
    vprintf(format, args);
    putchar('\n');
    va_end(args);
}

/* The document itself or what is asked of it is wrong. */
static void stop(const char *what, const char *which)
{
    printf("%s: %s\n", what, which);
    exit(1);
}

/* ---- the document ---- */

static json_t *member(json_t *object, const char *name)
{
    return json_object_get(object, name);
}

/* What a reference stands for, by its JSON pointer; the value itself when it is none. */
static json_t *resolve(json_t *value)
{
    const char *pointer = json_string_value(member(value, "$ref"));
    if (pointer == NULL)
        return value;
    if (strncmp(pointer, "#/", 2) != 0)
        stop("a reference out of the document", pointer);
    json_t *at = document;
    for (const char *step = pointer + 2; *step != '\0';) {
        char name[128];
        size_t length = strcspn(step, "/");
        snprintf(name, sizeof(name), "%.*s", (int)length, step);
        at = member(at, name);
        step += length + (step[length] == '/');
    }
    if (at == NULL)
        stop("a reference to nothing", pointer);
    return resolve(at);
}

static json_t *find_operation(const char *id)
{
    const char *path, *method;
    json_t *item, *operation;
    json_object_foreach(member(document, "paths"), path, item) {
        json_object_foreach(item, method, operation) {
            const char *name = json_string_value(member(operation, "operationId"));
            if (name != NULL && strcmp(name, id) == 0)
                return operation;
        }
    }
    stop("no such operation", id);
    return NULL;
}

/* ---- schemas ---- */

static void check(json_t *schema, json_t *value, const char *path);

/* The same without a word: for choosing among alternatives. */
static bool fits(json_t *schema, json_t *value)
{
    int before = faults;
    faults = FAULTS_MAX;
    check(schema, value, "");
    bool good = faults == FAULTS_MAX;
    faults = before;
    return good;
}

static bool is_type(json_t *value, const char *type)
{
    static const struct {
        const char *name;
        json_type type;
    } TYPES[] = {{"object", JSON_OBJECT},   {"array", JSON_ARRAY},   {"string", JSON_STRING},
                 {"integer", JSON_INTEGER}, {"boolean", JSON_FALSE}, {"null", JSON_NULL}};
    if (strcmp(type, "boolean") == 0)
        return json_is_boolean(value);
    for (size_t i = 0; i < sizeof(TYPES) / sizeof(TYPES[0]); i++)
        if (strcmp(TYPES[i].name, type) == 0)
            return json_typeof(value) == TYPES[i].type;
    stop("a type that is not known", type);
    return false;
}

static void check_type(json_t *type, json_t *value, const char *path)
{
    size_t i;
    json_t *one;
    if (json_is_string(type)) {
        if (!is_type(value, json_string_value(type)))
            fault(path, "is no %s", json_string_value(type));
        return;
    }
    json_array_foreach(type, i, one)
        if (is_type(value, json_string_value(one)))
            return;
    fault(path, "is of none of the types");
}

static void check_enum(json_t *choices, json_t *value, const char *path)
{
    size_t i;
    json_t *choice;
    json_array_foreach(choices, i, choice)
        if (json_equal(choice, value))
            return;
    fault(path, "'%s' is none of the choices",
          json_is_string(value) ? json_string_value(value) : "?");
}

/* Compiled once for each pattern; there are few. */
static bool matches(const char *pattern, const char *text)
{
    static struct text_rule rules[RULES_MAX];
    int i = 0;
    while (i < RULES_MAX - 1 && rules[i].pattern != NULL && strcmp(rules[i].pattern, pattern) != 0)
        i++;
    if (rules[i].pattern == NULL)
        rules[i].pattern = pattern;
    else if (strcmp(rules[i].pattern, pattern) != 0)
        stop("too many patterns", pattern);
    return text_match(&rules[i], text);
}

static void check_bound(const char *keyword, json_t *bound, json_t *value, const char *path)
{
    json_int_t limit = json_integer_value(bound), have;
    if (json_is_integer(value) && strstr(keyword, "imum") != NULL)
        have = json_integer_value(value);
    else if (json_is_string(value) && strstr(keyword, "Length") != NULL)
        have = (json_int_t)text_length(json_string_value(value));
    else if (json_is_array(value) && strstr(keyword, "Items") != NULL)
        have = (json_int_t)json_array_size(value);
    else
        return;
    if (strncmp(keyword, "min", 3) == 0 ? have < limit : have > limit)
        fault(path, "%lld breaks %s %lld", (long long)have, keyword, (long long)limit);
}

static void check_members(json_t *schema, json_t *object, const char *path)
{
    char below[PATH_MAX_BYTES];
    json_t *properties = member(schema, "properties");
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value) {
        json_t *property = member(properties, name);
        snprintf(below, sizeof(below), "%s/%s", path, name);
        if (property != NULL)
            check(property, value, below);
        else if (json_is_false(member(schema, "additionalProperties")))
            fault(below, "is not described");
    }
}

static void check_required(json_t *names, json_t *object, const char *path)
{
    size_t i;
    json_t *name;
    json_array_foreach(names, i, name)
        if (member(object, json_string_value(name)) == NULL)
            fault(path, "has no %s", json_string_value(name));
}

static void check_items(json_t *items, json_t *array, const char *path)
{
    char below[PATH_MAX_BYTES];
    size_t i;
    json_t *value;
    json_array_foreach(array, i, value) {
        snprintf(below, sizeof(below), "%s/%zu", path, i);
        check(items, value, below);
    }
}

static void check_one_of(json_t *schemas, json_t *value, const char *path)
{
    size_t i, fitting = 0;
    json_t *schema;
    json_array_foreach(schemas, i, schema)
        fitting += fits(schema, value);
    if (fitting == 1)
        return;
    fault(path, "fits %zu of the alternatives", fitting);
    if (json_array_size(schemas) > 0 && !json_is_null(value))
        check(json_array_get(schemas, 0), value, path); /* says why; the others are null */
}

/* True for keywords that say nothing about what is valid. */
static bool is_remark(const char *keyword)
{
    static const char *const REMARKS[] = {"description", "format",     "default",
                                          "title",       "properties", "additionalProperties"};
    for (size_t i = 0; i < sizeof(REMARKS) / sizeof(REMARKS[0]); i++)
        if (strcmp(REMARKS[i], keyword) == 0)
            return true;
    return false;
}

static void check_keyword(const char *keyword, json_t *rule, json_t *value, const char *path)
{
    if (strcmp(keyword, "$ref") == 0) {
        json_t *holder = json_pack("{s:O}", "$ref", rule);
        check(resolve(holder), value, path);
        json_decref(holder);
    } else if (strcmp(keyword, "type") == 0) {
        check_type(rule, value, path);
    } else if (strcmp(keyword, "enum") == 0) {
        check_enum(rule, value, path);
    } else if (strcmp(keyword, "required") == 0) {
        if (json_is_object(value))
            check_required(rule, value, path);
    } else if (strcmp(keyword, "items") == 0) {
        if (json_is_array(value))
            check_items(rule, value, path);
    } else if (strcmp(keyword, "oneOf") == 0) {
        check_one_of(rule, value, path);
    } else if (strcmp(keyword, "pattern") == 0) {
        if (json_is_string(value) && !matches(json_string_value(rule), json_string_value(value)))
            fault(path, "'%s' is not of the pattern", json_string_value(value));
    } else if (strncmp(keyword, "min", 3) == 0 || strncmp(keyword, "max", 3) == 0) {
        check_bound(keyword, rule, value, path);
    } else if (!is_remark(keyword)) {
        stop("a keyword that is not known", keyword);
    }
}

static void check(json_t *schema, json_t *value, const char *path)
{
    const char *keyword;
    json_t *rule;
    json_object_foreach(schema, keyword, rule)
        check_keyword(keyword, rule, value, path);
    if (json_is_object(value))
        check_members(schema, value, path);
}

/* ---- answers ---- */

/* Whether a list of words separated by anything else holds one. */
static bool has_word(const char *words, const char *word)
{
    static const char LETTERS[] = "abcdefghijklmnopqrstuvwxyz0123456789_";
    size_t length = strlen(word);
    while (words != NULL && *words != '\0') {
        size_t found = strspn(words, LETTERS);
        if (found == length && strncmp(words, word, length) == 0)
            return true;
        words += found > 0 ? found : 1;
    }
    return false;
}

/* A reference's own description goes before that of what it refers to. */
static const char *description(json_t *answer)
{
    const char *own = json_string_value(member(answer, "description"));
    return own != NULL ? own : json_string_value(member(resolve(answer), "description"));
}

static void check_code(json_t *answers, json_t *answer, json_t *problem, const char *status)
{
    const char *code = json_string_value(member(problem, "code"));
    if (code == NULL)
        return;
    if (!has_word(description(answer), code) &&
        !has_word(description(member(answers, "default")), code))
        fault("/code", "%s is not described for %s", code, status);
    if (json_integer_value(member(problem, "status")) != strtoll(status, NULL, 10))
        fault("/status", "is not the answer's");
}

static void check_content(json_t *content, const char *media_type, const char *file)
{
    char plain[128];
    json_error_t error;
    snprintf(plain, sizeof(plain), "%.*s", (int)strcspn(media_type, "; "), media_type);
    if (json_object_size(content) == 0) {
        if (plain[0] != '\0')
            fault("", "has a body, which is not described");
        return;
    }
    json_t *body = member(content, plain);
    if (body == NULL)
        body = member(content, "*/*");
    if (body == NULL) {
        fault("", "a media type that is not described: %s", plain);
        return;
    }
    if (strstr(plain, "json") == NULL)
        return;
    json_t *value = json_load_file(file, JSON_DECODE_ANY | JSON_REJECT_DUPLICATES, &error);
    if (value == NULL) {
        fault("", "no JSON: %s", error.text);
        return;
    }
    check(member(body, "schema"), value, "");
    json_decref(value);
}

static void check_answer(json_t *operation, const char *status, const char *media_type,
                         const char *file)
{
    json_t *answers = member(operation, "responses");
    json_t *answer = member(answers, status);
    if (answer == NULL)
        answer = member(answers, "default");
    if (answer == NULL || (status[0] < '4' && member(answers, status) == NULL))
        fault("", "a status that is not described: %s", status);
    else
        check_content(member(resolve(answer), "content"), media_type, file);
    if (strncmp(media_type, "application/problem+json", 24) != 0)
        return;
    json_t *problem = json_load_file(file, 0, NULL);
    check_code(answers, answer, problem, status);
    json_decref(problem);
}

/* One body. */
static void check_one(const char *operation_id, const char *status, const char *media_type,
                      const char *file)
{
    json_t *operation = find_operation(operation_id);
    faults = 0;
    if (strcmp(status, "request") == 0)
        check_content(member(member(operation, "requestBody"), "content"), media_type, file);
    else
        check_answer(operation, status, media_type, file);
    total += faults;
}

static void check_lines(void)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, stdin) > 0) {
        char *field[4], *at = line, before[PATH_MAX_BYTES];
        line[strcspn(line, "\n")] = '\0';
        for (int i = 0; i < 4; i++)
            field[i] = strsep(&at, "\t");
        if (field[3] == NULL)
            stop("not four fields", line);
        snprintf(before, sizeof(before), "%s: ", field[3]);
        label = before;
        check_one(field[0], field[1], field[2], field[3]);
    }
    free(line);
}

/* ---- a document for each operation ---- */

static void take_referred(json_t *value, json_t *components);

/* What "#/components/KIND/NAME" points to, and what that refers to, unless it is there. */
static void take_component(const char *pointer, json_t *components)
{
    static const char BEFORE[] = "#/components/";
    char kind[64], which[128];
    if (strncmp(pointer, BEFORE, sizeof(BEFORE) - 1) != 0)
        stop("a reference to what is no component", pointer);
    const char *at = pointer + sizeof(BEFORE) - 1;
    size_t length = strcspn(at, "/");
    snprintf(kind, sizeof(kind), "%.*s", (int)length, at);
    at += length + (at[length] == '/');
    snprintf(which, sizeof(which), "%.*s", (int)strcspn(at, "/"), at);
    json_t *referred = member(member(member(document, "components"), kind), which);
    if (referred == NULL)
        stop("a reference to nothing", pointer);
    if (member(components, kind) == NULL)
        json_object_set_new(components, kind, json_object());
    if (member(member(components, kind), which) != NULL)
        return;
    json_object_set(member(components, kind), which, referred);
    take_referred(referred, components);
}

/* Copies into `components` what `value` and all below it refer to. */
static void take_referred(json_t *value, json_t *components)
{
    const char *name, *pointer = json_string_value(member(value, "$ref"));
    json_t *below;
    size_t i;
    if (pointer != NULL)
        take_component(pointer, components);
    if (json_is_array(value))
        json_array_foreach(value, i, below)
            take_referred(below, components);
    else
        json_object_foreach(value, name, below)
            take_referred(below, components);
}

/* Takes the examples away from a body's or an answer's description. */
static void leave_examples(json_t *described)
{
    const char *media_type;
    json_t *content;
    json_object_foreach(member(described, "content"), media_type, content) {
        json_object_del(content, "examples");
        json_object_del(content, "example");
    }
}

static void leave_all_examples(json_t *descriptions)
{
    const char *name;
    json_t *described;
    json_object_foreach(descriptions, name, described)
        leave_examples(described);
}

static void split(const char *folder)
{
    const char *path, *method;
    json_t *item, *operation;
    leave_all_examples(member(member(document, "components"), "responses"));
    json_object_foreach(member(document, "paths"), path, item) {
        json_object_foreach(item, method, operation) {
            char file[PATH_MAX_BYTES];
            json_t *components = json_object();
            leave_examples(member(operation, "requestBody"));
            leave_all_examples(member(operation, "responses"));
            take_referred(operation, components);
            json_t *one = json_pack("{s:{s:{s:O}}, s:o}", "paths", path, method, operation,
                                    "components", components);
            snprintf(file, sizeof(file), "%s/%s", folder,
                     json_string_value(member(operation, "operationId")));
            if (json_dump_file(one, file, JSON_COMPACT) != 0)
                stop("cannot be written", file);
            json_decref(one);
        }
    }
}

int main(int argc, char **argv)
{
    json_error_t error;
    bool splits = argc == 4 && strcmp(argv[1], "split") == 0;
    if (argc != 6 && argc != 2 && !splits) {
        fputs("usage: schema_check DOCUMENT [OPERATION STATUS|request MEDIA-TYPE FILE]\n"
              "       schema_check split DOCUMENT FOLDER\n",
              stderr);
        return 2;
    }
    document = json_load_file(argv[splits ? 2 : 1], JSON_REJECT_DUPLICATES, &error);
    if (document == NULL)
        stop("the document is no JSON", error.text);
    if (splits)
        split(argv[3]);
    else if (argc == 6)
        check_one(argv[2], argv[3], argv[4], argv[5]);
    else
        check_lines();
    json_decref(document);
    return total > 0;
}
