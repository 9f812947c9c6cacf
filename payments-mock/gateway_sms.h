/* The SMS provider's side, in the shape of Tencent Cloud's SendSms (version 2021-01-11): it
 * verifies the signature, takes what is of an approved template, tells afterwards what became of
 * it, and shows what phones would show. What it has shown it forgets when it ends; receipts that it
 * owes are in the journal.
 */
#ifndef PAYMENTS_MOCK_GATEWAY_SMS_H
#define PAYMENTS_MOCK_GATEWAY_SMS_H

#include <jansson.h>

#include "base/http.h"

struct gateway;

enum { GATEWAY_MESSAGES_KEPT = 1000 };

/* All zero is an empty phone. */
struct gateway_messages {
    json_t *list; /* array, oldest first, of {phone, text, template, values, serial, session} */
};

void gateway_sms_release(struct gateway_messages *messages);

/* POST /: the answer's JSON, a new reference. */
json_t *gateway_sms_send(struct gateway *gateway, struct http_request *request);
/* Those to a phone, newest first; "" = to anybody. A new reference. */
json_t *gateway_sms_list(const struct gateway_messages *messages, const char *phone);

#endif
