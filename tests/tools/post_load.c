/* Many POST requests at a time, each repeated under its own Idempotency-Key until it is answered,
 * with a journal of every intent and every answer:
 *
 *   post_load [-c CLIENTS] [-r TRIES] [-s SECONDS] [-k] [-a COUNT SCRIPT]... REQUESTS JOURNAL
 *
 * REQUESTS holds a request a line: url TAB bearer token TAB key TAB JSON body. JOURNAL gets a JSON
 * object a line, written before the request is sent and when its end is known:
 *   {"ask": 7, "try": 1}
 *   {"answer": 7, "try": 1, "status": 201, "body": "..."}    status 0: none came; "error" says why
 *
 * -c  requests in flight at a time (16)
 * -r  tries of a request that got no answer or 5xx, 1 = it is never repeated (1000)
 * -s  no try begins later than so many seconds after the start (120)
 * -k  connections are kept and used again; otherwise each try has one of its own
 * -a  when COUNT requests are answered, /bin/sh SCRIPT begins, while the stream goes on; its
 *     argument is the number of requests in flight
 *
 * Ends with 0 when every request has an answer below 500 and every script ended well.
 */
#include <assert.h>
#include <curl/curl.h>
#include <inttypes.h>
#include <jansson.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"

enum {
    CLIENTS_MAX = 256,
    REQUESTS_MAX = 100000,
    SCRIPTS_MAX = 32,
    BODY_MAX = 1 << 20,
    TRY_TIMEOUT_MS = 60000,
    PAUSE_FIRST_MS = 20, /* before a repetition; doubles up to PAUSE_MAX_MS */
    PAUSE_MAX_MS = 640
};

struct request {
    char *url, *token, *key, *body;
    int tries;
    bool answered;
    int64_t due_ms; /* not before */
};

struct client {
    CURL *curl;
    struct curl_slist *headers;
    int request; /* -1 = idle */
    char *answer;
    size_t length;
};

struct script {
    int at_answers;
    const char *path;
    pid_t pid; /* 0 = not begun */
};

static struct {
    int clients, tries_max;
    int64_t seconds;
    bool keep;
    struct script scripts[SCRIPTS_MAX];
    int script_count;
} options = {.clients = 16, .tries_max = 1000, .seconds = 120};

static struct request *requests;
static int request_count;
static struct client clients[CLIENTS_MAX];
static CURLM *multi;
static FILE *journal;
static int in_flight, finished, answered;
static int64_t end_ms;

extern char **environ;

static void die(const char *what, const char *name)
{
    fprintf(stderr, "post_load: %s: %s\n", what, name);
    exit(2);
}

/* ---- input --------------------------------------------------------------------------------- */

static char *next_field(char **rest)
{
    char *field = strsep(rest, "\t\n");
    if (field == NULL)
        die("a request is url, token, key and body, with tabs between", "");
    return field;
}

static void read_requests(const char *path)
{
    FILE *file = fopen(path, "re");
    char *line = NULL;
    size_t capacity = 0;
    if (file == NULL)
        die("cannot be read", path);
    requests = calloc(REQUESTS_MAX, sizeof *requests);
    assert(requests != NULL);
    while (getline(&line, &capacity, file) > 0 && request_count < REQUESTS_MAX) {
        char *rest = line; /* kept: the fields lie in it */
        struct request *request = &requests[request_count++];
        request->url = next_field(&rest);
        request->token = next_field(&rest);
        request->key = next_field(&rest);
        request->body = next_field(&rest);
        line = NULL;
        capacity = 0;
    }
    free(line);
    fclose(file);
}

static int number_of(const char *text, int max)
{
    char *end;
    long number = strtol(text, &end, 10);
    if (*end != '\0' || number < 1 || number > max)
        die("not a number that can be used", text);
    return (int)number;
}

static void add_script(const char *count, const char *path)
{
    if (options.script_count == SCRIPTS_MAX || path == NULL)
        die("-a takes a count and a script", count);
    options.scripts[options.script_count++] =
        (struct script){.at_answers = number_of(count, REQUESTS_MAX), .path = path};
}

