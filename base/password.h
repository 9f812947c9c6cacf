/* Passwords, kept as what Argon2id derives of them (RFC 9106).
 *
 * - Parameters are those of RFC 9106's second recommendation, three passes over 64 MiB, in one lane
 * as libsodium has it. They stand in the derived text ("$argon2id$v=19$m=65536,t=3,p=1$..."), so
 * that older ones are told apart when these grow.
 * - Deriving takes a processor for about a fifth of a second, which is what it is for. A worker has
 * one loop for everybody, so a child process does it (the program itself, with the argument
 * `password`; base/child.h), and the calling coroutine waits. At most PASSWORD_WAITING of a
 * worker's calls are under way; further ones are refused as overloaded, so that whoever tries
 * passwords takes neither the processors nor the turns of others who need a child.
 * - Passwords and derived texts go to the child by its input, never by its arguments.
 */
#ifndef BASE_PASSWORD_H
#define BASE_PASSWORD_H

#include <stdbool.h>

#include "base/task.h"

enum { PASSWORD_DERIVED_SIZE = 128, PASSWORD_BYTES_MAX = 512, PASSWORD_WAITING = 6 };

/* Derives a password (1..PASSWORD_BYTES_MAX bytes without a line end) under a fresh salt; in the
 * arena. NULL when refused. */
const char *password_derive(struct task *task, const char *password, struct refusal *why);

/* Whether the password is the one that `derived` is of; NULL = there is none: takes as long and is
 * wrong. False when refused. */
bool password_check(struct task *task, const char *password, const char *derived, bool *right,
                    struct refusal *why);

/* Whether it was derived with other parameters than these. */
bool password_is_old(const char *derived);

/* The command `password`: one wish on standard input, its answer on standard output. Returns
 * the exit code. */
int password_work_main(void);

#endif
