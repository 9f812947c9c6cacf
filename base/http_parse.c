#include "base/http_conn.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

static const char CONTROL_BYTE[] = "请求头里有控制字符";

static int on_field(llhttp_t *parser, const char *at, size_t length)
{
    struct http_exchange *exchange = parser->data;
    if (exchange->head_done) {
        return 0; /* trailers are read and dropped: nothing of ours is sent there (RFC 9110
                     section 6.5.1) */
    }
    if (exchange->header_count >= exchange->limits->max_headers) {
        http_refuse(exchange, &HTTP_HEAD_TOO_LARGE, "请求头的行数太多");
        return -1;
    }
    int i = exchange->header_count++;
    exchange->headers[i] = (struct http_header){at, ""};
    exchange->name_lengths[i] = (uint32_t)length;
    exchange->value_lengths[i] = 0;
    return 0;
}

static int on_value(llhttp_t *parser, const char *at, size_t length)
{
    struct http_exchange *exchange = parser->data;
    if (exchange->head_done || length == 0)
        return 0;
    int i = exchange->header_count - 1;
    if (i < 0 || exchange->value_lengths[i] != 0) {
        /* a second piece would be a folded line, which the scan refuses before */
        http_refuse(exchange, &REFUSAL_BAD_REQUEST, NULL);
        return -1;
    }
    exchange->headers[i].value = at;
    exchange->value_lengths[i] = (uint32_t)length;
    return 0;
}

static int on_headers_complete(llhttp_t *parser)
{
    struct http_exchange *exchange = parser->data;
    exchange->head_done = true;
    parser->upgrade = 0; /* Upgrade is ignored (RFC 9110 section 7.8): what follows is HTTP as
                            before */
    return 0;
}

/* What lies between pieces of a chunked body: sizes, extensions, line ends, trailers. llhttp reads
 * their meaning; here every line end must be CRLF, no control byte may occur and nothing may grow
 * without end. */
static bool framing_check(struct http_exchange *exchange, const char *end)
{
    for (const char *c = exchange->framing_from; c < end; c++) {
        unsigned char byte = (unsigned char)*c;
        bool bad = exchange->framing_last == '\r' ? byte != '\n' : byte == '\n';
        if (byte < 0x20 && byte != '\r' && byte != '\n' && byte != '\t')
            bad = true;
        if (exchange->framing_data && byte != '\r')
            bad = true; /* chunk data are longer than announced */
        exchange->framing_data = false;
        if (bad || byte == 0x7f || ++exchange->framing_run > HTTP_FRAMING_MAX) {
            http_refuse(exchange, &REFUSAL_BAD_REQUEST, "分块传输的格式有误");
            return false;
        }
        exchange->framing_last = (char)byte;
    }
    exchange->framing_from = end;
    return true;
}

/* A chunk counts when it is announced, before its bytes come. Told when the bytes up to here have
 * been looked at (http_parse_body()). */
static int on_chunk_header(llhttp_t *parser)
{
    struct http_exchange *exchange = parser->data;
    uint64_t announced = parser->content_length;
    if (announced > exchange->body_max - exchange->body_length)
        exchange->chunk_refusal = &REFUSAL_TOO_LARGE;
    else if (announced > 0 && !http_body_reserve(exchange, exchange->body_length + announced))
        exchange->chunk_refusal = &REFUSAL_OVERLOADED;
    return exchange->chunk_refusal != NULL ? HPE_PAUSED : 0;
}

static int on_body(llhttp_t *parser, const char *at, size_t length)
{
    struct http_exchange *exchange = parser->data;
    if (exchange->chunked) {
        if (!framing_check(exchange, at))
            return -1;
        exchange->framing_from = at + length;
        exchange->framing_run = 0;
        exchange->framing_last = '\0';
        exchange->framing_data = true;
    }
    assert(exchange->body_length + length < exchange->body_capacity && "it was announced");
    memcpy(exchange->body + exchange->body_length, at, length);
    exchange->body_length += length;
    exchange->body[exchange->body_length] = '\0';
    return 0;
}

