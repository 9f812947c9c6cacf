/* The kinds of files that the modules read (base/import.h). */
#ifndef MALL_IMPORT_H
#define MALL_IMPORT_H

#include "base/import.h"

/* By name, NULL when there is none. */
const struct importer *import_find(const char *name);

#endif
