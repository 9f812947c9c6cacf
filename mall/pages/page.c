#include "mall/pages/page.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/asset.h"
#include "base/config.h"
#include "base/money.h"

#define ELDER_COOKIE "elder"

/* ---- money ---- */

char *page_money_words(int64_t fen, char buffer[48])
{
    char *at = buffer, *end = buffer + 48;
    uint64_t amount = fen < 0 ? 0 - (uint64_t)fen : (uint64_t)fen;
    unsigned jiao = (unsigned)(amount / 10 % 10), cents = (unsigned)(amount % 10);
    at += snprintf(at, (size_t)(end - at), "%s", fen < 0 ? "负" : "");
    if (amount >= 100 || amount == 0)
        at += snprintf(at, (size_t)(end - at), "%llu元", (unsigned long long)(amount / 100));
    if (jiao > 0)
        at += snprintf(at, (size_t)(end - at), "%u角", jiao);
    if (cents > 0)
        snprintf(at, (size_t)(end - at), "%s%u分", jiao == 0 && amount >= 100 ? "零" : "", cents);
    return buffer;
}

static void set_words(json_t *object, const char *name, size_t stem, int64_t fen)
{
    char key[64], text[48];
    assert(stem + sizeof("_yuan") <= sizeof(key));
    snprintf(key, sizeof(key), "%.*s_yuan", (int)stem, name);
    json_object_set_new(object, key, json_string(money_yuan(fen, text)));
    snprintf(key, sizeof(key), "%.*s_say", (int)stem, name);
    json_object_set_new(object, key, json_string(page_money_words(fen, text)));
}

static void add_to_object(json_t *object)
{
    /* A copy: members are added on the way. */
    json_t *members = json_copy(object), *value;
    const char *name;
    json_object_foreach(members, name, value) {
        size_t length = strlen(name);
        if (json_is_integer(value) && length > 4 && strcmp(name + length - 4, "_fen") == 0)
            set_words(object, name, length - 4, json_integer_value(value));
        else
            page_add_money(value);
    }
    json_decref(members);
}

void page_add_money(json_t *value)
{
    size_t i;
    json_t *element;
    if (json_is_object(value))
        add_to_object(value);
    json_array_foreach(value, i, element)
        page_add_money(element);
}

/* ---- data ---- */

json_t *page_data(struct call *call, const char *title)
{
    return json_pack("{s:s, s:s, s:b}", "title", title, "css",
                     asset_url(call->task->arena, "static/mall.css"), "demo",
                     config_bool("MALL_DEMO"));
}

/* ---- elder view ---- */

bool page_is_elder(struct call *call)
{
    const char *value = http_cookie(call->http, ELDER_COOKIE);
    return value != NULL && strcmp(value, "1") == 0;
}

/* Not HttpOnly: the shop reads and sets the same choice, and there is nothing secret in it. */
void page_set_elder(struct call *call, bool elder)
{
    bool secure = strncmp(config_text("MALL_PUBLIC_URL"), "https://", 8) == 0;
    http_set_header(call->http, "Set-Cookie",
                    arena_printf(call->task->arena,
                                 ELDER_COOKIE "=%d; Path=/; Max-Age=%d; SameSite=Lax%s", elder,
                                 elder ? 31536000 : 0, secure ? "; Secure" : ""));
}
