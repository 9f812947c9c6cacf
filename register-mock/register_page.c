#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/asset.h"
#include "base/clock.h"
#include "base/template.h"
#include "base/url.h"
#include "register-mock/register_call.h"
#include "register-mock/register_edit.h"
#include "register-mock/register_record.h"

enum { NEWS_SHOWN = 20 };

/* ---- the page ------------------------------------------------------------------------------ */

static const struct {
    const char *word, *label;
} KINDS[] = {{"joined", "新纳入"},    {"corrected", "更正"}, {"exited", "退出"},
             {"moved", "迁到别的村"}, {"deceased", "去世"},  {"merged", "并户"},
             {"split", "分户"}};

static const char *const FAULT_LABELS[REGISTER_FAULTS] = {
    [REGISTER_FAULT_DOWN] = "停用（503）",
    [REGISTER_FAULT_BUSY] = "过于频繁（429）",
    [REGISTER_FAULT_BROKEN] = "做了以后答 500",
    [REGISTER_FAULT_SLOW] = "答得慢（毫秒）",
    [REGISTER_FAULT_HANG] = "挂起（毫秒）",
    [REGISTER_FAULT_WRONG_SIGNATURE] = "答复签名不对",
    [REGISTER_FAULT_WRONG_NONCE] = "答复的是别的请求",
    [REGISTER_FAULT_FEED_REPEAT] = "变更：重复上一页",
    [REGISTER_FAULT_FEED_SKIP] = "变更：漏掉一条",
    [REGISTER_FAULT_FEED_REORDER] = "变更：次序颠倒",
    [REGISTER_FAULT_FEED_NUMBER] = "变更：户编号与资料不一致",
    [REGISTER_FAULT_SNAPSHOT_CUT] = "快照：一页断在中间",
    [REGISTER_FAULT_SNAPSHOT_SHORT] = "快照：没完却说完了",
    [REGISTER_FAULT_NO_HEAD] = "资料：没有户主",
    [REGISTER_FAULT_BAD_IDENTITY] = "资料：证件号码不对",
};

static const char *label_of(const char *kind)
{
    for (size_t i = 0; i < sizeof KINDS / sizeof KINDS[0]; i++)
        if (strcmp(KINDS[i].word, kind) == 0)
            return KINDS[i].label;
    return kind;
}

static json_t *news_shown(struct register_call *call)
{
    struct register_store *store = &call->national->store;
    struct register_news news[NEWS_SHOWN];
    json_t *list = json_array();
    int64_t after = store->change_no > NEWS_SHOWN ? store->change_no - NEWS_SHOWN : 0;
    int count = register_store_news(store, call->arena, after, NEWS_SHOWN, news);
    while (count-- > 0)
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s, s:s}", "change_no",
                            arena_printf(call->arena, "%" PRId64, news[count].change_no), "kind",
                            label_of(news[count].kind), "household_no", news[count].household_no,
                            "changed_at", news[count].changed_at));
    return list;
}

static json_t *faults_shown(struct register_call *call)
{
    json_t *list = json_array();
    for (int i = 0; i < REGISTER_FAULTS; i++) {
        const char *word = register_fault_name((enum register_fault_mode)i);
        int64_t left = call->national->faults.modes[i].left;
        json_array_append_new(
            list, json_pack("{s:s, s:s, s:s*}", "mode", word, "label", FAULT_LABELS[i], "left",
                            left > 0 ? arena_printf(call->arena, "%" PRId64, left) : NULL));
    }
    return list;
}

static const char *state_label(const json_t *member)
{
    return register_member_is(member, "living")     ? "在"
           : register_member_is(member, "deceased") ? "已去世"
                                                    : "已迁出";
}

/* The household that is looked at; NULL when none is, or there is no such. */
static json_t *household_shown(struct register_call *call, const char *household_no)
{
    const char *text = household_no != NULL ? register_store_record(&call->national->store,
                                                                    call->arena, household_no)
                                            : NULL;
    if (text == NULL)
        return NULL;
    json_t *record = json_loads(text, 0, NULL);
    json_t *members = json_object_get(record, "members");
    bool exited = strcmp(register_record_text(record, "state"), "exited") == 0;
    for (size_t i = 0; i < json_array_size(members); i++) {
        json_t *member = json_array_get(members, i);
        json_object_set_new(member, "state_label", json_string(state_label(member)));
    }
    json_object_set_new(record, "state_label", json_string(exited ? "已退出" : "在册"));
    return record;
}

static json_t *snapshot_shown(struct register_call *call)
{
    struct register_snapshot snapshot;
    if (!register_store_latest(&call->national->store, call->arena, &snapshot))
        return NULL;
    return json_pack("{s:s, s:s}", "snapshot_id", snapshot.snapshot_id, "taken_at",
                     snapshot.taken_at);
}

static json_t *page_data(struct register_call *call)
{
    struct register_store *store = &call->national->store;
    const char *said = http_query(call->request, "said");
    const char *number = http_query(call->request, "household_no");
    json_t *household = household_shown(call, number);
    json_t *data =
        json_pack("{s:s, s:s, s:s, s:s*, s:s*, s:o, s:o, s:o*, s:o*}", "households",
                  arena_printf(call->arena, "%" PRId64, store->households), "members",
                  arena_printf(call->arena, "%" PRId64, store->members), "change_no",
                  arena_printf(call->arena, "%" PRId64, store->change_no), "said", said, "asked",
                  number, "news", news_shown(call), "faults", faults_shown(call), "household",
                  household, "snapshot", snapshot_shown(call));
    if (number != NULL && number[0] != '\0' && household == NULL)
        json_object_set_new(data, "unknown", json_true());
    return data;
}

