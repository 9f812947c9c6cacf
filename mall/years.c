/* `mall years`: takes an old year out of the books and puts it back (mall/operate/year.h), for
 * ops/years. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mall/commands.h"
#include "mall/operate/year.h"
#include "mall/process.h"

struct wish {
    bool back;
    int year;
};

static int move_year(struct task *task, void *argument)
{
    const struct wish *wish = argument;
    struct refusal why = {.have = -1};
    int64_t tables = 0;
    bool done = process_claim_command(task, &why) &&
                (wish->back ? year_bring_back(task, wish->year, &tables, &why)
                            : year_take_away(task, wish->year, &tables, &why));
    if (!done)
        return process_failed("years", &why);
    printf("%" PRId64 " tables: the year %d is %s\n", tables, wish->year,
           wish->back ? "back" : "away");
    return 0;
}

int command_years(int argc, char **argv)
{
    struct wish wish = {.year = argc == 3 ? (int)strtol(argv[2], NULL, 10) : 0};
    if (wish.year < 2000 || (strcmp(argv[1], "away") != 0 && strcmp(argv[1], "back") != 0)) {
        fputs("usage: mall years away YEAR | mall years back YEAR\n", stderr);
        return EX_USAGE;
    }
    wish.back = strcmp(argv[1], "back") == 0;
    return process_command(PROCESS_OWNER, move_year, &wish);
}
