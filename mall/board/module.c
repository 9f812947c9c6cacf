/* The public board as a module. */
#include <stddef.h>

#include "base/module.h"

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_MIN_GROUP", "5", 1, 1000,
                "no public figure about fewer households than this"),
    {.name = NULL},
};

const struct module MALL_BOARD_MODULE = {.name = "mall/board", .settings = SETTINGS};
