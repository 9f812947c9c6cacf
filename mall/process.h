/* What every process of the mall does first - settings, log, cryptography, ids, database - for
 * commands and workers alike.
 *
 * Exit codes are those of sysexits.h: 64 usage, 65 bad data, 69 unavailable, 70 internal, 73 port
 * busy, 78 configuration; 1 = looked, and found a problem.
 */
#ifndef MALL_PROCESS_H
#define MALL_PROCESS_H

#include <stdbool.h>
#include <sysexits.h>

#include "base/refusal.h"
#include "base/task.h"

#define EXIT_FOUND 1

enum process_role { PROCESS_APP, PROCESS_OWNER };

/* Confines itself (base/confine.h), then settings, log level, cryptography: from here on no secret
 * stands in the environment, nor the master keys in the settings. `worker` 0..15, or -1 for a
 * command. False after messages on standard error (exit EX_CONFIG). */
bool process_start(int worker);

/* Loop, database (as MALL_DB or MALL_DB_OWNER) and the modules' registrations; process_start() came
 * before. Who serves has connections ready for what comes; a `sparing` one makes them as they are
 * needed, and has twice as many for the audit. False when the setting is missing. */
bool process_open(enum process_role role, bool sparing);

/* The database's role is the application's, and nobody who could change what it may not. */
bool process_check_role(struct task *task, struct refusal *why);

/* The keys are this database's (base/key_check.h). */
bool process_check_keys(struct task *task, struct refusal *why);

/* Takes a number for making ids (base/id_lease.h): that of the worker, held in the name of
 * `owner_pid`, or one for commands (-1). `lost` is called when somebody else has taken it. */
bool process_claim(struct task *task, int worker, int owner_pid, void (*lost)(void *argument),
                   struct refusal *why);

/* A refusal about the key names its setting. */
void process_name_key(struct refusal *why);

/* Ends what process_open() began. */
void process_close(void);

/* Looks at the keys and takes a number to make ids under, for a command: what an owner's command
 * does by itself before it writes rows. Left when the command ends. */
bool process_claim_command(struct task *task, struct refusal *why);

/* A whole command: start, open, wait for the database, claim (PROCESS_APP), run `body` to its end
 * in a task, close. Returns body's exit code, or EX_CONFIG, EX_UNAVAILABLE. */
int process_command(enum process_role role, int (*body)(struct task *task, void *argument),
                    void *argument);

/* A refusal on standard error as one line: "mall migrate: unavailable (detail)"; returns the exit
 * code that fits it. */
int process_failed(const char *command, const struct refusal *why);

#endif
