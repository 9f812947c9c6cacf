#include "base/password.h"

#include <assert.h>
#include <sodium.h>
#include <string.h>

#include "base/arena.h"
#include "base/child.h"
#include "base/log.h"

enum { CHILD_MS = 15000 };

/* Of a password that nobody has: a check of it takes what every check takes. */
static const char NOBODYS[] = "$argon2id$v=19$m=65536,t=3,p=1$"
                              "c2FsdCBvZiBub2JvZHkhIQ$"
                              "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

static int under_way;

/* The answer's line without its end; NULL when refused. */
static const char *ask(struct task *task, const char *wish, struct refusal *why)
{
    static const char *const ARGUMENTS[] = {"program", "password", NULL};
    struct child_order order = {.program = "/proc/self/exe",
                                .argv = ARGUMENTS,
                                .input = wish,
                                .input_length = strlen(wish),
                                .max_output = PASSWORD_DERIVED_SIZE,
                                .timeout_ms = CHILD_MS};
    struct child_result result;
    if (under_way >= PASSWORD_WAITING) {
        refuse(why, &REFUSAL_OVERLOADED, NULL);
        why->retry_after_s = 1;
        return NULL;
    }
    under_way++;
    bool ran = child_run(task, &order, &result, why);
    under_way--;
    if (!ran)
        return NULL;
    if (result.exit_code == 0 && result.output_length > 0 &&
        result.output[result.output_length - 1] == '\n')
        return arena_printf(task->arena, "%.*s", (int)result.output_length - 1, result.output);
    log_warn("password_child", LOG_S("task", task->id), LOG_I("exit", result.exit_code),
             LOG_I("signal", result.signal), LOG_I("timed_out", result.timed_out));
    refuse(why, &REFUSAL_OVERLOADED, NULL);
    why->retry_after_s = 1;
    return NULL;
}

const char *password_derive(struct task *task, const char *password, struct refusal *why)
{
    assert(strlen(password) <= PASSWORD_BYTES_MAX && strchr(password, '\n') == NULL);
    char *wish = arena_printf(task->arena, "derive\n%s\n", password);
    const char *answer = ask(task, wish, why);
    sodium_memzero(wish, strlen(wish));
    return answer;
}

bool password_check(struct task *task, const char *password, const char *derived, bool *right,
                    struct refusal *why)
{
    assert(strlen(password) <= PASSWORD_BYTES_MAX && strchr(password, '\n') == NULL);
    char *wish =
        arena_printf(task->arena, "check %s\n%s\n", derived != NULL ? derived : NOBODYS, password);
    const char *answer = ask(task, wish, why);
    sodium_memzero(wish, strlen(wish));
    *right = answer != NULL && derived != NULL && strcmp(answer, "right") == 0;
    return answer != NULL;
}
