#include "base/refusal.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

const struct refusal_kind REFUSAL_BAD_REQUEST = {"bad_request", 400, "请求有误，服务器没有看懂"};
const struct refusal_kind REFUSAL_BAD_JSON = {"bad_json", 400, "提交的内容格式有误"};
const struct refusal_kind REFUSAL_INVALID_FIELD = {"invalid_field", 422, "有一项填写得不对"};
const struct refusal_kind REFUSAL_MISSING_FIELD = {"missing_field", 422, "有一项必须填写"};
const struct refusal_kind REFUSAL_UNKNOWN_FIELD = {"unknown_field", 422, "提交了不认识的内容"};
const struct refusal_kind REFUSAL_UNAUTHENTICATED = {"unauthenticated", 401, "请先登录"};
const struct refusal_kind REFUSAL_FORBIDDEN = {"forbidden", 403, "您没有权限做这件事"};
const struct refusal_kind REFUSAL_NOT_FOUND = {"not_found", 404, "没有找到您要的内容"};
const struct refusal_kind REFUSAL_METHOD = {"method_not_allowed", 405, "这个地址不支持这样的操作"};
const struct refusal_kind REFUSAL_CONFLICT = {"conflict", 409, "内容刚刚有了变化，请刷新后再试"};
const struct refusal_kind REFUSAL_TOO_LARGE = {"too_large", 413, "提交的内容太大了"};
const struct refusal_kind REFUSAL_MEDIA_TYPE = {"media_type", 415, "不支持这种内容类型"};
const struct refusal_kind REFUSAL_TOO_MANY = {"too_many_requests", 429, "操作太频繁了，请稍后再试"};
const struct refusal_kind REFUSAL_INTERNAL = {"internal", 500, "系统出了点问题，请稍后再试"};
const struct refusal_kind REFUSAL_OVERLOADED = {"overloaded", 503, "现在人太多了，请稍后再试"};
const struct refusal_kind REFUSAL_UNAVAILABLE = {"unavailable", 503, "服务暂时不可用，请稍后再试"};
const struct refusal_kind REFUSAL_TIMEOUT = {"timeout", 504, "处理时间过长，请稍后再试"};
const struct refusal_kind REFUSAL_CANCELLED = {"cancelled", 499, "请求已取消"};

/* Cuts a text that filled its buffer back to a whole UTF-8 character. */
static void trim_utf8(char *text)
{
    size_t length = strlen(text);
    size_t start = length;
    while (start > 0 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
        start--;
    if (start == 0)
        return;
    unsigned char lead = (unsigned char)text[start - 1];
    size_t need = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1;
    if (length - (start - 1) < need)
        text[start - 1] = '\0';
}

bool refuse(struct refusal *why, const struct refusal_kind *kind, const char *field)
{
    assert(kind != NULL);
    why->kind = kind;
    why->field[0] = '\0';
    why->detail[0] = '\0';
    why->retry_after_s = 0;
    why->limit = (struct rate_limit){.name = NULL};
    why->have = -1;
    if (field != NULL) {
        snprintf(why->field, sizeof(why->field), "%s", field);
        trim_utf8(why->field);
    }
    return false;
}

bool refuse_detail(struct refusal *why, const struct refusal_kind *kind, const char *field,
                   const char *format, ...)
{
    /* Formatted first: an argument may be a part of the refusal that is being replaced. */
    char detail[sizeof(why->detail)];
    va_list args;
    va_start(args, format);
    vsnprintf(detail, sizeof(detail), format, args);
    va_end(args);
    trim_utf8(detail);
    refuse(why, kind, field);
    memcpy(why->detail, detail, strlen(detail) + 1);
    return false;
}

bool refusal_limit(struct refusal *why, const char *name, int64_t quota, int64_t window_s,
                   int64_t wait_s)
{
    why->retry_after_s = wait_s > 1 ? wait_s : 1;
    why->limit = (struct rate_limit){
        .name = name, .quota = quota, .window_s = window_s, .wait_s = why->retry_after_s};
    return false;
}

void refusal_prefix(struct refusal *why, const char *prefix)
{
    char field[sizeof(why->field)];
    const char *slash = why->field[0] != '\0' ? "/" : "";
    size_t room = sizeof(field);
    int length = snprintf(field, room, "%s%s", prefix, slash);
    if (length >= 0 && (size_t)length < room)
        snprintf(field + length, room - (size_t)length, "%s", why->field);
    trim_utf8(field);
    memcpy(why->field, field, strlen(field) + 1);
}
