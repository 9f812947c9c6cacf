#include "mall/pages/outbox_page.h"

#include <string.h>

#include "base/address_block.h"
#include "base/clock.h"
#include "base/log.h"
#include "mall/api/reply.h"
#include "mall/pages/page.h"
#include "registry/identifier.h"
#include "sms/outbox.h"

enum { SHOWN = 50 };

/* "11月29日 07:55:10" of an RFC 3339 moment, Beijing time. */
static const char *moment_words(struct call *call, const char *rfc3339)
{
    int64_t us;
    char text[32];
    if (rfc3339 == NULL || !clock_parse_rfc3339(rfc3339, &us))
        return "";
    clock_rfc3339(us, 480, text);
    return arena_printf(call->task->arena, "%.2s月%.2s日 %.8s", text + 5, text + 8, text + 11);
}

static void add_words(struct call *call, json_t *messages)
{
    size_t i;
    json_t *message;
    json_array_foreach(messages, i, message) {
        const char *phone = json_string_value(json_object_get(message, "phone"));
        const char *at = json_string_value(json_object_get(message, "created_at"));
        json_object_set_new(message, "at", json_string(moment_words(call, at)));
        json_object_set_new(
            message, "number",
            json_string(arena_printf(call->task->arena, "%.3s %.4s %s", phone, phone + 3,
                                     strlen(phone) > 7 ? phone + 7 : "")));
    }
}

/* With another channel than the outbox the page says where messages go instead. */
static bool get_outbox(struct call *call, struct refusal *why)
{
    const char *typed = call_query(call, "phone");
    typed = typed != NULL ? typed : "";
    bool found = typed[0] == '\0' || identifier_is_mobile(typed);
    char block[ADDRESS_BLOCK_SIZE];
    log_info("demo_outbox", LOG_S("block", address_block(call->http->client, block)));
    json_t *messages =
        !found || !sms_outbox_is_on()
            ? json_array()
            : sms_outbox_list_json(call->task, typed[0] != '\0' ? typed : NULL, SHOWN, why);
    if (messages == NULL)
        return false;
    add_words(call, messages);
    json_t *page = page_data(call, "演示短信");
    json_object_set_new(page, "phone", json_string(typed));
    json_object_set_new(
        page, "again",
        json_string(found && typed[0] != '\0'
                        ? arena_printf(call->task->arena, "/demo/outbox?phone=%s", typed)
                        : "/demo/outbox"));
    json_object_set_new(page, "wrong", json_boolean(!found));
    json_object_set_new(page, "is_on", json_boolean(sms_outbox_is_on()));
    json_object_set_new(page, "none", json_boolean(json_array_size(messages) == 0 && found));
    json_object_set_new(page, "messages", messages);
    http_set_header(call->http, "X-Robots-Tag", "noindex");
    return call_html(call, found ? 200 : 422, "outbox", page);
}

const struct route ROUTES_OUTBOX_PAGE[] = {
    {"page_outbox", "GET", "/demo/outbox", get_outbox, .access = ACCESS_DEMO, .flags = ROUTE_PAGE,
     .query = "phone"},
    {0},
};
