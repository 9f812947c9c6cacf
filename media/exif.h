/* The one thing that is read of a photo's metadata: how the camera was held (TIFF tag 0x0112). All
 * else - where, when, with what - is never looked at and never kept.
 */
#ifndef MEDIA_EXIF_H
#define MEDIA_EXIF_H

#include <stddef.h>
#include <stdint.h>

#include "media/picture_format.h"

/* 1..8 as in EXIF: 1 upright, 3 upside down, 6 turn right, 8 turn left; 2, 4, 5, 7 are mirrored.
 * 1 when the file does not say, or says nonsense. Never reads outside of its bytes. */
int exif_orientation(enum picture_format format, const uint8_t *bytes, size_t length);

/* The same of a TIFF block. */
int exif_orientation_of_tiff(const uint8_t *bytes, size_t length);

#endif
