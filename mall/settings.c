#include "mall/settings.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/config.h"
#include "base/crypto.h"
#include "mall/modules.h"

/* The program's own; the others are their modules'. */
static const struct config_setting OWN[] = {
    /* ---- where people reach it ---- */
    SETTING_INT("MALL_PORT", "8080", 1, 65535, "TCP port that the mall listens on"),
    SETTING_TEXT("MALL_ADDRESS", "127.0.0.1", "numeric address that the mall listens on"),
    SETTING_INT("MALL_METRICS_PORT", "0", 0, 65535,
                "port of this machine (127.0.0.1) for figures, GET /metrics; 0 = none"),
    SETTING_TEXT("MALL_PUBLIC_URL", "",
                 "address that browsers see, without a path; https makes cookies Secure"),
    SETTING_TEXT("MALL_TRUSTED_FRONT", "",
                 "numeric address of the proxy whose X-Forwarded-For is believed"),
    SETTING_INT("MALL_WORKERS", "0", 0, 15, "worker processes; 0 = one for each processor"),
    SETTING_INT("MALL_NODE", "0", 0, 31,
                "number of this machine among those that share the database"),

    /* ---- database ---- */
    SETTING_PRIVATE("MALL_DB", NULL, "libpq connection line of the application's role"),
    SETTING_PRIVATE("MALL_DB_OWNER", "",
                    "libpq connection line of the schema's owner, for mall migrate"),
    SETTING_INT("MALL_DB_FAST", "4", 1, 16,
                "connections of a worker for point reads and short writes"),
    SETTING_INT("MALL_DB_SLOW", "2", 1, 16, "connections of a worker for lists"),
    SETTING_INT("MALL_DB_LANE", "3", 1, 16, "connections of a worker for group commit"),
    SETTING_INT("MALL_DB_SEARCH", "2", 1, 16, "connections of a worker for searches"),
    SETTING_INT("MALL_DB_REPORT", "3", 1, 16,
                "connections of a worker for board, figures, exports and imports"),
    SETTING_INT("MALL_DB_WORK", "2", 1, 16, "connections of a worker for timed work"),
    SETTING_INT(
        "MALL_DB_AUDIT", "2", 1, 8,
        "connections of a worker for checks of the books, so many of which run side by side; a "
        "command, which serves nobody, has twice as many"),
    SETTING_INT("MALL_DB_QUEUE", "2000", 1, 100000,
                "calls of a worker that may wait for a connection"),
    SETTING_INT("MALL_DB_SEARCH_QUEUE", "32", 1, 100000,
                "searches of a worker that may wait for one; beyond it 503"),
    SETTING_INT("MALL_DB_STATEMENT_MS", "5000", 100, 600000,
                "longest run of a statement; lists and timed work get 4 x, reports 12 x, checks of "
                "the books 720 x"),
    SETTING_FLAG("MALL_DB_UNSAFE",
                 "accept a server without fsync or full_page_writes (throw-away data only)"),
    SETTING_INT("MALL_CLOCK_OFFSET_S", "0", -3153600000, 3153600000,
                "seconds that the mall's wall clock differs from the machine's (tests; only with "
                "MALL_DB_UNSAFE)"),

    /* ---- secrets ---- */
    {.name = "MALL_SECRET_KEY",
     .kind = CONFIG_SECRET_HEX32,
     .about = "master key for personal data: 64 hexadecimal digits, random"},
    SETTING_INT("MALL_SECRET_KEY_ID", "1", 1, 255,
                "number of that key; a new key gets a new number"),
    SETTING_SECRET("MALL_OLD_SECRET_KEYS", "", 66, "earlier keys, for reading only: id:hex,id:hex"),

    /* ---- limits ---- */
    SETTING_INT("MALL_MAX_CONNECTIONS", "10000", 1, 200000,
                "open client connections of a worker; beyond it idle ones are closed for new ones"),
    SETTING_INT(
        "MALL_MAX_CLIENT_CONNECTIONS", "256", 0, 200000,
        "those of one client address (IPv6: /64) at a worker; 0 = no limit; a trusted front "
        "has none"),
    SETTING_INT("MALL_MAX_IN_FLIGHT", "2000", 1, 20000,
                "requests of a worker in hand; beyond it 503"),
    SETTING_INT("MALL_MAX_BODY", "1048576", 1024, 67108864,
                "bytes of a request's body, where its route takes no less and no file"),
    SETTING_INT("MALL_MAX_BODY_MEMORY", "134217728", 33554432, 17179869184,
                "bytes of all bodies that a worker has in hand; beyond it 503"),
    SETTING_INT("MALL_HEAD_MS", "10000", 100, 600000, "a request's head must have come within"),
    SETTING_INT("MALL_BODY_MS", "30000", 100, 600000, "a request's body must have come within"),
    SETTING_INT("MALL_ANSWER_MS", "20000", 100, 600000, "an answer must be made and taken within"),
    SETTING_INT("MALL_IDLE_MS", "75000", 100, 3600000,
                "a connection without a request is closed after"),
    SETTING_INT("MALL_DRAIN_MS", "10000", 0, 600000, "what is in hand at TERM may take"),
    SETTING_INT("MALL_SILENT_MS", "30000", 1000, 3600000,
                "a worker that is not heard of for so long is replaced"),
    SETTING_INT("MALL_CACHE_BYTES", "33554432", 0, 1073741824,
                "ready-made answers that a worker keeps; 0 = none, each is made when asked for"),
    SETTING_INT("MALL_JOBS", "4", 1, 64, "jobs of a worker at a time"),
    SETTING_INT("MALL_FETCHES", "64", 1, 256,
                "outbound calls of a worker to one host at a time; others wait their turn"),

    /* ---- the rest ---- */
    SETTING_TEXT("MALL_LOG_LEVEL", "info", "debug, info, warn or error"),
    SETTING_TEXT("MALL_LOG_FILE", "",
                 "absolute path of the log of `mall serve`; empty = standard error"),
    SETTING_INT("MALL_LOG_BYTES", "67108864", 4096, 1099511627776,
                "at this size that file becomes .1, .1 becomes .2, and so on"),
    SETTING_INT("MALL_LOG_KEEP", "8", 1, 99, "such older files that stay"),
    SETTING_FLAG("MALL_DEMO",
                 "show all text messages at /demo/outbox; only on this machine, never with real "
                 "people's data"),
    {.name = NULL},
};

