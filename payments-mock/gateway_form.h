/* application/x-www-form-urlencoded bodies (URL Standard, section 5): reading a field, writing
 * text. */
#ifndef PAYMENTS_MOCK_GATEWAY_FORM_H
#define PAYMENTS_MOCK_GATEWAY_FORM_H

#include <stddef.h>

#include "base/arena.h"

/* Decoded value of the first field `name`, in the arena; NULL when there is none or it is not valid
 * UTF-8 text in valid encoding. */
char *gateway_form_value(struct arena *arena, const char *body, const char *name);

/* Encoded text, in the arena. */
char *gateway_form_encode(struct arena *arena, const char *text);

#endif
