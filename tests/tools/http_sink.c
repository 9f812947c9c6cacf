/* Keeps what is posted to it, for tests of whoever posts: http_sink PORT FOLDER
 *
 * The n-th request becomes FOLDER/n.head (its headers, "name: value" lines, names in lower case)
 * and FOLDER/n.body. The answer is what FOLDER/answer holds at that moment - a status and the body
 * behind one blank - or 204 without that file. TERM ends it.
 */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/http.h"
#include "base/loop.h"

enum { ANSWER_MAX = 4096, PATH_BYTES = 4096 };

static const char *folder;
static int count;
static struct http_server *server;

/* Creates the file under another name first, so that a reader never sees half of it. */
static FILE *begin_file(const char *ending, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%s/%d.%s.part", folder, count, ending);
    FILE *file = fopen(path, "we");
    if (file == NULL)
        abort();
    return file;
}

static void end_file(FILE *file, const char *path)
{
    char final[PATH_BYTES];
    snprintf(final, sizeof final, "%.*s", (int)(strlen(path) - strlen(".part")), path);
    if (fclose(file) != 0 || rename(path, final) != 0)
        abort();
}

static void keep(const struct http_request *request)
{
    char path[PATH_BYTES];
    count++;
    FILE *head = begin_file("head", path);
    for (int i = 0; i < request->header_count; i++)
        fprintf(head, "%s: %s\n", request->headers[i].name, request->headers[i].value);
    end_file(head, path);
    FILE *body = begin_file("body", path);
    fwrite(request->body, 1, request->body_length, body);
    end_file(body, path);
}

static void handle(struct http_request *request, void *argument)
{
    char path[PATH_BYTES], answer[ANSWER_MAX] = "";
    (void)argument;
    keep(request);
    snprintf(path, sizeof path, "%s/answer", folder);
    FILE *file = fopen(path, "re");
    if (file != NULL) {
        answer[fread(answer, 1, sizeof answer - 1, file)] = '\0';
        fclose(file);
    }
    char *body = answer;
    long status = strtol(answer, &body, 10);
    body += *body == ' ';
    http_reply(request, status >= 200 && status <= 599 ? (int)status : 204, "application/json",
               body, strlen(body));
}

static void drained(void *argument)
{
    (void)argument;
    loop_stop();
}

static void on_stop(int number, void *argument)
{
    (void)number;
    (void)argument;
    http_drain(server, drained, NULL);
}

int main(int argc, char **argv)
{
    const struct http_handlers handlers = {.handle = handle};
    int port = argc == 3 ? (int)strtol(argv[1], NULL, 10) : 0;
    if (port <= 0 || !crypto_init()) {
        fprintf(stderr, "usage: %s PORT FOLDER\n", argv[0]);
        return 2;
    }
    folder = argv[2];
    loop_init();
    int fd = http_bind("127.0.0.1", port, false);
    if (fd < 0) {
        perror("http_sink");
        return 1;
    }
    server = http_serve(fd, &HTTP_LIMITS_DEFAULT, &handlers);
    loop_on_signal(SIGTERM, on_stop, NULL);
    loop_run();
    http_server_free(server);
    loop_free();
    return 0;
}
