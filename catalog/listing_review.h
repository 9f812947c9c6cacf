/* The way of a listing version from its producer's desk to the shelf: handing in, township check,
 * county approval, publicity, publication, taking off.
 *
 * The moves are LISTING_MACHINE's; each is one conditional update with its row in the log, in one
 * transaction, under the lock of the listing's row, so that two officers' decisions never cross.
 * Publishing takes the previous version off in the same transaction and tells all workers'
 * memories.
 */
#ifndef CATALOG_LISTING_REVIEW_H
#define CATALOG_LISTING_REVIEW_H

#include <stdbool.h>
#include <stdint.h>

#include "base/job.h"
#include "catalog/listing.h"

extern const struct refusal_kind LISTING_WRONG_STATE; /* 409 wrong_state: it is not at this step
                                                         (any more) */
extern const struct refusal_kind LISTING_NOT_CHECKED; /* 409 township_check_missing */
extern const struct refusal_kind LISTING_OWN_REVIEW;  /* 403 own_listing: nobody reviews what their
                                                         own organisation sells */
extern const struct refusal_kind LISTING_NOT_ON_SALE; /* 409 listing_not_on_sale */

enum listing_desk { LISTING_DESK_TOWNSHIP, LISTING_DESK_COUNTY };

struct listing_review {
    enum listing_desk desk;
    bool approve;
    const char *reason; /* a code of LISTING_REASONS; "" when approved */
    const char *note;   /* for the producer to read, may be "" */
    int64_t actor_id;
};

/* Why a version may be refused, NULL-terminated: identity, origin, linkage, quality, price, text,
 * picture, objection, other. */
extern const char *const LISTING_REASONS[];

/* Hands a draft in. Its plan's households must still be confirmed. */
bool listing_submit_in(struct task *task, struct db_tx *tx, int64_t version_id, int64_t actor_id,
                       struct refusal *why);
bool listing_submit(struct task *task, int64_t version_id, int64_t actor_id, struct refusal *why);

/* Decides. Township: submitted -> township_checked | rejected. County: -> county_approved ->
 * publicised, and straight on to on_sale when no publicity is asked; or -> rejected (also during
 * publicity, when an objection holds). */
bool listing_decide(struct task *task, int64_t version_id, const struct listing_review *review,
                    struct refusal *why);

/* Takes a draft or what is in review back. */
bool listing_withdraw(struct task *task, int64_t version_id, int64_t actor_id, struct refusal *why);

/* Takes what is on sale off the shelf: *version_id. Reservations and orders stay as they are. */
bool listing_take_off(struct task *task, int64_t listing_id, int64_t actor_id, const char *reason,
                      int64_t *version_id, struct refusal *why);

/* The job "listing_publish" {"version_id"}: publishes when the days of publicity are over; does
 * nothing when the version was rejected or withdrawn meanwhile. */
bool listing_publish_job(struct task *task, int64_t job_id, json_t *payload, struct refusal *why);

/* Settings, from the module's start. */
void listing_review_start(int publicity_days, bool township_check);

#endif
