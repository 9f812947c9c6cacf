/* `mall second`: the way back for who has lost phone and spare codes. */
#include <stdio.h>
#include <string.h>

#include "mall/commands.h"
#include "mall/process.h"
#include "registry/identifier.h"
#include "registry/second.h"

static int remove_second(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    task->acting.kind = ACTING_COMMAND;
    if (!second_reset(task, argument, &why))
        return process_failed("second", &why);
    puts("the second factor is gone, and all sessions have ended; it is set up anew at the next "
         "sign-in");
    return 0;
}

int command_second(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "remove") == 0 && identifier_is_mobile(argv[2]))
        return process_command(PROCESS_APP, remove_second, argv[2]);
    fputs("usage: mall second remove PHONE\n", stderr);
    return EX_USAGE;
}
