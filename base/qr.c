#include "base/qr.h"

#include <qrencode.h>
#include <stdio.h>
#include <string.h>

enum { QUIET = 4, RUN_MAX = 40 /* bytes of one run's text */ };

/* Black modules, one rectangle for each run in a row. */
static size_t draw_rows(const QRcode *code, char *out)
{
    size_t n = 0;
    for (int y = 0; y < code->width; y++) {
        const unsigned char *row = code->data + (size_t)y * (size_t)code->width;
        for (int x = 0; x < code->width; x++) {
            int from = x;
            while (x < code->width && (row[x] & 1))
                x++;
            if (x > from)
                n += (size_t)snprintf(out + n, RUN_MAX, "M%d %dh%dv1h-%dz", from + QUIET, y + QUIET,
                                      x - from, x - from);
        }
    }
    return n;
}

static char *draw(struct arena *arena, const QRcode *code, size_t *length)
{
    enum { FRAME = 400 };
    int side = code->width + 2 * QUIET;
    size_t runs = (size_t)code->width * ((size_t)code->width / 2 + 1);
    char *svg = arena_alloc(arena, FRAME + runs * RUN_MAX);
    size_t n = (size_t)snprintf(svg, FRAME,
                                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
                                "shape-rendering=\"crispEdges\"><path fill=\"#fff\" "
                                "d=\"M0 0h%dv%dH0z\"/><path d=\"",
                                side, side, side, side);
    n += draw_rows(code, svg + n);
    memcpy(svg + n, "\"/></svg>", 10);
    *length = n + 9;
    return svg;
}

char *qr_svg(struct arena *arena, const char *text, size_t *length)
{
    if (text[0] == '\0')
        return NULL;
    QRcode *code = QRcode_encodeString8bit(text, 0, QR_ECLEVEL_M);
    if (code == NULL)
        return NULL;
    char *svg = draw(arena, code, length);
    QRcode_free(code);
    return svg;
}
