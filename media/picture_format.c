#include "media/picture_format.h"

#include <stdbool.h>
#include <string.h>

enum { SVG_LOOK = 512, FTYP_BRANDS = 16 };

/* ---- magic bytes ---- */

static bool begins(const uint8_t *bytes, size_t length, const char *magic, size_t magic_length)
{
    return length >= magic_length && memcmp(bytes, magic, magic_length) == 0;
}

/* An ISO media file of the HEIF family: "ftyp", then a major and some compatible brands. */
static bool is_heif(const uint8_t *bytes, size_t length)
{
    static const char *const BRANDS[] = {"heic", "heix", "hevc", "heim", "heis",
                                         "mif1", "msf1", "avif", "avis"};
    if (length < 12 || memcmp(bytes + 4, "ftyp", 4) != 0)
        return false;
    for (size_t at = 8; at + 4 <= length && at < 8 + 4 * FTYP_BRANDS; at += 4)
        for (size_t i = 0; i < sizeof(BRANDS) / sizeof(BRANDS[0]); i++)
            if (memcmp(bytes + at, BRANDS[i], 4) == 0)
                return true;
    return false;
}

static bool is_svg(const uint8_t *bytes, size_t length)
{
    size_t look = length < SVG_LOOK ? length : SVG_LOOK;
    return memmem(bytes, look, "<svg", 4) != NULL;
}

enum picture_format picture_sniff(const uint8_t *bytes, size_t length)
{
    if (begins(bytes, length, "\xff\xd8\xff", 3))
        return PICTURE_JPEG;
    if (begins(bytes, length, "\x89PNG\r\n\x1a\n", 8))
        return PICTURE_PNG;
    if (begins(bytes, length, "RIFF", 4) && length >= 12 && memcmp(bytes + 8, "WEBP", 4) == 0)
        return PICTURE_WEBP;
    if (begins(bytes, length, "GIF8", 4))
        return PICTURE_GIF;
    if (is_heif(bytes, length))
        return PICTURE_HEIC;
    return is_svg(bytes, length) ? PICTURE_SVG : PICTURE_UNKNOWN;
}

/* ---- faults ---- */

#define FAULT_WORD(name_, word_) [name_] = (word_),
static const char *const WORDS[] = {PICTURE_FAULTS(FAULT_WORD)};

static const struct refusal_kind PICTURE_FORMAT_KIND = {
    "picture_format", 422, "这不是能用的照片，请上传 JPEG、PNG 或 WebP"};
static const struct refusal_kind PICTURE_HEIC_KIND = {
    "picture_heic", 422,
    "这是 HEIC 照片，网页上看不了。请在手机“设置 - 相机 - 格式”里选“兼容性最佳”再拍，"
    "或先把照片另存为 JPEG 再上传"};
static const struct refusal_kind PICTURE_GIF_KIND = {"picture_gif", 422,
                                                     "不收 GIF 图，请上传 JPEG、PNG 或 WebP 照片"};
static const struct refusal_kind PICTURE_SVG_KIND = {"picture_svg", 422,
                                                     "不收 SVG 图，请上传 JPEG、PNG 或 WebP 照片"};
static const struct refusal_kind PICTURE_BROKEN_KIND = {"picture_broken", 422,
                                                        "照片不完整或已损坏，请重新拍一张或换一张"};
static const struct refusal_kind PICTURE_MOVING_KIND = {"picture_moving", 422,
                                                        "不收会动的图，请上传一张静止的照片"};
static const struct refusal_kind PICTURE_PIXELS_KIND = {
    "picture_pixels", 422, "照片像素太多，最多 5000 万像素，请用手机拍的原图"};
static const struct refusal_kind PICTURE_SMALL_KIND = {"picture_small", 422,
                                                       "照片太小，短边至少 300 像素"};
static const struct refusal_kind PICTURE_NARROW_KIND = {"picture_narrow", 422,
                                                        "照片太细长，长边最多是短边的 3 倍"};
static const struct refusal_kind PICTURE_HEAVY_KIND = {
    "picture_heavy", 422, "这张照片处理不了，请换一张或另存为 JPEG 再传"};

static const struct refusal_kind *const KINDS[] = {
    [PICTURE_FAULT_FORMAT] = &PICTURE_FORMAT_KIND, [PICTURE_FAULT_HEIC] = &PICTURE_HEIC_KIND,
    [PICTURE_FAULT_GIF] = &PICTURE_GIF_KIND,       [PICTURE_FAULT_SVG] = &PICTURE_SVG_KIND,
    [PICTURE_FAULT_BROKEN] = &PICTURE_BROKEN_KIND, [PICTURE_FAULT_MOVING] = &PICTURE_MOVING_KIND,
    [PICTURE_FAULT_PIXELS] = &PICTURE_PIXELS_KIND, [PICTURE_FAULT_SMALL] = &PICTURE_SMALL_KIND,
    [PICTURE_FAULT_NARROW] = &PICTURE_NARROW_KIND, [PICTURE_FAULT_HEAVY] = &PICTURE_HEAVY_KIND,
};

const char *picture_fault_word(enum picture_fault fault)
{
    return WORDS[fault];
}

enum picture_fault picture_fault_find(const char *word, size_t length)
{
    int found = 0;
    while (found < PICTURE_FAULT_COUNT &&
           (strlen(WORDS[found]) != length || memcmp(WORDS[found], word, length) != 0))
        found++;
    return (enum picture_fault)found;
}

const struct refusal_kind *picture_fault_kind(enum picture_fault fault)
{
    return KINDS[fault];
}

enum picture_fault picture_format_fault(enum picture_format format)
{
    switch (format) {
    case PICTURE_JPEG:
    case PICTURE_PNG:
    case PICTURE_WEBP:
        return PICTURE_FINE;
    case PICTURE_HEIC:
        return PICTURE_FAULT_HEIC;
    case PICTURE_GIF:
        return PICTURE_FAULT_GIF;
    case PICTURE_SVG:
        return PICTURE_FAULT_SVG;
    case PICTURE_UNKNOWN:
        break;
    }
    return PICTURE_FAULT_FORMAT;
}
