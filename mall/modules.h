/* What every process registers before it works: constraint names, job kinds, lanes of all modules,
 * payment providers. */
#ifndef MALL_MODULES_H
#define MALL_MODULES_H

#include <stdbool.h>

/* False with a line on standard error when a setting cannot be used. */
bool modules_start(void);

#endif
