/* Codes on paper: most households have no smartphone, so a village officer or the station prints
 * them a code, with which anybody at their side can open their statement of income at /h.
 *
 * - Ten characters without look-alikes, 50 bits made from the row's id under a key
 * (base/code_key.h): the table can find a code, but nobody can read one from it. Printing again
 * means a new one, which takes the older ones back.
 * - Making, taking back and each opening leave a row in the access trail, the opening under account
 * 0: whoever held the paper. So does a code that is tried when it is over. What is no code at all
 * is counted by client (MALL_PAPER_TRIES an hour) and told nothing about.
 * - A code that fitted is exchanged for a ticket of a quarter of an hour, sealed, for a cookie: the
 * code itself stands in no address and no log.
 */
#ifndef REGISTRY_PAPER_CODE_H
#define REGISTRY_PAPER_CODE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/page.h"
#include "registry/household.h"

enum { PAPER_CODE_SIZE = 12, PAPER_TICKET_MINUTES = 15 };

/* The ten characters of a code that hashes to this, under whichever key it was made; NULL when no
 * key that is known made it. */
const char *paper_code_recall(struct arena *arena, int64_t code_id, const uint8_t *hash);

/* Makes a code for a household, good for `days`, and takes its others back. The caller has checked
 * the right. New reference {code_id, code, made_at, expires_at}; NULL and why. */
json_t *paper_code_create(struct task *task, const struct household *household, int64_t actor_id,
                          int64_t days, const struct idempotency *key, struct refusal *why);

/* A page of a household's codes, newest first, without the codes themselves: {code_id, state
 * (active, expired, revoked), maker_id, made_at, expires_at, revoked_at, uses, used_at}. New
 * reference; NULL and why. */
json_t *paper_code_list_json(struct task *task, int64_t household_id, const struct page *page,
                             struct refusal *why);

/* Takes one back; refuses with not_found when the household has no such code in force. */
bool paper_code_revoke(struct task *task, int64_t household_id, int64_t code_id, int64_t actor_id,
                       struct refusal *why);

enum paper_outcome { PAPER_OPENED, PAPER_UNKNOWN, PAPER_OVER, PAPER_TOO_OFTEN };

/* Opens a household by a code as people type it, and writes the trail. *ticket (the task's) is for
 * the cookie. False when the database cannot be asked. With PAPER_TOO_OFTEN `why` says when it goes
 * on. */
bool paper_code_open(struct task *task, const char *typed, const char *client,
                     enum paper_outcome *outcome, const char **ticket, struct refusal *why);

/* The household of a ticket; 0 when it is none of ours, too old, or its code was taken back. */
bool paper_ticket_household(struct task *task, const char *ticket, int64_t *household_id,
                            struct refusal *why);

#endif
