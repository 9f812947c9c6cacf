/* The mall's side of the payment wire from a shell, for tests of adapter and platform together:
 *
 *   wechat_tool create NUMBER FEN           OK <code_url>
 *   wechat_tool query NUMBER                OK <state> <fen> <transaction or ->
 *   wechat_tool close NUMBER                OK
 *   wechat_tool refund NUMBER PAYMENT FEN TOTAL   OK <state> <fen>
 *   wechat_tool refund_query NUMBER         OK <state> <fen>
 *   wechat_tool bill DAY                    OK <rows>, then a line a row: kind number fen fee
 *   wechat_tool notification HEAD BODY      OK <kind> <event key> <number> <fen>; HEAD is a file of
 *                                           "name: value" lines
 *
 * Instead of OK: "REFUSED code", "UNKNOWN code". Settings as the mall's, and NOTIFY_URL.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fetch.h"
#include "base/loop.h"
#include "payment/wechat/wechat_provider.h"

enum { FILE_MAX = 65536, TIMEOUT_MS = 3000 };

struct command {
    struct provider provider;
    int argc;
    char **argv;
};

static const char *const STATES[] = {"NOTPAY", "PAID", "REFUNDED", "CLOSED", "ABSENT"};
static const char *const REFUND_STATES[] = {"PROCESSING", "SUCCESS", "CLOSED", "ABNORMAL",
                                            "ABSENT"};
static const char *const ANSWERS[] = {"OK", "REFUSED", "UNKNOWN"};

/* Begins the line; true when the rest follows. */
static bool begin(enum provider_answer answer, const char *code)
{
    printf("%s", ANSWERS[answer]);
    if (answer != PROVIDER_OK)
        printf(" %s\n", code);
    return answer == PROVIDER_OK;
}

static int64_t fen_of(const char *text)
{
    return strtoll(text, NULL, 10);
}

static void create(const struct command *command, struct task *task)
{
    char url[513], code[65];
    const struct provider_order order = {command->argv[2], "奉节脐橙", fen_of(command->argv[3]),
                                         clock_now_us() + INT64_C(1800) * 1000000};
    if (begin(command->provider.create(command->provider.self, task, &order, url, code), code))
        printf(" %s\n", url);
}

static void query(const struct command *command, struct task *task)
{
    struct provider_payment payment;
    char code[65];
    if (begin(
            command->provider.query(command->provider.self, task, command->argv[2], &payment, code),
            code))
        printf(" %s %" PRId64 " %s\n", STATES[payment.state], payment.amount_fen,
               payment.transaction_id[0] != '\0' ? payment.transaction_id : "-");
}

static void close_order(const struct command *command, struct task *task)
{
    char code[65];
    if (begin(command->provider.close(command->provider.self, task, command->argv[2], code), code))
        printf("\n");
}

static void refund(const struct command *command, struct task *task)
{
    struct provider_refund result;
    char code[65];
    const struct provider_refund_order order = {command->argv[2], command->argv[3],
                                                fen_of(command->argv[4]), fen_of(command->argv[5]),
                                                "坏果"};
    if (begin(command->provider.refund(command->provider.self, task, &order, &result, code), code))
        printf(" %s %" PRId64 "\n", REFUND_STATES[result.state], result.refund_fen);
}

static void refund_query(const struct command *command, struct task *task)
{
    struct provider_refund result;
    char code[65];
    if (begin(command->provider.refund_query(command->provider.self, task, command->argv[2],
                                             &result, code),
              code))
        printf(" %s %" PRId64 "\n", REFUND_STATES[result.state], result.refund_fen);
}

static void bill(const struct command *command, struct task *task)
{
    struct provider_bill bill;
    struct provider_bill_row row;
    char code[65];
    int count = 0;
    if (!begin(command->provider.bill(command->provider.self, task, command->argv[2], &bill, code),
               code))
        return;
    while (bill.next(&bill, &row) == PROVIDER_BILL_ROW)
        count++;
    printf(" %d\n", count);
    bill.rewind(&bill);
    while (bill.next(&bill, &row) == PROVIDER_BILL_ROW)
        printf("%s %s %" PRId64 " %" PRId64 "\n", row.is_refund ? "refund" : "payment", row.number,
               row.amount_fen, row.fee_fen);
    bill.close(&bill);
}

