#include "base/import_decode.h"

#include <errno.h>
#include <iconv.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

enum { PIECE = 65536, ROOM = 2 * PIECE };

/* From one encoding to another, piece by piece; `out` NULL = only whether it can be read so. What a
 * piece breaks off in the middle of goes to the next. */
static bool convert(FILE *in, const char *from, FILE *out)
{
    static char piece[PIECE], text[ROOM];
    size_t held = 0, got;
    bool ok = true;
    iconv_t conversion = iconv_open("UTF-8", from);
    if (conversion == (iconv_t)-1)
        return false;
    rewind(in);
    do {
        got = fread(piece + held, 1, PIECE - held, in);
        char *at = piece, *to = text;
        size_t left = held + got, room = ROOM;
        errno = 0;
        ok =
            iconv(conversion, &at, &left, &to, &room) != (size_t)-1 || (errno == EINVAL && got > 0);
        if (ok && out != NULL)
            ok = fwrite(text, 1, ROOM - room, out) == ROOM - room;
        memmove(piece, at, left);
        held = left;
    } while (ok && got > 0);
    iconv_close(conversion);
    return ok && held == 0;
}

FILE *import_decode(FILE *stream)
{
    FILE *decoded;
    if (convert(stream, "UTF-8", NULL) || (decoded = tmpfile()) == NULL) {
        rewind(stream);
        return stream;
    }
    if (!convert(stream, "GB18030", decoded) || fflush(decoded) != 0) {
        fclose(decoded);
        rewind(stream);
        return stream;
    }
    fclose(stream);
    rewind(decoded);
    return decoded;
}
