/* The keys of codes that people carry on paper: receipts, a household's code. A code is a MAC
 * (crypto_mac64()) under a key made from a master; that key is kept, sealed, so that the code is
 * good for ever, whatever becomes of the master. An old one counts only for what was made while its
 * master was in use: who has stolen a key that was replaced makes no codes of what came later.
 */
#ifndef BASE_CODE_KEY_H
#define BASE_CODE_KEY_H

#include <stdbool.h>

#include "base/db.h"
#include "base/task.h"

/* A code may have been given out so much later than its master was left: the clocks of the machines
 * are not the same, and a worker may have been about it. */
#define CODE_KEY_MARGIN_MS (60 * 60 * 1000)

/* Names a purpose of crypto_mac64(), at start; it lives as long as the process. */
void code_key_purpose(const char *purpose);

/* Keeps those of the masters given, and learns those that are kept. key_check() calls it. */
bool code_key_load(struct task *task, struct refusal *why);

/* Part of a transaction: seals all of them under the newest key. */
bool code_key_reseal(struct task *task, struct db_tx *tx, struct refusal *why);

/* Calls back for each with whether it opens, and the number of the key it is sealed under. */
bool code_key_each(struct task *task,
                   void (*each)(const char *purpose, int sealed_under, bool opens, void *argument),
                   void *argument, struct refusal *why);

#endif
