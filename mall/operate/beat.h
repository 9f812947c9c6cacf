/* A worker's sign of life, a few times a minute: what it is doing and how much memory it has, for
 * operators. */
#ifndef MALL_OPERATE_BEAT_H
#define MALL_OPERATE_BEAT_H

#include "base/http.h"

/* In a worker of that number, until beat_stop(). */
void beat_start(const struct http_server *server, int number);
void beat_stop(void);

#endif
