/* A lot: one weighed delivery under a trace code, made of what single households brought. Boxes are
 * packed from lots, and stock is counted by lot, so a box leads back to the households whose fruit
 * is in it.
 *
 * Kilograms balance: the boxes received from a lot weigh (net) at most what came in less what was
 * lost: sum(received x net_weight_g) <= weight_g - lost_g. Boxes that spoil later are written off
 * in stock; they stay counted as received.
 */
#ifndef CATALOG_LOT_H
#define CATALOG_LOT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/db.h"
#include "base/idempotency.h"
#include "base/page.h"
#include "base/shape.h"
#include "catalog/listing.h"
#include "catalog/machines.h"
#include "registry/permission.h"

enum { LOT_MAX_SUPPLIES = 500 };

extern const struct refusal_kind LOT_SUPPLY_EXCEEDS; /* 422 supplies_exceed: households' deliveries
                                                        weigh more than the lot */
extern const struct refusal_kind LOT_SUPPLY_TWICE;   /* 422 supply_twice */
extern const struct refusal_kind LOT_HARVEST_DATE; /* 422 harvest_date: to come, or too long ago */
extern const struct refusal_kind LOT_DAY_FULL; /* 409 lot_day_full: 99,999 lots of a village in one
                                                  day */
extern const struct refusal_kind LOT_WRONG_STATE;   /* 409 lot_wrong_state */
extern const struct refusal_kind LOT_SKU_UNKNOWN;   /* 422 sku_unknown */
extern const struct refusal_kind LOT_TOO_HEAVY;     /* 409 lot_exhausted: more boxes than the lot's
                                                       kilograms allow; `have` = boxes that fit */
extern const struct refusal_kind LOT_NOT_AVAILABLE; /* 409 not_available: fewer boxes are free;
                                                       `have` = how many */

/* ---- intake ---- */

struct lot_supply {
    int64_t household_id;
    int64_t weight_g;
};
struct lot_draft {
    const char *village_code;
    const char *harvested_on; /* "YYYY-MM-DD" */
    int64_t weight_g;
    struct shape_list supplies; /* of struct lot_supply; may be empty when the lot is the producer's
                                   own */
};
extern const struct shape LOT_DRAFT_SHAPE;

/* Checks weights, dates (`today`: the Beijing day) and households named twice. Pure. */
bool lot_draft_check(const struct lot_draft *draft, const char *today, struct refusal *why);

/* Makes a lot of a listing with the village's next trace code of the day. The same key again gives
 * the same lot. */
bool lot_create(struct task *task, const struct listing_writer *writer, int64_t listing_id,
                const struct lot_draft *draft, int64_t *lot_id, struct refusal *why);

/* ---- stock ---- */

struct lot_movement {
    int64_t lot_id;
    int64_t sku_id;
    int64_t boxes;
    const char *reason;
};

/* Boxes packed from the lot become available. */
bool lot_receive(struct task *task, const struct listing_writer *writer,
                 const struct lot_movement *movement, int64_t *movement_id, struct refusal *why);
/* Available boxes that spoiled are taken out. */
bool lot_write_off(struct task *task, const struct listing_writer *writer,
                   const struct lot_movement *movement, int64_t *movement_id, struct refusal *why);
/* Loose goods that were sorted out or dried away before they were boxed: their grams are no longer
 * there to box. A row in lot_loss says who, how much and why. */
bool lot_lose(struct task *task, const struct listing_writer *writer, int64_t lot_id,
              int64_t weight_g, const char *reason, struct refusal *why);

/* ---- state ---- */

/* The job that a hold or a close leaves behind {"lot_id"}: what becomes of its boxes that are sold
 * already is decided in orders/recall.h. */
#define LOT_RECALL_JOB "lot_recall"

/* Moves by LOT_MACHINE; a held lot sells nothing any more. */
bool lot_move(struct task *task, int64_t lot_id, enum lot_state to, int64_t actor_id,
              const char *reason, struct refusal *why);

/* ---- reading ---- */

/* What permissions over a lot are asked with: village, producer, station. not_found when there is
 * none. Texts are the task's. */
bool lot_scope(struct task *task, int64_t lot_id, struct scope *scope, struct refusal *why);

/* All return a new reference, NULL and why when refused. */

/* The lot with its stock by SKU: {"lot_id", "id" (the same), ...}. */
json_t *lot_json(struct task *task, int64_t lot_id, struct refusal *why);
/* A page of the lots of a listing, newest first; state "" = any. */
json_t *lot_list_json(struct task *task, int64_t listing_id, const char *state,
                      const struct page *page, struct refusal *why);
/* A page of the lots of a county, or of those grown in a township or village of it, newest first,
 * each with "title" and "producer_name"; state "" = any. */
json_t *lot_region_list_json(struct task *task, const char *region_code, const char *state,
                             const struct page *page, struct refusal *why);
/* The lot with a trace code; 0 when there is none. */
bool lot_of_code(struct task *task, const char *trace_code, int64_t *lot_id, struct refusal *why);
/* The lots that a listing is sold from now, as buyers see them: at most 6, oldest harvest first;
 * the number of households only when they are at least `least`. An array. */
json_t *lot_on_sale_json(struct task *task, int64_t listing_id, int64_t least, struct refusal *why);
/* Whose fruit is in it, an array: pseudonym, village, grams. */
json_t *lot_suppliers_json(struct task *task, int64_t lot_id, struct refusal *why);

#endif
