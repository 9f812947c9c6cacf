#include "mall/api/product_card.h"

#include "base/asset.h"
#include "orders/benefit.h"

const char *product_picture_url(struct arena *arena, const char *picture)
{
    return asset_url(arena, arena_printf(arena, "static/produce/%s.svg", picture));
}

struct card_share product_card_share(struct task *task, const struct face *face)
{
    struct card_share share = {0, 0};
    struct benefit_line line = {.plan_id = face->plan.id,
                                .county_code = face->county_code,
                                .paid_fen = face->price_fen,
                                .quantity = 1,
                                .net_weight_g = face->net_weight_g};
    int count = benefit_credit_count(&face->plan);
    struct attribution_credit *credits = arena_array(task->arena, (size_t)count, sizeof(*credits));
    benefit_credits(task, &face->plan, &line, credits);
    for (int i = 0; i < count; i++) {
        if (credits[i].withhold_reason != NULL)
            continue;
        bool again = false; /* in another pool before */
        for (int k = 0; k < i && !again; k++)
            again = credits[k].household_id == credits[i].household_id;
        share.households += !again;
        share.households_fen += credits[i].amount_fen;
    }
    return share;
}

static json_t *size_json(int64_t mm)
{
    return mm > 0 ? json_integer((json_int_t)mm) : json_null();
}

void product_card(struct task *task, const struct face *face, json_t *item)
{
    const char *picture = json_string_value(json_object_get(item, "picture"));
    const char *url = face->photo_url != NULL
                          ? face->photo_url
                          : product_picture_url(task->arena, picture != NULL ? picture : "generic");
    json_t *more =
        json_pack("{s:s, s:I, s:I, s:I, s:i, s:I, s:b, s:b, s:s, s:s, s:o, s:o, s:s}", "spec",
                  face->spec, "net_weight_g", (json_int_t)face->net_weight_g, "price_from_fen",
                  (json_int_t)face->price_fen, "per_jin_fen",
                  (json_int_t)face_per_jin_fen(face->price_fen, face->net_weight_g), "sku_count",
                  face->sku_count, "households_fen",
                  (json_int_t)product_card_share(task, face).households_fen, "in_season",
                  face->in_season, "sold_out", !face->in_stock, "season_from", face->season_from,
                  "season_to", face->season_to, "size_low_mm", size_json(face->size_low_mm),
                  "size_high_mm", size_json(face->size_high_mm), "picture_url", url);
    json_object_update(item, more);
    json_decref(more);
}

bool product_cards(struct task *task, const struct search_found *found, struct refusal *why)
{
    struct face *faces = arena_array(task->arena, (size_t)found->count, sizeof(*faces));
    if (!face_find(task, found->version_ids, found->count, faces, why))
        return false;
    for (int i = 0; i < found->count; i++)
        product_card(task, &faces[i], json_array_get(found->items, (size_t)i));
    return true;
}
