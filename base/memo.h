/* What a worker remembers of the database for a while, in a fixed number of places.
 *
 * - A key has `ways` places; when all are taken the oldest entry gives way. Which places is a keyed
 *   hash: who sends keys cannot make them meet.
 * - An entry is found until it is older than `max_age_ms` or was forgotten. What was asked of the
 *   database before something was forgotten may be old, so it is kept for this once only: take a
 *   stamp before asking.
 *
 *     static struct memo regions = {.sets = 2048, .ways = 4, .key_size = 13,
 *                                   .value_size = sizeof(struct region), .max_age_ms = 600000};
 */
#ifndef BASE_MEMO_H
#define BASE_MEMO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct memo {
    size_t sets;               /* a power of two; sets * ways entries in all */
    int ways;                  /* at least 1 */
    size_t key_size;           /* bytes of a key; all count, so a text is followed by zeros */
    size_t value_size;         /* bytes of a value */
    int64_t max_age_ms;        /* 0 = nothing is found */
    void (*drop)(void *value); /* frees what a value owns; NULL = it owns nothing */
    /* private */
    unsigned char *entries; /* made when the first is kept */
    uint64_t forgotten;     /* times that something was */
};

/* The value, NULL when there is none. It may be used until the task next waits. */
const void *memo_find(const struct memo *memo, const void *key);
/* The same for a text shorter than key_size; NULL for a longer one too. */
const void *memo_find_text(const struct memo *memo, const char *key);

/* Taken before the database is asked. */
uint64_t memo_stamp(const struct memo *memo);
/* Copies the value, whose belongings are the memo's from now on. Returns the copy, which may be
 * used until the task next waits, also where it is too old to be found again. */
const void *memo_keep(struct memo *memo, const void *key, const void *value, uint64_t stamp);
const void *memo_keep_text(struct memo *memo, const char *key, const void *value, uint64_t stamp);

void memo_forget(struct memo *memo, const void *key);
void memo_forget_text(struct memo *memo, const char *key);
/* Those that `is_it` says yes to. */
void memo_forget_where(struct memo *memo, bool (*is_it)(const void *value, const void *argument),
                       const void *argument);
void memo_forget_all(struct memo *memo);

#endif
