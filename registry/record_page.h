/* A page of the register's records, one JSON object a line, read by a child process (base/child.h):
 * what comes from outside is taken apart where it can do no harm, and beside the work of who asks.
 */
#ifndef REGISTRY_RECORD_PAGE_H
#define REGISTRY_RECORD_PAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/shape_pack.h"
#include "base/task.h"
#include "registry/household_record.h"

struct record_line {
    struct record record;
    struct record_faults faults; /* count > 0: it broke a rule (record_read()) */
    const char *text;            /* its one text (record_text()); NULL with faults */
};
struct record_page {
    struct record_line *lines;
    int count;
    bool is_broken; /* whoever read it did not come to its end */
};

/* Reads the `length` bytes of `body`, which stay as they are meanwhile; no transaction may be open.
 * The page is in the task's arena. False when no child could be had (overloaded). */
bool record_page_read(struct task *task, const char *body, size_t length, struct record_page *page,
                      struct refusal *why);

/* What the child does, and how its answer is read; false when it is none. For tests. */
void record_page_work(const char *body, size_t length, struct shape_pack *pack);
bool record_page_unpack(struct arena *arena, const char *bytes, size_t length,
                        struct record_page *page);

/* The child: reads a page on standard input, writes what it is on standard output. */
int record_page_main(void);

#endif
