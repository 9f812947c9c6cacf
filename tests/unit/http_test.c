/* What the HTTP edge takes and what it refuses: bytes in, statuses and the connection's fate out.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/unit/http_trial.h"

/* `expected`: the statuses in order, then "close" when the server must end the connection, "keep"
 * when it must answer one more request on it. `part` must occur in what came back. */
struct exchange_case {
    const char *name, *bytes;
    size_t length;
    const char *expected, *part;
};

#define CASE(name_, bytes_, expected_)                                                             \
    {                                                                                              \
        name_, bytes_, sizeof(bytes_) - 1, expected_, NULL                                         \
    }
#define CASE_PART(name_, bytes_, expected_, part_)                                                 \
    {                                                                                              \
        name_, bytes_, sizeof(bytes_) - 1, expected_, part_                                        \
    }
#define GET "GET /echo HTTP/1.1\r\n"
#define POST "POST /echo HTTP/1.1\r\nHost: t\r\n"
#define CHUNKED POST "Transfer-Encoding: chunked\r\n\r\n"
#define END "\r\n\r\n"
/* A second request that a smuggler would like to see answered. */
#define SMUGGLED "GET /echo?smuggled HTTP/1.1\r\nHost: t\r\n\r\n"
#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X500 X50 X50 X50 X50 X50 X50 X50 X50 X50 X50

