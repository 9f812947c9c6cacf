#include "catalog/listing_review.h"

#include "base/id.h"
#include "catalog/machines.h"
#include "catalog/product_row.h"
#include "gen/catalog/sql.h"

const struct refusal_kind LISTING_WRONG_STATE = {"wrong_state", 409,
                                                 "商品现在的状态不能这样操作，请刷新后再看"};
const struct refusal_kind LISTING_NOT_CHECKED = {"township_check_missing", 409,
                                                 "还没有经过乡镇核验，请先由乡镇核验"};
const struct refusal_kind LISTING_OWN_REVIEW = {"own_listing", 403, "不能审核自己所在主体的商品"};
const struct refusal_kind LISTING_NOT_ON_SALE = {"listing_not_on_sale", 409,
                                                 "这个商品现在没有在售"};

const char *const LISTING_REASONS[] = {"identity", "origin",  "linkage",   "quality", "price",
                                       "text",     "picture", "objection", "other",   NULL};

#define DAY_MS INT64_C(86400000)

static int days_of_publicity;
static bool needs_township;

void listing_review_start(int publicity_days, bool township_check)
{
    days_of_publicity = publicity_days;
    needs_township = township_check;
}

/* A version under the lock of its listing. */
struct locked {
    struct task *task;
    struct db_tx *tx;
    int64_t version_id, listing_id, current_version_id, plan_id;
    const char *county_code;
    enum listing_state state;
    int64_t actor_id;
};

static bool lock_version(struct task *task, struct db_tx *tx, int64_t version_id, int64_t actor_id,
                         struct locked *locked, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_version_lock, DB_ARGS(DB_I64(version_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *locked = (struct locked){.task = task,
                              .tx = tx,
                              .version_id = version_id,
                              .listing_id = db_i64(rows, 0, LISTING_VERSION_LOCK_LISTING_ID),
                              .county_code = db_text(rows, 0, LISTING_VERSION_LOCK_COUNTY_CODE),
                              .current_version_id =
                                  db_i64(rows, 0, LISTING_VERSION_LOCK_CURRENT_VERSION_ID),
                              .plan_id = db_i64(rows, 0, LISTING_VERSION_LOCK_PLAN_ID),
                              .actor_id = actor_id};
    /* The state is read after the lock was had: a query sees what was committed when it began. */
    if (!db_tx_query(tx, &SQL_listing_version_state, DB_ARGS(DB_I64(version_id)), &rows, why))
        return false;
    locked->state = (enum listing_state)machine_state(
        &LISTING_MACHINE, db_text(rows, 0, LISTING_VERSION_STATE_STATE));
    return true;
}

static bool move_version(struct locked *locked, int64_t version_id, enum listing_state from,
                         enum listing_state to, const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    if (!machine_allows(&LISTING_MACHINE, from, to))
        return refuse(why, &LISTING_WRONG_STATE, NULL);
    if (!db_tx_query(locked->tx, &SQL_listing_version_move,
                     DB_ARGS(DB_I64(version_id),
                             DB_TEXT(machine_state_name(&LISTING_MACHINE, from)),
                             DB_TEXT(machine_state_name(&LISTING_MACHINE, to))),
                     &rows, why))
        return false;
    if (db_affected(rows) == 0)
        return refuse(why, &LISTING_WRONG_STATE, NULL);
    machine_log(locked->tx, &LISTING_MACHINE, &version_id, &locked->county_code, 1, from, to,
                locked->actor_id, reason);
    return true;
}

/* Moves the version itself and remembers where it stands now. */
static bool move(struct locked *locked, enum listing_state to, const char *reason,
                 struct refusal *why)
{
    if (!move_version(locked, locked->version_id, locked->state, to, reason, why))
        return false;
    locked->state = to;
    return true;
}

/* All workers drop what they keep of the listing; lists change too. */
static void notify(struct locked *locked)
{
    const char *tag =
        arena_printf(locked->task->arena, "listing:%lld", (long long)locked->listing_id);
    db_tx_send(locked->tx, &SQL_cache_notify, DB_ARGS(DB_TEXT(tag)));
    db_tx_send(locked->tx, &SQL_cache_notify, DB_ARGS(DB_TEXT("products")));
}

static bool publish(struct locked *locked, struct refusal *why)
{
    if (locked->current_version_id != 0 &&
        !move_version(locked, locked->current_version_id, LISTING_ON_SALE, LISTING_OFF_SALE,
                      "replaced by a newer version", why))
        return false;
    if (!move(locked, LISTING_ON_SALE, "published", why))
        return false;
    db_tx_send(locked->tx, &SQL_listing_set_current,
               DB_ARGS(DB_I64(locked->listing_id), DB_I64(locked->version_id)));
    product_put(locked->tx, locked->listing_id);
    notify(locked);
    return true;
}

/* ---- handing in ---- */

struct submission {
    int64_t version_id, actor_id;
};

static bool check_households(struct locked *locked, struct refusal *why)
{
    struct plan plan;
    if (!plan_load(locked->task, locked->tx, &locked->plan_id, 1, &plan, why))
        return false;
    for (int p = 0; p < plan.pool_count; p++) {
        for (int s = 0; s < plan.pools[p].share_count; s++)
            if (plan_share_withheld(&plan.pools[p].shares[s]) != NULL)
                return refuse(why,
                              plan.pools[p].shares[s].state != HOUSEHOLD_CONFIRMED
                                  ? &PLAN_HOUSEHOLD_UNCONFIRMED
                                  : &PLAN_LINK_NOT_FREE,
                              "plan");
    }
    return true;
}

bool listing_submit_in(struct task *task, struct db_tx *tx, int64_t version_id, int64_t actor_id,
                       struct refusal *why)
{
    struct locked locked;
    return lock_version(task, tx, version_id, actor_id, &locked, why) &&
           check_households(&locked, why) && move(&locked, LISTING_SUBMITTED, "handed in", why);
}

static bool submit_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct submission *submission = argument;
    return listing_submit_in(task, tx, submission->version_id, submission->actor_id, why);
}

bool listing_submit(struct task *task, int64_t version_id, int64_t actor_id, struct refusal *why)
{
    struct submission submission = {version_id, actor_id};
    return db_transact(task, DB_FAST, submit_body, &submission, why);
}

static bool withdraw_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct submission *submission = argument;
    struct locked locked;
    return lock_version(task, tx, submission->version_id, submission->actor_id, &locked, why) &&
           move(&locked, LISTING_EXPIRED, "withdrawn by its producer", why);
}

