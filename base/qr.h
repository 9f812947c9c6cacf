/* QR codes (ISO/IEC 18004, made by libqrencode) as drawings. */
#ifndef BASE_QR_H
#define BASE_QR_H

#include <stddef.h>

#include "base/arena.h"

/* The text as an SVG document of black modules on white, with the quiet zone of four modules that
 * readers ask for; error correction level M. In the arena. NULL when the text is empty or longer
 * than a code holds (some 2,300 bytes). */
char *qr_svg(struct arena *arena, const char *text, size_t *length);

#endif
