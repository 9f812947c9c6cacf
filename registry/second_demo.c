/* The demo's people have no phones: they are told spare codes. */
#include "gen/registry/sql.h"
#include "registry/second.h"
#include "registry/second_factor.h"
#include "registry/second_spare.h"

struct demo_code {
    int64_t account_id;
    const struct second_factor *factor;
    struct second_spares spares;
};

static bool demo_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    const struct demo_code *demo = argument;
    const struct second_factor *factor = demo->factor;
    (void)task;
    return (factor->confirmed ||
            db_tx_query(tx, &SQL_second_factor_take,
                        DB_ARGS(DB_I64(demo->account_id), DB_I64(1),
                                DB_BYTES(factor->sealed, factor->sealed_length)),
                        NULL, why)) &&
           second_spares_keep(tx, demo->account_id, &demo->spares, why);
}

const char *second_demo_code(struct task *task, int64_t account_id, struct refusal *why)
{
    struct second_factor factor;
    bool kept;
    struct demo_code demo = {.account_id = account_id, .factor = &factor};
    if (second_factor_make(task, account_id, &kept, why) == NULL ||
        !second_factor_find(task, account_id, &factor, why))
        return NULL;
    second_spares_make(task->arena, &factor, 1, &demo.spares);
    return db_transact(task, DB_FAST, demo_body, &demo, why) ? demo.spares.codes[0] : NULL;
}