bool listing_withdraw(struct task *task, int64_t version_id, int64_t actor_id, struct refusal *why)
{
    struct submission submission = {version_id, actor_id};
    return db_transact(task, DB_FAST, withdraw_body, &submission, why);
}

/* ---- deciding ---- */

struct decision {
    int64_t version_id;
    const struct listing_review *review;
};

static void publish_later(struct locked *locked)
{
    char version[21];
    json_t *payload = json_pack("{s:s}", "version_id", id_text(locked->version_id, version));
    job_add(locked->tx, "listing_publish", version, payload, days_of_publicity * DAY_MS,
            locked->county_code);
    json_decref(payload);
}

static bool approve(struct locked *locked, const struct listing_review *review, struct refusal *why)
{
    const char *note = review->note;
    if (review->desk == LISTING_DESK_TOWNSHIP)
        return move(locked, LISTING_TOWNSHIP_CHECKED, note, why);
    if (locked->state == LISTING_SUBMITTED && needs_township)
        return refuse(why, &LISTING_NOT_CHECKED, NULL);
    if (!move(locked, LISTING_COUNTY_APPROVED, note, why) ||
        !move(locked, LISTING_PUBLICISED, "shown for objections", why))
        return false;
    if (days_of_publicity == 0)
        return publish(locked, why);
    publish_later(locked);
    return true;
}

static bool reject(struct locked *locked, const struct listing_review *review, struct refusal *why)
{
    const char *text = arena_printf(locked->task->arena, "%s%s%s", review->reason,
                                    review->note[0] == '\0' ? "" : ": ", review->note);
    if (review->desk == LISTING_DESK_TOWNSHIP && locked->state != LISTING_SUBMITTED)
        return refuse(why, &LISTING_WRONG_STATE, NULL);
    return move(locked, LISTING_REJECTED, text, why);
}

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    struct locked locked;
    if (!lock_version(task, tx, decision->version_id, decision->review->actor_id, &locked, why))
        return false;
    return decision->review->approve ? approve(&locked, decision->review, why)
                                     : reject(&locked, decision->review, why);
}

bool listing_decide(struct task *task, int64_t version_id, const struct listing_review *review,
                    struct refusal *why)
{
    struct decision decision = {version_id, review};
    return db_transact(task, DB_FAST, decide_body, &decision, why);
}

/* ---- publication by time ---- */

static bool publish_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct locked locked;
    if (!lock_version(task, tx, *(const int64_t *)argument, ACTOR_SYSTEM, &locked, why))
        return false;
    return locked.state != LISTING_PUBLICISED || publish(&locked, why);
}

bool listing_publish_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    int64_t version_id;
    (void)job_id;
    const char *text = json_string_value(json_object_get(payload, "version_id"));
    if (text == NULL || !id_parse(text, &version_id))
        return refuse(why, &REFUSAL_BAD_REQUEST, "version_id");
    return db_transact(task, DB_FAST, publish_body, &version_id, why);
}

/* ---- taking off ---- */

struct removal {
    int64_t listing_id, actor_id;
    const char *reason;
    int64_t version_id; /* that was on sale */
};

static bool take_off_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct removal *removal = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_lock, DB_ARGS(DB_I64(removal->listing_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    struct locked locked = {.task = task,
                            .tx = tx,
                            .listing_id = removal->listing_id,
                            .county_code = db_text(rows, 0, LISTING_LOCK_COUNTY_CODE),
                            .version_id = db_i64(rows, 0, LISTING_LOCK_CURRENT_VERSION_ID),
                            .state = LISTING_ON_SALE,
                            .actor_id = removal->actor_id};
    if (locked.version_id == 0)
        return refuse(why, &LISTING_NOT_ON_SALE, NULL);
    if (!move(&locked, LISTING_OFF_SALE, removal->reason, why))
        return false;
    db_tx_send(tx, &SQL_listing_set_current, DB_ARGS(DB_I64(locked.listing_id), DB_NULL));
    product_drop(tx, locked.listing_id);
    notify(&locked);
    removal->version_id = locked.version_id;
    return true;
}

bool listing_take_off(struct task *task, int64_t listing_id, int64_t actor_id, const char *reason,
                      int64_t *version_id, struct refusal *why)
{
    struct removal removal = {.listing_id = listing_id, .actor_id = actor_id, .reason = reason};
    if (!db_transact(task, DB_FAST, take_off_body, &removal, why))
        return false;
    *version_id = removal.version_id;
    return true;
}
