/* Addresses: listening sockets and trusted fronts. */
#include "base/http_conn.h"

#include <arpa/inet.h>
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* Reads a numeric IP; bytes of the socket address, 0 when it is none. */
static socklen_t address_read(const char *text, int port, struct sockaddr_storage *address)
{
    struct sockaddr_in *v4 = (struct sockaddr_in *)(void *)address;
    struct sockaddr_in6 *v6 = (struct sockaddr_in6 *)(void *)address;
    memset(address, 0, sizeof(*address));
    if (inet_pton(AF_INET, text, &v4->sin_addr) == 1) {
        v4->sin_family = AF_INET;
        v4->sin_port = htons((uint16_t)port);
        return sizeof(*v4);
    }
    if (inet_pton(AF_INET6, text, &v6->sin6_addr) == 1) {
        v6->sin6_family = AF_INET6;
        v6->sin6_port = htons((uint16_t)port);
        return sizeof(*v6);
    }
    return 0;
}

static int close_failed(int fd)
{
    int error = errno;
    close(fd);
    errno = error;
    return -1;
}

int http_bind(const char *address, int port, bool reuse_port)
{
    struct sockaddr_storage bound;
    socklen_t length = address_read(address, port, &bound);
    if (length == 0 || port < 0 || port > 65535) {
        errno = EINVAL;
        return -1;
    }
    int fd = socket(bound.ss_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0)
        return -1;
    int one = 1;
    if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &one, sizeof(one)) != 0 ||
        (reuse_port && setsockopt(fd, SOL_SOCKET, SO_REUSEPORT, &one, sizeof(one)) != 0) ||
        bind(fd, (struct sockaddr *)&bound, length) != 0 || listen(fd, SOMAXCONN) != 0)
        return close_failed(fd);
    return fd;
}

/* As an IPv6 address, IPv4 mapped, so that both compare alike. */
static bool address_mapped(const char *text, struct in6_addr *address)
{
    static const unsigned char MAPPED[12] = {[10] = 0xff, [11] = 0xff};
    if (inet_pton(AF_INET6, text, address) == 1)
        return true;
    memcpy(address->s6_addr, MAPPED, sizeof(MAPPED));
    return inet_pton(AF_INET, text, address->s6_addr + sizeof(MAPPED)) == 1;
}

bool http_trust_front(struct http_server *server, const char *address)
{
    int room = (int)(sizeof(server->trusted) / sizeof(server->trusted[0]));
    if (server->trusted_count == room ||
        !address_mapped(address, &server->trusted[server->trusted_count]))
        return false;
    server->trusted_count++;
    return true;
}

bool http_front_missed(const struct http_server *server)
{
    return server->told_front;
}

bool http_server_trusts(const struct http_server *server, const char *address)
{
    struct in6_addr mapped;
    if (!address_mapped(address, &mapped))
        return false;
    for (int i = 0; i < server->trusted_count; i++)
        if (memcmp(&server->trusted[i], &mapped, sizeof(mapped)) == 0)
            return true;
    return false;
}
