/* The sealed fields of text messages (base/sealed.h), and the names that bind them to their places.
 */
#ifndef SMS_SEALED_H
#define SMS_SEALED_H

#include "base/sealed.h"

#define SMS_PHONE "sms.phone"
#define SMS_VALUES "sms.values"

extern const struct sealed_table *const SMS_SEALED[]; /* ended by NULL */

#endif
