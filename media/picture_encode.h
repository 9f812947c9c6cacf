/* From pixels to the files that are served: fresh ones, in which nothing stands that the sender's
 * file had besides its picture. Only called in the child process and in tests.
 */
#ifndef MEDIA_PICTURE_ENCODE_H
#define MEDIA_PICTURE_ENCODE_H

#include "media/raster.h"

enum { PICTURE_WIDTHS = 4, PICTURE_FORMATS = 2 };

/* 160, 400, 800, 1200, and how many bytes a file of that width may have. */
struct picture_width {
    int width;
    size_t max_bytes;
};
extern const struct picture_width PICTURE_WIDTH[PICTURE_WIDTHS];

/* "webp", "jpg": as in the name of a file. */
extern const char *const PICTURE_FORMAT_NAMES[PICTURE_FORMATS];
enum picture_output { PICTURE_AS_WEBP, PICTURE_AS_JPEG };

/* The same picture at the best quality that fits; below the lowest the last one is taken as it is.
 * *bytes is malloc'd. False when there is no memory. */
bool picture_encode(const struct raster *raster, enum picture_output format, size_t max_bytes,
                    uint8_t **bytes, size_t *length);

#endif
