#include "settlement/summary.h"

#include "base/config.h"
#include "gen/settlement/sql.h"
#include "ledger/roll_up.h"
#include "settlement/compare.h"

json_t *payout_summary_json(struct task *task, const char *county_code, struct refusal *why)
{
    struct roll_up_late late;
    struct db_rows *rows;
    struct payout_basis basis;
    const char *waits_for;
    if (!compare_basis(task, &basis, &waits_for, why) ||
        !roll_up_late_of_county(task, county_code, &late, why) ||
        !db_query_class(task, DB_SLOW, &SQL_summary_load,
                        DB_ARGS(DB_TEXT(county_code), DB_I64S(late.orders, late.order_count)),
                        &rows, why))
        return NULL;
    json_t *summary = db_row_json(rows, 0);
    json_object_set_new(summary, "least_fen", json_integer(config_int("MALL_PAYOUT_LEAST_FEN")));
    json_object_set_new(summary, "waits_for", json_string(waits_for));
    json_object_set_new(summary, "snapshot_id", json_string(basis.snapshot_id));
    json_object_set_new(summary, "change_no", json_integer(basis.change_no));
    return summary;
}
