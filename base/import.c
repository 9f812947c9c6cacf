#include "base/import.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/import_file.h"
#include "base/log.h"
#include "gen/base/sql.h"

/* Memory of a run beside its chunks, which holds what files that are read together say; and of a
 * chunk. */
#define RUN_MEMORY_MAX ((size_t)1024 * 1024 * 1024)
#define CHUNK_MEMORY_MAX ((size_t)256 * 1024 * 1024)

const struct refusal_kind IMPORT_FAULTY = {"import_faulty", 422, "文件有错误，没有导入"};

bool import_is_clean(const struct import *import, struct refusal *why)
{
    if (import->faults.count == 0)
        return true;
    return refuse_detail(why, &IMPORT_FAULTY, NULL, "%" PRId64 " faults, nothing was imported",
                         import->faults.count);
}

int64_t import_number(const struct import *import)
{
    bool uploaded = import->by != NULL && import->by->upload_id != 0;
    return uploaded ? import->by->upload_id : import->run_id;
}

/* ---- one file ---- */

/* A file being read under its form. */
struct reading {
    struct import_file file;
    const struct import_form *form;
    void *state;
};

static bool use_chunk(struct reading *reading, struct refusal *why)
{
    struct import_file *file = &reading->file;
    const struct import_form *form = reading->form;
    char *items = arena_array(file->arena, file->rows, form->item_size);
    file->phase = IMPORT_CHECK;
    for (size_t row = 0; row < file->rows; row++)
        form->check(file, row, items + row * form->item_size, reading->state);
    file->phase = IMPORT_LINK;
    if (file->writing)
        return form->write(file, items, reading->state, why);
    return form->link == NULL || form->link(file, items, reading->state, why);
}

static void free_arena(void *arena)
{
    arena_free(arena);
}

/* The next chunk, in memory of its own, which is also the database's for results and for statements
 * on their way. *more = it was not the last. */
static bool next_chunk(struct reading *reading, bool *more, struct refusal *why)
{
    struct import_file *file = &reading->file;
    struct import *import = file->import;
    struct arena *outer = import->task->arena;
    file->arena = import->task->arena = arena_new(CHUNK_MEMORY_MAX);
    *more = import_file_next(file, IMPORT_CHUNK) == IMPORT_CHUNK;
    bool ok = file->rows == 0 || use_chunk(reading, why);
    /* also of a transaction that has failed nothing may be on its way when its memory goes */
    ok = ok && db_tx_wait(import->tx, why);
    import->task->arena = outer;
    if (ok)
        arena_free(file->arena);
    else
        arena_defer(outer, free_arena, file->arena);
    file->arena = NULL;
    return ok;
}

static void tell_progress(const struct import_file *file, int64_t rows)
{
    const struct import_watch *watch = file->import->watch;
    if (watch != NULL && watch->progress != NULL)
        watch->progress(watch->argument, file->writing, rows);
}

static bool read_chunks(struct reading *reading, struct refusal *why)
{
    bool more = true;
    int64_t rows = 0;
    while (more) {
        if (!task_alive(reading->file.import->task, why) || !next_chunk(reading, &more, why))
            return false;
        rows += (int64_t)reading->file.rows;
        tell_progress(&reading->file, rows);
    }
    reading->file.import->row_count += reading->file.writing ? rows : 0;
    return true;
}

static bool check_pass(struct reading *reading, struct refusal *why)
{
    if (!read_chunks(reading, why))
        return false;
    reading->file.phase = IMPORT_LINK;
    if (reading->form->conclude != NULL &&
        !reading->form->conclude(&reading->file, reading->state, why))
        return false;
    return import_is_clean(reading->file.import, why);
}

static bool is_same(const struct stat *a, const struct stat *b)
{
    return a->st_size == b->st_size && a->st_mtim.tv_sec == b->st_mtim.tv_sec &&
           a->st_mtim.tv_nsec == b->st_mtim.tv_nsec && a->st_ctim.tv_sec == b->st_ctim.tv_sec &&
           a->st_ctim.tv_nsec == b->st_ctim.tv_nsec;
}

/* The same stream from its beginning. */
static bool write_pass(struct reading *reading, const char *path, struct refusal *why)
{
    struct stat before, after;
    struct import_file *file = &reading->file;
    FILE *stream = file->stream;
    bool known = fstat(fileno(stream), &before) == 0;
    file->writing = true;
    import_file_restart(file);
    if (!read_chunks(reading, why))
        return false;
    known = known && fstat(fileno(stream), &after) == 0;
    return (known && is_same(&before, &after)) ||
           refuse_detail(why, &REFUSAL_CONFLICT, NULL, "%s: changed while it was read", path);
}

bool import_read(struct import *import, const char *path, const struct import_form *form,
                 void *state, struct refusal *why)
{
    struct reading reading = {.form = form, .state = state};
    if (!import_file_open(import, path, form->columns, &reading.file, why))
        return false;
    bool ok = check_pass(&reading, why) && write_pass(&reading, path, why);
    import_file_close(&reading.file);
    return ok;
}

