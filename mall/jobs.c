/* `mall jobs run`: what is due now, once. */
#include <stdio.h>
#include <string.h>

#include "base/job.h"
#include "mall/api/dispatch.h"
#include "mall/commands.h"
#include "mall/modules.h"
#include "mall/process.h"
#include "mall/timed.h"

/* Timed work may make jobs, and jobs may make work due; what still feeds itself after so many
 * rounds is a mistake. */
enum { ROUNDS_MAX = 100 };

static int run(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int total = 0;
    (void)argument;
    modules_add_routes(); /* some jobs ask the mall's own routes */
    dispatch_start();
    for (int round = 0; round < ROUNDS_MAX; round++) {
        int timed = timed_run_due(task, &why);
        int jobs = timed < 0 ? -1 : job_run_due(task, &why);
        if (jobs < 0)
            return process_failed("jobs", &why);
        total += timed + jobs;
        if (timed + jobs == 0) {
            printf("%d done, nothing is due\n", total);
            return 0;
        }
    }
    fprintf(stderr, "mall: jobs: still something due after %d rounds\n", ROUNDS_MAX);
    return EX_SOFTWARE;
}

int command_jobs(int argc, char **argv)
{
    if (argc != 2 || strcmp(argv[1], "run") != 0) {
        fputs("usage: mall jobs run\n", stderr);
        return EX_USAGE;
    }
    return process_command(PROCESS_APP, run, NULL);
}
