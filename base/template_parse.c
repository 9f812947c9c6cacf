#include "base/template_node.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#define TEMPLATE_BYTES_MAX ((size_t)8 * 1024 * 1024)

struct parser {
    struct arena *arena;
    const char *at, *end;
    const char *(*partial)(const char *name, size_t *length);
    int depth;
};

struct list {
    struct template_node *first, **tail;
};

static struct template_node *append(struct parser *parser, struct list *list,
                                    enum template_kind kind)
{
    struct template_node *node = arena_alloc(parser->arena, sizeof(*node));
    node->kind = kind;
    *list->tail = node;
    list->tail = &node->next;
    return node;
}

static void append_text(struct parser *parser, struct list *list, const char *text, size_t length)
{
    if (length > 0) {
        struct template_node *node = append(parser, list, TEMPLATE_TEXT);
        node->text = arena_memdup(parser->arena, text, length);
        node->length = length;
    }
}

/* "a.b.c" as three strings in a row; "." as none. */
static void set_name(struct parser *parser, struct template_node *node, const char *name)
{
    char *parts = arena_strdup(parser->arena, name);
    node->text = parts;
    if (strcmp(name, ".") == 0)
        return;
    node->part_count = 1;
    for (char *c = parts; *c != '\0'; c++) {
        if (*c == '.') {
            assert(c > parts && c[1] != '.' && c[1] != '\0' && "no empty part in a dotted name");
            *c = '\0';
            node->part_count++;
        }
    }
}

/* The tag at `at` ("{{...}}"): its sigil, 0 for a plain name, and its name. */
static char *tag_read(struct parser *parser, char *sigil)
{
    const char *from = parser->at + 2;
    const char *close = memmem(from, (size_t)(parser->end - from), "}}", 2);
    assert(close != NULL && "a tag is closed by }}");
    parser->at = close + 2;
    *sigil = '\0';
    assert(*from != '{' && *from != '&' && "there is no raw output");
    if (from < close && strchr("#^/>!", *from) != NULL)
        *sigil = *from++;
    while (from < close && *from == ' ')
        from++;
    while (close > from && close[-1] == ' ')
        close--;
    char *name = arena_memdup(parser->arena, from, (size_t)(close - from));
    assert((*sigil == '!' || *name != '\0') && "a tag has a name");
    return name;
}

static struct template_node *parse_list(struct parser *parser, const char *closing);

static void parse_partial(struct parser *parser, struct list *list, const char *name)
{
    size_t length = 0;
    const char *text = parser->partial != NULL ? parser->partial(name, &length) : NULL;
    assert(text != NULL && "a partial exists");
    struct parser inner = *parser;
    inner.at = text;
    inner.end = text + length;
    inner.depth++;
    *list->tail = parse_list(&inner, NULL);
    while (*list->tail != NULL)
        list->tail = &(*list->tail)->next;
}

static void parse_section(struct parser *parser, struct list *list, enum template_kind kind,
                          const char *name)
{
    struct template_node *node = append(parser, list, kind);
    set_name(parser, node, name);
    parser->depth++;
    node->children = parse_list(parser, name);
    parser->depth--;
}

/* Nodes up to the tag that closes the section `closing`, or to the end of the text when NULL. */
static struct template_node *parse_list(struct parser *parser, const char *closing)
{
    assert(parser->depth <= TEMPLATE_NESTING_MAX && "sections and partials nest too deep");
    struct list list = {NULL, NULL};
    list.tail = &list.first;
    while (parser->at < parser->end) {
        const char *open = memmem(parser->at, (size_t)(parser->end - parser->at), "{{", 2);
        const char *text_end = open != NULL ? open : parser->end;
        append_text(parser, &list, parser->at, (size_t)(text_end - parser->at));
        parser->at = text_end;
        if (open == NULL)
            break;
        char sigil;
        const char *name = tag_read(parser, &sigil);
        if (sigil == '/') {
            assert(closing != NULL && strcmp(name, closing) == 0 &&
                   "a section is closed by its name");
            return list.first;
        } else if (sigil == '>') {
            parse_partial(parser, &list, name);
        } else if (sigil == '#' || sigil == '^') {
            parse_section(parser, &list, sigil == '#' ? TEMPLATE_SECTION : TEMPLATE_INVERTED, name);
        } else if (sigil == '\0') {
            set_name(parser, append(parser, &list, TEMPLATE_NAME), name);
        }
    }
    assert(closing == NULL && "a section is closed");
    return list.first;
}

struct template *template_parse(const char *text, size_t length,
                                const char *(*partial)(const char *name, size_t *length))
{
    struct arena *arena = arena_new(TEMPLATE_BYTES_MAX);
    struct parser parser = {arena, text, text + length, partial, 0};
    struct template *template = arena_alloc(arena, sizeof(*template));
    template->arena = arena;
    template->nodes = parse_list(&parser, NULL);
    return template;
}

void template_free(struct template *template)
{
    if (template != NULL)
        arena_free(template->arena);
}
