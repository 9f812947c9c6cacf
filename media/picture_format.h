/* What a sent file is, by its first bytes: names and declared types are not looked at. */
#ifndef MEDIA_PICTURE_FORMAT_H
#define MEDIA_PICTURE_FORMAT_H

#include <stddef.h>
#include <stdint.h>

#include "base/refusal.h"

enum picture_format {
    PICTURE_JPEG,
    PICTURE_PNG,
    PICTURE_WEBP,
    PICTURE_HEIC, /* known, so that the refusal can say what to do */
    PICTURE_GIF,
    PICTURE_SVG,
    PICTURE_UNKNOWN
};

enum picture_format picture_sniff(const uint8_t *bytes, size_t length);

/* What can be wrong with a picture; the words go from the child process to its parent. */
#define PICTURE_FAULTS(FAULT)                                                                      \
    FAULT(PICTURE_FAULT_FORMAT, "format")                                                          \
    FAULT(PICTURE_FAULT_HEIC, "heic")                                                              \
    FAULT(PICTURE_FAULT_GIF, "gif")                                                                \
    FAULT(PICTURE_FAULT_SVG, "svg")                                                                \
    FAULT(PICTURE_FAULT_BROKEN, "broken")                                                          \
    FAULT(PICTURE_FAULT_MOVING, "moving")                                                          \
    FAULT(PICTURE_FAULT_PIXELS, "pixels")                                                          \
    FAULT(PICTURE_FAULT_SMALL, "small")                                                            \
    FAULT(PICTURE_FAULT_NARROW, "narrow")                                                          \
    FAULT(PICTURE_FAULT_HEAVY, "heavy")
#define PICTURE_FAULT_ENUM(name_, word_) name_,
enum picture_fault { PICTURE_FAULTS(PICTURE_FAULT_ENUM) PICTURE_FAULT_COUNT, PICTURE_FINE };

const char *picture_fault_word(enum picture_fault fault);
/* PICTURE_FAULT_COUNT when there is no such word. */
enum picture_fault picture_fault_find(const char *word, size_t length);

/* All 422 picture_...: what is wrong, and what to do. */
const struct refusal_kind *picture_fault_kind(enum picture_fault fault);

/* PICTURE_FINE for what can be read at all. */
enum picture_fault picture_format_fault(enum picture_format format);

#endif
