/* A snapshot of the register on its way into the stage: page by page, and held against itself when
 * all is there. While one page is written the register is asked for the next.
 */
#ifndef REGISTER_STAGING_H
#define REGISTER_STAGING_H

#include "register/client.h"
#include "register/run.h"
#include "registry/record_page.h"

/* A page that was asked for ahead of its turn. */
struct register_page {
    struct arena *arena; /* NULL = there is none; what is below lies in it */
    int64_t run_id;
    const char *cursor; /* behind which it was asked */
    struct register_answer answer;
    struct record_page records; /* what the answer says */
};
void register_page_free(struct register_page *page);

/* Moves a run that is fetching on: by a page, or behind the last by what all pages together show.
 * *ahead is taken when it is the page that is wanted, and filled with the next one, or with none.
 * Refuses with REGISTER_BROKEN when the snapshot cannot be read to its end. */
bool register_stage(struct task *task, const struct register_run *run, struct register_page *ahead,
                    struct refusal *why);

/* Begins to fetch once more: a crash of the server has emptied the stage. */
bool register_stage_again(struct task *task, const struct register_run *run, struct refusal *why);

#endif
