/* What a folder brings with it: `<folder>/module.c` defines one `const struct module
 * FOLDER_MODULE`, and the program walks the list of them. So a folder is added in one place, and
 * nobody above it lists what it has.
 *
 * Every member may be NULL; lists end as said beside them. Lists of tables are for folders where
 * each noun's file has a table of its own.
 */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H

#include <stdbool.h>

#include "base/audit.h"
#include "base/config.h"
#include "base/db.h"
#include "base/job.h"
#include "base/machine.h"
#include "base/timed.h"

struct day_chain;
struct importer;
struct route;
struct sealed_table;
struct todo;
struct year_part;

struct module {
    const char *name; /* the folder */

    /* Once in every process, after settings were read and module_register(), before work. Reads the
     * folder's settings, registers lanes and listeners. False after a line on standard error when a
     * setting cannot be used. */
    bool (*start)(void);

    const struct config_setting *settings;    /* ended by .name == NULL; not filled, see below */
    const struct db_constraint *constraints;  /* ended by .name == NULL */
    const struct job_kind *jobs;              /* ended by .name == NULL */
    const struct timed_piece *timed;          /* ended by .name == NULL */
    const struct machine *const *machines;    /* ended by NULL */
    const struct audit_check *checks;         /* ended by .name == NULL */
    const struct audit_pass *const *passes;   /* that answer several of them; ended by NULL */
    const struct sealed_table *const *sealed; /* ended by NULL: its tables with sealed fields */
    const struct sql *stamps;                 /* stamps the folder's rows that have no stamp
                                                 (base/stamp.h). $1 stamp key, $2 whether others are
                                                 stamped anew as well. Columns: stamped */
    const struct day_chain *const *chains;    /* ended by NULL */
    const struct year_part *years;            /* what it knows of a year that is taken out */
    const struct sql *const *purges;          /* ended by NULL. Each deletes at most $1 rows that
                                                 are past their time and returns none; how long they
                                                 are kept stands in the statement */
    const struct importer *const *importers;  /* ended by NULL */
    const struct route *const *routes;        /* tables, ended by NULL; what a route is, the program
                                                 says */
    const struct todo *todos; /* ended by .key == NULL: what is counted for the desks
                                 (registry/todo.h) */
};

/* Names the refusals of its constraints and registers its job kinds. */
void module_register(const struct module *module);

/* module_register() and start(). */
bool module_start(const struct module *module);

/* The settings of `own` (ended by .name == NULL) and of `count` modules as one new table for
 * config_load(), which fills it; ended likewise. Lives as long as the process. */
struct config_setting *module_settings(const struct config_setting *own,
                                       const struct module *const *modules, int count);

#endif
