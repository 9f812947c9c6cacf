/* Asks one HTTP request, as curl does with the arguments that tests mostly use, and as another
 * program that starts ten times faster: tests ask some ten thousand.
 *
 *   ask -m SECONDS -o BODY-FILE -D HEAD-FILE [CURL-ARGUMENT...] URL
 *
 * Prints the status (000: no answer), a colon, and the body without zero bytes. What it does not do
 * itself - other arguments than -X, -H, -d, --data and --data-binary, other servers than
 * http://127.0.0.1:PORT, large bodies - it leaves to curl. Answers are read by llhttp, strictly.
 */
// link: -Wl,--as-needed
#include <arpa/inet.h>
#include <errno.h>
#include <llhttp.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { HEADERS_MAX = 32, BODY_MAX = 65536, PART = 16384 };

struct text {
    char *at;
    size_t length, room;
};

static void add(struct text *text, const void *bytes, size_t length)
{
    if (text->length + length + 1 > text->room) {
        text->room = 2 * (text->length + length) + 1024;
        text->at = realloc(text->at, text->room);
        if (text->at == NULL)
            abort();
    }
    memcpy(text->at + text->length, bytes, length);
    text->length += length;
    text->at[text->length] = '\0';
}

static void add_text(struct text *text, const char *more)
{
    add(text, more, strlen(more));
}

