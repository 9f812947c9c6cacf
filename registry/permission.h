/* Permissions: role x region subtree x organisation x state, decided here and nowhere else. What
 * the table in permission.c does not allow is denied. PERMISSIONS.md is written from it.
 *
 * State: a locked account, a role that waits for a second word, has ended or was taken back, and
 * one of an organisation that applied or was removed give nothing (they are not loaded with the
 * session). A role of a suspended organisation gives what RIGHTS marks as held even then, which is
 * reading. That an organisation whose papers have expired sells nothing, and that a thing may only
 * be moved from some of its states, are rules of the business and stand with their nouns.
 *
 * A route names the right it is about, and who holds that right nowhere is sent away at the door
 * (permission_roles). That is only the first gate: each handler or domain function then asks
 * permission_allows() with the scope of the very object it touches. What belongs to a buyer (their
 * cart, orders, refunds) needs no right: it is found by account id. Nor does who acts for a
 * household that named them: that is asked of their authority (registry/proxy.h).
 */
#ifndef REGISTRY_PERMISSION_H
#define REGISTRY_PERMISSION_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/refusal.h"
#include "registry/session.h"

enum right {
    RIGHT_NONE,            /* held by nobody */
    RIGHT_LISTING_EDIT,    /* draft, submit, withdraw one's own listing, plan, SKU: producer's own
                              organisation */
    RIGHT_LISTING_READ,    /* versions that are not public */
    RIGHT_LISTING_CHECK,   /* township check: village officer of the listing's village */
    RIGHT_LISTING_APPROVE, /* county approval, publication, rejection: station officer of the county
                            */
    RIGHT_LISTING_TAKE_OFF, /* off sale: its producer, the county's station, operator */
    RIGHT_LOT_INTAKE,       /* make lots, weigh deliveries, receive boxes, write off */
    RIGHT_LOT_HOLD,         /* hold and release a lot, trace it forward */
    RIGHT_SALES_READ,       /* orders sold, without the buyer's address */
    RIGHT_PARCEL_WORK,      /* pack, hand over, track; opens the address for the label */
    RIGHT_REFUND_DECIDE,    /* refunds that the buyer did not or could not ask for alone */
    RIGHT_FREIGHT_EDIT,
    RIGHT_HOUSEHOLD_LIST,   /* pseudonym, village and state, to link a household to a plan or lot */
    RIGHT_HOUSEHOLD_READ,   /* masked record */
    RIGHT_HOUSEHOLD_FIND,   /* by a name, identity number or phone; leaves a row in the access trail
                             */
    RIGHT_HOUSEHOLD_UNMASK, /* unmasked record; leaves a row in the access trail */
    RIGHT_CONSENT_KEEP,     /* write down what a household agreed to and took back, with its papers,
                                  and what was seen on visits */
    RIGHT_HOUSEHOLD_OWN,    /* say so for oneself: the household's own account */
    RIGHT_HOUSEHOLD_STATE,  /* confirm, suspend, remove */
    RIGHT_INCOME_LIST,      /* households with their incomes in sums, by pseudonym */
    RIGHT_STATEMENT_READ,   /* one household's income: itself, its village's officer, the auditor */
    RIGHT_PAPER_CODE,       /* make and take back codes on paper, with which a household looks at
                               its own account */
    RIGHT_AUTHORITY_READ,   /* who may act for a household, and the paper that says so */
    RIGHT_AUTHORITY_RECORD, /* record who may act for a household, and end it on its word */
    RIGHT_AUTHORITY_CONFIRM,   /* say of a recorded one that it is true */
    RIGHT_CORRECTION_ASK,      /* ask for a household that something be corrected, and read what it
                                  asked */
    RIGHT_CORRECTION_DECIDE,   /* decide that; opens its values and papers */
    RIGHT_ADMINISTRATOR_GRANT, /* give the roles below the county's centre to who asks for them */
    RIGHT_LEDGER_READ,         /* transfers and balances */
    RIGHT_ATTRIBUTION_RESOLVE, /* release or reverse what is withheld */
    RIGHT_PAYOUT_READ,         /* runs of payouts and their lines, masked */
    RIGHT_PAYOUT_PREPARE,      /* make runs, decide what holds a line, hand the bank its list, take
                                  down what it says */
    RIGHT_PAYOUT_RELEASE,      /* say yes to a run that another has made */
    RIGHT_TRAIL_READ,          /* access trail and log of moves */
    RIGHT_CHANGE_READ,         /* who changed what, for whom */
    RIGHT_ROLE_GRANT,
    RIGHT_ORGANISATION_STATE,
    RIGHT_STAFF_EDIT,         /* name the people of one's own organisation */
    RIGHT_PAPER_READ,         /* which papers an organisation has, and until when they hold */
    RIGHT_DOSSIER_READ,       /* applications to become an organisation, masked */
    RIGHT_DOSSIER_TOWNSHIP,   /* first review; opens personal fields and scans */
    RIGHT_DOSSIER_DEPARTMENT, /* second review, likewise */
    RIGHT_DOSSIER_COUNTY,     /* the county's decision, publicity and its objections, likewise */
    RIGHT_REGION_KEEP,        /* see who uses dead codes of the division, and bring them to living
                                 ones */
    RIGHT_PROGRAM,      /* accounts of other offices' programs: make, let in, end; their keys */
    RIGHT_PAYMENT_READ, /* provider events, bills, differences */
    RIGHT_OPERATE,      /* jobs, metrics */
    RIGHT_COUNT
};

/* The object concerned. Leave what it has not at zero: a rule that needs it then says no. */
struct scope {
    const char *region_code; /* county, township or village of the object; NULL = none */
    int64_t org_id;          /* producing organisation */
    int64_t station_id;      /* station that ships it */
    int64_t household_id;
};

/* True when one of the session's grants gives the right over that object. `scope` NULL = an object
 * of the whole mall: only operators. */
bool permission_allows(const struct session *session, enum right right, const struct scope *scope);

/* Whether the scopes of a program (registry/program.h) hold the right; people have no scopes, and
 * every right that their roles give. */
bool permission_in_scopes(const struct session *session, enum right right);

/* The same as a rule: refuses with unauthenticated (nobody signed in) or forbidden. */
bool permission_require(const struct session *session, enum right right, const struct scope *scope,
                        struct refusal *why);

/* Bits 1 << enum role of the roles that hold the right over anything at all. */
unsigned permission_roles(enum right right);

/* Whether one of the session's grants gives the right over anything at all. */
bool permission_anywhere(const struct session *session, enum right right);

/* Writes the table in words, as Markdown (PERMISSIONS.md). */
void permission_print(FILE *out);

#endif
