#include "catalog/listing.h"

#include "base/change_trail.h"
#include "base/id.h"
#include "base/stamp.h"
#include "catalog/listing_review.h"
#include "catalog/machines.h"
#include "catalog/sku.h"
#include "gen/catalog/sql.h"
#include "media/picture.h"

const struct refusal_kind LISTING_PRODUCER_UNFIT = {"producer_unfit", 409,
                                                    "这个主体目前不能发布商品，请联系县级服务站"};
const struct refusal_kind LISTING_NO_STATION = {"no_station", 409,
                                                "本县还没有开通电商服务站，暂时不能发布商品"};
const struct refusal_kind LISTING_VILLAGE_OUTSIDE = {"village_outside", 422,
                                                     "产地应是本县的一个村"};
const struct refusal_kind LISTING_IN_REVIEW = {"version_in_review", 409,
                                               "上一次修改还在审核中，请等审核结束或先撤回"};

/* One draft on its way into the database. */
struct writing {
    const struct listing_writer *writer;
    const struct listing_draft *draft;
    int64_t producer_id;
    int64_t listing_id; /* 0 = a new listing */
    int64_t version_id;
    /* found inside the transaction */
    const char *county_code, *producer_name;
    int64_t station_id;
    int64_t plan_id;
    int64_t old_plan_id; /* of the newest version, 0 = none */
    int64_t old_id;      /* that version */
    const char *old_title;
};

/* ---- what must be so before ---- */

static bool find_producer(struct db_tx *tx, struct writing *writing, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_producer, DB_ARGS(DB_I64(writing->producer_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LISTING_PRODUCER_UNFIT, "producer_id");
    writing->county_code = db_text(rows, 0, LISTING_PRODUCER_COUNTY_CODE);
    writing->producer_name = db_text(rows, 0, LISTING_PRODUCER_NAME);
    if (db_is_null(rows, 0, LISTING_PRODUCER_STATION_ID))
        return refuse(why, &LISTING_NO_STATION, NULL);
    if (writing->station_id == 0)
        writing->station_id = db_i64(rows, 0, LISTING_PRODUCER_STATION_ID);
    return true;
}

static bool find_village(struct db_tx *tx, const struct writing *writing, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_village_path,
                     DB_ARGS(DB_TEXT(writing->draft->village_code), DB_TEXT(writing->county_code)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &LISTING_VILLAGE_OUTSIDE, "village_code");
    return true;
}

static bool check_register(struct task *task, struct db_tx *tx, struct writing *writing,
                           struct refusal *why)
{
    if (plan_draft_check_households(task, tx, &writing->draft->plan, writing->county_code,
                                    writing->producer_id, why))
        return true;
    refusal_prefix(why, "plan");
    return false;
}

/* ---- plan and version ---- */

static bool write_plan(struct task *task, struct db_tx *tx, struct writing *writing,
                       struct refusal *why)
{
    if (writing->old_plan_id != 0) {
        struct plan plan;
        if (!plan_load(task, tx, &writing->old_plan_id, 1, &plan, why))
            return false;
        if (plan_draft_equals(&writing->draft->plan, &plan)) {
            writing->plan_id = writing->old_plan_id;
            return true;
        }
    }
    writing->plan_id = id_next();
    plan_draft_insert(task, tx, &writing->draft->plan, writing->plan_id, writing->listing_id,
                      writing->county_code, writing->writer->actor_id);
    return true;
}

/* ---- pictures, and the form it came from ---- */

static bool write_pictures(struct db_tx *tx, struct writing *writing, struct refusal *why)
{
    const struct listing_picture *pictures = writing->draft->pictures.items;
    int64_t ids[LISTING_MAX_PICTURES];
    int count = writing->draft->pictures.count;
    bool all;
    if (count == 0)
        return true;
    for (int i = 0; i < count; i++)
        ids[i] = pictures[i].picture_id;
    if (!picture_keep(tx, writing->producer_id, ids, count, &all, why))
        return false;
    if (!all)
        return refuse(why, &LISTING_PICTURE_UNKNOWN, "pictures");
    db_tx_send(tx, &SQL_version_picture_add,
               DB_ARGS(DB_I64(writing->version_id), DB_TEXT(writing->county_code),
                       DB_COLUMN_I64(pictures, count, picture_id),
                       DB_COLUMN_TEXT(pictures, count, alt)));
    return true;
}

static bool hand_in(struct task *task, struct db_tx *tx, struct writing *writing,
                    struct refusal *why)
{
    const struct listing_writer *writer = writing->writer;
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_form_close,
                     DB_ARGS(DB_I64(writer->form_id), DB_I64(writer->form_revision),
                             DB_I64(writing->version_id), DB_I64(writing->listing_id)),
                     &rows, why))
        return false;
    if (db_affected(rows) == 0)
        return refuse(why, &REFUSAL_CONFLICT, "revision");
    return listing_submit_in(task, tx, writing->version_id, writer->actor_id, why);
}

