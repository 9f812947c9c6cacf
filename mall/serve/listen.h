/* The listening sockets of `mall serve`: several on one port, or one clear line why not. */
#ifndef MALL_SERVE_LISTEN_H
#define MALL_SERVE_LISTEN_H

/* Binds `count` sockets of one port (SO_REUSEPORT, closed on exec) into `fds`. `port` 0 takes a
 * free one for all. Returns 0, or after one line on standard error EX_CANTCREAT when another
 * program has the port, EX_CONFIG when the address or port cannot be had at all. */
int listen_open(const char *address, int port, int count, int *fds);

/* The port that a socket is bound to. */
int listen_port(int fd);

#endif
