/* Runs: how far a snapshot of the register has been taken over (register/snapshot.h does it).
 *
 * A run goes on where it stopped, whoever stopped it: each page and each piece moves it on in the
 * transaction that writes it, and only from where it was. There is one at a time. Where lines are
 * faulty, or a large part of who counts is missing, it waits for a person who has seen that.
 */
#ifndef REGISTER_RUN_H
#define REGISTER_RUN_H

#include <jansson.h>
#include <stdint.h>

#include "base/db.h"
#include "base/machine.h"
#include "base/page.h"

#define REGISTER_RUN_STATES(STATE)                                                                 \
    STATE(RUN_FETCHING, "fetching")                                                                \
    STATE(RUN_WAITING, "waiting")                                                                  \
    STATE(RUN_APPLYING, "applying")                                                                \
    STATE(RUN_DONE, "done")                                                                        \
    STATE(RUN_FAILED, "failed")                                                                    \
    STATE(RUN_GIVEN_UP, "given_up")
enum register_run_state { REGISTER_RUN_STATES(STATE_ENUM) };
extern const struct machine REGISTER_RUN_MACHINE;

/* The kind of job that takes the one under way to its end. */
#define REGISTER_JOB "register_snapshot"

/* 409: another snapshot is being taken over. */
extern const struct refusal_kind REGISTER_BUSY;
/* 502: the register's answers cannot be read, or it has not kept the snapshot. */
extern const struct refusal_kind REGISTER_BROKEN;

struct register_run {
    int64_t id;
    const char *snapshot_id, *cursor, *day; /* the day it was taken */
    enum register_run_state state;
    int64_t change_no, household_count, member_count;
    int64_t fetched_households, fetched_members, fault_count, gone_count, applied_line;
};

/* Begins with the register's latest snapshot; `by_job`: a job goes on with it, else the caller does
 * (register_snapshot_work()). */
bool register_run_begin(struct task *task, int64_t account_id, bool by_job, int64_t *run_id,
                        struct refusal *why);
/* Timed work: begins with the first snapshot by itself when none was ever asked for; *done = 1 when
 * it did. One that came to nothing is a person's to look at and to ask for again. */
bool register_run_first(struct task *task, int *done, struct refusal *why);
/* The one under way; *found = false when there is none. */
bool register_run_open(struct task *task, struct register_run *run, bool *found,
                       struct refusal *why);

/* Reads it once more, by its id. */
bool register_run_again(struct task *task, struct register_run *run, struct refusal *why);

/* A run moves from state to state; `by_job`: a job goes on with it. Refuses with conflict when it
 * is not (any more) where it is to be moved from. */
struct register_move {
    int64_t run_id, account_id;
    enum register_run_state from, to;
    const char *trouble; /* "" = none */
    bool by_job;
};
bool register_run_move(struct task *task, struct register_move move, struct refusal *why);
bool register_run_move_in(struct db_tx *tx, const struct register_move *move, struct refusal *why);

/* A person has seen what is wrong with one that waits: it goes on without the faulty lines (see
 * `by_job` above), or is given up. Refused with conflict when it does not wait. */
bool register_run_go_on(struct task *task, int64_t run_id, int64_t account_id, bool by_job,
                        struct refusal *why);
bool register_run_give_up(struct task *task, int64_t run_id, int64_t account_id,
                          struct refusal *why);

/* Before a master key is replaced: what is staged is found under the old one. A run that is not
 * taken over yet ends; one that is refuses, as it comes to its end by itself. */
bool register_run_leave_key(struct task *task, struct refusal *why);

/* Runs, newest first; one. New reference, NULL when refused. */
json_t *register_run_list_json(struct task *task, const struct page *page, struct refusal *why);
json_t *register_run_json(struct task *task, int64_t run_id, struct refusal *why);

#endif
