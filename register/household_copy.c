#include "register/household_copy.h"

#include <string.h>

#include "base/clock.h"
#include "base/id.h"
#include "catalog/benefit_link.h"
#include "ledger/payout.h"
#include "ledger/statement.h"
#include "register/copy_column.h"
#include "register/judge.h"
#include "registry/access_trail.h"
#include "registry/authority.h"
#include "registry/correction.h"
#include "registry/household_consent.h"
#include "registry/household_note.h"
#include "registry/household_report.h"
#include "registry/household_scan.h"
#include "registry/household_version.h"
#include "registry/paper_code.h"
#include "registry/proxy.h"

/* ---- who may have it ---- */

bool household_copy_require(struct task *task, const struct session *session,
                            const struct household *household, const char *purpose,
                            struct household_copy *copy, struct refusal *why)
{
    struct scope scope = {.region_code = household->village_code, .household_id = household->id};
    *copy = (struct household_copy){.household = household, .account_id = session->account_id};
    if (permission_allows(session, RIGHT_HOUSEHOLD_OWN, &scope)) {
        copy->purpose = "own";
        return true;
    }
    if (!permission_allows(session, RIGHT_STATEMENT_READ, &scope)) {
        copy->purpose = "authority";
        return proxy_act(task, session, household, "record", why) &&
               proxy_act(task, session, household, "statement", why);
    }
    copy->purpose = purpose;
    if (purpose == NULL)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "purpose", "请选择查看用途");
    return access_trail_is_purpose(purpose) ||
           refuse_detail(why, &REFUSAL_INVALID_FIELD, "purpose", "请选择查看用途");
}

struct making {
    struct task *task;
    const struct household_copy *copy;
    json_t *sections;
    struct refusal *why;
};

/* ---- lists, to their end ---- */

typedef json_t *read_page(struct making *making, const struct page *page);

/* All items of a list, newest first, at most COPY_ROWS; *more: there are others behind. New
 * reference, NULL when refused. */
static json_t *read_all(struct making *making, read_page *read, bool *more)
{
    struct page page = {.limit = PAGE_LIMIT_MAX};
    json_t *all = json_array();
    for (*more = true; *more && json_array_size(all) < COPY_ROWS;) {
        json_t *answer = read(making, &page);
        if (answer == NULL) {
            json_decref(all);
            return NULL;
        }
        json_array_extend(all, json_object_get(answer, "items"));
        *more = id_parse(json_string_value(json_object_get(answer, "next")), &page.after);
        json_decref(answer);
    }
    return all;
}

#define ID(making_) (making_)->copy->household->id

static json_t *versions(struct making *making, const struct page *page)
{
    return household_version_list_json(making->task, ID(making), making->copy->clear, page,
                                       making->why);
}

static json_t *consents(struct making *making, const struct page *page)
{
    return consent_json(making->task, ID(making), page, making->why);
}

static json_t *authorities(struct making *making, const struct page *page)
{
    return authority_of_household_json(making->task, ID(making), page, making->why);
}

static json_t *corrections(struct making *making, const struct page *page)
{
    return correction_of_household_json(making->task, ID(making), making->copy->clear, page,
                                        making->why);
}

static json_t *paper_codes(struct making *making, const struct page *page)
{
    return paper_code_list_json(making->task, ID(making), page, making->why);
}

static json_t *visits(struct making *making, const struct page *page)
{
    return household_note_visits_json(making->task, ID(making), page, making->why);
}

static json_t *scans(struct making *making, const struct page *page)
{
    return household_scan_list_json(making->task, ID(making), page, making->why);
}

static json_t *trail(struct making *making, const struct page *page)
{
    return access_trail_list_json(making->task, "household", ID(making), page, making->why);
}

static json_t *payouts(struct making *making, const struct page *page)
{
    return payout_household_json(making->task, ID(making), page, making->why);
}

static json_t *reports(struct making *making, const struct page *page)
{
    return household_report_of_json(making->task, ID(making), making->copy->clear, page,
                                    making->why);
}

/* ---- sections ---- */

/* What was read of one section, with its members as the columns name them. Takes the reference of
 * items; false for NULL. */
