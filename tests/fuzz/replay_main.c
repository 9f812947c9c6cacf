/*
 * Feeds every file of a folder to a fuzz target, so that `make check` holds what fuzzing has found
 * without needing clang: tests/fuzz/NAME_replay tests/fuzz/corpus/NAME
 * A crash or a sanitizer's finding ends the process, which the runner counts as a failure.
 */
#include <dirent.h>
#include <errno.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { INPUT_MAX = 1 << 20 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t length);

/* Copies into a block of exactly that size, so that reading one byte too many is seen. */
static void feed(const uint8_t *data, size_t length)
{
    uint8_t *exact = calloc(1, length ? length : 1);
    if (exact == NULL)
        abort();
    memcpy(exact, data, length);
    LLVMFuzzerTestOneInput(exact, length);
    free(exact);
}

static void replay_file(const char *path)
{
    static uint8_t input[INPUT_MAX];
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        printf("not ok - %s: %s\n", path, strerror(errno));
        return;
    }
    size_t length = fread(input, 1, sizeof input, file);
    fclose(file);
    feed(input, length);
    printf("ok - %s\n", path);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    if (argc != 2) {
        fprintf(stderr, "usage: %s FOLDER\n", argv[0]);
        return 2;
    }
    feed((const uint8_t *)"", 0);
    printf("ok - empty input\n");

    DIR *folder = opendir(argv[1]);
    int count = 1;
    if (folder == NULL) {
        printf("not ok - %s: %s\n1..2\n", argv[1], strerror(errno));
        return 1;
    }
    for (struct dirent *entry; (entry = readdir(folder)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", argv[1], entry->d_name);
        replay_file(path);
        count++;
    }
    closedir(folder);
    printf("1..%d\n", count);
    return 0;
}
