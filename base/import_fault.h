/* The faults of an import, in the order in which people read a file: by file, then what makes the
 * file unreadable, then what is wrong in its rows, then what does not fit what is known; by row in
 * each. All are counted, the first ones kept. */
#ifndef BASE_IMPORT_FAULT_H
#define BASE_IMPORT_FAULT_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum { IMPORT_FAULTS_KEPT = 1000, IMPORT_FAULTS_SHOWN = 50 };

enum import_phase { IMPORT_PARSE, IMPORT_CHECK, IMPORT_LINK };

struct import_fault {
    int file; /* number of the file in the run */
    enum import_phase phase;
    int64_t row;   /* as spreadsheets count: the names are row 1 */
    int64_t place; /* order of finding */
    /* owned by the fault */
    char *label;  /* of the file */
    char *column; /* "" = the whole row */
    char *message;
};

/* All zero is the empty list. */
struct import_faults {
    struct import_fault *items;
    int64_t kept, count;
};

/* Adds one; copies the texts (label, column, message). */
void import_faults_add(struct import_faults *faults, const struct import_fault *fault);
/* The first IMPORT_FAULTS_SHOWN, a line each, and how many more there are. */
void import_faults_print(const struct import_faults *faults, FILE *out);
void import_faults_release(struct import_faults *faults);

#endif