static const char *read_file(struct arena *arena, const char *path)
{
    char *text = arena_alloc(arena, FILE_MAX);
    FILE *file = fopen(path, "re");
    if (file == NULL)
        abort();
    text[fread(text, 1, FILE_MAX - 1, file)] = '\0';
    fclose(file);
    return text;
}

/* A provider_header over the text of a file of headers. */
static const char *find_header(const void *request, const char *name)
{
    static char values[8][2048]; /* of the last eight that were asked for */
    static unsigned next;
    size_t length = strlen(name);
    for (const char *line = request; line != NULL && *line != '\0';) {
        if (strncmp(line, name, length) == 0 && line[length] == ':') {
            char *value = values[next++ % 8];
            snprintf(value, sizeof values[0], "%.*s", (int)strcspn(line + length + 2, "\n"),
                     line + length + 2);
            return value;
        }
        line = strchr(line, '\n');
        line = line != NULL ? line + 1 : NULL;
    }
    return NULL;
}

static void notification(const struct command *command, struct task *task)
{
    struct provider_event event;
    struct refusal why = {0};
    const char *head = read_file(task->arena, command->argv[2]);
    const char *body = read_file(task->arena, command->argv[3]);
    if (!command->provider.notification(command->provider.self, task, find_header, head, body,
                                        strlen(body), &event, &why)) {
        printf("REFUSED %s %s\n", why.kind->code, why.field);
        return;
    }
    if (event.kind == PROVIDER_EVENT_REFUND)
        printf("OK refund %s %s %" PRId64 "\n", event.event_key, event.refund.number,
               event.refund.refund_fen);
    else
        printf("OK payment %s %s %" PRId64 "\n", event.event_key, event.payment.number,
               event.payment.amount_fen);
}

static const struct {
    const char *name;
    int argc;
    void (*run)(const struct command *command, struct task *task);
} COMMANDS[] = {
    {"create", 4, create},
    {"query", 3, query},
    {"close", 3, close_order},
    {"refund", 6, refund},
    {"bill", 3, bill},
    {"refund_query", 3, refund_query},
    {"notification", 4, notification},
};

static int run(struct task *task, void *argument)
{
    const struct command *command = argument;
    for (size_t i = 0; i < sizeof COMMANDS / sizeof COMMANDS[0]; i++) {
        if (command->argc == COMMANDS[i].argc && strcmp(command->argv[1], COMMANDS[i].name) == 0) {
            COMMANDS[i].run(command, task);
            return 0;
        }
    }
    fputs("wechat_tool: what is to be done? See its source\n", stderr);
    return 2;
}

static const char *setting(const char *name)
{
    const char *value = getenv(name);
    return value != NULL ? value : "";
}

int main(int argc, char **argv)
{
    const struct wechat_settings settings = {
        .base_url = setting("MALL_WECHAT_URL"),
        .mchid = setting("MALL_WECHAT_MCHID"),
        .appid = setting("MALL_WECHAT_APPID"),
        .apiv3_key = setting("MALL_WECHAT_APIV3_KEY"),
        .key_file = setting("MALL_WECHAT_KEY_FILE"),
        .certificate_file = setting("MALL_WECHAT_CERT_FILE"),
        .notify_url = setting("NOTIFY_URL"),
        .timeout_ms = TIMEOUT_MS,
    };
    if (!crypto_init())
        return 1;
    loop_init();
    fetch_init(4);
    struct wechat *wechat = wechat_new(&settings, stderr);
    if (wechat == NULL)
        return 1;
    struct command command = {wechat_provider(wechat), argc, argv};
    int code = argc < 2 ? 2 : task_run_main(run, &command);
    wechat_free(wechat);
    fetch_stop();
    loop_free();
    return code;
}
