#include "base/turn.h"

#include <assert.h>
#include <stddef.h>

/* One who waits. It lies on the stack of the task's coroutine. */
struct turn_wait {
    struct wait wait;
    struct turns *turns;
    struct turn_wait *next;
};

static void leave(void *argument)
{
    struct turn_wait *own = argument;
    struct turns *turns = own->turns;
    struct turn_wait **link = &turns->first, *before = NULL;
    for (; *link != own; link = &before->next)
        before = *link;
    *link = own->next;
    if (turns->last == own)
        turns->last = before;
    turns->waits--;
}

static void line_up(struct turn_wait *own)
{
    struct turns *turns = own->turns;
    if (turns->last == NULL)
        turns->first = own;
    else
        turns->last->next = own;
    turns->last = own;
    turns->waits++;
}

bool turn_take(struct task *task, struct turns *turns, struct refusal *why)
{
    assert(turns->most > 0 && turns->wait_most > 0);
    if (!task_alive(task, why))
        return false;
    if (turns->out < turns->most) {
        turns->out++;
        return true;
    }
    if (turns->waits >= turns->wait_most) {
        refuse(why, &REFUSAL_OVERLOADED, NULL);
        why->retry_after_s = 1;
        return false;
    }
    struct turn_wait own = {.turns = turns};
    wait_init(&own.wait, task);
    line_up(&own);
    enum wait_result ended = wait_for(&own.wait, leave, &own);
    if (ended == WAIT_DONE)
        return true;
    return refuse(why, ended == WAIT_TIMEOUT ? &REFUSAL_TIMEOUT : &REFUSAL_CANCELLED, NULL);
}

void turn_give(struct turns *turns)
{
    struct turn_wait *next = turns->first;
    assert(turns->out > 0);
    if (next == NULL) {
        turns->out--;
        return;
    }
    turns->first = next->next;
    if (turns->first == NULL)
        turns->last = NULL;
    turns->waits--;
    wait_done(&next->wait);
}
