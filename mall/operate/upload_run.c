/* The job that imports an upload. The importers are those of the command (base/import.h): whole or
 * not at all. Mode "good" leaves out what they found wrong and asks them again; mode "try" does the
 * same and takes it back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/import.h"
#include "gen/mall/operate/sql.h"
#include "mall/operate/house.h"
#include "mall/operate/stored.h"
#include "mall/operate/upload.h"
#include "mall/operate/upload_table.h"
#include "mall/operate/upload_tell.h"

enum { ROUNDS_MAX = 20, ATTEMPTS_MAX = 3, ROWS_TOLD = 1000 };

/* What became of a row; texts of the run's arena. */
struct told {
    int64_t row;
    const char *outcome, *columns, *message;
};

struct noted {
    int64_t row, place;
    const char *column, *message; /* of the run's arena */
};

struct run {
    int64_t id;
    const struct import_kind *kind;
    const struct importer *importer;
    bool good, first;
    struct import_by by;
    struct arena *arena;
    FILE *table;             /* as UTF-8, whole */
    bool *skip;              /* by number of the row: it was found faulty */
    struct upload_rows rows; /* of this round */
    struct noted *faults;
    int64_t fault_count, kept;
    bool unplaced;     /* a fault of no row: nothing can be left out for it */
    struct told *told; /* the first rows of the last round */
    int64_t told_count;
    struct import_sum sum; /* of the round that was imported, or tried */
    struct upload_tell *tell;
};

/* ---- faults ---- */

static void note(struct run *run, int64_t row, const char *column, const char *message)
{
    if (row < 2 || row > UPLOAD_ROWS_MAX + 1)
        run->unplaced = true;
    else
        run->skip[row] = true;
    run->fault_count++;
    if (run->kept < IMPORT_FAULTS_KEPT)
        run->faults[run->kept++] =
            (struct noted){row, run->fault_count, arena_strdup(run->arena, column),
                           arena_strdup(run->arena, message)};
}

static void broken_row(void *argument, int64_t row, const char *column, const char *message)
{
    struct run *run = argument;
    if (run->first) /* they are read, and told, in every round */
        note(run, row, column, message);
}

/* The importer's rows are numbered from 2 on, behind its line of names. */
static void faulty(void *argument, const struct import_faults *faults)
{
    struct run *run = argument;
    for (int64_t i = 0; i < faults->kept; i++) {
        const struct import_fault *fault = &faults->items[i];
        bool placed = fault->row >= 2 && fault->row - 2 < run->rows.count;
        note(run, placed ? run->rows.numbers[fault->row - 2] : 1, fault->column, fault->message);
    }
    run->fault_count += faults->count - faults->kept;
}

/* ---- what becomes of rows ---- */

static const char *const OUTCOMES[IMPORT_OUTCOMES] = {
    [IMPORT_ADDED] = "added", [IMPORT_CHANGED] = "changed", [IMPORT_SAME] = "same"};

static void tell(struct run *run, int64_t row, const char *outcome, const char *columns,
                 const char *message)
{
    if (run->told_count < ROWS_TOLD)
        run->told[run->told_count++] = (struct told){
            row >= 2 && row - 2 < run->rows.count ? run->rows.numbers[row - 2] : 1, outcome,
            arena_strdup(run->arena, columns), arena_strdup(run->arena, message)};
}

static void outcome(void *argument, int64_t row, enum import_outcome became, const char *columns)
{
    tell(argument, row, OUTCOMES[became], columns, "");
}

static void notice(void *argument, int64_t row, const char *column, const char *message)
{
    tell(argument, row, "notice", column, message);
}

static void begun(void *argument)
{
    struct run *run = argument;
    run->told_count = 0;
}

static void progress(void *argument, bool writing, int64_t rows)
{
    const struct run *run = argument;
    upload_tell_set(run->tell, writing ? "write" : "check", rows);
}

/* ---- rounds ---- */

