#include "media/picture_work.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/cage.h"
#include "media/picture_decode.h"
#include "media/picture_encode.h"

struct answer {
    picture_sink *sink;
    void *argument;
};

static bool say(const struct answer *answer, const char *line)
{
    return answer->sink(answer->argument, line, strlen(line));
}

static bool say_fault(const struct answer *answer, enum picture_fault fault)
{
    char line[64];
    snprintf(line, sizeof(line), "fault %s\n", picture_fault_word(fault));
    return say(answer, line) && say(answer, "end\n");
}

/* ---- files ---- */

static bool give_file(const struct answer *answer, const struct raster *raster,
                      enum picture_output format, size_t max_bytes)
{
    uint8_t *bytes;
    size_t length;
    char line[64];
    if (!picture_encode(raster, format, max_bytes, &bytes, &length))
        return false;
    snprintf(line, sizeof(line), "%d %d %s %zu\n", raster->width, raster->height,
             PICTURE_FORMAT_NAMES[format], length);
    bool given = say(answer, line) && answer->sink(answer->argument, bytes, length);
    free(bytes);
    return given;
}

static bool give_width(const struct answer *answer, const struct raster *raster, int width,
                       size_t max_bytes)
{
    struct raster smaller;
    if (!raster_shrink(raster, width, &smaller))
        return false;
    bool given = true;
    for (int format = 0; given && format < PICTURE_FORMATS; format++)
        given = give_file(answer, &smaller, (enum picture_output)format, max_bytes);
    raster_free(&smaller);
    return given;
}

/* Never wider than what came: the last one is the picture's own width when that is less. */
static bool give_all(const struct answer *answer, const struct raster *raster)
{
    char line[64];
    snprintf(line, sizeof(line), "fine %d %d\n", raster->width, raster->height);
    if (!say(answer, line))
        return false;
    for (int i = 0; i < PICTURE_WIDTHS; i++) {
        const struct picture_width *wanted = &PICTURE_WIDTH[i];
        bool last = raster->width <= wanted->width || i == PICTURE_WIDTHS - 1;
        int width = raster->width < wanted->width ? raster->width : wanted->width;
        if (!give_width(answer, raster, width, wanted->max_bytes))
            return false;
        if (last)
            break;
    }
    return say(answer, "end\n");
}

bool picture_work(const uint8_t *bytes, size_t length, picture_sink *sink, void *argument)
{
    struct answer answer = {sink, argument};
    struct raster raster;
    enum picture_format format = picture_sniff(bytes, length);
    enum picture_fault fault = picture_format_fault(format);
    if (fault == PICTURE_FINE)
        fault = picture_decode(format, bytes, length, &raster);
    if (fault != PICTURE_FINE)
        return say_fault(&answer, fault);
    bool given = give_all(&answer, &raster);
    raster_free(&raster);
    return given;
}

/* ---- the process ---- */

static bool to_output(void *argument, const void *bytes, size_t length)
{
    (void)argument;
    return cage_write(bytes, length);
}

static bool from_input(uint8_t *bytes, size_t room, size_t *length)
{
    *length = 0;
    for (;;) {
        ssize_t got = read(STDIN_FILENO, bytes + *length, room - *length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return got == 0 && *length > 0 && *length < room;
        *length += (size_t)got;
    }
}

int picture_work_main(void)
{
    size_t length, room = PICTURE_MAX_BYTES + 1;
    if (!cage_self())
        return EX_OSERR;
    uint8_t *bytes = malloc(room);
    if (bytes == NULL)
        return EX_OSERR;
    if (!from_input(bytes, room, &length))
        return EX_DATAERR;
    bool done = picture_work(bytes, length, to_output, NULL);
    free(bytes);
    return done ? EX_OK : EX_SOFTWARE;
}
