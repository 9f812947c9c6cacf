/* Pages rendered by the server: a small subset of Mustache - {{name}} (HTML-escaped),
 * {{#list}}..{{/list}}, {{^empty}}..{{/empty}}, {{>partial}}, {{name.sub}}, {{.}} - over a JSON
 * value. No raw output exists, so nothing unescaped can reach a page. Templates are embedded files,
 * parsed once.
 * Missing, null, false, 0, "" and [] count as empty. Sections and partials nest at most 16 deep.
 */
#ifndef BASE_TEMPLATE_H
#define BASE_TEMPLATE_H

#include <jansson.h>
#include <stddef.h>

#include "base/arena.h"

struct template;
/* Parses; a broken template asserts (they are ours). `partial(name)` finds texts of partials. */
struct template *template_parse(const char *text, size_t length,
                                const char *(*partial)(const char *name, size_t *length));
/* Rendered text in the arena; a missing name renders as nothing. */
char *template_render(struct arena *arena, const struct template *template, json_t *data,
                      size_t *length);
void template_free(struct template *template);

#endif
