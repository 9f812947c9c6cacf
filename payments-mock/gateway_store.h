/* The gateway's memory: an append-only journal of JSON records, one a line, each behind its check
 * sum and its length.
 *
 * A record is the whole new state of one thing, so replaying the journal from its start leaves the
 * last state of each. Invariants: what was appended is on disk (fdatasync) when
 * gateway_store_kept() says so, and nobody outside is answered or told before; who appends in one
 * turn of the loop shares one fdatasync. A failure to write ends the process, because memory would
 * be ahead of the disk. A torn last line - the process or machine died while writing it - is cut
 * off at the next start; damage anywhere else refuses to start. One process owns a journal at a
 * time (flock).
 */
#ifndef PAYMENTS_MOCK_GATEWAY_STORE_H
#define PAYMENTS_MOCK_GATEWAY_STORE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/task.h"

struct gateway_store;

/* Takes one record at replay; false = it makes no sense, which refuses to start. */
typedef bool (*gateway_store_apply)(void *owner, const json_t *record);

/* Opens or creates the journal and replays it. NULL with a sentence on `errors` when it cannot be
 * opened, is owned by another process, or is damaged. */
struct gateway_store *gateway_store_open(const char *path, gateway_store_apply apply, void *owner,
                                         FILE *errors);

/* Adds a record; takes the reference. It is on disk after gateway_store_sync(). */
void gateway_store_append(struct gateway_store *store, json_t *record);

/* Puts on disk what was appended, and wakes who waits for that. Nothing happens when all is. */
void gateway_store_sync(struct gateway_store *store);

/* Waits until all that was appended so far is on disk: until somebody calls gateway_store_sync(),
 * as the gateway does at the end of each turn of the loop. False with timeout or cancelled. */
bool gateway_store_kept(struct gateway_store *store, struct task *task, struct refusal *why);

/* What is appended between these two becomes one record - an object with the member "batch", a list
 * - so that after a crash either all of it has happened or nothing. They nest; nothing may wait in
 * between. */
void gateway_store_begin(struct gateway_store *store);
void gateway_store_commit(struct gateway_store *store);

/* Replaces the journal by what `dump` appends to the store meanwhile - the present state only -
 * in one step: after a crash either the old or the new journal is there. */
void gateway_store_compact(struct gateway_store *store,
                           void (*dump)(void *owner, struct gateway_store *store), void *owner);

/* Records in the journal now. */
int64_t gateway_store_records(const struct gateway_store *store);

/* Closes; NULL is allowed. */
void gateway_store_close(struct gateway_store *store);

#endif