static bool import(struct task *task, struct run *run, FILE *clean, struct refusal *why)
{
    struct import_step steps[] = {{run->importer, stored_scratch_path(task, clean)}, {NULL, NULL}};
    struct import_watch watch = {.progress = progress,
                                 .faulty = faulty,
                                 .outcome = outcome,
                                 .notice = notice,
                                 .begun = begun,
                                 .argument = run};
    return import_run_watched(task, run->kind->importer->name, steps, &run->by, &watch, &run->sum,
                              why);
}

/* One round: true when it was imported, or there is nothing to be imported. */
static bool run_round(struct task *task, struct run *run, struct refusal *why)
{
    FILE *clean = stored_scratch(why);
    if (clean == NULL)
        return false;
    run->sum = (struct import_sum){.rows = 0};
    bool ok = upload_write(task, run->kind, run->table, run->skip, clean, &run->rows, broken_row,
                           run, why);
    run->first = false;
    if (ok && !run->good && run->fault_count > 0)
        ok = refuse(why, &IMPORT_FAULTY, NULL);
    ok = ok && (run->rows.count == 0 || import(task, run, clean, why));
    fclose(clean);
    free(run->rows.numbers);
    run->rows.numbers = NULL;
    return ok;
}

/* True when it has come to an end, be it with faults; false when the database or the disk is not
 * there. */
static bool run_rounds(struct task *task, struct run *run, struct refusal *why)
{
    for (int round = 0; round < ROUNDS_MAX; round++) {
        if (run_round(task, run, why))
            return true;
        if (why->kind != &IMPORT_FAULTY)
            return false;
        if (!run->good || run->unplaced || run->fault_count > run->kept)
            return true;
    }
    run->unplaced = true;
    return true;
}

/* ---- how it ended ---- */

static int by_row(const void *a, const void *b)
{
    const struct noted *one = a, *other = b;
    if (one->row != other->row)
        return one->row < other->row ? -1 : 1;
    return one->place < other->place ? -1 : one->place > other->place;
}

static int by_place(const void *a, const void *b)
{
    const struct told *one = a, *other = b;
    return one->row < other->row ? -1 : one->row > other->row;
}

/* Nothing became of rows of which none was imported. */
static void end_rows(struct db_tx *tx, struct run *run)
{
    size_t n = run->sum.rows > 0 ? (size_t)run->told_count : 0;
    qsort(run->told, n, sizeof(*run->told), by_place);
    db_tx_send(tx, &SQL_import_row_clear, DB_ARGS(DB_I64(run->id)));
    if (n > 0)
        db_tx_send(tx, &SQL_import_row_note,
                   DB_ARGS(DB_I64(run->id), DB_COLUMN_I64(run->told, n, row),
                           DB_COLUMN_TEXT(run->told, n, outcome),
                           DB_COLUMN_TEXT(run->told, n, columns),
                           DB_COLUMN_TEXT(run->told, n, message)));
}

static bool end_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct run *run = argument;
    size_t n = (size_t)run->kept;
    const char *state = run->fault_count == 0 ? "done" : run->sum.rows > 0 ? "partly" : "faulty";
    const char *reason = run->fault_count > run->kept ? "错误太多，只列出前 1000 处" : "";
    (void)task;
    db_tx_send(tx, &SQL_import_fault_clear, DB_ARGS(DB_I64(run->id)));
    if (n > 0)
        db_tx_send(tx, &SQL_import_fault_note,
                   DB_ARGS(DB_I64(run->id), DB_COLUMN_I64(run->faults, n, row),
                           DB_COLUMN_TEXT(run->faults, n, column),
                           DB_COLUMN_TEXT(run->faults, n, message)));
    end_rows(tx, run);
    return db_tx_query(tx, &SQL_import_end,
                       DB_ARGS(DB_I64(run->id), DB_TEXT(state), DB_I64(run->sum.rows),
                               DB_I64(run->fault_count), DB_TEXT(reason),
                               DB_I64(run->sum.outcomes[IMPORT_ADDED]),
                               DB_I64(run->sum.outcomes[IMPORT_CHANGED]),
                               DB_I64(run->sum.outcomes[IMPORT_SAME]), DB_I64(run->sum.notices)),
                       NULL, why);
}

