#include "base/watch.h"

#include <stddef.h>

#include "base/db.h"
#include "base/id.h"
#include "base/loop.h"

static struct watcher **bucket_of(struct watch_channel *channel, int64_t id)
{
    return &channel->buckets[(uint64_t)id % WATCH_BUCKETS];
}

static void wake(struct watcher *watcher)
{
    watcher->heard = true;
    if (watcher->wait == NULL)
        return;
    struct wait *wait = watcher->wait;
    watcher->wait = NULL;
    wait_done(wait);
}

void watch_wake(struct watch_channel *channel, int64_t id)
{
    if (id == 0) {
        for (int i = 0; i < WATCH_BUCKETS; i++)
            for (struct watcher *at = channel->buckets[i]; at != NULL; at = at->next)
                wake(at);
        return;
    }
    for (struct watcher *at = *bucket_of(channel, id); at != NULL; at = at->next)
        if (at->id == id)
            wake(at);
}

/* An empty payload means that some may have been missed; others than ids are nobody's. */
static void heard(const char *payload, void *argument)
{
    int64_t id;
    if (payload[0] == '\0')
        watch_wake(argument, 0);
    else if (id_parse(payload, &id))
        watch_wake(argument, id);
}

void watch_listen(struct watch_channel *channel)
{
    db_listen(channel->name, heard, channel);
}

void watch_begin(struct watch_channel *channel, struct watcher *watcher, int64_t id)
{
    struct watcher **bucket = bucket_of(channel, id);
    *watcher = (struct watcher){.id = id, .next = *bucket, .link = bucket};
    if (watcher->next != NULL)
        watcher->next->link = &watcher->next;
    *bucket = watcher;
}

void watch_end(struct watcher *watcher)
{
    *watcher->link = watcher->next;
    if (watcher->next != NULL)
        watcher->next->link = watcher->link;
}

/* ---- waiting ---- */

struct pause {
    struct watcher *watcher;
    struct wait wait;
    struct loop_timer *timer;
};

static void pause_over(void *argument)
{
    struct pause *pause = argument;
    pause->timer = NULL;
    if (pause->watcher->wait == NULL)
        return; /* woken in this very turn */
    pause->watcher->wait = NULL;
    wait_done(&pause->wait);
}

static void give_up(void *argument)
{
    struct pause *pause = argument;
    pause->watcher->wait = NULL;
}

enum watch_result watch_wait(struct task *task, struct watcher *watcher, int64_t quiet_ms)
{
    struct refusal unused;
    struct pause pause = {.watcher = watcher};
    enum wait_result result = WAIT_DONE;
    if (!task_alive(task, &unused))
        return WATCH_OVER;
    if (!watcher->heard) {
        wait_init(&pause.wait, task);
        watcher->wait = &pause.wait;
        pause.timer = loop_after(quiet_ms, pause_over, &pause);
        result = wait_for(&pause.wait, give_up, &pause);
        if (pause.timer != NULL)
            loop_timer_cancel(pause.timer);
    }
    bool heard_now = watcher->heard;
    watcher->heard = false;
    if (result != WAIT_DONE)
        return WATCH_OVER;
    return heard_now ? WATCH_HEARD : WATCH_QUIET;
}
