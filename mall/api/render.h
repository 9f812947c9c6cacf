/* Pages as text: mall/pages/<page>.html with its data. A template is parsed once a worker. */
#ifndef MALL_API_RENDER_H
#define MALL_API_RENDER_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"

bool render_has(const char *page);
/* The text, in the arena; partials are <name>.html too. Takes the reference of data. A page that is
 * not there asserts. */
const char *render_page(struct arena *arena, const char *page, json_t *data, size_t *length);

#endif
