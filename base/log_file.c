#include "base/log_file.h"

#include <assert.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"

enum { MODE = 0640, NAME_MAX_LENGTH = PATH_MAX };

static struct {
    struct log_file_plan plan;
    bool open;
    int64_t looked_ms;
} file;

/* Who may read it is not for the umask to say, nor for whoever made the file. */
static bool open_as_stderr(const char *path)
{
    int fd = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, MODE);
    if (fd < 0)
        return false;
    (void)fchmod(fd, MODE); /* of somebody else's file it stays as they made it */
    bool done = dup2(fd, STDERR_FILENO) >= 0;
    close(fd);
    return done;
}

bool log_file_open(const struct log_file_plan *plan)
{
    assert(plan->path[0] == '/' && plan->keep >= 1 && plan->keep <= LOG_FILE_KEEP_MAX);
    assert(strlen(plan->path) + 4 < NAME_MAX_LENGTH && plan->max_bytes > 0);
    if (!open_as_stderr(plan->path))
        return false;
    file.plan = *plan;
    file.open = true;
    file.looked_ms = clock_mono_ms();
    return true;
}

bool log_file_is_open(void)
{
    return file.open;
}

static const char *name_of(int number, char name[NAME_MAX_LENGTH])
{
    if (number == 0)
        snprintf(name, NAME_MAX_LENGTH, "%s", file.plan.path);
    else
        snprintf(name, NAME_MAX_LENGTH, "%s.%d", file.plan.path, number);
    return name;
}

/* The last gives way to the one before; a number that is not there is nothing to move. */
static void turn_over(void)
{
    static char from[NAME_MAX_LENGTH], to[NAME_MAX_LENGTH];
    for (int number = file.plan.keep; number > 0; number--)
        (void)rename(name_of(number - 1, from), name_of(number, to));
}

bool log_file_look(bool now)
{
    struct stat ours, named;
    int64_t now_ms = clock_mono_ms();
    if (!file.open || (!now && now_ms - file.looked_ms < LOG_FILE_LOOK_MS))
        return false;
    file.looked_ms = now_ms;
    bool same = fstat(STDERR_FILENO, &ours) == 0 && stat(file.plan.path, &named) == 0 &&
                ours.st_ino == named.st_ino && ours.st_dev == named.st_dev;
    if (same && (!file.plan.turns || named.st_size < file.plan.max_bytes))
        return false;
    if (same)
        turn_over();
    return open_as_stderr(file.plan.path);
}
