#include "mall/api/statement_view.h"

#include <string.h>

#include "base/id.h"
#include "base/money.h"
#include "base/text.h"
#include "orders/line_title.h"
#include "registry/region.h"

static int64_t integer_of(json_t *object, const char *name)
{
    return json_integer_value(json_object_get(object, name));
}

static const char *text_of(json_t *object, const char *name)
{
    const char *text = json_string_value(json_object_get(object, name));
    return text != NULL ? text : "";
}

static const char *yuan(struct task *task, int64_t fen)
{
    char text[24];
    return arena_strdup(task->arena, money_yuan(fen, text));
}

/* ---- one line ---- */

/* What the money is for, as people say it. */
static const char *spoken_kind(const char *kind)
{
    static const char *const WORDS[][2] = {
        {"purchase", "收购款"},      {"wage", "工钱"},
        {"land_rent", "地租"},       {"dividend", "分红"},
        {"trusteeship", "托管的钱"}, {"patronage", "返还的钱"},
    };
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcmp(WORDS[i][0], kind) == 0)
            return WORDS[i][1];
    return "钱";
}

/* "奉节脐橙 卖出去了，收购款记您家 3.40 元，买家退款收回 1.70 元，还剩 1.70 元" */
static const char *line_words(struct task *task, json_t *entry)
{
    int64_t reversed = integer_of(entry, "reversed_fen");
    const char *words = arena_printf(task->arena, "%s卖出去了，%s记您家 %s 元",
                                     text_of(entry, "title"), spoken_kind(text_of(entry, "kind")),
                                     yuan(task, integer_of(entry, "credited_fen")));
    if (reversed == 0)
        return words;
    return arena_printf(task->arena, "%s，买家退款收回 %s 元，还剩 %s 元", words,
                        yuan(task, reversed), yuan(task, integer_of(entry, "net_fen")));
}

json_t *statement_view_json(struct task *task, const struct household *household,
                            const struct statement_query *query, struct refusal *why)
{
    char id[21];
    json_t *statement = statement_json(task, query, why), *entry;
    if (statement == NULL)
        return NULL;
    json_t *items = json_object_get(statement, "items");
    if (!line_title_add(task, items, why)) {
        json_decref(statement);
        return NULL;
    }
    size_t i;
    json_array_foreach(items, i, entry)
        json_object_set_new(entry, "words", json_string(line_words(task, entry)));
    json_object_set_new(statement, "household_id", json_string(id_text(household->id, id)));
    json_object_set_new(statement, "pseudonym", json_string(household->pseudonym));
    json_object_set_new(statement, "village_name",
                        json_string(region_path(task, household->village_code)));
    json_object_set_new(statement, "month",
                        query->month != NULL ? json_string(query->month) : json_null());
    return statement;
}

/* ---- the message ---- */

json_t *statement_month(json_t *statement, const char *month)
{
    size_t i;
    json_t *one;
    json_array_foreach(json_object_get(statement, "months"), i, one)
        if (strcmp(text_of(one, "month"), month) == 0)
            return one;
    return NULL;
}

/* A Chinese message holds 70 characters, each of several that belong together 67. */
static int64_t messages_of(size_t characters)
{
    return characters <= 70 ? 1 : (int64_t)(characters + 66) / 67;
}

json_t *statement_sms_json(struct task *task, const struct household_face *face, json_t *statement,
                           const char *month)
{
    json_t *totals = json_object_get(statement, "totals");
    json_t *sums = month != NULL ? statement_month(statement, month) : totals;
    const char *when =
        month != NULL ? arena_printf(task->arena, "%.4s年%.2s月", month, month + 5) : "到今天";
    int64_t kept = integer_of(sums, "credited_fen") - integer_of(sums, "reversed_fen");
    int64_t settled = integer_of(sums, "matured_fen"); /* paid or not */
    const char *text =
        kept == 0 ? arena_printf(task->arena, "【扶贫商城】%s家%s没有新记的钱。有疑问到村里问。",
                                 face->head, when)
                  : arena_printf(task->arena,
                                 "【扶贫商城】%s家%s记了%s元，其中%s元已算清，%s元等买家收货，"
                                 "%s元等核实。明细到村里看。",
                                 face->head, when, yuan(task, kept), yuan(task, settled),
                                 yuan(task, integer_of(sums, "accrued_fen")),
                                 yuan(task, integer_of(sums, "withheld_fen")));
    size_t characters = text_length(text);
    return json_pack("{s:s, s:I, s:I, s:s, s:s?}", "text", text, "characters",
                     (json_int_t)characters, "messages", (json_int_t)messages_of(characters),
                     "phone", face->phone, "month", month);
}
