#include "base/http_conn.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "base/url.h"

static bool refused(struct http_exchange *exchange, const char *detail)
{
    http_refuse(exchange, &REFUSAL_BAD_REQUEST, detail);
    return false;
}

static bool is_alnum(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool port_valid(const char *port, size_t length)
{
    int number = 0;
    if (length > 5)
        return false;
    for (size_t i = 0; i < length; i++) {
        if (port[i] < '0' || port[i] > '9')
            return false;
        number = number * 10 + (port[i] - '0');
    }
    return number <= 65535;
}

bool http_host_valid(const char *host, size_t length)
{
    if (length == 0 || length > 255)
        return false;
    size_t i = 0;
    if (host[0] == '[') {
        for (i = 1;
             i < length && (isxdigit((unsigned char)host[i]) || host[i] == ':' || host[i] == '.');
             i++) {
        }
        if (i < 4 || i == length || host[i++] != ']')
            return false;
    } else {
        while (i < length && (is_alnum(host[i]) || strchr("-._~", host[i]) != NULL))
            i++;
        if (i == 0)
            return false;
    }
    return i == length || (host[i] == ':' && port_valid(host + i + 1, length - i - 1));
}

/* The part of the target behind scheme and authority; NULL when refused. Absolute form (RFC 9112
 * section 3.2.2) is taken for http and our own host only. */
static const char *origin_part(struct http_exchange *exchange, const char *target)
{
    if (target[0] == '/')
        return target;
    if (strncasecmp(target, "http://", 7) != 0 || exchange->host == NULL)
        return NULL;
    const char *authority = target + 7;
    size_t length = strcspn(authority, "/?");
    if (length != strlen(exchange->host) || strncasecmp(authority, exchange->host, length) != 0)
        return NULL;
    return authority + length;
}

/* "." and ".." as segments, also when they were written in percent code. */
static bool has_dot_segment(const char *path)
{
    for (const char *slash = path; slash != NULL; slash = strchr(slash + 1, '/')) {
        const char *segment = slash + 1;
        if (segment[0] == '.') {
            size_t dots = segment[1] == '.' ? 2 : 1;
            if (segment[dots] == '\0' || segment[dots] == '/')
                return true;
        }
    }
    return false;
}

/* A slash or backslash in percent code would make segments that others see differently. */
static bool hides_slash(const char *raw, size_t length)
{
    for (size_t i = 0; i + 2 < length; i++) {
        int byte = url_escape(raw + i, length - i);
        if (byte == '/' || byte == '\\')
            return true;
    }
    return false;
}

static bool path_read(struct http_exchange *exchange, const char *raw, size_t length)
{
    char *path = http_bump(exchange, length + 2);
    if (length == 0) {
        memcpy(path, "/", 2);
        exchange->request.path = path;
        return true;
    }
    if (memchr(raw, '%', length) == NULL) {
        memcpy(path, raw, length);
        path[length] = '\0';
    } else {
        long decoded = hides_slash(raw, length) ? -1 : url_decode(URL_PART, raw, length, path);
        if (decoded < 0 || !text_is_clean(path, (size_t)decoded, false))
            return refused(exchange, "网址有误");
        path[decoded] = '\0';
    }
    if (has_dot_segment(path) || strchr(path, '\\') != NULL)
        return refused(exchange, "网址有误");
    exchange->request.path = path;
    return true;
}

static const char *query_part(struct http_exchange *exchange, const char *from, size_t length)
{
    char *decoded = http_bump(exchange, length + 1);
    long written = url_decode(URL_FORM, from, length, decoded);
    if (written < 0 || !text_is_clean(decoded, (size_t)written, true))
        return NULL;
    decoded[written] = '\0';
    return decoded;
}

static bool query_pair(struct http_exchange *exchange, const char *from, size_t length)
{
    const char *equals = memchr(from, '=', length);
    size_t name_length = equals != NULL ? (size_t)(equals - from) : length;
    const char *name = query_part(exchange, from, name_length);
    const char *value =
        equals != NULL ? query_part(exchange, equals + 1, length - name_length - 1) : "";
    if (name == NULL || value == NULL || exchange->query_count == HTTP_QUERY_CAP)
        return refused(exchange, "网址里的查询参数有误");
    for (int i = 0; i < exchange->query_count; i++)
        if (strcmp(exchange->query[i].name, name) == 0)
            return refused(exchange, "网址里的查询参数重复了");
    exchange->query[exchange->query_count++] = (struct http_pair){name, value};
    return true;
}

static bool query_read(struct http_exchange *exchange, const char *query)
{
    exchange->request.query = query;
    while (*query != '\0') {
        size_t length = strcspn(query, "&");
        if (length > 0 && !query_pair(exchange, query, length))
            return false;
        query += length + (query[length] == '&');
    }
    return true;
}

bool http_target_read(struct http_exchange *exchange)
{
    const char *target = exchange->request.target;
    if (strcmp(target, "*") == 0 && exchange->request.method == HTTP_OPTIONS_) {
        exchange->request.path = "*";
        exchange->request.query = "";
        return true;
    }
    for (const char *c = target; *c != '\0'; c++) {
        bool printable = *c > 0x20 && *c < 0x7f;
        if (!printable || *c == '#' || *c == '"' || *c == '<' || *c == '>')
            return refused(exchange, "网址有误");
    }
    const char *raw = origin_part(exchange, target);
    if (raw == NULL)
        return refused(exchange, "网址有误");
    size_t length = strcspn(raw, "?");
    return path_read(exchange, raw, length) &&
           query_read(exchange, raw[length] == '?' ? raw + length + 1 : "");
}
