/* Photos for tests, made and looked at:
 *
 *   picture_tool make FORMAT WIDTH HEIGHT [noise] [exif=N] > FILE
 *       FORMAT jpg, png, webp, progressive, interlaced. The left quarter is red, the top right
 *       quarter of the rest is green, the rest a soft gradient; noise covers all of it. exif=N puts
 *       a metadata block with that orientation, a place (GPS) and a word to look for.
 *   picture_tool bomb WIDTH HEIGHT > FILE      a PNG whose head says so, with next to nothing
 * behind picture_tool look FILE                     WIDTH HEIGHT of a JPEG or WebP file
 *   picture_tool at FILE X Y                   red, green, blue or other: what the pixel is
 */
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jpeglib.h>
#include <png.h>
#include <webp/decode.h>
#include <webp/encode.h>

#include "tests/unit/prng.h"

enum { FILE_MAX = 64 * 1024 * 1024 };

struct wish {
    const char *format;
    int width, height, orientation;
    bool noise;
};

static void die(const char *why)
{
    fprintf(stderr, "picture_tool: %s\n", why);
    exit(1);
}

/* ---- making ---- */

static void paint_row(const struct wish *wish, int y, uint8_t *rgb, struct prng *prng)
{
    static const uint8_t RED[] = {220, 20, 20}, GREEN[] = {20, 180, 20};
    for (int x = 0; x < wish->width; x++, rgb += 3) {
        if (wish->noise) {
            uint64_t random = prng_next(prng);
            memcpy(rgb, &random, 3);
        } else if (x < wish->width / 4) {
            memcpy(rgb, RED, 3);
        } else if (y < wish->height / 4 && x > wish->width / 2) {
            memcpy(rgb, GREEN, 3);
        } else {
            rgb[0] = rgb[1] = (uint8_t)(x * 200 / wish->width);
            rgb[2] = (uint8_t)(y * 200 / wish->height + 40);
        }
    }
}

/* A TIFF block: orientation, and where it was taken. */
static size_t make_exif(int orientation, uint8_t block[128])
{
    static const uint8_t HEAD[] = {'E', 'x', 'i', 'f', 0, 0, 'M', 'M', 0, 42, 0, 0, 0, 8, 0, 2};
    uint8_t entries[] = {0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, (uint8_t)orientation, 0, 0, 0x88, 0x25, 0,
                         4,    0,    0, 0, 1, 0, 0, 0, 38};
    static const char GPS[] = "\0\0\0\0GPSSECRETPLACE 31.0185N 109.4636E";
    memcpy(block, HEAD, sizeof(HEAD));
    memcpy(block + sizeof(HEAD), entries, sizeof(entries));
    memcpy(block + sizeof(HEAD) + sizeof(entries), GPS, sizeof(GPS));
    return sizeof(HEAD) + sizeof(entries) + sizeof(GPS);
}

static void make_jpeg(const struct wish *wish, bool progressive)
{
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    struct prng prng = {1};
    uint8_t exif[128], *row = malloc((size_t)wish->width * 3);
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    jpeg_stdio_dest(&jpeg, stdout);
    jpeg.image_width = (JDIMENSION)wish->width;
    jpeg.image_height = (JDIMENSION)wish->height;
    jpeg.input_components = 3;
    jpeg.in_color_space = JCS_RGB;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 92, TRUE);
    if (progressive)
        jpeg_simple_progression(&jpeg);
    jpeg_start_compress(&jpeg, TRUE);
    if (wish->orientation > 0)
        jpeg_write_marker(&jpeg, JPEG_APP0 + 1, exif, (unsigned)make_exif(wish->orientation, exif));
    for (int y = 0; y < wish->height; y++) {
        paint_row(wish, y, row, &prng);
        jpeg_write_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    free(row);
}

static void make_png(const struct wish *wish, bool interlaced)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    struct prng prng = {1};
    uint8_t *all = malloc((size_t)wish->width * (size_t)wish->height * 3);
    uint8_t **rows = malloc((size_t)wish->height * sizeof(*rows));
    for (int y = 0; y < wish->height; y++) {
        rows[y] = all + (size_t)y * (size_t)wish->width * 3;
        paint_row(wish, y, rows[y], &prng);
    }
    png_init_io(png, stdout);
    png_set_IHDR(png, info, (png_uint_32)wish->width, (png_uint_32)wish->height, 8,
                 PNG_COLOR_TYPE_RGB, interlaced ? PNG_INTERLACE_ADAM7 : PNG_INTERLACE_NONE,
                 PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_compression_level(png, 1);
    png_write_info(png, info);
    png_write_image(png, rows);
    png_write_end(png, info);
    png_destroy_write_struct(&png, &info);
    free(rows);
    free(all);
}

