/* Tasks that wait for word of one thing: which thing changed is heard on a channel of the database
 * (base/db.h, db_listen()), by all workers, and wakes those who watch it. What has become of it
 * they ask themselves. Nothing is held while waiting: no connection, no statement.
 *
 *     static struct watch_channel moves = {.name = "moves"};
 *     watch_listen(&moves);                      once a process
 *     ...
 *     struct watcher watcher;
 *     watch_begin(&moves, &watcher, id);         then read, so that nothing is missed between
 *     while (... watch_wait(task, &watcher, 15000) ...) ...
 *     watch_end(&watcher);
 *
 * The payload is the id in decimal digits. When some word may have been missed all watchers are
 * woken.
 */
#ifndef BASE_WATCH_H
#define BASE_WATCH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/task.h"

struct watcher {
    int64_t id;
    bool heard; /* since the last watch_wait() */
    struct wait *wait;
    struct watcher *next, **link; /* of the channel's list of that id's bucket */
};

enum { WATCH_BUCKETS = 256 };

struct watch_channel {
    const char *name;
    struct watcher *buckets[WATCH_BUCKETS];
};

void watch_listen(struct watch_channel *channel);

/* The watcher stays where it is until watch_end(). */
void watch_begin(struct watch_channel *channel, struct watcher *watcher, int64_t id);
void watch_end(struct watcher *watcher);

enum watch_result {
    WATCH_HEARD, /* something changed */
    WATCH_QUIET, /* not for so long */
    WATCH_OVER   /* the task is cancelled, or out of time */
};
enum watch_result watch_wait(struct task *task, struct watcher *watcher, int64_t quiet_ms);

/* Wakes those who watch `id`, 0 = everybody; the listener calls it. */
void watch_wake(struct watch_channel *channel, int64_t id);

#endif
