#include "base/team.h"

#include <assert.h>

enum { MEMBERS_MAX = 16 };

struct team {
    void (*body)(struct task *member, void *argument);
    void *argument;
    struct task *members[MEMBERS_MAX]; /* those that work */
    int working;                       /* begun and not ended, of the others */
    bool over;                         /* who has not begun yet need not */
    struct wait *end;                  /* of the caller, NULL while it works itself */
};

static void member_body(struct task *member, void *argument)
{
    struct team *team = argument;
    int place = 0;
    while (team->members[place] != NULL)
        place++;
    team->members[place] = member;
    member->cancelled = team->over;
    team->body(member, team->argument);
    team->members[place] = NULL;
    if (--team->working == 0 && team->end != NULL)
        wait_done(team->end);
}

static void team_cancel(void *argument)
{
    struct team *team = argument;
    team->over = true;
    for (int i = 0; i < MEMBERS_MAX; i++)
        if (team->members[i] != NULL)
            task_cancel(team->members[i]);
}

static int64_t timeout_ms(const struct task *task)
{
    if (task->deadline_ms == INT64_MAX)
        return 0;
    int64_t left_ms = task_left_ms(task);
    return left_ms > 0 ? left_ms : 1;
}

void team_run(struct task *task, int count, void (*body)(struct task *member, void *argument),
              void *argument)
{
    struct team team = {.body = body, .argument = argument};
    struct arena *own = task->arena;
    struct wait end;
    assert(count <= MEMBERS_MAX && task->db_tx_depth == 0);
    for (int i = 1; i < count && task_spawn(member_body, &team, timeout_ms(task)); i++)
        team.working++;
    task->arena = arena_new(ARENA_LIMIT_DEFAULT);
    body(task, argument);
    arena_free(task->arena);
    task->arena = own;
    if (team.working == 0)
        return;
    wait_init(&end, task);
    team.end = &end;
    if (wait_for(&end, team_cancel, &team) == WAIT_DONE)
        return;
    /* cancelled, or late: the others hear it and end, each at its next wait */
    wait_init(&end, task);
    if (team.working > 0)
        wait_uncancellable(&end);
}