static void add_format(struct text *text, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void add_format(struct text *text, const char *format, ...)
{
    char line[512];
    va_list args;
    va_start(args, format);
    int length = vsnprintf(line, sizeof(line), format, args);
    va_end(args);
    if (length < 0 || (size_t)length >= sizeof(line))
        abort();
    add(text, line, (size_t)length);
}

/* ---- what is asked ---- */

static struct {
    unsigned seconds;
    const char *body_file, *head_file, *method, *url;
    const char *headers[HEADERS_MAX];
    int header_count;
    bool has_body;
    struct text body;
} wish;

static bool has_header(const char *name)
{
    size_t length = strlen(name);
    for (int i = 0; i < wish.header_count; i++)
        if (strncasecmp(wish.headers[i], name, length) == 0 &&
            strchr(":;", wish.headers[i][length]) != NULL)
            return true;
    return false;
}

/* A header that curl would send as it stands: "Name: value". */
static bool take_header(const char *header)
{
    const char *colon = strchr(header, ':');
    if (header[0] == '@' || wish.header_count == HEADERS_MAX || colon == NULL || colon == header ||
        colon[1 + strspn(colon + 1, " \t")] == '\0' || strpbrk(header, "\r\n") != NULL)
        return false;
    wish.headers[wish.header_count++] = header;
    return true;
}

static bool take_file(const char *path)
{
    char part[PART];
    size_t length;
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    while ((length = fread(part, 1, sizeof(part), file)) > 0 && wish.body.length <= BODY_MAX)
        add(&wish.body, part, length);
    bool whole = feof(file) != 0;
    fclose(file);
    return whole;
}

static bool take_data(const char *data, bool binary)
{
    if (wish.has_body)
        add_text(&wish.body, "&");
    wish.has_body = true;
    add_text(&wish.body, "");
    if (data[0] == '@')
        return binary && strcmp(data, "@-") != 0 && take_file(data + 1);
    add_text(&wish.body, data);
    return true;
}

static bool take_option(const char *name, const char *value)
{
    if (strcmp(name, "-X") == 0)
        wish.method = value;
    else if (strcmp(name, "-m") == 0)
        wish.seconds = (unsigned)strtoul(value, NULL, 10);
    else if (strcmp(name, "-o") == 0)
        wish.body_file = value;
    else if (strcmp(name, "-D") == 0)
        wish.head_file = value;
    else if (strcmp(name, "-H") == 0)
        return take_header(value);
    else if (strcmp(name, "-d") == 0 || strcmp(name, "--data") == 0)
        return take_data(value, false);
    else if (strcmp(name, "--data-binary") == 0)
        return take_data(value, true);
    else
        return false;
    return true;
}

/* Only what curl would send byte by byte; what may have a meaning to it is left to it. */
static bool is_plain(const char *url)
{
    static const char HERE[] = "http://127.0.0.1:";
    for (const char *at = url; *at != '\0'; at++)
        if (*at <= ' ' || *at >= 0x7f || strchr("#[]{}\\", *at) != NULL)
            return false;
    const char *path = url + sizeof(HERE) - 1;
    return strncmp(url, HERE, sizeof(HERE) - 1) == 0 && path[strspn(path, "0123456789")] == '/';
}

/* False when it is something for curl. */
static bool take_arguments(int argc, char **argv)
{
    for (int i = 1; i < argc - 1; i += 2)
        if (i + 1 == argc - 1 || !take_option(argv[i], argv[i + 1]))
            return false;
    wish.url = argv[argc - 1];
    return is_plain(wish.url) && wish.method != NULL && strcmp(wish.method, "HEAD") != 0 &&
           wish.body.length <= BODY_MAX && !has_header("Expect") && !has_header("Content-Length") &&
           !has_header("Transfer-Encoding");
}

static struct text request_text(const char *authority, int authority_length)
{
    struct text text = {0};
    add_text(&text, wish.method);
    add_text(&text, " ");
    add_text(&text, wish.url + (authority - wish.url) + authority_length);
    add_text(&text, " HTTP/1.1\r\n");
    if (!has_header("Host"))
        add_format(&text, "Host: %.*s\r\n", authority_length, authority);
    if (!has_header("User-Agent"))
        add_text(&text, "User-Agent: curl/7.88.1\r\n");
    if (!has_header("Accept"))
        add_text(&text, "Accept: */*\r\n");
    for (int i = 0; i < wish.header_count; i++) {
        add_text(&text, wish.headers[i]);
        add_text(&text, "\r\n");
    }
    if (wish.has_body)
        add_format(&text, "Content-Length: %zu\r\n", wish.body.length);
    if (wish.has_body && !has_header("Content-Type"))
        add_text(&text, "Content-Type: application/x-www-form-urlencoded\r\n");
    add_text(&text, "\r\n");
    if (wish.has_body)
        add(&text, wish.body.at, wish.body.length);
    return text;
}

/* ---- what comes back ---- */

static struct {
    int status; /* 0 = none yet */
    struct text body;
    bool whole;
} answer;

static int on_body(llhttp_t *parser, const char *bytes, size_t length)
{
    if (parser->status_code >= 200)
        add(&answer.body, bytes, length);
    return 0;
}

static int on_head(llhttp_t *parser)
{
    answer.status = parser->status_code;
    return 0;
}

static int on_whole(llhttp_t *parser)
{
    answer.whole = parser->status_code >= 200;
    return answer.whole ? HPE_PAUSED : 0;
}

static void write_file(const char *path, const void *bytes, size_t length)
{
    FILE *file = fopen(path, "wb");
    if (file == NULL || fwrite(bytes, 1, length, file) != length || fclose(file) != 0) {
        perror(path);
        exit(70);
    }
}

/* The heads, of interim answers too, stand before the body, which is read apart. */
static void write_head(const struct text *read)
{
    size_t length = 0;
    for (bool interim = true; interim;) {
        const char *end = read->at == NULL ? NULL : strstr(read->at + length, "\r\n\r\n");
        interim = end != NULL && strncmp(read->at + length, "HTTP/1.1 1", 10) == 0;
        length = end != NULL ? (size_t)(end - read->at) + 4 : read->length;
    }
    write_file(wish.head_file, length > 0 ? read->at : "", length);
}

static const char *read_answer(int fd)
{
    static char part[PART];
    struct text read = {0};
    llhttp_settings_t settings;
    llhttp_t parser;
    const char *trouble = NULL;
    llhttp_settings_init(&settings);
    settings.on_body = on_body;
    settings.on_headers_complete = on_head;
    settings.on_message_complete = on_whole;
    llhttp_init(&parser, HTTP_RESPONSE, &settings);
    while (trouble == NULL && !answer.whole) {
        ssize_t length = recv(fd, part, sizeof(part), 0);
        if (length < 0 && errno == EINTR)
            continue;
        if (length > 0)
            add(&read, part, (size_t)length);
        enum llhttp_errno error =
            length > 0 ? llhttp_execute(&parser, part, (size_t)length) : llhttp_finish(&parser);
        if (error != HPE_OK && error != HPE_PAUSED)
            trouble = llhttp_errno_name(error);
        else if (length <= 0 && !answer.whole)
            trouble = "the connection ended before the answer";
    }
    write_head(&read);
    return trouble;
}

static void print_answer(int status, const struct text *body)
{
    printf("%03d:", status);
    for (size_t i = 0; i < body->length; i++)
        if (body->at[i] != '\0')
            putchar(body->at[i]);
}

/* ---- by itself, or by curl ---- */

static int ask(void)
{
    const char *authority = wish.url + strlen("http://"), *trouble = "no connection";
    int authority_length = (int)strcspn(authority, "/");
    struct sockaddr_in server = {.sin_family = AF_INET,
                                 .sin_port =
                                     htons((uint16_t)strtoul(strchr(authority, ':') + 1, NULL, 10)),
                                 .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    alarm(wish.seconds);
    if (connect(fd, (struct sockaddr *)&server, sizeof(server)) == 0) {
        struct text request = request_text(authority, authority_length);
        size_t sent = 0;
        ssize_t length = 1;
        /* who refuses what is being sent says so, perhaps before it is sent */
        while (sent < request.length && length > 0) {
            length = send(fd, request.at + sent, request.length - sent, MSG_NOSIGNAL);
            sent += length > 0 ? (size_t)length : 0;
        }
        trouble = read_answer(fd);
    }
    if (answer.body.length > 0)
        write_file(wish.body_file, answer.body.at, answer.body.length);
    print_answer(answer.status, &answer.body);
    if (trouble != NULL)
        fprintf(stderr, "ask: %s: %s\n", wish.url, trouble);
    return trouble == NULL ? 0 : 56;
}

/* The time is up: what came so far counts for nothing, as with curl. */
static void on_alarm(int signal_number)
{
    (void)signal_number;
    static const char NOTHING[] = "000:";
    _exit(write(STDOUT_FILENO, NOTHING, sizeof(NOTHING) - 1) > 0 ? 28 : 70);
}

static const char *option_value(int argc, char **argv, const char *name)
{
    for (int i = 1; i + 1 < argc; i++)
        if (strcmp(argv[i], name) == 0)
            return argv[i + 1];
    fprintf(stderr, "ask: %s is missing\n", name);
    exit(64);
}

/* curl's status goes to standard output; the body is taken from its file. */
static int ask_curl(int argc, char **argv)
{
    static const char *const OURS[] = {"curl", "-sS", "--path-as-is", "-w", "%{http_code}:"};
    enum { OURS_COUNT = sizeof(OURS) / sizeof(OURS[0]) };
    const char *body_file = option_value(argc, argv, "-o");
    char **all = calloc((size_t)argc + OURS_COUNT + 1, sizeof(*all));
    int status, c;
    if (all == NULL)
        abort();
    memcpy(all, OURS, sizeof(OURS));
    memcpy(all + OURS_COUNT, argv + 1, ((size_t)argc - 1) * sizeof(*all));
    pid_t child = fork();
    if (child == 0) {
        execvp(all[0], all);
        perror(all[0]);
        _exit(127);
    }
    if (child < 0 || waitpid(child, &status, 0) != child)
        return 71;
    free(all);
    FILE *body = fopen(body_file, "rb");
    while (body != NULL && (c = getc(body)) != EOF)
        if (c != '\0')
            putchar(c);
    if (body != NULL)
        fclose(body);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 70;
}

int main(int argc, char **argv)
{
    signal(SIGALRM, on_alarm);
    if (argc < 2 || !take_arguments(argc, argv))
        return ask_curl(argc, argv);
    return ask();
}
