/* The refusals of the edge itself, for requests that reach no handler; see http_conn.h. */
#include "base/http_conn.h"

const struct refusal_kind HTTP_TARGET_TOO_LONG = {"uri_too_long", 414, "网址太长了"};
const struct refusal_kind HTTP_HEAD_TOO_LARGE = {"head_too_large", 431, "请求头太大了"};
const struct refusal_kind HTTP_VERSION_UNSUPPORTED = {"version_not_supported", 505,
                                                      "不支持这个 HTTP 版本"};
const struct refusal_kind HTTP_CODING_UNKNOWN = {"coding_not_implemented", 501,
                                                 "不支持这种传输编码"};
const struct refusal_kind HTTP_ENCODING_UNKNOWN = {"content_encoding", 415,
                                                   "不支持压缩过的请求内容，请直接发送"};
const struct refusal_kind HTTP_CLIENT_FULL = {"too_many_connections", 429,
                                              "这个网络地址同时打开的连接太多了，请稍后再试"};
const struct refusal_kind HTTP_METHOD_UNKNOWN = {"method_not_implemented", 501,
                                                 "不认识这种请求方法"};
const struct refusal_kind HTTP_EXPECTATION = {"expectation_failed", 417, "不支持 Expect 里的要求"};
const struct refusal_kind HTTP_REQUEST_TIMEOUT = {"request_timeout", 408,
                                                  "请求没有在规定时间内发完"};

void http_reply_refused(struct http_exchange *exchange, const struct refusal_kind *kind,
                        const char *detail)
{
    struct refusal why;
    if (detail != NULL)
        refuse_detail(&why, kind, NULL, "%s", detail);
    else
        refuse(&why, kind, NULL);
    if (kind->status == 405)
        http_set_header(&exchange->request, "Allow", HTTP_ALLOW_ALL);
    if (kind == &HTTP_ENCODING_UNKNOWN) /* RFC 9110 section 15.5.16 */
        http_set_header(&exchange->request, "Accept-Encoding", "identity");
    if (kind == &HTTP_CLIENT_FULL)
        refusal_limit(&why, "connections", exchange->limits->max_per_client, 0, 1);
    http_reply_problem(&exchange->request, &why);
}