static void make_webp(const struct wish *wish)
{
    struct prng prng = {1};
    uint8_t *all = malloc((size_t)wish->width * (size_t)wish->height * 3), *bytes = NULL;
    for (int y = 0; y < wish->height; y++)
        paint_row(wish, y, all + (size_t)y * (size_t)wish->width * 3, &prng);
    size_t length = WebPEncodeRGB(all, wish->width, wish->height, wish->width * 3, 80.0F, &bytes);
    fwrite(bytes, 1, length, stdout);
    WebPFree(bytes);
    free(all);
}

/* The head is whole and its sum right; of the rows there is one byte. */
static void make_bomb(int width, int height)
{
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png_create_info_struct(png);
    png_init_io(png, stdout);
    png_set_user_limits(png, 0x7fffffff, 0x7fffffff);
    png_set_IHDR(png, info, (png_uint_32)width, (png_uint_32)height, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_write_info(png, info);
    png_write_chunk(png, (png_const_bytep) "IDAT", (png_const_bytep) "x", 1);
    png_destroy_write_struct(&png, &info);
}

static int make(int argc, char **argv)
{
    struct wish wish = {argv[2], (int)strtol(argv[3], NULL, 10), (int)strtol(argv[4], NULL, 10), 0,
                        false};
    for (int i = 5; i < argc; i++)
        if (strcmp(argv[i], "noise") == 0)
            wish.noise = true;
        else if (strncmp(argv[i], "exif=", 5) == 0)
            wish.orientation = (int)strtol(argv[i] + 5, NULL, 10);
    if (strcmp(wish.format, "jpg") == 0 || strcmp(wish.format, "progressive") == 0)
        make_jpeg(&wish, wish.format[0] == 'p');
    else if (strcmp(wish.format, "png") == 0 || strcmp(wish.format, "interlaced") == 0)
        make_png(&wish, wish.format[0] == 'i');
    else if (strcmp(wish.format, "webp") == 0)
        make_webp(&wish);
    else
        die("no such format");
    return 0;
}

/* ---- looking ---- */

static uint8_t *read_jpeg(const uint8_t *bytes, size_t length, int *width, int *height)
{
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_decompress(&jpeg);
    jpeg_mem_src(&jpeg, bytes, length);
    jpeg_read_header(&jpeg, TRUE);
    jpeg.out_color_space = JCS_RGB;
    jpeg_start_decompress(&jpeg);
    *width = (int)jpeg.output_width;
    *height = (int)jpeg.output_height;
    uint8_t *rgb = malloc((size_t)*width * (size_t)*height * 3);
    while (jpeg.output_scanline < jpeg.output_height) {
        uint8_t *row = rgb + (size_t)jpeg.output_scanline * (size_t)*width * 3;
        jpeg_read_scanlines(&jpeg, &row, 1);
    }
    jpeg_finish_decompress(&jpeg);
    jpeg_destroy_decompress(&jpeg);
    return rgb;
}

static uint8_t *read_file(const char *path, int *width, int *height)
{
    static uint8_t bytes[FILE_MAX];
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        die("no such file");
    size_t length = fread(bytes, 1, sizeof(bytes), file);
    fclose(file);
    uint8_t *rgb = bytes[0] == 0xff ? read_jpeg(bytes, length, width, height)
                                    : WebPDecodeRGB(bytes, length, width, height);
    if (rgb == NULL)
        die("not a picture");
    return rgb;
}

static const char *colour(const uint8_t *rgb)
{
    if (rgb[0] > 170 && rgb[1] < 80 && rgb[2] < 80)
        return "red";
    if (rgb[1] > 130 && rgb[0] < 80 && rgb[2] < 80)
        return "green";
    return rgb[2] > rgb[0] + 20 ? "blue" : "other";
}

int main(int argc, char **argv)
{
    int width, height;
    if (argc >= 5 && strcmp(argv[1], "make") == 0)
        return make(argc, argv);
    if (argc == 4 && strcmp(argv[1], "bomb") == 0) {
        make_bomb((int)strtol(argv[2], NULL, 10), (int)strtol(argv[3], NULL, 10));
        return 0;
    }
    if (argc < 3)
        die("make, bomb, look or at");
    uint8_t *rgb = read_file(argv[2], &width, &height);
    if (strcmp(argv[1], "look") == 0) {
        printf("%d %d\n", width, height);
    } else if (argc == 5 && strcmp(argv[1], "at") == 0) {
        long x = strtol(argv[3], NULL, 10), y = strtol(argv[4], NULL, 10);
        if (x < 0 || x >= width || y < 0 || y >= height)
            die("outside");
        puts(colour(rgb + ((size_t)y * (size_t)width + (size_t)x) * 3));
    }
    free(rgb);
    return 0;
}
