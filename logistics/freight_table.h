/* A county's freight table: one row for each group of destinations, found by the longest prefix of
 * the destination's region code ('' = everywhere else). A worker keeps tables in memory for a
 * minute; changing one tells all workers.
 */
#ifndef LOGISTICS_FREIGHT_TABLE_H
#define LOGISTICS_FREIGHT_TABLE_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/shape.h"
#include "logistics/freight.h"

enum { FREIGHT_MAX_ROWS = 100 };

extern const struct refusal_kind FREIGHT_ROW_TWICE;  /* 422 row_twice: two rows for one destination
                                                      */
extern const struct refusal_kind FREIGHT_NO_DEFAULT; /* 422 no_default_row */
extern const struct refusal_kind FREIGHT_CHANGED;    /* 409 freight_changed: not the table that was
                                                        read any more */

enum { FREIGHT_VERSION_LENGTH = 16 };

struct freight_zone {
    const char *region_prefix;
    struct freight_row price;
    bool deliverable;
};
struct freight_table {
    struct freight_zone *zones;
    int count;
};

/* The row for a region; NULL when the table has none for it. Pure. */
const struct freight_zone *freight_table_pick(const struct freight_table *table,
                                              const char *region_code);

/* The county's table; empty when it has none. It may only be used until the task next waits. */
bool freight_table_find(struct task *task, const char *county_code,
                        const struct freight_table **table, struct refusal *why);

/* The lowest freight anywhere for that weight; -1 when the county delivers nowhere. Pure. */
int64_t freight_table_lowest(const struct freight_table *table, int64_t weight_g);

/* ---- changing ---- */

struct freight_zone_draft {
    const char *region_prefix;
    int64_t first_g, first_fen, step_g, step_fen;
    bool deliverable;
};
struct freight_table_draft {
    struct shape_list rows; /* of struct freight_zone_draft */
    const char *version;    /* of the table that it was made from; "" = whatever stands there */
};
extern const struct shape FREIGHT_TABLE_SHAPE;

/* Every destination once, and one row with the prefix "". Pure. */
bool freight_table_check(const struct freight_table_draft *draft, struct refusal *why);

/* Puts the draft in the place of the county's table; FREIGHT_CHANGED when another stands there by
 * now than the draft's version says, so that of two editors none writes over the other unseen. */
bool freight_table_replace(struct task *task, const char *county_code,
                           const struct freight_table_draft *draft, struct refusal *why);

/* The county's table: {"county_code", "version", "rows": [...]}. The version is one of the content.
 * New reference. */
json_t *freight_table_json(struct task *task, const char *county_code, struct refusal *why);

/* Listens for changes; once per process. */
void freight_table_start(void);

#endif