static bool add_items(struct making *making, const struct copy_section *section, json_t *items,
                      bool more)
{
    if (items == NULL)
        return false;
    json_array_append_new(making->sections,
                          copy_section_json(making->task->arena, section, items, more));
    json_decref(items);
    return true;
}

static bool add_list(struct making *making, const struct copy_section *section, read_page *read)
{
    bool more = false;
    json_t *items = read_all(making, read, &more);
    return add_items(making, section, items, more);
}

/* The member of an answer that is the list; takes the reference of the answer. */
static json_t *items_of(json_t *answer, const char *member)
{
    json_t *items = answer != NULL ? json_incref(json_object_get(answer, member)) : NULL;
    json_decref(answer);
    return items;
}

static bool add_record(struct making *making)
{
    json_t *record =
        household_record_json(making->task, ID(making), making->copy->clear, making->why);
    if (record == NULL)
        return false;
    json_t *members = json_incref(json_object_get(record, "members"));
    return add_items(making, &COPY_RECORD, json_pack("[o]", record), false) &&
           add_items(making, &COPY_MEMBERS, members, false) &&
           add_items(
               making, &COPY_FACTS,
               household_facts_json(making->task, ID(making), making->copy->clear, making->why),
               false);
}

static bool add_money(struct making *making)
{
    struct statement_query query = {.household_id = ID(making), .page = {.limit = 1}};
    return add_items(making, &COPY_LINKS,
                     benefit_link_household_json(making->task, ID(making), making->why), false) &&
           add_items(
               making, &COPY_VERDICTS,
               items_of(verdict_household_json(making->task, ID(making), making->why), "items"),
               false) &&
           add_items(making, &COPY_INCOME,
                     items_of(statement_json(making->task, &query, making->why), "months"), false);
}

static bool add_consents(struct making *making)
{
    static const struct page NONE = {.limit = 1};
    return add_items(making, &COPY_AGREED, items_of(consents(making, &NONE), "now"), false) &&
           add_list(making, &COPY_CONSENTS, consents);
}

static bool fill(struct making *making)
{
    return add_record(making) && add_list(making, &COPY_VERSIONS, versions) &&
           add_items(making, &COPY_MOVES,
                     household_moves_json(making->task, ID(making), making->why), false) &&
           add_consents(making) && add_list(making, &COPY_CORRECTIONS, corrections) &&
           add_list(making, &COPY_AUTHORITIES, authorities) &&
           add_list(making, &COPY_CODES, paper_codes) && add_money(making) &&
           add_list(making, &COPY_PAYOUTS, payouts) && add_list(making, &COPY_VISITS, visits) &&
           add_list(making, &COPY_SCANS, scans) && add_list(making, &COPY_TRAIL, trail) &&
           add_list(making, &COPY_REPORTS, reports);
}

/* Of who works here each copy counts as a household that was opened. */
static bool leave_trail(struct making *making)
{
    const struct household_copy *copy = making->copy;
    const struct access_reading reading = {.account_id = copy->account_id,
                                           .purpose = copy->purpose,
                                           .subject = "household",
                                           .subject_id = copy->household->id,
                                           .county_code = copy->household->county_code,
                                           .fields = copy->clear ? "copy,phone,bank_account,"
                                                                   "members.name,members.id_number"
                                                                 : "copy"};
    return access_trail_is_purpose(copy->purpose)
               ? access_trail_open(making->task, &reading, "MALL_PERSONAL_DAILY", making->why)
               : access_trail_add(making->task, &reading, making->why);
}

json_t *household_copy_json(struct task *task, const struct household_copy *copy,
                            struct refusal *why)
{
    struct making making = {task, copy, json_array(), why};
    char id[21], now[32];
    if (leave_trail(&making) && fill(&making))
        return json_pack("{s:s, s:s, s:s, s:b, s:o}", "household_id",
                         id_text(copy->household->id, id), "household_no",
                         copy->household->household_no, "made_at",
                         clock_rfc3339(clock_now_us(), 0, now), "clear", copy->clear, "sections",
                         making.sections);
    json_decref(making.sections);
    return NULL;
}
