/* `mall bills`: the payment provider's bills by day, and fetching one. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "mall/commands.h"
#include "mall/process.h"
#include "payment/bill.h"
#include "payment/bill_desk.h"
#include "payment/providers.h"

static const char *text_of(const json_t *bill, const char *name)
{
    const char *text = json_string_value(json_object_get(bill, name));
    return text != NULL ? text : "-";
}

static void print_bill(const json_t *bill)
{
    static const char *const AMOUNTS[] = {"row_count", "paid_fen", "refunded_fen", "fee_fen",
                                          "net_fen"};
    printf("%s\t%s", text_of(bill, "day"), text_of(bill, "state"));
    for (size_t i = 0; i < sizeof(AMOUNTS) / sizeof(AMOUNTS[0]); i++) {
        const json_t *amount = json_object_get(bill, AMOUNTS[i]);
        if (json_is_integer(amount))
            printf("\t%" JSON_INTEGER_FORMAT, json_integer_value(amount));
        else
            printf("\t-");
    }
    printf("\t%s\n", text_of(bill, "why"));
}

static int list(struct task *task, void *argument)
{
    struct refusal why = {.have = -1};
    struct page page = {.limit = PAGE_LIMIT_MAX};
    size_t i;
    (void)argument;
    json_t *bill, *answer = payment_bill_list_json(task, &page, &why);
    if (answer == NULL)
        return process_failed("bills", &why);
    json_array_foreach(json_object_get(answer, "items"), i, bill)
        print_bill(bill);
    json_decref(answer);
    return 0;
}

static int fetch_day(struct task *task, void *argument)
{
    const char *day = argument;
    struct refusal why = {.have = -1};
    const struct provider *provider = provider_default();
    int64_t rows;
    if (provider == NULL) {
        fputs("mall: bills: no payment provider is configured (MALL_WECHAT_URL)\n", stderr);
        return EX_CONFIG;
    }
    if (!payment_bill_fetch(task, provider, day, &rows, &why))
        return process_failed("bills", &why);
    printf("%s: %" PRId64 " rows kept\n", day, rows);
    return 0;
}

int command_bills(int argc, char **argv)
{
    if (argc == 2 && strcmp(argv[1], "list") == 0)
        return process_command(PROCESS_APP, list, NULL);
    if (argc == 3 && strcmp(argv[1], "fetch") == 0 && clock_is_date(argv[2]))
        return process_command(PROCESS_APP, fetch_day, argv[2]);
    fputs("usage: mall bills list | fetch YYYY-MM-DD\n", stderr);
    return EX_USAGE;
}
