/* Reading tables into the database, whole or not at all.
 *
 * - A file is read twice, in chunks: first everything in it is checked, then, when nothing was
 *   wrong, the chunks are written. Both within the run's one transaction, so checks see what
 * earlier steps of the run wrote and nothing of the file itself.
 * - Memory is that of a chunk, and a few bytes for each row where something holds for a whole file
 *   (base/import_seen.h).
 * - All faults of a file are found in one run. They are printed, and become rows of import_fault
 *   beside the run's row in import_run. A fault names file, row and column, never a value: a value
 *   may be somebody's.
 *
 * A folder names its importers in its module; each says what a row must be and how rows are
 * written.
 */
#ifndef BASE_IMPORT_H
#define BASE_IMPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/db.h"
#include "base/import_column.h"
#include "base/import_fault.h"
#include "base/task.h"

/* Rows of a chunk, and rows of a file that is read as one chunk. */
enum { IMPORT_CHUNK = 5000, IMPORT_WHOLE_MAX = 500000 };

/* 422: the file has faults, which were printed. */
extern const struct refusal_kind IMPORT_FAULTY;

struct import_watch;

/* What became of a row. */
enum import_outcome { IMPORT_ADDED, IMPORT_CHANGED, IMPORT_SAME, IMPORT_OUTCOMES };

/* In whose name a run is made, and whether it is one. */
struct import_by {
    int64_t account_id; /* 0 = nobody's account: a command */
    const char *who;    /* of a command: who is signed in on the server; "" = an account */
    bool dry;           /* everything is checked and written, and taken back: nothing is imported */
    int64_t upload_id;  /* the number people know the run by; 0 = that of its import_run */
};

/* One run. */
struct import {
    struct task *task;
    struct db_tx *tx;
    struct arena *arena; /* of the run: for what outlives a chunk */
    int64_t run_id;      /* of its row in import_run */
    struct import_faults faults;
    int files;         /* opened so far */
    int64_t row_count; /* rows imported */
    int64_t outcomes[IMPORT_OUTCOMES];
    int64_t notice_count;
    const struct import_by *by;       /* NULL = the demo's, in nobody's name */
    const struct import_watch *watch; /* NULL = nobody */
};

struct import_file;

/* How the rows of one kind of file are read. An item is what check() makes of a row; items stand
 * one behind the other, all zero at first, and live with the file's arena as long as the chunk. */
struct import_form {
    const struct import_column *columns; /* all of them, in any order */
    size_t item_size;
    /* Both passes: reads a row's fields (base/import_file.h). */
    void (*check)(struct import_file *file, size_t row, void *item, void *state);
    /* First pass, behind the checks of a chunk: what the database must say to it. May be NULL. */
    bool (*link)(struct import_file *file, void *items, void *state, struct refusal *why);
    /* First pass, behind the last chunk: what holds for the whole file. May be NULL. */
    bool (*conclude)(struct import_file *file, void *state, struct refusal *why);
    /* Second pass. */
    bool (*write)(struct import_file *file, void *items, void *state, struct refusal *why);
};

/* Reads one file inside the run. Refused as IMPORT_FAULTY when it has faults. */
bool import_read(struct import *import, const char *path, const struct import_form *form,
                 void *state, struct refusal *why);

/* A kind of file, as people name it. read() gets the file's path and may read others beside it. */
struct importer {
    const char *name; /* "members" */
    bool (*read)(struct import *import, const char *path, struct refusal *why);
    const struct import_table *tables; /* what it reads, the first one first; ended by .columns ==
                                          NULL */
};

/* What a run reads, ended by .importer == NULL. */
struct import_step {
    const struct importer *importer;
    const char *path;
};

/* What somebody hears of a run; every member may be NULL. */
struct import_watch {
    /* Behind each chunk: rows checked, or written, so far of the file in hand. */
    void (*progress)(void *argument, bool writing, int64_t rows);
    /* Once, when there are faults. */
    void (*faulty)(void *argument, const struct import_faults *faults);
    /* Second pass: what became of a row, with the columns that changed (a comma between; "" = all,
     * or none). A transaction may be begun anew: then rows are told again from the first on. */
    void (*outcome)(void *argument, int64_t row, enum import_outcome outcome, const char *columns);
    /* Second pass: what is odd about a row and yet imported. */
    void (*notice)(void *argument, int64_t row, const char *column, const char *message);
    /* Behind everything, in the run's transaction; not when it is dry. */
    void (*imported)(void *argument, struct db_tx *tx, int64_t run_id);
    /* A transaction begins, or begins anew. */
    void (*begun)(void *argument);
    void *argument;
};

/* What a run came to. */
struct import_sum {
    int64_t rows; /* imported, or that would be */
    int64_t outcomes[IMPORT_OUTCOMES];
    int64_t notices;
};

/* The same as import_run() without printing, for a run that is watched. Every member of the watch
 * may be NULL. A dry run that finds no fault is granted. */
bool import_run_watched(struct task *task, const char *name, const struct import_step *steps,
                        const struct import_by *by, const struct import_watch *watch,
                        struct import_sum *sum, struct refusal *why);

/* Runs all steps in one transaction, in nobody's name. `name` is the run's in import_run; the first
 * 50 faults go to `faults_to`, the first 1000 into import_fault. *row_count = rows imported. */
bool import_run(struct task *task, const char *name, const struct import_step *steps,
                FILE *faults_to, int64_t *row_count, struct refusal *why);

/* The number by which people find the run: of the upload, else of the run. */
int64_t import_number(const struct import *import);

/* Refuses with IMPORT_FAULTY when faults were found so far. */
bool import_is_clean(const struct import *import, struct refusal *why);

#endif
