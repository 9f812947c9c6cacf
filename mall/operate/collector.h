/* Figures for a collector (Prometheus): `GET /metrics` on a port of its own, on this machine only.
 *
 * Every worker listens there and any of them answers for all: what they count stands in memory that
 * they share (base/metrics.h), and what only the database knows - jobs, refunds, messages, the last
 * audit - is read from it when asked. Without the database the rest is answered, and
 * `mall_database_up` is 0. ops/METRICS.md lists the figures.
 *
 * Not on the port that people use: there a proxy on the same machine makes everybody a neighbour,
 * and one worker of several would tell its own figures only.
 */
#ifndef MALL_OPERATE_COLLECTOR_H
#define MALL_OPERATE_COLLECTOR_H

#include <stdbool.h>

/* True when the port is free for us, or 0; a line on standard error otherwise. Before workers are
 * started: they share the port among themselves, and would share it with strangers. */
bool collector_port_is_free(int port);

/* In a worker; nothing when `port` is 0. */
void collector_start(int port);
/* Takes no more connections. */
void collector_stop(void);
void collector_free(void);

#endif
