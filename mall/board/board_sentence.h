/* What the board says in one sentence, made by a rule from the figures that it shows: nobody writes
 * findings by hand, and a hidden figure is never put into words.
 */
#ifndef MALL_BOARD_BOARD_SENTENCE_H
#define MALL_BOARD_BOARD_SENTENCE_H

#include <jansson.h>

#include "base/arena.h"

/* Of the board's JSON as it is given out; "" when nothing was sold yet. In the arena. */
const char *board_sentence(struct arena *arena, json_t *board);

#endif