static void read_options(int argc, char **argv)
{
    int option;
    while ((option = getopt(argc, argv, "+c:r:s:ka:")) != -1)
        if (option == 'c')
            options.clients = number_of(optarg, CLIENTS_MAX);
        else if (option == 'r')
            options.tries_max = number_of(optarg, 1000000);
        else if (option == 's')
            options.seconds = number_of(optarg, 3600);
        else if (option == 'k')
            options.keep = true;
        else if (option == 'a')
            add_script(optarg, argv[optind++]);
        else
            exit(2);
    if (argc - optind != 2)
        die("two files are named: requests and journal", "");
}

/* ---- the journal --------------------------------------------------------------------------- */

static void note(json_t *entry)
{
    if (entry == NULL || json_dumpf(entry, journal, JSON_COMPACT) != 0 ||
        fputc('\n', journal) == EOF || fflush(journal) != 0)
        die("the journal cannot be written", "");
    json_decref(entry);
}

static void note_ask(int number)
{
    note(json_pack("{s:i, s:i}", "ask", number, "try", requests[number].tries));
}

static void note_answer(const struct client *client, long status, CURLcode code)
{
    const struct request *request = &requests[client->request];
    json_t *entry = json_pack("{s:i, s:i, s:i}", "answer", client->request, "try", request->tries,
                              "status", (int)status);
    if (status == 0)
        json_object_set_new(entry, "error", json_string(curl_easy_strerror(code)));
    else
        json_object_set_new(entry, "body", json_stringn_nocheck(client->answer, client->length));
    note(entry);
}

/* ---- one try ------------------------------------------------------------------------------- */

static size_t take_bytes(char *bytes, size_t size, size_t count, void *argument)
{
    struct client *client = argument;
    size_t length = size * count;
    if (client->length + length > BODY_MAX)
        return 0;
    memcpy(client->answer + client->length, bytes, length);
    client->length += length;
    return length;
}

static struct curl_slist *header(struct curl_slist *headers, const char *name, const char *value)
{
    char line[1024];
    int length = snprintf(line, sizeof line, "%s: %s", name, value);
    assert(length > 0 && length < (int)sizeof line);
    return curl_slist_append(headers, line);
}

static void begin_try(struct client *client, int number)
{
    struct request *request = &requests[number];
    char bearer[512];
    snprintf(bearer, sizeof bearer, "Bearer %s", request->token);
    client->request = number;
    client->length = 0;
    client->headers = header(NULL, "Content-Type", "application/json");
    client->headers = header(client->headers, "Idempotency-Key", request->key);
    if (request->token[0] != '\0')
        client->headers = header(client->headers, "Authorization", bearer);
    request->tries++;
    curl_easy_setopt(client->curl, CURLOPT_URL, request->url);
    curl_easy_setopt(client->curl, CURLOPT_HTTPHEADER, client->headers);
    curl_easy_setopt(client->curl, CURLOPT_POSTFIELDS, request->body);
    note_ask(number);
    curl_multi_add_handle(multi, client->curl);
    in_flight++;
}

static void pause_request(struct request *request)
{
    int64_t pause_ms = PAUSE_FIRST_MS;
    for (int i = 1; i < request->tries && pause_ms < PAUSE_MAX_MS; i++)
        pause_ms *= 2;
    request->due_ms = clock_mono_ms() + pause_ms;
}

static void end_try(struct client *client, CURLcode code)
{
    struct request *request = &requests[client->request];
    long status = 0;
    if (code == CURLE_OK)
        curl_easy_getinfo(client->curl, CURLINFO_RESPONSE_CODE, &status);
    note_answer(client, status, code);
    curl_multi_remove_handle(multi, client->curl);
    curl_slist_free_all(client->headers);
    client->headers = NULL;
    client->request = -1;
    in_flight--;
    request->answered = status >= 200 && status < 500;
    answered += request->answered;
    if (request->answered || request->tries >= options.tries_max || clock_mono_ms() >= end_ms) {
        finished++;
        request->due_ms = INT64_MAX;
    } else {
        pause_request(request);
    }
}

/* ---- the stream ---------------------------------------------------------------------------- */

