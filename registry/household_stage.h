/* Lines of the register on their way into the mall's tables: each compared with what is known, and
 * what differs sealed and copied into household_stage, from where registry/household_take.h takes
 * it over.
 *
 * A line is known to be the same by the keyed hash of its one text (registry/household_record.h),
 * so of a household that has not changed nothing is sealed or written.
 */
#ifndef REGISTRY_HOUSEHOLD_STAGE_H
#define REGISTRY_HOUSEHOLD_STAGE_H

#include <stdint.h>

#include "base/db.h"
#include "registry/household_record.h"

/* Purpose of the key of a household's sealed facts and their hash. */
#define HOUSEHOLD_FACTS "household.facts"
/* Of what the register itself said, where the version was corrected here. */
#define HOUSEHOLD_SAID "household.said"

struct household_line {
    int64_t line_no;
    int64_t change_no; /* of the register, as of which the line stands */
    const char *day;   /* YYYY-MM-DD of that, from which on it holds */
    struct record record;
    struct record_faults faults; /* count > 0: it is not taken over */
    const char *text;            /* its one text (record_text()); NULL: to be made */
    bool doubtful; /* with faults: the household counts no longer until somebody has looked */
};

/* What became of lines. */
struct household_stage_sum {
    int64_t households, members; /* read, those with faults too */
    int64_t same, newer;
};

/* Stages `count` lines of a run (0 = of the feed) inside a transaction. */
bool household_stage_write(struct db_tx *tx, struct arena *arena, int64_t run_id,
                           const struct household_line *lines, int count,
                           struct household_stage_sum *sum, struct refusal *why);

/* What only all lines of a run together show: villages that are not known, households that stand in
 * two lines, people in two households. Their lines are not taken over any more. `tell` hears of
 * each. */
struct household_misfit {
    int64_t line_no;
    const char *household_no, *field, *message;
};
bool household_stage_check(struct db_tx *tx, int64_t run_id,
                           void (*tell)(const struct household_misfit *misfit, void *argument),
                           void *argument, struct refusal *why);

/* Whether a line of a run is staged: a crash of the server takes all of them away. */
bool household_stage_has(struct db_tx *tx, int64_t run_id, int64_t line_no, bool *has,
                         struct refusal *why);

/* How many lines of a run are there. */
bool household_stage_count(struct task *task, int64_t run_id, int64_t *lines, struct refusal *why);

/* Brings the planner's figures of the stage and of households up to date, which a snapshot leaves
 * far behind; inside a transaction. */
void household_stage_analyze(struct db_tx *tx);

/* Takes a run's lines up to `to` away; empties the stage, when no run needs it. */
void household_stage_forget(struct db_tx *tx, int64_t run_id, int64_t to);
bool household_stage_empty(struct task *task, struct refusal *why);

#endif
