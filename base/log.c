#include "base/log.h"

#include <errno.h>
#include <limits.h>
#include <poll.h>
#include <pthread.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/log_file.h"

enum {
    LOG_BUFFER = 64 * 1024,
    /* A pipe takes up to PIPE_BUF bytes in one piece, so lines of several processes do not mix. */
    LOG_LINE = PIPE_BUF,
    LOG_TAIL = 32,         /* kept free in a line for what closes it */
    LOG_FULL_WAIT_MS = 100 /* a reader that is stuck for longer costs lines, not requests */
};

static struct {
    enum log_level level;
    int worker;
    bool prepared;
    pid_t pid;
    int64_t second; /* what second_text stands for */
    char second_text[32];
    bool piece_known, one_piece; /* fd 2 is a file: any length is written in one piece */
    int64_t dropped;
    size_t begin, end; /* what waits in the buffer */
} logger = {.level = LOG_INFO_, .worker = -1};

static char buffer[LOG_BUFFER];

struct line {
    size_t length;
    bool full; /* what is being put does not fit */
    bool cut;  /* a field was left out */
    char text[LOG_LINE];
};

/* ---- one line ---- */

/* Adds bytes, all or nothing. */
static void put(struct line *line, const char *bytes, size_t length)
{
    if (line->full || length > sizeof(line->text) - LOG_TAIL - line->length) {
        line->full = true;
        return;
    }
    memcpy(line->text + line->length, bytes, length);
    line->length += length;
}

static void put_text(struct line *line, const char *text)
{
    put(line, text, strlen(text));
}

static void put_integer(struct line *line, int64_t value)
{
    char digits[24];
    char *at = digits + sizeof(digits);
    uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
    do {
        *--at = (char)('0' + rest % 10);
        rest /= 10;
    } while (rest > 0);
    if (value < 0)
        *--at = '-';
    put(line, at, (size_t)(digits + sizeof(digits) - at));
}

/* value / 1000 with its three decimals; a duration, so never below zero. */
static void put_thousandths(struct line *line, int64_t value)
{
    int64_t rest = value < 0 ? 0 : value;
    char decimals[4] = {'.', (char)('0' + rest / 100 % 10), (char)('0' + rest / 10 % 10),
                        (char)('0' + rest % 10)};
    put_integer(line, rest / 1000);
    put(line, decimals, sizeof(decimals));
}

/* Length of the valid UTF-8 sequence at `text` (RFC 3629 section 4), 0 when there is none. */
static size_t utf8_sequence(const unsigned char *text)
{
    unsigned char lead = text[0];
    size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (text[1] < low || text[1] > high)
        return 0;
    for (size_t i = 2; i < length; i++)
        if ((text[i] & 0xC0) != 0x80)
            return 0;
    return length;
}

static void put_escape(struct line *line, unsigned char byte)
{
    static const char HEX[] = "0123456789abcdef";
    if (byte == '"' || byte == '\\')
        put(line, (const char[]){'\\', (char)byte}, 2);
    else if (byte == '\n')
        put(line, "\\n", 2);
    else if (byte < 0x20 || byte == 0x7F)
        put(line, (const char[]){'\\', 'u', '0', '0', HEX[byte >> 4], HEX[byte & 15]}, 6);
    else
        put(line, "\\ufffd", 6); /* no valid UTF-8 */
}

/* A JSON string (RFC 8259 section 7). */
static void put_string(struct line *line, const char *text)
{
    const unsigned char *at = (const unsigned char *)text;
    put(line, "\"", 1);
    while (*at != '\0' && !line->full) {
        const unsigned char *plain = at;
        while (*at >= 0x20 && *at < 0x7F && *at != '"' && *at != '\\')
            at++;
        put(line, (const char *)plain, (size_t)(at - plain));
        if (*at == '\0')
            break;
        size_t length = *at >= 0x80 ? utf8_sequence(at) : 0;
        if (length > 0) {
            put(line, (const char *)at, length);
            at += length;
        } else {
            put_escape(line, *at++);
        }
    }
    put(line, "\"", 1);
}

/* RFC 3339 in UTC with milliseconds. All but these are the same for a second. */
static void put_timestamp(struct line *line)
{
    int64_t now_us = clock_now_us();
    int64_t second = now_us / 1000000;
    if (second != logger.second) {
        logger.second = second;
        clock_rfc3339(second * 1000000, 0, logger.second_text); /* "2026-11-22T00:05:00+00:00" */
    }
    int ms = (int)(now_us / 1000 % 1000);
    char fraction[] = {'.', (char)('0' + ms / 100), (char)('0' + ms / 10 % 10),
                       (char)('0' + ms % 10), 'Z'};
    put(line, logger.second_text, 19);
    put(line, fraction, sizeof(fraction));
}

static const char *const LEVELS[] = {"debug", "info", "warn", "error"};

static void line_begin(struct line *line, enum log_level level, const char *event)
{
    line->length = 0;
    line->full = false;
    line->cut = false;
    put_text(line, "{\"ts\":\"");
    put_timestamp(line);
    put_text(line, "\",\"level\":\"");
    put_text(line, LEVELS[level]);
    put_text(line, "\",\"worker\":");
    put_integer(line, logger.worker);
    put_text(line, ",\"pid\":");
    put_integer(line, logger.pid);
    put_text(line, ",\"event\":");
    put_string(line, event);
}

