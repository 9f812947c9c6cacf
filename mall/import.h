/* Reading tables into the database: the whole file is checked first, row by row, then everything
 * goes in in one transaction, or nothing does.
 *
 * One struct import is one run: its transaction, its memory, and the faults it found. Faults name
 * file, row and column, never a value: a value may be somebody's.
 */
#ifndef MALL_IMPORT_H
#define MALL_IMPORT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/db.h"
#include "base/task.h"

/* Faults printed of a run; all are counted. */
#define IMPORT_FAULTS_SHOWN 50
/* Bytes of a file, and rows sent with one statement. */
#define IMPORT_FILE_MAX ((size_t)512 * 1024 * 1024)
#define IMPORT_CHUNK 2000

extern const struct refusal_kind IMPORT_FAULTY; /* 422: the file has faults, which were printed */

struct import {
    struct task *task;
    struct db_tx *tx;
    struct arena *arena; /* of this run of the transaction */
    FILE *faults_to;
    int64_t fault_count;
    int64_t row_count; /* rows imported */
};

/* Reads one kind of file from `path`, inside the run's transaction. */
typedef bool import_reader(struct import *import, const char *path, struct refusal *why);

import_reader import_regions;
import_reader import_organisations;
import_reader import_households;
import_reader import_members;
import_reader import_accounts;
import_reader import_freight;
import_reader import_listings; /* with skus, plans, plan_shares, lots, lot_intake, lot_stock beside
                                  it */

/* What a run reads: readers and paths, ended by .read == NULL. */
struct import_step {
    import_reader *read;
    const char *path;
};

/* Runs all steps in one transaction; faults go to `faults_to`. *row_count = rows imported. */
bool import_run(struct task *task, const struct import_step *steps, FILE *faults_to,
                int64_t *row_count, struct refusal *why);

/* Refuses with IMPORT_FAULTY when faults were found so far, after printing how many. */
bool import_is_clean(struct import *import, struct refusal *why);

#endif
