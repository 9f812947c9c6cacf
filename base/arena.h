/* A bump allocator that lives as long as one request, job or command.
 *
 * Invariants: memory is never given back one piece at a time; everything dies in arena_free(),
 * after the deferred releases ran in reverse order of registration. Allocation never returns NULL:
 * it aborts when the machine is out of memory and asserts when the arena's limit is passed, because
 * every size that comes from outside is bounded before.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>

struct arena;

/* Default limit of one arena in bytes: far above what the request limits allow. */
#define ARENA_LIMIT_DEFAULT ((size_t)64 * 1024 * 1024)

/* Creates an empty arena that may hand out at most `limit` bytes. The caller frees it. */
struct arena *arena_new(size_t limit);

/* Runs the deferred releases, then frees all memory and the arena itself. NULL is allowed. */
void arena_free(struct arena *arena);

/* Zeroed memory, aligned for any type. `size` may be 0 (a unique pointer comes back). */
void *arena_alloc(struct arena *arena, size_t size);

/* Zeroed array; asserts that count * size does not overflow. */
void *arena_array(struct arena *arena, size_t count, size_t size);

/* Copies of a byte range (NUL added behind it) and of a string. */
char *arena_memdup(struct arena *arena, const void *bytes, size_t length);
char *arena_strdup(struct arena *arena, const char *text);

/* Formatted string. */
char *arena_printf(struct arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(struct arena *arena, const char *format, va_list args)
    __attribute__((format(printf, 2, 0)));

/* Registers `release(object)` to run when the arena dies (PQclear, json_decref, ...). */
void arena_defer(struct arena *arena, void (*release)(void *object), void *object);

/* It holds what nobody may find in freed memory: all of it is overwritten when it is freed. */
void arena_wipe(struct arena *arena);

/* Bytes handed out so far. */
size_t arena_used(const struct arena *arena);

#endif