/* A field that does not fit is left out whole, and the line says so. */
static void line_field(struct line *line, const struct log_field *field)
{
    size_t before = line->length;
    put(line, ",", 1);
    put_string(line, field->key);
    put(line, ":", 1);
    if (field->text != NULL)
        put_string(line, field->text);
    else if (field->thousandths)
        put_thousandths(line, field->integer);
    else
        put_integer(line, field->integer);
    if (line->full) {
        line->length = before;
        line->full = false;
        line->cut = true;
    }
}

static void line_end(struct line *line)
{
    static const char CUT[] = ",\"cut\":true";
    _Static_assert(sizeof(CUT) + 2 <= LOG_TAIL, "the tail holds what closes a line");
    if (line->cut) {
        memcpy(line->text + line->length, CUT, sizeof(CUT) - 1);
        line->length += sizeof(CUT) - 1;
    }
    memcpy(line->text + line->length, "}\n", 2);
    line->length += 2;
}

/* ---- the buffer ---- */

/* How much of the buffer goes out in one write: whole lines, at most PIPE_BUF unless it is a file.
 */
static size_t next_piece(void)
{
    size_t waiting = logger.end - logger.begin;
    if (!logger.piece_known) {
        struct stat status;
        logger.one_piece = fstat(STDERR_FILENO, &status) == 0 && S_ISREG(status.st_mode);
        logger.piece_known = true;
    }
    if (logger.one_piece || waiting <= PIPE_BUF)
        return waiting;
    const char *start = buffer + logger.begin;
    const char *newline = memrchr(start, '\n', PIPE_BUF);
    return newline != NULL ? (size_t)(newline - start) + 1 : PIPE_BUF;
}

void log_look(bool now)
{
    if (log_file_look(now))
        logger.piece_known = false;
}

/* Writes until the buffer is empty or standard error takes no more now. */
static void write_out(void)
{
    log_look(false);
    while (logger.begin < logger.end) {
        ssize_t written = write(STDERR_FILENO, buffer + logger.begin, next_piece());
        if (written < 0 && errno == EINTR)
            continue;
        if (written < 0 && (errno == EAGAIN || errno == EWOULDBLOCK))
            return;
        if (written < 0) {
            /* Nobody can be told: standard error is where we would say it. */
            logger.begin = logger.end = 0;
            return;
        }
        logger.begin += (size_t)written;
    }
    logger.begin = logger.end = 0;
}

/* Makes room for `length` bytes; false when a reader that is stuck leaves none. */
static bool make_room(size_t length)
{
    if (length <= sizeof(buffer) - logger.end)
        return true;
    write_out();
    if (logger.end > 0 && logger.begin == 0) {
        struct pollfd ready = {.fd = STDERR_FILENO, .events = POLLOUT};
        if (logger.dropped == 0 && poll(&ready, 1, LOG_FULL_WAIT_MS) > 0)
            write_out();
    }
    memmove(buffer, buffer + logger.begin, logger.end - logger.begin);
    logger.end -= logger.begin;
    logger.begin = 0;
    return length <= sizeof(buffer) - logger.end;
}

static void append(const struct line *line)
{
    if (!make_room(line->length)) {
        logger.dropped++;
        return;
    }
    memcpy(buffer + logger.end, line->text, line->length);
    logger.end += line->length;
}

static void report_dropped(void)
{
    if (logger.dropped == 0 || !make_room(LOG_LINE))
        return;
    struct line line;
    line_begin(&line, LOG_WARN_, "log_lines_dropped");
    line_field(&line, &LOG_I("count", logger.dropped));
    line_end(&line);
    logger.dropped = 0;
    append(&line);
}

/* ---- what others see ---- */

static void learn_pid(void)
{
    logger.pid = getpid();
}

void log_set_level(enum log_level level)
{
    logger.level = level;
}

bool log_parse_level(const char *name, enum log_level *level)
{
    for (int i = 0; i < (int)(sizeof(LEVELS) / sizeof(LEVELS[0])); i++) {
        if (strcmp(name, LEVELS[i]) == 0) {
            *level = (enum log_level)i;
            return true;
        }
    }
    return false;
}

void log_set_worker(int worker)
{
    logger.worker = worker;
}

void log_write(enum log_level level, const char *event, const struct log_field *fields, int count)
{
    if (level < logger.level)
        return;
    if (!logger.prepared) {
        logger.prepared = true;
        learn_pid();
        atexit(log_flush);
        pthread_atfork(NULL, NULL, learn_pid);
    }
    struct line line;
    line_begin(&line, level, event);
    for (int i = 0; i < count; i++)
        line_field(&line, &fields[i]);
    line_end(&line);
    report_dropped();
    append(&line);
    if (level >= LOG_WARN_)
        log_flush();
}

void log_flush(void)
{
    if (logger.begin < logger.end)
        write_out();
}