static void init_client(struct client *client)
{
    client->request = -1;
    client->answer = malloc(BODY_MAX);
    client->curl = curl_easy_init();
    assert(client->answer != NULL && client->curl != NULL);
    curl_easy_setopt(client->curl, CURLOPT_PRIVATE, client);
    curl_easy_setopt(client->curl, CURLOPT_WRITEFUNCTION, take_bytes);
    curl_easy_setopt(client->curl, CURLOPT_WRITEDATA, client);
    curl_easy_setopt(client->curl, CURLOPT_PROXY, "");
    curl_easy_setopt(client->curl, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(client->curl, CURLOPT_TIMEOUT_MS, (long)TRY_TIMEOUT_MS);
    curl_easy_setopt(client->curl, CURLOPT_FRESH_CONNECT, options.keep ? 0L : 1L);
    curl_easy_setopt(client->curl, CURLOPT_FORBID_REUSE, options.keep ? 0L : 1L);
}

/* The next request that is due and in nobody's hands, -1 = none now. Repetitions come first, as
 * they stand further in front. */
static int next_request(void)
{
    static int first_open;
    int64_t now_ms = clock_mono_ms();
    while (first_open < request_count && requests[first_open].due_ms == INT64_MAX &&
           requests[first_open].tries > 0)
        first_open++;
    for (int i = first_open; i < request_count; i++) {
        bool taken = false;
        if (requests[i].due_ms > now_ms)
            continue;
        for (int c = 0; c < options.clients; c++)
            taken |= clients[c].request == i;
        if (!taken)
            return i;
    }
    return -1;
}

static void begin_tries(void)
{
    for (int c = 0; c < options.clients; c++) {
        if (clients[c].request >= 0)
            continue;
        int number = next_request();
        if (number < 0)
            return;
        begin_try(&clients[c], number);
    }
}

static void begin_scripts(void)
{
    for (int i = 0; i < options.script_count; i++) {
        struct script *script = &options.scripts[i];
        if (script->pid != 0 || answered < script->at_answers)
            continue;
        char count[16], shell[] = "/bin/sh", *path = strdup(script->path);
        snprintf(count, sizeof count, "%d", in_flight);
        char *arguments[] = {shell, path, count, NULL};
        if (posix_spawn(&script->pid, shell, NULL, NULL, arguments, environ) != 0)
            die("cannot be started", script->path);
        free(path);
    }
}

/* How many tries ended. */
static int read_ends(void)
{
    CURLMsg *message;
    int left, ended = 0;
    while ((message = curl_multi_info_read(multi, &left)) != NULL) {
        struct client *client;
        if (message->msg != CURLMSG_DONE)
            continue;
        CURLcode code = message->data.result;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&client);
        end_try(client, code);
        ended++;
    }
    return ended;
}

static void run_stream(void)
{
    int running;
    while (finished < request_count) {
        begin_tries();
        curl_multi_perform(multi, &running);
        int ended = read_ends();
        begin_scripts();
        if (ended == 0)
            curl_multi_poll(multi, NULL, 0, in_flight < options.clients ? 10 : 1000, NULL);
    }
}

/* How many scripts did not end well, or never had their turn. */
static int wait_for_scripts(void)
{
    int bad = 0;
    for (int i = 0; i < options.script_count; i++) {
        int status = -1;
        pid_t pid = options.scripts[i].pid;
        if (pid == 0 || waitpid(pid, &status, 0) != pid || status != 0) {
            fprintf(stderr, "post_load: %s: %s\n", options.scripts[i].path,
                    pid == 0 ? "never began" : "failed");
            bad++;
        }
    }
    return bad;
}

int main(int argc, char **argv)
{
    read_options(argc, argv);
    read_requests(argv[optind]);
    journal = fopen(argv[optind + 1], "we");
    if (journal == NULL)
        die("cannot be written", argv[optind + 1]);
    curl_global_init(CURL_GLOBAL_DEFAULT);
    multi = curl_multi_init();
    for (int c = 0; c < options.clients; c++)
        init_client(&clients[c]);
    end_ms = clock_mono_ms() + options.seconds * 1000;
    run_stream();
    int bad = wait_for_scripts();
    printf("%d requests, %d answered\n", request_count, answered);
    for (int c = 0; c < options.clients; c++) {
        curl_easy_cleanup(clients[c].curl);
        free(clients[c].answer);
    }
    curl_multi_cleanup(multi);
    fclose(journal);
    for (int i = 0; i < request_count; i++)
        free(requests[i].url); /* the line begins there */
    free(requests);
    return bad > 0 || answered < request_count ? 1 : 0;
}
