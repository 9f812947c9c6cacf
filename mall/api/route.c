#include "mall/api/route.h"

#include <assert.h>
#include <stddef.h>
#include <string.h>

#include "base/shape_schema.h"
#include "registry/program.h"

enum { ROUTES_MAX = 400 };

static const struct route *routes[ROUTES_MAX];
static int route_count;

static bool reads_body(const struct route *route)
{
    return route->body != NULL || route->flags & (ROUTE_FORM | ROUTE_UPLOAD | ROUTE_UNCHECKED);
}

void route_add(const struct route *table)
{
    for (; table->name != NULL; table++) {
        assert(route_count < ROUTES_MAX);
        assert(reads_body(table) == (table->body_max > 0) && "who reads a body says how long");
        routes[route_count++] = table;
    }
}

const struct route *route_at(int index)
{
    assert(index >= 0);
    return index < route_count ? routes[index] : NULL;
}

const char *route_role_name(enum role role)
{
    static const char *const NAMES[ROLE_COUNT] = {
        [ROLE_PRODUCER] = "producer",         [ROLE_STATION_OFFICER] = "station",
        [ROLE_VILLAGE_OFFICER] = "village",   [ROLE_COUNTY_AUDITOR] = "auditor",
        [ROLE_OPERATOR] = "operator",         [ROLE_HOUSEHOLD] = "household",
        [ROLE_TOWNSHIP_OFFICER] = "township", [ROLE_DEPARTMENT_OFFICER] = "department",
        [ROLE_COUNTY_CENTRE] = "county",      [ROLE_CITY_OFFICER] = "city",
        [ROLE_LISTING_CLERK] = "clerk",       [ROLE_PACKER] = "packer",
        [ROLE_ACCOUNTANT] = "accountant",
    };
    return NAMES[role];
}

unsigned route_roles(const struct route *route)
{
    unsigned roles = 0;
    for (int i = 0; i < ROUTE_RIGHTS; i++)
        roles |= permission_roles(route->rights[i]);
    return roles;
}

bool route_takes_query(const struct route *route, const char *name)
{
    size_t length = strlen(name);
    const char *at = route->query != NULL ? route->query : "";
    while (*at != '\0') {
        size_t word = strcspn(at, " ");
        if (word == length && memcmp(at, name, word) == 0)
            return true;
        at += word + (at[word] == ' ');
    }
    return false;
}

size_t route_body_max(const struct route *route)
{
    return route->body_max > 0 ? route->body_max : ROUTE_BODY_UNREAD;
}

bool route_is_api(const struct route *route)
{
    return strncmp(route->pattern, "/api/", 5) == 0;
}

/* ---- `mall help routes` ---- */

/* One of a list: its separator goes before all but the first. */
static void print_word(FILE *out, const char *word, bool *any)
{
    fprintf(out, "%s%s", *any ? "," : "", word);
    *any = true;
}

static void print_access(FILE *out, const struct route *route)
{
    static const struct {
        unsigned bit;
        const char *name;
    } BEFORE[] = {{ACCESS_PUBLIC, "public"}, {ACCESS_SIGNED_IN, "signed_in"}};
    bool any = false;
    for (int i = 0; i < 2; i++)
        if (route->access & BEFORE[i].bit)
            print_word(out, BEFORE[i].name, &any);
    for (unsigned role = 0; role < ROLE_COUNT; role++)
        if (route_roles(route) & 1u << role)
            print_word(out, route_role_name(role), &any);
    if (route->access & ACCESS_DEMO)
        print_word(out, "demo", &any);
}

static void print_flags(FILE *out, unsigned flags)
{
    static const char *const NAMES[] = {"cached",    "idempotent", "page",   "form",
                                        "unchecked", "upload",     "always", "quiet"};
    bool any = false;
    for (unsigned i = 0; i < sizeof(NAMES) / sizeof(NAMES[0]); i++)
        if (flags & 1u << i)
            print_word(out, NAMES[i], &any);
    if (!any)
        fputc('-', out);
}

const char *route_scope(const struct route *route)
{
    uint64_t rights = 0;
    if (strcmp(route->method, "GET") != 0 || route->access & ACCESS_PUBLIC)
        return NULL;
    for (int i = 0; i < ROUTE_RIGHTS; i++)
        if (route->rights[i] != RIGHT_NONE)
            rights |= UINT64_C(1) << route->rights[i];
    return program_scope_of(rights);
}

void route_print(FILE *out)
{
    const struct route *route;
    for (int i = 0; (route = route_at(i)) != NULL; i++) {
        fprintf(out, "%s\t%s\t%s\t", route->name, route->method, route->pattern);
        print_access(out, route);
        fputc('\t', out);
        print_flags(out, route->flags);
        const char *scope = route_scope(route);
        fprintf(out, "\t%s\t%zu\t%s\n", route->query != NULL ? route->query : "-", route->body_max,
                scope != NULL ? scope : "-");
    }
}

void route_print_bodies(FILE *out)
{
    const struct route *route;
    json_t *bodies = json_object();
    for (int i = 0; (route = route_at(i)) != NULL; i++)
        if (route->body != NULL)
            json_object_set_new(bodies, route->name, shape_schema(route->body));
    json_dumpf(bodies, out, JSON_INDENT(1));
    fputc('\n', out);
    json_decref(bodies);
}
