/* mall-register: the national register's stand-in as a process of its own. */
#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/confine.h"
#include "base/crypto.h"
#include "base/log.h"
#include "base/loop.h"
#include "register-mock/register_ask.h"
#include "register-mock/register_fill.h"
#include "register-mock/register_generate.h"
#include "register-mock/register_report.h"
#include "register-mock/register_routes.h"

/* A slow answer is slower than any client is patient. */
enum { ANSWER_MS = 660000 };

static struct register_ national;
static struct http_server *server;

static void drained(void *argument)
{
    (void)argument;
    loop_stop();
}

static void on_stop(int number, void *argument)
{
    static bool stopping;
    (void)argument;
    if (stopping)
        return;
    stopping = true;
    log_info("register_stop", LOG_I("signal", number));
    http_drain(server, drained, NULL);
}

/* Listens and serves until told to stop. */
static int listen_and_serve(void)
{
    const struct register_settings *settings = &national.settings;
    struct http_limits limits = HTTP_LIMITS_DEFAULT;
    limits.answer_ms = ANSWER_MS;
    int fd = http_bind(settings->address, settings->port, false);
    if (fd < 0) {
        fprintf(stderr, "register: cannot listen on %s port %d: %s\n", settings->address,
                settings->port, strerror(errno));
        return 1;
    }
    confine_drop();
    struct register_routes *routes = register_routes_new(&national);
    const struct http_handlers handlers = {
        .handle = register_handle, .finished = register_finished, .argument = routes};
    server = http_serve(fd, &limits, &handlers);
    loop_on_signal(SIGTERM, on_stop, NULL);
    loop_on_signal(SIGINT, on_stop, NULL);
    log_info("register_listening", LOG_S("address", settings->address),
             LOG_I("port", settings->port), LOG_I("households", national.store.households),
             LOG_I("change_no", national.store.change_no));
    log_flush();
    loop_run();
    http_server_free(server);
    register_routes_free(routes);
    return 0;
}

static int serve(void)
{
    int code = 1;
    if (!register_settings_load(&national.settings, stderr))
        return 1;
    loop_init();
    if (register_store_open(&national.store, national.settings.store, stderr)) {
        register_report_open(&national.store);
        code = listen_and_serve();
    }
    register_store_close(&national.store);
    log_flush();
    loop_free();
    return code;
}

static int usage(bool asked)
{
    FILE *out = asked ? stdout : stderr;
    fputs("usage: mall-register                   serves\n"
          "       mall-register --fill DIR        makes the store from DIR's demo tables\n"
          "       mall-register --generate N --seed S [--regions FILE]\n"
          "                                       makes it with N invented households in FILE's\n"
          "                                       villages (ops/data/regions.csv)\n"
          "       mall-register --ask METHOD TARGET [BODYFILE]\n"
          "                                       asks a register as the mall does\n"
          "Settings come from the environment:\n",
          out);
    register_settings_print(out);
    fputs("and for --ask:\n", out);
    register_asker_print(out);
    return asked ? 0 : 2;
}

static int fill(const char *folder)
{
    if (!register_settings_load(&national.settings, stderr))
        return 1;
    return register_fill(folder, national.settings.store, stderr) ? 0 : 1;
}

/* A whole number in a range. */
static bool read_number(const char *text, int64_t min, int64_t max, int64_t *value)
{
    *value = strtoll(text, NULL, 10);
    return text[0] != '\0' && strlen(text) <= 18 && text[strspn(text, "0123456789")] == '\0' &&
           *value >= min && *value <= max;
}

/* --generate N --seed S [--regions FILE] */
static int generate(int argc, char **argv)
{
    int64_t count, seed;
    const char *regions = argc == 7 ? argv[6] : "ops/data/regions.csv";
    if ((argc != 5 && argc != 7) || strcmp(argv[3], "--seed") != 0 ||
        (argc == 7 && strcmp(argv[5], "--regions") != 0) ||
        !read_number(argv[2], 1, REGISTER_GENERATE_MAX, &count) ||
        !read_number(argv[4], 0, INT64_MAX, &seed))
        return usage(false);
    if (!register_settings_load(&national.settings, stderr))
        return 1;
    return register_generate(count, seed, regions, national.settings.store, stderr) ? 0 : 1;
}

static int run(int argc, char **argv)
{
    if (argc == 1)
        return serve();
    if (argc == 3 && strcmp(argv[1], "--fill") == 0)
        return fill(argv[2]);
    if (argc > 2 && strcmp(argv[1], "--generate") == 0)
        return generate(argc, argv);
    if ((argc == 4 || argc == 5) && strcmp(argv[1], "--ask") == 0)
        return register_ask(argc - 2, argv + 2);
    return usage(argc == 2 && (strcmp(argv[1], "help") == 0 || strcmp(argv[1], "--help") == 0));
}

int main(int argc, char **argv)
{
    confine_self();
    if (!crypto_init()) {
        fputs("register: the cryptography libraries do not start\n", stderr);
        return 1;
    }
    return run(argc, argv);
}
