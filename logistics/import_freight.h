/* The file of freight prices. */
#ifndef LOGISTICS_IMPORT_FREIGHT_H
#define LOGISTICS_IMPORT_FREIGHT_H

#include "base/import.h"

extern const struct importer IMPORT_FREIGHT;

#endif
