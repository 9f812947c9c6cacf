/* A shape told in JSON Schema (2020-12), for the API document: what shape_read() takes is what the
 * schema allows, but for rules in code, which are marked by "x-checked": true.
 */
#ifndef BASE_SHAPE_SCHEMA_H
#define BASE_SHAPE_SCHEMA_H

#include <jansson.h>

#include "base/shape.h"

/* New reference. */
json_t *shape_schema(const struct shape *shape);

#endif
