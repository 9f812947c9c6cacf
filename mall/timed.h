/* Runs the modules' timed work (base/timed.h): what becomes due by the clock. One owner, worker 0.
 *
 * Unpaid trades are cancelled, open payments and refunds are asked about, signed orders complete
 * after the claim window, past days of the ledger are closed, the provider's bill of yesterday is
 * fetched, and what is past its time is deleted.
 */
#ifndef MALL_TIMED_H
#define MALL_TIMED_H

#include "base/refusal.h"
#include "base/task.h"

/* Has what is due run every few seconds, each piece in a coroutine with a time of its own, so that
 * one that hangs holds up no other. A piece with more to do than one part goes on at once. */
void timed_start(void);
void timed_stop(void);

/* Runs each piece until nothing of it is due; returns how many things were done, -1 when a piece
 * was refused (the first says why; the others have run). For `mall jobs run` and tests. */
int timed_run_due(struct task *task, struct refusal *why);

/* Runs one piece until nothing of it is due; *done says how many things were done, -1 when no piece
 * has that name. False and why when it was refused. */
bool timed_run_piece(struct task *task, const char *name, int *done, struct refusal *why);

#endif
