#include "orders/audit_benefit.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/audit.h"
#include "base/clock.h"
#include "base/map.h"
#include "catalog/plan.h"
#include "gen/orders/sql.h"
#include "ledger/split.h"
#include "orders/audit_weight.h"
#include "orders/benefit.h"

/* Some 300 bytes each; a page may add its own to them. */
enum { PLANS_MAX = 200000 };
static const size_t PLANS_LIMIT = (size_t)256 * 1024 * 1024;

/* The pools of a plan, in their order. */
struct plan_pools {
    const char *county;
    int count; /* those beyond PLAN_MAX_POOLS are counted only */
    int64_t numbers[PLAN_MAX_POOLS];
    struct split_pool pools[PLAN_MAX_POOLS];
};

struct audit_benefit {
    json_t *kept, *shares;
    struct audit_weight_book weights;
    bool has_places;        /* each place of a roster is in its plan */
    struct arena *of_plans; /* NULL = none was read */
    struct map plans;       /* id -> struct plan_pools */
};

struct audit_benefit *audit_benefit_new(json_t *kept, json_t *shares)
{
    struct audit_benefit *benefit = calloc(1, sizeof(*benefit));
    if (benefit == NULL)
        abort();
    benefit->kept = kept;
    benefit->shares = shares;
    return benefit;
}

static void forget_plans(struct audit_benefit *benefit)
{
    map_release(&benefit->plans);
    benefit->plans = (struct map){.slots = NULL};
    if (benefit->of_plans != NULL)
        arena_free(benefit->of_plans);
    benefit->of_plans = NULL;
}

void audit_benefit_free(struct audit_benefit *benefit)
{
    audit_weight_free(&benefit->weights);
    forget_plans(benefit);
    free(benefit);
}

/* ---- plans ---- */

static void add_pool(struct audit_benefit *benefit, const struct db_rows *rows, int row)
{
    struct map_slot *slot =
        map_find_i64(&benefit->plans, db_i64(rows, row, AUDIT_PLAN_POOL_PLAN_ID));
    struct plan_pools *plan = slot->pointer;
    if (plan == NULL) {
        plan = arena_alloc(benefit->of_plans, sizeof(*plan));
        plan->county =
            arena_strdup(benefit->of_plans, db_text(rows, row, AUDIT_PLAN_POOL_COUNTY_CODE));
        slot->pointer = plan;
    }
    int at = plan->count++;
    if (at >= PLAN_MAX_POOLS)
        return;
    plan->numbers[at] = db_i64(rows, row, AUDIT_PLAN_POOL_POOL_NO);
    plan->pools[at] =
        (struct split_pool){.rule = benefit_rule(db_text(rows, row, AUDIT_PLAN_POOL_RULE)),
                            .rate = db_i64(rows, row, AUDIT_PLAN_POOL_RATE)};
}

static bool read_plans(struct task *task, struct audit_benefit *benefit, struct db_tx *tx,
                       const int64_t *plans, int count, struct refusal *why)
{
    if (benefit->plans.count > PLANS_MAX)
        forget_plans(benefit);
    if (benefit->of_plans == NULL)
        benefit->of_plans = arena_new(PLANS_LIMIT);
    int64_t *fresh = arena_array(task->arena, (size_t)count + 1, sizeof(*fresh));
    int n = 0;
    for (int i = 0; i < count; i++) {
        bool is_fresh;
        struct map_slot *slot = map_add_i64(&benefit->plans, plans[i], &is_fresh);
        if (!is_fresh)
            continue;
        slot->pointer = NULL;
        fresh[n++] = plans[i];
    }
    struct db_rows *rows;
    if (n == 0)
        return true;
    if (!db_tx_query(tx, &SQL_audit_plan_pool, DB_ARGS(DB_I64S(fresh, n)), &rows, why))
        return false;
    for (int i = 0; i < db_count(rows); i++)
        add_pool(benefit, rows, i);
    return true;
}

bool audit_benefit_begin(struct task *task, struct audit_benefit *benefit, struct db_tx *tx,
                         struct refusal *why)
{
    return audit_weight_read_all(task, tx, &benefit->weights, why) &&
           audit_weight_has_places(tx, &benefit->weights, &benefit->has_places, why);
}

bool audit_benefit_has_places(const struct audit_benefit *benefit)
{
    return benefit->has_places;
}

bool audit_benefit_read(struct task *task, struct audit_benefit *benefit, struct db_tx *tx,
                        const int64_t *rosters, int roster_count, const int64_t *plans,
                        int plan_count, struct refusal *why)
{
    return audit_weight_read(task, tx, &benefit->weights, rosters, roster_count, why) &&
           read_plans(task, benefit, tx, plans, plan_count, why);
}

