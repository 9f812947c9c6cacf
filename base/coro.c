/* The switch is _setjmp/_longjmp: a stack is entered once through setcontext, which costs a system
 * call for the signal mask, and from then on only by jumps, which cost none. A fortified longjmp
 * takes a jump to another stack for a jump into a dead frame and aborts, hence: */
#undef _FORTIFY_SOURCE

#include "base/coro.h"

#include <assert.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define CORO_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CORO_ASAN 1
#endif
#endif
#ifdef CORO_ASAN
#include <sanitizer/common_interface_defs.h>
#include <sanitizer/lsan_interface.h>
#endif

#if __has_include(<valgrind/valgrind.h>)
#include <valgrind/valgrind.h>
#else
#define VALGRIND_STACK_REGISTER(start, end) 0U
#define VALGRIND_STACK_DEREGISTER(id) ((void)(id))
#endif

enum {
    CORO_STACK = 256 * 1024,
    CORO_LIMIT_DEFAULT = 1000,
    CORO_POOL = 256,        /* idle stacks kept; a burst beyond gives its memory back */
    CORO_MAPS_SPARE = 5000, /* mappings left to libraries and files */
    CORO_MAPS_DEFAULT = 65530
};

#ifdef CORO_PAINT
static const unsigned char PAINT = 0xA5;
#endif

enum coro_state { CORO_FREE, CORO_FRESH, CORO_SUSPENDED, CORO_RUNNING };

struct coro {
    jmp_buf context;
    ucontext_t entry; /* used once for each stack */
    bool entered;
    bool queued;
    enum coro_state state;
    void (*body)(void *argument);
    void *argument;
    struct coro *next; /* in the ready queue or in the pool */
    struct coro *all_next, *all_before;
    unsigned char *mapping; /* guard page, then the stack */
    unsigned char *stack;
    unsigned valgrind_id;
#ifdef CORO_ASAN
    void *fake_stack;
#endif
};

static struct {
    jmp_buf loop;
    struct coro *current;
    struct coro *ready_first, *ready_last;
    struct coro *pool;
    struct coro *all; /* every one that has a stack: for ops/gdb/coro.py */
    int pooled;
    int live;
    int limit;
    size_t guard;
    size_t high_water;
    void (*wakeup)(void *argument);
    void *wakeup_argument;
#ifdef CORO_ASAN
    void *loop_fake_stack;
    const void *loop_stack;
    size_t loop_stack_size;
#endif
} coros = {.limit = CORO_LIMIT_DEFAULT};

/* ---- stacks ---- */

static int max_map_count(void)
{
    int count = CORO_MAPS_DEFAULT;
    FILE *file = fopen("/proc/sys/vm/max_map_count", "re");
    if (file != NULL) {
        if (fscanf(file, "%d", &count) != 1)
            count = CORO_MAPS_DEFAULT;
        fclose(file);
    }
    return count;
}

void coro_set_limit(int limit)
{
    assert(limit > 0);
    /* A stack is two mappings; past the kernel's limit a guard page could not be protected. */
    int possible = (max_map_count() - CORO_MAPS_SPARE) / 2;
    if (possible < 1)
        possible = 1;
    coros.limit = limit < possible ? limit : possible;
}

static struct coro *coro_new(void)
{
    struct coro *coro = calloc(1, sizeof(*coro));
    if (coro == NULL)
        return NULL;
    if (coros.guard == 0)
        coros.guard = (size_t)sysconf(_SC_PAGESIZE);
    size_t size = coros.guard + CORO_STACK;
    void *mapping = mmap(NULL, size, PROT_READ | PROT_WRITE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_STACK, -1, 0);
    if (mapping == MAP_FAILED) {
        free(coro);
        return NULL;
    }
    if (mprotect(mapping, coros.guard, PROT_NONE) != 0) {
        munmap(mapping, size);
        free(coro);
        return NULL;
    }
    coro->mapping = mapping;
    coro->stack = coro->mapping + coros.guard;
    coro->valgrind_id = VALGRIND_STACK_REGISTER(coro->stack, coro->stack + CORO_STACK);
    coro->all_next = coros.all;
    if (coros.all != NULL)
        coros.all->all_before = coro;
    coros.all = coro;
    return coro;
}

static void coro_delete(struct coro *coro)
{
    VALGRIND_STACK_DEREGISTER(coro->valgrind_id);
    if (coro->all_next != NULL)
        coro->all_next->all_before = coro->all_before;
    if (coro->all_before != NULL)
        coro->all_before->all_next = coro->all_next;
    else
        coros.all = coro->all_next;
    munmap(coro->mapping, coros.guard + CORO_STACK);
    free(coro);
}

static struct coro *pool_get(void)
{
    struct coro *coro = coros.pool;
    if (coro == NULL)
        return coro_new();
    coros.pool = coro->next;
    coros.pooled--;
    coro->next = NULL;
    return coro;
}

#ifdef CORO_PAINT
static void paint_begin(struct coro *coro)
{
    /* A pooled stack is suspended in trampoline(): the frames at its top must stay. */
    if (!coro->entered)
        for (size_t i = 0; i < CORO_STACK; i++)
            coro->stack[i] = PAINT;
}

static void paint_measure(const struct coro *coro)
{
    size_t untouched = 0;
    while (untouched < CORO_STACK && coro->stack[untouched] == PAINT)
        untouched++;
    if (CORO_STACK - untouched > coros.high_water)
        coros.high_water = CORO_STACK - untouched;
}
#endif

