#include "mall/routes.h"

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
#if __has_include("mall/route_catalog.c")
DECLARE(CATALOG);
#endif
#if __has_include("mall/route_orders.c")
DECLARE(ORDERS);
#endif
#if __has_include("mall/route_payment.c")
DECLARE(PAYMENT);
#endif
#if __has_include("mall/route_logistics.c")
DECLARE(LOGISTICS);
#endif
#if __has_include("mall/route_ledger.c")
DECLARE(LEDGER);
#endif
#if __has_include("mall/route_page.c")
DECLARE(PAGE);
#endif

const struct route_table ROUTE_TABLES[] = {
    TABLE(ACCOUNT),   TABLE(REGISTRY), TABLE(OPS),
#if __has_include("mall/route_catalog.c")
    TABLE(CATALOG),
#endif
#if __has_include("mall/route_orders.c")
    TABLE(ORDERS),
#endif
#if __has_include("mall/route_payment.c")
    TABLE(PAYMENT),
#endif
#if __has_include("mall/route_logistics.c")
    TABLE(LOGISTICS),
#endif
#if __has_include("mall/route_ledger.c")
    TABLE(LEDGER),
#endif
#if __has_include("mall/route_page.c")
    TABLE(PAGE),
#endif
    {NULL, NULL},
};
