/* The gateway's addresses: which handler answers, who may call, and how the answer leaves. */
#ifndef PAYMENTS_MOCK_GATEWAY_ROUTES_H
#define PAYMENTS_MOCK_GATEWAY_ROUTES_H

#include "base/http.h"
#include "payments-mock/gateway.h"

struct gateway_routes;

/* Compiles the table for `gateway`, which must outlive it. */
struct gateway_routes *gateway_routes_new(struct gateway *gateway);
void gateway_routes_free(struct gateway_routes *routes);

/* What the server calls; the argument is the routes. */
void gateway_handle(struct http_request *request, void *routes);
void gateway_finished(const struct http_request *request, void *routes);

#endif
