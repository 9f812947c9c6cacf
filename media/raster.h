/* Pixels in memory, and their way to a smaller picture: eight bits each of red, green, blue.
 *
 * Decoders give rows one by one; a reducer averages squares of them on the way, so that a photo of
 * fifty megapixels never stands in memory whole. What is left, at most twice the largest width, is
 * turned upright and averaged down to each width by exact areas.
 */
#ifndef MEDIA_RASTER_H
#define MEDIA_RASTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct raster {
    int width, height;
    uint8_t *rgb; /* malloc'd, width * height * 3 */
};

/* False when there is no memory. */
bool raster_init(struct raster *raster, int width, int height);
void raster_free(struct raster *raster);

/* Turned as an EXIF orientation says. False when there is no memory; `raster` is replaced. */
bool raster_turn(struct raster *raster, int orientation);
/* Whether that orientation makes height of width. */
bool raster_is_turned(int orientation);

/* A smaller one of that width; the height follows. `width` is at most the raster's. */
bool raster_shrink(const struct raster *raster, int width, struct raster *smaller);

struct reducer {
    int factor, in_width, row, out_row; /* rows gathered of the square; rows that are done */
    uint32_t *sums;                     /* out.width * 3 */
    struct raster out;
};
/* Squares of factor x factor become one pixel; what is left over at the edges is cut off. */
bool reducer_begin(struct reducer *reducer, int width, int height, int factor);
/* The next row; `channels` 3, or 4 with alpha, which is laid on white. */
void reducer_row(struct reducer *reducer, const uint8_t *pixels, int channels);
/* Frees all but the result, which is the caller's. */
struct raster reducer_end(struct reducer *reducer);

#endif
