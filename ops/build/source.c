#include "ops/build/source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct source sources[SOURCES_MAX];
size_t source_count;

/* `a/b/room/name.sql` -> `a/b` */
static char *folder_of(const char *path, const char *room)
{
    char *folder = must(strdup(path));
    char *slash = strrchr(folder, '/');
    if (slash)
        *slash = '\0';
    if (room == NULL)
        return folder;
    slash = strrchr(folder, '/');
    if (slash == NULL || strcmp(slash + 1, room) != 0)
        die("%s: it should lie in a folder %s/ of a floor", path, room);
    *slash = '\0';
    return folder;
}

void source_read_list(const char *room)
{
    char line[4096];
    while (fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        if (line[0] == '\0')
            continue;
        if (source_count == SOURCES_MAX)
            die("more than %d files", SOURCES_MAX);
        struct source *source = &sources[source_count++];
        bool found;
        source->path = must(strdup(line));
        source->folder = folder_of(line, room);
        source->name = text_base_name(line);
        source->content = text_read(line, &found);
        if (!found)
            die("%s: %s", line, strerror(errno));
    }
}

static int by_name(const void *a, const void *b)
{
    return strcmp(((const struct source *)a)->name, ((const struct source *)b)->name);
}

void source_sort(void)
{
    qsort(sources, source_count, sizeof sources[0], by_name);
    for (size_t i = 1; i < source_count; i++)
        if (strcmp(sources[i - 1].name, sources[i].name) == 0)
            die("%s and %s have the same name", sources[i - 1].path, sources[i].path);
}

void source_refuse_zero_bytes(const struct source *source)
{
    if (strlen(source->content.bytes) != source->content.length)
        die("%s: holds a zero byte", source->path);
}
