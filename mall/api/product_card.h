/* A product as lists show it: its names, with price and weight of the SKU it is listed by, what of
 * that price is the households', season and stock. Joins the catalogue with the arithmetic of
 * attribution.
 */
#ifndef MALL_API_PRODUCT_CARD_H
#define MALL_API_PRODUCT_CARD_H

#include <jansson.h>
#include <stdbool.h>

#include "catalog/face.h"
#include "catalog/search.h"

/* What one box of the face's SKU credits to confirmed households, and how many there are. */
struct card_share {
    int64_t households_fen;
    int households;
};
struct card_share product_card_share(struct task *task, const struct face *face);

/* Adds to each item of what was found: "spec", "net_weight_g", "per_jin_fen", "sku_count",
 * "households_fen", "in_season", "season_from", "season_to", "size_low_mm", "size_high_mm",
 * "sold_out", "picture_url" (of the main photo, or the drawing). */
bool product_cards(struct task *task, const struct search_found *found, struct refusal *why);

/* The same of one whose face is known. */
void product_card(struct task *task, const struct face *face, json_t *item);

/* "/static/produce/orange.svg?v=...": the drawing of that name. In the arena. */
const char *product_picture_url(struct arena *arena, const char *picture);

#endif
