#include "media/exif.h"

#include <stdbool.h>
#include <string.h>

enum { UPRIGHT = 1, ENTRY_BYTES = 12, ENTRIES_MAX = 200, SEGMENTS_MAX = 200 };
enum { TAG_ORIENTATION = 0x0112, TYPE_SHORT = 3 };

/* ---- a TIFF block ---- */

struct tiff {
    const uint8_t *bytes;
    size_t length;
    bool big_endian;
};

static uint32_t get(const struct tiff *tiff, size_t at, int width)
{
    uint32_t value = 0;
    for (int i = 0; i < width; i++) {
        size_t from = at + (size_t)(tiff->big_endian ? i : width - 1 - i);
        value = value << 8 | tiff->bytes[from];
    }
    return value;
}

int exif_orientation_of_tiff(const uint8_t *bytes, size_t length)
{
    struct tiff tiff = {bytes, length, false};
    if (length < 14 || (memcmp(bytes, "II*\0", 4) != 0 && memcmp(bytes, "MM\0*", 4) != 0))
        return UPRIGHT;
    tiff.big_endian = bytes[0] == 'M';
    size_t at = get(&tiff, 4, 4);
    if (at > length - 2)
        return UPRIGHT;
    size_t count = get(&tiff, at, 2), fits = (length - 2 - at) / ENTRY_BYTES;
    count = count < fits ? count : fits;
    for (size_t i = 0; i < count && i < ENTRIES_MAX; i++) {
        size_t entry = at + 2 + i * ENTRY_BYTES;
        if (get(&tiff, entry, 2) != TAG_ORIENTATION)
            continue;
        uint32_t value = get(&tiff, entry + 8, 2);
        bool known = get(&tiff, entry + 2, 2) == TYPE_SHORT && value >= 1 && value <= 8;
        return known ? (int)value : UPRIGHT;
    }
    return UPRIGHT;
}

/* ---- where it stands ---- */

/* Segments up to the first scan; the first APP1 that begins with "Exif". */
static int of_jpeg(const uint8_t *bytes, size_t length)
{
    size_t at = 2;
    for (int i = 0; i < SEGMENTS_MAX && at + 4 <= length && bytes[at] == 0xff; i++) {
        uint8_t marker = bytes[at + 1];
        size_t size = (size_t)bytes[at + 2] << 8 | bytes[at + 3];
        if (marker == 0xda || marker == 0xd9 || size < 2 || size > length - at - 2)
            return UPRIGHT;
        const uint8_t *data = bytes + at + 4;
        if (marker == 0xe1 && size >= 8 && memcmp(data, "Exif\0\0", 6) == 0)
            return exif_orientation_of_tiff(data + 6, size - 8);
        at += 2 + size;
    }
    return UPRIGHT;
}

static int of_webp(const uint8_t *bytes, size_t length)
{
    size_t at = 12;
    for (int i = 0; i < SEGMENTS_MAX && at + 8 <= length; i++) {
        struct tiff chunk = {bytes + at, 8, false};
        size_t size = get(&chunk, 4, 4);
        if (size > length - at - 8)
            return UPRIGHT;
        if (memcmp(bytes + at, "EXIF", 4) == 0) {
            const uint8_t *data = bytes + at + 8;
            bool named = size >= 6 && memcmp(data, "Exif\0\0", 6) == 0;
            return exif_orientation_of_tiff(data + (named ? 6 : 0), size - (named ? 6 : 0));
        }
        at += 8 + size + (size & 1);
    }
    return UPRIGHT;
}

int exif_orientation(enum picture_format format, const uint8_t *bytes, size_t length)
{
    if (format == PICTURE_JPEG)
        return of_jpeg(bytes, length);
    return format == PICTURE_WEBP ? of_webp(bytes, length) : UPRIGHT;
}
