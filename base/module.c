#include "base/module.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/change_trail.h"
#include "base/partition.h"
#include "gen/base/sql.h"

void module_register(const struct module *module)
{
    if (module->constraints != NULL)
        db_map_constraints(module->constraints);
    if (module->jobs != NULL)
        job_register(module->jobs);
}

bool module_start(const struct module *module)
{
    module_register(module);
    return module->start == NULL || module->start();
}

static size_t count_settings(const struct config_setting *table)
{
    size_t count = 0;
    while (table != NULL && table[count].name != NULL)
        count++;
    return count;
}

struct config_setting *module_settings(const struct config_setting *own,
                                       const struct module *const *modules, int count)
{
    size_t length = count_settings(own), at = 0;
    for (int i = 0; i < count; i++)
        length += count_settings(modules[i]->settings);
    struct config_setting *all = calloc(length + 1, sizeof(*all));
    if (all == NULL)
        abort();
    for (int i = -1; i < count; i++) {
        const struct config_setting *table = i < 0 ? own : modules[i]->settings;
        size_t n = count_settings(table);
        if (n > 0)
            memcpy(&all[at], table, n * sizeof(*all));
        at += n;
    }
    return all;
}

/* What this floor brings itself: its ended jobs and old keys are deleted. */
static const struct sql *const PURGES[] = {&SQL_idempotency_purge, &SQL_job_purge,
                                           &SQL_import_run_purge, NULL};

/* A job that was given up stays so while another does its work. */
static const struct db_constraint CONSTRAINTS[] = {{"job_unfinished_key", &REFUSAL_CONFLICT, NULL},
                                                   {.name = NULL}};

enum { PARTITIONS_MS = 3600000 };

static const struct timed_piece TIMED[] = {
    {.name = "partitions", .run = partition_tend, .period_ms = PARTITIONS_MS, .again_from = 1},
    {.name = NULL},
};

static const struct audit_check CHECKS[] = {
    {6, "what people changed stands in the trail as it was written", &SQL_audit_change_stamp, NULL,
     AUDIT_SINCE},
    {7, "a year outside the books was carried on", &SQL_audit_year_away, NULL, AUDIT_WHOLE},
    {.name = NULL},
};

static const struct day_chain *const CHAINS[] = {&MACHINE_CHAIN, &CHANGE_CHAIN, NULL};

const struct module BASE_MODULE = {.name = "base",
                                   .constraints = CONSTRAINTS,
                                   .timed = TIMED,
                                   .checks = CHECKS,
                                   .chains = CHAINS,
                                   .purges = PURGES};
