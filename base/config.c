#include "base/config.h"

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/map.h"

enum { LINE_MAX_BYTES = 4096, SECRET_MIN = 16 };

/* The table that config_load() filled last. */
static struct config_setting *current;
static struct map by_name; /* current's; settings are asked for on every request */

/* The table and the place faults are written to, while it is read. */
struct reader {
    struct config_setting *table;
    FILE *errors;
    const char *prefix; /* of our settings' names, NULL = none */
    const char *file;
    bool ok;
};

static void fault(struct reader *reader, const char *name, const char *message)
{
    fprintf(reader->errors, "%s: %s\n", name, message);
    reader->ok = false;
}

static bool is_secret_kind(const struct config_setting *setting)
{
    return setting->kind == CONFIG_SECRET || setting->kind == CONFIG_SECRET_HEX32;
}

bool config_is_secret(const struct config_setting *setting)
{
    return is_secret_kind(setting) || setting->is_private;
}

static void forget_value(struct config_setting *setting)
{
    char *value = (char *)(uintptr_t)setting->value;
    if (value != NULL && config_is_secret(setting))
        explicit_bzero(value, strlen(value));
    free(value);
    setting->value = NULL;
}

static struct config_setting *find(struct config_setting *table, const char *name)
{
    for (; table->name != NULL; table++)
        if (strcmp(table->name, name) == 0)
            return table;
    return NULL;
}

/* All values are copies of ours, so that a later load can give them back. */
static void set_value(struct config_setting *setting, enum config_source source, const char *value)
{
    char *copy = strdup(value);
    if (copy == NULL)
        abort();
    forget_value(setting);
    setting->value = copy;
    setting->source = source;
}

/* ---- the file ------------------------------------------------------------------------------- */

static char *trim(char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1]))
        text[--length] = '\0';
    return text;
}

/* Takes one pair of quotes off; no escapes, as in the simple part of systemd's EnvironmentFile. */
static char *unquote(char *text)
{
    size_t length = strlen(text);
    if (length >= 2 && (text[0] == '"' || text[0] == '\'') && text[length - 1] == text[0]) {
        text[length - 1] = '\0';
        return text + 1;
    }
    return text;
}

static void line_fault(struct reader *reader, int number, const char *message)
{
    fprintf(reader->errors, "%s:%d: %s\n", reader->file, number, message);
    reader->ok = false;
}

static void read_line(struct reader *reader, char *line, int number)
{
    line = trim(line);
    if (line[0] == '\0' || line[0] == '#')
        return;
    char *equals = strchr(line, '=');
    if (equals == NULL) {
        line_fault(reader, number, "not a line KEY=value");
        return;
    }
    *equals = '\0';
    const char *name = trim(line);
    struct config_setting *setting = find(reader->table, name);
    if (setting != NULL)
        set_value(setting, CONFIG_FROM_FILE, unquote(trim(equals + 1)));
    else if (reader->prefix != NULL && strncmp(name, reader->prefix, strlen(reader->prefix)) == 0)
        fault(reader, name, "unknown setting in the file");
}

static void read_file(struct reader *reader)
{
    FILE *file = fopen(reader->file, "re");
    if (file == NULL) {
        fprintf(reader->errors, "%s: cannot be read: %s\n", reader->file, strerror(errno));
        reader->ok = false;
        return;
    }
    char line[LINE_MAX_BYTES];
    for (int number = 1; fgets(line, sizeof(line), file) != NULL; number++) {
        if (strlen(line) == sizeof(line) - 1 && line[sizeof(line) - 2] != '\n') {
            line_fault(reader, number, "line too long");
            break;
        }
        read_line(reader, line, number);
    }
    explicit_bzero(line, sizeof(line));
    fclose(file);
}

/* ---- checks --------------------------------------------------------------------------------- */

