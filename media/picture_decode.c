#include "media/picture_decode.h"

#include "media/exif.h"

enum picture_fault picture_size_fault(int64_t width, int64_t height)
{
    int64_t small = width < height ? width : height, large = width < height ? height : width;
    if (small <= 0)
        return PICTURE_FAULT_BROKEN;
    if (large > PICTURE_MAX_PIXELS / small)
        return PICTURE_FAULT_PIXELS;
    if (small < PICTURE_SIDE_MIN)
        return PICTURE_FAULT_SMALL;
    return large > small * PICTURE_ASPECT_MAX ? PICTURE_FAULT_NARROW : PICTURE_FINE;
}

int picture_factor(int64_t side)
{
    return side < PICTURE_WIDTH_MAX ? 1 : (int)(side / PICTURE_WIDTH_MAX);
}

static enum picture_fault decode(enum picture_format format, const uint8_t *bytes, size_t length,
                                 bool turned, struct raster *raster)
{
    switch (format) {
    case PICTURE_JPEG:
        return decode_jpeg(bytes, length, turned, raster);
    case PICTURE_PNG:
        return decode_png(bytes, length, turned, raster);
    case PICTURE_WEBP:
        return decode_webp(bytes, length, turned, raster);
    default:
        return picture_format_fault(format);
    }
}

enum picture_fault picture_decode(enum picture_format format, const uint8_t *bytes, size_t length,
                                  struct raster *raster)
{
    int orientation = exif_orientation(format, bytes, length);
    *raster = (struct raster){.rgb = NULL};
    enum picture_fault fault = decode(format, bytes, length, raster_is_turned(orientation), raster);
    if (fault == PICTURE_FINE && !raster_turn(raster, orientation))
        fault = PICTURE_FAULT_HEAVY;
    if (fault != PICTURE_FINE)
        raster_free(raster);
    return fault;
}
