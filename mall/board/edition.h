/* Editions of the public board: it changes in steps of time, once a day unless the setting says
 * otherwise. Who looks before and after a sale sees the same figures; what an edition tells more
 * than the one before is about no small group either (mall/board/board_step.h).
 *
 * One worker makes it for all, beside its answers. While it is being made, and for EDITION_RETRY_S
 * after it could not be made, whoever asks gets the newest that was given out, which says when it
 * was made; a failure is remembered for all workers (board_making).
 */
#ifndef MALL_BOARD_EDITION_H
#define MALL_BOARD_EDITION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

/* How long a board that could not be made is not tried again while there is an older one, and how
 * long making one may take until another worker makes it. */
enum { EDITION_RETRY_S = 60, EDITION_LEASE_S = 30 };

struct edition {
    int64_t number; /* edition_of(); 0 when step_s is 0 */
    int64_t step_s; /* 0 = the board changes at once; what is kept is what others may fall back to
                     */
    int64_t least;  /* the least group it is made for */
};

/* What there is of an edition. */
struct edition_found {
    json_t *board;   /* the newest that was given out (new reference); NULL = there is none */
    bool is_current; /* it is of the edition, or of a later one */
    bool has_failed; /* a newer one could not be made a short while ago */
};

/* Whole steps since the first of 1970 in Beijing time, so that a step of a day ends at midnight
 * there. Pure. */
int64_t edition_of(int64_t now_us, int64_t step_s);

/* Looks for it. False and why when the database cannot be asked. */
bool edition_find(struct task *task, const struct edition *edition, struct edition_found *found,
                  struct refusal *why);

/* Begins to make one, *is_mine; false there: somebody else is making it, for EDITION_LEASE_S at
 * most. edition_keep() or edition_failed() ends it. False and why when the database cannot be
 * asked. */
bool edition_begin(struct task *task, const struct edition *edition, bool *is_mine,
                   struct refusal *why);

/* Inside a transaction: claims the edition until its end; *board (new reference) when somebody else
 * has made it, NULL when it is to be made. False and why when refused. */
bool edition_claim(struct db_tx *tx, const struct edition *edition, json_t **board,
                   struct refusal *why);

/* Keeps `board` (borrowed) as the edition that was claimed; failures are over. */
void edition_keep(struct task *task, struct db_tx *tx, const struct edition *edition,
                  json_t *board);

/* Remembers for all workers that it could not be made. */
void edition_failed(struct task *task, const struct edition *edition, const char *error);

#endif