static int on_message_complete(llhttp_t *parser)
{
    struct http_exchange *exchange = parser->data;
    exchange->message_done = true;
    return HPE_PAUSED; /* the next request is read when this one is answered */
}

static const llhttp_settings_t SETTINGS = {
    .on_header_field = on_field,
    .on_header_value = on_value,
    .on_headers_complete = on_headers_complete,
    .on_chunk_header = on_chunk_header,
    .on_body = on_body,
    .on_message_complete = on_message_complete,
};

/* Of 256 bytes: the lower-case form of a token character (RFC 9110 section 5.6.2), 0 for others. */
static const char TOKEN[256] = {
    ['!'] = '!', ['#'] = '#', ['$'] = '$', ['%'] = '%', ['&'] = '&', ['\''] = '\'', ['*'] = '*',
    ['+'] = '+', ['-'] = '-', ['.'] = '.', ['^'] = '^', ['_'] = '_', ['`'] = '`',   ['|'] = '|',
    ['~'] = '~', ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4',   ['5'] = '5',
    ['6'] = '6', ['7'] = '7', ['8'] = '8', ['9'] = '9', ['a'] = 'a', ['b'] = 'b',   ['c'] = 'c',
    ['d'] = 'd', ['e'] = 'e', ['f'] = 'f', ['g'] = 'g', ['h'] = 'h', ['i'] = 'i',   ['j'] = 'j',
    ['k'] = 'k', ['l'] = 'l', ['m'] = 'm', ['n'] = 'n', ['o'] = 'o', ['p'] = 'p',   ['q'] = 'q',
    ['r'] = 'r', ['s'] = 's', ['t'] = 't', ['u'] = 'u', ['v'] = 'v', ['w'] = 'w',   ['x'] = 'x',
    ['y'] = 'y', ['z'] = 'z', ['A'] = 'a', ['B'] = 'b', ['C'] = 'c', ['D'] = 'd',   ['E'] = 'e',
    ['F'] = 'f', ['G'] = 'g', ['H'] = 'h', ['I'] = 'i', ['J'] = 'j', ['K'] = 'k',   ['L'] = 'l',
    ['M'] = 'm', ['N'] = 'n', ['O'] = 'o', ['P'] = 'p', ['Q'] = 'q', ['R'] = 'r',   ['S'] = 's',
    ['T'] = 't', ['U'] = 'u', ['V'] = 'v', ['W'] = 'w', ['X'] = 'x', ['Y'] = 'y',   ['Z'] = 'z',
};

/* Ends names and values with NUL where they stand, and lowers names. */
static bool headers_finish(struct http_exchange *exchange)
{
    char *in = exchange->in;
    for (int i = 0; i < exchange->header_count; i++) {
        struct http_header *header = &exchange->headers[i];
        char *name = in + (header->name - in);
        uint32_t length = exchange->name_lengths[i];
        for (uint32_t k = 0; k < length; k++) {
            name[k] = TOKEN[(unsigned char)name[k]];
            if (name[k] == '\0') {
                http_refuse(exchange, &REFUSAL_BAD_REQUEST, "请求头的名称有误");
                return false;
            }
        }
        if (length == 0) {
            http_refuse(exchange, &REFUSAL_BAD_REQUEST, "请求头的名称有误");
            return false;
        }
        name[length] = '\0';
        length = exchange->value_lengths[i];
        if (length > 0) {
            char *value = in + (header->value - in);
            while (length > 0 && (value[length - 1] == ' ' || value[length - 1] == '\t'))
                length--;
            value[length] = '\0';
        }
    }
    return true;
}

/* Looks for the head's end in what came, refusing bare CR and LF, folded lines, NUL and other
 * control bytes on the way. */
