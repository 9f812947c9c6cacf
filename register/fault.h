/* What is wrong in what the register tells, line by line (register_fault): field and reason, never
 * a value. */
#ifndef REGISTER_FAULT_H
#define REGISTER_FAULT_H

#include <jansson.h>
#include <stdint.h>

#include "base/db.h"
#include "base/page.h"
#include "registry/household_stage.h"

/* Of changes, whose line is the change's number. */
enum { REGISTER_FEED = 0 };

struct register_fault {
    int64_t id, line_no;
    const char *household_no, *field, *message;
};

/* A list of them in an arena. */
struct register_faults {
    struct arena *arena;
    struct register_fault *items;
    int count, room;
};

/* Those of a line's record. */
void register_fault_line(struct register_faults *faults, const struct household_line *line);
/* One of the whole (household_stage_check()); `argument` is the list. */
void register_fault_misfit(const struct household_misfit *misfit, void *argument);
/* Sent, not awaited. */
void register_fault_write(struct db_tx *tx, int64_t run_id, const struct register_faults *faults);

/* A page of them as they were found: {fault_id, line_no, household_no, field, message, found_at}.
 * New reference, NULL when refused. */
json_t *register_fault_list_json(struct task *task, int64_t run_id, const struct page *page,
                                 struct refusal *why);

#endif