/* Takes an ended coroutine's stack back. Runs on the loop's stack. */
static void pool_put(struct coro *coro)
{
    assert(coro->state == CORO_FREE && !coro->queued &&
           "a coroutine was freed twice or is awaited");
#ifdef CORO_PAINT
    paint_measure(coro);
#endif
#ifdef CORO_ASAN
    __lsan_unregister_root_region(coro->stack, CORO_STACK);
    coro->entered = false; /* its fake stack is gone: it begins anew */
#endif
    coros.live--;
    if (coros.pooled >= CORO_POOL) {
        coro_delete(coro);
        return;
    }
    coro->next = coros.pool;
    coros.pool = coro;
    coros.pooled++;
}

/* ---- the switch ---- */

#ifdef CORO_ASAN
static void switch_begin(void **save, const void *stack, size_t size)
{
    __sanitizer_start_switch_fiber(save, stack, size);
}
#define SWITCH_END(fake, stack, size) __sanitizer_finish_switch_fiber((fake), (stack), (size))
#endif

/* Suspends the running coroutine; the loop goes on in resume(). */
static void leave(struct coro *self)
{
#ifdef CORO_ASAN
    /* No save slot at the end: the fake stack is freed. */
    switch_begin(self->state == CORO_FREE ? NULL : &self->fake_stack, coros.loop_stack,
                 coros.loop_stack_size);
#endif
    if (_setjmp(self->context) == 0)
        _longjmp(coros.loop, 1);
#ifdef CORO_ASAN
    SWITCH_END(coros.current->fake_stack, &coros.loop_stack, &coros.loop_stack_size);
#endif
}

/* A stack's first frame. It outlives its body: the next coroutine on this stack begins with a jump
 * here. */
static void trampoline(void)
{
#ifdef CORO_ASAN
    SWITCH_END(NULL, &coros.loop_stack, &coros.loop_stack_size);
#endif
    for (;;) {
        struct coro *self = coros.current;
        self->body(self->argument);
        self->state = CORO_FREE;
        leave(self);
    }
}

static void resume(struct coro *coro)
{
    assert(coros.current == NULL && "a coroutine is resumed from inside a coroutine");
    assert((coro->state == CORO_FRESH || coro->state == CORO_SUSPENDED) && "resumed while it runs");
    coro->state = CORO_RUNNING;
    coros.current = coro;
#ifdef CORO_ASAN
    switch_begin(&coros.loop_fake_stack, coro->stack, CORO_STACK);
#endif
    if (_setjmp(coros.loop) == 0) {
        if (coros.current->entered)
            _longjmp(coros.current->context, 1);
        coros.current->entered = true;
        setcontext(&coros.current->entry);
        abort(); /* setcontext does not come back */
    }
#ifdef CORO_ASAN
    SWITCH_END(coros.loop_fake_stack, NULL, NULL);
#endif
    struct coro *left = coros.current;
    coros.current = NULL;
    if (left->state == CORO_FREE)
        pool_put(left);
}

static void prepare_entry(struct coro *coro)
{
    getcontext(&coro->entry);
    coro->entry.uc_stack.ss_sp = coro->stack;
    coro->entry.uc_stack.ss_size = CORO_STACK;
    coro->entry.uc_link = NULL;
    makecontext(&coro->entry, trampoline, 0);
}

/* ---- what others see ---- */

struct coro *coro_spawn(void (*body)(void *argument), void *argument)
{
    if (coros.live >= coros.limit)
        return NULL;
    struct coro *coro = pool_get();
    if (coro == NULL)
        return NULL;
    coro->body = body;
    coro->argument = argument;
    coro->state = CORO_FRESH;
#ifdef CORO_PAINT
    paint_begin(coro);
#endif
#ifdef CORO_ASAN
    __lsan_register_root_region(coro->stack, CORO_STACK);
    coro->fake_stack = NULL;
#endif
    if (!coro->entered)
        prepare_entry(coro);
    coros.live++;
    coro_ready(coro);
    return coro;
}

struct coro *coro_self(void)
{
    return coros.current;
}

void coro_yield(void)
{
    struct coro *self = coros.current;
    assert(self != NULL && "the event loop itself cannot wait");
    self->state = CORO_SUSPENDED;
    leave(self);
}

void coro_ready(struct coro *coro)
{
    assert(coro->state != CORO_FREE && "a coroutine that ended is woken");
    if (coro->queued)
        return;
    coro->queued = true;
    coro->next = NULL;
    if (coros.ready_last != NULL) {
        coros.ready_last->next = coro;
        coros.ready_last = coro;
        return;
    }
    coros.ready_first = coros.ready_last = coro;
    if (coros.wakeup != NULL)
        coros.wakeup(coros.wakeup_argument);
}

int coro_run_ready(void)
{
    assert(coros.current == NULL && "coro_run_ready() belongs to the loop");
    /* Only those that are ready now: what they wake runs after the loop has looked at its sockets.
     */
    struct coro *next = coros.ready_first;
    coros.ready_first = coros.ready_last = NULL;
    int count = 0;
    while (next != NULL) {
        struct coro *coro = next;
        next = coro->next;
        coro->next = NULL;
        coro->queued = false;
        resume(coro);
        count++;
    }
    return count;
}

void coro_set_wakeup(void (*wakeup)(void *argument), void *argument)
{
    coros.wakeup = wakeup;
    coros.wakeup_argument = argument;
    if (wakeup != NULL && coros.ready_first != NULL)
        wakeup(argument);
}

int coro_live(void)
{
    return coros.live;
}

int coro_limit(void)
{
    return coros.limit;
}

size_t coro_high_water(void)
{
    return coros.high_water;
}

void coro_shutdown(void)
{
    assert(coros.live == 0 && "coroutines are still alive");
    while (coros.pool != NULL)
        coro_delete(pool_get());
}
