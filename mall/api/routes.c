#include "mall/api/routes.h"

#include <stddef.h>

#define DECLARE(name_)                                                                             \
    extern const struct route ROUTES_##name_[];                                                    \
    extern const int ROUTES_##name_##_COUNT
#define TABLE(name_)                                                                               \
    {                                                                                              \
        ROUTES_##name_, &ROUTES_##name_##_COUNT                                                    \
    }

DECLARE(ACCOUNT);
DECLARE(REGISTRY);
DECLARE(OPS);
DECLARE(CATALOG);
DECLARE(TRADES);
DECLARE(ORDERS);
DECLARE(PAYMENT);
DECLARE(LOGISTICS);
DECLARE(LEDGER);
DECLARE(PAGE);

const struct route_table ROUTE_TABLES[] = {
    TABLE(ACCOUNT), TABLE(REGISTRY),  TABLE(OPS),    TABLE(CATALOG), TABLE(TRADES), TABLE(ORDERS),
    TABLE(PAYMENT), TABLE(LOGISTICS), TABLE(LEDGER), TABLE(PAGE),    {NULL, NULL},
};
