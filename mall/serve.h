/* `mall serve`: the processes that serve. A worker is one single-threaded process with one loop;
 * the parent (mall/supervisor.h) only starts, watches and replaces workers. `--foreground` is one
 * worker without a parent.
 */
#ifndef MALL_SERVE_H
#define MALL_SERVE_H

#include <stdbool.h>

/* One worker from start to drained end, on a bound and listening socket. `number` 0..15 is of no
 * other live worker (ids); `timed`: timed work runs here. Returns the exit code. */
int serve_worker(int listen_fd, int number, bool timed);

#endif
