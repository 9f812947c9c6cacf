/* Routes: literals before parameters, methods, Allow, and paths that match nothing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

#include "base/router.h"

static const struct router_entry TABLE[] = {
    {"GET", "/", "home"},
    {"GET", "/orders", "list"},
    {"POST", "/orders", "place"},
    {"GET", "/orders/:id", "show"},
    {"DELETE", "/orders/:id", "cancel"},
    {"GET", "/orders/mine", "mine"},
    {"GET", "/orders/:id/parcels", "parcels"},
    {"GET", "/orders/mine/late", "late"},
    {"GET", "/orders/:id/parcels/:parcel", "parcel"},
    {"GET", "/static/*path", "static"},
    {"GET", "/a/:one/:two/:three/:four/:five/:six/:seven/:eight", "eight"},
    {"HEAD", "/health", "head"},
    {"PUT", "/health", "put"},
    {"REPORT", "/health", "report"},
    {"PATCH", "/only/patch", "patch"},
};

struct route_case {
    const char *method, *path;
    const char *value; /* NULL = not found, "405" = another method */
    const char *rest;  /* parameters joined by '|', or the Allow list */
};

static const struct route_case CASES[] = {
    {"GET", "/", "home", ""},
    {"HEAD", "/", "home", ""},
    {"GET", "/orders", "list", ""},
    {"POST", "/orders", "place", ""},
    {"PUT", "/orders", "405", "GET, HEAD, POST"},
    {"OPTIONS", "/orders/7", "405", "GET, HEAD, DELETE"},
    {"GET", "/orders/7", "show", "7"},
    {"HEAD", "/orders/7", "show", "7"},
    {"DELETE", "/orders/a b", "cancel", "a b"},
    {"GET", "/orders/mine", "mine", ""},
    {"DELETE", "/orders/mine", "405", "GET, HEAD"},
    {"GET", "/orders/mine/parcels", "parcels", "mine"},
    {"GET", "/orders/mine/late", "late", ""},
    {"GET", "/orders/mine/later", NULL, NULL},
    {"GET", "/orders/7/parcels/8", "parcel", "7|8"},
    {"GET", "/orders/mine/parcels/8", "parcel", "mine|8"},
    {"GET", "/orders/", NULL, NULL},
    {"GET", "/orders//parcels", NULL, NULL},
    {"GET", "//orders", NULL, NULL},
    {"GET", "/order", NULL, NULL},
    {"GET", "/orders2", NULL, NULL},
    {"GET", "/orders/7/parcels/8/9", NULL, NULL},
    {"GET", "orders", NULL, NULL},
    {"GET", "*", NULL, NULL},
    {"GET", "", NULL, NULL},
    {"GET", "/static/a", "static", "a"},
    {"GET", "/static/a/b.css", "static", "a/b.css"},
    {"GET", "/static/", NULL, NULL},
    {"GET", "/static", NULL, NULL},
    {"POST", "/static/a", "405", "GET, HEAD"},
    {"GET", "/a/1/2/3/4/5/6/7/8", "eight", "1|2|3|4|5|6|7|8"},
    {"GET", "/a/1/2/3/4/5/6/7", NULL, NULL},
    {"HEAD", "/health", "head", ""},
    {"GET", "/health", "405", "HEAD, PUT, REPORT"},
    {"GET", "/only", NULL, NULL},
    {"HEAD", "/only/patch", "405", "PATCH"},
    {"get", "/orders", "405", "GET, HEAD, POST"},
};

static void join(const char *const params[8], char *out, size_t room)
{
    out[0] = '\0';
    for (int i = 0; i < 8 && params[i] != NULL; i++) {
        size_t used = strlen(out);
        snprintf(out + used, room - used, "%s%s", i > 0 ? "|" : "", params[i]);
    }
}

static void run(const struct router *router, const struct route_case *one)
{
    char scratch[128], got[256];
    const char *params[8] = {NULL}, *allow = NULL;
    const void *value = NULL;
    memset(scratch, '#', sizeof(scratch));
    enum router_result result =
        router_match(router, one->method, one->path, scratch, params, &value, &allow);
    if (one->value == NULL) {
        assert_int_equal(result, ROUTER_NOT_FOUND);
        return;
    }
    if (strcmp(one->value, "405") == 0) {
        assert_int_equal(result, ROUTER_METHOD);
        assert_string_equal(allow, one->rest);
        return;
    }
    assert_int_equal(result, ROUTER_FOUND);
    assert_string_equal(value, one->value);
    join(params, got, sizeof(got));
    assert_string_equal(got, one->rest);
    assert_int_equal(scratch[strlen(one->path) + 1], '#'); /* no byte more than promised */
}

/* In both orders of the table: the tree must not depend on it. */
static void test_table(void **state)
{
    (void)state;
    enum { COUNT = sizeof(TABLE) / sizeof(TABLE[0]) };
    struct router_entry turned[COUNT];
    for (int i = 0; i < COUNT; i++)
        turned[i] = TABLE[COUNT - 1 - i];
    struct router *routers[] = {router_new(TABLE, COUNT), router_new(turned, COUNT)};
    for (int r = 0; r < 2; r++) {
        for (size_t i = 0; i < sizeof(CASES) / sizeof(CASES[0]); i++)
            run(routers[r], &CASES[i]);
        router_free(routers[r]);
    }
}

static void test_empty(void **state)
{
    (void)state;
    struct router *router = router_new(NULL, 0);
    const struct route_case none = {"GET", "/", NULL, NULL};
    run(router, &none);
    router_free(router);
    router_free(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(test_table), cmocka_unit_test(test_empty)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
