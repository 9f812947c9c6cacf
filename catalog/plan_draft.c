#include "catalog/plan_draft.h"

#include <stdio.h>
#include <string.h>

#include "gen/catalog/sql.h"

const struct refusal_kind PLAN_EXCEEDS_PRICE = {"plan_exceeds_price", 422,
                                                "联农收益加起来超过了售价"};
const struct refusal_kind PLAN_RATES_EXCEED = {"plan_rates_exceed", 422,
                                               "各项按比例分配的合计不能超过 100%"};
const struct refusal_kind PLAN_HOUSEHOLD_TWICE = {"household_twice", 422, "同一项里一户只能填一次"};
const struct refusal_kind PLAN_HOUSEHOLD_UNKNOWN = {"household_unknown", 422,
                                                    "本县建档立卡名册里没有这一户"};
const struct refusal_kind PLAN_HOUSEHOLD_UNCONFIRMED = {"household_unconfirmed", 422,
                                                        "这一户在名册里目前不是有效状态，不能关联"};

const struct refusal_kind PLAN_LINK_NOT_FREE = {"link_in_doubt", 422,
                                                "这一户和卖家的联结有疑问或者已经终止，不能关联"};

/* ---- reading ---- */

static const char *const KINDS[] = {"purchase",    "wage",      "land_rent", "dividend",
                                    "trusteeship", "patronage", NULL};
static const char *const RULES[] = {"rate_bp", "fen_per_unit", "fen_per_kg", NULL};

static const struct shape_field SHARE_FIELDS[] = {
    FIELD_ID(struct plan_draft_share, household_id, REQUIRED, "请选择农户"),
    FIELD_INT(struct plan_draft_share, weight, REQUIRED, 1, 1000000000000,
              "权重应为 1 到 1000000000000 之间的整数"),
};
static const struct shape SHARE_SHAPE = SHAPE(struct plan_draft_share, SHARE_FIELDS);

static const struct shape_field POOL_FIELDS[] = {
    FIELD_CHOICE(struct plan_draft_pool, kind, REQUIRED, KINDS,
                 "请选择联结方式：订单收购、务工、土地流转、入股分红、托管、盈余返还"),
    FIELD_CHOICE(struct plan_draft_pool, rule, REQUIRED, RULES,
                 "请选择算法：按货款比例、每件若干分、每千克若干分"),
    FIELD_INT(struct plan_draft_pool, rate, REQUIRED, 1, 100000000,
              "标准应为 1 到 100000000 之间的整数（万分之几，或分）"),
    FIELD_LIST(struct plan_draft_pool, shares, REQUIRED, 1, PLAN_MAX_SHARES, SHARE_SHAPE,
               "每一项应关联 1 到 200 户"),
};
static const struct shape POOL_SHAPE = SHAPE(struct plan_draft_pool, POOL_FIELDS);

static const struct shape_field PLAN_FIELDS[] = {
    FIELD_LIST(struct plan_draft, pools, REQUIRED, 1, PLAN_MAX_POOLS, POOL_SHAPE,
               "联农方案应有 1 到 8 项"),
};
const struct shape PLAN_DRAFT_SHAPE = SHAPE(struct plan_draft, PLAN_FIELDS);

static const struct plan_draft_pool *pool_at(const struct plan_draft *draft, int index)
{
    return (const struct plan_draft_pool *)draft->pools.items + index;
}

static const struct plan_draft_share *share_at(const struct plan_draft_pool *pool, int index)
{
    return (const struct plan_draft_share *)pool->shares.items + index;
}

/* ---- the check by itself ---- */

/* At most 200 households a pool: comparing each with each costs less than a table. */
static bool check_twice(const struct plan_draft_pool *pool, int pool_index, struct refusal *why)
{
    for (int i = 0; i < pool->shares.count; i++) {
        for (int k = 0; k < i; k++) {
            if (share_at(pool, i)->household_id != share_at(pool, k)->household_id)
                continue;
            char field[64];
            snprintf(field, sizeof(field), "pools/%d/shares/%d/household_id", pool_index, i);
            return refuse(why, &PLAN_HOUSEHOLD_TWICE, field);
        }
    }
    return true;
}

static bool check_rates(const struct plan_draft *draft, struct refusal *why)
{
    int64_t sum = 0;
    for (int i = 0; i < draft->pools.count; i++) {
        const struct plan_draft_pool *pool = pool_at(draft, i);
        if (strcmp(pool->rule, "rate_bp") != 0)
            continue;
        sum += pool->rate;
        if (sum <= 10000)
            continue;
        char field[32];
        snprintf(field, sizeof(field), "pools/%d/rate", i);
        return refuse(why, &PLAN_RATES_EXCEED, field);
    }
    return true;
}

/* What a pool promises for one unit, in ten-thousandths of a fen: exact for all three rules. At
 * most 10^15 within the shape's ranges (1,000,000 g x 100,000,000 fen x 10), so that eight pools
 * stay far inside int64. */
static int64_t promised(const struct plan_draft_pool *pool, const struct plan_unit *unit)
{
    if (strcmp(pool->rule, "rate_bp") == 0)
        return unit->price_fen * pool->rate;
    if (strcmp(pool->rule, "fen_per_unit") == 0)
        return pool->rate * 10000;
    return unit->net_weight_g * pool->rate * 10;
}

