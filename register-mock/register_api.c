#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json_text.h"
#include "register-mock/register_call.h"
#include "register-mock/register_report.h"
#include "register-mock/register_spoil.h"

enum { HOUSEHOLDS_MAX = 5000, CHANGES_MAX = 1000 };

/* ---- snapshots ----------------------------------------------------------------------------- */

static void not_found(struct register_call *call, const char *message)
{
    struct register_refusal why;
    register_refuse(&why, 404, "not_found", message);
    register_answer_refusal(call, &why);
}

void register_api_latest(struct register_call *call)
{
    struct register_snapshot snapshot;
    if (!register_store_latest(&call->national->store, call->arena, &snapshot)) {
        not_found(call, "还没有快照");
        return;
    }
    register_answer(
        call, 200,
        json_pack("{s:s, s:s, s:I, s:I, s:I}", "snapshot_id", snapshot.snapshot_id, "taken_at",
                  snapshot.taken_at, "change_no", (json_int_t)snapshot.change_no, "household_count",
                  (json_int_t)snapshot.households, "member_count", (json_int_t)snapshot.members));
}

/* "village_code/household_no" in two; "" is the start. */
static bool read_cursor(struct register_call *call, const char **village_code,
                        const char **household_no, struct register_refusal *why)
{
    const char *after = http_query(call->request, "after");
    *village_code = *household_no = "";
    if (after == NULL || after[0] == '\0')
        return true;
    char *copy = arena_strdup(call->arena, after);
    char *slash = strchr(copy, '/');
    if (slash == NULL || slash - copy != 12 || strspn(copy, "0123456789") != 12 || slash[1] == '\0')
        return register_refuse(why, 400, "bad_request", "after 不是上一页给出的游标");
    *slash = '\0';
    *village_code = copy;
    *household_no = slash + 1;
    return true;
}

/* The first record of the page, spoilt when it shall be. */
static void spoil_first(struct register_call *call, struct register_page *page)
{
    const char *end = strchr(page->text, '\n');
    if (end == NULL)
        return;
    char *record = arena_memdup(call->arena, page->text, (size_t)(end - page->text));
    const char *spoilt = register_spoil_record(&call->national->faults, call->arena, record);
    if (spoilt == record)
        return;
    page->text = arena_printf(call->arena, "%s%s", spoilt, end);
    page->length = strlen(page->text);
}

/* Where the next page begins, as the header says it. */
static const char *next_of(struct register_call *call, const struct register_page *page)
{
    struct register_faults *faults = &call->national->faults;
    if (!page->more || register_fault_hit(faults, REGISTER_FAULT_SNAPSHOT_SHORT) != NULL)
        return "";
    return arena_printf(call->arena, "%s/%s", page->village_code, page->household_no);
}

static void answer_page(struct register_call *call, struct register_page *page)
{
    struct register_faults *faults = &call->national->faults;
    spoil_first(call, page);
    http_set_header(call->request, "Register-Next", next_of(call, page));
    if (page->count > 0 && register_fault_hit(faults, REGISTER_FAULT_SNAPSHOT_CUT) != NULL)
        page->length -= 40; /* a record is longer */
    register_answer_text(call, 200, "application/x-ndjson", page->text, page->length);
}

void register_api_households(struct register_call *call)
{
    static const char *const NAMES[] = {"after", "limit", NULL};
    struct register_store *store = &call->national->store;
    struct register_refusal why;
    struct register_snapshot snapshot;
    struct register_page page;
    const char *village_code, *household_no;
    int64_t limit;
    if (!register_query_knows(call, NAMES, &why) ||
        !read_cursor(call, &village_code, &household_no, &why) ||
        !register_query_number(call, "limit", 1, HOUSEHOLDS_MAX, HOUSEHOLDS_MAX, &limit, &why)) {
        register_answer_refusal(call, &why);
        return;
    }
    if (!register_store_snapshot(store, call->arena, call->request->params[0], &snapshot)) {
        not_found(call, "没有这个快照，或它已经不能再读");
        return;
    }
    register_store_page(store, call->arena, &snapshot, village_code, household_no, (int)limit,
                        &page);
    answer_page(call, &page);
}

/* ---- changes ------------------------------------------------------------------------------- */

