/* What a card says of a product beyond its names: its season, whether it is in stock, and the SKU
 * that it is listed by - the cheapest of those in stock, or of all when none is - with the plan
 * that this SKU's money follows.
 */
#ifndef CATALOG_FACE_H
#define CATALOG_FACE_H

#include <stdbool.h>
#include <stdint.h>

#include "catalog/plan.h"

struct face {
    int64_t version_id;
    const char *county_code;
    const char *season_from, *season_to; /* "MM-DD", "" = none is known */
    int64_t size_low_mm, size_high_mm;   /* 0 = none */
    int64_t shelf_life_days;             /* 0 = not said */
    int sku_count;                       /* in stock; of all when none is */
    int64_t sku_id;
    const char *spec;
    int64_t net_weight_g, price_fen;
    bool in_season, in_stock;
    const char *photo_url; /* of the main picture; NULL: there is none, the drawing stands for it */
    struct plan plan;
};

/* The Beijing day of now as a season knows days, "MM-DD"; in the arena. */
const char *face_today(struct arena *arena);
/* Whether a season holds on a day; it may go over new year, and "" always holds. Pure. */
bool face_season_holds(const char *season_from, const char *season_to, const char *day);

/* What 500 g (a jin) cost: price x 500 / net weight, rounded half up to whole fen. Pure. */
int64_t face_per_jin_fen(int64_t price_fen, int64_t net_weight_g);

/* Faces of `count` versions on sale, faces[i] belongs to version_ids[i]. Memory is the task's. */
bool face_find(struct task *task, const int64_t *version_ids, int count, struct face *faces,
               struct refusal *why);

#endif
