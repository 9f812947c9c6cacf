/* Whole purchases: buyers who each, over and over, open a product, ask for a quote, place a trade,
 * open a payment, pay at the platform's page and are told by the trade's events that it is paid.
 *
 * usage: purchase MALL_URL GATEWAY_URL BUYERS SECONDS LISTING SKU TAG
 * Prints `RESULT purchases_per_second place_ms open_ms apply_ms failed`: medians of placing, of
 * opening the payment, and from the payer's pressing the button to the trade being seen paid.
 * The buyers are those of world.sql. Each is a coroutine with two connections, one to the mall and
 * one to the platform. It shares the machine with what it measures, so it does no more than it
 * must: one thread, plain sockets, and llhttp to read the answers.
 */
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <event2/event.h>
#include <jansson.h>
#include <llhttp.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "base/coro.h"
#include "base/loop.h"

enum { BUYERS_MAX = 128, PURCHASES_MAX = 20000, ANSWER_MAX = 256 * 1024, WAIT_MAX_S = 30 };

static const char *listing, *sku, *tag;
static double end_s;
static int buying; /* buyers who have not ended */

/* A server, and which of a buyer's connections leads to it. */
static struct server {
    const char *url;
    struct sockaddr_in address;
} servers[2];
enum { MALL, GATEWAY };

struct buyer {
    int number;
    struct coro *coro;
    int sockets[2];          /* -1 = not connected */
    struct event *events[2]; /* something has come on it */
    llhttp_t parser;
    bool is_whole;       /* the answer that is being read */
    bool keeps;          /* the connection behind it */
    bool is_location;    /* the header that is being read */
    char location[1024]; /* where the answer leads, "" = nowhere */
    char *body;          /* of ANSWER_MAX bytes */
    size_t length;
    int count, failed;
    double place_ms[PURCHASES_MAX], open_ms[PURCHASES_MAX], apply_ms[PURCHASES_MAX];
};

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

/* http://ADDRESS:PORT; ends the program when it is none. */
static void find_server(struct server *server, const char *url)
{
    char host[64];
    unsigned port;
    server->url = url;
    server->address.sin_family = AF_INET;
    if (sscanf(url, "http://%63[0-9.]:%u", host, &port) != 2 ||
        inet_pton(AF_INET, host, &server->address.sin_addr) != 1) {
        fprintf(stderr, "purchase: %s is not http://ADDRESS:PORT\n", url);
        exit(2);
    }
    server->address.sin_port = htons((uint16_t)port);
}

/* ---- answers ------------------------------------------------------------------------------- */

static int on_header_name(llhttp_t *parser, const char *bytes, size_t length)
{
    struct buyer *buyer = parser->data;
    buyer->is_location = length == 8 && strncasecmp(bytes, "location", 8) == 0;
    return 0;
}

static int on_header_text(llhttp_t *parser, const char *bytes, size_t length)
{
    struct buyer *buyer = parser->data;
    if (buyer->is_location)
        snprintf(buyer->location, sizeof buyer->location, "%.*s", (int)length, bytes);
    return 0;
}

static int on_body(llhttp_t *parser, const char *bytes, size_t length)
{
    struct buyer *buyer = parser->data;
    if (length >= ANSWER_MAX - buyer->length)
        return -1;
    memcpy(buyer->body + buyer->length, bytes, length);
    buyer->length += length;
    return 0;
}

static int on_whole(llhttp_t *parser)
{
    struct buyer *buyer = parser->data;
    buyer->is_whole = true;
    buyer->keeps = llhttp_should_keep_alive(parser); /* which it forgets behind this */
    return 0;
}

/* ---- requests ------------------------------------------------------------------------------ */

static void on_bytes(evutil_socket_t fd, short events, void *argument)
{
    const struct buyer *buyer = argument;
    (void)fd;
    (void)events;
    coro_ready(buyer->coro);
}

static bool reach(struct buyer *buyer, int server)
{
    const int on = 1;
    if (buyer->sockets[server] >= 0)
        return true;
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    if (connect(fd, (const struct sockaddr *)&servers[server].address,
                sizeof servers[server].address) != 0) {
        close(fd);
        return false;
    }
    buyer->sockets[server] = fd;
    buyer->events[server] =
        event_new(loop_base(), fd, EV_READ | EV_ET | EV_PERSIST, on_bytes, buyer);
    return event_add(buyer->events[server], NULL) == 0;
}

static void leave(struct buyer *buyer, int server)
{
    event_free(buyer->events[server]);
    close(buyer->sockets[server]);
    buyer->sockets[server] = -1;
}

/* Waits for bytes; 0 when there will be none. */
static size_t receive(const struct buyer *buyer, int server, char *bytes, size_t size)
{
    for (;;) {
        ssize_t length = recv(buyer->sockets[server], bytes, size, MSG_DONTWAIT);
        if (length > 0)
            return (size_t)length;
        if (length == 0 || (errno != EAGAIN && errno != EINTR))
            return 0;
        coro_yield();
    }
}

