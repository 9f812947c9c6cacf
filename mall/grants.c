/* `mall grants`: the first operator, and who has which role. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "registry/grant.h"
#include "registry/identifier.h"

static int first(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    int64_t grant_id;
    char digits[21];
    task->acting.kind = ACTING_COMMAND;
    if (!grant_first_operator(task, argument, &grant_id, &why))
        return process_failed("grants", &why);
    printf("the first operator may sign in now (grant %s)\n", id_text(grant_id, digits));
    return 0;
}

static const char *text_of(const json_t *item, const char *name)
{
    const char *text = json_string_value(json_object_get(item, name));
    return text != NULL ? text : "-";
}

static int64_t print_page(const json_t *answer)
{
    size_t i;
    int64_t next = 0;
    const json_t *grant;
    json_array_foreach(json_object_get(answer, "items"), i, grant)
        printf("%s\t%s\t%s\t%s\t%s\t%s\t%s\n", text_of(grant, "grant_id"), text_of(grant, "role"),
               text_of(grant, "phone"), text_of(grant, "region_code"), text_of(grant, "standing"),
               text_of(grant, "granted_at"), text_of(grant, "expires_at"));
    const char *cursor = json_string_value(json_object_get(answer, "next"));
    return id_parse(cursor, &next) ? next : 0;
}

static int list(struct task *task, void *argument)
{
    const char *role = argument != NULL ? argument : "";
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_MAX};
    do {
        json_t *answer = grant_list_json(task, role, "", &page, &why);
        if (answer == NULL)
            return process_failed("grants", &why);
        page.after = print_page(answer);
        json_decref(answer);
    } while (page.after != 0);
    return 0;
}

int command_grants(int argc, char **argv)
{
    if (argc == 3 && strcmp(argv[1], "first-operator") == 0 && identifier_is_mobile(argv[2]))
        return process_command(PROCESS_APP, first, argv[2]);
    if (argc >= 2 && argc <= 3 && strcmp(argv[1], "list") == 0)
        return process_command(PROCESS_APP, list, argc == 3 ? argv[2] : NULL);
    fputs("usage: mall grants first-operator PHONE | mall grants list [ROLE]\n", stderr);
    return EX_USAGE;
}
