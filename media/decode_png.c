/* PNG by libpng, row by row; an interlaced one must stand in memory whole. */
#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <png.h>

#include "media/picture_decode.h"

enum { SIDE_MAX = 100000, CHUNK_BYTES = 1 << 20, CHUNKS = 100 };

struct reader {
    png_structp png;
    png_infop info;
    const uint8_t *bytes;
    size_t length, at;
    struct reducer reducer;
    uint8_t *pixels; /* one row, or all */
    png_bytep *rows;
    bool begun;
};

static void on_read(png_structp png, png_bytep to, size_t wanted)
{
    struct reader *reader = png_get_io_ptr(png);
    if (wanted > reader->length - reader->at)
        png_error(png, "ends too early");
    memcpy(to, reader->bytes + reader->at, wanted);
    reader->at += wanted;
}

static void say_nothing(png_structp png, png_const_charp text)
{
    (void)png;
    (void)text;
}

static void on_error(png_structp png, png_const_charp text)
{
    (void)text;
    png_longjmp(png, 1);
}

/* Whatever the file has: eight bits of red, green, blue, alpha. */
static int normalise(struct reader *reader)
{
    png_set_expand(reader->png);
    png_set_scale_16(reader->png);
    png_set_gray_to_rgb(reader->png);
    png_set_add_alpha(reader->png, 0xff, PNG_FILLER_AFTER);
    int passes = png_set_interlace_handling(reader->png);
    png_read_update_info(reader->png, reader->info);
    return passes;
}

static bool read_whole(struct reader *reader, int width, int height)
{
    size_t row = (size_t)width * 4;
    reader->pixels = malloc(row * (size_t)height);
    reader->rows = malloc((size_t)height * sizeof(*reader->rows));
    if (reader->pixels == NULL || reader->rows == NULL)
        return false;
    for (int y = 0; y < height; y++)
        reader->rows[y] = reader->pixels + (size_t)y * row;
    png_read_image(reader->png, reader->rows);
    for (int y = 0; y < height; y++)
        reducer_row(&reader->reducer, reader->rows[y], 4);
    return true;
}

static bool read_rows(struct reader *reader, int width, int height, bool turned)
{
    bool interlaced = normalise(reader) > 1;
    reader->begun =
        reducer_begin(&reader->reducer, width, height, picture_factor(turned ? height : width));
    if (!reader->begun || png_get_rowbytes(reader->png, reader->info) != (size_t)width * 4)
        return false;
    if (interlaced && !read_whole(reader, width, height))
        return false;
    if (!interlaced) {
        reader->pixels = malloc((size_t)width * 4);
        for (int y = 0; reader->pixels != NULL && y < height; y++) {
            png_read_row(reader->png, reader->pixels, NULL);
            reducer_row(&reader->reducer, reader->pixels, 4);
        }
    }
    png_read_end(reader->png, NULL);
    return reader->pixels != NULL;
}

static enum picture_fault read_all(struct reader *reader, bool turned)
{
    if (setjmp(png_jmpbuf(reader->png)) != 0)
        return PICTURE_FAULT_BROKEN;
    png_set_read_fn(reader->png, reader, on_read);
    png_set_user_limits(reader->png, SIDE_MAX, SIDE_MAX);
    png_set_chunk_cache_max(reader->png, CHUNKS);
    png_set_chunk_malloc_max(reader->png, CHUNK_BYTES);
    png_read_info(reader->png, reader->info);
    png_uint_32 width = png_get_image_width(reader->png, reader->info);
    png_uint_32 height = png_get_image_height(reader->png, reader->info);
    enum picture_fault fault = picture_size_fault(width, height);
    if (fault != PICTURE_FINE)
        return fault;
    return read_rows(reader, (int)width, (int)height, turned) ? PICTURE_FINE : PICTURE_FAULT_HEAVY;
}

enum picture_fault decode_png(const uint8_t *bytes, size_t length, bool turned,
                              struct raster *raster)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    if (reader == NULL)
        return PICTURE_FAULT_HEAVY;
    reader->bytes = bytes;
    reader->length = length;
    enum picture_fault fault = PICTURE_FAULT_HEAVY;
    reader->png = png_create_read_struct(PNG_LIBPNG_VER_STRING, NULL, on_error, say_nothing);
    if (reader->png != NULL)
        reader->info = png_create_info_struct(reader->png);
    if (reader->info != NULL)
        fault = read_all(reader, turned);
    png_destroy_read_struct(&reader->png, &reader->info, NULL);
    if (reader->begun)
        *raster = reducer_end(&reader->reducer);
    free(reader->pixels);
    free(reader->rows);
    free(reader);
    return fault;
}
