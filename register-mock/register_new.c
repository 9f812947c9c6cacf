#include "register-mock/register_new.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"

bool register_new_begin(struct register_new *fresh, const char *path, FILE *errors)
{
    *fresh = (struct register_new){.path = path};
    if (access(path, F_OK) == 0) {
        fprintf(errors, "register: %s is there already\n", path);
        return false;
    }
    if (asprintf(&fresh->beside, "%s.new", path) < 0)
        abort();
    unlink(fresh->beside);
    if (!register_store_open_bulk(&fresh->store, fresh->beside, errors)) {
        free(fresh->beside);
        return false;
    }
    register_store_begin(&fresh->store);
    return true;
}

void register_new_abandon(struct register_new *fresh)
{
    register_store_close(&fresh->store);
    unlink(fresh->beside);
    free(fresh->beside);
}

static bool sync_path(const char *path)
{
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    bool good = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0)
        close(fd);
    return good;
}

bool register_new_end(struct register_new *fresh, FILE *errors)
{
    struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
    struct register_snapshot snapshot;
    register_store_filled(&fresh->store);
    register_store_take(&fresh->store, arena, clock_now_us(), &snapshot);
    arena_free(arena);
    register_store_commit(&fresh->store);
    register_store_close(&fresh->store);
    char *folder = strdup(fresh->path);
    if (folder == NULL)
        abort();
    bool good = sync_path(fresh->beside) && rename(fresh->beside, fresh->path) == 0 &&
                sync_path(dirname(folder));
    if (!good)
        fprintf(errors, "register: %s: %s\n", fresh->path, strerror(errno));
    free(folder);
    free(fresh->beside);
    return good;
}
