#include "payments-mock/gateway_store.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/crypto.h"
#include "base/log.h"

enum {
    SUM_DIGITS = 16,   /* hex digits of a line's check sum */
    LENGTH_DIGITS = 7, /* of its text's bytes */
    HEAD_BYTES = SUM_DIGITS + 1 + LENGTH_DIGITS + 1,
    LINE_MAX_BYTES = 1024 * 1024, /* far above any record */
};

/* A task that waits for the disk. It lies on the stack of the task's coroutine. */
struct kept_wait {
    struct wait wait;
    struct gateway_store *store;
    struct kept_wait *next;
};

struct gateway_store {
    char *path;
    FILE *file;
    int64_t records;
    bool ahead; /* of the disk: something was appended since the last sync */
    struct kept_wait *waits;
    json_t *batch; /* between begin and commit: what was appended */
    int depth;     /* begins without their commit */
};

/* A journal that cannot be written is no journal: what memory knows must not outrun it. */
__attribute__((noreturn)) static void die(const struct gateway_store *store, const char *what)
{
    log_error("gateway_store_failed", LOG_S("path", store->path), LOG_S("what", what),
              LOG_S("why", strerror(errno)));
    log_flush();
    abort();
}

/* The first 64 bits of SHA-256: enough to find torn and flipped bytes. */
static void check_sum(const char *text, size_t length, char sum[SUM_DIGITS + 1])
{
    uint8_t digest[32];
    crypto_sha256(text, length, digest);
    crypto_hex(digest, SUM_DIGITS / 2, sum);
}

/* ---- replay -------------------------------------------------------------------------------- */

/* Reads "sum length json\n" into a new reference; NULL when anything about the line is wrong. */
static json_t *read_line(const char *line, size_t length)
{
    char sum[SUM_DIGITS + 1];
    if (length <= HEAD_BYTES || length > LINE_MAX_BYTES || line[length - 1] != '\n')
        return NULL;
    const char *text = line + HEAD_BYTES;
    size_t text_length = length - HEAD_BYTES - 1;
    check_sum(text, text_length, sum);
    if (memcmp(sum, line, SUM_DIGITS) != 0 || line[SUM_DIGITS] != ' ' ||
        line[HEAD_BYTES - 1] != ' ' || strtoul(line + SUM_DIGITS, NULL, 10) != text_length)
        return NULL;
    return json_loadb(text, text_length, JSON_REJECT_DUPLICATES, NULL);
}

/* A bad line is torn - and was never acknowledged - only if it is the last and no longer than it
 * says: a longer one is several, with a damaged newline between them. */
static bool is_torn(struct gateway_store *store, const char *line, size_t length)
{
    return fgetc(store->file) == EOF &&
           (length <= HEAD_BYTES ||
            length <= HEAD_BYTES + strtoul(line + SUM_DIGITS, NULL, 10) + 1 ||
            line[SUM_DIGITS] != ' ');
}

static bool cut_torn_line(struct gateway_store *store, off_t end)
{
    log_warn("gateway_store_torn", LOG_S("path", store->path), LOG_I("kept", store->records));
    if (ftruncate(fileno(store->file), end) != 0 || fsync(fileno(store->file)) != 0)
        die(store, "truncate");
    return true;
}

static bool replay(struct gateway_store *store, gateway_store_apply apply, void *owner,
                   FILE *errors)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;
    off_t end = 0;
    bool good = true;
    while (good && (length = getline(&line, &size, store->file)) > 0) {
        json_t *record = read_line(line, (size_t)length);
        if (record == NULL) {
            good = is_torn(store, line, (size_t)length) && cut_torn_line(store, end);
            if (!good)
                fprintf(errors, "%s: record %lld is damaged\n", store->path,
                        (long long)store->records + 1);
            break;
        }
        good = apply(owner, record);
        if (!good)
            fprintf(errors, "%s: record %lld makes no sense\n", store->path,
                    (long long)store->records + 1);
        json_decref(record);
        store->records++;
        end += length;
    }
    free(line);
    return good && fseeko(store->file, end, SEEK_SET) == 0;
}

/* ---- opening and closing ------------------------------------------------------------------- */

static FILE *open_locked(const char *path, int flags)
{
    int fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | flags, 0600);
    if (fd < 0)
        return NULL;
    FILE *file = flock(fd, LOCK_EX | LOCK_NB) == 0 ? fdopen(fd, "r+") : NULL;
    if (file == NULL)
        close(fd);
    return file;
}

