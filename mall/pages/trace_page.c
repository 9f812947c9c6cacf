#include "mall/pages/trace_page.h"

#include <string.h>

#include "base/clock.h"
#include "mall/api/product_card.h"
#include "mall/pages/page.h"
#include "registry/identifier.h"

static void set_text(json_t *object, const char *name, const char *text)
{
    json_object_set_new(object, name, json_string(text));
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static int64_t integer_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

/* "2026-11-26" -> "11月26日" */
static const char *day_words(struct task *task, const char *day)
{
    if (strlen(day) < 10)
        return day;
    return arena_printf(task->arena, "%d月%d日", (day[5] - '0') * 10 + day[6] - '0',
                        (day[8] - '0') * 10 + day[9] - '0');
}

/* "11月27日 14:05", Beijing time, of an RFC 3339 moment. */
static const char *moment_words(struct task *task, const char *moment)
{
    int64_t us;
    char beijing[32];
    if (!clock_parse_rfc3339(moment, &us))
        return "";
    clock_rfc3339(us, 480, beijing);
    return arena_printf(task->arena, "%s %.5s", day_words(task, beijing), beijing + 11);
}

static const char *kilograms(struct task *task, int64_t grams)
{
    return arena_printf(task->arena, "%lld.%03lld 千克", (long long)(grams / 1000),
                        (long long)(grams % 1000));
}

/* ---- from the tree to the box ---- */

static void add_step(json_t *steps, const char *name, const char *when, const char *where,
                     const char *what)
{
    json_array_append_new(steps, json_pack("{s:i, s:s, s:s, s:s, s:s}", "no",
                                           (int)json_array_size(steps) + 1, "name", name, "when",
                                           when, "where", where, "what", what));
}

static json_t *steps_of(struct task *task, json_t *trace)
{
    json_t *steps = json_array(), *step;
    size_t i;
    const char *place = arena_printf(task->arena, "%s%s", text_of(trace, "county_name"),
                                     text_of(trace, "village_name"));
    add_step(steps, "采收", day_words(task, text_of(trace, "harvested_on")), place, "");
    add_step(steps, "过秤", moment_words(task, text_of(trace, "weighed_at")),
             text_of(trace, "producer_name"),
             arena_printf(task->arena, "一共 %s", kilograms(task, integer_of(trace, "weight_g"))));
    json_array_foreach(json_object_get(trace, "steps"), i, step) {
        bool boxed = strcmp(text_of(step, "kind"), "box") == 0;
        const char *weight = kilograms(task, integer_of(step, "grams"));
        add_step(steps, boxed ? "装箱" : "拣出", day_words(task, text_of(step, "day")),
                 text_of(trace, "producer_name"),
                 boxed ? arena_printf(task->arena, "%lld 份，净重 %s",
                                      (long long)integer_of(step, "boxes"), weight)
                       : arena_printf(task->arena, "坏果和失水 %s", weight));
    }
    return steps;
}

/* ---- whether the kilograms balance ---- */

static json_t *balance_of(struct task *task, json_t *trace)
{
    static const char *const ROWS[][2] = {
        {"装进箱里", "boxed_g"}, {"拣出和失水", "lost_g"}, {"还没装箱", "unboxed_g"}};
    json_t *rows = json_array();
    for (size_t i = 0; i < sizeof(ROWS) / sizeof(ROWS[0]); i++)
        json_array_append_new(rows, json_pack("{s:s, s:s}", "name", ROWS[i][0], "weight",
                                              kilograms(task, integer_of(trace, ROWS[i][1]))));
    return rows;
}

static void add_villages(struct task *task, json_t *page)
{
    size_t i;
    json_t *village;
    json_array_foreach(json_object_get(page, "villages"), i, village) {
        if (json_is_null(json_object_get(village, "village_name")))
            set_text(village, "village_name", "其他村，合并");
        set_text(village, "weight", kilograms(task, integer_of(village, "grams")));
    }
    json_object_set_new(page, "has_villages",
                        json_boolean(json_array_size(json_object_get(page, "villages")) > 0));
}

json_t *page_trace(struct call *call, json_t *trace)
{
    struct task *task = call->task;
    const char *state = text_of(trace, "state");
    json_t *page = page_data(call, arena_printf(task->arena, "%s的来历", text_of(trace, "title")));
    json_t *steps = steps_of(task, trace);
    json_object_set_new(page, "product_title", json_incref(json_object_get(trace, "title")));
    json_object_del(trace, "title");
    json_object_update_missing(page, trace);
    json_object_set_new(page, "is_open", json_boolean(strcmp(state, "open") == 0));
    json_object_set_new(page, "is_held", json_boolean(strcmp(state, "held") == 0));
    json_object_set_new(page, "is_closed", json_boolean(strcmp(state, "closed") == 0));
    json_object_set_new(page, "known", json_true());
    set_text(page, "harvest_day", day_words(task, text_of(trace, "harvested_on")));
    set_text(page, "weight", kilograms(task, integer_of(trace, "weight_g")));
    set_text(page, "picture_url", product_picture_url(task->arena, text_of(trace, "picture")));
    json_object_set_new(page, "steps", steps);
    json_object_set_new(page, "balance", balance_of(task, trace));
    json_object_set_new(page, "balanced", json_boolean(integer_of(trace, "unboxed_g") >= 0));
    json_decref(trace);
    add_villages(task, page);
    return page;
}

json_t *page_trace_unknown(struct call *call, const char *code)
{
    json_t *page = page_data(call, "没有这个批次号");
    set_text(page, "asked", code);
    json_object_set_new(page, "mistyped", json_boolean(!identifier_is_batch_code(code)));
    return page;
}
