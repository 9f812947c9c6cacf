/* The modules of this program, from the ground up, and what the program does with all of them. */
#ifndef MALL_MODULES_H
#define MALL_MODULES_H

#include <stdbool.h>

#include "base/module.h"

extern const struct module *const MODULES[]; /* ended by NULL */
extern const int MODULE_COUNT;

/* Starts them all: once in every process, after settings were read and before it works. False with
 * a line on standard error when a setting cannot be used. */
bool modules_start(void);

/* Makes their routes known to dispatch; once. */
void modules_add_routes(void);

#endif
