#include "settlement/result.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "ledger/payout.h"
#include "ledger/payout_run.h"

const struct refusal_kind PAYOUT_RESULT_KNOWN = {"payout_result_known", 409,
                                                 "这一户的发放结果以前登记过，和这次的不一样"};

static const char *const OUTCOMES[] = {"paid", "failed", "returned", NULL};
static const struct shape_field ITEM_FIELDS[] = {
    FIELD_TEXT(struct payout_result, payout_id, REQUIRED, 1, 20, "请填写发放编号"),
    FIELD_CHOICE(struct payout_result, outcome, REQUIRED, OUTCOMES,
                 "请写明结果：到账、失败，或者到账以后退回"),
    FIELD_DATE(struct payout_result, paid_on, OPTIONAL, "日期应写成 2026-11-27 这样"),
    FIELD_TEXT(struct payout_result, bank_no, OPTIONAL, 1, 64, "银行流水号 1 到 64 个字"),
    FIELD_TEXT(struct payout_result, reason, OPTIONAL, 2, 200, "请写明原因，2 到 200 个字"),
};
static const struct shape ITEM_SHAPE = SHAPE(struct payout_result, ITEM_FIELDS);
static const struct shape_field FIELDS[] = {
    FIELD_LIST(struct payout_results, items, REQUIRED, 1, PAYOUT_RESULTS_MAX, ITEM_SHAPE,
               "请写 1 到 200 户的结果"),
};
const struct shape PAYOUT_RESULTS_SHAPE = SHAPE(struct payout_results, FIELDS);

struct taking {
    int64_t run_id, actor_id;
    const struct payout_result *items;
    int count;
    int64_t *ids;
    int64_t taken;
};

/* Refuses one item by its place. */
static bool refuse_item(struct refusal *why, const struct refusal_kind *kind, int i,
                        const char *field, const char *detail)
{
    char prefix[32];
    refuse_detail(why, kind, field, "%s", detail);
    snprintf(prefix, sizeof(prefix), "items/%d", i);
    refusal_prefix(why, prefix);
    return false;
}

/* ---- before the database is asked ---- */

static bool check_item(const struct payout_result *item, int i, struct refusal *why)
{
    bool paid = strcmp(item->outcome, "paid") == 0;
    char today[11];
    clock_beijing_day(clock_now_us(), today);
    if (paid && item->paid_on == NULL)
        return refuse_item(why, &REFUSAL_MISSING_FIELD, i, "paid_on", "请写明哪天到账");
    if (paid && item->bank_no == NULL)
        return refuse_item(why, &REFUSAL_MISSING_FIELD, i, "bank_no", "请写明银行流水号");
    if (!paid && item->reason == NULL)
        return refuse_item(why, &REFUSAL_MISSING_FIELD, i, "reason", "请写明原因，2 到 200 个字");
    if (paid && strcmp(item->paid_on, today) > 0)
        return refuse_item(why, &REFUSAL_INVALID_FIELD, i, "paid_on", "到账的日子不能在今天以后");
    return true;
}

static bool read_ids(struct task *task, struct taking *taking, struct refusal *why)
{
    taking->ids = arena_array(task->arena, (size_t)taking->count, sizeof(*taking->ids));
    for (int i = 0; i < taking->count; i++) {
        if (!id_parse(taking->items[i].payout_id, &taking->ids[i]))
            return refuse_item(why, &REFUSAL_INVALID_FIELD, i, "payout_id", "没有这个发放编号");
        for (int k = 0; k < i; k++)
            if (taking->ids[k] == taking->ids[i])
                return refuse_item(why, &REFUSAL_INVALID_FIELD, i, "payout_id",
                                   "同一个发放编号写了两次");
        if (!check_item(&taking->items[i], i, why))
            return false;
    }
    return true;
}

/* ---- against what is known ---- */

static const struct payout *line_of(const struct payout *lines, int count, int64_t id)
{
    for (int i = 0; i < count; i++)
        if (lines[i].id == id)
            return &lines[i];
    return NULL;
}

