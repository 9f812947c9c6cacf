/* `mall sms`: text messages and what became of them, sending one again, where receipts go. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "base/config.h"
#include "base/id.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "mall/settings.h"
#include "sms/desk.h"
#include "sms/tencent/tencent_receipt.h"
#include "sms/tencent/tencent_sign.h"

static const char *text_of(const json_t *item, const char *name)
{
    const char *text = json_string_value(json_object_get(item, name));
    return text != NULL && text[0] != '\0' ? text : "-";
}

static int list(struct task *task, void *argument)
{
    const char *state = argument;
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_MAX};
    size_t i;
    json_t *message, *answer = sms_list_json(task, state, "", &page, &why);
    if (answer == NULL)
        return process_failed("sms", &why);
    json_array_foreach(json_object_get(answer, "items"), i, message)
        printf("%s\t%s\t%s\t%s\t%s\t%" JSON_INTEGER_FORMAT "\t%s\t%s\n",
               text_of(message, "message_id"), text_of(message, "created_at"),
               text_of(message, "template"), text_of(message, "phone"), text_of(message, "state"),
               json_integer_value(json_object_get(message, "tries")), text_of(message, "ticket"),
               text_of(message, "error"));
    json_decref(answer);
    return 0;
}

static int again(struct task *task, void *argument)
{
    const int64_t *id = argument;
    struct refusal why = {.have = -1};
    if (!sms_again(task, *id, &why))
        return process_failed("sms", &why);
    puts("it is queued anew");
    return 0;
}

/* Asks nobody: the address is made of two settings. */
static int address(void)
{
    char token[65];
    if (!settings_load())
        return EX_CONFIG;
    if (config_text("MALL_SMS_RECEIPT_KEY")[0] == '\0') {
        fputs("MALL_SMS_RECEIPT_KEY: is required\n", stderr);
        return EX_CONFIG;
    }
    tencent_receipt_token(config_text("MALL_SMS_RECEIPT_KEY"), token);
    printf("%s%s?token=%s\n", config_text("MALL_PUBLIC_URL"), TENCENT_RECEIPT_PATH, token);
    return 0;
}

static bool is_state(const char *word)
{
    for (int i = 0; SMS_STATES[i] != NULL; i++)
        if (strcmp(SMS_STATES[i], word) == 0)
            return true;
    return false;
}

int command_sms(int argc, char **argv)
{
    int64_t id;
    const char *word = argc >= 2 ? argv[1] : "";
    char none[] = "";
    if (argc == 2 && strcmp(word, "address") == 0)
        return address();
    if (argc == 2 && strcmp(word, "list") == 0)
        return process_command(PROCESS_APP, list, none);
    if (argc == 3 && strcmp(word, "list") == 0 && is_state(argv[2]))
        return process_command(PROCESS_APP, list, argv[2]);
    if (argc == 3 && strcmp(word, "again") == 0 && id_parse(argv[2], &id))
        return process_command(PROCESS_APP, again, &id);
    fputs("usage: mall sms list [STATE] | again ID | address\n", stderr);
    return EX_USAGE;
}
