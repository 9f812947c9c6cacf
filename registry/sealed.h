/* The registry's sealed fields (base/sealed.h): which columns, and the names that bind them to
 * their places. ACCOUNT_PHONE stands in registry/account.h, those of households in
 * registry/household.h.
 */
#ifndef REGISTRY_SEALED_H
#define REGISTRY_SEALED_H

#include "base/sealed.h"

#define ADDRESS_NAME "address.name"
#define ADDRESS_PHONE "address.phone"
#define ADDRESS_DETAIL "address.detail"
#define ORGANISATION_CONTACT "organisation.contact"
/* Codes on paper and their hashes, and the tickets that they are exchanged for. */
#define PAPER_CODE "household.paper"

extern const struct sealed_table *const REGISTRY_SEALED[]; /* ended by NULL */

#endif
