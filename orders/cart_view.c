#include "orders/cart_view.h"

#include <assert.h>

#include "base/id.h"
#include "catalog/sku_view.h"
#include "logistics/freight_quote.h"
#include "orders/quote.h"

/* The lines that would make one parcel: of one producer, sent by one station. */
struct parcel {
    const struct sku_view *of; /* of its first line */
    json_t *lines;
    int64_t weight_g, goods_fen, selected; /* of what is selected */
};

struct view {
    struct task *task;
    const char *region_code;
    const struct cart_line *lines;
    struct sku_view *skus;
    int count;
    struct parcel parcels[CART_MAX_LINES];
    int parcel_count;
    json_t *dead;
    int64_t pieces, selected, goods_fen, freight_fen;
    bool freight_known;
};

static bool is_dead(const struct sku_view *sku)
{
    return sku->price_fen == 0 || sku->available == 0;
}

/* ---- a line ---- */

static void add_price_change(json_t *changes, const struct cart_line *line,
                             const struct sku_view *sku)
{
    if (line->price_fen == 0 || line->price_fen == sku->price_fen)
        return;
    json_array_append_new(
        changes, json_pack("{s:s, s:I, s:I}", "kind",
                           sku->price_fen > line->price_fen ? "price_up" : "price_down", "from_fen",
                           (json_int_t)line->price_fen, "to_fen", (json_int_t)sku->price_fen));
}

/* What is otherwise than when it was put in. */
static json_t *changes_of(const struct cart_line *line, const struct sku_view *sku)
{
    json_t *changes = json_array();
    if (sku->price_fen == 0)
        json_array_append_new(changes, json_pack("{s:s}", "kind", "off_sale"));
    else if (sku->available == 0)
        json_array_append_new(changes, json_pack("{s:s}", "kind", "sold_out"));
    else
        add_price_change(changes, line, sku);
    if (!is_dead(sku) && line->quantity > sku->available)
        json_array_append_new(changes, json_pack("{s:s, s:I}", "kind", "less_stock", "available",
                                                 (json_int_t)sku->available));
    return changes;
}

static json_t *line_json(const struct cart_line *line, const struct sku_view *sku)
{
    char sku_id[21], listing_id[21];
    bool known = sku->sku_id != 0;
    int64_t available = sku->price_fen == 0 ? 0 : sku->available;
    return json_pack(
        "{s:s, s:s?, s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:b, s:b, s:o}", "sku_id",
        id_text(line->sku_id, sku_id), "listing_id",
        known ? id_text(sku->listing_id, listing_id) : NULL, "title",
        known ? sku->title : "商品已不存在", "spec", known ? sku->spec : "", "picture",
        known ? sku->picture : "generic", "net_weight_g", (json_int_t)sku->net_weight_g, "quantity",
        (json_int_t)line->quantity, "price_fen", (json_int_t)sku->price_fen, "price_fen_added",
        (json_int_t)line->price_fen, "goods_fen", (json_int_t)(sku->price_fen * line->quantity),
        "available", (json_int_t)(available < QUOTE_MAX_QUANTITY ? available : QUOTE_MAX_QUANTITY),
        "selected", (int)line->selected, "no_reason_return", (int)sku->no_reason_return, "changes",
        changes_of(line, sku));
}

/* ---- parcels ---- */

static struct parcel *parcel_for(struct view *view, const struct sku_view *sku)
{
    for (int i = 0; i < view->parcel_count; i++) {
        struct parcel *parcel = &view->parcels[i];
        if (parcel->of->producer_id == sku->producer_id &&
            parcel->of->station_id == sku->station_id)
            return parcel;
    }
    struct parcel *parcel = &view->parcels[view->parcel_count++];
    *parcel = (struct parcel){.of = sku, .lines = json_array()};
    return parcel;
}

static void add_line(struct view *view, const struct cart_line *line, const struct sku_view *sku)
{
    if (is_dead(sku)) {
        json_array_append_new(view->dead, line_json(line, sku));
        return;
    }
    struct parcel *parcel = parcel_for(view, sku);
    json_array_append_new(parcel->lines, line_json(line, sku));
    view->pieces += line->quantity;
    if (!line->selected)
        return;
    parcel->selected += line->quantity;
    parcel->weight_g += sku->gross_weight_g * line->quantity;
    parcel->goods_fen += sku->price_fen * line->quantity;
}

