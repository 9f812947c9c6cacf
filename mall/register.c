/* `mall register`: the national register as an operator sees it - a snapshot taken over with its
 * progress, changes followed, what was wrong. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/machine.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "register/fault.h"
#include "register/feed.h"
#include "register/report.h"
#include "register/run.h"
#include "register/snapshot.h"
#include "register/state.h"
#include "registry/household_report.h"

enum { BAR_WIDTH = 40, TOLD_MS = 1000 };

/* ---- what is told ---- */

struct telling {
    int64_t told_ms; /* when last */
    bool is_terminal;
};

static void print_bar(const struct register_run *run, int64_t done)
{
    int64_t whole = run->household_count > 0 ? run->household_count : 1;
    int full = (int)(done * BAR_WIDTH / whole);
    fprintf(stderr, "\r%s [", run->state == RUN_FETCHING ? "read " : "taken");
    for (int i = 0; i < BAR_WIDTH; i++)
        fputc(i < full ? '#' : '.', stderr);
    fprintf(stderr, "] %" PRId64 " / %" PRId64 " households", done, run->household_count);
}

static void progress(void *argument, const struct register_run *run)
{
    struct telling *telling = argument;
    int64_t now_ms = clock_mono_ms();
    int64_t done = run->state == RUN_FETCHING ? run->fetched_households : run->applied_line;
    if (!telling->is_terminal || now_ms - telling->told_ms < TOLD_MS)
        return;
    telling->told_ms = now_ms;
    print_bar(run, done);
}

static void print_run(const json_t *run)
{
    static const char *const COUNTS[] = {
        "household_count",  "member_count",       "same_households",    "newer_households",
        "added_households", "learned_households", "changed_households", "suspended_households",
        "added_members",    "learned_members",    "changed_members",    "gone_members",
        "fault_count"};
    printf("%s\t%s\t%s", json_string_value(json_object_get(run, "run_id")),
           json_string_value(json_object_get(run, "snapshot_id")),
           json_string_value(json_object_get(run, "state")));
    for (size_t i = 0; i < sizeof(COUNTS) / sizeof(COUNTS[0]); i++)
        printf("\t%s=%" JSON_INTEGER_FORMAT, COUNTS[i],
               json_integer_value(json_object_get(run, COUNTS[i])));
    printf("\t%s\n", json_string_value(json_object_get(run, "trouble")));
}

static int tell_run(struct task *task, int64_t run_id)
{
    struct refusal why = {.have = -1};
    json_t *run = register_run_json(task, run_id, &why);
    if (run == NULL)
        return process_failed("register", &why);
    const char *state = json_string_value(json_object_get(run, "state"));
    bool done = strcmp(state, machine_state_name(&REGISTER_RUN_MACHINE, RUN_DONE)) == 0;
    print_run(run);
    json_decref(run);
    return done ? 0 : EXIT_FOUND;
}

/* ---- a snapshot ---- */

static int work(struct task *task, int64_t run_id)
{
    struct telling telling = {.is_terminal = isatty(STDERR_FILENO)};
    struct register_watch watch = {.progress = progress, .argument = &telling};
    struct register_run run;
    struct refusal why = {.have = -1};
    bool found;
    bool ok = register_snapshot_work(task, &watch, &run, &found, &why);
    if (telling.is_terminal)
        fputc('\n', stderr);
    return ok ? tell_run(task, run_id) : process_failed("register", &why);
}

/* One that was left in the middle is gone on with. */
static int snapshot(struct task *task, void *argument)
{
    struct register_run run;
    struct refusal why = {.have = -1};
    bool found;
    (void)argument;
    if (!register_run_open(task, &run, &found, &why) ||
        (!found && !register_run_begin(task, ACTOR_SYSTEM, false, &run.id, &why)))
        return process_failed("register", &why);
    return work(task, run.id);
}

static int go_on(struct task *task, void *argument)
{
    const int64_t *run_id = argument;
    struct refusal why = {.have = -1};
    if (!register_run_go_on(task, *run_id, ACTOR_SYSTEM, false, &why))
        return process_failed("register", &why);
    return work(task, *run_id);
}

