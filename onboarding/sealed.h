/* The folder's sealed fields (base/sealed.h). */
#ifndef ONBOARDING_SEALED_H
#define ONBOARDING_SEALED_H

#include "base/sealed.h"

extern const struct sealed_table *const ONBOARDING_SEALED[]; /* ended by NULL */

#endif
