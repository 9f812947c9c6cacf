#include <inttypes.h>
#include <stdio.h>

#include "base/clock.h"
#include "mall/commands.h"
#include "mall/operate/house.h"
#include "mall/process.h"

static int run_command(struct task *task, void *argument)
{
    const struct import_step *steps = argument;
    struct refusal why = {.have = -1};
    int64_t rows, began_ms = clock_mono_ms();
    if (!import_run(task, steps->importer->name, steps, stderr, &rows, &why))
        return process_failed("import", &why);
    printf("%" PRId64 " rows imported in %" PRId64 " ms\n", rows, clock_mono_ms() - began_ms);
    return 0;
}

int command_import(int argc, char **argv)
{
    const struct importer *importer = argc == 3 ? house_importer(argv[1]) : NULL;
    if (importer == NULL) {
        fputs("usage: mall import KIND FILE (mall help import)\n", stderr);
        return EX_USAGE;
    }
    struct import_step steps[] = {{importer, argv[2]}, {NULL, NULL}};
    return process_command(PROCESS_APP, run_command, steps);
}
