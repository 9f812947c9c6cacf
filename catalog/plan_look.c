#include "catalog/plan_look.h"

#include <string.h>

#include "base/lane.h"
#include "gen/catalog/sql.h"

enum {
    BATCH_MAX = 100,
    QUEUE_MAX = 4000,
    SHARED_MAX = 256 /* who looks at more does so alone */
};

/* What one caller looks at. */
struct party {
    struct plan_look *looks;
    int count;
    struct arena *arena; /* of the caller */
};

/* The columns that the statement takes. */
struct seen {
    int64_t household_id, producer_id;
    const char *county_code, *village_code;
    struct plan_look *look;
    struct arena *arena;
};

static struct lane *lane;

static int list_seen(const struct party *party, struct seen *seen)
{
    for (int i = 0; i < party->count; i++) {
        struct plan_look *look = &party->looks[i];
        seen[i] = (struct seen){.household_id = look->share->household_id,
                                .producer_id = look->plan->producer_id,
                                .county_code = look->plan->county_code,
                                .village_code = look->share->village_code,
                                .look = look,
                                .arena = party->arena};
    }
    return party->count;
}

static void correct(const struct db_rows *rows, int row, const struct seen *seen)
{
    struct plan_share *share = seen->look->share;
    const char *village_code = db_text(rows, row, PLAN_STATE_VILLAGE_CODE);
    seen->look->moved = strcmp(village_code, share->village_code) != 0;
    share->village_code = arena_strdup(seen->arena, village_code);
    share->state = (enum household_state)machine_state(&HOUSEHOLD_MACHINE,
                                                       db_text(rows, row, PLAN_STATE_STATE));
    share->link = (enum benefit_link_state)machine_state(&BENEFIT_LINK_MACHINE,
                                                         db_text(rows, row, PLAN_STATE_LINK_STATE));
}

static bool look_at(struct task *task, struct db_tx *tx, const struct seen *seen, int n,
                    struct refusal *why)
{
    struct db_rows *rows;
    const struct db_value args[] = {
        DB_COLUMN_I64(seen, n, household_id), DB_COLUMN_TEXT(seen, n, county_code),
        DB_COLUMN_TEXT(seen, n, village_code), DB_COLUMN_I64(seen, n, producer_id)};
    int count = (int)(sizeof args / sizeof args[0]);
    bool good = tx != NULL ? db_tx_query(tx, &SQL_plan_state, args, count, &rows, why)
                           : db_query(task, &SQL_plan_state, args, count, &rows, why);
    if (!good)
        return false;
    for (int row = 0; row < db_count(rows); row++)
        correct(rows, row, &seen[db_i64(rows, row, PLAN_STATE_POSITION) - 1]);
    return true;
}

static bool look_together(struct task *task, struct db_tx *tx, struct lane_item **items, int count,
                          struct refusal *why)
{
    int n = 0;
    for (int i = 0; i < count; i++)
        n += ((const struct party *)items[i]->data)->count;
    struct seen *seen = arena_array(task->arena, (size_t)n, sizeof(*seen));
    n = 0;
    for (int i = 0; i < count; i++)
        n += list_seen(items[i]->data, seen + n);
    return look_at(task, tx, seen, n, why);
}

void plan_look_start(void)
{
    lane = lane_new_reading("plan_look", look_together, BATCH_MAX, QUEUE_MAX);
}

bool plan_look(struct task *task, struct db_tx *tx, struct plan_look *looks, int count,
               struct refusal *why)
{
    struct party party = {.looks = looks, .count = count, .arena = task->arena};
    if (tx == NULL && lane != NULL && count <= SHARED_MAX)
        return lane_run(task, lane, &party, why);
    struct seen *seen = arena_array(task->arena, (size_t)count, sizeof(*seen));
    return look_at(task, tx, seen, list_seen(&party, seen), why);
}
