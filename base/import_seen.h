/* What an import must know of a whole file: which keys it has, and which it still misses.
 *
 * A key is kept as 64 bits of a keyed hash, 11 to 22 bytes a key. Two different keys of a million
 * are taken for the same once in forty million files; that file is refused, and passes when it is
 * read again.
 */
#ifndef BASE_IMPORT_SEEN_H
#define BASE_IMPORT_SEEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/import_file.h"

/* All zero is the empty set. */
struct import_seen {
    uint64_t *places; /* open addressing; 0 = free */
    size_t size;      /* a power of two, or 0 */
    size_t count;
};

/* False when it was there already. */
bool import_seen_add(struct import_seen *seen, const char *key);
bool import_seen_has(const struct import_seen *seen, const char *key);
void import_seen_release(struct import_seen *seen);

/* First pass: a fault when the key was seen before. */
void import_unique(struct import_file *file, size_t row, int column, struct import_seen *seen,
                   const char *key, const char *message);

/* Keys that must come somewhere in the file. All zero is none. */
struct import_wanted {
    struct import_want *items;
    size_t count, room;
};
/* First pass: unless the key was seen, remembers that this row needs it. */
void import_want(struct import_file *file, size_t row, int column, const struct import_seen *seen,
                 struct import_wanted *wanted, const char *key);
/* At the end: a fault for each row whose key did not come. */
void import_want_check(struct import_file *file, const struct import_seen *seen,
                       const struct import_wanted *wanted, const char *message);
void import_wanted_release(struct import_wanted *wanted);

#endif
