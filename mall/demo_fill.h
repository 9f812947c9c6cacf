/* What SQL that fills a database by itself (ops/bench/grow) cannot know and the program tells it:
 * the stamp key, and sealed values. In a demo or in throw-away data only. */
#ifndef MALL_DEMO_FILL_H
#define MALL_DEMO_FILL_H

#include <stdbool.h>

#include "base/task.h"

/* Whether it is a demo (MALL_DEMO=1) or throw-away data (MALL_DB_UNSAFE=1); otherwise says on
 * standard error that `what` is done in these alone. */
bool demo_may(const char *what);

/* Prints the database's stamp key (base/stamp.h) in hexadecimal. A body of process_command(). */
int demo_stamp_key(struct task *task, void *argument);

/* Seals what standard input has: a line a value, "FIELD\tROW\tPART\tPLAIN" - where it will
 * stand (base/crypto.h, struct crypto_place) and what it says, without tabs. Prints for each
 * "FIELD\tROW\tPART\tSEALED\tHASH" as COPY takes it, HASH being what it is found by. Memory is the
 * same however many there are. A body of process_command(). */
int demo_seal(struct task *task, void *argument);

#endif
