/* What the program does with all its modules, which gen/modules.h lists from the ground up. */
#ifndef MALL_MODULES_H
#define MALL_MODULES_H

#include <stdbool.h>

#include "gen/modules.h"

/* Starts them all: once in every process, after settings were read and before it works. False with
 * a line on standard error when a setting cannot be used. */
bool modules_start(void);

/* Makes their routes, and what they count for the desks, known to the API; once. */
void modules_add_routes(void);

#endif