/* All settings, made once. */
static struct config_setting *table(void)
{
    static struct config_setting *all;
    if (all == NULL)
        all = module_settings(OWN, MODULES, MODULE_COUNT);
    return all;
}

enum { LOG_PATH_MAX = 1000 };

struct key_check {
    bool ids[256];
    bool repeated;
};

static void note_key(const unsigned char key[32], int key_id, void *argument)
{
    (void)key;
    struct key_check *seen = argument;
    seen->repeated |= seen->ids[key_id];
    seen->ids[key_id] = true;
}

/* One "id:hex64" of `length` bytes. */
static bool old_key(const char *item, size_t length, unsigned char key[32], int *key_id)
{
    char *end;
    long id = strtol(item, &end, 10);
    if (id < 1 || id > 255 || *end != ':' || item + length != end + 65)
        return false;
    char hex[65];
    memcpy(hex, end + 1, 64);
    hex[64] = '\0';
    *key_id = (int)id;
    return crypto_unhex(hex, key, 32);
}

bool settings_old_keys(const char *text,
                       void (*each)(const unsigned char key[32], int key_id, void *argument),
                       void *argument)
{
    while (*text != '\0') {
        size_t length = strcspn(text, ",");
        unsigned char key[32];
        int key_id;
        if (!old_key(text, length, key, &key_id))
            return false;
        each(key, key_id, argument);
        text += length;
        if (*text == ',' && *++text == '\0')
            return false;
    }
    return true;
}

/* Other programs would look for it elsewhere than a worker that stands in another folder. */
static bool check_log_file(void)
{
    const char *path = config_text("MALL_LOG_FILE");
    size_t length = strlen(path);
    if (length == 0 || (path[0] == '/' && path[length - 1] != '/' && length < LOG_PATH_MAX))
        return true;
    fputs("MALL_LOG_FILE: must be an absolute path of a file\n", stderr);
    return false;
}

static bool check_old_keys(void)
{
    struct key_check seen = {.ids = {false}};
    seen.ids[config_int("MALL_SECRET_KEY_ID")] = true;
    bool good = settings_old_keys(config_text("MALL_OLD_SECRET_KEYS"), note_key, &seen);
    if (!good || seen.repeated)
        fputs("MALL_OLD_SECRET_KEYS: must be id:hex,id:hex with 64 digits each and no id twice\n",
              stderr);
    return good && !seen.repeated;
}

/* A path or a space in it would never equal a browser's Origin. */
static bool check_public_url(void)
{
    const char *url = config_text("MALL_PUBLIC_URL");
    const char *host = strncmp(url, "https://", 8) == 0  ? url + 8
                       : strncmp(url, "http://", 7) == 0 ? url + 7
                                                         : NULL;
    if (url[0] == '\0' || (host != NULL && host[0] != '\0' && strpbrk(host, "/ ?#@") == NULL))
        return true;
    fputs("MALL_PUBLIC_URL: must be http://host[:port] or https://host[:port], without a path\n",
          stderr);
    return false;
}

/* "127.0.0.1", "[::1]" or "localhost", with a port or without. */
static bool is_loopback(const char *authority)
{
    static const char *const NAMES[] = {"localhost", "[::1]", "::1", NULL};
    size_t length = authority[0] == '[' ? strcspn(authority, "]") + 1 : strcspn(authority, ":");
    for (int i = 0; NAMES[i] != NULL; i++)
        if (strcmp(authority, NAMES[i]) == 0 ||
            (strlen(NAMES[i]) == length && strncmp(authority, NAMES[i], length) == 0))
            return true;
    return strncmp(authority, "127.", 4) == 0 && strspn(authority, "0123456789.") == length;
}

/* It shows everybody's codes to everybody: not where others can come. */
static bool check_demo(void)
{
    const char *url = config_text("MALL_PUBLIC_URL");
    bool ours = url[0] == '\0' || (strncmp(url, "http://", 7) == 0 && is_loopback(url + 7));
    if (!config_bool("MALL_DEMO") || (ours && is_loopback(config_text("MALL_ADDRESS"))))
        return true;
    fprintf(stderr,
            "MALL_DEMO: shows the codes that everybody is sent, so only with a MALL_PUBLIC_URL of "
            "http and this machine's own address (127.0.0.1) and a MALL_ADDRESS of the same; "
            "these are \"%s\" and \"%s\"\n",
            url, config_text("MALL_ADDRESS"));
    return false;
}

bool settings_load(void)
{
    const char *file = getenv("MALL_CONFIG");
    return config_load(table(), "MALL_", file != NULL && file[0] != '\0' ? file : NULL, stderr) &&
           check_old_keys() && check_log_file() && check_public_url() && check_demo();
}

void settings_print(FILE *out)
{
    fputs("Settings come from the environment, or from lines KEY=value of the file that "
          "MALL_CONFIG names.\n\n",
          out);
    config_print(table(), out);
}
