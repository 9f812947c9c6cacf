#include "base/arena.h"

#include <assert.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

/* Under AddressSanitizer the bytes not handed out are poisoned, and every piece is followed by a
 * gap. */
#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
enum { ARENA_GAP = 16 };
#else
#define ASAN_POISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(address, size) ((void)(address), (void)(size))
enum { ARENA_GAP = 0 };
#endif

enum {
    ARENA_ALIGN = 16,
    ARENA_FIRST_BLOCK = 4096, /* most requests fit: one malloc for all they need */
    ARENA_BLOCK_MAX = 64 * 1024,
    SPARE_MAX = 256 /* first blocks that are kept for the next arena: 1 MiB at most */
};

struct block {
    struct block *next;
    size_t size; /* usable bytes behind the header */
    _Alignas(ARENA_ALIGN) unsigned char bytes[];
};

struct release {
    struct release *next;
    void (*run)(void *object);
    void *object;
};

struct arena {
    struct block *blocks; /* newest first; the last one holds this struct */
    unsigned char *at;    /* free range of the current block */
    unsigned char *end;
    size_t used;
    size_t limit;
    size_t next_size;
    struct release *releases;
    bool wipe;
};

static size_t round_up(size_t size)
{
    return (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
}

/* First blocks that were given back. Every request takes one and gives it back; malloc() would put
 * them together with their neighbours and cut them off again each time. */
static struct block *spare;
static int spare_count;

static struct block *spare_take(size_t size)
{
    struct block *block = spare;
    if (size != ARENA_FIRST_BLOCK - sizeof(struct block) || block == NULL)
        return NULL;
    spare = block->next;
    spare_count--;
    return block;
}

/* False: it is to be freed. Under AddressSanitizer all are, so that it sees who uses one later. */
static bool spare_keep(struct block *block)
{
    if (ARENA_GAP > 0 || block->size != ARENA_FIRST_BLOCK - sizeof(struct block) ||
        spare_count == SPARE_MAX)
        return false;
    block->next = spare;
    spare = block;
    spare_count++;
    return true;
}

static struct block *block_new(size_t size)
{
    struct block *block = spare_take(size);
    if (block == NULL)
        block = malloc(sizeof(struct block) + size);
    if (block == NULL)
        abort();
    block->size = size;
    block->next = NULL;
    ASAN_POISON_MEMORY_REGION(block->bytes, size);
    return block;
}

static void block_free(struct block *block, bool wipe)
{
    ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
    if (wipe)
        explicit_bzero(block->bytes, block->size);
    if (!spare_keep(block))
        free(block);
}

struct arena *arena_new(size_t limit)
{
    struct block *block = block_new(ARENA_FIRST_BLOCK - sizeof(struct block));
    struct arena *arena = (struct arena *)(void *)block->bytes;
    ASAN_UNPOISON_MEMORY_REGION(arena, sizeof(*arena));
    *arena = (struct arena){
        .blocks = block,
        .at = block->bytes + round_up(sizeof(*arena)),
        .end = block->bytes + block->size,
        .limit = limit,
        .next_size = (size_t)2 * ARENA_FIRST_BLOCK,
    };
    return arena;
}

void arena_free(struct arena *arena)
{
    if (arena == NULL)
        return;
    /* A release may register further ones: they run next. */
    while (arena->releases != NULL) {
        struct release *release = arena->releases;
        arena->releases = release->next;
        release->run(release->object);
    }
    struct block *block = arena->blocks;
    bool wipe = arena->wipe;
    while (block != NULL) {
        struct block *next = block->next;
        block_free(block, wipe);
        block = next;
    }
}

/* Opens a new current block; a piece that would fill most of one gets a block of its own instead.
 */
static void *arena_alloc_slow(struct arena *arena, size_t rounded)
{
    bool alone = rounded > arena->next_size / 4;
    struct block *block = block_new(alone ? rounded : arena->next_size);
    block->next = arena->blocks;
    arena->blocks = block;
    if (alone)
        return block->bytes;
    if (arena->next_size < ARENA_BLOCK_MAX)
        arena->next_size *= 2;
    arena->at = block->bytes + rounded;
    arena->end = block->bytes + block->size;
    return block->bytes;
}

/* Memory that is not zeroed, for callers that overwrite all of it. */
static void *arena_take(struct arena *arena, size_t size)
{
    assert(size <= arena->limit - arena->used && "an arena passed its limit");
    size_t rounded = round_up((size > 0 ? size : 1) + ARENA_GAP);
    arena->used += size;
    void *piece = arena->at;
    if (rounded <= (size_t)(arena->end - arena->at))
        arena->at += rounded;
    else
        piece = arena_alloc_slow(arena, rounded);
    ASAN_UNPOISON_MEMORY_REGION(piece, size);
    return piece;
}

void *arena_alloc(struct arena *arena, size_t size)
{
    return memset(arena_take(arena, size), 0, size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t total = 0;
    bool overflow = __builtin_mul_overflow(count, size, &total);
    assert(!overflow && "an array's size overflows");
    (void)overflow;
    return arena_alloc(arena, total);
}

char *arena_memdup(struct arena *arena, const void *bytes, size_t length)
{
    assert(length < SIZE_MAX);
    char *copy = arena_take(arena, length + 1);
    if (length > 0)
        memcpy(copy, bytes, length);
    copy[length] = '\0';
    return copy;
}

char *arena_strdup(struct arena *arena, const char *text)
{
    return arena_memdup(arena, text, strlen(text));
}

char *arena_printf(struct arena *arena, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    char *text = arena_vprintf(arena, format, args);
    va_end(args);
    return text;
}

char *arena_vprintf(struct arena *arena, const char *format, va_list args)
{
    char small[256]; /* most texts are short: formatted once */
    va_list again;
    va_copy(again, args);
    int length = vsnprintf(small, sizeof(small), format, args);
    assert(length >= 0 && "a format that cannot be printed");
    char *text = NULL;
    if ((size_t)length < sizeof(small)) {
        text = arena_memdup(arena, small, (size_t)length);
    } else {
        text = arena_take(arena, (size_t)length + 1);
        vsnprintf(text, (size_t)length + 1, format, again);
    }
    va_end(again);
    return text;
}

void arena_defer(struct arena *arena, void (*release)(void *object), void *object)
{
    struct release *entry = arena_take(arena, sizeof(*entry));
    *entry = (struct release){.next = arena->releases, .run = release, .object = object};
    arena->releases = entry;
}

void arena_wipe(struct arena *arena)
{
    arena->wipe = true;
}

size_t arena_used(const struct arena *arena)
{
    return arena->used;
}
