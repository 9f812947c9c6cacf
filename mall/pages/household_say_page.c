#include "mall/pages/household_say_page.h"

#include <string.h>

#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "mall/api/household_photo.h"
#include "mall/api/reply.h"
#include "mall/pages/household_visit.h"
#include "mall/pages/page.h"
#include "registry/authority.h"
#include "registry/correction.h"
#include "registry/household_consent.h"
#include "registry/household_face.h"
#include "registry/household_scan.h"
#include "registry/proxy.h"

enum { SHOWN = 30, MEMBERS = 50 };

/* Who says it, for whom. */
struct saying {
    struct household_visit visit;
    struct household household;
    int64_t authority_id;       /* of who acts for it */
    bool consents, corrections; /* what the reader may say: what an authority names, else both */
    const char *message, *told; /* what went wrong, what was done; "" = neither */
};

/* Nobody's page is the form for a code. */
static bool find(struct call *call, int64_t acts_for, const char *scope, struct saying *saying,
                 struct refusal *why)
{
    saying->message = saying->told = "";
    saying->consents = saying->corrections = true;
    if (!household_visit_find(call, acts_for, &saying->visit, why))
        return false;
    if (saying->visit.household_id == 0)
        return true;
    if (!household_find(call->task, saying->visit.household_id, &saying->household, why))
        return false;
    if (!saying->visit.acting)
        return true;
    return proxy_act_by(call->task, &call->session, &saying->household, scope,
                        &saying->authority_id, why) &&
           proxy_covers(call->task, &call->session, saying->household.id, "consent",
                        &saying->consents, why) &&
           proxy_covers(call->task, &call->session, saying->household.id, "correction",
                        &saying->corrections, why);
}

/* ---- the page ---- */

static const char *text_of(const json_t *object, const char *member)
{
    const char *text = json_string_value(json_object_get(object, member));
    return text != NULL ? text : "";
}

struct word {
    const char *code, *word, *note;
};
static const struct word KINDS[] = {
    {"linked", "卖货记给我家", "不同意，以后卖的货不再记给您家；已经记的不变"},
    {"named", "公示时写我家的姓", "不同意，只写第几户"},
    {"shown", "公示时单独写我家", "不同意，和别的户合在一起写"},
    {NULL, NULL, NULL}};
static const struct word FIELDS[] = {{"phone", "联系电话", ""},
                                     {"address", "家庭住址", ""},
                                     {"bank_account", "银行账号", ""},
                                     {"name", "家里人的姓名", ""},
                                     {"register", "身份证号、户类型等归登记系统管的", ""},
                                     {"other", "别的", ""},
                                     {NULL, NULL, NULL}};
static const struct word STATES[] = {{"asked", "等乡镇答复", ""},
                                     {"checked", "核对过一道，等另一位", ""},
                                     {"accepted", "改好了", ""},
                                     {"refused", "没有同意", ""},
                                     {"passed_on", "转登记系统办了", ""},
                                     {"withdrawn", "已撤回", ""},
                                     {NULL, NULL, NULL}};

static const struct word *word_of(const struct word *words, const char *code)
{
    while (words->code != NULL && strcmp(words->code, code) != 0)
        words++;
    return words;
}

/* May this visit move this consent: taking back by paper what is shown, all else by the household
 * or in scope. */
static bool may_say(const struct saying *saying, const char *kind, bool given)
{
    return saying->consents && (!saying->visit.by_paper || (!given && strcmp(kind, "linked") != 0));
}

static json_t *consents_json(struct call *call, const struct saying *saying, struct refusal *why)
{
    static const struct page NEWEST = {.limit = 1};
    json_t *said = consent_json(call->task, saying->household.id, &NEWEST, why), *item;
    json_t *shown = json_array();
    size_t i;
    json_array_foreach(json_object_get(said, "now"), i, item) {
        const char *kind = text_of(item, "kind");
        const struct word *word = word_of(KINDS, kind);
        bool given = json_is_true(json_object_get(item, "given"));
        json_array_append_new(shown, json_pack("{s:s, s:s, s:s, s:b, s:b}", "kind", kind, "name",
                                               word->word, "note", word->note, "given", given,
                                               "may", may_say(saying, kind, !given)));
    }
    json_decref(said);
    return said != NULL ? shown : NULL;
}

