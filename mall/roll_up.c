/* `mall roll-up`: the sums of what households have and of what was sold, made anew
 * (ledger/roll_up.h, orders/sale_roll_up.h). */
#include <stdio.h>

#include "base/year.h"
#include "ledger/roll_up.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "orders/sale_roll_up.h"

static int build(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    struct year_floor floor;
    (void)argument;
    if (!year_floor(task, &floor, &why))
        return process_failed("roll-up", &why);
    if (floor.year != 0) {
        fputs("mall: roll-up: a year is away, whose entries the sums are made of: ops/years back\n",
              stderr);
        return EX_DATAERR;
    }
    if (!roll_up_build(task, &why) || !sale_roll_up_build(task, &why))
        return process_failed("roll-up", &why);
    puts("the sums of households' months and of sales are made anew");
    return 0;
}

int command_roll_up(int argc, char **argv)
{
    (void)argv;
    if (argc != 1) {
        fputs("usage: mall roll-up\n", stderr);
        return EX_USAGE;
    }
    return process_command(PROCESS_OWNER, build, NULL);
}