/* ---- a run ---- */

/* How a run that was only tried ends; nobody outside hears of it. */
static const struct refusal_kind DRY = {"import_dry", 409, "只是试导"};

struct run {
    int64_t id, began_us;
    const char *name;
    const struct import_step *steps;
    const struct import_by *by;
    const struct import_watch *watch;
    struct import import;
};

static bool is_dry(const struct run *run)
{
    return run->import.by != NULL && run->import.by->dry;
}

static void note_run(struct db_tx *tx, const struct run *run, const char *state)
{
    const struct import *import = &run->import;
    const struct import_by *by = import->by;
    db_tx_send(tx, &SQL_import_run_add,
               DB_ARGS(DB_I64(run->id), DB_TEXT(run->name), DB_TEXT(state),
                       DB_I64(import->row_count), DB_I64(import->faults.count),
                       DB_I64(run->began_us), DB_I64(by != NULL ? by->account_id : 0),
                       DB_TEXT(by != NULL ? by->who : ""), DB_I64(import->outcomes[IMPORT_ADDED]),
                       DB_I64(import->outcomes[IMPORT_CHANGED])));
}

static bool run_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct run *run = argument;
    import_faults_release(&run->import.faults); /* of an attempt before */
    run->import = (struct import){.task = task,
                                  .tx = tx,
                                  .arena = arena_new(RUN_MEMORY_MAX),
                                  .run_id = run->id,
                                  .by = run->by,
                                  .watch = run->watch};
    bool ok = true;
    if (run->watch != NULL && run->watch->begun != NULL)
        run->watch->begun(run->watch->argument);
    for (const struct import_step *step = run->steps; ok && step->importer != NULL; step++)
        ok = step->importer->read(&run->import, step->path, why);
    /* statements on their way may lie there */
    arena_defer(task->arena, free_arena, run->import.arena);
    run->import.arena = NULL;
    if (ok && is_dry(run))
        return refuse(why, &DRY, NULL); /* which takes all of it back */
    if (ok)
        note_run(tx, run, "imported");
    if (ok && run->watch != NULL && run->watch->imported != NULL)
        run->watch->imported(run->watch->argument, tx, run->id);
    return ok;
}

static bool note_dry(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    (void)task, (void)why;
    note_run(tx, argument, "tried");
    return true;
}

static bool note_faults(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct run *run = argument;
    const struct import_fault *items = run->import.faults.items;
    size_t n = (size_t)run->import.faults.kept;
    (void)task;
    run->import.row_count = 0;
    note_run(tx, run, "faulty");
    return db_tx_query(tx, &SQL_import_fault_add,
                       DB_ARGS(DB_I64(run->id), DB_COLUMN_TEXT(items, n, label),
                               DB_COLUMN_I64(items, n, row), DB_COLUMN_TEXT(items, n, column),
                               DB_COLUMN_TEXT(items, n, message)),
                       NULL, why);
}

/* Faults are the caller's to read and to release. */
static bool run_steps(struct task *task, struct run *run, struct refusal *why)
{
    struct refusal unwritten;
    bool ok = db_transact(task, DB_REPORT, run_body, run, why);
    if (!ok && why->kind == &DRY)
        return db_transact(task, DB_FAST, note_dry, run, why);
    if (!ok && run->import.faults.count > 0 &&
        !db_transact(task, DB_FAST, note_faults, run, &unwritten))
        log_error("import_faults_unwritten", LOG_S("code", unwritten.kind->code));
    return ok;
}

bool import_run(struct task *task, const char *name, const struct import_step *steps,
                FILE *faults_to, int64_t *row_count, struct refusal *why)
{
    struct run run = {.id = id_next(), .began_us = clock_now_us(), .name = name, .steps = steps};
    bool ok = run_steps(task, &run, why);
    *row_count = ok ? run.import.row_count : 0;
    import_faults_print(&run.import.faults, faults_to);
    import_faults_release(&run.import.faults);
    return ok;
}

bool import_run_watched(struct task *task, const char *name, const struct import_step *steps,
                        const struct import_by *by, const struct import_watch *watch,
                        struct import_sum *sum, struct refusal *why)
{
    struct run run = {.id = id_next(),
                      .began_us = clock_now_us(),
                      .name = name,
                      .steps = steps,
                      .by = by,
                      .watch = watch};
    bool ok = run_steps(task, &run, why);
    *sum = (struct import_sum){.rows = ok ? run.import.row_count : 0,
                               .notices = run.import.notice_count};
    memcpy(sum->outcomes, run.import.outcomes, sizeof(sum->outcomes));
    if (!ok && run.import.faults.count > 0 && watch->faulty != NULL)
        watch->faulty(watch->argument, &run.import.faults);
    import_faults_release(&run.import.faults);
    return ok;
}