static bool parse_int(const char *text, int64_t *value)
{
    char *end;
    errno = 0;
    long long parsed = strtoll(text, &end, 10);
    if (errno != 0 || end == text || *end != '\0' || isspace((unsigned char)text[0]))
        return false;
    *value = parsed;
    return true;
}

/* 1 = true, 0 = false, -1 = neither. */
static int parse_bool(const char *text)
{
    static const char *const WORDS[] = {"false", "true", "no", "yes", "off", "on", "0", "1"};
    for (int i = 0; i < 8; i++)
        if (strcasecmp(text, WORDS[i]) == 0)
            return i % 2;
    return -1;
}

/* Values that documents and examples use: nobody rolled dice for them. The words are long enough
 * that a random secret contains one less than once in ten million. */
static bool looks_like_default(const char *secret)
{
    static const char *const WORDS[] = {"changeme", "change_me", "change-me", "password",
                                        "default",  "example",   "replace",   "your_",
                                        "your-",    "secret",    "12345678",  "abcdefgh"};
    enum { DISTINCT_MIN = 6 };
    size_t distinct = 0;
    bool seen[256] = {false};
    for (const char *at = secret; *at != '\0'; at++) {
        distinct += !seen[(unsigned char)*at];
        seen[(unsigned char)*at] = true;
    }
    for (size_t i = 0; i < sizeof(WORDS) / sizeof(WORDS[0]); i++)
        if (strcasestr(secret, WORDS[i]) != NULL)
            return true;
    return distinct < DISTINCT_MIN;
}

static void check_int(struct reader *reader, const struct config_setting *setting)
{
    int64_t value;
    if (!parse_int(setting->value, &value)) {
        fault(reader, setting->name, "not a whole number");
    } else if ((setting->min != 0 || setting->max != 0) &&
               (value < setting->min || value > setting->max)) {
        fprintf(reader->errors, "%s: must be between %" PRId64 " and %" PRId64 "\n", setting->name,
                setting->min, setting->max);
        reader->ok = false;
    }
}

static void check_secret(struct reader *reader, const struct config_setting *setting)
{
    size_t length = strlen(setting->value);
    bool hex = setting->kind == CONFIG_SECRET_HEX32;
    size_t min = hex ? 64 : setting->min > 0 ? (size_t)setting->min : SECRET_MIN;
    size_t max = hex ? 64 : setting->max > 0 ? (size_t)setting->max : LINE_MAX_BYTES;
    if (length == 0)
        fault(reader, setting->name, "the secret is empty");
    else if (length < min || length > max)
        fault(reader, setting->name, "the secret has the wrong length");
    else if (hex && strspn(setting->value, "0123456789abcdefABCDEF") != length)
        fault(reader, setting->name, "the secret must be 64 hexadecimal digits");
    else if (looks_like_default(setting->value))
        fault(reader, setting->name,
              "the secret looks like a default or an example; make a random one");
}

static void check(struct reader *reader, const struct config_setting *setting)
{
    /* A default is the programmer's choice; an empty one says that the setting may be left out.
     * Nobody has a secret by default, so that one is always looked at. */
    bool is_default = setting->fallback != NULL && strcmp(setting->value, setting->fallback) == 0;
    if (is_default && (setting->value[0] == '\0' || !is_secret_kind(setting)))
        return;
    switch (setting->kind) {
    case CONFIG_TEXT:
        if (setting->value[0] == '\0' && setting->fallback == NULL)
            fault(reader, setting->name, "is required and empty");
        break;
    case CONFIG_INT:
        check_int(reader, setting);
        break;
    case CONFIG_BOOL:
        if (parse_bool(setting->value) < 0)
            fault(reader, setting->name, "must be true or false");
        break;
    case CONFIG_SECRET_HEX32:
    case CONFIG_SECRET:
        check_secret(reader, setting);
        break;
    case CONFIG_FILE:
        if (access(setting->value, R_OK) != 0)
            fault(reader, setting->name, "the file cannot be read");
        break;
    }
}

