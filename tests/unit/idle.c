#include "tests/unit/idle.h"

#include <stddef.h>

#include "base/coro.h"
#include "base/loop.h"

static void look_again(void *argument)
{
    (void)argument;
    if (coro_live() == 0)
        loop_stop();
    else
        loop_after(1, look_again, NULL);
}

void run_until_idle(void)
{
    loop_after(0, look_again, NULL);
    loop_run();
}
