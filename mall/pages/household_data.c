#include "mall/pages/household_data.h"

#include <string.h>

#include "base/clock.h"
#include "mall/api/statement_view.h"
#include "mall/pages/page.h"
#include "registry/authority.h"

enum { ENTRIES_SHOWN = 50, MONTHS_SHOWN = 12, PROXIES_SHOWN = 20, BAR_WIDTH = 1000 };

static int64_t integer_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static int64_t kept_fen(json_t *sums)
{
    return integer_of(sums, "credited_fen") - integer_of(sums, "reversed_fen");
}

/* ---- the steps ---- */

struct step {
    const char *member, *mark, *name, *note;
};
static const struct step STEPS[] = {
    {"paid_out_fen", "paid", "已经发给您家", "银行说打到卡上了"},
    {"due_fen", "matured", "算清了，等着发", "以后退货也不再扣"},
    {"accrued_fen", "accrued", "记了账，还没到手", "等买家收到货，过了退货的日子"},
    {"withheld_fen", "withheld", "先留着，等县里核实", "核实了就记给您家"},
};
enum { STEP_COUNT = sizeof(STEPS) / sizeof(STEPS[0]) };

/* Where the money stands, and the bar of it: rectangles side by side, as wide as their amounts.
 * What has matured is the household's, paid or not; what is not waits. */
static json_t *steps_json(json_t *totals, int64_t total)
{
    json_t *steps = json_array();
    json_object_set_new(
        totals, "due_fen",
        json_integer(integer_of(totals, "matured_fen") - integer_of(totals, "paid_out_fen")));
    int64_t before = 0;
    for (int i = 0; i < STEP_COUNT; i++) {
        int64_t fen = integer_of(totals, STEPS[i].member);
        int64_t left = total > 0 ? before * BAR_WIDTH / total : 0;
        before += fen;
        int64_t right = total > 0 ? before * BAR_WIDTH / total : 0;
        if (fen != 0)
            json_array_append_new(
                steps, json_pack("{s:s, s:s, s:s, s:I, s:I, s:I}", "mark", STEPS[i].mark, "name",
                                 STEPS[i].name, "note", STEPS[i].note, "step_fen", (json_int_t)fen,
                                 "left", (json_int_t)left, "width", (json_int_t)(right - left)));
    }
    return steps;
}

/* ---- the months ---- */

static const char *month_words(struct task *task, const char *month)
{
    const char *digits = month[5] == '0' ? month + 6 : month + 5;
    return arena_printf(task->arena, "%.4s年%s月", month, digits);
}

static json_t *months_json(struct task *task, json_t *months, const char *shown)
{
    json_t *list = json_array(), *month;
    int64_t most = 0;
    size_t i;
    json_array_foreach(months, i, month)
        if (kept_fen(month) > most)
            most = kept_fen(month);
    json_array_foreach(months, i, month) {
        const char *name = text_of(month, "month");
        int64_t fen = kept_fen(month);
        if (i == MONTHS_SHOWN)
            break;
        json_array_append_new(list,
                              json_pack("{s:s, s:s, s:b, s:I, s:I}", "month", name, "name",
                                        month_words(task, name), "shown", strcmp(name, shown) == 0,
                                        "kept_fen", (json_int_t)fen, "width",
                                        (json_int_t)(most > 0 ? fen * BAR_WIDTH / most : 0)));
    }
    return list;
}

/* ---- one month, line by line ---- */

static const char *spoken_state(const char *state)
{
    static const char *const WORDS[][2] = {
        {"accrued", "记了账，还没到手"},
        {"matured", "算清了，归您家"},
        {"withheld", "先留着，等核实"},
        {"reversed", "买家退款，收回了"},
    };
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(WORDS[i][0], state) == 0)
            return WORDS[i][1];
    return "";
}

static json_t *entries_json(struct task *task, json_t *items)
{
    json_t *list = json_array(), *item;
    size_t i;
    json_array_foreach(items, i, item) {
        const char *day = text_of(item, "day");
        json_array_append_new(
            list,
            json_pack("{s:s, s:s, s:s, s:s, s:I}", "day",
                      arena_printf(task->arena, "%d月%d日", (day[5] - '0') * 10 + day[6] - '0',
                                   (day[8] - '0') * 10 + day[9] - '0'),
                      "words", text_of(item, "words"), "state", text_of(item, "state"),
                      "state_words", spoken_state(text_of(item, "state")), "line_fen",
                      (json_int_t)integer_of(item, "net_fen")));
    }
    return list;
}

/* What is read aloud: the page in three sentences. */
static const char *spoken(struct task *task, const struct household_face *face, json_t *page)
{
    char total[48], month[48];
    return arena_printf(task->arena, "%s家。一共记给您家%s。%s记了%s。", face->head,
                        page_money_words(integer_of(page, "total_fen"), total),
                        text_of(page, "month_name"),
                        page_money_words(integer_of(page, "month_fen"), month));
}

