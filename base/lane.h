/* A lane: group commit for a hot write (and, below, one statement for many reads). Requests queue
 * here while the previous batch is in flight; the batch goes to PostgreSQL as set-based statements
 * in one transaction, and each request gets its own answer.
 *
 * - One bad item never fails its neighbours: the batch function refuses single items by value
 *   (lane_refuse), and when the whole batch fails the lane runs its items one by one.
 * - An item's memory belongs to its waiting task. A task that is cancelled or times out while its
 *   item is queued takes it out; once the batch is in flight the task waits for the end, so the
 *   batch function may use the item freely.
 * - A lane has one batch in flight, or several that share nothing (lane_spread): while one is being
 *   committed another is decided. Items that share a key are never in two batches at once and keep
 *   their order of arrival; one that is seen but not yet on the disk may count as done for that
 *   (lane_go_ahead).
 * - Where a crowd is under way a batch waits some milliseconds for more (base/gather.h).
 * - After DB_COMMIT_UNKNOWN items are run again one by one: batch functions must be idempotent by
 *   the item's own key.
 */
#ifndef BASE_LANE_H
#define BASE_LANE_H

#include "base/db.h"
#include "base/task.h"

struct lane;

struct lane_item {
    void *data; /* what lane_run() was given */
    bool refused;
    struct refusal why; /* when refused */
    /* private */
    struct wait wait;
    struct lane_item *next;
    int state;
};

/* Handles `count` items (1..max_batch) in their order of arrival inside one transaction on a
 * DB_LANE connection. False = nothing was done for any of them. The task is the lane's own; its
 * arena is fresh for each batch. */
typedef bool lane_batch(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                        struct refusal *why);

/* Creates a lane (once, at start). max_batch 1..500 (200 is measured best); max_queue beyond which
 * callers are refused as overloaded. */
struct lane *lane_new(const char *name, lane_batch *batch, int max_batch, int max_queue);

/* A lane of reads, for what very many ask of one row each: who asks while a statement is under way
 * is answered by the next one, together. `batch` gets no transaction (tx NULL): it asks by
 * db_query(), which may be asked again. Such a lane has one batch in flight. */
struct lane *lane_new_reading(const char *name, lane_batch *batch, int max_batch, int max_queue);

/* What an item must not share with items of another batch in flight: writes at most LANE_MAX_KEYS
 * numbers and returns how many. The same item always gives the same ones. */
enum { LANE_MAX_KEYS = 64 };
typedef int lane_keys(const void *data, int64_t *keys);

/* Lets up to `flights` (1..LANE_MAX_FLIGHTS) batches be in flight at a time; once, at start. Each
 * needs a DB_LANE connection of its own. A further one begins when at least half as many items wait
 * as are in flight, and beside a large batch (LANE_CROWD) twice as many, so that batches stay
 * large when much is asked. */
enum { LANE_MAX_FLIGHTS = 4, LANE_CROWD = 32 /* items that make a batch a large one */ };
void lane_spread(struct lane *lane, int flights, lane_keys *keys);

/* Lets those who share a key with a large batch (LANE_CROWD) go as soon as others can see what
 * it has written, before the disk has it (db_tx_ahead()); once, at start. Its own items are
 * answered when it has; who else acknowledges what they read of it calls db_settle(). */
void lane_go_ahead(struct lane *lane);

/* Queues `data` and waits for its answer. */
bool lane_run(struct task *task, struct lane *lane, void *data, struct refusal *why);

/* Marks one item refused; used inside a batch function. */
void lane_refuse(struct lane_item *item, const struct refusal_kind *kind, const char *field);

/* Waits in the queue now, batches and items done: for metrics. */
struct lane_stats {
    int queued;
    int64_t batches;
    int64_t items;
    int64_t retried_singly;
    int flights; /* batches in flight now */
};
struct lane_stats lane_stats(const struct lane *lane);

#endif
