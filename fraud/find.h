/* Finds what looks like fraud, county by county and by whole sets, in timed work that no sale waits
 * for:
 *
 *   shared_bank     households that have one bank account together
 *   many_sellers    a household that more than MALL_FRAUD_SELLERS sellers credit in a year
 *   staff_benefits  a household whose own account has a role at the seller that credits it, or of
 *                   which the register says so (register/verdict.h, the seventh rule)
 *   legal_person    a household that is credited by a seller whose legal person or shareholder is
 * one of it, by identity number: of surname and village alone nothing is thought high_income     a
 * household credited more a head in a year than its county, or the register, says is likely
 * (fraud/income_limit.h) own_purchases   people of a seller, or of a household that it credits, who
 * bought from it MALL_FRAUD_OWN_ORDERS times or more within 90 days shared_delivery purchases of
 * MALL_FRAUD_SHARED_BUYERS buyers or more within 90 days that went to one telephone, with the
 * household that they credit most: of a seller one in each look, of the county's newest some
 * thousand purchases. Telephones are compared by keyed hash; neither they nor the hashes are kept
 *
 *   two_counties    a household of which a person counts in another county as well, where
 *                   registry/household_double.h has told so; both counties get a flag, at once
 */
#ifndef FRAUD_FIND_H
#define FRAUD_FIND_H

#include <stdbool.h>

#include "base/refusal.h"
#include "base/task.h"

enum { FRAUD_COUNTIES_AT_ONCE = 5 };

/* Looks at the counties that were not looked at for MALL_FRAUD_HOURS, those waiting longest first;
 * *done how many. */
bool fraud_find_due(struct task *task, int *done, struct refusal *why);

#endif
