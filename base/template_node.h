/* What base/template_parse.c makes and base/template.c renders; private to both.
 *
 * A template is a tree: a list of nodes, of which sections have lists of their own. Partials are
 * parsed in where they stand, so rendering looks nothing up but data.
 */
#ifndef BASE_TEMPLATE_NODE_H
#define BASE_TEMPLATE_NODE_H

#include "base/template.h"

/* Sections and partials inside each other; also the depth of rendering. */
#define TEMPLATE_NESTING_MAX 16

enum template_kind { TEMPLATE_TEXT, TEMPLATE_NAME, TEMPLATE_SECTION, TEMPLATE_INVERTED };

struct template_node {
    enum template_kind kind;
    const char *text; /* TEXT: bytes as they are; others: the name, its parts ended by NUL each */
    size_t length;    /* TEXT */
    int part_count;   /* of a dotted name; 0 for "." */
    struct template_node *children; /* SECTION, INVERTED */
    struct template_node *next;
};

struct template
{
    struct arena *arena;
    struct template_node *nodes;
};

#endif
