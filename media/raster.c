#include "media/raster.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

bool raster_init(struct raster *raster, int width, int height)
{
    assert(width > 0 && height > 0);
    *raster = (struct raster){width, height, malloc((size_t)width * (size_t)height * 3)};
    return raster->rgb != NULL;
}

void raster_free(struct raster *raster)
{
    free(raster->rgb);
    raster->rgb = NULL;
}

static uint8_t *pixel(const struct raster *raster, int x, int y)
{
    return raster->rgb + ((size_t)y * (size_t)raster->width + (size_t)x) * 3;
}

/* ---- turning ---- */

bool raster_is_turned(int orientation)
{
    return orientation >= 5;
}

/* Where the pixel that comes to (x, y) stands in a raster of that size. */
static const uint8_t *source(const struct raster *from, int orientation, int x, int y)
{
    int right = from->width - 1, bottom = from->height - 1;
    switch (orientation) {
    case 2:
        return pixel(from, right - x, y);
    case 3:
        return pixel(from, right - x, bottom - y);
    case 4:
        return pixel(from, x, bottom - y);
    case 5:
        return pixel(from, y, x);
    case 6:
        return pixel(from, y, bottom - x);
    case 7:
        return pixel(from, right - y, bottom - x);
    case 8:
        return pixel(from, right - y, x);
    default:
        return pixel(from, x, y);
    }
}

bool raster_turn(struct raster *raster, int orientation)
{
    struct raster turned;
    bool swap = raster_is_turned(orientation);
    if (orientation == 1)
        return true;
    if (!raster_init(&turned, swap ? raster->height : raster->width,
                     swap ? raster->width : raster->height))
        return false;
    for (int y = 0; y < turned.height; y++)
        for (int x = 0; x < turned.width; x++)
            memcpy(pixel(&turned, x, y), source(raster, orientation, x, y), 3);
    raster_free(raster);
    *raster = turned;
    return true;
}

/* ---- shrinking by exact areas ---- */

/* `count` pixels, `step` bytes apart, become `wanted`: pixel i of the result covers
 * [i * count, (i + 1) * count) when every pixel of the source is `wanted` long. */
static void shrink_line(const uint8_t *from, size_t step, int count, uint8_t *to, size_t to_step,
                        int wanted)
{
    int at = 0;
    for (int i = 0; i < wanted; i++) {
        int64_t begin = (int64_t)i * count, end = begin + count;
        uint32_t sum[3] = {0, 0, 0};
        for (at = (int)(begin / wanted); (int64_t)at * wanted < end; at++) {
            int64_t low = (int64_t)at * wanted, high = low + wanted;
            uint32_t part = (uint32_t)((high < end ? high : end) - (low > begin ? low : begin));
            const uint8_t *p = from + (size_t)at * step;
            for (int c = 0; c < 3; c++)
                sum[c] += part * p[c];
        }
        for (int c = 0; c < 3; c++)
            to[(size_t)i * to_step + (size_t)c] =
                (uint8_t)((sum[c] + (uint32_t)count / 2) / (uint32_t)count);
    }
}

bool raster_shrink(const struct raster *raster, int width, struct raster *smaller)
{
    assert(width > 0 && width <= raster->width);
    struct raster flat;
    int height = (int)(((int64_t)raster->height * width + raster->width / 2) / raster->width);
    height = height > 0 ? height : 1;
    if (!raster_init(&flat, width, raster->height))
        return false;
    if (!raster_init(smaller, width, height)) {
        raster_free(&flat);
        return false;
    }
    for (int y = 0; y < raster->height; y++)
        shrink_line(pixel(raster, 0, y), 3, raster->width, pixel(&flat, 0, y), 3, width);
    for (int x = 0; x < width; x++)
        shrink_line(pixel(&flat, x, 0), (size_t)width * 3, raster->height, pixel(smaller, x, 0),
                    (size_t)width * 3, height);
    raster_free(&flat);
    return true;
}

/* ---- rows as they come ---- */

bool reducer_begin(struct reducer *reducer, int width, int height, int factor)
{
    assert(factor > 0 && width >= factor && height >= factor);
    *reducer = (struct reducer){.factor = factor, .in_width = width};
    reducer->sums = calloc((size_t)(width / factor) * 3, sizeof(uint32_t));
    return reducer->sums != NULL && raster_init(&reducer->out, width / factor, height / factor);
}

static void row_done(struct reducer *reducer)
{
    uint32_t area = (uint32_t)(reducer->factor * reducer->factor);
    size_t count = (size_t)reducer->out.width * 3;
    uint8_t *to = pixel(&reducer->out, 0, reducer->out_row++);
    for (size_t i = 0; i < count; i++)
        to[i] = (uint8_t)((reducer->sums[i] + area / 2) / area);
    memset(reducer->sums, 0, count * sizeof(uint32_t));
    reducer->row = 0;
}

void reducer_row(struct reducer *reducer, const uint8_t *pixels, int channels)
{
    if (reducer->out_row == reducer->out.height)
        return; /* the rest of the bottom */
    for (int x = 0; x < reducer->out.width * reducer->factor; x++) {
        const uint8_t *p = pixels + (size_t)x * (size_t)channels;
        uint32_t *sum = reducer->sums + (size_t)(x / reducer->factor) * 3;
        uint32_t alpha = channels == 4 ? p[3] : 255;
        for (int c = 0; c < 3; c++)
            sum[c] += (p[c] * alpha + 255 * (255 - alpha) + 127) / 255;
    }
    if (++reducer->row == reducer->factor)
        row_done(reducer);
}

struct raster reducer_end(struct reducer *reducer)
{
    free(reducer->sums);
    reducer->sums = NULL;
    return reducer->out;
}
