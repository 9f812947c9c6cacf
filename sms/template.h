/* The texts that go out: each is a template that a provider has approved, filled with values. A
 * provider sends nothing else (工信部: 签名 and 模板 are reported beforehand), so there is no other
 * way to say something by text message.
 */
#ifndef SMS_TEMPLATE_H
#define SMS_TEMPLATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { SMS_VALUES_MAX = 6 };

struct sms_template {
    const char *name;    /* "login_code": kept with each message */
    const char *title;   /* what it is, for the operator; Chinese */
    const char *text;    /* {1}, {2} ... are its values; word for word as it is approved */
    const char *setting; /* the setting with the provider's number for it */
    int values;
    int64_t useful_s; /* sent later than that it is of no use */
    bool is_code;     /* it brings a code that is waited for */
};

extern const struct sms_template SMS_LOGIN_CODE;           /* code, minutes */
extern const struct sms_template SMS_PASSWORD_CODE;        /* code, minutes */
extern const struct sms_template SMS_OWN_DATA_CODE;        /* code, minutes */
extern const struct sms_template SMS_PASSWORD_SET;         /* nothing */
extern const struct sms_template SMS_PASSWORD_REMOVED;     /* nothing */
extern const struct sms_template SMS_REGISTRATION_GRANTED; /* nothing */
extern const struct sms_template SMS_REGISTRATION_REFUSED; /* nothing */
extern const struct sms_template SMS_REGISTRATION_ENDING;  /* the last day */
extern const struct sms_template SMS_ORDER_CALLED_OFF;     /* nothing */
extern const struct sms_template SMS_ORDER_MONEY_BACK;     /* order, yuan */
extern const struct sms_template SMS_ORDER_WAITS;          /* order, boxes */
extern const struct sms_template SMS_PAPER_ENDING;         /* organisation, paper, last day */

/* All of them; ended by NULL. */
extern const struct sms_template *const SMS_TEMPLATES[];
/* NULL when there is none of that name. */
const struct sms_template *sms_template_find(const char *name);

/* What a phone shows: 【sign】 and the text with its values. In the arena. */
const char *sms_template_fill(struct arena *arena, const struct sms_template *template,
                              const char *sign, const char *const values[SMS_VALUES_MAX]);

#endif