static json_t *proxies_json(struct call *call, const struct saying *saying, struct refusal *why)
{
    static const struct page NEWEST = {.limit = SHOWN};
    json_t *all = authority_of_household_json(call->task, saying->household.id, &NEWEST, why);
    json_t *shown = json_array(), *item;
    size_t i;
    json_array_foreach(json_object_get(all, "items"), i, item) {
        const char *state = text_of(item, "state");
        if (strcmp(state, "in_force") == 0 || strcmp(state, "recorded") == 0)
            json_array_append_new(shown, json_pack("{s:s, s:s, s:s, s:b}", "authority",
                                                   text_of(item, "authority_id"), "phone",
                                                   text_of(item, "proxy_phone"), "ends_on",
                                                   text_of(item, "ends_on"), "waits",
                                                   strcmp(state, "recorded") == 0));
    }
    json_decref(all);
    return all != NULL ? shown : NULL;
}

static json_t *corrections_json(struct call *call, const struct saying *saying, struct refusal *why)
{
    static const struct page NEWEST = {.limit = SHOWN};
    json_t *all =
        correction_of_household_json(call->task, saying->household.id, false, &NEWEST, why);
    json_t *shown = json_array(), *item;
    size_t i;
    json_array_foreach(json_object_get(all, "items"), i, item) {
        const char *state = text_of(item, "state");
        bool open = strcmp(state, "asked") == 0 || strcmp(state, "checked") == 0;
        json_array_append_new(
            shown, json_pack("{s:s, s:s, s:s, s:s, s:s, s:s, s:b, s:b}", "correction",
                             text_of(item, "correction_id"), "name",
                             word_of(FIELDS, text_of(item, "field"))->word, "wanted",
                             text_of(item, "new"), "says", word_of(STATES, state)->word, "answer",
                             text_of(item, "answer"), "due_on", text_of(item, "due_on"), "open",
                             open, "photo", text_of(item, "scan_id")[0] != '\0'));
    }
    json_decref(all);
    return all != NULL ? shown : NULL;
}

static json_t *fields_json(const struct saying *saying)
{
    json_t *fields = json_array();
    for (const struct word *word = FIELDS; word->code != NULL; word++)
        if (!saying->visit.by_paper || strcmp(word->code, "bank_account") != 0)
            json_array_append_new(fields,
                                  json_pack("{s:s, s:s}", "code", word->code, "name", word->word));
    return fields;
}

static json_t *members_json(struct call *call, const struct saying *saying, struct refusal *why)
{
    json_t *record = household_record_json(call->task, saying->household.id, false, why);
    json_t *members = record != NULL ? json_incref(json_object_get(record, "members")) : NULL;
    json_decref(record);
    return members;
}

/* False and why when a part could not be read; takes the references. */
static bool add(json_t *page, const char *name, json_t *value)
{
    return value != NULL && json_object_set_new(page, name, value) == 0;
}

static bool reply(struct call *call, const struct saying *saying, struct refusal *why)
{
    struct household_face face;
    char once[44];
    if (!household_face(call->task, &saying->household, &face, why))
        return false;
    json_t *page = page_data(call, "我家说了算的事");
    crypto_token(once);
    json_object_set_new(page, "head", json_string(face.head));
    json_object_set_new(page, "once", json_string(once));
    json_object_set_new(page, "days", json_integer(config_int("MALL_CORRECTION_DAYS")));
    json_object_set_new(page, "message", json_string(saying->message));
    json_object_set_new(page, "told", json_string(saying->told));
    json_object_set_new(page, "corrects", json_boolean(saying->corrections));
    json_object_set_new(
        page, "for",
        json_string(saying->visit.acting
                        ? arena_printf(call->task->arena, "%lld", (long long)saying->household.id)
                        : ""));
    /* its own account needs no paper; of who acts for it one says more than the authority */
    json_object_set_new(page, "signs", json_boolean(saying->visit.acting && saying->consents));
    household_visit_add(call, &saying->visit, page);
    if (add(page, "consents", consents_json(call, saying, why)) &&
        add(page, "proxies", proxies_json(call, saying, why)) &&
        add(page, "corrections", corrections_json(call, saying, why)) &&
        add(page, "fields", fields_json(saying)) &&
        add(page, "members", members_json(call, saying, why)))
        return household_visit_reply(call, saying->message[0] != '\0' ? 422 : 200, "household_say",
                                     page);
    json_decref(page);
    return false;
}

static bool get_say(struct call *call, struct refusal *why)
{
    struct saying saying;
    int64_t acts_for = 0;
    if (!call_id_query(call, "for", &acts_for, why))
        return false;
    /* Either scope opens the page; each form asks for its own. */
    if (!find(call, acts_for, "correction", &saying, why) &&
        !find(call, acts_for, "consent", &saying, why))
        return false;
    return saying.visit.household_id == 0 ? household_visit_form(call, 200, "")
                                          : reply(call, &saying, why);
}