/* GET / */
void register_page_show(struct register_call *call)
{
    static struct template *kept;
    size_t length;
    if (kept == NULL) {
        const struct web_file *file = asset_find("register_home.html");
        if (file == NULL)
            abort(); /* embedded at build time */
        kept = template_parse((const char *)file->bytes, file->length, NULL);
    }
    json_t *data = page_data(call);
    const char *html = template_render(call->arena, kept, data, &length);
    json_decref(data);
    http_set_header(call->request, "Cache-Control", "no-store");
    http_set_header(call->request, "Content-Security-Policy",
                    "default-src 'none'; style-src 'self'; form-action 'self'; "
                    "frame-ancestors 'none'; base-uri 'none'");
    http_set_header(call->request, "X-Content-Type-Options", "nosniff");
    /* a form's origin must be told, to this machine only */
    http_set_header(call->request, "Referrer-Policy", "same-origin");
    http_reply_html(call->request, 200, html, length);
}

void register_page_style(struct register_call *call)
{
    const struct web_file *file = asset_find("static/register.css");
    if (file == NULL)
        abort(); /* embedded at build time */
    http_set_header(call->request, "Cache-Control", "max-age=3600");
    http_reply(call->request, 200, "text/css; charset=utf-8", file->bytes, file->length);
}

/* ---- its forms ----------------------------------------------------------------------------- */

/* A field without the blanks around it; "" when there is none. */
static const char *field(struct register_call *call, const char *name)
{
    char *value = url_form_value(call->arena, call->request->body, name);
    if (value == NULL)
        return "";
    value += strspn(value, " ");
    for (size_t end = strlen(value); end > 0 && value[end - 1] == ' '; end--)
        value[end - 1] = '\0';
    return value;
}

static void copy_fields(struct register_call *call, json_t *wish, const char *const *names)
{
    for (; *names != NULL; names++)
        if (field(call, *names)[0] != '\0')
            json_object_set_new(wish, *names, json_string(field(call, *names)));
}

/* The numbers of a field, which blanks or commas part. */
static json_t *numbers_of(struct register_call *call, const char *name)
{
    json_t *list = json_array();
    const char *text = field(call, name);
    while (*(text += strspn(text, " ,")) != '\0') {
        size_t length = strcspn(text, " ,");
        json_array_append_new(list, json_stringn(text, length));
        text += length;
    }
    return list;
}

/* What a form wishes, as register_edit() takes it. */
static json_t *wish_of(struct register_call *call)
{
    static const char *const PLAIN[] = {"kind",       "household_no", "village_code",
                                        "group_name", "person_no",    NULL};
    const char *kind = field(call, "kind");
    json_t *wish = json_object();
    copy_fields(call, wish, PLAIN);
    if (strcmp(kind, "merged") == 0)
        json_object_set_new(wish, "into", json_string(field(call, "into")));
    if (strcmp(kind, "split") == 0)
        json_object_set_new(wish, "into",
                            json_pack("[{s:o}]", "members", numbers_of(call, "members")));
    if (strcmp(kind, "corrected") == 0)
        json_object_set_new(wish, "fields",
                            json_pack("{s:s, s:s}", "phone", field(call, "phone"), "group_name",
                                      field(call, "group_name")));
    return wish;
}

static const char *act_change(struct register_call *call)
{
    struct register_refusal why;
    json_t *done, *wish = wish_of(call);
    const char *said;
    if (register_edit(&call->national->store, call->arena, wish, clock_now_us(), &done, &why)) {
        const json_t *last = json_array_get(done, json_array_size(done) - 1);
        said = arena_printf(call->arena, "已登记，变更号到 %" PRId64,
                            (int64_t)json_integer_value(json_object_get(last, "change_no")));
        json_decref(done);
    } else {
        said = arena_printf(call->arena, "没有登记：%s", why.message);
    }
    json_decref(wish);
    return said;
}

static const char *act_snapshot(struct register_call *call)
{
    struct register_store *store = &call->national->store;
    struct register_snapshot snapshot;
    register_store_begin(store);
    register_store_take(store, call->arena, clock_now_us(), &snapshot);
    register_store_commit(store);
    return arena_printf(call->arena, "已生成快照 %s", snapshot.snapshot_id);
}

static const char *act_fault(struct register_call *call)
{
    int64_t n = strtoll(field(call, "n"), NULL, 10), ms = strtoll(field(call, "ms"), NULL, 10);
    if (n < 0 || n > 100000 || ms < 0 || ms > 600000 ||
        !register_fault_ask(&call->national->faults, field(call, "mode"), n, ms))
        return "没有这种故障，或次数、毫秒数不在范围内";
    return "故障已设定";
}

/* POST /act with action=change, snapshot or fault; then back to the page, which says what came of
 * it. */
void register_page_act(struct register_call *call)
{
    const char *action = field(call, "action");
    const char *said = strcmp(action, "change") == 0     ? act_change(call)
                       : strcmp(action, "snapshot") == 0 ? act_snapshot(call)
                       : strcmp(action, "fault") == 0    ? act_fault(call)
                                                         : "没有这个操作";
    http_reply_see_other(call->request, arena_printf(call->arena, "/?said=%s&household_no=%s",
                                                     url_encode(call->arena, URL_PART, said),
                                                     url_encode(call->arena, URL_PART,
                                                                field(call, "household_no"))));
}
