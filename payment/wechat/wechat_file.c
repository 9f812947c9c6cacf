#include "payment/wechat/wechat_file.h"

#include <assert.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

#include "base/crypto.h"

enum { PIECE_BYTES = 16 * 1024, LINE_BYTES = 64 * 1024 };

struct wechat_file {
    FILE *stream;
    bool packed;
    bool open;          /* the unpacker has memory */
    bool broken, ended; /* nothing more comes */
    z_stream unpack;
    struct crypto_sha1 *sha1; /* NULL once its word was given */
    size_t begin, end;        /* of what stands in `text` and was not handed out */
    uint8_t piece[PIECE_BYTES];
    char text[LINE_BYTES + 1];
};

static void forget(struct wechat_file *file)
{
    char unused[41];
    if (file->open)
        inflateEnd(&file->unpack);
    if (file->sha1 != NULL)
        crypto_sha1_end(file->sha1, unused);
    file->open = false;
    file->sha1 = NULL;
}

void wechat_file_rewind(struct wechat_file *file)
{
    uint8_t magic[2] = {0};
    forget(file);
    rewind(file->stream);
    file->packed = fread(magic, 1, 2, file->stream) == 2 && magic[0] == 0x1F && magic[1] == 0x8B;
    rewind(file->stream);
    file->unpack = (z_stream){0};
    /* 16 above the window's bits asks zlib for a gzip header */
    if (file->packed && inflateInit2(&file->unpack, 15 + 16) != Z_OK)
        abort();
    file->open = file->packed;
    file->sha1 = crypto_sha1_new();
    file->broken = file->ended = false;
    file->begin = file->end = 0;
}

struct wechat_file *wechat_file_open(FILE *stream)
{
    struct wechat_file *file = calloc(1, sizeof *file);
    if (file == NULL)
        abort();
    file->stream = stream;
    wechat_file_rewind(file);
    return file;
}

void wechat_file_close(struct wechat_file *file)
{
    forget(file);
    fclose(file->stream);
    free(file);
}

/* ---- bytes --------------------------------------------------------------------------------- */

/* Unpacks some bytes to `out`; 0 at the end, or when it is broken. */
static size_t unpack(struct wechat_file *file, char *out, size_t room)
{
    z_stream *stream = &file->unpack;
    stream->next_out = (Bytef *)out;
    stream->avail_out = (uInt)room;
    while (stream->avail_out == room) {
        if (stream->avail_in == 0) {
            stream->next_in = file->piece;
            stream->avail_in = (uInt)fread(file->piece, 1, PIECE_BYTES, file->stream);
        }
        int said = inflate(stream, Z_NO_FLUSH);
        if (said == Z_STREAM_END) {
            file->ended = true;
            break;
        }
        if (said != Z_OK) { /* Z_BUF_ERROR too: it was cut off */
            file->broken = true;
            break;
        }
    }
    return room - stream->avail_out;
}

/* Brings more text behind what stands there; false when none comes. */
static bool more(struct wechat_file *file)
{
    memmove(file->text, file->text + file->begin, file->end - file->begin);
    file->end -= file->begin;
    file->begin = 0;
    char *out = file->text + file->end;
    size_t room = LINE_BYTES - file->end;
    if (room == 0)
        file->broken = true;
    if (file->broken || file->ended)
        return false;
    size_t got = file->packed ? unpack(file, out, room) : fread(out, 1, room, file->stream);
    if (got == 0 && !file->packed) {
        file->ended = feof(file->stream) != 0;
        file->broken = !file->ended;
    }
    crypto_sha1_add(file->sha1, out, got);
    file->broken = file->broken || memchr(out, '\0', got) != NULL;
    file->end += got;
    return got > 0 && !file->broken;
}

/* ---- lines --------------------------------------------------------------------------------- */

char *wechat_file_line(struct wechat_file *file)
{
    char *newline;
    size_t seen = 0;
    while ((newline = memchr(file->text + file->begin + seen, '\n',
                             file->end - file->begin - seen)) == NULL) {
        seen = file->end - file->begin;
        if (!more(file))
            break;
    }
    if (file->broken || (newline == NULL && file->end == file->begin))
        return NULL;
    char *line = file->text + file->begin;
    char *end = newline != NULL ? newline : file->text + file->end;
    file->begin = (size_t)(end - file->text) + (newline != NULL);
    if (end > line && end[-1] == '\r')
        end--;
    *end = '\0';
    return line;
}

bool wechat_file_ended(struct wechat_file *file, char hash[41])
{
    assert(file->sha1 != NULL);
    while (wechat_file_line(file) != NULL)
        continue;
    crypto_sha1_end(file->sha1, hash);
    file->sha1 = NULL;
    return file->ended && !file->broken;
}