static bool end(struct task *task, struct run *run, struct refusal *why)
{
    qsort(run->faults, (size_t)run->kept, sizeof(*run->faults), by_row);
    return db_transact(task, DB_FAST, end_body, run, why);
}

/* What may be otherwise next time is tried again by the job. */
static bool fail(struct task *task, const struct run *run, int64_t attempts, struct refusal *why)
{
    struct refusal unwritten;
    if (why->kind->status >= 500 && attempts < ATTEMPTS_MAX)
        return false;
    const char *reason = why->kind->status >= 500 ? why->kind->title : why->detail;
    return db_query(task, &SQL_import_end,
                    DB_ARGS(DB_I64(run->id), DB_TEXT("failed"), DB_I64(0), DB_I64(0),
                            DB_TEXT(reason[0] != '\0' ? reason : why->kind->title), DB_I64(0),
                            DB_I64(0), DB_I64(0), DB_I64(0)),
                    NULL, &unwritten) &&
           why->kind->status < 500;
}

static bool read_and_import(struct task *task, struct run *run, struct refusal *why)
{
    run->table = stored_scratch(why);
    if (run->table == NULL)
        return false;
    run->tell = upload_tell_start(run->id);
    bool ok = stored_open_sealed(task, run->id, run->table, why) && run_rounds(task, run, why);
    upload_tell_end(run->tell);
    fclose(run->table);
    return ok && end(task, run, why);
}

/* Runs in the name of the account and the request that asked for it, which every row of the trail
 * then says. */
static bool run_as_asked(struct task *task, struct run *run, const json_t *payload,
                         struct refusal *why)
{
    const char *request = json_string_value(json_object_get(payload, "request_id"));
    char job[sizeof task->id];
    memcpy(job, task->id, sizeof job);
    task->acting = (struct acting){.kind = ACTING_PERSON, .account_id = run->by.account_id};
    if (request != NULL)
        snprintf(task->id, sizeof task->id, "%s", request);
    bool ok = read_and_import(task, run, why);
    memcpy(task->id, job, sizeof job);
    return ok;
}

bool upload_run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    struct run run = {.first = true, .arena = task->arena};
    struct db_rows *rows;
    (void)job_id;
    if (!id_parse(json_string_value(json_object_get(payload, "import_id")), &run.id))
        return refuse(why, &REFUSAL_BAD_REQUEST, NULL);
    if (!db_query(task, &SQL_import_start, DB_ARGS(DB_I64(run.id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true; /* it has ended, or was deleted */
    run.kind = import_kind_find(db_text(rows, 0, IMPORT_START_NAME));
    run.importer = run.kind != NULL ? house_importer(run.kind->importer->name) : NULL;
    const char *mode = db_text(rows, 0, IMPORT_START_MODE);
    run.good = strcmp(mode, "whole") != 0;
    run.by = (struct import_by){.account_id = db_i64(rows, 0, IMPORT_START_ACCOUNT_ID),
                                .who = "",
                                .upload_id = run.id,
                                .dry = strcmp(mode, "try") == 0};
    run.skip = arena_array(task->arena, UPLOAD_ROWS_MAX + 2, sizeof(*run.skip));
    run.told = arena_array(task->arena, ROWS_TOLD, sizeof(*run.told));
    run.faults = arena_array(task->arena, IMPORT_FAULTS_KEPT, sizeof(*run.faults));
    bool ok = run.importer != NULL || refuse(why, &REFUSAL_NOT_FOUND, NULL);
    ok = ok && run_as_asked(task, &run, payload, why);
    return ok || fail(task, &run, db_i64(rows, 0, IMPORT_START_ATTEMPTS), why);
}
