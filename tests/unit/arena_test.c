/* Arena: alignment, zeroes, growth, the limit, and releases in reverse order. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    unsigned char *pieces[2000];
    for (size_t i = 0; i < 2000; i++) {
        size_t size = i * 7 % 300;
        pieces[i] = arena_alloc(arena, size);
        assert_int_equal((uintptr_t)pieces[i] % 16, 0);
        for (size_t k = 0; k < size; k++)
            assert_int_equal(pieces[i][k], 0);
        memset(pieces[i], (int)(i & 0xFF), size);
    }
    for (size_t i = 0; i < 2000; i++)
        for (size_t k = 0; k < i * 7 % 300; k++)
            assert_int_equal(pieces[i][k], i & 0xFF);
    arena_free(arena);
}

static void empty_pieces_are_different_pointers(void **state)
{
    (void)state;
    struct arena *arena = arena_new(1000);
    void *first = arena_alloc(arena, 0);
    void *second = arena_alloc(arena, 0);
    assert_non_null(first);
    assert_ptr_not_equal(first, second);
    assert_int_equal(arena_used(arena), 0);
    arena_free(arena);
    arena_free(NULL);
}

static void large_pieces_do_not_spoil_the_current_block(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    char *before = arena_strdup(arena, "before");
    char *large = arena_alloc(arena, (size_t)10 * 1024 * 1024);
    char *after = arena_strdup(arena, "after");
    memset(large, 'x', (size_t)10 * 1024 * 1024);
    assert_string_equal(before, "before");
    assert_string_equal(after, "after");
    assert_true(arena_used(arena) >= (size_t)10 * 1024 * 1024);
    arena_free(arena);
}

static void texts_are_copied(void **state)
{
    (void)state;
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    char bytes[] = {'a', '\0', 'b'};
    char *copy = arena_memdup(arena, bytes, sizeof(bytes));
    bytes[0] = 'z';
    assert_memory_equal(copy, "a\0b", 4);
    assert_string_equal(arena_memdup(arena, NULL, 0), "");
    assert_string_equal(arena_printf(arena, "%d-%s", 42, "脐橙"), "42-脐橙");

    char longer[1001];
    memset(longer, 'q', 1000);
    longer[1000] = '\0';
    char *printed = arena_printf(arena, "<%s>", longer);
    assert_int_equal(strlen(printed), 1002);
    assert_int_equal(printed[1001], '>');
    longer[255] = '\0';
    assert_int_equal(strlen(arena_printf(arena, "%s", longer)), 255);
    assert_int_equal(strlen(arena_printf(arena, "%s+", longer)), 256);
    arena_free(arena);
}

static char order[16];

static void note(void *object)
{
    strncat(order, object, 1);
}

struct nested {
    struct arena *arena;
    char *last;
};

static void registers_another(void *object)
{
    struct nested *nested = object;
    arena_defer(nested->arena, note, nested->last);
}

static void releases_run_in_reverse_order(void **state)
{
    (void)state;
    static char one[] = "1", two[] = "2", three[] = "3", nested_text[] = "n";
    order[0] = '\0';
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct nested nested = {arena, nested_text};
    arena_defer(arena, note, one);
    arena_defer(arena, note, two);
    arena_defer(arena, registers_another, &nested);
    arena_defer(arena, note, three);
    arena_defer(arena, free, malloc(10)); /* a leak would be reported */
    assert_string_equal(order, "");
    arena_free(arena);
    assert_string_equal(order, "3n21");
}

static int death_of(void (*act)(void))
{
    pid_t child = fork();
    assert_true(child >= 0);
    if (child == 0) {
        dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        struct rlimit no_core = {0, 0};
        setrlimit(RLIMIT_CORE, &no_core);
        signal(SIGABRT, SIG_DFL);
        act();
        _exit(0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    return WIFSIGNALED(status) ? WTERMSIG(status) : 0;
}

static void act_within_limit(void)
{
    struct arena *arena = arena_new(1000);
    arena_alloc(arena, 400);
    arena_alloc(arena, 600);
    arena_free(arena);
}

static void act_beyond_limit(void)
{
    struct arena *arena = arena_new(1000);
    arena_alloc(arena, 400);
    arena_alloc(arena, 601);
}

static void act_overflow(void)
{
    volatile size_t huge = SIZE_MAX / 2;
    arena_array(arena_new(ARENA_LIMIT_DEFAULT), huge, 3);
}

static void the_limit_is_exact(void **state)
{
    (void)state;
    assert_int_equal(death_of(act_within_limit), 0);
    assert_int_equal(death_of(act_beyond_limit), SIGABRT);
    assert_int_equal(death_of(act_overflow), SIGABRT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
        cmocka_unit_test(empty_pieces_are_different_pointers),
        cmocka_unit_test(large_pieces_do_not_spoil_the_current_block),
        cmocka_unit_test(texts_are_copied),
        cmocka_unit_test(releases_run_in_reverse_order),
        cmocka_unit_test(the_limit_is_exact),
    };
    return cmocka_run_group_tests_name("arena", tests, NULL, NULL);
}
