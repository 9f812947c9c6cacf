#include "ledger/roll_up.h"

#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/db.h"
#include "base/id.h"
#include "base/year.h"
#include "gen/ledger/sql.h"
#include "ledger/follow.h"

/* One run, in a transaction that may be tried again. */
struct taking {
    int64_t began_ms;
    roll_up_also *also;
    bool more;
};

/* What a run found to take. */
struct found {
    int64_t *plain, *odd; /* orders */
    int64_t *all;         /* both */
    int plain_count, odd_count;
};

static struct found read_found(struct task *task, const struct db_rows *rows)
{
    size_t n = (size_t)db_count(rows);
    struct found found = {.plain = arena_array(task->arena, n, sizeof(int64_t)),
                          .odd = arena_array(task->arena, n, sizeof(int64_t)),
                          .all = arena_array(task->arena, n, sizeof(int64_t))};
    for (int i = 0; i < (int)n; i++) {
        int64_t order_id = db_i64(rows, i, ROLL_UP_FIND_ORDER_ID);
        if (order_id == 0)
            continue;
        found.all[found.plain_count + found.odd_count] = order_id;
        if (db_bool(rows, i, ROLL_UP_FIND_IS_PLAIN))
            found.plain[found.plain_count++] = order_id;
        else
            found.odd[found.odd_count++] = order_id;
    }
    return found;
}

static bool take(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct taking *taking = argument;
    struct follow run;
    struct db_rows *rows;
    if (!follow_begin(tx, ROLL_UP_FOLLOWER, taking->began_ms, &run, why) ||
        !db_tx_query(tx, &SQL_roll_up_find,
                     DB_ARGS(DB_I64(run.floor_id), DB_I64(ROLL_UP_TRANSFERS)), &rows, why))
        return false;
    struct found found = read_found(task, rows);
    taking->more = db_i64(rows, 0, ROLL_UP_FIND_TRANSFERS) == ROLL_UP_TRANSFERS;
    int count = found.plain_count + found.odd_count;
    if (count > 0) {
        db_tx_send(
            tx, &SQL_roll_up_take,
            DB_ARGS(DB_I64S(found.plain, found.plain_count), DB_I64S(found.odd, found.odd_count)));
        db_tx_send(tx, &SQL_roll_up_county, DB_ARGS(DB_I64S(found.all, count)));
    }
    struct roll_up_range range = {run.floor_id,
                                  taking->more ? db_i64(rows, 0, ROLL_UP_FIND_LAST_ID) : INT64_MAX};
    if (!taking->also(task, tx, &range, why))
        return false;
    follow_end(tx, &run, range.last_id, db_text(rows, 0, ROLL_UP_FIND_OLDEST_XID));
    return true;
}

bool roll_up_take(struct task *task, roll_up_also *also, int *done, struct refusal *why)
{
    struct taking taking = {.began_ms = clock_now_us() / 1000, .also = also};
    if (!db_transact(task, DB_REPORT, take, &taking, why))
        return false;
    *done = taking.more ? ROLL_UP_MORE : 0;
    return true;
}

bool roll_up_build(struct task *task, struct refusal *why)
{
    return db_query_class(task, DB_AUDIT, &SQL_roll_up_build, DB_NO_ARGS, NULL, why);
}

bool roll_up_hold(struct db_tx *tx, struct refusal *why)
{
    struct db_rows *rows;
    return db_tx_query(tx, &SQL_roll_up_hold, DB_ARGS(DB_TEXT(ROLL_UP_FOLLOWER)), &rows, why);
}

void roll_up_moved_clear(struct db_tx *tx, const struct roll_up_moved *kept, int count)
{
    db_tx_send(tx, &SQL_roll_up_moved_clear,
               DB_ARGS(DB_COLUMN_I64(kept, count, household_id), DB_COLUMN_TEXT(kept, count, month),
                       DB_COLUMN_TEXT(kept, count, kind)));
}

/* ---- what has changed since ---- */

bool roll_up_late_of_household(struct task *task, int64_t household_id, struct roll_up_late *late,
                               struct refusal *why)
{
    struct db_rows *rosters, *orders;
    int64_t floor_id;
    if (!follow_floor(task, ROLL_UP_FOLLOWER, &floor_id, why) ||
        !db_query(task, &SQL_roll_up_roster, DB_ARGS(DB_I64(household_id)), &rosters, why))
        return false;
    late->rosters = db_column(task->arena, rosters, ROLL_UP_ROSTER_ROSTER_ID);
    late->roster_count = db_count(rosters);
    if (!db_query_class(task, DB_SLOW, &SQL_roll_up_late,
                        DB_ARGS(DB_I64(floor_id), DB_I64S(late->rosters, late->roster_count)),
                        &orders, why))
        return false;
    late->orders = db_column(task->arena, orders, ROLL_UP_LATE_ORDER_ID);
    late->order_count = db_count(orders);
    return true;
}

