/* The hash chain over ledger days. When a Beijing day is over, its transfers are put in order of
 * id, each as one canonical line; the day's root is the SHA-256 of the lines and the chain value
 * SHA-256(previous chain, day, number of transfers, root); with which day and value the chain ended
 * is kept beside it (base/day_chain.h). Whoever has yesterday's published chain
 * value can tell whether an older row was changed: a transfer, and what the subsidiary ledger has
 * of it - who was credited, withheld and taken back what.
 */
#ifndef LEDGER_DAY_H
#define LEDGER_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"

/* The canonical line of a transfer:
 * "id|county|debit_kind:owner|credit_kind:owner|amount|kind|order| cause|booked_at in
 * microseconds\n". A day keeps the format that it was closed in: in format 1 that is all; in format
 * 2 the line of an accrual (accrue, withhold) or a reversal ends with "|" and the SHA-256, in
 * hexadecimal, of the rows of the subsidiary ledger that it is the sum of, each as the bytes it is
 * stamped by: an order's lines, each followed by its roster's digest, then its withheld shares;
 * what was taken back at that moment. */
enum { LEDGER_DAY_FORMAT = 2 }; /* of days that are closed now */

/* Where the chain ended is kept under this name (base/day_chain.h). */
#define LEDGER_DAY_CHAIN "ledger"

struct ledger_day {
    char day[11];
    int format;
    int64_t transfers, amount_fen;
    int64_t first_id, last_id; /* of its transfers; 0 = it has none */
    uint8_t root[32], previous[32], chain[32];
};

/* Computes a day from its rows as they stand, in a format, with the given previous chain value. */
bool ledger_day_compute(struct task *task, const char *day, int format, const uint8_t previous[32],
                        struct ledger_day *out, struct refusal *why);

/* Closes all past days that have transfers and are not closed, oldest first, from 10 minutes after
 * midnight (no transaction lives so long). With a day is kept what it moved, by kind of account,
 * under a stamp (table ledger_day_sum): what all accounts of a kind hold is then the sum of the
 * closed days and of the open one. */
bool ledger_day_close_due(struct task *task, int *closed, struct refusal *why);

/* No transfer of a day that begins at this midnight (Unix milliseconds) has a smaller id. */
int64_t ledger_day_first_id(int64_t midnight_ms);

#endif
