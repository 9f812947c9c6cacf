/* The encoding of a file of people: UTF-8, or GB18030 as a Chinese spreadsheet saves it. */
#ifndef BASE_IMPORT_DECODE_H
#define BASE_IMPORT_DECODE_H

#include <stdio.h>

/* A stream of the file's text as UTF-8, at its beginning: the given one when it is UTF-8, or
 * neither (then its reader says where); otherwise a temporary file, and the given one is closed. */
FILE *import_decode(FILE *stream);

#endif
