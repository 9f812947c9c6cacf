#include "register-mock/register_ask.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fetch.h"
#include "base/loop.h"
#include "base/task.h"
#include "register-mock/register_config.h"
#include "register-mock/register_sign.h"

enum { BODY_MAX = 16 * 1024 * 1024, ANSWER_MAX = 128 * 1024 * 1024, WAIT_MS = 600000 };

struct asking {
    const struct register_asker *asker;
    const char *method, *target;
    char *body; /* NULL = none */
    size_t body_length;
    const char *nonce;
};

static bool read_body(const char *path, struct asking *asking)
{
    FILE *file = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");
    asking->body = malloc(BODY_MAX);
    if (file == NULL || asking->body == NULL)
        return false;
    asking->body_length = fread(asking->body, 1, BODY_MAX, file);
    bool good = !ferror(file) && asking->body_length < BODY_MAX;
    if (file != stdin)
        fclose(file);
    return good;
}

static const char *new_nonce(struct arena *arena)
{
    uint8_t bytes[16];
    crypto_random(bytes, sizeof bytes);
    return crypto_hex(bytes, sizeof bytes, arena_alloc(arena, 2 * sizeof bytes + 1));
}

/* The lines that sign the request. */
static const char *const *headers_of(struct arena *arena, const struct asking *asking)
{
    const char **lines = arena_array(arena, 6, sizeof lines[0]);
    const char *time = arena_printf(arena, "%" PRId64, clock_now_us() / 1000000);
    const char *message =
        register_request_message(arena, asking->method, asking->target, time, asking->nonce,
                                 asking->body, asking->body_length);
    lines[0] = arena_printf(arena, "Register-Client: %s", asking->asker->client);
    lines[1] = arena_printf(arena, "Register-Time: %s", time);
    lines[2] = arena_printf(arena, "Register-Nonce: %s", asking->nonce);
    lines[3] =
        arena_printf(arena, "Register-Signature: %s",
                     crypto_ed25519_sign(arena, asking->asker->seed, message, strlen(message)));
    lines[4] = asking->body != NULL ? "Content-Type: application/json" : NULL;
    return lines;
}

/* Whether the register signed this answer to this request. */
static bool is_genuine(struct arena *arena, const struct asking *asking,
                       const struct fetch_response *answer)
{
    const char *time = fetch_header(answer, "register-time");
    const char *nonce = fetch_header(answer, "register-nonce");
    const char *signature = fetch_header(answer, "register-signature");
    if (time == NULL || nonce == NULL || signature == NULL || strcmp(nonce, asking->nonce) != 0)
        return false;
    const char *message = register_answer_message(arena, answer->status, nonce, time, answer->body,
                                                  answer->body_length);
    return crypto_ed25519_verify(asking->asker->register_key, message, strlen(message), signature);
}

static int tell(struct arena *arena, const struct asking *asking,
                const struct fetch_response *answer)
{
    const char *next = fetch_header(answer, "register-next");
    bool genuine = is_genuine(arena, asking, answer);
    fprintf(stderr, "status %d\n", answer->status);
    if (next != NULL)
        fprintf(stderr, "next %s\n", next);
    fprintf(stderr, "%s\n", genuine ? "genuine" : "not the register's answer to this request");
    fwrite(answer->body, 1, answer->body_length, stdout);
    if (!genuine)
        return 2;
    return answer->status < 300 ? 0 : answer->status / 100;
}

static int ask_task(struct task *task, void *argument)
{
    struct asking *asking = argument;
    struct fetch_response answer;
    struct refusal why;
    asking->nonce = new_nonce(task->arena);
    const struct fetch_request request = {
        .method = asking->method,
        .url = arena_printf(task->arena, "%s%s", asking->asker->url, asking->target),
        .headers = headers_of(task->arena, asking),
        .body = asking->body,
        .body_length = asking->body_length,
        .timeout_ms = WAIT_MS,
        .max_body = ANSWER_MAX,
    };
    if (fetch(task, &request, &answer, &why))
        return tell(task->arena, asking, &answer);
    fprintf(stderr, "no answer\n");
    return 1;
}

int register_ask(int argc, char **argv)
{
    struct register_asker asker;
    struct asking asking = {.asker = &asker, .method = argv[0], .target = argv[1]};
    if (!register_asker_load(&asker, stderr))
        return 1;
    if (argc > 2 && !read_body(argv[2], &asking)) {
        fprintf(stderr, "register: %s cannot be read\n", argv[2]);
        free(asking.body);
        return 1;
    }
    loop_init();
    fetch_init(1);
    int code = task_run_main(ask_task, &asking);
    fetch_stop();
    loop_free();
    free(asking.body);
    return code;
}
