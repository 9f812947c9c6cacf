#include "base/memo.h"

#include <assert.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/map.h"

enum { KEY_MAX = 64 };

/* An entry: this, the value, the key. */
struct head {
    alignas(max_align_t) int64_t read_ms;
    bool used;
};

#define TOO_OLD (INT64_MIN / 2)

static size_t entry_size(const struct memo *memo)
{
    size_t size = sizeof(struct head) + memo->value_size + memo->key_size;
    return (size + alignof(struct head) - 1) / alignof(struct head) * alignof(struct head);
}

static struct head *entry_at(const struct memo *memo, size_t index)
{
    return (struct head *)(void *)(memo->entries + index * entry_size(memo));
}

static void *value_of(const struct head *entry)
{
    return (void *)(uintptr_t)(entry + 1);
}

static void *key_of(const struct memo *memo, const struct head *entry)
{
    return (unsigned char *)value_of(entry) + memo->value_size;
}

static size_t first_of(const struct memo *memo, const void *key)
{
    return (size_t)(map_hash(key, memo->key_size) & (memo->sets - 1)) * (size_t)memo->ways;
}

static void drop(const struct memo *memo, struct head *entry)
{
    if (entry->used && memo->drop != NULL)
        memo->drop(value_of(entry));
    entry->used = false;
}

static struct head *find(const struct memo *memo, const void *key)
{
    if (memo->entries == NULL)
        return NULL;
    size_t first = first_of(memo, key);
    for (size_t i = first; i < first + (size_t)memo->ways; i++) {
        struct head *entry = entry_at(memo, i);
        if (entry->used && memcmp(key_of(memo, entry), key, memo->key_size) == 0)
            return entry;
    }
    return NULL;
}

/* Where a key that is not there goes. */
static struct head *free_place(const struct memo *memo, const void *key)
{
    size_t first = first_of(memo, key);
    struct head *best = entry_at(memo, first);
    for (size_t i = first; i < first + (size_t)memo->ways; i++) {
        struct head *entry = entry_at(memo, i);
        if (!entry->used)
            return entry;
        if (entry->read_ms < best->read_ms)
            best = entry;
    }
    return best;
}

/* A text as a key; false when it is none. */
static bool text_key(const struct memo *memo, const char *text, unsigned char key[KEY_MAX])
{
    size_t length = strnlen(text, memo->key_size);
    assert(memo->key_size <= KEY_MAX);
    memset(key, 0, memo->key_size);
    memcpy(key, text, length);
    return length < memo->key_size;
}

/* ---- for the users ---- */

const void *memo_find(const struct memo *memo, const void *key)
{
    const struct head *entry = find(memo, key);
    bool fresh = entry != NULL && clock_mono_ms() - entry->read_ms < memo->max_age_ms;
    return fresh ? value_of(entry) : NULL;
}

const void *memo_find_text(const struct memo *memo, const char *key)
{
    unsigned char bytes[KEY_MAX];
    return text_key(memo, key, bytes) ? memo_find(memo, bytes) : NULL;
}

uint64_t memo_stamp(const struct memo *memo)
{
    return memo->forgotten;
}

const void *memo_keep(struct memo *memo, const void *key, const void *value, uint64_t stamp)
{
    assert(memo->ways > 0 && memo->sets > 0 && (memo->sets & (memo->sets - 1)) == 0);
    if (memo->entries == NULL)
        memo->entries = calloc(memo->sets * (size_t)memo->ways, entry_size(memo));
    if (memo->entries == NULL)
        abort();
    struct head *entry = find(memo, key);
    if (entry == NULL)
        entry = free_place(memo, key);
    drop(memo, entry);
    entry->used = true;
    entry->read_ms = stamp == memo->forgotten ? clock_mono_ms() : TOO_OLD;
    memcpy(key_of(memo, entry), key, memo->key_size);
    return memcpy(value_of(entry), value, memo->value_size);
}

const void *memo_keep_text(struct memo *memo, const char *key, const void *value, uint64_t stamp)
{
    unsigned char bytes[KEY_MAX];
    bool fits = text_key(memo, key, bytes);
    assert(fits);
    return memo_keep(memo, bytes, value, stamp);
}

void memo_forget(struct memo *memo, const void *key)
{
    struct head *entry = find(memo, key);
    memo->forgotten++;
    if (entry != NULL)
        drop(memo, entry);
}

void memo_forget_text(struct memo *memo, const char *key)
{
    unsigned char bytes[KEY_MAX];
    if (text_key(memo, key, bytes))
        memo_forget(memo, bytes);
}

static bool is_any(const void *value, const void *argument)
{
    (void)value;
    (void)argument;
    return true;
}

void memo_forget_where(struct memo *memo, bool (*is_it)(const void *value, const void *argument),
                       const void *argument)
{
    size_t count = memo->entries != NULL ? memo->sets * (size_t)memo->ways : 0;
    memo->forgotten++;
    for (size_t i = 0; i < count; i++) {
        struct head *entry = entry_at(memo, i);
        if (entry->used && is_it(value_of(entry), argument))
            drop(memo, entry);
    }
}

void memo_forget_all(struct memo *memo)
{
    memo_forget_where(memo, is_any, NULL);
}
