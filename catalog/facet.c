#include "catalog/facet.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "catalog/face.h"
#include "gen/catalog/sql.h"

/* Where one band of prices ends and the next begins, in fen. */
static const int64_t PRICE_BOUNDS[] = {2000, 5000, 10000};
enum { PRICE_BANDS = sizeof(PRICE_BOUNDS) / sizeof(PRICE_BOUNDS[0]) + 1 };

/* Filters, a bit each. */
enum {
    BY_CATEGORY = 1 << 0,
    BY_COUNTY = 1 << 1,
    BY_PRODUCER = 1 << 2,
    BY_SEASON = 1 << 3,
    BY_PLACE = 1 << 4,
};

/* The hits of a facet. */
struct facet {
    int64_t id;
    const char *category, *county_code, *county_name, *producer_id, *producer_name;
    unsigned misses;            /* filters that leave them out; all while nothing is known of it */
    bool holds, reached;        /* in season; delivered to the buyer's place */
    int64_t in_range;           /* with a price that the filter of prices lets through */
    int64_t out_of_range;       /* the others */
    int64_t bands[PRICE_BANDS]; /* all of them by price */
};

struct facets {
    struct facet *all;
    int count;
};

/* ---- which there are ---- */

static int band_of(int64_t price)
{
    int band = 0;
    while (band < PRICE_BANDS - 1 && price >= PRICE_BOUNDS[band])
        band++;
    return band;
}

static void add_hit(const struct search *search, struct facet *facet, int64_t price)
{
    bool passes = price >= search->price_low_fen &&
                  (search->price_high_fen == 0 || price <= search->price_high_fen);
    facet->bands[band_of(price)]++;
    (passes ? &facet->in_range : &facet->out_of_range)[0]++;
}

/* Deals the hits out over their facets. */
static struct facets facets_of(struct task *task, const struct search *search,
                               const struct facet_hits *hits, struct map *known)
{
    struct facets facets = {arena_array(task->arena, (size_t)hits->count, sizeof(struct facet)), 0};
    map_init(known, task->arena);
    for (int i = 0; i < hits->count; i++) {
        bool fresh;
        struct map_slot *slot = map_add_i64(known, hits->facets[i], &fresh);
        if (fresh) {
            slot->pointer = &facets.all[facets.count++];
            *(struct facet *)slot->pointer = (struct facet){.id = hits->facets[i], .misses = ~0U};
        }
        add_hit(search, slot->pointer, hits->prices[i]);
    }
    return facets;
}

static unsigned misses_of(const struct search *search, bool only_deliverable,
                          const struct facet *facet, int64_t producer_id)
{
    unsigned misses = 0;
    if (search->category != NULL && strcmp(facet->category, search->category) != 0)
        misses |= BY_CATEGORY;
    if (search->county_code != NULL && strcmp(facet->county_code, search->county_code) != 0)
        misses |= BY_COUNTY;
    if (search->producer_id != 0 && producer_id != search->producer_id)
        misses |= BY_PRODUCER;
    if (search->season_day != NULL && !facet->holds)
        misses |= BY_SEASON;
    if (only_deliverable && !facet->reached)
        misses |= BY_PLACE;
    return misses;
}

