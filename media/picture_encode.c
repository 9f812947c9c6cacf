#include "media/picture_encode.h"

#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>
#include <webp/encode.h>

const struct picture_width PICTURE_WIDTH[PICTURE_WIDTHS] = {
    {160, 8000}, {400, 25000}, {800, 80000}, {1200, 160000}};

const char *const PICTURE_FORMAT_NAMES[PICTURE_FORMATS] = {
    [PICTURE_AS_WEBP] = "webp", [PICTURE_AS_JPEG] = "jpg"};

/* From the best down. Fur, foliage and noise need the lower ones. */
enum { QUALITIES = 5 };
static const int QUALITY[PICTURE_FORMATS][QUALITIES] = {
    [PICTURE_AS_WEBP] = {78, 62, 46, 28, 8}, [PICTURE_AS_JPEG] = {82, 68, 52, 34, 14}};

static bool encode_webp(const struct raster *raster, int quality, uint8_t **bytes, size_t *length)
{
    WebPConfig config;
    WebPPicture picture;
    WebPMemoryWriter writer;
    if (!WebPConfigPreset(&config, WEBP_PRESET_PHOTO, (float)quality) || !WebPPictureInit(&picture))
        return false;
    WebPMemoryWriterInit(&writer);
    config.method = 4;
    picture.width = raster->width;
    picture.height = raster->height;
    picture.writer = WebPMemoryWrite;
    picture.custom_ptr = &writer;
    bool done = WebPPictureImportRGB(&picture, raster->rgb, raster->width * 3) &&
                WebPEncode(&config, &picture);
    WebPPictureFree(&picture);
    *bytes = writer.mem;
    *length = writer.size;
    return done;
}

struct jpeg_writer {
    struct jpeg_compress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf failed;
    unsigned char *bytes;
    unsigned long length;
};

static void on_error(j_common_ptr jpeg)
{
    longjmp(((struct jpeg_writer *)jpeg->client_data)->failed, 1);
}

static bool write_jpeg(struct jpeg_writer *writer, const struct raster *raster, int quality)
{
    struct jpeg_compress_struct *jpeg = &writer->jpeg;
    jpeg->err = jpeg_std_error(&writer->errors);
    writer->errors.error_exit = on_error;
    jpeg->client_data = writer;
    if (setjmp(writer->failed) != 0)
        return false;
    jpeg_create_compress(jpeg);
    jpeg_mem_dest(jpeg, &writer->bytes, &writer->length);
    jpeg->image_width = (JDIMENSION)raster->width;
    jpeg->image_height = (JDIMENSION)raster->height;
    jpeg->input_components = 3;
    jpeg->in_color_space = JCS_RGB;
    jpeg_set_defaults(jpeg);
    jpeg_set_quality(jpeg, quality, TRUE);
    jpeg->optimize_coding = TRUE;
    jpeg_simple_progression(jpeg);
    jpeg_start_compress(jpeg, TRUE);
    while (jpeg->next_scanline < jpeg->image_height) {
        JSAMPROW row = raster->rgb + (size_t)jpeg->next_scanline * (size_t)raster->width * 3;
        jpeg_write_scanlines(jpeg, &row, 1);
    }
    jpeg_finish_compress(jpeg);
    return true;
}

static bool encode_jpeg(const struct raster *raster, int quality, uint8_t **bytes, size_t *length)
{
    struct jpeg_writer *writer = calloc(1, sizeof(*writer));
    if (writer == NULL)
        return false;
    bool done = write_jpeg(writer, raster, quality);
    jpeg_destroy_compress(&writer->jpeg);
    *bytes = writer->bytes;
    *length = writer->length;
    free(writer);
    return done;
}

bool picture_encode(const struct raster *raster, enum picture_output format, size_t max_bytes,
                    uint8_t **bytes, size_t *length)
{
    for (int i = 0; i < QUALITIES; i++) {
        int quality = QUALITY[format][i];
        *bytes = NULL;
        bool done = format == PICTURE_AS_WEBP ? encode_webp(raster, quality, bytes, length)
                                              : encode_jpeg(raster, quality, bytes, length);
        if (done && (*length <= max_bytes || i == QUALITIES - 1))
            return true;
        free(*bytes);
        if (!done)
            return false;
    }
    return false;
}
