/* Pages of lists of places, in the order of their codes and, of one code, of their levels: a code
 * that lives on two levels stands in two rows. The cursor is both in one number.
 */
#ifndef REGISTRY_REGION_PAGE_H
#define REGISTRY_REGION_PAGE_H

#include <jansson.h>

#include "base/db.h"
#include "base/page.h"
#include "base/refusal.h"
#include "base/task.h"

struct region_listing {
    /* $1 county or "", $2 and $3 code and level that the page begins behind, $4 rows at most */
    const struct sql *sql;
    int code_column, level_column;
    /* An item of a row. New reference. */
    json_t *(*item)(struct task *task, const struct db_rows *rows, int row);
};

/* A page of the list (base/page.h). New reference, NULL when refused. */
json_t *region_page_json(struct task *task, const struct region_listing *listing,
                         const char *county_code, const struct page *page, struct refusal *why);

#endif
