#include "mall/pages/household_payouts.h"

#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/text.h"
#include "ledger/payout.h"
#include "settlement/word.h"

enum { SHOWN = 12, WORDS_MIN = 2, WORDS_MAX = 200 };

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text != NULL ? text : "";
}

static const char *state_words(const char *state)
{
    static const char *const WORDS[][2] = {
        {"ordered", "银行正在办"},        {"paid", "银行说到账了"},
        {"failed", "没发成，下一批再发"}, {"returned", "钱退回银行了，下一批再发"},
        {"confirmed", "您家说收到了"},    {"disputed", "您家说没收到，县里在查"},
    };
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(WORDS[i][0], state) == 0)
            return WORDS[i][1];
    return "";
}

/* What the bank or the county said beside the state; "" = nothing. */
static const char *told_words(struct arena *arena, const json_t *item)
{
    const char *state = text_of(item, "state"), *reason = text_of(item, "reason");
    if (reason[0] == '\0' || strcmp(state, "ordered") == 0 || strcmp(state, "confirmed") == 0)
        return "";
    return arena_printf(arena, "%s：%s",
                        strcmp(state, "paid") == 0       ? "县里查过"
                        : strcmp(state, "disputed") == 0 ? "您家说的"
                                                         : "原因",
                        reason);
}

/* The day that it was paid on, before that the one on which the bank was told. */
static const char *day_words(struct arena *arena, const json_t *item)
{
    const char *day = text_of(item, "paid_on");
    char ordered[11];
    int64_t us = 0;
    if (day[0] == '\0' && clock_parse_rfc3339(text_of(item, "ordered_at"), &us))
        day = clock_beijing_day(us, ordered);
    if (day[0] == '\0')
        return "";
    return arena_printf(arena, "%.4s年%d月%d日", day, (day[5] - '0') * 10 + day[6] - '0',
                        (day[8] - '0') * 10 + day[9] - '0');
}

static json_t *shown_json(struct arena *arena, const struct household_visit *visit,
                          const json_t *item)
{
    const char *state = text_of(item, "state");
    bool first = strcmp(state, "paid") == 0;
    bool open = first || strcmp(state, "disputed") == 0;
    return json_pack("{s:s, s:O, s:s, s:s, s:s, s:s, s:s, s:b, s:b, s:b}", "payout",
                     text_of(item, "payout_id"), "payout_fen", json_object_get(item, "amount_fen"),
                     "day", day_words(arena, item), "tail", text_of(item, "account_tail"), "note",
                     text_of(item, "note"), "says", state_words(state), "because",
                     told_words(arena, item), "may", open && !visit->by_paper, "first", first,
                     "asks", open && visit->by_paper);
}

json_t *household_payouts_json(struct call *call, const struct household_visit *visit,
                               struct refusal *why)
{
    static const struct page NEWEST = {.limit = SHOWN};
    json_t *all = payout_household_json(call->task, visit->household_id, &NEWEST, why), *item;
    json_t *shown = json_array();
    size_t i;
    json_array_foreach(json_object_get(all, "items"), i, item)
        json_array_append_new(shown, shown_json(call->task->arena, visit, item));
    json_decref(all);
    if (all != NULL)
        return shown;
    json_decref(shown);
    return NULL;
}

/* ---- its word ---- */

bool household_payouts_say(struct call *call, const struct household_visit *visit,
                           struct refusal *why)
{
    const char *id = call_form(call, "payout"), *received = call_form(call, "received");
    const char *reason = call_form(call, "reason");
    struct payout_place place;
    int64_t payout_id = 0;
    bool yes = received != NULL && strcmp(received, "1") == 0;
    size_t length = reason != NULL ? text_length(reason) : 0;
    if (visit->by_paper)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "received",
                             "纸上的查询码谁都能拿，收没收到请告诉村里的信息员");
    if (id == NULL || !id_parse(id, &payout_id))
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!payout_find(call->task, payout_id, &place, why))
        return false;
    if (place.household_id != visit->household_id)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!yes &&
        (length < WORDS_MIN || length > WORDS_MAX || !text_is_visible(reason, strlen(reason))))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "reason",
                             "没收到的，请写下看了哪张卡、哪天看的，2 到 200 个字");
    return payout_say(call->task, payout_id, yes ? PAYOUT_CONFIRMED : PAYOUT_DISPUTED,
                      call->session.account_id, yes ? "" : reason, why);
}
