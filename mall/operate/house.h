/* The program's modules as work from inside sees them: importers, timed work, settings. The program
 * says once which they are. */
#ifndef MALL_OPERATE_HOUSE_H
#define MALL_OPERATE_HOUSE_H

#include "base/import.h"
#include "base/module.h"

/* Once, before work; ended by NULL. */
void house_set(const struct module *const *modules);
/* Ended by NULL. */
const struct module *const *house_modules(void);
/* An importer by name, NULL when there is none. */
const struct importer *house_importer(const char *name);

#endif
