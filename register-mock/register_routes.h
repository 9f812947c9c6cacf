/* The register's addresses: which handler answers, who may call, and how the answer leaves. */
#ifndef REGISTER_MOCK_REGISTER_ROUTES_H
#define REGISTER_MOCK_REGISTER_ROUTES_H

#include "base/http.h"
#include "register-mock/register.h"

struct register_routes;

/* Compiles the table for `national`, which must outlive it. */
struct register_routes *register_routes_new(struct register_ *national);
void register_routes_free(struct register_routes *routes);

/* What the server calls; the argument is the routes. */
void register_handle(struct http_request *request, void *routes);
void register_finished(const struct http_request *request, void *routes);

#endif
