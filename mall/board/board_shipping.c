#include "mall/board/board_shipping.h"

#include "base/db.h"
#include "base/money.h"
#include "gen/mall/board/sql.h"

enum { BANDS = 5 };

static const struct {
    const char *key, *name;
    int column;
} BAND[BANDS] = {
    {"12h", "12 小时内", BOARD_SHIPPING_WITHIN_12H},
    {"24h", "12–24 小时", BOARD_SHIPPING_WITHIN_24H},
    {"48h", "24–48 小时", BOARD_SHIPPING_WITHIN_48H},
    {"72h", "48–72 小时", BOARD_SHIPPING_WITHIN_72H},
    {"later", "72 小时以上", BOARD_SHIPPING_LATER},
};

json_t *board_shipping_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_REPORT, &SQL_board_shipping, DB_NO_ARGS, &rows, why))
        return NULL;
    int64_t orders[BANDS], permille[BANDS] = {0};
    for (int i = 0; i < BANDS; i++)
        orders[i] = db_i64(rows, 0, BAND[i].column);
    money_split(1000, orders, BANDS, permille);
    json_t *bands = json_array();
    for (int i = 0; i < BANDS; i++)
        json_array_append_new(bands, json_pack("{s:s, s:s, s:I, s:I}", "key", BAND[i].key, "name",
                                               BAND[i].name, "orders", (json_int_t)orders[i],
                                               "permille", (json_int_t)permille[i]));
    int64_t shipped = db_i64(rows, 0, BOARD_SHIPPING_SHIPPED);
    json_t *median =
        shipped > 0 ? json_integer(db_i64(rows, 0, BOARD_SHIPPING_MEDIAN_S)) : json_null();
    return json_pack("{s:I, s:I, s:o, s:o}", "shipped", (json_int_t)shipped, "waiting",
                     (json_int_t)db_i64(rows, 0, BOARD_SHIPPING_WAITING), "median_s", median,
                     "bands", bands);
}