/* ---- what is said ---- */

/* A field of the form; "" when it was not sent. */
static const char *field(struct call *call, const char *name)
{
    const char *text = call_form(call, name);
    return text != NULL ? text : "";
}

/* The ticket of the paper ended while somebody was typing. */
static bool is_over(struct call *call)
{
    return household_visit_form(call, 422, "这一页已经自动关上了，请照纸上的字再填一次查询码");
}

static bool find_by_form(struct call *call, const char *scope, struct saying *saying,
                         struct refusal *why)
{
    int64_t acts_for = 0;
    (void)id_parse(field(call, "for"), &acts_for);
    return find(call, acts_for, scope, saying, why);
}

/* The form's own key, so that pressing twice says it once; `said` = what it says. */
static bool read_key(struct call *call, const char *said, struct idempotency *key,
                     struct refusal *why)
{
    return idempotency_init(key, call->session.account_id, call->route->name, field(call, "once"),
                            said, strlen(said), why);
}

/* The photo that was chosen in the form, kept until what it proves names it; none leaves *scan_id
 * as it was. Twice the same is one. */
static bool add_photo(struct call *call, const struct saying *saying, int64_t *scan_id,
                      struct refusal *why)
{
    struct idempotency key;
    const void *bytes;
    size_t length;
    return !call_form_file(call, "photo", &bytes, &length) ||
           (idempotency_init(&key, call->session.account_id, "household_photo", field(call, "once"),
                             bytes, length, why) &&
            household_photo_add(call, &saying->household, bytes, length, &key, scan_id, why));
}

/* What was said with a photo; one that goes with nothing does not stay. */
static bool end_photo(struct call *call, const struct saying *saying, int64_t scan_id, bool done,
                      const struct refusal *why)
{
    struct refusal ignored;
    if (!done && scan_id != 0 && (why->kind->status == 409 || why->kind->status == 422))
        (void)household_scan_drop(call->task, saying->household.id, scan_id, &ignored);
    return done;
}

/* Back to the page, saying what was done or what is wrong; what is not the sender's to mend is a
 * page of its own. */
static bool say(struct call *call, struct saying *saying, bool done, const char *told,
                struct refusal *why)
{
    bool theirs =
        !done && (why->kind->status == 409 || why->kind->status == 422 || why->kind->status == 400);
    if (!done && !theirs)
        return false;
    if (done)
        saying->told = told;
    else
        saying->message = why->detail[0] != '\0' ? arena_strdup(call->task->arena, why->detail)
                                                 : why->kind->title;
    return reply(call, saying, why);
}

static bool add_consent(struct call *call, const struct saying *saying, struct consent *consent,
                        struct refusal *why)
{
    struct idempotency key;
    /* only who acts for the household shows its paper */
    if (saying->visit.acting && !add_photo(call, saying, &consent->scan_id, why))
        return false;
    const char *said =
        arena_printf(call->task->arena, "%s %d %lld %lld", consent->kind, consent->given,
                     (long long)saying->household.id, (long long)consent->scan_id);
    consent->key = &key;
    bool done = read_key(call, said, &key, why) &&
                consent_add(call->task, saying->household.id, consent, why);
    return end_photo(call, saying, consent->scan_id, done, why);
}

static bool post_consent(struct call *call, struct refusal *why)
{
    struct saying saying;
    const char *kind = word_of(KINDS, field(call, "kind"))->code;
    bool given = strcmp(field(call, "given"), "1") == 0;
    if (!find_by_form(call, "consent", &saying, why))
        return false;
    if (saying.visit.household_id == 0)
        return is_over(call);
    if (kind == NULL || !may_say(&saying, kind, given))
        return say(call, &saying,
                   refuse_detail(why, &REFUSAL_INVALID_FIELD, "kind",
                                 "纸上的查询码谁都能拿，这一项要用自己的手机账号，"
                                 "或找村里的信息员"),
                   "", why);
    struct consent consent = {.kind = kind,
                              .way = saying.visit.acting     ? "proxy"
                                     : saying.visit.by_paper ? "paper"
                                                             : "own",
                              .given = given,
                              .reference = saying.visit.acting
                                               ? arena_printf(call->task->arena, "委托 %lld",
                                                              (long long)saying.authority_id)
                                           : saying.visit.by_paper ? "纸上的查询码"
                                                                   : "",
                              .account_id = call->session.account_id};
    return say(call, &saying, add_consent(call, &saying, &consent, why),
               given ? "记下了：您同意。" : "记下了：您不同意，马上生效。", why);
}