static enum payout_state state_after(const struct payout_result *item)
{
    return (enum payout_state)machine_state(&PAYOUT_MACHINE, item->outcome);
}

/* The same words again. */
static bool is_known(const struct payout *line, const struct payout_result *item)
{
    bool was_paid = line->state == PAYOUT_PAID || line->state == PAYOUT_CONFIRMED ||
                    line->state == PAYOUT_DISPUTED;
    if (state_after(item) == PAYOUT_PAID)
        return was_paid && strcmp(line->paid_on, item->paid_on) == 0 &&
               strcmp(line->bank_no, item->bank_no) == 0;
    return line->state == state_after(item);
}

static bool check_line(const struct taking *taking, const struct payout *line, int i,
                       struct refusal *why)
{
    const struct payout_result *item = &taking->items[i];
    if (line == NULL || line->run_id != taking->run_id)
        return refuse_item(why, &REFUSAL_INVALID_FIELD, i, "payout_id", "这批里没有这个发放编号");
    if (is_known(line, item))
        return true;
    if (!machine_allows(&PAYOUT_MACHINE, (int)line->state, (int)state_after(item)))
        return refuse_item(why, &PAYOUT_RESULT_KNOWN, i, "outcome",
                           "这一户的发放结果以前登记过，和这次的不一样");
    if (item->paid_on != NULL && strcmp(item->paid_on, line->ordered_on) < 0)
        return refuse_item(why, &REFUSAL_INVALID_FIELD, i, "paid_on", "到账的日子不能在放行以前");
    return true;
}

/* Lines of one state that move to one state, together. */
static void move_alike(struct task *task, struct db_tx *tx, struct taking *taking,
                       const struct payout *lines, int count, enum payout_state from,
                       enum payout_state to)
{
    const struct payout_mover mover = {taking->actor_id, ""};
    struct payout_move *moves = arena_array(task->arena, (size_t)taking->count + 1, sizeof(*moves));
    int n = 0;
    for (int i = 0; i < taking->count; i++) {
        const struct payout *line = line_of(lines, count, taking->ids[i]);
        const struct payout_result *item = &taking->items[i];
        if (line->state == from && state_after(item) == to && !is_known(line, item))
            moves[n++] = (struct payout_move){line, item->paid_on, item->bank_no,
                                              item->reason != NULL ? item->reason : ""};
    }
    payout_move(task, tx, moves, n, to, &mover);
    taking->taken += n;
}

static bool take_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct taking *taking = argument;
    struct payout_run run;
    struct payout *lines;
    int count;
    taking->taken = 0;
    if (!payout_run_lock(tx, taking->run_id, &run, why) ||
        !payout_lock(task, tx, taking->ids, taking->count, &lines, &count, why))
        return false;
    for (int i = 0; i < taking->count; i++)
        if (!check_line(taking, line_of(lines, count, taking->ids[i]), i, why))
            return false;
    move_alike(task, tx, taking, lines, count, PAYOUT_ORDERED, PAYOUT_PAID);
    move_alike(task, tx, taking, lines, count, PAYOUT_ORDERED, PAYOUT_FAILED);
    move_alike(task, tx, taking, lines, count, PAYOUT_PAID, PAYOUT_RETURNED);
    move_alike(task, tx, taking, lines, count, PAYOUT_DISPUTED, PAYOUT_RETURNED);
    return payout_run_close(tx, taking->run_id, taking->actor_id, why);
}

bool payout_take_results(struct task *task, int64_t run_id, const struct payout_results *results,
                         int64_t actor_id, int64_t *taken, struct refusal *why)
{
    struct taking taking = {.run_id = run_id,
                            .actor_id = actor_id,
                            .items = results->items.items,
                            .count = results->items.count};
    if (!read_ids(task, &taking, why) || !db_transact(task, DB_FAST, take_body, &taking, why))
        return false;
    *taken = taking.taken;
    return true;
}
