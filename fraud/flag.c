#include "fraud/flag.h"

#include <string.h>

#include "base/stamp.h"
#include "catalog/benefit_link.h"
#include "gen/fraud/sql.h"
#include "registry/household.h"

const struct refusal_kind FRAUD_OWN_CASE = {"fraud_own_case", 403,
                                            "这条疑点和您自己的单位或家庭有关，请让别的审计员来定"};
const struct refusal_kind FRAUD_DECIDED = {"fraud_decided", 409, "这条疑点已经有人定过了"};
const struct refusal_kind FRAUD_NO_LINK = {
    "fraud_no_link", 422, "这条疑点不是关于一户和一个卖家的，没有可以停的联结或者农户"};

static const char NOTHING[] = "nothing", LINK[] = "link", HOUSEHOLD[] = "household";
const char *const FRAUD_FOLLOWS[] = {NOTHING, LINK, HOUSEHOLD, NULL};

static const struct machine_move MOVES[] = {
    {FRAUD_FLAG_RAISED, FRAUD_FLAG_LOOKED_AT, "somebody has taken it up"},
    {FRAUD_FLAG_RAISED, FRAUD_FLAG_CONFIRMED, "it is fraud"},
    {FRAUD_FLAG_RAISED, FRAUD_FLAG_CLEARED, "it is in order"},
    {FRAUD_FLAG_LOOKED_AT, FRAUD_FLAG_CONFIRMED, "it is fraud"},
    {FRAUD_FLAG_LOOKED_AT, FRAUD_FLAG_CLEARED, "it is in order"},
};
const struct machine FRAUD_FLAG_MACHINE =
    MACHINE("fraud_flag", FRAUD_FLAG_STATES, STATE_SET(FRAUD_FLAG_RAISED), MOVES,
            &SQL_audit_fraud_flag_state);

/* ---- reading ---- */

json_t *fraud_flag_list_json(struct task *task, const char *county_code, const char *state,
                             const char *kind, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_fraud_flag_list,
                        DB_ARGS(DB_TEXT(county_code), machine_states(&FRAUD_FLAG_MACHINE, state),
                                DB_TEXT(kind), PAGE_ARGS_DOWN(page), DB_I64(0)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, FRAUD_FLAG_LIST_FLAG_ID);
}