/* Reads one answer; its status, 0 for none. */
static long read_answer(struct buyer *buyer, int server)
{
    static const llhttp_settings_t SETTINGS = {
        .on_header_field = on_header_name,
        .on_header_value = on_header_text,
        .on_body = on_body,
        .on_message_complete = on_whole,
    };
    static char bytes[64 * 1024];
    llhttp_init(&buyer->parser, HTTP_RESPONSE, &SETTINGS);
    buyer->parser.data = buyer;
    buyer->is_whole = false;
    buyer->location[0] = '\0';
    buyer->length = 0;
    while (!buyer->is_whole) {
        size_t length = receive(buyer, server, bytes, sizeof bytes);
        if (length == 0 || llhttp_execute(&buyer->parser, bytes, length) != HPE_OK) {
            leave(buyer, server);
            return 0;
        }
    }
    buyer->body[buyer->length] = '\0';
    if (!buyer->keeps)
        leave(buyer, server);
    return buyer->parser.status_code;
}

/* One request of the mall or the platform; `body` NULL = GET. Returns the status, 0 for none; the
 * answer is in buyer->body. */
static long ask(struct buyer *buyer, int server, const char *path, const char *body,
                const char *key)
{
    char text[4096], token[44] = "";
    int length = snprintf(token, sizeof token, "bench-token-%d", buyer->number);
    memset(token + length, 'x', sizeof token - 1 - (size_t)length);
    length = snprintf(text, sizeof text, "%s %s HTTP/1.1\r\nHost: %s\r\n",
                      body == NULL ? "GET" : "POST", path, servers[server].url + strlen("http://"));
    if (server == MALL)
        length += snprintf(text + length, sizeof text - (size_t)length,
                           "Authorization: Bearer %.43s\r\n", token);
    if (key != NULL)
        length +=
            snprintf(text + length, sizeof text - (size_t)length, "Idempotency-Key: %s\r\n", key);
    if (body != NULL)
        length += snprintf(text + length, sizeof text - (size_t)length,
                           "Content-Type: application/%s\r\nContent-Length: %zu\r\n",
                           server == MALL ? "json" : "x-www-form-urlencoded", strlen(body));
    length +=
        snprintf(text + length, sizeof text - (size_t)length, "\r\n%s", body == NULL ? "" : body);
    if ((size_t)length >= sizeof text || !reach(buyer, server) ||
        send(buyer->sockets[server], text, (size_t)length, MSG_NOSIGNAL) != length)
        return 0;
    return read_answer(buyer, server);
}

/* A member of the last answer as text, into `out`; false when there is none. */
static bool member(const struct buyer *buyer, const char *name, char *out, size_t size)
{
    json_t *answer = json_loads(buyer->body, 0, NULL);
    const json_t *value = json_object_get(answer, name);
    if (json_is_string(value))
        snprintf(out, size, "%s", json_string_value(value));
    else
        snprintf(out, size, "%lld", (long long)json_integer_value(value));
    json_decref(answer);
    return value != NULL;
}

/* Follows the trade as the shop does (server-sent events): the stream ends when it is paid. */
static bool follow_until_paid(struct buyer *buyer, const char *trade)
{
    char path[128];
    snprintf(path, sizeof path, "/api/v1/trades/%s/events", trade);
    return ask(buyer, MALL, path, NULL, NULL) == 200 &&
           strstr(buyer->body, "\"state\":\"paid\"") != NULL;
}

/* `text` with all but letters and digits escaped, into `out`. */
static void escape(const char *text, char *out, size_t size)
{
    size_t length = 0;
    for (; *text != '\0' && length + 4 < size; text++)
        length +=
            (size_t)snprintf(out + length, size - length,
                             isalnum((unsigned char)*text) ? "%c" : "%%%02X", (unsigned char)*text);
}

/* The payer scans the code and presses the button of the page that it leads to. */
static bool press(struct buyer *buyer, const char *code_url)
{
    char code[1024], path[1040];
    escape(code_url, code, sizeof code);
    snprintf(path, sizeof path, "/scan?code=%s", code);
    if (ask(buyer, GATEWAY, path, NULL, NULL) / 100 != 3 || buyer->location[0] != '/')
        return false;
    snprintf(path, sizeof path, "%s", buyer->location);
    long status = ask(buyer, GATEWAY, path, "action=pay", NULL);
    return status >= 200 && status < 400;
}

