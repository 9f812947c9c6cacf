/* `mall refunds`: those without an end, why, and going on with one. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/id.h"
#include "base/machine.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "payment/refund_desk.h"

static const char *text_of(const json_t *item, const char *name)
{
    const char *text = json_string_value(json_object_get(item, name));
    return text != NULL ? text : "-";
}

static void print_refund(const json_t *refund)
{
    printf("%s\t%s\t%s\t%" JSON_INTEGER_FORMAT "\t%s\t%s\t%s\n", text_of(refund, "refund_id"),
           text_of(refund, "number"), text_of(refund, "state"),
           json_integer_value(json_object_get(refund, "total_fen")), text_of(refund, "created_at"),
           text_of(refund, "step"), text_of(refund, "why"));
}

static int list(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_MAX};
    size_t i;
    (void)argument;
    json_t *refund, *answer = payment_refund_list_json(task, "", &page, &why);
    if (answer == NULL)
        return process_failed("refunds", &why);
    json_array_foreach(json_object_get(answer, "items"), i, refund)
        print_refund(refund);
    json_decref(answer);
    return 0;
}

static int again(struct task *task, void *argument)
{
    const int64_t *id = argument;
    struct refusal why = {.have = -1};
    json_t *refund = payment_refund_push(task, *id, ACTOR_SYSTEM, &why)
                         ? payment_refund_json(task, *id, &why)
                         : NULL;
    if (refund == NULL)
        return process_failed("refunds", &why);
    print_refund(refund);
    json_decref(refund);
    return 0;
}

int command_refunds(int argc, char **argv)
{
    int64_t id;
    if (argc == 2 && strcmp(argv[1], "list") == 0)
        return process_command(PROCESS_APP, list, NULL);
    if (argc == 3 && strcmp(argv[1], "again") == 0 && id_parse(argv[2], &id))
        return process_command(PROCESS_APP, again, &id);
    fputs("usage: mall refunds list | again ID\n", stderr);
    return EX_USAGE;
}
