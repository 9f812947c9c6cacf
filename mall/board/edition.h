/* Editions of the public board: it changes in steps of time, once a day unless the setting says
 * otherwise. Who looks before and after a sale sees the same figures; what an edition tells more
 * than the one before is about no small group either (mall/board/board_step.h).
 */
#ifndef MALL_BOARD_EDITION_H
#define MALL_BOARD_EDITION_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/refusal.h"
#include "base/task.h"

struct edition {
    int64_t number; /* edition_of(); 0 when step_s is 0 */
    int64_t step_s; /* 0 = the board changes at once, and no edition is kept */
    int64_t least;  /* the least group it is made for */
};

/* Whole steps since the first of 1970 in Beijing time, so that a step of a day ends at midnight
 * there. Pure. */
int64_t edition_of(int64_t now_us, int64_t step_s);

/* The board of the edition, or of a later one, as it was given out; *board (new reference) stays
 * NULL when there is none yet. False and why when the database cannot be asked. */
bool edition_find(struct task *task, const struct edition *edition, json_t **board,
                  struct refusal *why);

/* Inside a transaction: claims the edition until its end; *board (new reference) when somebody else
 * has made it, NULL when it is to be made. False and why when refused. */
bool edition_claim(struct db_tx *tx, const struct edition *edition, json_t **board,
                   struct refusal *why);

/* Keeps `board` (borrowed) as the edition that was claimed; nothing to keep with step_s 0. */
void edition_keep(struct task *task, struct db_tx *tx, const struct edition *edition,
                  json_t *board);

#endif
