#include "catalog/benefit_link.h"

#include "base/arena.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/catalog/sql.h"

static const struct machine_move MOVES[] = {
    {BENEFIT_LINK_FREE, BENEFIT_LINK_HELD, "联结有疑问，先不计入"},
    {BENEFIT_LINK_HELD, BENEFIT_LINK_FREE, "疑问没有了，照常计入"},
    {BENEFIT_LINK_HELD, BENEFIT_LINK_ENDED, "联结不成立，不再计入"},
    {BENEFIT_LINK_ENDED, BENEFIT_LINK_HELD, "重新核实"},
    {BENEFIT_LINK_ENDED, BENEFIT_LINK_FREE, "联结成立，恢复计入"},
};
const struct machine BENEFIT_LINK_MACHINE =
    MACHINE("benefit_link", BENEFIT_LINK_STATES, STATE_SET(BENEFIT_LINK_FREE), MOVES,
            &SQL_audit_benefit_link_state);

const struct refusal_kind LINK_OWN_CASE = {"link_own_case", 403,
                                           "这条联结和您自己的单位或家庭有关，请让别的审计员来定"};

bool benefit_link_check_person(struct db_tx *tx, const struct benefit_link *link, int64_t actor_id,
                               struct refusal *why)
{
    struct db_rows *rows;
    return db_tx_query(
               tx, &SQL_benefit_link_own,
               DB_ARGS(DB_I64(actor_id), DB_I64(link->producer_id), DB_I64(link->household_id)),
               &rows, why) &&
           (!db_bool(rows, 0, BENEFIT_LINK_OWN_IS_OWN) || refuse(why, &LINK_OWN_CASE, NULL));
}

/* A link's row, locked. */
struct row {
    int64_t id;
    const char *county_code;
    enum benefit_link_state from, to;
    bool has_cause, is_flagged;
    int other_causes; /* how many more hold it */
    const char *to_word;
};

struct row_list {
    struct row *items;
    int count;
};

static bool lock_rows(struct task *task, struct db_tx *tx, const struct benefit_link *links,
                      int count, const char *cause, struct row_list *list, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_benefit_link_lock,
                     DB_ARGS(DB_COLUMN_TEXT(links, count, county_code),
                             DB_COLUMN_I64(links, count, household_id),
                             DB_COLUMN_I64(links, count, producer_id), DB_TEXT(cause)),
                     &rows, why))
        return false;
    list->count = db_count(rows);
    list->items = arena_array(task->arena, (size_t)list->count + 1, sizeof(*list->items));
    for (int i = 0; i < list->count; i++) {
        struct row *row = &list->items[i];
        row->id = db_i64(rows, i, BENEFIT_LINK_LOCK_ID);
        row->county_code = db_text(rows, i, BENEFIT_LINK_LOCK_COUNTY_CODE);
        row->from = (enum benefit_link_state)machine_state(
            &BENEFIT_LINK_MACHINE, db_text(rows, i, BENEFIT_LINK_LOCK_STATE));
        row->to = row->from;
        row->has_cause = db_bool(rows, i, BENEFIT_LINK_LOCK_HAS_CAUSE);
        row->is_flagged = db_bool(rows, i, BENEFIT_LINK_LOCK_IS_FLAGGED);
        row->other_causes =
            (int)db_i64(rows, i, BENEFIT_LINK_LOCK_CAUSE_COUNT) - (row->has_cause ? 1 : 0);
    }
    return true;
}

/* The moves that stand alike, in one log entry each way. */
static void log_moves(struct task *task, struct db_tx *tx, const struct row_list *list,
                      const struct benefit_link_mover *mover)
{
    int64_t *ids = arena_array(task->arena, (size_t)list->count, sizeof(*ids));
    const char **counties = arena_array(task->arena, (size_t)list->count, sizeof(*counties));
    for (size_t m = 0; m < sizeof(MOVES) / sizeof(MOVES[0]); m++) {
        int n = 0;
        for (int i = 0; i < list->count; i++) {
            if ((int)list->items[i].from != MOVES[m].from || (int)list->items[i].to != MOVES[m].to)
                continue;
            ids[n] = list->items[i].id;
            counties[n++] = list->items[i].county_code;
        }
        if (n > 0)
            machine_log(tx, &BENEFIT_LINK_MACHINE, ids, counties, n, MOVES[m].from, MOVES[m].to,
                        mover->actor_id, mover->reason);
    }
}