static bool check_unit(const struct plan_draft *draft, const struct plan_unit *unit,
                       struct refusal *why)
{
    int64_t sum = 0;
    for (int i = 0; i < draft->pools.count; i++)
        sum += promised(pool_at(draft, i), unit);
    if (sum <= unit->price_fen * 10000)
        return true;
    int64_t promised_fen = (sum + 9999) / 10000;
    return refuse_detail(
        why, &PLAN_EXCEEDS_PRICE, "pools", "售价 %lld 分、净重 %lld 克的一件要分出 %lld 分",
        (long long)unit->price_fen, (long long)unit->net_weight_g, (long long)promised_fen);
}

bool plan_draft_check(const struct plan_draft *draft, const struct plan_unit *units, int unit_count,
                      struct refusal *why)
{
    for (int i = 0; i < draft->pools.count; i++)
        if (!check_twice(pool_at(draft, i), i, why))
            return false;
    if (!check_rates(draft, why))
        return false;
    for (int i = 0; i < unit_count; i++)
        if (!check_unit(draft, &units[i], why))
            return false;
    return true;
}

/* ---- the check against the register ---- */

/* A share beside the others of its plan. */
struct flat_share {
    int64_t pool_no; /* from 1 */
    int64_t place;   /* in its pool, from 0 */
    int64_t household_id, weight;
};

static struct flat_share *flatten(struct task *task, const struct plan_draft *draft, int *count)
{
    *count = 0;
    for (int p = 0; p < draft->pools.count; p++)
        *count += pool_at(draft, p)->shares.count;
    struct flat_share *shares = arena_array(task->arena, (size_t)*count, sizeof(*shares)),
                      *next = shares;
    for (int p = 0; p < draft->pools.count; p++) {
        for (int s = 0; s < pool_at(draft, p)->shares.count; s++) {
            const struct plan_draft_share *share = share_at(pool_at(draft, p), s);
            *next++ = (struct flat_share){p + 1, s, share->household_id, share->weight};
        }
    }
    return shares;
}

bool plan_draft_check_households(struct task *task, struct db_tx *tx,
                                 const struct plan_draft *draft, const char *county_code,
                                 int64_t producer_id, struct refusal *why)
{
    int count;
    const struct flat_share *shares = flatten(task, draft, &count);
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_plan_household_check,
                     DB_ARGS(DB_COLUMN_I64(shares, count, household_id), DB_TEXT(county_code),
                             DB_I64(producer_id)),
                     &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true;
    char field[64];
    const struct flat_share *at = &shares[db_i64(rows, 0, PLAN_HOUSEHOLD_CHECK_PLACE) - 1];
    snprintf(field, sizeof(field), "pools/%d/shares/%d/household_id", (int)at->pool_no - 1,
             (int)at->place);
    if (!db_bool(rows, 0, PLAN_HOUSEHOLD_CHECK_KNOWN))
        return refuse(why, &PLAN_HOUSEHOLD_UNKNOWN, field);
    return refuse(why,
                  db_bool(rows, 0, PLAN_HOUSEHOLD_CHECK_IS_CONFIRMED) ? &PLAN_LINK_NOT_FREE
                                                                      : &PLAN_HOUSEHOLD_UNCONFIRMED,
                  field);
}

/* ---- comparing and storing ---- */

static bool has_share(const struct plan_draft_pool *pool, const struct plan_share *share)
{
    for (int i = 0; i < pool->shares.count; i++)
        if (share_at(pool, i)->household_id == share->household_id)
            return share_at(pool, i)->weight == share->weight;
    return false;
}

static bool same_pool(const struct plan_draft_pool *drafted, const struct plan_pool *pool)
{
    if (strcmp(drafted->kind, pool->kind) != 0 || strcmp(drafted->rule, pool->rule) != 0 ||
        drafted->rate != pool->rate || drafted->shares.count != pool->share_count)
        return false;
    for (int i = 0; i < pool->share_count; i++)
        if (!has_share(drafted, &pool->shares[i]))
            return false;
    return true;
}

bool plan_draft_equals(const struct plan_draft *draft, const struct plan *plan)
{
    if (draft->pools.count != plan->pool_count)
        return false;
    for (int i = 0; i < plan->pool_count; i++)
        if (!same_pool(pool_at(draft, i), &plan->pools[i]))
            return false;
    return true;
}

void plan_draft_insert(struct task *task, struct db_tx *tx, const struct plan_draft *draft,
                       int64_t plan_id, int64_t listing_id, const char *county_code,
                       int64_t actor_id)
{
    const struct plan_draft_pool *pools = draft->pools.items;
    int pool_count = draft->pools.count, share_count;
    const struct flat_share *shares = flatten(task, draft, &share_count);
    db_tx_send(
        tx, &SQL_benefit_plan_add,
        DB_ARGS(DB_I64(plan_id), DB_TEXT(county_code), DB_I64(listing_id), DB_I64(actor_id)));
    db_tx_send(
        tx, &SQL_benefit_pool_add,
        DB_ARGS(DB_I64(plan_id), DB_TEXT(county_code), DB_COLUMN_TEXT(pools, pool_count, kind),
                DB_COLUMN_TEXT(pools, pool_count, rule), DB_COLUMN_I64(pools, pool_count, rate)));
    db_tx_send(tx, &SQL_benefit_share_add,
               DB_ARGS(DB_I64(plan_id), DB_TEXT(county_code),
                       DB_COLUMN_I64(shares, share_count, pool_no),
                       DB_COLUMN_I64(shares, share_count, household_id),
                       DB_COLUMN_I64(shares, share_count, weight)));
}