static bool purchase(struct buyer *buyer)
{
    char path[128], body[512], key[96], total[24], trade[32], code_url[512];
    int n = buyer->count;
    snprintf(path, sizeof path, "/api/v1/products/%s", listing);
    if (ask(buyer, MALL, path, NULL, NULL) != 200)
        return false;
    snprintf(body, sizeof(body),
             "{\"lines\":[{\"sku_id\":\"%s\",\"quantity\":1}],\"region_code\":\"110108\"}", sku);
    if (ask(buyer, MALL, "/api/v1/quotes", body, NULL) != 200 ||
        !member(buyer, "total_fen", total, sizeof(total)))
        return false;
    double begin_s = now_s();
    snprintf(body, sizeof(body),
             "{\"lines\":[{\"sku_id\":\"%s\",\"quantity\":1}],\"region_code\":\"110108\","
             "\"address\":{\"name\":\"示例\",\"phone\":\"19900090001\",\"detail\":\"示例路 1 号\"},"
             "\"expected_total_fen\":%s,\"accept_no_return\":true}",
             sku, total);
    snprintf(key, sizeof(key), "purchase-%s-%d-%d", tag, buyer->number, n);
    if (ask(buyer, MALL, "/api/v1/trades", body, key) != 201 ||
        !member(buyer, "trade_id", trade, sizeof(trade)))
        return false;
    double placed_s = now_s();
    snprintf(path, sizeof path, "/api/v1/trades/%s/payments", trade);
    snprintf(key, sizeof(key), "payment-%s-%d-%d", tag, buyer->number, n);
    if (ask(buyer, MALL, path, "{}", key) != 201 ||
        !member(buyer, "code_url", code_url, sizeof(code_url)))
        return false;
    double opened_s = now_s();
    if (!press(buyer, code_url) || !follow_until_paid(buyer, trade))
        return false;
    buyer->place_ms[n] = (placed_s - begin_s) * 1e3;
    buyer->open_ms[n] = (opened_s - placed_s) * 1e3;
    buyer->apply_ms[n] = (now_s() - opened_s) * 1e3;
    buyer->count++;
    return true;
}

static void buy(void *argument)
{
    struct buyer *buyer = argument;
    while (now_s() < end_s && buyer->count < PURCHASES_MAX && buyer->failed == 0)
        if (!purchase(buyer)) {
            fprintf(stderr, "purchase: buyer %d: %.300s\n", buyer->number, buyer->body);
            buyer->failed++;
        }
    for (int server = MALL; server <= GATEWAY; server++)
        if (buyer->sockets[server] >= 0)
            leave(buyer, server);
    free(buyer->body);
    if (--buying == 0)
        loop_stop();
}

static void give_up(void *argument)
{
    (void)argument;
    fprintf(stderr, "purchase: %d buyers still wait\n", buying);
    exit(1);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The median of one of the buyers' lists, which begins `offset` bytes into each buyer. */
static double median(const struct buyer *buyers, int count, size_t offset)
{
    int n = 0;
    double *all = calloc((size_t)count * PURCHASES_MAX, sizeof(*all));
    if (all == NULL)
        return 0;
    for (int b = 0; b < count; b++)
        for (int i = 0; i < buyers[b].count; i++) {
            const char *list = (const char *)&buyers[b] + offset;
            all[n++] = ((const double *)(const void *)list)[i];
        }
    qsort(all, (size_t)n, sizeof(*all), by_value);
    double middle = n > 0 ? all[n / 2] : 0;
    free(all);
    return middle;
}

int main(int argc, char **argv)
{
    if (argc != 8) {
        fprintf(stderr, "usage: purchase MALL_URL GATEWAY_URL BUYERS SECONDS LISTING SKU TAG\n");
        return 2;
    }
    find_server(&servers[MALL], argv[1]);
    find_server(&servers[GATEWAY], argv[2]);
    int count = atoi(argv[3]), sum = 0, failed = 0;
    listing = argv[5];
    sku = argv[6];
    tag = argv[7];
    count = count < 1 ? 1 : count > BUYERS_MAX ? BUYERS_MAX : count;
    struct buyer *buyers = calloc((size_t)count, sizeof(*buyers));
    if (buyers == NULL)
        return 1;
    loop_init();
    double begin_s = now_s();
    end_s = begin_s + atof(argv[4]);
    loop_after((int64_t)(atof(argv[4]) + WAIT_MAX_S) * 1000, give_up, NULL);
    for (buying = 0; buying < count; buying++) {
        struct buyer *buyer = &buyers[buying];
        buyer->number = buying + 1;
        buyer->sockets[MALL] = buyer->sockets[GATEWAY] = -1;
        buyer->body = calloc(1, ANSWER_MAX);
        buyer->coro = buyer->body != NULL ? coro_spawn(buy, buyer) : NULL;
        if (buyer->coro == NULL)
            return 1;
    }
    loop_run();
    for (int b = 0; b < count; b++) {
        sum += buyers[b].count;
        failed += buyers[b].failed;
    }
    printf("RESULT %.1f %.2f %.2f %.2f %d\n", sum / (now_s() - begin_s),
           median(buyers, count, offsetof(struct buyer, place_ms)),
           median(buyers, count, offsetof(struct buyer, open_ms)),
           median(buyers, count, offsetof(struct buyer, apply_ms)), failed);
    free(buyers);
    return failed > 0;
}
