/* Editions of the public board: it changes in steps of time, once a day unless the setting says
 * otherwise. Who looks before and after a sale sees the same figures; from one edition to the next
 * the sales of a whole day come together.
 */
#ifndef MALL_BOARD_EDITION_H
#define MALL_BOARD_EDITION_H

#include <jansson.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/task.h"

/* Whole steps since the first of 1970 in Beijing time, so that a step of a day ends at midnight
 * there. Pure. */
int64_t edition_of(int64_t now_us, int64_t step_s);

/* The board of an edition as it was given out first, for the least group; *board (new reference)
 * stays NULL when there is none yet. False and why when the database cannot be asked. */
bool edition_find(struct task *task, int64_t edition, int64_t step_s, int64_t least, json_t **board,
                  struct refusal *why);

/* Keeps `made` (borrowed) as the edition's board unless another worker was first; the one that
 * counts, new reference. NULL and why when refused. */
json_t *edition_keep(struct task *task, int64_t edition, int64_t step_s, int64_t least,
                     json_t *made, struct refusal *why);

#endif
