/* Structured logs: one JSON line an event on standard error, buffered and flushed at the end of a
 * loop turn (at once for warnings and errors). No personal data: callers log ids, counts and codes.
 * Values are JSON-escaped, so no input can forge a line.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include <stdbool.h>
#include <stdint.h>

enum log_level { LOG_DEBUG_, LOG_INFO_, LOG_WARN_, LOG_ERROR_ };
struct log_field {
    const char *key;
    const char *text;
    int64_t integer;
    bool thousandths; /* the integer counts thousandths: 30928 is written 30.928 */
};                    /* text NULL = integer */
static inline struct log_field log_text(const char *key, const char *text)
{
    return (struct log_field){key, text ? text : "", 0, false};
}
#define LOG_S(k, v) log_text((k), (v))
#define LOG_I(k, v) ((struct log_field){(k), 0, (v), false})
/* Microseconds, written as milliseconds with three decimals. */
#define LOG_MS(k, us) ((struct log_field){(k), 0, (us), true})

void log_set_level(enum log_level level);
bool log_parse_level(const char *name, enum log_level *level); /* debug, info, warn, error */
void log_set_worker(int worker); /* shown in each line; -1 = parent or command */
void log_write(enum log_level level, const char *event, const struct log_field *fields, int count);
#define log_(level, event, ...)                                                                    \
    log_write((level), (event), (const struct log_field[]){__VA_ARGS__},                           \
              (int)(sizeof((const struct log_field[]){__VA_ARGS__}) / sizeof(struct log_field)))
#define log_info(event, ...) log_(LOG_INFO_, event, __VA_ARGS__)
#define log_warn(event, ...) log_(LOG_WARN_, event, __VA_ARGS__)
#define log_error(event, ...) log_(LOG_ERROR_, event, __VA_ARGS__)
void log_flush(void);
/* Looks whether the log's file was turned over, or must be (base/log_file.h), at once when `now`:
 * for who may be silent for long. */
void log_look(bool now);

#endif