bool fraud_flag_county(struct task *task, int64_t flag_id, const char **county_code,
                       struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_fraud_flag_find, DB_ARGS(DB_I64(flag_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *county_code = db_text(rows, 0, FRAUD_FLAG_FIND_COUNTY_CODE);
    return true;
}

json_t *fraud_flag_json(struct task *task, int64_t flag_id, struct refusal *why)
{
    struct page page = {.limit = 1};
    struct db_rows *rows;
    const char *county_code;
    if (!fraud_flag_county(task, flag_id, &county_code, why) ||
        !db_query_class(task, DB_SLOW, &SQL_fraud_flag_list,
                        DB_ARGS(DB_TEXT(county_code), machine_states(&FRAUD_FLAG_MACHINE, ""),
                                DB_TEXT(""), PAGE_ARGS_DOWN(&page), DB_I64(flag_id)),
                        &rows, why))
        return NULL;
    return db_row_json(rows, 0);
}

/* ---- deciding ---- */

struct ending {
    const struct fraud_decision *decision;
    enum fraud_flag_state to;
    struct benefit_link link; /* what it is about */
    bool counts;              /* the household: one that does not is as it should be */
};

static bool follows(const struct ending *ending, const char *what)
{
    return strcmp(ending->decision->follows, what) == 0;
}

/* Locks the flag, if its actor may decide it; *state as it is. */
static bool lock(struct db_tx *tx, struct ending *ending, enum fraud_flag_state *state,
                 struct refusal *why)
{
    struct db_rows *rows;
    const struct fraud_decision *decision = ending->decision;
    if (!db_tx_query(tx, &SQL_fraud_flag_lock,
                     DB_ARGS(DB_I64(decision->flag_id), DB_I64(decision->actor_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (db_bool(rows, 0, FRAUD_FLAG_LOCK_IS_OWN))
        return refuse(why, &FRAUD_OWN_CASE, NULL);
    *state = machine_state(&FRAUD_FLAG_MACHINE, db_text(rows, 0, FRAUD_FLAG_LOCK_STATE));
    ending->link =
        (struct benefit_link){.county_code = db_text(rows, 0, FRAUD_FLAG_LOCK_COUNTY_CODE),
                              .household_id = db_i64(rows, 0, FRAUD_FLAG_LOCK_HOUSEHOLD_ID),
                              .producer_id = db_i64(rows, 0, FRAUD_FLAG_LOCK_ORGANISATION_ID)};
    ending->counts = db_bool(rows, 0, FRAUD_FLAG_LOCK_COUNTS);
    return true;
}

/* What was asked for must be there to be done. */
static bool can_follow(const struct ending *ending, struct refusal *why)
{
    bool has_household = ending->link.household_id != 0;
    if ((follows(ending, HOUSEHOLD) && !has_household) ||
        (follows(ending, LINK) && (!has_household || ending->link.producer_id == 0)))
        return refuse(why, &FRAUD_NO_LINK, "follows");
    return true;
}

static bool follow(struct task *task, struct db_tx *tx, const struct ending *ending,
                   struct refusal *why)
{
    const struct fraud_decision *decision = ending->decision;
    const struct benefit_link_mover mover = {LINK_CAUSE_FLAG, decision->actor_id, decision->reason};
    if (follows(ending, LINK))
        return benefit_link_hold(task, tx, &ending->link, 1, &mover, why);
    return !follows(ending, HOUSEHOLD) || !ending->counts ||
           household_move_in(tx, ending->link.household_id, HOUSEHOLD_SUSPENDED, decision->actor_id,
                             decision->reason, why);
}

static bool end_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct ending *ending = argument;
    const struct fraud_decision *decision = ending->decision;
    enum fraud_flag_state from = FRAUD_FLAG_RAISED;
    if (!lock(tx, ending, &from, why))
        return false;
    if (from == ending->to && from == FRAUD_FLAG_LOOKED_AT)
        return true;
    if (!machine_allows(&FRAUD_FLAG_MACHINE, (int)from, (int)ending->to))
        return refuse(why, &FRAUD_DECIDED, NULL);
    if (!can_follow(ending, why))
        return false;
    bool decides = ending->to != FRAUD_FLAG_LOOKED_AT;
    db_tx_send(tx, &SQL_fraud_flag_move,
               DB_ARGS(DB_I64(decision->flag_id),
                       DB_TEXT(machine_state_name(&FRAUD_FLAG_MACHINE, (int)ending->to)),
                       DB_BOOL(decides), DB_I64(decision->actor_id), DB_TEXT(decision->reason),
                       DB_TEXT(decision->follows)));
    db_tx_send(tx, &SQL_fraud_flag_stamp, DB_ARGS(stamp_key(), DB_I64S(&decision->flag_id, 1)));
    machine_log(tx, &FRAUD_FLAG_MACHINE, &decision->flag_id, &ending->link.county_code, 1,
                (int)from, (int)ending->to, decision->actor_id, decision->reason);
    return follow(task, tx, ending, why);
}

bool fraud_flag_look(struct task *task, int64_t flag_id, int64_t actor_id, struct refusal *why)
{
    struct fraud_decision look = {
        .flag_id = flag_id, .actor_id = actor_id, .follows = NOTHING, .reason = ""};
    struct ending ending = {.decision = &look, .to = FRAUD_FLAG_LOOKED_AT};
    return db_transact(task, DB_FAST, end_body, &ending, why);
}

bool fraud_flag_decide(struct task *task, const struct fraud_decision *decision,
                       struct refusal *why)
{
    struct ending ending = {.decision = decision,
                            .to = decision->confirmed ? FRAUD_FLAG_CONFIRMED : FRAUD_FLAG_CLEARED};
    return db_transact(task, DB_FAST, end_body, &ending, why);
}
