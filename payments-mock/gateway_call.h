/* One call to the gateway while it is handled: the request, its parsed body, and the answer that a
 * handler leaves for the dispatcher to send (signed, delayed or spoilt, as it must be).
 */
#ifndef PAYMENTS_MOCK_GATEWAY_CALL_H
#define PAYMENTS_MOCK_GATEWAY_CALL_H

#include <jansson.h>

#include "base/http.h"
#include "payments-mock/gateway.h"

struct gateway_call {
    struct gateway *gateway;
    struct http_request *request;
    const json_t *body; /* JSON object of a POST; NULL for GET and forms */
    int status;         /* the answer's; 204 has no body */
    json_t *answer;     /* taken by the dispatcher */
};

/* Leave an answer. `json` is taken. */
void gateway_answer(struct gateway_call *call, int status, json_t *json);
void gateway_answer_refusal(struct gateway_call *call, const struct gateway_refusal *why);

/* Waits until all that was written so far is on disk, which comes before every answer: nobody may
 * be told what a crash would undo. False when it has answered 503 instead (time limit, client
 * gone).
 */
bool gateway_call_kept(struct gateway_call *call);

/* The payment platform's calls, verified already (gateway_api.c). */
void gateway_api_native(struct gateway_call *call);
void gateway_api_query(struct gateway_call *call);
void gateway_api_query_transaction(struct gateway_call *call);
void gateway_api_close(struct gateway_call *call);
void gateway_api_refund(struct gateway_call *call);
void gateway_api_refund_query(struct gateway_call *call);
void gateway_api_refund_to_card(struct gateway_call *call);
void gateway_api_certificates(struct gateway_call *call);
void gateway_api_trade_bill(struct gateway_call *call);
/* Replies itself: a bill's file carries no signature. */
void gateway_api_file(struct gateway_call *call);

/* What tests and demonstrations ask for, from this machine only (gateway_mock.c). */
void gateway_mock_pay(struct gateway_call *call);
void gateway_mock_fault(struct gateway_call *call);
void gateway_mock_faults(struct gateway_call *call);
void gateway_mock_order(struct gateway_call *call);
void gateway_mock_age(struct gateway_call *call);
void gateway_mock_refund(struct gateway_call *call);
void gateway_mock_settle(struct gateway_call *call);
void gateway_mock_notifies(struct gateway_call *call);
void gateway_mock_resend(struct gateway_call *call);
void gateway_mock_carrier(struct gateway_call *call);
void gateway_mock_sms(struct gateway_call *call);

/* The payer's pages; they reply themselves (gateway_page.c). */
void gateway_page_scan(struct gateway_call *call);
void gateway_page_show(struct gateway_call *call);
void gateway_page_act(struct gateway_call *call);
void gateway_page_home(struct gateway_call *call);
void gateway_page_style(struct gateway_call *call);

#endif
