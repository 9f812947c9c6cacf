#include "catalog/face.h"

#include <string.h>

#include "base/clock.h"
#include "base/money.h"
#include "gen/catalog/sql.h"

/* Plans that are read at once: each may have a thousand households. */
enum { PLANS_AT_ONCE = 40 }; /* a start page has 31 */

const char *face_today(struct arena *arena)
{
    char day[11];
    clock_beijing_day(clock_now_us(), day);
    return arena_strdup(arena, day + strlen("YYYY-"));
}

bool face_season_holds(const char *season_from, const char *season_to, const char *day)
{
    if (season_from[0] == '\0')
        return true;
    bool begun = strcmp(day, season_from) >= 0, over = strcmp(day, season_to) > 0;
    return strcmp(season_from, season_to) <= 0 ? begun && !over : begun || !over;
}

int64_t face_per_jin_fen(int64_t price_fen, int64_t net_weight_g)
{
    return (money_mul_div(price_fen, 1000, net_weight_g) + 1) / 2;
}

static struct face read_face(const struct db_rows *rows, int row, const char *today)
{
    struct face face = {.version_id = db_i64(rows, row, PRODUCT_FACE_VERSION_ID),
                        .county_code = db_text(rows, row, PRODUCT_FACE_COUNTY_CODE),
                        .season_from = db_text(rows, row, PRODUCT_FACE_SEASON_FROM),
                        .season_to = db_text(rows, row, PRODUCT_FACE_SEASON_TO),
                        .size_low_mm = db_i64(rows, row, PRODUCT_FACE_SIZE_LOW_MM),
                        .size_high_mm = db_i64(rows, row, PRODUCT_FACE_SIZE_HIGH_MM),
                        .shelf_life_days = db_i64(rows, row, PRODUCT_FACE_SHELF_LIFE_DAYS),
                        .sku_count = (int)db_i64(rows, row, PRODUCT_FACE_SKU_COUNT),
                        .sku_id = db_i64(rows, row, PRODUCT_FACE_SKU_ID),
                        .spec = db_text(rows, row, PRODUCT_FACE_SPEC),
                        .net_weight_g = db_i64(rows, row, PRODUCT_FACE_NET_WEIGHT_G),
                        .price_fen = db_i64(rows, row, PRODUCT_FACE_PRICE_FEN),
                        .in_stock = db_bool(rows, row, PRODUCT_FACE_IN_STOCK),
                        .photo_url = db_text(rows, row, PRODUCT_FACE_PHOTO_URL),
                        .plan = {.id = db_i64(rows, row, PRODUCT_FACE_PLAN_ID)}};
    face.in_season = face_season_holds(face.season_from, face.season_to, today);
    return face;
}

static bool load_plans(struct task *task, struct face *faces, int count, struct refusal *why)
{
    int64_t ids[PLANS_AT_ONCE];
    struct plan plans[PLANS_AT_ONCE];
    for (int first = 0; first < count; first += PLANS_AT_ONCE) {
        int n = count - first < PLANS_AT_ONCE ? count - first : PLANS_AT_ONCE;
        for (int i = 0; i < n; i++)
            ids[i] = faces[first + i].plan.id;
        if (!plan_load(task, NULL, ids, n, plans, why))
            return false;
        for (int i = 0; i < n; i++)
            faces[first + i].plan = plans[i];
    }
    return true;
}

bool face_find(struct task *task, const int64_t *version_ids, int count, struct face *faces,
               struct refusal *why)
{
    struct db_rows *rows;
    const char *today = face_today(task->arena);
    if (count == 0)
        return true;
    if (!db_query(task, &SQL_product_face, DB_ARGS(DB_I64S(version_ids, (size_t)count)), &rows,
                  why))
        return false;
    for (int i = 0; i < count; i++) {
        int row = 0;
        while (row < db_count(rows) && db_i64(rows, row, PRODUCT_FACE_VERSION_ID) != version_ids[i])
            row++;
        if (row == db_count(rows)) /* a version has SKUs and does not go away */
            return refuse(why, &REFUSAL_INTERNAL, NULL);
        faces[i] = read_face(rows, row, today);
    }
    return load_plans(task, faces, count, why);
}