/* What the facets stand for, and which filters leave them out. */
static bool name_facets(struct task *task, const struct search *search, bool only_deliverable,
                        struct facets *facets, const struct map *known, struct refusal *why)
{
    static const char *const NONE[1];
    struct db_rows *rows;
    if (facets->count == 0)
        return true;
    if (!db_query(task, &SQL_product_facet_list,
                  DB_ARGS(DB_COLUMN_I64(facets->all, facets->count, id),
                          DB_TEXT(face_today(task->arena)),
                          DB_TEXTS(search->counties != NULL ? search->counties : NONE,
                                   search->counties != NULL ? (size_t)search->county_count : 0)),
                  &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++) {
        struct facet *facet = map_find_i64(known, db_i64(rows, i, PRODUCT_FACET_LIST_ID))->pointer;
        facet->category = db_text(rows, i, PRODUCT_FACET_LIST_CATEGORY);
        facet->county_code = db_text(rows, i, PRODUCT_FACET_LIST_COUNTY_CODE);
        facet->county_name = db_text(rows, i, PRODUCT_FACET_LIST_COUNTY_NAME);
        facet->producer_id = db_text(rows, i, PRODUCT_FACET_LIST_PRODUCER_ID);
        facet->producer_name = db_text(rows, i, PRODUCT_FACET_LIST_PRODUCER_NAME);
        facet->holds = db_bool(rows, i, PRODUCT_FACET_LIST_HOLDS);
        facet->reached = search->counties == NULL || db_bool(rows, i, PRODUCT_FACET_LIST_REACHED);
        facet->misses = misses_of(search, only_deliverable, facet,
                                  db_i64(rows, i, PRODUCT_FACET_LIST_PRODUCER_ID));
    }
    return true;
}

/* ---- values of a filter ---- */

struct value {
    const char *key, *name;
    int64_t products;
    bool asked; /* the filter's own */
};

struct values {
    struct value *all;
    int count;
    struct map known;
};

static struct values values_new(struct task *task, const struct facets *facets)
{
    struct values values = {
        .all = arena_array(task->arena, (size_t)facets->count, sizeof(*values.all))};
    map_init(&values.known, task->arena);
    return values;
}

static void values_add(struct values *values, const char *key, const char *name, int64_t products,
                       bool asked)
{
    bool fresh;
    if (products == 0)
        return;
    struct map_slot *slot = map_add(&values->known, key, &fresh);
    if (fresh) {
        slot->pointer = &values->all[values->count++];
        *(struct value *)slot->pointer = (struct value){.key = key, .name = name, .asked = asked};
    }
    ((struct value *)slot->pointer)->products += products;
}

/* Most first; of as many by their keys, which `keys` compares. */
static int most_first(const struct value *a, const struct value *b, int keys)
{
    return a->products != b->products ? (a->products < b->products ? 1 : -1) : keys;
}

static int by_products(const void *a, const void *b)
{
    const struct value *one = a, *other = b;
    return most_first(one, other, strcmp(one->key, other->key));
}

/* Numbers are shorter when they are lower; codes are all as long. */
static int compare_numbers(const char *a, const char *b)
{
    size_t length = strlen(a), other = strlen(b);
    return length != other ? (length < other ? -1 : 1) : strcmp(a, b);
}

static int by_asking(const void *a, const void *b)
{
    const struct value *one = a, *other = b;
    return one->asked != other->asked
               ? (one->asked ? -1 : 1)
               : most_first(one, other, compare_numbers(one->key, other->key));
}

static void sort_values(struct values *values, int (*compare)(const void *, const void *))
{
    if (values->count > 1)
        qsort(values->all, (size_t)values->count, sizeof(*values->all), compare);
}

/* Those that are named, most first. */
static json_t *values_json(struct values *values, int most)
{
    json_t *list = json_array();
    if (values->count > most) {
        sort_values(values, by_asking);
        values->count = most;
    }
    sort_values(values, by_products);
    for (int i = 0; i < values->count; i++)
        json_array_append_new(list, json_pack("{s:s, s:s, s:I}", "key", values->all[i].key, "name",
                                              values->all[i].name, "products",
                                              (json_int_t)values->all[i].products));
    return list;
}

/* Of which filter the values are. */
static json_t *count_values(struct task *task, const struct search *search,
                            const struct facets *facets, unsigned filter, int most)
{
    struct values values = values_new(task, facets);
    for (int i = 0; i < facets->count; i++) {
        const struct facet *facet = &facets->all[i];
        bool asked = (facet->misses & filter) == 0;
        if ((facet->misses & ~filter) != 0)
            continue;
        if (filter == BY_CATEGORY)
            values_add(&values, facet->category, facet->category, facet->in_range, false);
        else if (filter == BY_COUNTY)
            values_add(&values, facet->county_code, facet->county_name, facet->in_range,
                       asked && search->county_code != NULL);
        else
            values_add(&values, facet->producer_id, facet->producer_name, facet->in_range,
                       asked && search->producer_id != 0);
    }
    return values_json(&values, most);
}

/* ---- bands of prices ---- */

struct band {
    int place;
    int64_t products;
};

static int by_band(const void *a, const void *b)
{
    const struct band *one = a, *other = b;
    return one->products != other->products ? (one->products < other->products ? 1 : -1)
                                            : one->place - other->place;
}

static json_t *band_json(const struct band *band)
{
    int place = band->place;
    json_t *from = json_integer(place > 0 ? PRICE_BOUNDS[place - 1] : 0);
    json_t *to = place < PRICE_BANDS - 1 ? json_integer(PRICE_BOUNDS[place] - 1) : json_null();
    return json_pack("{s:o, s:o, s:I}", "price_min", from, "price_max", to, "products",
                     (json_int_t)band->products);
}

static json_t *count_bands(const struct facets *facets)
{
    struct band bands[PRICE_BANDS];
    json_t *list = json_array();
    for (int place = 0; place < PRICE_BANDS; place++) {
        bands[place] = (struct band){place, 0};
        for (int i = 0; i < facets->count; i++)
            if (facets->all[i].misses == 0)
                bands[place].products += facets->all[i].bands[place];
    }
    qsort(bands, PRICE_BANDS, sizeof(bands[0]), by_band);
    for (int i = 0; i < PRICE_BANDS && bands[i].products > 0; i++)
        json_array_append_new(list, band_json(&bands[i]));
    return list;
}

/* ---- sums ---- */

struct sums {
    int64_t looked_at, total, in_season, deliverable, beyond_price;
};

static struct sums sums_of(const struct facets *facets)
{
    struct sums sums = {0};
    for (int i = 0; i < facets->count; i++) {
        const struct facet *facet = &facets->all[i];
        sums.looked_at += facet->in_range + facet->out_of_range;
        if (facet->misses == 0) {
            sums.total += facet->in_range;
            sums.beyond_price += facet->out_of_range;
        }
        if ((facet->misses & ~(unsigned)BY_SEASON) == 0 && facet->holds)
            sums.in_season += facet->in_range;
        if ((facet->misses & ~(unsigned)BY_PLACE) == 0 && facet->reached)
            sums.deliverable += facet->in_range;
    }
    return sums;
}

/* How many more there were without one filter. */
static json_t *left_out_by(const struct facets *facets, unsigned filter)
{
    int64_t products = 0;
    for (int i = 0; i < facets->count; i++)
        if (facets->all[i].misses == filter)
            products += facets->all[i].in_range;
    return json_integer(products);
}

json_t *facet_counts_json(struct task *task, const struct search *search, bool only_deliverable,
                          const struct facet_hits *hits, struct refusal *why)
{
    struct map known;
    struct facets facets = facets_of(task, search, hits, &known);
    if (!name_facets(task, search, only_deliverable, &facets, &known, why))
        return NULL;
    struct sums sums = sums_of(&facets);
    json_t *left_out = json_pack(
        "{s:o, s:o, s:o, s:I, s:o, s:o}", "category", left_out_by(&facets, BY_CATEGORY), "county",
        left_out_by(&facets, BY_COUNTY), "place", left_out_by(&facets, BY_PLACE), "price",
        (json_int_t)sums.beyond_price, "producer", left_out_by(&facets, BY_PRODUCER), "season",
        left_out_by(&facets, BY_SEASON));
    return json_pack("{s:o, s:o, s:o, s:o, s:o, s:I, s:I, s:I, s:I}", "categories",
                     count_values(task, search, &facets, BY_CATEGORY, facets.count), "counties",
                     count_values(task, search, &facets, BY_COUNTY, SEARCH_FACETS_NAMED),
                     "producers",
                     count_values(task, search, &facets, BY_PRODUCER, SEARCH_FACETS_NAMED),
                     "prices", count_bands(&facets), "left_out", left_out, "deliverable",
                     (json_int_t)sums.deliverable, "in_season", (json_int_t)sums.in_season,
                     "looked_at", (json_int_t)sums.looked_at, "total", (json_int_t)sums.total);
}
