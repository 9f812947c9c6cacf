/* The payment providers this process knows, by name. An attempt keeps the name of its provider, so
 * that a refund goes to the channel that was paid. */
#ifndef PAYMENT_PROVIDERS_H
#define PAYMENT_PROVIDERS_H

#include "payment/provider.h"

extern const struct refusal_kind PAYMENT_REFUSED; /* 502 payment_refused: the provider said no */

/* Makes a provider known; the first one is the one new attempts use. At most 4. It must outlive the
 * process's work. */
void provider_add(const struct provider *provider);

/* The one that new attempts use; NULL when nothing can be paid. */
const struct provider *provider_default(void);

/* The i-th, NULL behind the last. */
const struct provider *provider_at(int i);

/* By the name an attempt keeps; NULL when this process does not know it. */
const struct provider *provider_find(const char *name);

#endif
