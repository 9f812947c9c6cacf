#include "catalog/listing_review.h"

#include <string.h>

#include "base/id.h"
#include "catalog/machines.h"
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
struct held {
    struct task *task;
    struct db_tx *tx;
    int64_t version_id, listing_id, current_version_id, plan_id;
    const char *county_code;
    const char *state;
    int64_t actor_id;
};

static bool hold(struct task *task, struct db_tx *tx, int64_t version_id, int64_t actor_id,
                 struct held *held, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_version_lock, DB_ARGS(DB_I64(version_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *held = (struct held){.task = task,
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
    held->state = db_text(rows, 0, LISTING_VERSION_STATE_STATE);
    return true;
}

static bool move_version(struct held *held, int64_t version_id, const char *from, const char *to,
                         const char *reason, struct refusal *why)
{
    struct db_rows *rows;
    int was = machine_state(&LISTING_MACHINE, from), is = machine_state(&LISTING_MACHINE, to);
    if (!machine_allows(&LISTING_MACHINE, was, is))
        return refuse(why, &LISTING_WRONG_STATE, NULL);
    if (!db_tx_query(held->tx, &SQL_listing_version_move,
                     DB_ARGS(DB_I64(version_id), DB_TEXT(from), DB_TEXT(to)), &rows, why))
        return false;
    if (db_affected(rows) == 0)
        return refuse(why, &LISTING_WRONG_STATE, NULL);
    machine_log(held->tx, &LISTING_MACHINE, &version_id, &held->county_code, 1, was, is,
                held->actor_id, reason);
    return true;
}

/* Moves the version itself and remembers where it stands now. */
static bool move(struct held *held, const char *to, const char *reason, struct refusal *why)
{
    if (!move_version(held, held->version_id, held->state, to, reason, why))
        return false;
    held->state = to;
    return true;
}

/* All workers drop what they keep of the listing; lists change too. */
static void notify(struct held *held)
{
    const char *tag = arena_printf(held->task->arena, "listing:%lld", (long long)held->listing_id);
    db_tx_send(held->tx, &SQL_cache_notify, DB_ARGS(DB_TEXT(tag)));
    db_tx_send(held->tx, &SQL_cache_notify, DB_ARGS(DB_TEXT("products")));
}

static bool publish(struct held *held, struct refusal *why)
{
    if (held->current_version_id != 0 &&
        !move_version(held, held->current_version_id, "on_sale", "off_sale",
                      "replaced by a newer version", why))
        return false;
    if (!move(held, "on_sale", "published", why))
        return false;
    db_tx_send(held->tx, &SQL_listing_set_current,
               DB_ARGS(DB_I64(held->listing_id), DB_I64(held->version_id)));
    notify(held);
    return true;
}

/* ---- handing in ---- */

struct submission {
    int64_t version_id, actor_id;
};

static bool check_households(struct held *held, struct refusal *why)
{
    struct plan plan;
    if (!plan_load(held->task, held->tx, &held->plan_id, 1, &plan, why))
        return false;
    for (int p = 0; p < plan.pool_count; p++) {
        for (int s = 0; s < plan.pools[p].share_count; s++) {
            if (strcmp(plan.pools[p].shares[s].state, "confirmed") != 0)
                return refuse(why, &PLAN_HOUSEHOLD_UNCONFIRMED, "plan");
        }
    }
    return true;
}

static bool submit_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct submission *submission = argument;
    struct held held;
    return hold(task, tx, submission->version_id, submission->actor_id, &held, why) &&
           check_households(&held, why) && move(&held, "submitted", "handed in", why);
}

bool listing_submit(struct task *task, int64_t version_id, int64_t actor_id, struct refusal *why)
{
    struct submission submission = {version_id, actor_id};
    return db_transact(task, DB_FAST, submit_body, &submission, why);
}

static bool withdraw_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct submission *submission = argument;
    struct held held;
    return hold(task, tx, submission->version_id, submission->actor_id, &held, why) &&
           move(&held, "expired", "withdrawn by its producer", why);
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

static void publish_later(struct held *held)
{
    char version[21];
    json_t *payload = json_pack("{s:s}", "version_id", id_text(held->version_id, version));
    job_add(held->tx, "listing_publish", version, payload, days_of_publicity * DAY_MS,
            held->county_code);
    json_decref(payload);
}

static bool approve(struct held *held, const struct listing_review *review, struct refusal *why)
{
    const char *note = review->note;
    if (review->desk == DESK_TOWNSHIP)
        return move(held, "township_checked", note, why);
    if (strcmp(held->state, "submitted") == 0 && needs_township)
        return refuse(why, &LISTING_NOT_CHECKED, NULL);
    if (!move(held, "county_approved", note, why) ||
        !move(held, "publicised", "shown for objections", why))
        return false;
    if (days_of_publicity == 0)
        return publish(held, why);
    publish_later(held);
    return true;
}

static bool reject(struct held *held, const struct listing_review *review, struct refusal *why)
{
    const char *text = arena_printf(held->task->arena, "%s%s%s", review->reason,
                                    review->note[0] == '\0' ? "" : ": ", review->note);
    if (review->desk == DESK_TOWNSHIP && strcmp(held->state, "submitted") != 0)
        return refuse(why, &LISTING_WRONG_STATE, NULL);
    return move(held, "rejected", text, why);
}

static bool decide_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct decision *decision = argument;
    struct held held;
    if (!hold(task, tx, decision->version_id, decision->review->actor_id, &held, why))
        return false;
    return decision->review->approve ? approve(&held, decision->review, why)
                                     : reject(&held, decision->review, why);
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
    struct held held;
    if (!hold(task, tx, *(const int64_t *)argument, ACTOR_SYSTEM, &held, why))
        return false;
    return strcmp(held.state, "publicised") != 0 || publish(&held, why);
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
};

static bool take_off_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct removal *removal = argument;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_lock, DB_ARGS(DB_I64(removal->listing_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    struct held held = {.task = task,
                        .tx = tx,
                        .listing_id = removal->listing_id,
                        .county_code = db_text(rows, 0, LISTING_LOCK_COUNTY_CODE),
                        .version_id = db_i64(rows, 0, LISTING_LOCK_CURRENT_VERSION_ID),
                        .state = "on_sale",
                        .actor_id = removal->actor_id};
    if (held.version_id == 0)
        return refuse(why, &LISTING_NOT_ON_SALE, NULL);
    if (!move(&held, "off_sale", removal->reason, why))
        return false;
    db_tx_send(tx, &SQL_listing_set_current, DB_ARGS(DB_I64(held.listing_id), DB_NULL));
    notify(&held);
    return true;
}

bool listing_take_off(struct task *task, int64_t listing_id, int64_t actor_id, const char *reason,
                      struct refusal *why)
{
    struct removal removal = {listing_id, actor_id, reason};
    return db_transact(task, DB_FAST, take_off_body, &removal, why);
}
