/* The sections of a household's copy (register/household_copy.h): which members of what is read
 * stand in it, under which label, and how each is said.
 */
#ifndef REGISTER_COPY_COLUMN_H
#define REGISTER_COPY_COLUMN_H

#include <jansson.h>
#include <stdbool.h>

#include "base/arena.h"

/* How a value is said. */
enum copy_as {
    COPY_TEXT,    /* as it stands; a number in figures, true and false as 是 and 否 */
    COPY_WORDS,   /* each word of a text with commas, or of a list, by the column's words */
    COPY_MOMENT,  /* RFC 3339 -> 2026-11-29 09:30, Beijing time */
    COPY_YUAN,    /* fen -> 12.30 元 */
    COPY_CHANGES, /* what a version says otherwise, in a sentence each */
    COPY_RULES    /* the rules of a verdict that do not fit */
};

struct copy_word {
    const char *code, *word;
};

struct copy_column {
    const char *member, *label;
    enum copy_as as;
    const struct copy_word *words; /* of COPY_WORDS; ended by NULL */
};

struct copy_section {
    const char *key, *title;
    const char *note;                  /* what to know of it; "" = nothing */
    const struct copy_column *columns; /* ended by .member == NULL */
};

extern const struct copy_section COPY_RECORD, COPY_MEMBERS, COPY_FACTS, COPY_VERSIONS, COPY_MOVES,
    COPY_AGREED, COPY_CONSENTS, COPY_CORRECTIONS, COPY_AUTHORITIES, COPY_CODES, COPY_LINKS,
    COPY_VERDICTS, COPY_INCOME, COPY_PAYOUTS, COPY_VISITS, COPY_SCANS, COPY_TRAIL, COPY_REPORTS;

/* {key, title, note, more, entries: [{fields: [{key, label, text}]}]} of an array of objects;
 * what has no value is left out. New reference. */
json_t *copy_section_json(struct arena *arena, const struct copy_section *section, json_t *items,
                          bool more);

#endif
