/* Stops with coroutines in every state, for tests/tidy/gdb.test to look at. */
#include <signal.h>
#include <stdint.h>

#include "base/coro.h"

static volatile intptr_t grown; /* what is done after a call keeps the caller on the stack */

__attribute__((noinline)) static void wait_for_rain(intptr_t litres)
{
    volatile intptr_t wanted = litres;
    coro_yield();
    grown += wanted;
}

__attribute__((noinline)) static void grow(intptr_t field)
{
    wait_for_rain(field * 100);
    grown++;
}

static void farmer(void *field)
{
    grow((intptr_t)field);
    grown++;
}

static void idler(void *nothing)
{
    (void)nothing;
}

static void observer(void *nothing)
{
    (void)nothing;
    raise(SIGTRAP);
    grown++;
}

static void latecomer(void *nothing)
{
    (void)nothing;
}

int main(void)
{
    coro_spawn(idler, NULL); /* has ended; its stack is kept */
    coro_run_ready();
    coro_spawn(farmer, (void *)1);
    struct coro *second = coro_spawn(farmer, (void *)2);
    coro_run_ready();
    coro_ready(second);
    coro_run_ready();
    coro_spawn(farmer, (void *)3);
    coro_run_ready();
    coro_spawn(observer, NULL);
    coro_spawn(latecomer, NULL);
    coro_run_ready();
    return 0;
}