struct gateway_store *gateway_store_open(const char *path, gateway_store_apply apply, void *owner,
                                         FILE *errors)
{
    struct gateway_store *store = calloc(1, sizeof *store);
    if (store == NULL || (store->path = strdup(path)) == NULL)
        abort();
    store->file = open_locked(path, 0);
    if (store->file == NULL)
        fprintf(errors, "%s: cannot be opened, or another process has it: %s\n", path,
                strerror(errno));
    if (store->file == NULL || !replay(store, apply, owner, errors)) {
        gateway_store_close(store);
        return NULL;
    }
    return store;
}

void gateway_store_close(struct gateway_store *store)
{
    if (store == NULL)
        return;
    assert(store->waits == NULL && "who waits for the disk ends first");
    if (store->file != NULL) {
        gateway_store_sync(store);
        fclose(store->file);
    }
    json_decref(store->batch);
    free(store->path);
    free(store);
}

int64_t gateway_store_records(const struct gateway_store *store)
{
    return store->records;
}

/* ---- writing ------------------------------------------------------------------------------- */

void gateway_store_sync(struct gateway_store *store)
{
    if (!store->ahead)
        return;
    if (fflush(store->file) != 0 || fdatasync(fileno(store->file)) != 0)
        die(store, "sync");
    store->ahead = false;
    while (store->waits != NULL) {
        struct kept_wait *first = store->waits;
        store->waits = first->next;
        wait_done(&first->wait);
    }
}

static void stop_waiting(void *argument)
{
    struct kept_wait *own = argument;
    struct kept_wait **link = &own->store->waits;
    while (*link != own)
        link = &(*link)->next;
    *link = own->next;
}

bool gateway_store_kept(struct gateway_store *store, struct task *task, struct refusal *why)
{
    if (!store->ahead)
        return task_alive(task, why);
    struct kept_wait own = {.store = store, .next = store->waits};
    wait_init(&own.wait, task);
    store->waits = &own;
    enum wait_result ended = wait_for(&own.wait, stop_waiting, &own);
    return ended == WAIT_DONE ||
           refuse(why, ended == WAIT_TIMEOUT ? &REFUSAL_TIMEOUT : &REFUSAL_CANCELLED, NULL);
}

void gateway_store_begin(struct gateway_store *store)
{
    if (store->depth++ == 0)
        store->batch = json_array();
}

void gateway_store_commit(struct gateway_store *store)
{
    json_t *batch = store->batch;
    assert(store->depth > 0);
    if (--store->depth > 0)
        return;
    store->batch = NULL;
    gateway_store_append(store, json_pack("{s:o}", "batch", batch));
}

void gateway_store_append(struct gateway_store *store, json_t *record)
{
    if (store->batch != NULL) {
        json_array_append_new(store->batch, record);
        return;
    }
    char sum[SUM_DIGITS + 1];
    char *text = json_dumps(record, JSON_COMPACT);
    assert(text != NULL && strlen(text) < LINE_MAX_BYTES - HEAD_BYTES - 1);
    check_sum(text, strlen(text), sum);
    if (fprintf(store->file, "%s %0*zu %s\n", sum, LENGTH_DIGITS, strlen(text), text) < 0)
        die(store, "write");
    store->ahead = true;
    store->records++;
    free(text);
    json_decref(record);
}

/* Makes a rename last. */
static void sync_folder(struct gateway_store *store)
{
    char *copy = strdup(store->path);
    int fd = copy != NULL ? open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC) : -1;
    if (fd < 0 || fsync(fd) != 0)
        die(store, "folder");
    close(fd);
    free(copy);
}

void gateway_store_compact(struct gateway_store *store,
                           void (*dump)(void *owner, struct gateway_store *store), void *owner)
{
    FILE *old = store->file;
    char *fresh_path;
    if (asprintf(&fresh_path, "%s.new", store->path) < 0)
        abort();
    store->file = open_locked(fresh_path, O_TRUNC);
    if (store->file == NULL)
        die(store, "new journal");
    store->records = 0;
    dump(owner, store);
    gateway_store_sync(store);
    if (rename(fresh_path, store->path) != 0)
        die(store, "rename");
    sync_folder(store);
    fclose(old);
    free(fresh_path);
}
