/* The public board as a module. */
#include <stddef.h>

#include "base/audit.h"
#include "base/module.h"
#include "gen/mall/board/sql.h"

static const struct config_setting SETTINGS[] = {
    SETTING_INT("MALL_MIN_GROUP", "5", 1, 1000,
                "no public figure about fewer households than this"),
    SETTING_INT("MALL_BOARD_STEP_S", "86400", 0, 7 * 86400,
                "the board changes once in so many seconds (Beijing time); 0 = at once"),
    {.name = NULL},
};

static const struct sql *const PURGES[] = {&SQL_board_edition_purge, NULL};

static bool audit_board(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    return audit_ask_unless(task, &SQL_audit_board_agree, &SQL_audit_board_told, from_id,
                            violations, why) &&
           audit_ask(task, &SQL_audit_board_cell, DB_NO_ARGS, violations, why);
}

static const struct audit_check CHECKS[] = {
    {1, "the board tells what it is made of", NULL, audit_board, AUDIT_FULL},
    {.name = NULL},
};

const struct module MALL_BOARD_MODULE = {
    .name = "mall/board", .settings = SETTINGS, .checks = CHECKS, .purges = PURGES};
