/* From a file that a stranger sent to pixels. Only ever called in the child process
 * (media/picture_work.h) and in tests: libraries that have read hostile bytes are not trusted.
 *
 * The head is looked at first: nothing is decoded that has more than PICTURE_MAX_PIXELS, is too
 * small or too narrow. A file that ends too early is broken; what stands behind its end is not
 * looked at.
 */
#ifndef MEDIA_PICTURE_DECODE_H
#define MEDIA_PICTURE_DECODE_H

#include "media/picture_format.h"
#include "media/raster.h"

#define PICTURE_MAX_PIXELS INT64_C(50000000)
enum {
    PICTURE_WIDTH_MAX = 1200, /* the widest that is made; decoding stops well above it */
    PICTURE_SIDE_MIN = 300,
    PICTURE_ASPECT_MAX = 3
};

/* Upright, at least as wide as PICTURE_WIDTH_MAX where the file is, less than twice that.
 * PICTURE_FINE: `raster` is the caller's. */
enum picture_fault picture_decode(enum picture_format format, const uint8_t *bytes, size_t length,
                                  struct raster *raster);

/* ---- what the formats share ---- */

enum picture_fault picture_size_fault(int64_t width, int64_t height);
/* By how much rows of that size are reduced: `side` is the one that becomes the width. */
int picture_factor(int64_t side);

/* Each leaves the picture as it lies in the file; `turned`: its height becomes the width. */
enum picture_fault decode_jpeg(const uint8_t *bytes, size_t length, bool turned,
                               struct raster *raster);
enum picture_fault decode_png(const uint8_t *bytes, size_t length, bool turned,
                              struct raster *raster);
enum picture_fault decode_webp(const uint8_t *bytes, size_t length, bool turned,
                               struct raster *raster);

#endif
