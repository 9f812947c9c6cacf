/* Where a yuan goes: what buyers paid (refunds taken off), dealt out to the fen among those who get
 * it, and the same for one yuan in 100 fen by largest remainder. Only what the ledger holds is a
 * line: households, what waits for the register, freight, and the rest, which is the producer's.
 */
#ifndef MALL_BOARD_BOARD_YUAN_H
#define MALL_BOARD_BOARD_YUAN_H

#include <jansson.h>

#include "mall/board/board.h"

enum { BOARD_YUAN_PARTS = 4 };

struct board_part {
    const char *key, *name, *text;
    int64_t fen;
    int64_t share_fen; /* of 100 */
};

/* The parts of the total, pure; how many there are, 0 when nothing was sold or the households' part
 * is about fewer than `least`. What is withheld from at least one but fewer than `least` households
 * is no line of its own but part of the producer's, whose text says so. */
int board_yuan(const struct board_row *total, int64_t least,
               struct board_part parts[BOARD_YUAN_PARTS]);

/* {"sales_fen", "parts": [{"key", "name", "text", "fen", "share_fen"}]}, new reference. */
json_t *board_yuan_json(const struct board_row *total, int64_t least);

#endif
