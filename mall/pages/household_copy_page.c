#include "mall/pages/household_copy_page.h"

#include <stdlib.h>
#include <string.h>

#include "mall/api/reply.h"
#include "mall/pages/household_visit.h"
#include "mall/pages/page.h"
#include "register/household_copy.h"
#include "registry/household_face.h"
#include "registry/own_code.h"
#include "registry/proxy.h"

/* Who asks, for whom, and what is to be said above the page. */
struct asking {
    struct household_visit visit;
    struct household household;
    struct household_copy copy;
    const char *challenge, *message; /* "" = none */
};

/* Nobody's page is the form for a code, which reply() answers with. */
static bool find(struct call *call, int64_t acts_for, struct asking *asking, struct refusal *why)
{
    struct household_visit *visit = &asking->visit;
    asking->challenge = asking->message = "";
    if (!household_visit_find(call, acts_for, visit, why))
        return false;
    if (visit->household_id == 0)
        return true;
    if (!household_find(call->task, visit->household_id, &asking->household, why))
        return false;
    if (!visit->by_paper)
        return household_copy_require(call->task, &call->session, &asking->household, NULL,
                                      &asking->copy, why);
    asking->copy = (struct household_copy){.household = &asking->household, .purpose = "paper"};
    return true;
}

/* ---- the answer: a file, or a page ---- */

static bool reply_file(struct call *call, json_t *copy)
{
    char *text = json_dumps(copy, JSON_INDENT(2));
    json_decref(copy);
    bool replied =
        call_reply_file(call, "application/json", "my-household.json", text, strlen(text));
    free(text);
    return replied;
}

static bool reply_page(struct call *call, const struct asking *asking, json_t *copy,
                       struct refusal *why)
{
    struct household_face face;
    if (!household_face(call->task, &asking->household, &face, why)) {
        json_decref(copy);
        return false;
    }
    json_t *page = page_data(call, "我家的全部记录");
    json_object_update(page, copy);
    json_decref(copy);
    json_object_set_new(page, "head", json_string(face.head));
    json_object_set_new(page, "phone", json_string(face.phone));
    json_object_set_new(page, "own",
                        json_boolean(!asking->visit.by_paper && !asking->visit.acting));
    json_object_set_new(page, "challenge", json_string(asking->challenge));
    json_object_set_new(page, "message", json_string(asking->message));
    household_visit_add(call, &asking->visit, page);
    return household_visit_reply(call, asking->message[0] != '\0' ? 422 : 200, "household_copy",
                                 page);
}

static bool reply(struct call *call, const struct asking *asking, bool file, struct refusal *why)
{
    if (asking->visit.household_id == 0)
        return household_visit_form(call, 200, "");
    json_t *copy = household_copy_json(call->task, &asking->copy, why);
    if (copy == NULL)
        return false;
    return file ? reply_file(call, copy) : reply_page(call, asking, copy, why);
}

static bool show(struct call *call, bool file, struct refusal *why)
{
    struct asking asking;
    int64_t acts_for = 0;
    return call_id_query(call, "for", &acts_for, why) && find(call, acts_for, &asking, why) &&
           reply(call, &asking, file, why);
}

static bool get_copy(struct call *call, struct refusal *why)
{
    return show(call, false, why);
}

static bool get_file(struct call *call, struct refusal *why)
{
    return show(call, true, why);
}

/* ---- in the clear ---- */

static bool find_own(struct call *call, struct asking *asking, struct refusal *why)
{
    return find(call, 0, asking, why) &&
           (asking->visit.household_id == 0 || proxy_is_own(&call->session, asking->household.id) ||
            refuse(why, &REFUSAL_FORBIDDEN, NULL));
}

/* What the sender can mend stands above the page again; the rest is a page of its own. */
static bool say(struct asking *asking, struct refusal *why)
{
    bool theirs = why->kind->status == 422 || why->kind->status == 429;
    if (theirs)
        asking->message = why->detail[0] != '\0' ? why->detail : why->kind->title;
    return theirs;
}

static bool post_code(struct call *call, struct refusal *why)
{
    char challenge[LOGIN_CHALLENGE_LENGTH + 1];
    struct asking asking;
    if (!find_own(call, &asking, why))
        return false;
    if (asking.visit.household_id == 0)
        return household_visit_form(call, 200, "");
    if (own_code_send(call->task, call->session.account_id, call->http->client, challenge, why))
        asking.challenge = challenge;
    else if (!say(&asking, why))
        return false;
    return reply(call, &asking, false, why);
}

static bool show_clear(struct call *call, bool file, struct refusal *why)
{
    const char *code = call_form(call, "code"), *challenge = call_form(call, "challenge");
    struct asking asking;
    if (!find_own(call, &asking, why))
        return false;
    if (asking.visit.household_id == 0)
        return household_visit_form(call, 200, "");
    if (code == NULL || !login_is_code(code) || challenge == NULL)
        asking.message = "请填写短信里的 6 位数字";
    else if (own_code_take(call->task, call->session.account_id, code, challenge,
                           call->http->client, why))
        asking.copy.clear = true;
    else if (!say(&asking, why))
        return false;
    if (!asking.copy.clear && challenge != NULL)
        asking.challenge = challenge;
    return reply(call, &asking, asking.copy.clear && file, why);
}

static bool post_clear(struct call *call, struct refusal *why)
{
    return show_clear(call, false, why);
}

static bool post_file(struct call *call, struct refusal *why)
{
    return show_clear(call, true, why);
}

const struct route ROUTES_HOUSEHOLD_COPY_PAGE[] = {
    {"page_household_copy", "GET", "/h/copy", get_copy, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE, .query = "for"},
    {"page_household_copy_file", "GET", "/h/copy/file", get_file, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE, .query = "for"},
    {"page_household_copy_file_clear", "POST", "/h/copy/file", post_file, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {"page_household_copy_code", "POST", "/h/copy-code", post_code, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {"page_household_copy_clear", "POST", "/h/copy", post_clear, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {0},
};