/* The pools of a line's plan; NULL = there are none, or not of its county. */
static const struct plan_pools *plan_of(const struct audit_benefit *benefit,
                                        const struct audit_sale *sale,
                                        const struct audit_sale_line *line)
{
    const struct map_slot *slot = map_find_i64(&benefit->plans, line->plan_id);
    const struct plan_pools *plan = slot != NULL ? slot->pointer : NULL;
    return plan != NULL && strcmp(plan->county, sale->county) == 0 ? plan : NULL;
}

static const struct audit_sale_entry *entry_of(const struct audit_sale_line *line, int64_t pool_no)
{
    for (int i = 0; i < line->entry_count; i++)
        if (line->entries[i].pool_no == pool_no)
            return &line->entries[i];
    return NULL;
}

static void differs(struct task *task, json_t *violations, int64_t line_id, int64_t pool_no,
                    const char *whose, int64_t have, int64_t should)
{
    audit_violation(
        violations,
        arena_printf(task->arena, "line:%lld pool %lld", (long long)line_id, (long long)pool_no),
        arena_printf(task->arena, "%s %lld, the plan says %lld", whose, (long long)have,
                     (long long)should));
}

/* ---- what is kept ---- */

/* What the households of an entry keep; *below whether one of them gave back more than it got. */
static int64_t kept_fen(const struct audit_sale_entry *entry, bool *below)
{
    *below = false;
    if (entry == NULL)
        return 0;
    int64_t kept = -entry->gone_fen;
    for (int i = 0; i < entry->count; i++)
        kept += entry->amounts[i];
    for (int i = 0; i < entry->count && i < entry->reversed_count; i++)
        *below = *below || entry->reversed[i] > entry->amounts[i];
    return kept;
}

static void check_kept(struct task *task, const struct audit_sale_line *line,
                       const struct plan_pools *plan, json_t *violations)
{
    int64_t amounts[PLAN_MAX_POOLS];
    if (plan == NULL || plan->count > PLAN_MAX_POOLS || line->units_gone > line->quantity) {
        audit_violation(violations, arena_printf(task->arena, "line:%lld", (long long)line->id),
                        "its plan or its refunds make no sense");
        return;
    }
    struct split_kept kept = {.goods_paid_fen =
                                  split_kept_fen(line->paid_fen, line->quantity, line->units_gone),
                              .quantity = line->quantity - line->units_gone,
                              .net_weight_g_per_unit = line->net_weight_g};
    split_pool_amounts(plan->pools, plan->count, &kept, amounts);
    for (int i = 0; i < plan->count; i++) {
        bool below;
        int64_t has = kept_fen(entry_of(line, plan->numbers[i]), &below);
        if (has != amounts[i] || below)
            differs(task, violations, line->id, plan->numbers[i],
                    below ? "somebody is below zero; households keep" : "households keep", has,
                    amounts[i]);
    }
}

/* ---- what was credited ---- */

/* What an entry has for the household at a place of its weights. */
static int64_t credited_fen(const struct audit_sale_entry *entry, const struct audit_weights *of,
                            int at)
{
    int place = of->places[at];
    return place > 0 && place <= entry->count ? entry->amounts[place - 1] : 0;
}

static void check_pool_shares(struct task *task, const struct audit_sale_line *line,
                              int64_t pool_no, int64_t amount, const struct audit_weight_book *book,
                              json_t *violations)
{
    static const struct audit_sale_entry NONE = {.roster_id = 0};
    const struct audit_sale_entry *entry = entry_of(line, pool_no);
    if (entry == NULL)
        entry = &NONE;
    const struct audit_weights *of = audit_weight_find(book, entry->roster_id);
    if (of == NULL || of->plan_id != line->plan_id || of->pool_no != pool_no) {
        if (amount != 0 || entry->count > 0)
            differs(task, violations, line->id, pool_no, "households of the pool were credited", 0,
                    amount);
        return;
    }
    int64_t *shares = arena_array(task->arena, (size_t)of->count, sizeof(*shares));
    split_shares(amount, of->weights, of->count, shares);
    for (int i = 0; i < of->count; i++) {
        int64_t credited = credited_fen(entry, of, i);
        if (credited == shares[i])
            continue;
        differs(task, violations, line->id, pool_no,
                arena_printf(task->arena, "the household at place %d was credited", of->places[i]),
                credited, shares[i]);
        return; /* the others follow from it */
    }
}

