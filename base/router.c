#include "base/router.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PARAMS_MAX = 8, METHODS_MAX = 8, ALLOW_MAX = 96 };

struct action {
    const char *method;
    const void *value;
};

/* A place in the tree: what the segments up to here spell. */
struct node {
    const char *segment; /* literal text this node stands for; NULL for a parameter, the rest, or
                            the root */
    size_t length;
    struct node *children; /* literals */
    struct node *next;     /* sibling among literals */
    struct node *param;    /* any one segment */
    struct node *rest;     /* all that is left, at least one character */
    struct action actions[METHODS_MAX];
    int action_count;
    char allow[ALLOW_MAX];
};

struct router {
    struct node root;
};

/* What matching found so far: where the parameters stand in the path. */
struct match {
    const char *starts[PARAMS_MAX];
    size_t lengths[PARAMS_MAX];
    int count;
};

/* ---- compiling ---- */

static struct node *node_new(void)
{
    struct node *node = calloc(1, sizeof(*node));
    if (node == NULL)
        abort();
    return node;
}

static struct node *literal_find(const struct node *node, const char *segment, size_t length)
{
    for (struct node *child = node->children; child != NULL; child = child->next)
        if (child->length == length && memcmp(child->segment, segment, length) == 0)
            return child;
    return NULL;
}

static struct node *literal_add(struct node *node, const char *segment, size_t length)
{
    struct node *child = literal_find(node, segment, length);
    if (child == NULL) {
        child = node_new();
        child->segment = segment;
        child->length = length;
        child->next = node->children;
        node->children = child;
    }
    return child;
}

static struct node *descend(struct node *node, const char *segment, size_t length)
{
    struct node **slot = segment[0] == ':' ? &node->param : segment[0] == '*' ? &node->rest : NULL;
    if (slot == NULL)
        return literal_add(node, segment, length);
    assert(length > 1 && "a parameter has a name");
    if (*slot == NULL)
        *slot = node_new();
    return *slot;
}

static struct node *pattern_add(struct node *node, const char *pattern)
{
    assert(pattern[0] == '/');
    int params = 0;
    const char *segment = pattern + 1;
    while (*segment != '\0') {
        size_t length = strcspn(segment, "/");
        bool last = segment[length] == '\0';
        assert(length > 0 && "no empty segments");
        assert((segment[0] != '*' || last) && "the rest comes last");
        params += segment[0] == ':' || segment[0] == '*';
        assert(params <= PARAMS_MAX);
        node = descend(node, segment, length);
        assert((last || segment[length + 1] != '\0') && "no slash at the end");
        segment += length + !last;
    }
    return node;
}

static const struct action *action_find(const struct node *node, const char *method)
{
    for (int i = 0; i < node->action_count; i++)
        if (strcmp(node->actions[i].method, method) == 0)
            return &node->actions[i];
    return NULL;
}

static void allow_add(char *allow, const char *method)
{
    size_t length = strlen(allow);
    int added =
        snprintf(allow + length, ALLOW_MAX - length, "%s%s", length > 0 ? ", " : "", method);
    assert(added > 0 && (size_t)added < ALLOW_MAX - length);
}

/* The Allow list in a fixed order, whatever the order of the table. */
static void allow_make(struct node *node)
{
    static const char *const ORDER[] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"};
    const int count = (int)(sizeof(ORDER) / sizeof(ORDER[0]));
    node->allow[0] = '\0';
    for (int i = 0; i < count; i++) {
        bool implied = strcmp(ORDER[i], "HEAD") == 0 && action_find(node, "GET") != NULL;
        if (implied || action_find(node, ORDER[i]) != NULL)
            allow_add(node->allow, ORDER[i]);
    }
    for (int i = 0; i < node->action_count; i++) {
        bool known = false;
        for (int k = 0; k < count; k++)
            known = known || strcmp(node->actions[i].method, ORDER[k]) == 0;
        if (!known)
            allow_add(node->allow, node->actions[i].method);
    }
}

struct router *router_new(const struct router_entry *entries, int count)
{
    struct router *router = calloc(1, sizeof(*router));
    if (router == NULL)
        abort();
    for (int i = 0; i < count; i++) {
        struct node *node = pattern_add(&router->root, entries[i].pattern);
        assert(action_find(node, entries[i].method) == NULL && "one entry for a method and shape");
        assert(node->action_count < METHODS_MAX);
        node->actions[node->action_count++] = (struct action){entries[i].method, entries[i].value};
        allow_make(node);
    }
    return router;
}

static void node_free(struct node *node)
{
    if (node == NULL)
        return;
    while (node->children != NULL) {
        struct node *child = node->children;
        node->children = child->next;
        node_free(child);
    }
    node_free(node->param);
    node_free(node->rest);
    free(node);
}

void router_free(struct router *router)
{
    if (router == NULL)
        return;
    while (router->root.children != NULL) {
        struct node *child = router->root.children;
        router->root.children = child->next;
        node_free(child);
    }
    node_free(router->root.param);
    node_free(router->root.rest);
    free(router);
}

/* ---- matching ---- */

static const struct node *walk(const struct node *node, const char *path, struct match *match);

static const struct node *try_param(const struct node *node, const char *path, size_t length,
                                    struct match *match)
{
    match->starts[match->count] = path;
    match->lengths[match->count] = length;
    match->count++;
    const struct node *found = walk(node, path + length, match);
    if (found == NULL)
        match->count--;
    return found;
}

/* `path` is empty or begins with the slash before the next segment. Depth is bounded by the
 * patterns, not by the path: each step goes one node down. */
static const struct node *walk(const struct node *node, const char *path, struct match *match)
{
    if (*path == '\0')
        return node->action_count > 0 ? node : NULL;
    path++;
    size_t length = strcspn(path, "/");
    const struct node *child = literal_find(node, path, length);
    const struct node *found = child != NULL ? walk(child, path + length, match) : NULL;
    if (found == NULL && node->param != NULL && length > 0)
        found = try_param(node->param, path, length, match);
    if (found == NULL && node->rest != NULL && *path != '\0')
        found = try_param(node->rest, path, strlen(path), match);
    return found;
}

/* Copies the path and ends each parameter where it stands. */
static void params_fill(const struct match *match, const char *path, char *scratch,
                        const char *params[PARAMS_MAX])
{
    if (match->count > 0)
        memcpy(scratch, path, strlen(path) + 1);
    for (int i = 0; i < PARAMS_MAX; i++) {
        params[i] = NULL;
        if (i < match->count) {
            char *start = scratch + (match->starts[i] - path);
            start[match->lengths[i]] = '\0';
            params[i] = start;
        }
    }
}

enum router_result router_match(const struct router *router, const char *method, const char *path,
                                char *scratch, const char *params[8], const void **value,
                                const char **allow)
{
    struct match match = {.count = 0};
    if (path[0] != '/')
        return ROUTER_NOT_FOUND;
    const struct node *node = walk(&router->root, path[1] == '\0' ? "" : path, &match);
    if (node == NULL)
        return ROUTER_NOT_FOUND;
    const struct action *action = action_find(node, method);
    if (action == NULL && strcmp(method, "HEAD") == 0)
        action = action_find(node, "GET");
    if (action == NULL) {
        *allow = node->allow;
        return ROUTER_METHOD;
    }
    params_fill(&match, path, scratch, params);
    *value = action->value;
    return ROUTER_FOUND;
}