static enum http_parse_result scan(struct http_exchange *exchange)
{
    const char *in = exchange->in;
    size_t i = exchange->scanned;
    for (; i < exchange->length; i++) {
        unsigned char byte = (unsigned char)in[i];
        if (byte > 0x20 && byte != 0x7f)
            continue;
        if (byte == ' ' || byte == '\t') {
            if (i == exchange->line_start)
                return http_refuse(exchange, &REFUSAL_BAD_REQUEST, "请求头不可以折行");
        } else if (byte == '\r') {
            if (i + 1 == exchange->length)
                break; /* looked at again when its LF has come */
            if (in[i + 1] != '\n')
                return http_refuse(exchange, &REFUSAL_BAD_REQUEST, CONTROL_BYTE);
        } else if (byte == '\n' && i > exchange->start && in[i - 1] == '\r') {
            size_t end = i - 1;
            if (exchange->line_start == exchange->start && !http_head_line(exchange, end))
                return HTTP_PARSE_REFUSED;
            if (end == exchange->line_start) {
                exchange->head_end = i + 1;
                return HTTP_PARSE_DONE;
            }
            exchange->line_start = i + 1;
        } else {
            return http_refuse(exchange, &REFUSAL_BAD_REQUEST, CONTROL_BYTE);
        }
    }
    exchange->scanned = i;
    return HTTP_PARSE_MORE;
}

/* At most two empty lines before a request are skipped (RFC 9112 section 2.2). True when there is
 * something behind. */
static bool skip_blank(struct http_exchange *exchange)
{
    while (exchange->blank_lines < 2 && exchange->length - exchange->start >= 2 &&
           memcmp(exchange->in + exchange->start, "\r\n", 2) == 0) {
        exchange->start += 2;
        exchange->blank_lines++;
    }
    exchange->scanned = exchange->line_start = exchange->start;
    return exchange->length > exchange->start;
}

static enum http_parse_result too_long(struct http_exchange *exchange)
{
    bool in_line = exchange->line_start == exchange->start;
    return http_refuse(exchange, in_line ? &HTTP_TARGET_TOO_LONG : &HTTP_HEAD_TOO_LARGE, NULL);
}

static bool refused(struct http_exchange *exchange, const struct refusal_kind *kind)
{
    http_refuse(exchange, kind, NULL);
    return false;
}

/* A body above the general limit: only so many at once, for each stands in memory whole. */
static bool upload_check(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    if (exchange->content_length <= (int64_t)exchange->limits->max_body)
        return true;
    if (server->uploads >= server->limits.max_uploads)
        return refused(exchange, &REFUSAL_OVERLOADED);
    server->uploads++;
    exchange->upload = true;
    return true;
}

/* What is known of a body before it comes. One that does not announce its length is never large. */
static bool body_check(struct http_exchange *exchange)
{
    struct http_server *server = exchange->server;
    size_t *most = &exchange->body_max, general = exchange->limits->max_body;
    if (!exchange->body_expected)
        return true;
    if (exchange->encoded)
        return refused(exchange, &HTTP_ENCODING_UNKNOWN);
    if (server != NULL && server->handlers.body_limit != NULL)
        *most = server->handlers.body_limit(&exchange->request, server->handlers.argument);
    if (exchange->chunked) {
        *most = *most < general ? *most : general;
        return true;
    }
    if (exchange->content_length > (int64_t)*most)
        return refused(exchange, &REFUSAL_TOO_LARGE);
    return upload_check(exchange) &&
           (http_body_reserve(exchange, (size_t)exchange->content_length) ||
            refused(exchange, &REFUSAL_OVERLOADED));
}

