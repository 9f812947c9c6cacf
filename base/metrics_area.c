#include "base/metrics_area.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/metrics.h"

/* Changes whenever an area's shape does: its size does not tell two of the same size apart. */
enum { LAYOUT = 1 };

static struct {
    struct metrics_area *all; /* of all workers; NULL = not shared */
    struct metrics_area *own;
} areas;

static uint32_t layout(void)
{
    return LAYOUT << 24 | (uint32_t)sizeof(struct metrics_area);
}

static size_t whole(void)
{
    return METRICS_AREAS * sizeof(struct metrics_area);
}

int metrics_share_open(void)
{
    int fd = memfd_create("metrics", 0);
    if (fd >= 0 && ftruncate(fd, (off_t)whole()) == 0)
        return fd;
    if (fd >= 0)
        close(fd);
    return -1;
}

static struct metrics_area *map(int fd)
{
    struct stat found;
    /* of another program's size it would end in the middle */
    if (fstat(fd, &found) != 0 || found.st_size != (off_t)whole())
        return NULL;
    void *memory = mmap(NULL, whole(), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return memory != MAP_FAILED ? memory : NULL;
}

bool metrics_share(int fd, int number)
{
    if (fd < 0 || number < 0 || number >= METRICS_AREAS || areas.own != NULL)
        return false;
    areas.all = map(fd);
    if (areas.all == NULL)
        return false;
    areas.own = &areas.all[number];
    if (areas.own->layout != layout())
        memset(areas.own, 0, sizeof(*areas.own));
    areas.own->layout = layout();
    areas.own->pid = getpid();
    return true;
}

struct metrics_area *metrics_area(void)
{
    if (areas.own == NULL) {
        areas.own = calloc(1, sizeof(*areas.own));
        if (areas.own == NULL)
            abort();
        areas.own->layout = layout();
        areas.own->pid = getpid();
    }
    return areas.own;
}

const struct metrics_area *metrics_area_at(int number)
{
    if (areas.all == NULL)
        return number == 0 ? metrics_area() : NULL;
    return areas.all[number].layout == layout() ? &areas.all[number] : NULL;
}

bool metrics_area_is_live(const struct metrics_area *area)
{
    return area == areas.own || kill(area->pid, 0) == 0 || errno == EPERM;
}
