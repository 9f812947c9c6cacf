#include "orders/station_day.h"

#include "base/clock.h"
#include "base/db.h"
#include "base/id.h"
#include "gen/orders/sql.h"

static const int64_t DAY_US = INT64_C(86400000000), BEIJING_US = INT64_C(8) * 3600000000;
enum { DAYS_BACK = 30 };

struct since {
    int64_t station_id;
    char began[32];       /* midnight */
    int64_t first_looked; /* the first id of DAYS_BACK days before it: what is older is not looked
                             at */
};

static bool add(json_t *sums, const struct db_rows *rows)
{
    json_t *row = db_row_json(rows, 0);
    json_object_update(sums, row);
    json_decref(row);
    return true;
}

static bool read_sums(struct task *task, const struct since *since, json_t *sums,
                      struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_station_day_orders,
                          DB_ARGS(DB_I64(since->station_id), DB_TEXT(since->began)), &rows, why) &&
           add(sums, rows) &&
           db_query_class(task, DB_SLOW, &SQL_station_day_parcels,
                          DB_ARGS(DB_I64(since->station_id), DB_TEXT(since->began),
                                  DB_I64(since->first_looked)),
                          &rows, why) &&
           add(sums, rows) &&
           db_query_class(task, DB_SLOW, &SQL_station_day_refunds,
                          DB_ARGS(DB_I64(since->station_id), DB_TEXT(since->began),
                                  DB_I64(since->first_looked)),
                          &rows, why) &&
           add(sums, rows);
}

json_t *station_day_json(struct task *task, int64_t station_id, struct refusal *why)
{
    char day[11], computed[32];
    int64_t now_us = clock_now_us();
    int64_t began_us = now_us - (now_us + BEIJING_US) % DAY_US;
    struct since since = {.station_id = station_id,
                          .first_looked = id_first_of_ms((began_us - DAYS_BACK * DAY_US) / 1000)};
    clock_rfc3339(began_us, 0, since.began);
    json_t *sums = json_pack("{s:s, s:s}", "day", clock_beijing_day(now_us, day), "computed_at",
                             clock_rfc3339(now_us, 0, computed));
    if (read_sums(task, &since, sums, why))
        return sums;
    json_decref(sums);
    return NULL;
}
