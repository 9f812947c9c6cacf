/* `mall audit`: the checks of the books, printed; what they found is kept (mall/operate/audit.h).
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "mall/commands.h"
#include "mall/operate/audit.h"
#include "mall/process.h"

enum { ONLY_MAX = 10 };

struct asked {
    bool as_json, nightly;
    const char *only[ONLY_MAX + 1]; /* names of checks, ended by NULL */
    int only_count;                 /* 0 = all checks */
};

/* A verdict as soon as it is known, with what its check took. */
static void print_check(const json_t *check, void *argument)
{
    size_t i;
    json_t *violation;
    (void)argument;
    printf("%s %lld. %s (%.1f s)\n", json_is_true(json_object_get(check, "ok")) ? "ok  " : "FAIL",
           (long long)json_integer_value(json_object_get(check, "truth")),
           json_string_value(json_object_get(check, "name")),
           (double)json_integer_value(json_object_get(check, "took_ms")) / 1000);
    json_array_foreach(json_object_get(check, "violations"), i, violation)
        printf("       %s\n", json_string_value(violation));
    fflush(stdout);
}

/* A year that lies outside the books is no failure; what is not proved of it is told. */
static void print_away(const json_t *years)
{
    size_t i;
    json_t *year;
    json_array_foreach(years, i, year) {
        size_t k;
        json_t *end;
        printf("note: the year %lld is away since %s; it was carried on with %lld rows and %lld "
               "states\n",
               (long long)json_integer_value(json_object_get(year, "year")),
               json_string_value(json_object_get(year, "away_at")),
               (long long)json_integer_value(json_object_get(year, "carried")),
               (long long)json_integer_value(json_object_get(year, "states")));
        printf("      not proved: its transfers, entries and moves, what stands of its orders "
               "against them, and what only they make up of days before %s and months before %s\n",
               json_string_value(json_object_get(year, "settled_day")),
               json_string_value(json_object_get(year, "settled_month")));
        json_array_foreach(json_object_get(year, "chains"), k, end)
            printf("      chain %s ended with %s: %s\n",
                   json_string_value(json_object_get(end, "chain")),
                   json_string_value(json_object_get(end, "day")),
                   json_string_value(json_object_get(end, "value")));
    }
}

/* What a nightly run did not look at is told: nobody should take it for a full one. */
static void print_end(const json_t *report, int64_t took_us)
{
    int64_t from_ms = json_integer_value(json_object_get(report, "looked_from_ms"));
    char from[32];
    printf("audit: %lld passed, %lld failed in %.1f s\n",
           (long long)json_integer_value(json_object_get(report, "passed")),
           (long long)json_integer_value(json_object_get(report, "failed")), (double)took_us / 1e6);
    if (from_ms > 0)
        printf("nightly: what was made from %s on, and the kept sums of the days before; %lld "
               "checks wait for a full audit\n",
               clock_rfc3339(from_ms * 1000, 480, from),
               (long long)json_integer_value(json_object_get(report, "waiting")));
    print_away(json_object_get(report, "away"));
}

static int audit(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    const struct asked *asked = argument;
    struct audit_wish wish = {.nightly = asked->nightly,
                              .only = asked->only_count > 0 ? asked->only : NULL,
                              .tell = asked->as_json ? NULL : print_check};
    int64_t began_us = clock_now_us(), from_us = clock_mono_us();
    json_t *report = audit_run(task, &wish, &why);
    if (report == NULL)
        return process_failed("audit", &why);
    /* some checks prove nothing of the rest */
    if (asked->only_count == 0 && !audit_keep(task, 0, began_us, report, &why))
        log_warn("audit_not_kept", LOG_S("code", why.kind->code));
    bool failed = json_integer_value(json_object_get(report, "failed")) > 0;
    if (asked->as_json) {
        json_dumpf(report, stdout, JSON_INDENT(2));
        putchar('\n');
    } else {
        print_end(report, clock_mono_us() - from_us);
    }
    json_decref(report);
    return failed ? 1 : 0;
}

static bool add_only(struct asked *asked, const char *name)
{
    if (!audit_has(name)) {
        fprintf(stderr, "mall: audit: there is no check \"%s\"\n", name);
        return false;
    }
    if (asked->only_count == ONLY_MAX) {
        fprintf(stderr, "mall: audit: --only takes at most %d checks\n", ONLY_MAX);
        return false;
    }
    asked->only[asked->only_count++] = name;
    return true;
}

int command_audit(int argc, char **argv)
{
    struct asked asked = {.as_json = false};
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--json") == 0) {
            asked.as_json = true;
        } else if (strcmp(argv[i], "--nightly") == 0) {
            asked.nightly = true;
        } else if (strcmp(argv[i], "--only") == 0 && i + 1 < argc) {
            if (!add_only(&asked, argv[++i]))
                return EX_USAGE;
        } else {
            fputs("usage: mall audit [--nightly] [--json] [--only CHECK]...\n", stderr);
            return EX_USAGE;
        }
    }
    return process_command(PROCESS_APP, audit, &asked);
}