static bool post_authority(struct call *call, struct refusal *why)
{
    struct saying saying;
    struct authority authority;
    int64_t id = 0;
    if (!find(call, 0, "", &saying, why))
        return false;
    if (saying.visit.household_id == 0)
        return is_over(call);
    (void)id_parse(field(call, "authority"), &id);
    if (!authority_find(call->task, id, &authority, why))
        return false;
    if (authority.household_id != saying.household.id)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return say(call, &saying,
               authority_move(call->task, id, AUTHORITY_WITHDRAWN, call->session.account_id,
                              saying.visit.by_paper ? "农户拿纸上的查询码撤回" : "农户自己撤回",
                              why),
               "撤回了，他马上不能再代办。", why);
}

static bool ask_correction(struct call *call, const struct saying *saying,
                           struct correction_wish *wish, struct refusal *why)
{
    struct idempotency key;
    int64_t id;
    if (!correction_check_text(wish, why) || !add_photo(call, saying, &wish->scan_id, why))
        return false;
    const char *said = arena_printf(call->task->arena, "%s %lld %lld %lld %s %s", wish->field,
                                    (long long)wish->member_no, (long long)saying->household.id,
                                    (long long)wish->scan_id, wish->value, wish->reason);
    bool done =
        read_key(call, said, &key, why) && correction_ask(call->task, &saying->household, wish,
                                                          call->session.account_id, &key, &id, why);
    return end_photo(call, saying, wish->scan_id, done, why);
}

static bool post_correction(struct call *call, struct refusal *why)
{
    struct saying saying;
    int64_t member_no = 0;
    if (!find_by_form(call, "correction", &saying, why))
        return false;
    if (saying.visit.household_id == 0)
        return is_over(call);
    const char *wanted = word_of(FIELDS, field(call, "field"))->code;
    struct correction_wish wish = {.field = wanted,
                                   .value = field(call, "value"),
                                   .reason = field(call, "reason"),
                                   .asked_as = saying.visit.acting     ? "proxy"
                                               : saying.visit.by_paper ? "paper"
                                                                       : "own"};
    if (wanted == NULL)
        return refuse(why, &REFUSAL_BAD_REQUEST, NULL);
    if (strcmp(wanted, "name") == 0 && id_parse(field(call, "member_no"), &member_no))
        wish.member_no = member_no;
    return say(call, &saying, ask_correction(call, &saying, &wish, why),
               "提了，乡镇会答复，答复写在这一页。", why);
}

static bool post_withdraw(struct call *call, struct refusal *why)
{
    struct saying saying;
    struct correction correction;
    int64_t id = 0;
    if (!find_by_form(call, "correction", &saying, why))
        return false;
    if (saying.visit.household_id == 0)
        return is_over(call);
    (void)id_parse(field(call, "correction"), &id);
    if (!correction_find(call->task, id, &correction, why))
        return false;
    if (correction.household_id != saying.household.id)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return say(
        call, &saying,
        correction_move(call->task, id, CORRECTION_WITHDRAWN, call->session.account_id, "", why),
        "撤回了。", why);
}

const struct route ROUTES_HOUSEHOLD_SAY_PAGE[] = {
    {"page_household_say", "GET", "/h/say", get_say, .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE,
     .query = "for"},
    {"page_household_consent", "POST", "/h/say/consents", post_consent, .access = ACCESS_PUBLIC,
     .flags = ROUTE_PAGE | ROUTE_FORM | ROUTE_UPLOAD, .body_max = HOUSEHOLD_PHOTO_FORM_MAX,
     .ticket = HOUSEHOLD_TICKET},
    {"page_household_authority", "POST", "/h/say/authorities", post_authority,
     .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {"page_household_correction", "POST", "/h/say/corrections", post_correction,
     .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE | ROUTE_FORM | ROUTE_UPLOAD,
     .body_max = HOUSEHOLD_PHOTO_FORM_MAX, .ticket = HOUSEHOLD_TICKET},
    {"page_household_withdraw", "POST", "/h/say/corrections/withdraw", post_withdraw,
     .access = ACCESS_PUBLIC, .flags = ROUTE_PAGE | ROUTE_FORM, .body_max = KIB},
    {0},
};
