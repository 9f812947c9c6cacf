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

enum { PRODUCTS_MAX = 1 + SHELVES * SHELF_LENGTH };

/* All that the page shows of products: the story's first, then those of the shelves. */
struct shown {
    json_t *items; /* borrowed from where they were found */
    int64_t version_ids[PRODUCTS_MAX];
    struct face faces[PRODUCTS_MAX];
    int count;
};

static void show(struct shown *shown, const struct search_found *found)
{
    json_array_extend(shown->items, found->items);
    for (int i = 0; i < found->count; i++)
        shown->version_ids[shown->count++] = found->version_ids[i];
}

/* Their cards, read at once: what stands in several places is read for each. */
static bool add_cards(struct call *call, struct shown *shown, struct refusal *why)
{
    if (!face_find(call->task, shown->version_ids, shown->count, shown->faces, why))
        return false;
    for (int i = 0; i < shown->count; i++)
        product_card(call->task, &shown->faces[i], json_array_get(shown->items, (size_t)i));
    return true;
}

static void take_member(json_t *from, json_t *to, const char *name)
{
    json_object_set(to, name, json_object_get(from, name));
    json_object_del(from, name);
}

/* The story is a card, with its lot, its province and how many households share the price. */
static json_t *story_of(struct call *call, const struct shown *shown)
{
    json_t *product = json_array_get(shown->items, 0);
    json_t *story = json_pack("{s:O, s:i}", "product", product, "households",
                              product_card_share(call->task, &shown->faces[0]).households);
    take_member(product, story, "lot");
    take_member(product, story, "province_name");
    return story;
}

static bool add_found(struct call *call, json_t *home, struct shown *shown, struct refusal *why)
{
    struct search_found story, shelves[SHELVES];
    if (!shelf_story(call->task, config_int("MALL_MIN_GROUP"), &story, why))
        return false;
    show(shown, &story);
    json_decref(story.items);
    json_object_set_new(home, "story", json_null());
    if (!shelf_find(call->task, SHELF_LENGTH, shelves, why))
        return false;
    for (int s = 0; s < SHELVES; s++) {
        show(shown, &shelves[s]);
        json_object_set_new(home, SHELF_NAMES[s], shelves[s].items);
    }
    if (!add_cards(call, shown, why))
        return false;
    if (story.count > 0)
        json_object_set_new(home, "story", story_of(call, shown));
    return true;
}

static bool add_products(struct call *call, json_t *home, struct refusal *why)
{
    struct shown *shown = arena_array(call->task->arena, 1, sizeof(*shown));
    *shown = (struct shown){.items = json_array()};
    bool ok = add_found(call, home, shown, why);
    json_decref(shown->items);
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
    return add_products(call, home, why) &&
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
    size_t length;
    int64_t stamp = call_stamp(call);
    const char *counties = shelf_counties_text(call->task, &length, why);
    return counties != NULL && call_bytes_cached(call, "products", stamp, "application/json",
                                                 CALL_ASK_AGAIN, counties, length);
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
