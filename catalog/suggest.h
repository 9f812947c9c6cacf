/* Suggestions while somebody types: names of produce, counties, producers and titles of what is on
 * sale, kept in the worker's memory, so that a key pressed costs no statement. They are read anew
 * in the background when they are older than SUGGEST_AGE_MS and somebody asks, who gets those of
 * before.
 *
 * A name is found by any part of it, or by the beginning of its initials in pinyin ("qc" finds
 * 脐橙). Whole syllables are not known, and a character with two readings has only one of them.
 */
#ifndef CATALOG_SUGGEST_H
#define CATALOG_SUGGEST_H

#include <jansson.h>
#include <stddef.h>
#include <stdint.h>

#include "base/task.h"

enum { SUGGEST_LENGTH = 10, SUGGEST_AGE_MS = 30000 };

/* Initials of the characters in pinyin, in the arena: "脐橙 5" -> "qc5". Letters and digits stay,
 * lower-cased; what has no initial here is left out. Pure. */
const char *suggest_initials(struct arena *arena, const char *text);

/* At most SUGGEST_LENGTH, best first: {"kind": "produce" | "county" | "producer" | "title", "name",
 * "key", "products"}; key is the county's code, the producer's or the listing's id, "" for produce.
 * A question without letters finds nothing. New reference, NULL and why when refused. */
json_t *suggest_json(struct task *task, const char *question, struct refusal *why);

#endif