bool config_load(struct config_setting *table, const char *prefix, const char *file, FILE *errors)
{
    struct reader reader = {
        .table = table, .errors = errors, .prefix = prefix, .file = file, .ok = true};
    for (struct config_setting *setting = table; setting->name != NULL; setting++)
        forget_value(setting);
    if (file != NULL)
        read_file(&reader);
    for (struct config_setting *setting = table; setting->name != NULL; setting++) {
        const char *given = getenv(setting->name);
        if (given != NULL)
            set_value(setting, CONFIG_FROM_ENVIRONMENT, given);
        if (setting->value == NULL && setting->fallback != NULL)
            set_value(setting, CONFIG_DEFAULT, setting->fallback);
        if (setting->value == NULL)
            fault(&reader, setting->name, "is required and has no default");
        else
            check(&reader, setting);
    }
    map_release(&by_name);
    for (struct config_setting *setting = table; setting->name != NULL; setting++)
        map_put(&by_name, setting->name, setting);
    current = table;
    return reader.ok;
}

/* ---- secrets ------------------------------------------------------------------------------- */

static bool is_from_environment(const struct config_setting *setting)
{
    return setting->value != NULL && setting->source == CONFIG_FROM_ENVIRONMENT &&
           config_is_secret(setting);
}

void config_hide_secrets(void)
{
    for (struct config_setting *setting = current; setting->name != NULL; setting++) {
        char *given = is_from_environment(setting) ? getenv(setting->name) : NULL;
        if (given == NULL)
            continue;
        explicit_bzero(given, strlen(given));
        unsetenv(setting->name);
    }
}

void config_show_secrets(void)
{
    for (const struct config_setting *setting = current; setting->name != NULL; setting++)
        if (is_from_environment(setting))
            setenv(setting->name, setting->value, 1);
}

void config_forget(const char *name)
{
    struct config_setting *setting = find(current, name);
    assert(setting != NULL && config_is_secret(setting));
    char *value = (char *)(uintptr_t)setting->value;
    size_t length = strlen(value);
    explicit_bzero(value, length);
    memset(value, '*', length);
}

/* ---- values --------------------------------------------------------------------------------- */

static const struct config_setting *loaded(const char *name)
{
    const struct config_setting *setting = map_get(&by_name, name);
    assert(setting != NULL && setting->value != NULL);
    return setting;
}

const struct config_setting *config_at(int n)
{
    for (int i = 0; current != NULL && current[i].name != NULL; i++)
        if (i == n)
            return &current[i];
    return NULL;
}

const char *config_text(const char *name)
{
    return loaded(name)->value;
}

int64_t config_int(const char *name)
{
    int64_t value = 0;
    bool ok = parse_int(loaded(name)->value, &value);
    assert(ok);
    return value;
}

bool config_bool(const char *name)
{
    int value = parse_bool(loaded(name)->value);
    assert(value >= 0);
    return value == 1;
}

void config_print(const struct config_setting *table, FILE *out)
{
    for (const struct config_setting *setting = table; setting->name != NULL; setting++) {
        fprintf(out, "%s\n    %s\n", setting->name, setting->about != NULL ? setting->about : "");
        if (setting->fallback == NULL)
            fprintf(out, "    required\n");
        else if (setting->fallback[0] == '\0' || config_is_secret(setting))
            fprintf(out, "    optional\n");
        else
            fprintf(out, "    default: %s\n", setting->fallback);
        if (setting->kind == CONFIG_INT && (setting->min != 0 || setting->max != 0))
            fprintf(out, "    range: %" PRId64 "..%" PRId64 "\n", setting->min, setting->max);
        if (setting->value != NULL &&
            (setting->fallback == NULL || strcmp(setting->value, setting->fallback) != 0))
            fprintf(out, "    now: %s\n",
                    config_is_secret(setting) ? "(set, not shown)" : setting->value);
    }
}