/* The complete head through llhttp and then through our own rules. */
static enum http_parse_result read_head(struct http_exchange *exchange)
{
    llhttp_init(&exchange->parser, HTTP_REQUEST, &SETTINGS);
    exchange->parser.data = exchange;
    llhttp_errno_t error = llhttp_execute(&exchange->parser, exchange->in + exchange->start,
                                          exchange->head_end - exchange->start);
    if (exchange->refusal != NULL)
        return HTTP_PARSE_REFUSED;
    if (error == HPE_INVALID_METHOD)
        return http_refuse(exchange, &HTTP_METHOD_UNKNOWN, NULL);
    /* a coding that is not known is told apart from a broken one below */
    bool coding = error == HPE_INVALID_TRANSFER_ENCODING;
    if (!exchange->head_done || (error != HPE_OK && error != HPE_PAUSED && !coding))
        return http_refuse(exchange, &REFUSAL_BAD_REQUEST, NULL);
    if (!headers_finish(exchange) || !http_head_check(exchange) || !http_target_read(exchange) ||
        !body_check(exchange))
        return HTTP_PARSE_REFUSED;
    if (coding || exchange->message_done == exchange->body_expected) {
        return http_refuse(exchange, &REFUSAL_BAD_REQUEST, NULL); /* llhttp and we must see the same
                                                                     framing */
    }
    return HTTP_PARSE_DONE;
}

static enum http_parse_result find_head(struct http_exchange *exchange)
{
    if (exchange->scanned == exchange->start && !skip_blank(exchange))
        return HTTP_PARSE_MORE;
    enum http_parse_result result = scan(exchange);
    if (result == HTTP_PARSE_REFUSED)
        return result;
    size_t end = result == HTTP_PARSE_DONE ? exchange->head_end : exchange->length;
    if (end - exchange->start > exchange->limits->max_head)
        return too_long(exchange);
    return result == HTTP_PARSE_DONE ? read_head(exchange) : HTTP_PARSE_MORE;
}

enum http_parse_result http_parse_body(struct http_exchange *exchange, const char *bytes,
                                       size_t length, size_t *used)
{
    assert(exchange->head_done && !exchange->message_done);
    exchange->framing_from = bytes;
    llhttp_errno_t error = llhttp_execute(&exchange->parser, bytes, length);
    if (exchange->refusal != NULL)
        return HTTP_PARSE_REFUSED;
    bool stopped = exchange->message_done || exchange->chunk_refusal != NULL;
    if (error != HPE_OK && !(error == HPE_PAUSED && stopped))
        return http_refuse(exchange, &REFUSAL_BAD_REQUEST, "请求内容的格式有误");
    const char *end = error == HPE_OK ? bytes + length : llhttp_get_error_pos(&exchange->parser);
    if (exchange->chunked && !framing_check(exchange, end))
        return HTTP_PARSE_REFUSED;
    if (exchange->chunk_refusal != NULL)
        return http_refuse(exchange, exchange->chunk_refusal, NULL);
    *used = (size_t)(end - bytes);
    return error == HPE_OK ? HTTP_PARSE_MORE : HTTP_PARSE_DONE;
}

enum http_parse_result http_parse(struct http_exchange *exchange)
{
    if (!exchange->head_done) {
        enum http_parse_result result = find_head(exchange);
        if (result != HTTP_PARSE_DONE)
            return result;
    }
    if (exchange->message_done) {
        exchange->start = exchange->head_end;
        return HTTP_PARSE_DONE;
    }
    size_t used = 0;
    enum http_parse_result result = http_parse_body(exchange, exchange->in + exchange->head_end,
                                                    exchange->length - exchange->head_end, &used);
    if (result == HTTP_PARSE_DONE)
        exchange->start = exchange->head_end + used;
    else
        exchange->length = exchange->head_end;
    return result;
}

enum http_parse_result http_refuse(struct http_exchange *exchange, const struct refusal_kind *kind,
                                   const char *detail)
{
    if (exchange->refusal == NULL) {
        exchange->refusal = kind;
        exchange->refusal_detail = detail;
    }
    return HTTP_PARSE_REFUSED;
}