static int give_up(struct task *task, void *argument)
{
    const int64_t *run_id = argument;
    struct refusal why = {.have = -1};
    if (!register_run_give_up(task, *run_id, ACTOR_SYSTEM, &why))
        return process_failed("register", &why);
    puts("it is given up");
    return 0;
}

/* ---- changes, faults, state ---- */

static int follow(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int done = FEED_CHANGES;
    int64_t all = 0;
    (void)argument;
    while (done == FEED_CHANGES) {
        if (!register_follow(task, &done, &why))
            return process_failed("register", &why);
        all += done;
    }
    struct register_state state;
    if (!register_state_read(task, &state, &why))
        return process_failed("register", &why);
    printf("%" PRId64 " changes, up to %" PRId64 "%s%s\n", all, state.change_no,
           state.trouble[0] != '\0' ? ", then: " : "", state.trouble);
    return state.trouble[0] == '\0' ? 0 : EXIT_FOUND;
}

/* Finds what incomes are to be told, and tells all that waits. */
static int tell(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int done = 1;
    int64_t all = 0;
    (void)argument;
    while (done == 1)
        if (!report_walk(task, &done, &why))
            return process_failed("register", &why);
    do {
        if (!report_tell(task, &done, &why))
            return process_failed("register", &why);
        all += done;
    } while (done == REPORT_ROUND);
    json_t *sum = household_report_sum_json(task, &why);
    if (sum == NULL)
        return process_failed("register", &why);
    int64_t waiting = json_integer_value(json_object_get(sum, "waiting"));
    printf("%" PRId64 " told, %" PRId64 " wait, %" JSON_INTEGER_FORMAT " refused\n", all, waiting,
           json_integer_value(json_object_get(sum, "refused")));
    json_decref(sum);
    return waiting == 0 ? 0 : EXIT_FOUND;
}

static int faults(struct task *task, void *argument)
{
    const int64_t *run_id = argument;
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_MAX};
    puts("line_no,household_no,field,message");
    for (;;) {
        size_t i;
        json_t *fault, *answer = register_fault_list_json(task, *run_id, &page, &why);
        if (answer == NULL)
            return process_failed("register", &why);
        json_array_foreach(json_object_get(answer, "items"), i, fault)
            printf("%" JSON_INTEGER_FORMAT ",%s,%s,%s\n",
                   json_integer_value(json_object_get(fault, "line_no")),
                   json_string_value(json_object_get(fault, "household_no")),
                   json_string_value(json_object_get(fault, "field")),
                   json_string_value(json_object_get(fault, "message")));
        const char *next = json_string_value(json_object_get(answer, "next"));
        bool more = next != NULL && id_parse(next, &page.after);
        json_decref(answer);
        if (!more)
            return 0;
    }
}

static int show(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_DEFAULT};
    size_t i;
    (void)argument;
    json_t *state = register_state_json(task, &why), *run;
    json_t *runs = state != NULL ? register_run_list_json(task, &page, &why) : NULL;
    if (runs == NULL)
        return process_failed("register", &why);
    json_dumpf(state, stdout, JSON_COMPACT | JSON_SORT_KEYS);
    putchar('\n');
    json_array_foreach(json_object_get(runs, "items"), i, run)
        print_run(run);
    json_decref(state);
    json_decref(runs);
    return 0;
}

int command_register(int argc, char **argv)
{
    static const struct {
        const char *word;
        bool of_run;
        int (*run)(struct task *task, void *argument);
    } WORDS[] = {{"snapshot", false, snapshot}, {"follow", false, follow}, {"tell", false, tell},
                 {"show", false, show},         {"faults", true, faults},  {"go-on", true, go_on},
                 {"give-up", true, give_up}};
    const char *word = argc >= 2 ? argv[1] : "";
    int64_t run_id = 0;
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++) {
        if (strcmp(WORDS[i].word, word) != 0 || argc != (WORDS[i].of_run ? 3 : 2))
            continue;
        if (WORDS[i].of_run && !id_parse(argv[2], &run_id) && strcmp(argv[2], "0") != 0)
            break;
        return process_command(PROCESS_APP, WORDS[i].run, &run_id);
    }
    fputs("usage: mall register snapshot | follow | tell | show | faults RUN | go-on RUN | give-up "
          "RUN\n",
          stderr);
    return EX_USAGE;
}
