/* JPEG by libjpeg-turbo: scaled down by the decoder itself as far as that goes in eighths. */
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>

#include <jpeglib.h>

#include "media/picture_decode.h"

/* For what libjpeg keeps of a progressive file; it refuses beyond. */
#define WORK_BYTES (256L * 1024 * 1024)

struct reader {
    struct jpeg_decompress_struct jpeg;
    struct jpeg_error_mgr errors;
    jmp_buf failed;
    struct reducer reducer;
    uint8_t *row;
    bool begun;
};

static void on_error(j_common_ptr jpeg)
{
    longjmp(((struct reader *)jpeg->client_data)->failed, 1);
}

/* A warning means that what comes out is partly made up: the file ends too early or its code is
 * broken. Stray bytes before a marker are common and harmless (code 119, JWRN_EXTRANEOUS_DATA). */
static void on_message(j_common_ptr jpeg, int level)
{
    enum { EXTRANEOUS_DATA = 119 };
    if (level < 0 && jpeg->err->msg_code != EXTRANEOUS_DATA)
        on_error(jpeg);
}

static void say_nothing(j_common_ptr jpeg)
{
    (void)jpeg;
}

/* The smallest scale in eighths that leaves the future width above what is made. */
static void choose_scale(struct jpeg_decompress_struct *jpeg, bool turned)
{
    int64_t side = turned ? jpeg->image_height : jpeg->image_width;
    jpeg->scale_denom = 8;
    for (jpeg->scale_num = 8; jpeg->scale_num > 1; jpeg->scale_num /= 2)
        if (side * (jpeg->scale_num / 2) / 8 < PICTURE_WIDTH_MAX)
            break;
}

/* Adobe's CMYK is stored inverted, and libjpeg hands it out as it is. */
static void flatten_cmyk(struct reader *reader)
{
    bool inverted = reader->jpeg.saw_Adobe_marker;
    for (JDIMENSION x = 0; x < reader->jpeg.output_width; x++) {
        uint8_t *cmyk = reader->row + (size_t)x * 4, *rgb = reader->row + (size_t)x * 3;
        int black = inverted ? cmyk[3] : 255 - cmyk[3];
        for (int c = 0; c < 3; c++) {
            int ink = inverted ? cmyk[c] : 255 - cmyk[c];
            rgb[c] = (uint8_t)(ink * black / 255);
        }
    }
}

static bool read_rows(struct reader *reader, bool turned)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    bool cmyk = jpeg->jpeg_color_space == JCS_CMYK || jpeg->jpeg_color_space == JCS_YCCK;
    jpeg->out_color_space = cmyk ? JCS_CMYK : JCS_RGB;
    jpeg->dct_method = JDCT_ISLOW;
    choose_scale(jpeg, turned);
    jpeg_start_decompress(jpeg);
    int width = (int)jpeg->output_width, height = (int)jpeg->output_height;
    reader->row = malloc((size_t)width * 4);
    reader->begun =
        reducer_begin(&reader->reducer, width, height, picture_factor(turned ? height : width));
    if (reader->row == NULL || !reader->begun)
        return false;
    while (jpeg->output_scanline < jpeg->output_height) {
        jpeg_read_scanlines(jpeg, &reader->row, 1);
        if (cmyk)
            flatten_cmyk(reader);
        reducer_row(&reader->reducer, reader->row, 3);
    }
    jpeg_finish_decompress(jpeg);
    return true;
}

static enum picture_fault read_all(struct reader *reader, const uint8_t *bytes, size_t length,
                                   bool turned)
{
    struct jpeg_decompress_struct *jpeg = &reader->jpeg;
    jpeg->err = jpeg_std_error(&reader->errors);
    reader->errors.error_exit = on_error;
    reader->errors.emit_message = on_message;
    reader->errors.output_message = say_nothing;
    jpeg->client_data = reader;
    if (setjmp(reader->failed) != 0)
        return PICTURE_FAULT_BROKEN;
    jpeg_create_decompress(jpeg);
    jpeg->mem->max_memory_to_use = WORK_BYTES;
    jpeg_mem_src(jpeg, bytes, length);
    if (jpeg_read_header(jpeg, TRUE) != JPEG_HEADER_OK)
        return PICTURE_FAULT_BROKEN;
    enum picture_fault fault = picture_size_fault(jpeg->image_width, jpeg->image_height);
    if (fault != PICTURE_FINE)
        return fault;
    return read_rows(reader, turned) ? PICTURE_FINE : PICTURE_FAULT_HEAVY;
}

enum picture_fault decode_jpeg(const uint8_t *bytes, size_t length, bool turned,
                               struct raster *raster)
{
    struct reader *reader = calloc(1, sizeof(*reader));
    if (reader == NULL)
        return PICTURE_FAULT_HEAVY;
    enum picture_fault fault = read_all(reader, bytes, length, turned);
    jpeg_destroy_decompress(&reader->jpeg);
    if (reader->begun)
        *raster = reducer_end(&reader->reducer);
    free(reader->row);
    free(reader);
    return fault;
}
