#include "payment/providers.h"

#include <assert.h>
#include <string.h>

const struct refusal_kind PAYMENT_REFUSED = {"payment_refused", 502,
                                             "支付平台没有受理，请稍后再试"};

enum { MAX_PROVIDERS = 4 };
static const struct provider *providers[MAX_PROVIDERS];
static int provider_count;

void provider_add(const struct provider *provider)
{
    assert(provider_count < MAX_PROVIDERS);
    providers[provider_count++] = provider;
}

const struct provider *provider_default(void)
{
    return provider_count > 0 ? providers[0] : NULL;
}

const struct provider *provider_at(int i)
{
    return i < provider_count ? providers[i] : NULL;
}

const struct provider *provider_find(const char *name)
{
    for (int i = 0; i < provider_count; i++)
        if (strcmp(providers[i]->name, name) == 0)
            return providers[i];
    return NULL;
}
