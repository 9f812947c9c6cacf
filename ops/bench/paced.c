/* Checkouts in an open loop: they arrive by chance, so many a second on average, whether or not
 * those before were answered, and each one's time runs from when it was due. A closed loop would
 * wait with the slow ones and not see them.
 *
 * usage: paced PORT RATE SECONDS SKUS TAG
 * SKUS as in checkout.lua, whose request it is: 1 = the hot one, else any of so many. TAG makes
 * keys differ from other runs'. Prints `RESULT answered_per_second p50_ms p99_ms failed`; failed
 * are those that were answered otherwise than with 201, or not within ten seconds after the last
 * was due. The buyers are those of world.sql.
 */
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <arpa/inet.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { LINKS_MAX = 1000, TICK_US = 500, GRACE_S = 10, BUYERS = 128 };

/* A connection and the request on it. */
struct link {
    struct bufferevent *stream;
    double due_s;
    bool busy;
    struct link *next; /* of those that are free */
};

static struct event_base *loop;
static struct sockaddr_in server;
static struct link links[LINKS_MAX], *free_links;
static int link_count;
static const char *tag;
static double rate, begin_s, end_s;
static int skus;

static double *due_s; /* when each request arrives */
static int due_count, sent, answered, failed;
static double *took_ms;

static double now_s(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

static void send_one(void);

/* One answer that is complete; false when it is not there yet. */
static bool take_answer(struct evbuffer *input, int *status)
{
    struct evbuffer_ptr end = evbuffer_search(input, "\r\n\r\n", 4, NULL);
    char head[2048];
    if (end.pos < 0)
        return false;
    size_t head_length = (size_t)end.pos + 4;
    size_t copied = head_length < sizeof(head) - 1 ? head_length : sizeof(head) - 1;
    evbuffer_copyout(input, head, copied);
    head[copied] = '\0';
    const char *length = strcasestr(head, "\r\ncontent-length:");
    size_t body = length == NULL ? 0 : strtoul(length + 17, NULL, 10);
    if (evbuffer_get_length(input) < head_length + body)
        return false;
    *status = atoi(head + 9);
    evbuffer_drain(input, head_length + body);
    return true;
}

static void on_answer(struct bufferevent *stream, void *argument)
{
    struct link *link = argument;
    int status;
    while (link->busy && take_answer(bufferevent_get_input(stream), &status)) {
        took_ms[answered++] = (now_s() - link->due_s) * 1e3;
        failed += status != 201;
        link->busy = false;
        link->next = free_links;
        free_links = link;
        send_one();
    }
    if (answered == due_count)
        event_base_loopbreak(loop);
}

static void on_event(struct bufferevent *stream, short what, void *argument)
{
    (void)stream;
    (void)argument;
    if (what & (BEV_EVENT_EOF | BEV_EVENT_ERROR)) {
        fprintf(stderr, "paced: a connection was ended\n");
        exit(1);
    }
}

static struct link *take_link(void)
{
    struct link *link = free_links;
    if (link != NULL) {
        free_links = link->next;
        return link;
    }
    if (link_count == LINKS_MAX)
        return NULL;
    link = &links[link_count++];
    link->stream = bufferevent_socket_new(loop, -1, BEV_OPT_CLOSE_ON_FREE);
    bufferevent_setcb(link->stream, on_answer, NULL, on_event, link);
    bufferevent_enable(link->stream, EV_READ | EV_WRITE);
    if (bufferevent_socket_connect(link->stream, (struct sockaddr *)&server, sizeof(server)) != 0) {
        fprintf(stderr, "paced: cannot connect\n");
        exit(1);
    }
    return link;
}

static void put_request(struct link *link, int number)
{
    char token[64], body[512];
    int length = snprintf(token, sizeof(token), "bench-token-%ld", 1 + lrand48() % BUYERS);
    memset(token + length, 'x', (size_t)(43 - length));
    token[43] = '\0';
    long sku = skus == 1 ? 6000001 : 6000002 + lrand48() % skus;
    int size =
        snprintf(body, sizeof(body),
                 "{\"lines\":[{\"sku_id\":\"%ld\",\"quantity\":1}],\"region_code\":\"110108\","
                 "\"address\":{\"name\":\"示例\",\"phone\":\"19900090001\",\"detail\":"
                 "\"示例路 1 号\"},\"expected_total_fen\":3990,\"accept_no_return\":true}",
                 sku);
    evbuffer_add_printf(
        bufferevent_get_output(link->stream),
        "POST /api/v1/trades HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer %s\r\n"
        "Content-Type: application/json\r\nIdempotency-Key: paced-%s-%d\r\n"
        "Content-Length: %d\r\n\r\n%s",
        token, tag, number, size, body);
}

/* Sends those that are due, as far as there are connections. */
static void send_one(void)
{
    double now = now_s();
    while (sent < due_count && due_s[sent] <= now) {
        struct link *link = take_link();
        if (link == NULL)
            return;
        link->busy = true;
        link->due_s = due_s[sent];
        put_request(link, sent++);
    }
}

static void on_tick(evutil_socket_t unused, short what, void *argument)
{
    (void)unused;
    (void)what;
    (void)argument;
    send_one();
    if (now_s() > end_s + GRACE_S)
        event_base_loopbreak(loop);
}

static int by_value(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double percentile(double share)
{
    return answered == 0 ? 0 : took_ms[(int)(share * (answered - 1))];
}

int main(int count, char **arguments)
{
    if (count != 6) {
        fprintf(stderr, "usage: paced PORT RATE SECONDS SKUS TAG\n");
        return 64;
    }
    server = (struct sockaddr_in){.sin_family = AF_INET,
                                  .sin_port = htons((unsigned short)atoi(arguments[1])),
                                  .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    rate = atof(arguments[2]);
    double seconds = atof(arguments[3]);
    skus = atoi(arguments[4]);
    tag = arguments[5];
    size_t room = (size_t)(rate * seconds * 2) + 1000;
    due_s = calloc(room, sizeof(*due_s));
    took_ms = calloc(room, sizeof(*took_ms));
    loop = event_base_new();
    if (rate <= 0 || seconds <= 0 || due_s == NULL || took_ms == NULL || loop == NULL)
        return 64;
    srand48(time(NULL));
    begin_s = now_s() + 0.1;
    end_s = begin_s + seconds;
    for (double at = begin_s; at < end_s && (size_t)due_count < room; due_count++) {
        due_s[due_count] = at;
        at -= log(1 - drand48()) / rate; /* arrivals by chance are apart by an exponential time */
    }
    struct timeval tick = {.tv_usec = TICK_US};
    struct event *timer = event_new(loop, -1, EV_PERSIST, on_tick, NULL);
    event_add(timer, &tick);
    event_base_dispatch(loop);
    qsort(took_ms, (size_t)answered, sizeof(*took_ms), by_value);
    printf("RESULT %.0f %.1f %.1f %d\n", answered / seconds, percentile(0.5), percentile(0.99),
           failed + due_count - answered);
    return 0;
}
