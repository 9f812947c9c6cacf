/* A downloaded file as lines, packed (gzip) or plain, with the hash of what it unpacks to. It is
 * read piece by piece: memory is the same whatever its length.
 */
#ifndef PAYMENT_WECHAT_WECHAT_FILE_H
#define PAYMENT_WECHAT_WECHAT_FILE_H

#include <stdbool.h>
#include <stdio.h>

struct wechat_file;

/* Takes the stream; reads it from its beginning. */
struct wechat_file *wechat_file_open(FILE *stream);
void wechat_file_close(struct wechat_file *file);
/* Again from the beginning. */
void wechat_file_rewind(struct wechat_file *file);

/* The next line without its end (LF or CRLF); it may be written into and lives until the next call.
 * NULL at the end, and when the file is broken: cut off, not text, or with a line of over 64 KiB.
 */
char *wechat_file_line(struct wechat_file *file);

/* Whether all was read, well; `hash` takes the SHA-1 of all that was unpacked. Once. */
bool wechat_file_ended(struct wechat_file *file, char hash[41]);

#endif