/* Freight of what is selected: its sum, and why there is none. */
static bool add_freight(struct view *view, const struct parcel *parcel, json_t *out,
                        struct refusal *why)
{
    struct freight_row row;
    const char *trouble = NULL;
    json_t *freight = NULL;
    if (view->region_code[0] != '\0' && parcel->selected > 0) {
        if (parcel->weight_g > QUOTE_MAX_WEIGHT_G)
            trouble = "too_heavy";
        else if (freight_quote_row(view->task, parcel->of->county_code, view->region_code, &row,
                                   why))
            freight = freight_sum_json(&row, parcel->weight_g);
        else if (why->kind == &FREIGHT_NOT_DELIVERABLE)
            trouble = "not_deliverable";
        else if (why->kind == &FREIGHT_UNKNOWN_REGION)
            return refuse(why, &FREIGHT_UNKNOWN_REGION, "region");
        else
            return false;
    }
    if (freight != NULL)
        view->freight_fen += freight_fee(&row, parcel->weight_g);
    view->freight_known = view->freight_known && (freight != NULL || parcel->selected == 0);
    json_object_set_new(out, "freight", freight != NULL ? freight : json_null());
    json_object_set_new(out, "trouble", trouble != NULL ? json_string(trouble) : json_null());
    return true;
}

static bool add_parcel(struct view *view, const struct parcel *parcel, json_t *groups,
                       struct refusal *why)
{
    char station[21], producer[21];
    const struct sku_view *of = parcel->of;
    json_t *group =
        json_pack("{s:s, s:s, s:s, s:s, s:s, s:I, s:I, s:I, s:O}", "station_id",
                  id_text(of->station_id, station), "station_name", of->station_name, "producer_id",
                  id_text(of->producer_id, producer), "producer_name", of->producer_name,
                  "county_code", of->county_code, "selected_count", (json_int_t)parcel->selected,
                  "weight_g", (json_int_t)parcel->weight_g, "goods_fen",
                  (json_int_t)parcel->goods_fen, "lines", parcel->lines);
    json_array_append_new(groups, group);
    view->selected += parcel->selected;
    view->goods_fen += parcel->goods_fen;
    return add_freight(view, parcel, group, why);
}

static void release_parcels(struct view *view)
{
    for (int i = 0; i < view->parcel_count; i++)
        json_decref(view->parcels[i].lines);
}

static json_t *whole(struct view *view, json_t *groups)
{
    bool known = view->freight_known && view->region_code[0] != '\0';
    json_t *cart =
        json_pack("{s:i, s:I, s:I, s:I, s:{s:i, s:i, s:i}, s:o, s:o}", "line_count", view->count,
                  "count", (json_int_t)view->pieces, "selected_count", (json_int_t)view->selected,
                  "goods_fen", (json_int_t)view->goods_fen, "limits", "lines", CART_MAX_LINES,
                  "quantity", QUOTE_MAX_QUANTITY, "checkout_lines", QUOTE_MAX_LINES, "groups",
                  groups, "dead", view->dead);
    json_object_set_new(cart, "freight_fen", known ? json_integer(view->freight_fen) : json_null());
    json_object_set_new(cart, "total_fen",
                        known ? json_integer(view->goods_fen + view->freight_fen) : json_null());
    return cart;
}

json_t *cart_view_json(struct task *task, const struct cart_line *lines, int count,
                       const char *region_code, struct refusal *why)
{
    assert(count <= CART_MAX_LINES);
    struct view *view = arena_alloc(task->arena, sizeof(*view));
    int64_t *ids = arena_array(task->arena, (size_t)count, sizeof(*ids));
    *view = (struct view){.task = task, .region_code = region_code, .lines = lines, .count = count};
    view->skus = arena_array(task->arena, (size_t)count, sizeof(*view->skus));
    view->freight_known = true;
    for (int i = 0; i < count; i++)
        ids[i] = lines[i].sku_id;
    if (count > 0 && !sku_view_find(task, ids, count, view->skus, why))
        return NULL;
    view->dead = json_array();
    json_t *groups = json_array();
    for (int i = 0; i < count; i++)
        add_line(view, &lines[i], &view->skus[i]);
    bool done = true;
    for (int i = 0; done && i < view->parcel_count; i++)
        done = add_parcel(view, &view->parcels[i], groups, why);
    release_parcels(view);
    if (done)
        return whole(view, groups);
    json_decref(groups);
    json_decref(view->dead);
    return NULL;
}
