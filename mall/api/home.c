/* What the start page of the shop is made of, and the counties that sell something. */
#include "base/clock.h"
#include "base/config.h"
#include "catalog/shelf.h"
#include "mall/api/product_card.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "mall/board/month.h"

/* Names of the shelves in the answer, by enum shelf. */
static const char *const SHELF_NAMES[SHELVES] = {"in_season", "newest", "keeping"};

/* The cards of all shelves, read at once: what stands on several is read for each. */
static bool add_cards(struct call *call, const struct search_found shelves[SHELVES],
                      struct refusal *why)
{
    int64_t version_ids[SHELVES * SHELF_LENGTH];
    struct search_found all = {.items = json_array(), .version_ids = version_ids};
    for (int s = 0; s < SHELVES; s++) {
        json_array_extend(all.items, shelves[s].items);
        for (int i = 0; i < shelves[s].count; i++)
            version_ids[all.count++] = shelves[s].version_ids[i];
    }
    bool ok = product_cards(call->task, &all, why);
    json_decref(all.items);
    return ok;
}

static bool add_shelves(struct call *call, json_t *home, struct refusal *why)
{
    struct search_found shelves[SHELVES];
    if (!shelf_find(call->task, SHELF_LENGTH, shelves, why))
        return false;
    for (int s = 0; s < SHELVES; s++)
        json_object_set_new(home, SHELF_NAMES[s], shelves[s].items);
    return add_cards(call, shelves, why);
}

static void take_member(json_t *from, json_t *to, const char *name)
{
    json_object_set(to, name, json_object_get(from, name));
    json_object_del(from, name);
}

/* The story is a card, with its lot, its province and how many households share the price. */
static bool add_story(struct call *call, json_t *home, struct refusal *why)
{
    struct search_found found;
    struct face face;
    if (!shelf_story(call->task, config_int("MALL_MIN_GROUP"), &found, why))
        return false;
    json_object_set_new(home, "story", json_null());
    bool ok = face_find(call->task, found.version_ids, found.count, &face, why);
    if (ok && found.count > 0) {
        json_t *product = json_array_get(found.items, 0);
        product_card(call->task, &face, product);
        json_t *story = json_pack("{s:O, s:i}", "product", product, "households",
                                  product_card_share(call->task, &face).households);
        take_member(product, story, "lot");
        take_member(product, story, "province_name");
        json_object_set_new(home, "story", story);
    }
    json_decref(found.items);
    return ok;
}

/* Takes the reference. */
static bool add(json_t *home, const char *name, json_t *value)
{
    return value != NULL && json_object_set_new(home, name, value) == 0;
}

/* Those with most, and how many there are. */
static bool add_counties(struct call *call, json_t *home, struct refusal *why)
{
    int64_t all = 0;
    return add(home, "counties", shelf_counties_json(call->task, SHELF_COUNTIES, &all, why)) &&
           add(home, "county_count", json_integer((json_int_t)all));
}

static bool add_all(struct call *call, json_t *home, struct refusal *why)
{
    struct task *task = call->task;
    return add_story(call, home, why) && add_shelves(call, home, why) &&
           add(home, "categories", search_categories_json(task, why)) &&
           add_counties(call, home, why) && add(home, "hot_words", shelf_hot_json(task, why)) &&
           add(home, "month", month_last_json(task, why));
}

static bool get_home(struct call *call, struct refusal *why)
{
    char day[11];
    int64_t stamp = call_stamp(call);
    json_t *home = json_pack("{s:s}", "day", clock_beijing_day(clock_now_us(), day));
    if (!add_all(call, home, why)) {
        json_decref(home);
        return false;
    }
    return call_reply_cached(call, "products", stamp, home);
}

static bool get_counties(struct call *call, struct refusal *why)
{
    int64_t all, stamp = call_stamp(call);
    json_t *counties = shelf_counties_json(call->task, SHELF_ALL_COUNTIES, &all, why);
    return call_reply_cached(call, "products", stamp, call_whole_list(counties));
}

static bool get_county(struct call *call, struct refusal *why)
{
    int64_t stamp = call_stamp(call);
    return call_reply_cached(call, "products", stamp,
                             shelf_county_json(call->task, call_param(call, 0), why));
}

const struct route ROUTES_HOME[] = {
    {"home_get", "GET", "/api/v1/home", get_home, .access = ACCESS_PUBLIC, .flags = ROUTE_CACHED},
    {"selling_county_list", "GET", "/api/v1/selling-counties", get_counties,
     .access = ACCESS_PUBLIC, .flags = ROUTE_CACHED},
    {"selling_county_get", "GET", "/api/v1/selling-counties/:county_code", get_county,
     .access = ACCESS_PUBLIC, .flags = ROUTE_CACHED},
    {0},
};
