/* What a household agreed to, one kind at a time, and what it took back (PIPL articles 13 to 15,
 * 29).
 *
 * - linked: that sales of producers bring it shares. Without it the register does not make it earn:
 *   taking it back suspends a confirmed household at once, what it was credited stays, shares of
 *   later sales are withheld until an auditor returns them, and nobody confirms it again before it
 *   agrees anew; agreeing anew confirms one that was suspended for this alone.
 * - named: that its head's surname stands in public, in front of the household's number.
 * - shown: that it stands by itself in public - on a product, on a receipt. Without it, it is one
 * of those that stand together (ledger/group.h).
 *
 * Who came with the register stands as the paper has it that was signed for it: linked and shown,
 * not named; its reference is the household's number. The rest is a row that says how it was said:
 * by the household's own account, by a paper (a photo of it, or where it is filed), a recording, or
 * a proxy's authority. To take back needs no proof. Rows are only ever added.
 */
#ifndef REGISTRY_HOUSEHOLD_CONSENT_H
#define REGISTRY_HOUSEHOLD_CONSENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/idempotency.h"
#include "base/page.h"
#include "registry/household.h"

/* "linked", "named", "shown"; "own", "paper", "voice", "proxy". NULL-terminated. */
extern const char *const CONSENT_KINDS[];
extern const char *const CONSENT_WAYS[];

/* 409 consent_missing: it took back its consent to be linked. */
extern const struct refusal_kind CONSENT_MISSING;
/* 409 consent_same: it has taken this back already, or never gave it. */
extern const struct refusal_kind CONSENT_SAME;

struct consent {
    const char *kind, *way;
    bool given;
    const char *reference; /* where the paper or recording is filed, or the authority's number */
    int64_t scan_id;       /* 0 = no photo (registry/household_scan.h) */
    int64_t account_id;    /* who writes it down */
    const struct idempotency *key;
};

/* Writes it down, and what follows from it, in one transaction. The caller has asked for the right.
 * To give needs a photo or reference (paper) or a reference (voice, proxy): invalid_field. */
bool consent_add(struct task *task, int64_t household_id, const struct consent *consent,
                 struct refusal *why);

/* {"now": [{kind, given, way ("register": it came so), reference, scan_id, actor_name, said_at
 * (null = it came so)}], "items", "next"}: what holds, and a page of what was said, newest first:
 * {consent_id, kind, given, way, reference, scan_id, actor_name, said_at}. New reference, NULL when
 * refused. */
json_t *consent_json(struct task *task, int64_t household_id, const struct page *page,
                     struct refusal *why);

#endif