bool roll_up_late_of_all(struct task *task, struct roll_up_late *late, struct refusal *why)
{
    struct db_rows *orders;
    int64_t floor_id;
    if (!follow_floor(task, ROLL_UP_FOLLOWER, &floor_id, why) ||
        !db_query_class(task, DB_REPORT, &SQL_roll_up_late_all, DB_ARGS(DB_I64(floor_id)), &orders,
                        why))
        return false;
    *late =
        (struct roll_up_late){.orders = db_column(task->arena, orders, ROLL_UP_LATE_ALL_ORDER_ID),
                              .order_count = db_count(orders)};
    return true;
}

bool roll_up_late_of_county(struct task *task, const char *county_code, struct roll_up_late *late,
                            struct refusal *why)
{
    struct db_rows *orders;
    int64_t floor_id;
    if (!follow_floor(task, ROLL_UP_FOLLOWER, &floor_id, why) ||
        !db_query_class(task, DB_SLOW, &SQL_roll_up_late_county,
                        DB_ARGS(DB_I64(floor_id), DB_TEXT(county_code)), &orders, why))
        return false;
    *late = (struct roll_up_late){.orders =
                                      db_column(task->arena, orders, ROLL_UP_LATE_COUNTY_ORDER_ID),
                                  .order_count = db_count(orders)};
    return true;
}

/* ---- proof ---- */

enum { NAMED_MAX = 40 };

/* The households behind *after; *more when there are others behind them. */
static bool prove_some(struct task *task, int64_t *after, json_t *violations, bool *more,
                       struct refusal *why)
{
    struct db_rows *rows;
    struct roll_up_late late;
    if (!db_query_class(task, DB_AUDIT, &SQL_household_page,
                        DB_ARGS(DB_I64(*after), DB_I64(ROLL_UP_PROVED)), &rows, why) ||
        !roll_up_late_of_all(task, &late, why))
        return false;
    *more = db_i64(rows, 0, HOUSEHOLD_PAGE_HOUSEHOLDS) == ROLL_UP_PROVED;
    int64_t first = *after + 1;
    *after = *more ? db_i64(rows, 0, HOUSEHOLD_PAGE_LAST_ID) : INT64_MAX;
    return audit_ask(task, &SQL_audit_roll_up_household,
                     DB_ARGS(DB_I64(first), DB_I64(*after), DB_I64S(late.orders, late.order_count)),
                     violations, why);
}

/* Who it is, where households together have something else than their orders. */
static bool name_households(struct task *task, json_t *violations, struct refusal *why)
{
    struct arena *own = task->arena;
    bool asked, more;
    int64_t after = 0;
    do {
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        asked = prove_some(task, &after, violations, &more, why);
        arena_free(task->arena);
        task->arena = own;
    } while (asked && more && json_array_size(violations) < NAMED_MAX);
    return asked;
}

static bool hold_months(struct task *task, const char *month, int64_t first_order,
                        json_t *violations, struct refusal *why)
{
    return audit_ask_whole(task, &SQL_audit_roll_up_month,
                           DB_ARGS(DB_TEXT(month), DB_I64(first_order)), violations, why);
}

/* An order is paid or over within an hour, or within days when the mall was away: these are looked
 * at, and where that does not come out all months are, before anything is said. */
static bool hold_months_since(struct task *task, int64_t from_id, const struct year_floor *floor,
                              json_t *violations, struct refusal *why)
{
    enum { DAY_OF_MONTH = 8, MONTH_LENGTH = 7, SLACK_DAYS = 3 };
    char month[11];
    int64_t from_ms = id_time_ms(from_id);
    clock_beijing_day(from_ms * 1000, month);
    int64_t days = strtol(month + DAY_OF_MONTH, NULL, 10) + SLACK_DAYS;
    month[MONTH_LENGTH] = '\0';
    if (strcmp(month, floor->months_from) <= 0)
        return hold_months(task, floor->months_from, floor->rows_from, violations, why);
    json_t *doubts = json_array();
    bool asked =
        hold_months(task, month, id_first_of_ms(from_ms - days * INT64_C(86400000)), doubts, why);
    bool well = json_array_size(doubts) == 0;
    json_decref(doubts);
    return asked &&
           (well || hold_months(task, floor->months_from, floor->rows_from, violations, why));
}

bool roll_up_prove(struct task *task, int64_t from_id, json_t *violations, struct refusal *why)
{
    struct year_floor floor;
    if (!year_floor(task, &floor, why))
        return false;
    bool asked = from_id > 0
                     ? hold_months_since(task, from_id, &floor, violations, why)
                     : hold_months(task, floor.months_from, floor.rows_from, violations, why);
    return asked && (json_array_size(violations) == 0 || name_households(task, violations, why));
}
