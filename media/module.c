/* Media as a module: pictures. */
#include <stddef.h>

#include "base/module.h"
#include "gen/media/sql.h"
#include "media/picture.h"

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_PICTURES_A_DAY", "200", 1, 100000,
                "pictures one organisation may upload in 24 hours"),
    {.name = NULL},
};

static const struct db_constraint CONSTRAINTS[] = {
    {"picture_source_unique", &DB_TWIN, NULL},
    {.name = NULL},
};

static const struct sql *const PURGES[] = {&SQL_picture_purge, NULL};

static bool start(void)
{
    picture_start(config_int("MALL_PICTURES_A_DAY"));
    return true;
}

const struct module MEDIA_MODULE = {
    .name = "media",
    .start = start,
    .settings = SETTINGS,
    .constraints = CONSTRAINTS,
    .purges = PURGES,
};
