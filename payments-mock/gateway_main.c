/* mall-gateway: the mock payment platform and tracking service as a process of its own. */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/confine.h"
#include "base/crypto.h"
#include "base/fetch.h"
#include "base/log.h"
#include "base/loop.h"
#include "payments-mock/gateway.h"
#include "payments-mock/gateway_routes.h"

enum { FETCHES_MAX = 64 };

static struct gateway gateway;
static struct http_server *server;

static void drained(void *argument)
{
    (void)argument;
    gateway_notify_stop(&gateway, loop_stop);
}

static void on_stop(int number, void *argument)
{
    static bool stopping;
    (void)argument;
    if (stopping)
        return;
    stopping = true;
    log_info("gateway_stop", LOG_I("signal", number));
    http_drain(server, drained, NULL);
}

/* Listens and serves until told to stop. */
static int serve(void)
{
    const struct gateway_settings *settings = &gateway.settings;
    int fd = http_bind(settings->address, settings->port, false);
    if (fd < 0) {
        fprintf(stderr, "gateway: cannot listen on %s port %d: %s\n", settings->address,
                settings->port, strerror(errno));
        return 1;
    }
    confine_drop();
    struct gateway_routes *routes = gateway_routes_new(&gateway);
    const struct http_handlers handlers = {
        .handle = gateway_handle, .finished = gateway_finished, .argument = routes};
    server = http_serve(fd, &HTTP_LIMITS_DEFAULT, &handlers);
    loop_on_signal(SIGTERM, on_stop, NULL);
    loop_on_signal(SIGINT, on_stop, NULL);
    log_info("gateway_listening", LOG_S("address", settings->address),
             LOG_I("port", settings->port));
    log_flush();
    gateway_notify_pump(&gateway);
    loop_run();
    http_server_free(server);
    gateway_routes_free(routes);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc > 1) {
        bool help = strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0;
        fprintf(help ? stdout : stderr,
                "usage: mall-gateway\nSettings come from the environment:\n");
        gateway_settings_print(help ? stdout : stderr);
        return help ? 0 : 2;
    }
    confine_self();
    if (!crypto_init()) {
        fputs("gateway: the cryptography libraries do not start\n", stderr);
        return 1;
    }
    if (!gateway_settings_load(&gateway.settings, stderr)) {
        gateway_settings_release(&gateway.settings);
        return 1;
    }
    loop_init();
    fetch_init(FETCHES_MAX);
    int code = gateway_open(&gateway, stderr) ? serve() : 1;
    fetch_stop();
    gateway_close(&gateway);
    gateway_settings_release(&gateway.settings);
    log_flush();
    loop_free();
    return code;
}