static const struct exchange_case LINES[] = {
    CASE_PART("plain", GET "Host: t" END, "200 keep", "[GET /echo ?"),
    CASE("HEAD", "HEAD /echo HTTP/1.0\r\n\r\n", "200 close"),
    CASE("HTTP/1.0 closes", "GET /echo HTTP/1.0\r\n\r\n", "200 close"),
    CASE("HTTP/1.0 keep-alive", "GET /echo HTTP/1.0\r\nConnection: Keep-Alive\r\n\r\n", "200 keep"),
    CASE("HTTP/1.0 with a host", "GET /echo HTTP/1.0\r\nHost: t" END, "200 close"),
    CASE("close among others", GET "Host: t\r\nConnection: foo, Close" END, "200 close"),
    CASE("close in a second line", GET "Host: t\r\nConnection: foo\r\nConnection: close" END,
         "200 close"),
    CASE("empty line before", "\r\n" GET "Host: t" END, "200 keep"),
    CASE("two empty lines before", "\r\n\r\n" GET "Host: t" END, "200 keep"),
    CASE("three empty lines before", "\r\n\r\n\r\n" GET "Host: t" END, "400 close"),
    CASE("bare LF before", "\n" GET "Host: t" END, "400 close"),
    CASE("bare LF after the line", "GET /echo HTTP/1.1\nHost: t\r\n\r\n", "400 close"),
    CASE("bare LF after a header", GET "Host: t\n\r\n", "400 close"),
    CASE("bare LF at the end", GET "Host: t\r\n\n", "400 close"),
    CASE("bare CR in the line", "GET /echo\rx HTTP/1.1\r\nHost: t\r\n\r\n", "400 close"),
    CASE("method in lower case", "get /echo HTTP/1.1\r\nHost: t\r\n\r\n", "501 close"),
    CASE("unknown method", "BREW /echo HTTP/1.1\r\nHost: t\r\n\r\n", "501 close"),
    CASE("no token as method", "GE(T /echo HTTP/1.1\r\nHost: t\r\n\r\n", "400 close"),
    CASE("NUL in the method", "GE\0T /echo HTTP/1.1\r\nHost: t\r\n\r\n", "400 close"),
    CASE("very long method", X50 " /echo HTTP/1.1\r\nHost: t\r\n\r\n", "400 close"),
    CASE_PART("a known method that nobody serves", "PROPFIND /echo HTTP/1.1\r\nHost: t\r\n\r\n",
              "200 keep", "[PROPFIND"),
    CASE_PART("CONNECT", "CONNECT t:80 HTTP/1.1\r\nHost: t" END, "405 close", "Allow: GET"),
    CASE("two blanks in front of the target", "GET  /echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("two blanks behind the target", "GET /echo  HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("tab for a blank", "GET\t/echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("blank behind the version", "GET /echo HTTP/1.1 \r\nHost: t" END, "400 close"),
    CASE("no version", "GET /echo\r\nHost: t" END, "400 close"),
    CASE("HTTP/0.9", "GET /echo\r\n\r\n", "400 close"),
    CASE("HTTP/1.2", "GET /echo HTTP/1.2\r\nHost: t" END, "505 close"),
    CASE("HTTP/2.0", "GET /echo HTTP/2.0\r\nHost: t" END, "505 close"),
    CASE("HTTP/2 preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505 close"),
    CASE("another protocol's version", "GET /echo RTSP/1.0\r\nHost: t" END, "400 close"),
    CASE("padded version", "GET /echo HTTP/01.1\r\nHost: t" END, "400 close"),
    CASE("lower-case version", "GET /echo http/1.1\r\nHost: t" END, "400 close"),
    CASE("TLS hello", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "400 close"),
    CASE_PART("OPTIONS *", "OPTIONS * HTTP/1.1\r\nHost: t" END, "204 keep", "Allow: GET"),
    CASE("GET *", "GET * HTTP/1.1\r\nHost: t" END, "400 close"),
};

static const struct exchange_case TARGETS[] = {
    CASE_PART("query", "GET /echo?q=1&b HTTP/1.1\r\nHost: t" END, "200 keep",
              "[GET /echo ?q=1&b client=127.0.0.1 sid=- q=1 0:]"),
    CASE_PART("decoded path", "GET /%e4%bd%a0%20a HTTP/1.1\r\nHost: t" END, "200 keep",
              "[GET /\xe4\xbd\xa0 a ?"),
    CASE_PART("decoded query", "GET /echo?q=%e4%bd%a0+a%2Bb HTTP/1.1\r\nHost: t" END, "200 keep",
              "q=\xe4\xbd\xa0 a+b "),
    CASE("absolute form", "GET http://T/echo HTTP/1.1\r\nHost: t" END, "200 keep"),
    CASE_PART("absolute form without path", "GET http://t?x HTTP/1.1\r\nHost: t" END, "200 keep",
              "[GET / ?x"),
    CASE("absolute form of another host", "GET http://u/echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("absolute form, https", "GET https://t/echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("absolute form with user", "GET http://a@t/echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("relative target", "GET echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("dot-dot segment", "GET /a/../echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("dot-dot at the end", "GET /a/.. HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("dot segment", "GET /./echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("encoded dot-dot", "GET /%2e%2E/echo HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("dots that are no segment", "GET /..a/.b HTTP/1.1\r\nHost: t" END, "200 keep"),
    CASE("encoded slash", "GET /a%2fb HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("backslash", "GET /a\\b HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("encoded NUL", "GET /a%00b HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("encoded line feed", "GET /a%0ab HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("broken percent code", "GET /a%4 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("percent code of no digits", "GET /a%zz HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("bad UTF-8", "GET /a%c3%28 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("overlong UTF-8", "GET /%c0%af HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("surrogate in UTF-8", "GET /%ed%a0%80 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("raw byte above ASCII", "GET /\xe4\xbd\xa0 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("tab in the target", "GET /a\tb HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("fragment", "GET /echo#x HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("parameter given twice", "GET /echo?q=1&q=2 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("the same, one encoded", "GET /echo?q=1&%71=2 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("NUL in the query", "GET /echo?q=%00 HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("bad UTF-8 in the query", "GET /echo?q=%ff HTTP/1.1\r\nHost: t" END, "400 close"),
    CASE("long target", "GET /" X500 X500 X50 " HTTP/1.1\r\nHost: t" END, "414 close"),
    CASE("target without end", "GET /" X500 X500 X500 X500 X500, "414 close"),
};

static const struct exchange_case HEADERS[] = {
    CASE("no host", GET "\r\n", "400 close"),
    CASE("two hosts", GET "Host: t\r\nHost: t" END, "400 close"),
    CASE("two hosts in HTTP/1.0", "GET /echo HTTP/1.0\r\nHost: t\r\nhost: u" END, "400 close"),
    CASE("empty host", GET "Host:" END, "400 close"),
    CASE("host with a path", GET "Host: t/x" END, "400 close"),
    CASE("host with a user", GET "Host: a@t" END, "400 close"),
    CASE("host with a blank", GET "Host: t u" END, "400 close"),
    CASE("host list", GET "Host: t, u" END, "400 close"),
    CASE("port too large", GET "Host: t:65536" END, "400 close"),
    CASE("port of letters", GET "Host: t:http" END, "400 close"),
    CASE("host with port", GET "Host: t.example:8080" END, "200 keep"),
    CASE("IPv6 host", GET "Host: [::1]:80" END, "200 keep"),
    CASE("open IPv6 host", GET "Host: [::1" END, "400 close"),
    CASE("blanks around a value", GET "Host:  \t t \t" END, "200 keep"),
    CASE("blank before the colon", GET "Host : t" END, "400 close"),
    CASE("blank in a name", GET "Ho st: t" END, "400 close"),
    CASE("no name", GET "Host: t\r\n: x" END, "400 close"),
    CASE("no colon", GET "Host: t\r\nfoo" END, "400 close"),
    CASE("name outside of the token set", GET "Host: t\r\nfo(o: x" END, "400 close"),
    CASE("name above ASCII", GET "Host: t\r\nf\xc3\xb6o: x" END, "400 close"),
    CASE("value above ASCII", GET "Host: t\r\nfoo: \xe4\xbd\xa0" END, "200 keep"),
    CASE("folded line", GET "Host: t\r\nfoo: a\r\n b" END, "400 close"),
    CASE("folded with a tab", GET "Host: t\r\nfoo: a\r\n\tb" END, "400 close"),
    CASE("first header after a blank", GET " Host: t" END, "400 close"),
    CASE("NUL in a value", GET "Host: t\r\nfoo: a\0b" END, "400 close"),
    CASE("control byte in a value",
         GET "Host: t\r\nfoo: a\x01"
             "b" END,
         "400 close"),
    CASE("DEL in a value", GET "Host: t\r\nfoo: a\x7f" END, "400 close"),
    CASE("bare CR in a value", GET "Host: t\r\nfoo: a\rb" END, "400 close"),
    CASE("too many headers",
         GET "Host: "
             "t\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:\r\na:"
             "\r\na:\r\na:" END,
         "431 close"),
    CASE("head too large", GET "Host: t\r\na: " X500 X500 X500 X500 X50 END, "431 close"),
    CASE("head without end", GET "Host: t\r\na: " X500 X500 X500 X500 X50, "431 close"),
    CASE_PART("cookies", GET "Host: t\r\nCookie: a=b; sid=x1 ; c=d" END, "200 keep", "sid=x1 "),
    CASE_PART("forwarded by a stranger", GET "Host: t\r\nX-Forwarded-For: 9.9.9.9" END, "200 keep",
              "client=127.0.0.1"),
    CASE("own request id", GET "Host: t\r\nX-Request-Id: trace-0123" END, "200 keep"),
    CASE("request id that could forge a header", GET "Host: t\r\nX-Request-Id: trace 0123" END,
         "200 keep"),
    CASE("upgrade is ignored",
         GET "Host: t\r\nConnection: upgrade\r\nUpgrade: websocket" END SMUGGLED, "200 200 keep"),
    CASE("page", "GET /page HTTP/1.1\r\nHost: t" END, "200 keep"),
    CASE_PART("see other", "GET /away HTTP/1.1\r\nHost: t" END, "303 keep", "Set-Cookie: a=b\r\n"),
    CASE("no answer from the handler", "GET /silent HTTP/1.1\r\nHost: t" END, "500 keep"),
};

static const struct exchange_case BODIES[] = {
    CASE_PART("length", POST "Content-Length: 3\r\n\r\nabc", "200 keep", " 3:abc]"),
    CASE_PART("length with leading zeros", POST "Content-Length: 003\r\n\r\nabc", "200 keep",
              " 3:abc]"),
    CASE_PART("body of GET", "GET /echo HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nab",
              "200 keep", " 2:ab]"),
    CASE("length zero", POST "Content-Length: 0" END, "200 keep"),
    CASE("two lengths", POST "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "400 close"),
    CASE("the same length twice", POST "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
         "400 close"),
    CASE("length list", POST "Content-Length: 3, 3\r\n\r\nabc", "400 close"),
    CASE("length with plus", POST "Content-Length: +3\r\n\r\nabc", "400 close"),
    CASE("negative length", POST "Content-Length: -1\r\n\r\nabc", "400 close"),
    CASE("hexadecimal length", POST "Content-Length: 0x3\r\n\r\nabc", "400 close"),
    CASE("empty length", POST "Content-Length:\r\n\r\nabc", "400 close"),
    CASE("length with a blank inside", POST "Content-Length: 1 3\r\n\r\nabc", "400 close"),
    CASE("length beyond 64 bits", POST "Content-Length: 99999999999999999999\r\n\r\n", "400 close"),
    CASE("length beyond the limit", POST "Content-Length: 4097\r\n\r\n", "413 close"),
    CASE("chunked, length beyond the limit", CHUNKED "bb9\r\n" X500 X500 X500 X500 X500 X500 X50,
         "413 close"),
    CASE("length and chunked",
         POST "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("chunked and length",
         POST "Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("chunked in HTTP/1.0",
         "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE_PART("chunked", CHUNKED "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n", "200 keep", " 5:abcde]"),
    CASE_PART("CHUNKED", POST "Transfer-Encoding: CHUNKED\r\n\r\n1\r\na\r\n0\r\n\r\n", "200 keep",
              " 1:a]"),
    CASE_PART("chunk sizes in hexadecimal",
              CHUNKED "00a\r\n0123456789\r\nA\r\n0123456789\r\n0\r\n\r\n", "200 keep", " 20:"),
    CASE_PART("chunk extension", CHUNKED "3;a=b\r\nabc\r\n0\r\n\r\n", "200 keep", " 3:abc]"),
    CASE_PART("trailers are dropped", CHUNKED "1\r\na\r\n0\r\nHost: u\r\nContent-Length: 9\r\n\r\n",
              "200 keep", " 1:a]"),
    CASE("gzip, chunked", POST "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "501 close"),
    CASE("chunked, gzip", POST "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("chunked twice", POST "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("chunked in two lines",
         POST "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("identity then chunked",
         POST "Transfer-Encoding: identity\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "501 close"),
    CASE("xchunked", POST "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n" SMUGGLED, "501 close"),
    CASE("identity", POST "Transfer-Encoding: identity\r\n\r\n0\r\n\r\n" SMUGGLED, "501 close"),
    CASE("empty transfer encoding", POST "Transfer-Encoding:\r\n\r\n0\r\n\r\n" SMUGGLED,
         "501 close"),
    CASE("quoted chunked", POST "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n" SMUGGLED,
         "501 close"),
    CASE("chunked with NUL", POST "Transfer-Encoding: chunked\0\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("chunked after a vertical tab",
         POST "Transfer-Encoding: \x0b"
              "chunked\r\n\r\n0\r\n\r\n" SMUGGLED,
         "400 close"),
    CASE("blank before the colon of it",
         POST "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" SMUGGLED, "400 close"),
    CASE("0x chunk", CHUNKED "0x3\r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("plus chunk", CHUNKED "+3\r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("minus chunk", CHUNKED "-1\r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("chunk after a blank", CHUNKED " 3\r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("chunk before a blank", CHUNKED "3 \r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("empty chunk size", CHUNKED "\r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("huge chunk size", CHUNKED "fffffffffffffffff\r\nabc", "400 close"),
    CASE("bare LF after a chunk size", CHUNKED "3\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("bare LF after chunk data", CHUNKED "3\r\nabc\n0\r\n\r\n", "400 close"),
    CASE("bare LF at the end of chunks", CHUNKED "3\r\nabc\r\n0\r\n\n", "400 close"),
    CASE("bare LF in an extension", CHUNKED "3;a\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("NUL in an extension", CHUNKED "3;a\0\r\nabc\r\n0\r\n\r\n", "400 close"),
    CASE("chunk data too long", CHUNKED "3\r\nabcd\r\n0\r\n\r\n", "400 close"),
    CASE("two other bytes after chunk data", CHUNKED "3\r\nabcXY0\r\n\r\n", "400 close"),
    CASE("other byte and LF after chunk data", CHUNKED "3\r\nabcX\n0\r\n\r\n", "400 close"),
    CASE("CR and other byte after a size", CHUNKED "3\rXabc\r\n0\r\n\r\n", "400 close"),
    CASE("trailer without colon", CHUNKED "0\r\nfoo\r\n\r\n", "400 close"),
    CASE("bare LF in a trailer", CHUNKED "0\r\nfoo: a\n\r\n", "400 close"),
    CASE_PART("expect with the body at hand",
              POST "Expect: 100-continue\r\nContent-Length: 1\r\n\r\na", "200 keep", " 1:a]"),
    CASE("other expectation", POST "Expect: 200-ok\r\nContent-Length: 1\r\n\r\na", "417 close"),
    CASE("expect with a body too large",
         POST "Expect: 100-continue\r\nContent-Length: 5000\r\n\r\n", "413 close"),
};

static const struct exchange_case PIPELINES[] = {
    CASE("two", GET "Host: t" END SMUGGLED, "200 200 keep"),
    CASE("fast and slow in turn",
         "GET /fast?n=3 HTTP/1.1\r\nHost: t" END "GET /sleep?ms=20 HTTP/1.1\r\nHost: t" END
         "GET /fast?n=3 HTTP/1.1\r\nHost: t" END
         "PUT /nowhere HTTP/1.1\r\nHost: t\r\nContent-Length: 2\r\n\r\nabHEAD / HTTP/1.0\r\n\r\n",
         "200 200 200 200 200 close"),
    CASE("more than a turn takes",
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END
         "GET /fast HTTP/1.1\r\nHost: t" END "GET /fast HTTP/1.1\r\nHost: t" END,
         "200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 200 keep"),
    CASE("nothing behind close is answered", GET "Host: t\r\nConnection: close" END SMUGGLED,
         "200 close"),
    CASE("nothing behind a refusal is answered",
         GET "Host: t" END "GET /a%00 HTTP/1.1\r\nHost: t" END SMUGGLED, "200 400 close"),
    CASE("behind a chunked body", CHUNKED "1\r\na\r\n0\r\n\r\n" SMUGGLED, "200 200 keep"),
    CASE("behind a body in pieces of another", POST "Content-Length: 10\r\n\r\nGET / HTTP" SMUGGLED,
         "200 200 keep"),
};

/* ---- reading answers ---- */

static const char *header_value(const char *head, const char *name, char *value, size_t room)
{
    const char *at = strstr(head, name);
    size_t length = at != NULL ? strcspn(at + strlen(name), "\r") : 0;
    if (at == NULL || length >= room)
        return NULL;
    memcpy(value, at + strlen(name), length);
    value[length] = '\0';
    return value;
}

/* What every answer has, and none may have. */
static void check_head(const char *name, const char *head, long status)
{
    char value[256];
    if (strstr(head, "\r\nDate: ") == NULL ||
        strstr(head, "\r\nX-Content-Type-Options: nosniff\r\n") == NULL ||
        strstr(head, "\r\nServer:") != NULL)
        fail_msg("%s: headers are missing or too many in %s", name, head);
    if (header_value(head, "\r\nX-Request-Id: ", value, sizeof(value)) == NULL ||
        strlen(value) < 8 || strchr(value, ' ') != NULL)
        fail_msg("%s: no request id in %s", name, head);
    const char *type = header_value(head, "\r\nContent-Type: ", value, sizeof(value));
    if (status >= 400 && (type == NULL || strcmp(type, "application/problem+json") != 0 ||
                          strstr(head, "\r\nCache-Control: no-store\r\n") == NULL))
        fail_msg("%s: a refusal is a problem document that nobody stores, not %s", name, head);
    if (type != NULL && strcmp(type, "text/html; charset=utf-8") == 0 &&
        (strstr(head, "\r\nContent-Security-Policy: default-src 'none'; ") == NULL ||
         strstr(head, "\r\nReferrer-Policy: ") == NULL))
        fail_msg("%s: a page without policy: %s", name, head);
}

/* Writes the statuses in `answers` as "200 404 "; checks each head. */
static void statuses(const struct exchange_case *one, char *answers, char *out, size_t room)
{
    out[0] = '\0';
    bool head_only = strncmp(one->bytes, "HEAD", 4) == 0;
    while (*answers != '\0') {
        char *end = strstr(answers, "\r\n\r\n");
        if (strncmp(answers, "HTTP/1.1 ", 9) != 0 || end == NULL)
            fail_msg("%s: no answer: %s", one->name, answers);
        end[2] = '\0';
        long status = strtol(answers + 9, NULL, 10);
        char value[32];
        size_t used = strlen(out);
        snprintf(out + used, room - used, "%ld ", status);
        if (status != 100)
            check_head(one->name, answers, status);
        const char *length = header_value(answers, "\r\nContent-Length: ", value, sizeof(value));
        answers = end + 4 + (length != NULL && !head_only ? strtoul(length, NULL, 10) : 0);
    }
}

static void run_case(const struct trial *trial, const struct exchange_case *one)
{
    static char answers[65536];
    char text[512], got[256];
    bool keep = strstr(one->expected, "keep") != NULL;
    int fd = trial_connect(trial);
    trial_send(fd, one->bytes, one->length);
    if (keep)
        trial_send_text(fd, "GET /echo?last HTTP/1.1\r\nHost: t\r\nConnection: close\r\n\r\n");
    trial_read_all(fd, answers, sizeof(answers));
    close(fd);
    if (one->part != NULL && strstr(answers, one->part) == NULL)
        fail_msg("%s: \"%s\" is not in: %s", one->name, one->part, answers);
    if (keep && strstr(answers, "?last ") == NULL)
        fail_msg("%s: the connection was not kept: %s", one->name, answers);
    statuses(one, answers, got, sizeof(got));
    snprintf(text, sizeof(text), "%.*s%s", (int)(strlen(one->expected) - (keep ? 4 : 5)),
             one->expected, keep ? "200 " : "");
    if (strcmp(got, text) != 0)
        fail_msg("%s: expected %s, got %s", one->name, text, got);
}

static struct trial trial;

static int start(void **state)
{
    (void)state;
    trial = trial_start(&TRIAL_LIMITS);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    trial_stop(&trial);
    return 0;
}

#define TABLE_TEST(name_, table_)                                                                  \
    static void name_(void **state)                                                                \
    {                                                                                              \
        (void)state;                                                                               \
        for (size_t i = 0; i < sizeof(table_) / sizeof(table_[0]); i++)                            \
            run_case(&trial, &table_[i]);                                                          \
    }

TABLE_TEST(test_lines, LINES)
TABLE_TEST(test_targets, TARGETS)
TABLE_TEST(test_headers, HEADERS)
TABLE_TEST(test_bodies, BODIES)
TABLE_TEST(test_pipelines, PIPELINES)

/* However the bytes are cut into packets, the answer is the same. */
static void test_cut_anywhere(void **state)
{
    (void)state;
    static const char REQUEST[] = "POST /echo?q=1 HTTP/1.1\r\nHost: t\r\nTransfer-Encoding: "
                                  "chunked\r\nConnection: close\r\n\r\n"
                                  "3;x=y\r\nabc\r\n2\r\nde\r\n0\r\nfoo: bar\r\n\r\n";
    char answer[2048];
    for (size_t cut = 1; cut < sizeof(REQUEST) - 1; cut++) {
        int fd = trial_connect(&trial);
        trial_send(fd, REQUEST, cut);
        usleep(500);
        trial_send(fd, REQUEST + cut, sizeof(REQUEST) - 1 - cut);
        trial_read_all(fd, answer, sizeof(answer));
        close(fd);
        if (strstr(answer, "HTTP/1.1 200 OK\r\n") != answer || strstr(answer, " 5:abcde]") == NULL)
            fail_msg("cut at %zu: %s", cut, answer);
    }
}

static void test_continue(void **state)
{
    (void)state;
    char answer[2048];
    int fd = trial_connect(&trial);
    trial_send_text(fd,
                    POST "Expect: 100-Continue\r\nContent-Length: 2\r\nConnection: close\r\n\r\n");
    trial_read_until(fd, "HTTP/1.1 100 Continue\r\n\r\n", answer, sizeof(answer));
    trial_send_text(fd, "ab");
    trial_read_all(fd, answer, sizeof(answer));
    assert_non_null(strstr(answer, " 2:ab]"));
    assert_null(strstr(answer, "100 Continue"));
    close(fd);
}

/* Framing that never becomes a body: refused long before the deadline. */
static void test_framing_without_end(void **state)
{
    (void)state;
    static const char *const BEGINNINGS[] = {CHUNKED "3;", CHUNKED "0\r\nfoo: "};
    char answer[2048];
    for (size_t i = 0; i < sizeof(BEGINNINGS) / sizeof(BEGINNINGS[0]); i++) {
        int fd = trial_connect(&trial);
        trial_send_text(fd, BEGINNINGS[i]);
        for (int k = 0; k < 20; k++)
            trial_send_text(fd, X500);
        trial_read_all(fd, answer, sizeof(answer));
        close(fd);
        assert_memory_equal(answer, "HTTP/1.1 400 ", 13);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),     cmocka_unit_test(test_targets),
        cmocka_unit_test(test_headers),   cmocka_unit_test(test_bodies),
        cmocka_unit_test(test_pipelines), cmocka_unit_test(test_cut_anywhere),
        cmocka_unit_test(test_continue),  cmocka_unit_test(test_framing_without_end),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
