#include "payment/wechat/wechat_json.h"

#include <assert.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"

static void fault(struct wechat_reader *reader, const char *name)
{
    if (reader->bad == NULL)
        reader->bad = name;
}

/* The member, NULL when absent or null; then a required one is a fault. */
static json_t *member(struct wechat_reader *reader, const json_t *object, const char *name,
                      enum wechat_need need)
{
    json_t *value = json_object_get(object, name);
    if (value != NULL && !json_is_null(value))
        return value;
    if (need == WECHAT_REQUIRED)
        fault(reader, name);
    return NULL;
}

const char *wechat_read_text(struct wechat_reader *reader, const json_t *object, const char *name,
                             size_t max, enum wechat_need need)
{
    const json_t *value = member(reader, object, name, need);
    if (value == NULL)
        return "";
    const char *text = json_string_value(value);
    if (text == NULL || (need == WECHAT_REQUIRED && text[0] == '\0') ||
        json_string_length(value) != strlen(text) || text_length(text) > max) {
        fault(reader, name);
        return "";
    }
    return text;
}

const char *wechat_read_id(struct wechat_reader *reader, const json_t *object, const char *name,
                           size_t max, enum wechat_need need)
{
    const char *text = wechat_read_text(reader, object, name, max, need);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c <= ' ' || *c > '~') {
            fault(reader, name);
            return "";
        }
    }
    return text;
}

int64_t wechat_read_integer(struct wechat_reader *reader, const json_t *object, const char *name,
                            int64_t min, int64_t max, enum wechat_need need)
{
    const json_t *value = member(reader, object, name, need);
    if (value == NULL)
        return min;
    if (!json_is_integer(value) || json_integer_value(value) < min ||
        json_integer_value(value) > max) {
        fault(reader, name);
        return min;
    }
    return json_integer_value(value);
}

bool wechat_read_bool(struct wechat_reader *reader, const json_t *object, const char *name,
                      enum wechat_need need)
{
    const json_t *value = member(reader, object, name, need);
    if (value == NULL)
        return false;
    if (!json_is_boolean(value))
        fault(reader, name);
    return json_is_true(value);
}

json_t *wechat_read_object(struct wechat_reader *reader, const json_t *object, const char *name,
                           enum wechat_need need)
{
    json_t *value = member(reader, object, name, need);
    if (value == NULL)
        return NULL;
    if (!json_is_object(value)) {
        fault(reader, name);
        return NULL;
    }
    return value;
}

int64_t wechat_read_time(struct wechat_reader *reader, const json_t *object, const char *name,
                         enum wechat_need need)
{
    int64_t us = 0;
    const char *text = wechat_read_text(reader, object, name, 64, need);
    if (text[0] != '\0' && !clock_parse_rfc3339(text, &us)) {
        fault(reader, name);
        return 0;
    }
    return us;
}

void wechat_copy(char *target, size_t size, const char *text)
{
    size_t length = strlen(text);
    assert(length < size);
    memcpy(target, text, length + 1);
}

const char *wechat_plain(struct arena *arena, const char *text, size_t max, const char *otherwise)
{
    char *plain = arena_alloc(arena, strlen(text) + 1);
    size_t used = 0, count = 0;
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0' && count < max;) {
        size_t bytes = *c < 0x80 ? 1 : *c < 0xE0 ? 2 : *c < 0xF0 ? 3 : 4;
        if (strnlen((const char *)c, bytes) < bytes)
            break;
        /* variation selectors and joiners belong to what is left out */
        bool joins =
            bytes == 3 && (memcmp(c, "\xEF\xB8\x8F", 3) == 0 || memcmp(c, "\xE2\x80\x8D", 3) == 0);
        if (bytes < 4 && !joins && (bytes > 1 || (*c >= ' ' && *c != 0x7F))) {
            memcpy(plain + used, c, bytes);
            used += bytes;
            count++;
        }
        c += bytes;
    }
    plain[used] = '\0';
    return plain[strspn(plain, " ")] != '\0' ? plain : otherwise;
}
