/* `mall jobs`: what is due now, once; what was given up, and reviving it. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/job.h"
#include "base/job_list.h"
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
        int jobs = job_run_due(task, timed < 0 ? &(struct refusal){.have = -1} : &why);
        if (timed < 0 || jobs < 0)
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

static int run_piece(struct task *task, void *argument)
{
    const char *name = argument;
    struct refusal why = {.have = -1};
    int done;
    if (!timed_run_piece(task, name, &done, &why))
        return process_failed("jobs", &why);
    if (done < 0) {
        fprintf(stderr, "mall: jobs: there is no timed work %s\n", name);
        return EX_USAGE;
    }
    printf("%d done, nothing of %s is due\n", done, name);
    return 0;
}

/* ---- what was given up ---- */

static const char *text_of(const json_t *item, const char *name)
{
    const char *text = json_string_value(json_object_get(item, name));
    return text != NULL ? text : "-";
}

static int list(struct task *task, void *argument)
{
    const char *state = argument;
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_MAX};
    size_t i;
    json_t *job, *answer = job_list_json(task, state, "", &page, &why);
    if (answer == NULL)
        return process_failed("jobs", &why);
    json_array_foreach(json_object_get(answer, "items"), i, job)
        printf("%s\t%s\t%s\t%s\t%" JSON_INTEGER_FORMAT "\t%s\n", text_of(job, "job_id"),
               text_of(job, "kind"), text_of(job, "key"), text_of(job, "created_at"),
               json_integer_value(json_object_get(job, "attempts")), text_of(job, "last_error"));
    json_decref(answer);
    return 0;
}

static int again(struct task *task, void *argument)
{
    const int64_t *id = argument;
    const char *was;
    struct refusal why = {.have = -1};
    if (!job_again(task, *id, &was, &why))
        return process_failed("jobs", &why);
    puts("it begins anew");
    return 0;
}

int command_jobs(int argc, char **argv)
{
    int64_t id;
    const char *word = argc >= 2 ? argv[1] : "", *state = argc == 3 ? argv[2] : "failed";
    if (argc == 2 && strcmp(word, "run") == 0)
        return process_command(PROCESS_APP, run, NULL);
    if (argc == 3 && strcmp(word, "run") == 0)
        return process_command(PROCESS_APP, run_piece, argv[2]);
    if (argc == 3 && strcmp(word, "again") == 0 && id_parse(argv[2], &id))
        return process_command(PROCESS_APP, again, &id);
    bool known = false;
    for (int i = 0; JOB_STATES[i] != NULL; i++)
        known = known || strcmp(JOB_STATES[i], state) == 0;
    if (argc <= 3 && strcmp(word, "list") == 0 && known)
        return process_command(PROCESS_APP, list, (void *)(uintptr_t)state);
    fputs("usage: mall jobs run [PIECE] | list [STATE] | again ID\n", stderr);
    return EX_USAGE;
}
