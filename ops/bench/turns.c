/* Asks two servers the same in turn, request by request, and says how long each answer took. Which
 * is asked first changes with every pair: one, other, other, one; so each comes as often behind
 * itself as behind the other, and what disturbs the machine for a while meets both.
 *
 * usage: turns PORT REQUESTS PORT REQUESTS SECONDS LEAST MOST
 * A file of REQUESTS has GETs as they are sent, each ended by its empty line; the pair after the
 * last one begins with the first again. It goes on for SECONDS and until LEAST pairs were
 * asked, and ends after MOST. Prints a line a pair: nanoseconds and bytes of the body, of the
 * first server and of the second. Nothing is left out: a connection is made, and then all that goes
 * over it is counted. Everything is read and laid out before the clock runs.
 */
#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { ANSWER_MAX = 16 << 20, REQUESTS_MAX = 10000 };

struct side {
    int port, link;
    char *text; /* all requests, one behind the other */
    struct request {
        const char *at;
        size_t size;
    } requests[REQUESTS_MAX];
    int count;
};

struct pair {
    long took_ns[2];
    size_t bytes[2];
};

static struct side sides[2];
static char answer[ANSWER_MAX + 1];

__attribute__((noreturn, format(printf, 1, 2))) static void fail(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    fputs("turns: ", stderr);
    vfprintf(stderr, format, values);
    fputc('\n', stderr);
    exit(1);
}

static long now_ns(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1000000000L + now.tv_nsec;
}

static void read_requests(struct side *side, const char *path)
{
    FILE *file = fopen(path, "r");
    size_t room = 0;
    if (file == NULL || getdelim(&side->text, &room, '\0', file) <= 0)
        fail("%s: nothing to ask", path);
    fclose(file);
    for (const char *at = side->text; *at != '\0'; side->count++) {
        const char *end = strstr(at, "\r\n\r\n");
        if (end == NULL || side->count == REQUESTS_MAX)
            fail("%s: a request has no end, or they are too many", path);
        side->requests[side->count] = (struct request){at, (size_t)(end + 4 - at)};
        at = end + 4;
    }
}

static void connect_to(struct side *side)
{
    struct sockaddr_in server = {.sin_family = AF_INET, .sin_port = htons((in_port_t)side->port)};
    inet_pton(AF_INET, "127.0.0.1", &server.sin_addr);
    side->link = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (side->link < 0 || connect(side->link, (struct sockaddr *)&server, sizeof(server)) != 0)
        fail("no connection to port %d", side->port);
    setsockopt(side->link, IPPROTO_TCP, TCP_NODELAY, &(int){1}, sizeof(int));
}

/* Waits for a whole answer and gives the length of its body. */
static size_t take_answer(const struct side *side, const struct request *request)
{
    size_t have = 0, head = 0, body = 0;
    while (head == 0 || have < head + body) {
        ssize_t got = read(side->link, answer + have, ANSWER_MAX - have);
        if (got <= 0)
            fail("port %d ended the connection: %.80s", side->port, request->at);
        have += (size_t)got;
        answer[have] = '\0';
        const char *end = head == 0 ? strstr(answer, "\r\n\r\n") : NULL;
        if (end == NULL)
            continue;
        head = (size_t)(end + 4 - answer);
        const char *length = strcasestr(answer, "\r\ncontent-length:");
        if (length == NULL || length > end || strncmp(answer + 9, "200", 3) != 0)
            fail("port %d: %.*s: %.*s", side->port, (int)strcspn(request->at, "\r"), request->at,
                 300, answer);
        body = strtoul(length + 17, NULL, 10);
        if (head + body > ANSWER_MAX)
            fail("port %d: an answer of %zu bytes", side->port, body);
    }
    return body;
}

static void ask(struct pair *pair, int which, int number)
{
    struct side *side = &sides[which];
    const struct request *request = &side->requests[number % side->count];
    long began_ns = now_ns();
    if (write(side->link, request->at, request->size) != (ssize_t)request->size)
        fail("port %d takes no request", side->port);
    pair->bytes[which] = take_answer(side, request);
    pair->took_ns[which] = now_ns() - began_ns;
}

int main(int argc, char **argv)
{
    if (argc != 8)
        fail("usage: turns PORT REQUESTS PORT REQUESTS SECONDS LEAST MOST");
    for (int i = 0; i < 2; i++) {
        sides[i].port = atoi(argv[1 + 2 * i]);
        read_requests(&sides[i], argv[2 + 2 * i]);
        connect_to(&sides[i]);
    }
    int least = atoi(argv[6]), most = atoi(argv[7]), count = 0;
    struct pair *pairs = calloc((size_t)most, sizeof(*pairs));
    if (pairs == NULL)
        fail("MOST must be a number that there is memory for");
    long until_ns = now_ns() + (long)(atof(argv[5]) * 1e9);
    for (; count < most && (count < least || now_ns() < until_ns); count++)
        for (int i = 0; i < 2; i++)
            ask(&pairs[count], (count + i) % 2, count);
    for (int i = 0; i < count; i++)
        printf("%ld %zu %ld %zu\n", pairs[i].took_ns[0], pairs[i].bytes[0], pairs[i].took_ns[1],
               pairs[i].bytes[1]);
    return 0;
}
