/* Hearing from a provider: verified events and the answers to our asking, on their way to the
 * books.
 */
#ifndef PAYMENT_HEAR_H
#define PAYMENT_HEAR_H

#include <stdbool.h>

#include "payment/provider.h"

/* Takes one verified event of a provider to the books. True when it stands (then the provider may
 * be told so). */
bool payment_hear(struct task *task, const struct provider *provider,
                  const struct provider_event *event, struct refusal *why);

/* Takes a captured payment to the books, by the provider's id of it. `asked`: the provider answered
 * so when it was asked, which is the last word on the amount. */
bool payment_hear_capture(struct task *task, const struct provider *provider,
                          const struct provider_payment *payment, bool asked, struct refusal *why);

#endif
