#include "orders/audit_sold_as.h"

#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "base/row_walk.h"
#include "gen/orders/sql.h"

/* More SKUs of versions than these are not kept: the database is asked. */
enum { SKUS_A_PAGE = 10000, SKUS_MAX = 1 << 22 };

struct audit_sold_as {
    uint64_t *known; /* ascending */
    size_t count, room;
    bool differs;
};

/* What is said of a box that is sold. */
struct said {
    int64_t version_id, sku_id, listing_id, plan_id, net_weight_g, price_fen, producer_id,
        station_id;
    const char *county, *title, *spec;
};

struct audit_sold_as *audit_sold_as_new(void)
{
    struct audit_sold_as *sold_as = calloc(1, sizeof(*sold_as));
    if (sold_as == NULL)
        abort();
    return sold_as;
}

void audit_sold_as_begin(struct audit_sold_as *sold_as)
{
    sold_as->count = 0;
    sold_as->differs = false;
}

void audit_sold_as_free(struct audit_sold_as *sold_as)
{
    free(sold_as->known);
    free(sold_as);
}

static uint64_t hash_of(const struct said *said)
{
    uint64_t key[11] = {(uint64_t)said->version_id,
                        (uint64_t)said->sku_id,
                        (uint64_t)said->listing_id,
                        (uint64_t)said->plan_id,
                        (uint64_t)said->net_weight_g,
                        (uint64_t)said->price_fen,
                        (uint64_t)said->producer_id,
                        (uint64_t)said->station_id,
                        map_hash(said->county, strlen(said->county)),
                        map_hash(said->title, strlen(said->title)),
                        map_hash(said->spec, strlen(said->spec))};
    return map_hash(key, sizeof(key));
}

static int compare(const void *a, const void *b)
{
    const uint64_t *left = a, *right = b;
    return (*left > *right) - (*left < *right);
}

static void keep(struct audit_sold_as *sold_as, uint64_t hash)
{
    if (sold_as->count == sold_as->room) {
        sold_as->room = sold_as->room * 2 + SKUS_A_PAGE;
        sold_as->known = realloc(sold_as->known, sold_as->room * sizeof(*sold_as->known));
        if (sold_as->known == NULL)
            abort();
    }
    sold_as->known[sold_as->count++] = hash;
}

/* What is not there is null, which no line says. */
static void take_sku(struct audit_sold_as *sold_as, const struct db_rows *rows, int row)
{
    for (int i = 0; i < db_columns(rows); i++)
        if (db_is_null(rows, row, i))
            return;
    keep(sold_as,
         hash_of(&(struct said){.version_id = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_VERSION_ID),
                                .sku_id = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_SKU_ID),
                                .listing_id = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_LISTING_ID),
                                .plan_id = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_PLAN_ID),
                                .net_weight_g = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_NET_WEIGHT_G),
                                .price_fen = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_PRICE_FEN),
                                .producer_id = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_PRODUCER_ID),
                                .station_id = db_i64(rows, row, AUDIT_SOLD_AS_PAGE_STATION_ID),
                                .county = db_text(rows, row, AUDIT_SOLD_AS_PAGE_COUNTY_CODE),
                                .title = db_text(rows, row, AUDIT_SOLD_AS_PAGE_TITLE),
                                .spec = db_text(rows, row, AUDIT_SOLD_AS_PAGE_SPEC)}));
}

static bool take_skus(struct task *task, struct row_walk *walk, const struct db_rows *rows,
                      struct refusal *why)
{
    struct audit_sold_as *sold_as = walk->argument;
    (void)task;
    (void)why;
    for (int i = 0; i < db_count(rows); i++)
        take_sku(sold_as, rows, i);
    if (!walk->is_over && sold_as->count >= SKUS_MAX)
        sold_as->differs = walk->is_over = true; /* they are not all known */
    return true;
}

bool audit_sold_as_read(struct task *task, struct audit_sold_as *sold_as, struct db_tx *tx,
                        struct refusal *why)
{
    struct row_walk walk = {.sql = &SQL_audit_sold_as_page,
                            .tx = tx,
                            .rows = SKUS_A_PAGE,
                            .keys = {{.column = AUDIT_SOLD_AS_PAGE_VERSION_ID, .number = INT64_MIN},
                                     {.column = AUDIT_SOLD_AS_PAGE_SKU_ID}},
                            .take = take_skus,
                            .argument = sold_as};
    bool asked = row_walk(task, &walk, why);
    if (sold_as->count > 0)
        qsort(sold_as->known, sold_as->count, sizeof(*sold_as->known), compare);
    return asked;
}

void audit_sold_as_look(struct audit_sold_as *sold_as, const struct audit_sale *sale)
{
    for (int i = 0; i < sale->line_count && !sold_as->differs; i++) {
        const struct audit_sale_line *line = &sale->lines[i];
        uint64_t hash = hash_of(&(struct said){.version_id = line->version_id,
                                               .sku_id = line->sku_id,
                                               .listing_id = line->listing_id,
                                               .plan_id = line->plan_id,
                                               .net_weight_g = line->net_weight_g,
                                               .price_fen = line->price_fen,
                                               .producer_id = sale->producer_id,
                                               .station_id = sale->station_id,
                                               .county = sale->county,
                                               .title = line->title,
                                               .spec = line->spec});
        sold_as->differs = sold_as->count == 0 || bsearch(&hash, sold_as->known, sold_as->count,
                                                          sizeof(hash), compare) == NULL;
    }
}

void audit_sold_as_doubt(struct audit_sold_as *sold_as)
{
    sold_as->differs = true;
}

bool audit_sold_as_differs(const struct audit_sold_as *sold_as)
{
    return sold_as->differs;
}
