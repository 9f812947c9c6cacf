#include "mall/import.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "mall/commands.h"
#include "mall/process.h"

/* Memory of one run: the files as they stand, their fields, and what is made of them. */
#define RUN_MEMORY_MAX ((size_t)8 * 1024 * 1024 * 1024)

const struct refusal_kind IMPORT_FAULTY = {"import_faulty", 422, "文件有错误，没有导入。"};

bool import_is_clean(struct import *import, struct refusal *why)
{
    if (import->fault_count == 0)
        return true;
    if (import->fault_count > IMPORT_FAULTS_SHOWN)
        fprintf(import->faults_to, "... and %" PRId64 " more\n",
                import->fault_count - IMPORT_FAULTS_SHOWN);
    return refuse_detail(why, &IMPORT_FAULTY, NULL, "%" PRId64 " faults, nothing was imported",
                         import->fault_count);
}

/* ---- a run ---- */

struct run {
    const struct import_step *steps;
    FILE *faults_to;
    int64_t row_count;
};

static bool run_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct run *run = argument;
    struct import import = {
        .task = task,
        .tx = tx,
        .arena = arena_new(RUN_MEMORY_MAX),
        .faults_to = run->faults_to,
    };
    bool ok = true;
    for (const struct import_step *step = run->steps; ok && step->read != NULL; step++)
        ok = step->read(&import, step->path, why);
    run->row_count = import.row_count;
    arena_free(import.arena);
    return ok;
}

bool import_run(struct task *task, const struct import_step *steps, FILE *faults_to,
                int64_t *row_count, struct refusal *why)
{
    struct run run = {.steps = steps, .faults_to = faults_to};
    bool ok = db_transact(task, DB_SLOW, run_body, &run, why);
    *row_count = run.row_count;
    return ok;
}

/* ---- the command ---- */

static const struct {
    const char *name;
    import_reader *read;
} KINDS[] = {
    {"regions", import_regions},       {"organisations", import_organisations},
    {"households", import_households}, {"members", import_members},
    {"accounts", import_accounts},     {"freight", import_freight},
    {"listings", import_listings},
};

static import_reader *find_kind(const char *name)
{
    for (size_t i = 0; i < sizeof(KINDS) / sizeof(KINDS[0]); i++) {
        if (strcmp(KINDS[i].name, name) == 0)
            return KINDS[i].read;
    }
    return NULL;
}

static int run_command(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int64_t rows, began_ms = clock_mono_ms();
    if (!import_run(task, argument, stderr, &rows, &why))
        return process_failed("import", &why);
    printf("%" PRId64 " rows imported in %" PRId64 " ms\n", rows, clock_mono_ms() - began_ms);
    return 0;
}

int command_import(int argc, char **argv)
{
    import_reader *read = argc == 3 ? find_kind(argv[1]) : NULL;
    if (read == NULL) {
        fputs("usage: mall import KIND FILE (mall help import)\n", stderr);
        return EX_USAGE;
    }
    struct import_step steps[] = {{read, argv[2]}, {NULL, NULL}};
    return process_command(PROCESS_APP, run_command, steps);
}
