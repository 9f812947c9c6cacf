/* The work on one picture, done by a process that can do nothing else: `mall picture` reads the
 * file on standard input and writes what is to be stored on standard output.
 *
 * The process first takes from itself whatever it does not need (memory, seconds, files, further
 * processes, all system calls but a few), then reads. Its answer is lines with bytes behind them:
 *
 *     fine 4000 3000          upright size of what came; or: fault WORD (PICTURE_FAULTS)
 *     400 300 webp 18231      a file: width, height, format, bytes - and the bytes
 *     ...
 *     end
 */
#ifndef MEDIA_PICTURE_WORK_H
#define MEDIA_PICTURE_WORK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { PICTURE_MAX_BYTES = 12 * 1024 * 1024 };

/* Writes all of the bytes; false ends the work. */
typedef bool picture_sink(void *argument, const void *bytes, size_t length);

/* Looks, decodes, encodes and answers. False when the sink did. */
bool picture_work(const uint8_t *bytes, size_t length, picture_sink *sink, void *argument);

/* The command; returns its exit code. */
int picture_work_main(void);

#endif
