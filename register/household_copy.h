/* A copy of everything that the mall holds about one household, for the household (PIPL article
 * 45): what the register said, member by member and version by version, what it agreed to, who acts
 * for it, whom its sales come from and what they brought, who visited and who looked, and what the
 * register was told in return.
 *
 * - It is one form for reading and for keeping: sections of entries, each a row of fields with a
 *   Chinese label and the text as people read it, and the member's name for programs.
 * - What a visitor wrote is not in it, only that somebody came, who and when: a note may tell of
 *   neighbours and of what others said, which is theirs. The officer reads it out on request, which
 *   leaves a row in the trail; the section says so.
 * - What is suspected of a household and not decided yet is not in it either (article 18): what
 *   came of it is a move of its state with a reason, which is.
 * - Names, identity numbers, phones and accounts are masked unless `clear`. Each copy leaves a row
 *   in the access trail, written before.
 */
#ifndef REGISTER_HOUSEHOLD_COPY_H
#define REGISTER_HOUSEHOLD_COPY_H

#include <jansson.h>

#include "base/task.h"
#include "registry/household.h"

/* So many of one kind; a section that has more says so, and the lists' own routes give the rest. */
enum { COPY_ROWS = 2000 };

/* For whom, as the trail says it. */
struct household_copy {
    const struct household *household;
    int64_t account_id;  /* who gets it; 0 = whoever holds the code on paper */
    const char *purpose; /* "own", "paper", "authority", or one of ACCESS_PURPOSES */
    bool clear;
};

/* Who of those signed in may have one, and as whom: the household's own account, an officer who may
 * read its statement and names a purpose (NULL = none was named), or who acts for it by an
 * authority that names both "record" and "statement". Refuses like proxy_act(), with missing_field
 * and invalid_field "purpose". */
bool household_copy_require(struct task *task, const struct session *session,
                            const struct household *household, const char *purpose,
                            struct household_copy *copy, struct refusal *why);

/* {household_id, household_no, made_at, clear, sections: [{key, title, note, more, entries:
 * [{fields: [{key, label, text}]}]}]}, after the row in the trail. Who may have it is the caller's
 * question. New reference, NULL when refused (reading_limit of who works here). */
json_t *household_copy_json(struct task *task, const struct household_copy *copy,
                            struct refusal *why);

#endif
