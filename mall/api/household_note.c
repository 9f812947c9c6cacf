/* Notes of visits to a household. */
#include "base/id.h"
#include "mall/api/reply.h"
#include "mall/api/routes.h"
#include "registry/household_note.h"

static const struct shape_field FIELDS[] = {
    FIELD_DATE(struct household_note, visited_on, REQUIRED, "请填写走访日期"),
    FIELD_DATE(struct household_note, next_on, OPTIONAL, "下次走访应写成日期"),
    FIELD_LINES(struct household_note, text, REQUIRED, 1, HOUSEHOLD_NOTE_MAX,
                "请写下看到了什么，最多 1000 个字"),
    FIELD_ID(struct household_note, corrects_id, OPTIONAL, "要更正的记录编号有误"),
};
static const struct shape SHAPE_NOTE = SHAPE(struct household_note, FIELDS);

static bool find(struct call *call, enum right right, struct household *household,
                 struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) &&
           household_require(call->task, &call->session, right, id, household, why);
}

static bool get_notes(struct call *call, struct refusal *why)
{
    struct household household;
    struct page page;
    return call_list(call, &page, why) && find(call, RIGHT_HOUSEHOLD_UNMASK, &household, why) &&
           call_reply(call, 200,
                      household_note_list_json(call->task, &household, call->session.account_id,
                                               &page, why));
}

static bool post_note(struct call *call, struct refusal *why)
{
    struct household_note note = {NULL};
    struct household household;
    struct idempotency key;
    int64_t note_id;
    char digits[21];
    if (!call_read(call, &note, why) || !find(call, RIGHT_CONSENT_KEEP, &household, why) ||
        !call_idempotency(call, &key, why))
        return false;
    note.account_id = call->session.account_id;
    note.key = &key;
    return household_note_add(call->task, &household, &note, &note_id, why) &&
           call_reply(call, 201, json_pack("{s:s}", "note_id", id_text(note_id, digits)));
}

const struct route ROUTES_HOUSEHOLD_NOTE[] = {
    {"household_notes", "GET", "/api/v1/households/:household_id/notes", get_notes,
     .rights = {RIGHT_HOUSEHOLD_UNMASK}, .query = "after limit"},
    {"household_note_create", "POST", "/api/v1/households/:household_id/notes", post_note,
     .rights = {RIGHT_CONSENT_KEEP}, .flags = ROUTE_IDEMPOTENT, .body = &SHAPE_NOTE,
     .body_max = 16 * KIB},
    {0},
};
