#include "mall/serve/listen.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/http.h"

int listen_port(int fd)
{
    union {
        struct sockaddr any;
        struct sockaddr_in v4;
        struct sockaddr_in6 v6;
    } address;
    socklen_t length = sizeof(address);
    if (getsockname(fd, &address.any, &length) != 0)
        return 0;
    return ntohs(address.any.sa_family == AF_INET6 ? address.v6.sin6_port : address.v4.sin_port);
}

static int listen_failed(const char *address, int port, int error)
{
    if (error == EADDRINUSE) {
        fprintf(stderr,
                "mall: port %d on %s is in use by another program: "
                "stop that, or set MALL_PORT to a free port\n",
                port, address);
        return EX_CANTCREAT;
    }
    fprintf(stderr, "mall: cannot listen on %s port %d (MALL_ADDRESS, MALL_PORT): %s\n", address,
            port, strerror(error));
    return EX_CONFIG;
}

static int open_all(const char *address, int port, int count, int *fds)
{
    for (int i = 0; i < count; i++) {
        fds[i] = http_bind(address, port, true);
        if (fds[i] < 0) {
            int error = errno;
            while (i > 0)
                close(fds[--i]);
            return listen_failed(address, port, error);
        }
        port = listen_port(fds[i]);
    }
    return 0;
}

int listen_open(const char *address, int port, int count, int *fds)
{
    /* SO_REUSEPORT alone would let a second mall of the same user share our port unseen. */
    int probe = http_bind(address, port, false);
    if (probe < 0)
        return listen_failed(address, port, errno);
    close(probe);
    return open_all(address, port, count, fds);
}