/* What the feed shows of a page, wrong where it shall be. Returns how many. */
static int spoil_news(struct register_faults *faults, struct register_news *news, int count)
{
    if (count > 0 && register_fault_hit(faults, REGISTER_FAULT_FEED_NUMBER) != NULL)
        news[0].household_no = "X000000-000000";
    if (count > 1 && register_fault_hit(faults, REGISTER_FAULT_FEED_REORDER) != NULL) {
        struct register_news first = news[0];
        news[0] = news[1];
        news[1] = first;
    }
    if (count > 0 && register_fault_hit(faults, REGISTER_FAULT_FEED_SKIP) != NULL) {
        int gone = count > 1 ? count - 2 : 0;
        memmove(&news[gone], &news[gone + 1], (size_t)(count - gone - 1) * sizeof news[0]);
        count--;
    }
    return count;
}

static void write_news(struct register_call *call, struct json_text *json,
                       const struct register_news *news)
{
    const char *record = register_spoil_record(&call->national->faults, call->arena, news->record);
    json_t *household = json_loads(record, 0, NULL);
    json_t *into = news->into != NULL ? json_loads(news->into, 0, NULL) : NULL;
    json_text_object(json, NULL);
    json_text_integer(json, "change_no", news->change_no);
    json_text_string(json, "changed_at", news->changed_at);
    json_text_string(json, "kind", news->kind);
    json_text_string(json, "household_no", news->household_no);
    json_text_value(json, "household", household);
    if (into != NULL)
        json_text_value(json, "into", into);
    json_text_end(json);
    json_decref(household);
    json_decref(into);
}

static void answer_news(struct register_call *call, const struct register_news *news, int count)
{
    struct json_text json;
    size_t length;
    json_text_init(&json, call->arena);
    json_text_object(&json, NULL);
    json_text_array(&json, "changes");
    for (int i = 0; i < count; i++)
        write_news(call, &json, &news[i]);
    json_text_end(&json);
    json_text_integer(&json, "last_change_no", call->national->store.change_no);
    json_text_end(&json);
    const char *text = json_text_done(&json, &length);
    register_answer_text(call, 200, "application/json; charset=utf-8", text, length);
}

void register_api_changes(struct register_call *call)
{
    static const char *const NAMES[] = {"after", "limit", NULL};
    struct register_refusal why;
    struct register_faults *faults = &call->national->faults;
    int64_t after, limit;
    if (!register_query_knows(call, NAMES, &why) ||
        !register_query_number(call, "after", 0, INT64_MAX, 0, &after, &why) ||
        !register_query_number(call, "limit", 1, CHANGES_MAX, 100, &limit, &why)) {
        register_answer_refusal(call, &why);
        return;
    }
    if (after > 0 && register_fault_hit(faults, REGISTER_FAULT_FEED_REPEAT) != NULL)
        after = after > limit ? after - limit : 0;
    struct register_news *news = arena_array(call->arena, (size_t)limit, sizeof news[0]);
    int count = register_store_news(&call->national->store, call->arena, after, (int)limit, news);
    answer_news(call, news, spoil_news(faults, news, count));
}

/* ---- single households --------------------------------------------------------------------- */

/* The one member that the body has: a household's number or a person's. False with the refusal. */
static bool read_query(const json_t *body, const char **household_no, const char **id_number,
                       struct register_refusal *why)
{
    *household_no = json_string_value(json_object_get(body, "household_no"));
    *id_number = json_string_value(json_object_get(body, "id_number"));
    return (json_object_size(body) == 1 && (*household_no != NULL || *id_number != NULL)) ||
           register_refuse(why, 400, "bad_request", "请给出 household_no 或 id_number 之一");
}

void register_api_query(struct register_call *call)
{
    struct register_store *store = &call->national->store;
    struct register_refusal why;
    const char *household_no, *id_number;
    if (!read_query(call->body, &household_no, &id_number, &why)) {
        register_answer_refusal(call, &why);
        return;
    }
    if (household_no == NULL)
        household_no = register_store_household_of(store, call->arena, id_number);
    const char *record =
        household_no != NULL ? register_store_record(store, call->arena, household_no) : NULL;
    if (record == NULL) {
        not_found(call, "登记系统里没有这一户");
        return;
    }
    const char *text = arena_printf(
        call->arena, "{\"household\":%s,\"change_no\":%" PRId64 "}",
        register_spoil_record(&call->national->faults, call->arena, record), store->change_no);
    register_answer_text(call, 200, "application/json; charset=utf-8", text, strlen(text));
}

/* ---- reports ------------------------------------------------------------------------------- */

void register_api_reports(struct register_call *call)
{
    struct register_refusal why;
    json_t *answer;
    if (register_report_take(&call->national->store, call->arena, call->body, clock_now_us(),
                             &answer, &why))
        register_answer(call, 200, answer);
    else
        register_answer_refusal(call, &why);
}
