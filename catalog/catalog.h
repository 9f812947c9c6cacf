/* What the catalogue asks of the program around it: settings, job kinds, names of constraints. */
#ifndef CATALOG_CATALOG_H
#define CATALOG_CATALOG_H

#include <stdbool.h>
#include <stdint.h>

struct catalog_settings {
    int publicity_days;   /* days between county approval and sale; 0 = on sale at once */
    bool township_check;  /* the township's officer must have checked before the county approves */
    int64_t offer_age_ms; /* how long a worker may keep an offer in memory; 0 = not at all */
};

/* Once per process, before requests and jobs. */
void catalog_start(const struct catalog_settings *settings);

#endif