static const char *today_month(struct task *task)
{
    char day[11];
    clock_beijing_day(clock_now_us(), day);
    return arena_printf(task->arena, "%.7s", day);
}

static json_t *fill(struct call *call, const struct household_face *face, json_t *statement,
                    const char *month)
{
    struct task *task = call->task;
    json_t *page = page_data(call, "我家的账");
    json_t *months = json_object_get(statement, "months");
    json_t *one = statement_month(statement, month);
    const char *next = json_string_value(json_object_get(statement, "next"));
    int64_t total = kept_fen(json_object_get(statement, "totals"));
    json_object_set_new(page, "head", json_string(face->head));
    json_object_set_new(page, "village", json_string(face->village));
    json_object_set_new(page, "tail", json_string(face->tail));
    json_object_set_new(page, "total_fen", json_integer(total));
    json_object_set_new(page, "steps", steps_json(json_object_get(statement, "totals"), total));
    json_object_set_new(page, "months", months_json(task, months, month));
    json_object_set_new(page, "month", json_string(month));
    json_object_set_new(page, "month_name", json_string(month_words(task, month)));
    json_object_set_new(page, "month_fen", json_integer(kept_fen(one)));
    json_object_set_new(page, "entries", entries_json(task, json_object_get(statement, "items")));
    json_object_set_new(page, "away",
                        json_boolean(json_is_false(json_object_get(one, "has_lines"))));
    json_object_set_new(page, "more", json_string(next != NULL ? next : ""));
    json_object_set(page, "agrees", json_object_get(statement, "agrees"));
    json_object_set(page, "pseudonym", json_object_get(statement, "pseudonym"));
    json_object_set_new(page, "spoken", json_string(spoken(task, face, page)));
    page_add_money(page);
    return page;
}

/* The newest month with income; this month where there is none. */
static const char *newest_month(struct task *task, const struct household *household,
                                struct refusal *why)
{
    struct statement_query query = {.household_id = household->id, .page = {.limit = 1}};
    json_t *statement = statement_json(task, &query, why);
    if (statement == NULL)
        return NULL;
    const char *month = text_of(json_array_get(json_object_get(statement, "months"), 0), "month");
    month = month[0] != '\0' ? arena_strdup(task->arena, month) : today_month(task);
    json_decref(statement);
    return month;
}

/* ---- who may act for it ---- */

static const char *relation_words(const char *relation)
{
    static const char *const WORDS[][2] = {
        {"family", "家里人"}, {"neighbour", "邻居"}, {"officer", "村干部"}};
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(WORDS[i][0], relation) == 0)
            return WORDS[i][1];
    return "别的人";
}

static const char *scope_word(const char *scope)
{
    static const char *const WORDS[][2] = {{"statement", "看账"},
                                           {"record", "看登记信息"},
                                           {"consent", "替您说同意、撤回"},
                                           {"correction", "替您申请更正"}};
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(WORDS[i][0], scope) == 0)
            return WORDS[i][1];
    return scope;
}

static const char *scope_words(struct task *task, json_t *scope)
{
    const char *words = "";
    json_t *word;
    size_t i;
    json_array_foreach(scope, i, word)
        words = arena_printf(task->arena, "%s%s%s", words, i > 0 ? "、" : "",
                             scope_word(json_string_value(word)));
    return words;
}

static json_t *proxies_json(struct task *task, int64_t household_id, struct refusal *why)
{
    struct page newest = {.limit = PROXIES_SHOWN};
    json_t *all = authority_of_household_json(task, household_id, &newest, why), *item;
    json_t *shown = json_array();
    size_t i;
    if (all == NULL)
        return NULL;
    json_array_foreach(json_object_get(all, "items"), i, item) {
        if (strcmp(text_of(item, "state"), "in_force") != 0)
            continue;
        json_array_append_new(shown, json_pack("{s:s, s:s, s:s, s:s}", "relation",
                                               relation_words(text_of(item, "relation")), "phone",
                                               text_of(item, "proxy_phone"), "ends_on",
                                               text_of(item, "ends_on"), "scope",
                                               scope_words(task, json_object_get(item, "scope"))));
    }
    json_decref(all);
    return shown;
}

json_t *page_household(struct call *call, const struct household *household, const char *month,
                       int64_t after, struct refusal *why)
{
    struct household_face face;
    if (month == NULL)
        month = newest_month(call->task, household, why);
    if (month == NULL || !household_face(call->task, household, &face, why))
        return NULL;
    struct statement_query query = {.household_id = household->id,
                                    .month = month,
                                    .page = {.after = after, .limit = ENTRIES_SHOWN}};
    json_t *statement = statement_view_json(call->task, household, &query, why);
    if (statement == NULL)
        return NULL;
    json_t *page = fill(call, &face, statement, month);
    json_decref(statement);
    json_t *proxies = proxies_json(call->task, household->id, why);
    json_object_set_new(page, "proxies", proxies);
    return proxies != NULL ? page : NULL;
}
