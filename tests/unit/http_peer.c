#include "tests/unit/http_peer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/loop.h"

enum { PEERS_MAX = 64 };

static struct {
    struct evconnlistener *listener;
    int port;
    int accepted, open;
    struct bufferevent *peers[PEERS_MAX];
} server;

static void peer_free(struct bufferevent *peer)
{
    for (int i = 0; i < PEERS_MAX; i++) {
        if (server.peers[i] == peer) {
            server.peers[i] = NULL;
            server.open--;
        }
    }
    bufferevent_free(peer);
}

static void close_when_sent(struct bufferevent *peer, void *argument)
{
    (void)argument;
    peer_free(peer);
}

static void on_peer_event(struct bufferevent *peer, short what, void *argument)
{
    (void)what;
    (void)argument;
    peer_free(peer);
}

static void send_and_close(struct bufferevent *peer, const char *text)
{
    bufferevent_setcb(peer, NULL, close_when_sent, on_peer_event, NULL);
    bufferevent_disable(peer, EV_READ);
    evbuffer_add(bufferevent_get_output(peer), text, strlen(text));
}

static void answer_big(struct bufferevent *peer, int size, bool chunked)
{
    struct evbuffer *out = bufferevent_get_output(peer);
    char block[1000];
    memset(block, 'b', sizeof(block));
    if (chunked)
        evbuffer_add_printf(out, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    else
        evbuffer_add_printf(out, "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n", size);
    for (int sent = 0; sent < size; sent += 1000) {
        if (chunked)
            evbuffer_add_printf(out, "3e8\r\n");
        evbuffer_add(out, block, sizeof(block));
        if (chunked)
            evbuffer_add_printf(out, "\r\n");
    }
    if (chunked)
        evbuffer_add_printf(out, "0\r\n\r\n");
}

static void answer_many_headers(struct bufferevent *peer)
{
    struct evbuffer *out = bufferevent_get_output(peer);
    evbuffer_add_printf(out, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n");
    for (int i = 0; i < 200; i++)
        evbuffer_add_printf(out, "X-%d: y\r\n", i);
    evbuffer_add_printf(out, "\r\n");
}

/* Gives the whole request back as the body. */
static void answer_echo(struct bufferevent *peer, const char *request)
{
    evbuffer_add_printf(bufferevent_get_output(peer),
                        "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen(request),
                        request);
}

/* Fixed answers; after all but the first the connection is closed. */
static const struct {
    const char *path, *text;
} ANSWERS[] = {
    {"/hello", "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nX-Mixed-Case:  a b \t\r\n"
               "Content-Length: 5\r\n\r\nhello"},
    {"/missing", "HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nno"},
    {"/broken", "HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n"},
    {"/moved", "HTTP/1.1 302 Found\r\nLocation: /hello\r\nContent-Length: 0\r\n\r\n"},
    {"/interim", "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\n"
                 "HTTP/1.1 200 OK\r\nX-Late: 2\r\nContent-Length: 0\r\n\r\n"},
    {"/cut", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nonly this"},
    {"/garbage", "SSH-2.0-OpenSSH_9.2p1\r\n"},
};

static bool answer_fixed(struct bufferevent *peer, const char *path)
{
    for (size_t i = 0; i < sizeof(ANSWERS) / sizeof(ANSWERS[0]); i++) {
        if (strcmp(path, ANSWERS[i].path) == 0 && i == 0) {
            bufferevent_write(peer, ANSWERS[i].text, strlen(ANSWERS[i].text));
            return true;
        }
        if (strcmp(path, ANSWERS[i].path) == 0) {
            send_and_close(peer, ANSWERS[i].text);
            return true;
        }
    }
    return false;
}

static void answer(struct bufferevent *peer, const char *path, const char *request)
{
    if (answer_fixed(peer, path))
        return;
    if (strcmp(path, "/echo") == 0)
        answer_echo(peer, request);
    else if (strcmp(path, "/slam") == 0)
        peer_free(peer);
    else if (strcmp(path, "/big") == 0)
        answer_big(peer, 100000, false);
    else if (strcmp(path, "/chunked") == 0)
        answer_big(peer, 100000, true);
    else if (strcmp(path, "/headers") == 0)
        answer_many_headers(peer);
    else
        assert_string_equal(path, "/silent");
}

static void on_peer_read(struct bufferevent *peer, void *argument)
{
    (void)argument;
    struct evbuffer *in = bufferevent_get_input(peer);
    size_t length = evbuffer_get_length(in);
    char *request = calloc(1, length + 1);
    assert_non_null(request);
    evbuffer_copyout(in, request, length);
    char *end = strstr(request, "\r\n\r\n");
    char *wanted = strcasestr(request, "content-length:");
    size_t body = wanted != NULL ? strtoul(wanted + 15, NULL, 10) : 0;
    if (end != NULL && length >= (size_t)(end + 4 - request) + body) {
        evbuffer_drain(in, length);
        char path[64] = "";
        char *slash = strchr(request, '/');
        assert_non_null(slash);
        snprintf(path, sizeof(path), "%.*s", (int)strcspn(slash, " "), slash);
        answer(peer, path, request);
    }
    free(request);
}

static void on_accept(struct evconnlistener *listener, evutil_socket_t fd, struct sockaddr *address,
                      int length, void *argument)
{
    (void)listener;
    (void)address;
    (void)length;
    (void)argument;
    struct bufferevent *peer = bufferevent_socket_new(loop_base(), fd, BEV_OPT_CLOSE_ON_FREE);
    assert_non_null(peer);
    for (int i = 0; i < PEERS_MAX; i++) {
        if (server.peers[i] == NULL) {
            server.peers[i] = peer;
            break;
        }
    }
    server.accepted++;
    server.open++;
    bufferevent_setcb(peer, on_peer_read, NULL, on_peer_event, NULL);
    bufferevent_enable(peer, EV_READ | EV_WRITE);
}

void http_peer_start(void)
{
    memset(&server, 0, sizeof(server));
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    server.listener =
        evconnlistener_new_bind(loop_base(), on_accept, NULL, LEV_OPT_CLOSE_ON_FREE, PEERS_MAX,
                                (struct sockaddr *)&address, sizeof(address));
    assert_non_null(server.listener);
    socklen_t size = sizeof(address);
    getsockname(evconnlistener_get_fd(server.listener), (struct sockaddr *)&address, &size);
    server.port = ntohs(address.sin_port);
}

void http_peer_stop(void)
{
    evconnlistener_free(server.listener);
    for (int i = 0; i < PEERS_MAX; i++)
        if (server.peers[i] != NULL)
            peer_free(server.peers[i]);
}

int http_peer_port(void)
{
    return server.port;
}

int http_peer_accepted(void)
{
    return server.accepted;
}

int http_peer_open(void)
{
    return server.open;
}