static bool write_all(struct task *task, struct db_tx *tx, struct writing *writing,
                      struct refusal *why)
{
    writing->version_id = id_next();
    if (!find_village(tx, writing, why) || !check_register(task, tx, writing, why) ||
        !write_plan(task, tx, writing, why))
        return false;
    listing_draft_insert(tx, writing->draft,
                         &(struct listing_draft_row){.version_id = writing->version_id,
                                                     .listing_id = writing->listing_id,
                                                     .plan_id = writing->plan_id,
                                                     .county_code = writing->county_code,
                                                     .actor_id = writing->writer->actor_id});
    struct sku_owner owner = {writing->listing_id, writing->version_id, writing->county_code};
    if (!sku_write(tx, &owner, writing->draft, why) || !write_pictures(tx, writing, why))
        return false;
    db_tx_send(tx, &SQL_listing_stamp, DB_ARGS(stamp_key(), DB_I64S(&writing->listing_id, 1)));
    json_t *before = writing->old_id == 0 ? NULL
                                          : json_pack("{s:s, s:I}", "title", writing->old_title,
                                                      "version_id", (json_int_t)writing->old_id);
    change_trail_add(
        tx, &(struct change){.subject = "listing",
                             .subject_id = writing->listing_id,
                             .county_code = writing->county_code,
                             .action = writing->old_plan_id != 0 ? "revise" : "create",
                             .before = before,
                             .after = json_pack("{s:s, s:I}", "title", writing->draft->title,
                                                "version_id", (json_int_t)writing->version_id)});
    if (writing->writer->form_id != 0)
        return hand_in(task, tx, writing, why);
    idempotency_save(tx, writing->writer->key, writing->version_id);
    return true;
}

/* True with *done when the key was used before: then version_id is what it made. */
static bool find_key(struct db_tx *tx, struct writing *writing, bool *done, struct refusal *why)
{
    int64_t before = 0;
    *done = false;
    if (writing->writer->key == NULL)
        return true;
    if (!idempotency_find(tx, writing->writer->key, &before, why))
        return false;
    *done = before > 0;
    writing->version_id = before;
    return true;
}

/* ---- the two ways in ---- */

static bool create_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct writing *writing = argument;
    bool done = false;
    if (!find_key(tx, writing, &done, why) || done)
        return done;
    writing->station_id = 0;
    if (!find_producer(tx, writing, why))
        return false;
    writing->listing_id = id_next();
    db_tx_send(tx, &SQL_listing_add,
               DB_ARGS(DB_I64(writing->listing_id), DB_TEXT(writing->county_code),
                       DB_I64(writing->producer_id), DB_I64(writing->station_id),
                       DB_I64(writing->writer->actor_id)));
    return write_all(task, tx, writing, why);
}

bool listing_create(struct task *task, const struct listing_writer *writer, int64_t producer_id,
                    const struct listing_draft *draft, int64_t *version_id, struct refusal *why)
{
    struct writing writing = {.writer = writer, .draft = draft, .producer_id = producer_id};
    if (!db_transact(task, DB_FAST, create_body, &writing, why))
        return false;
    *version_id = writing.version_id;
    return true;
}

/* Drafts make room for the next one; what is in review stands in its way. */
static bool clear_way(struct db_tx *tx, const struct writing *writing, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_listing_open_versions, DB_ARGS(DB_I64(writing->listing_id)), &rows,
                     why))
        return false;
    for (int r = 0; r < db_count(rows); r++) {
        const char *state = db_text(rows, r, LISTING_OPEN_VERSIONS_STATE);
        if (machine_state(&LISTING_MACHINE, state) != LISTING_DRAFT)
            return refuse(why, &LISTING_IN_REVIEW, NULL);
        int64_t id = db_i64(rows, r, LISTING_OPEN_VERSIONS_ID);
        db_tx_send(tx, &SQL_listing_version_move,
                   DB_ARGS(DB_I64(id), DB_TEXT(state),
                           DB_TEXT(machine_state_name(&LISTING_MACHINE, LISTING_EXPIRED))));
        machine_log(tx, &LISTING_MACHINE, &id, &writing->county_code, 1, LISTING_DRAFT,
                    LISTING_EXPIRED, writing->writer->actor_id, "replaced by a newer draft");
    }
    return true;
}

static bool revise_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct writing *writing = argument;
    struct db_rows *listing, *newest;
    bool done = false;
    if (!db_tx_query(tx, &SQL_listing_lock, DB_ARGS(DB_I64(writing->listing_id)), &listing, why))
        return false;
    if (db_count(listing) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    /* Behind the lock: a twin that waited for it finds the first one's version. */
    if (!find_key(tx, writing, &done, why) || done)
        return done;
    writing->producer_id = db_i64(listing, 0, LISTING_LOCK_PRODUCER_ID);
    writing->station_id = db_i64(listing, 0, LISTING_LOCK_STATION_ID);
    if (!find_producer(tx, writing, why) || !clear_way(tx, writing, why) ||
        !db_tx_query(tx, &SQL_listing_newest_plan, DB_ARGS(DB_I64(writing->listing_id)), &newest,
                     why))
        return false;
    writing->old_plan_id = db_i64(newest, 0, LISTING_NEWEST_PLAN_PLAN_ID);
    writing->old_id = db_i64(newest, 0, LISTING_NEWEST_PLAN_ID);
    writing->old_title = db_text(newest, 0, LISTING_NEWEST_PLAN_TITLE);
    return write_all(task, tx, writing, why);
}

bool listing_revise(struct task *task, const struct listing_writer *writer, int64_t listing_id,
                    const struct listing_draft *draft, int64_t *version_id, struct refusal *why)
{
    struct writing writing = {.writer = writer, .draft = draft, .listing_id = listing_id};
    if (!db_transact(task, DB_FAST, revise_body, &writing, why))
        return false;
    *version_id = writing.version_id;
    return true;
}