static void check_shares(struct task *task, const struct audit_sale_line *line,
                         const struct plan_pools *plan, const struct audit_weight_book *book,
                         json_t *violations)
{
    int64_t amounts[PLAN_MAX_POOLS];
    if (plan == NULL || plan->count > PLAN_MAX_POOLS)
        return; /* check_kept() says so */
    struct split_kept all = {.goods_paid_fen = line->paid_fen,
                             .quantity = line->quantity,
                             .net_weight_g_per_unit = line->net_weight_g};
    split_pool_amounts(plan->pools, plan->count, &all, amounts);
    for (int i = 0; i < plan->count; i++)
        check_pool_shares(task, line, plan->numbers[i], amounts[i], book, violations);
}

void audit_benefit_look(struct task *task, struct audit_benefit *benefit,
                        const struct audit_sale *sale)
{
    for (int i = 0; i < sale->line_count; i++) {
        const struct audit_sale_line *line = &sale->lines[i];
        const struct plan_pools *plan = plan_of(benefit, sale, line);
        if (!audit_is_full(benefit->kept))
            check_kept(task, line, plan, benefit->kept);
        if (!audit_is_full(benefit->shares))
            check_shares(task, line, plan, &benefit->weights, benefit->shares);
    }
}

/* ---- rosters ---- */

/* The roster of an entry, whose households are all known; NULL = it is not. */
static const struct audit_weights *roster_of(const struct audit_benefit *benefit,
                                             const struct audit_sale *sale,
                                             const struct audit_sale_entry *entry)
{
    const struct audit_weights *roster = audit_weight_find(&benefit->weights, entry->roster_id);
    return roster != NULL && roster->marks != NULL && roster->mark_count == entry->count &&
                   strcmp(roster->county, sale->county) == 0
               ? roster
               : NULL;
}

/* As attribution_entry and order_share_now have it: what is left of a share is its household's in
 * one of three ways, and in none while it went back withheld. */
static void add_odd(struct share_sum *sum, const struct audit_sale *sale,
                    const struct audit_sale_entry *entry, const struct share_entry *shares)
{
    for (int i = 0; i < entry->count; i++) {
        int64_t fen = entry->amounts[i], back = i < entry->reversed_count ? entry->reversed[i] : 0,
                left = fen - back;
        int held = entry->held != NULL ? entry->held[i] : AUDIT_NOT_HELD;
        bool is_matured = held == AUDIT_NOT_HELD && sale->shares.is_matured;
        if (fen <= 0)
            continue;
        const int64_t numbers[SHARE_NUMBERS] = {
            [SHARE_ENTRIES] = 1,
            [SHARE_CREDITED] = fen,
            [SHARE_REVERSED] = back,
            [SHARE_ACCRUED] = held == AUDIT_NOT_HELD && !is_matured ? left : 0,
            [SHARE_MATURED] = is_matured ? left : 0,
            [SHARE_WITHHELD] = held == AUDIT_HELD_BACK ? left : 0,
            [SHARE_BORNE] = is_matured && sale->is_borne ? left : 0};
        share_sum_odd(sum, &sale->shares, shares, i + 1, numbers);
    }
}

static void add_entry(const struct audit_benefit *benefit, const struct audit_sale *sale,
                      const struct audit_sale_entry *entry, struct share_sum *sum)
{
    const struct audit_weights *roster = roster_of(benefit, sale, entry);
    if (roster == NULL) {
        sum->is_doubtful = true;
        return;
    }
    const struct share_entry shares = {.roster = roster->mark,
                                       .places = roster->marks,
                                       .amounts = entry->amounts,
                                       .count = entry->count,
                                       .month = clock_beijing_month(entry->accrued_us)};
    if ((sale->shares.flags & ROLLED_PLAIN) != 0)
        share_sum_entry(sum, &sale->shares, &shares);
    else
        add_odd(sum, sale, entry, &shares);
}

void audit_benefit_add_shares(const struct audit_benefit *benefit, const struct audit_sale *sale,
                              struct share_sum *sum)
{
    for (int i = 0; sale->shares.is_rolled && i < sale->line_count; i++)
        for (int k = 0; k < sale->lines[i].entry_count; k++)
            add_entry(benefit, sale, &sale->lines[i].entries[k], sum);
}

bool audit_benefit_has_rosters(const struct audit_benefit *benefit, const struct audit_sale *sale)
{
    for (int i = 0; i < sale->line_count; i++)
        for (int k = 0; k < sale->lines[i].entry_count; k++) {
            const struct audit_sale_entry *entry = &sale->lines[i].entries[k];
            const struct audit_weights *roster = roster_of(benefit, sale, entry);
            if (roster == NULL || roster->plan_id != sale->lines[i].plan_id ||
                roster->pool_no != entry->pool_no ||
                (entry->reversed != NULL && entry->reversed_count != entry->count))
                return false;
        }
    return true;
}
