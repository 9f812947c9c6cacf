/* The worker's side of mall/supervisor.h: what the parent left in the environment. */
#include "mall/serve/supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <unistd.h>

/* A number of the environment, -1 when it is absent or none. The variable goes: it is for us alone.
 */
static int take_number(const char *name)
{
    const char *text = getenv(name);
    if (text == NULL)
        return -1;
    char *end = NULL;
    errno = 0;
    long value = strtol(text, &end, 10);
    bool fits = end != text && *end == '\0' && errno == 0 && value >= 0 && value <= INT_MAX;
    unsetenv(name);
    return fits ? (int)value : -1;
}

/* An inherited descriptor, closed to programs that this one may start. */
static int take_fd(const char *name)
{
    int fd = take_number(name);
    return fd >= 0 && fcntl(fd, F_SETFD, FD_CLOEXEC) == 0 ? fd : -1;
}

int supervisor_worker_fd(void)
{
    static int fd = -2;
    if (fd == -2)
        fd = take_fd("MALL_WORKER_FD");
    return fd;
}

int supervisor_worker_slot(void)
{
    static int slot = -2;
    if (slot == -2)
        slot = take_number("MALL_WORKER_SLOT");
    return slot;
}

int supervisor_worker_number(void)
{
    static int number = -2;
    if (number == -2)
        number = take_number("MALL_WORKER");
    return number;
}

bool supervisor_worker_replaces(void)
{
    static int replaces = -2;
    if (replaces == -2)
        replaces = take_number("MALL_WORKER_REPLACES");
    return replaces == 1;
}

static int word_fd = -1; /* where the parent listens */

static bool say(const char *word)
{
    ssize_t written = 0;
    do {
        written = write(word_fd, word, 1);
    } while (written < 0 && errno == EINTR);
    return written == 1;
}

void supervisor_worker_ready(void)
{
    word_fd = take_fd("MALL_WORKER_READY_FD");
    if (word_fd >= 0)
        (void)say("R");
}

bool supervisor_worker_beat(void)
{
    return word_fd >= 0 && say(".");
}
