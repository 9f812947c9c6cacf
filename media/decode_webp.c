/* WebP by libwebp, scaled while it is decoded. */
#include <stdlib.h>

#include <webp/decode.h>

#include "media/picture_decode.h"

/* The same size that the reducer would make of it. */
static void choose_scale(WebPDecoderConfig *config, bool turned)
{
    int width = config->input.width, height = config->input.height;
    int factor = picture_factor(turned ? height : width);
    config->options.use_scaling = factor > 1;
    config->options.scaled_width = width / factor;
    config->options.scaled_height = height / factor;
    config->output.colorspace = MODE_RGBA;
}

static enum picture_fault lay_on_white(const WebPDecBuffer *buffer, struct raster *raster)
{
    struct reducer reducer;
    bool begun = reducer_begin(&reducer, buffer->width, buffer->height, 1);
    for (int y = 0; begun && y < buffer->height; y++)
        reducer_row(&reducer, buffer->u.RGBA.rgba + (size_t)y * (size_t)buffer->u.RGBA.stride, 4);
    *raster = reducer_end(&reducer);
    return begun ? PICTURE_FINE : PICTURE_FAULT_HEAVY;
}

enum picture_fault decode_webp(const uint8_t *bytes, size_t length, bool turned,
                               struct raster *raster)
{
    WebPDecoderConfig config;
    if (!WebPInitDecoderConfig(&config) ||
        WebPGetFeatures(bytes, length, &config.input) != VP8_STATUS_OK)
        return PICTURE_FAULT_BROKEN;
    if (config.input.has_animation)
        return PICTURE_FAULT_MOVING;
    enum picture_fault fault = picture_size_fault(config.input.width, config.input.height);
    if (fault != PICTURE_FINE)
        return fault;
    choose_scale(&config, turned);
    switch (WebPDecode(bytes, length, &config)) {
    case VP8_STATUS_OK:
        fault = lay_on_white(&config.output, raster);
        break;
    case VP8_STATUS_OUT_OF_MEMORY:
        fault = PICTURE_FAULT_HEAVY;
        break;
    default:
        fault = PICTURE_FAULT_BROKEN;
    }
    WebPFreeDecBuffer(&config.output);
    return fault;
}