static void write_rows(struct task *task, struct db_tx *tx, struct row_list *list,
                       const struct benefit_link_mover *mover, bool adds)
{
    if (list->count == 0)
        return;
    for (int i = 0; i < list->count; i++)
        list->items[i].to_word = machine_state_name(&BENEFIT_LINK_MACHINE, list->items[i].to);
    db_tx_send(tx, &SQL_benefit_link_move,
               DB_ARGS(DB_COLUMN_I64(list->items, list->count, id),
                       DB_COLUMN_TEXT(list->items, list->count, to_word), DB_TEXT(mover->cause),
                       DB_BOOL(adds)));
    log_moves(task, tx, list, mover);
}

bool benefit_link_hold(struct task *task, struct db_tx *tx, const struct benefit_link *links,
                       int count, const struct benefit_link_mover *mover, struct refusal *why)
{
    struct row_list list;
    if (count == 0)
        return true;
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof(*ids));
    for (int i = 0; i < count; i++)
        ids[i] = id_next();
    db_tx_send(tx, &SQL_benefit_link_add,
               DB_ARGS(stamp_key(), DB_I64S(ids, (size_t)count),
                       DB_COLUMN_TEXT(links, count, county_code),
                       DB_COLUMN_I64(links, count, household_id),
                       DB_COLUMN_I64(links, count, producer_id)));
    if (!lock_rows(task, tx, links, count, mover->cause, &list, why))
        return false;
    for (int i = 0; i < list.count; i++)
        if (list.items[i].from == BENEFIT_LINK_FREE)
            list.items[i].to = BENEFIT_LINK_HELD;
    write_rows(task, tx, &list, mover, true);
    return true;
}

bool benefit_link_free(struct task *task, struct db_tx *tx, const struct benefit_link *links,
                       int count, const struct benefit_link_mover *mover, struct refusal *why)
{
    struct row_list list;
    int n = 0;
    if (count == 0)
        return true;
    if (!lock_rows(task, tx, links, count, mover->cause, &list, why))
        return false;
    for (int i = 0; i < list.count; i++) {
        struct row row = list.items[i];
        if (!row.has_cause || row.from == BENEFIT_LINK_ENDED)
            continue;
        row.to = row.other_causes > 0 ? BENEFIT_LINK_HELD : BENEFIT_LINK_FREE;
        list.items[n++] = row;
    }
    list.count = n;
    write_rows(task, tx, &list, mover, false);
    return true;
}

/* ---- a person decides ---- */

struct decision {
    const struct benefit_link *link;
    struct benefit_link_mover mover;
    bool ends; /* else reopens */
};

/* Where the decision takes it; false when it does not stand so. */
static bool decided(const struct decision *decision, struct row *row)
{
    if (decision->ends) {
        row->to = BENEFIT_LINK_ENDED;
        return row->from == BENEFIT_LINK_HELD;
    }
    row->to = row->has_cause ? BENEFIT_LINK_HELD : BENEFIT_LINK_FREE;
    return row->from == BENEFIT_LINK_ENDED || (row->from == BENEFIT_LINK_HELD && row->is_flagged);
}

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    struct row_list list;
    if (!benefit_link_check_person(tx, decision->link, decision->mover.actor_id, why) ||
        !lock_rows(task, tx, decision->link, 1, LINK_CAUSE_CONSENT, &list, why))
        return false;
    if (list.count == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!decided(decision, &list.items[0]))
        return refuse(why, &REFUSAL_CONFLICT, "state");
    write_rows(task, tx, &list, &decision->mover, false);
    return db_tx_wait(tx, why);
}

bool benefit_link_end(struct task *task, const struct benefit_link *link, int64_t actor_id,
                      const char *reason, struct refusal *why)
{
    struct decision decision = {link, {"", actor_id, reason}, .ends = true};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}

bool benefit_link_reopen(struct task *task, const struct benefit_link *link, int64_t actor_id,
                         const char *reason, struct refusal *why)
{
    struct decision decision = {link, {"", actor_id, reason}, .ends = false};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}

json_t *benefit_link_list_json(struct task *task, int64_t household_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_benefit_link_list, DB_ARGS(DB_I64(household_id)), &rows, why)
               ? db_rows_json(rows)
               : NULL;
}

json_t *benefit_link_household_json(struct task *task, int64_t household_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_benefit_link_of_household,
                          DB_ARGS(DB_I64(household_id)), &rows, why)
               ? db_rows_json(rows)
               : NULL;
}
