/* Which passwords are taken (NIST SP 800-63B, 5.1.1.2): PASSWORD_MIN to PASSWORD_MAX characters of
 * any kind, none of the commonest, nothing that says one's own phone or the mall's name, no single
 * character and no row of keys or digits repeated. No rule of classes and no change by time: both
 * make people write passwords that are easier to guess.
 */
#ifndef REGISTRY_PASSWORD_RULE_H
#define REGISTRY_PASSWORD_RULE_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/refusal.h"

enum { PASSWORD_MIN = 8, PASSWORD_MAX = 64 };

extern const struct refusal_kind PASSWORD_UNFIT; /* 422 password_unfit */

/* A password as it is derived: full-width letters, digits and signs, and the full-width blank, as
 * the ASCII ones. It is the part of NFKC that a Chinese keyboard brings in by itself; what else is
 * typed has one form there. In the arena. */
char *password_plain(struct arena *arena, const char *typed);

/* Pure. `plain` is of password_plain(), `phone` the owner's. */
bool password_fits(const char *plain, const char *phone, struct refusal *why);

#endif
