/* `mall audit`: the checks of the books, printed; what they found is kept (mall/operate/audit.h).
 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/log.h"
#include "mall/commands.h"
#include "mall/operate/audit.h"
#include "mall/process.h"

static void print(json_t *report)
{
    size_t i, k;
    json_t *check, *violation;
    json_array_foreach(json_object_get(report, "checks"), i, check) {
        printf("%s %lld. %s\n", json_is_true(json_object_get(check, "ok")) ? "ok  " : "FAIL",
               (long long)json_integer_value(json_object_get(check, "truth")),
               json_string_value(json_object_get(check, "name")));
        json_array_foreach(json_object_get(check, "violations"), k, violation)
            printf("       %s\n", json_string_value(violation));
    }
    printf("audit: %lld passed, %lld failed\n",
           (long long)json_integer_value(json_object_get(report, "passed")),
           (long long)json_integer_value(json_object_get(report, "failed")));
}

static int audit(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    bool *as_json = argument;
    int64_t began_us = clock_now_us();
    json_t *report = audit_run(task, &why);
    if (report == NULL)
        return process_failed("audit", &why);
    if (!audit_keep(task, 0, began_us, report, &why))
        log_warn("audit_not_kept", LOG_S("code", why.kind->code));
    bool failed = json_integer_value(json_object_get(report, "failed")) > 0;
    if (*as_json) {
        json_dumpf(report, stdout, JSON_INDENT(2));
        putchar('\n');
    } else {
        print(report);
    }
    json_decref(report);
    return failed ? 1 : 0;
}

int command_audit(int argc, char **argv)
{
    bool as_json = argc == 2 && strcmp(argv[1], "--json") == 0;
    if (argc > 2 || (argc == 2 && !as_json)) {
        fputs("usage: mall audit [--json]\n", stderr);
        return EX_USAGE;
    }
    return process_command(PROCESS_APP, audit, &as_json);
}
