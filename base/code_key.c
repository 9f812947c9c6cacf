#include "base/code_key.h"

#include <assert.h>
#include <string.h>

#include "base/crypto.h"
#include "base/log.h"
#include "gen/base/sql.h"

enum { PURPOSES_MAX = 8 };

static const char *purposes[PURPOSES_MAX];
static int purpose_count;

void code_key_purpose(const char *purpose)
{
    for (int i = 0; i < purpose_count; i++)
        if (strcmp(purposes[i], purpose) == 0)
            return;
    assert(purpose_count < PURPOSES_MAX);
    purposes[purpose_count++] = purpose;
}

/* Of one of the table's rows. */
static struct crypto_place place_of(struct arena *arena, const char *purpose, int key_id)
{
    return CRYPTO_PLACE(arena_printf(arena, "code_key.%s", purpose), key_id);
}

static const char *known_purpose(const char *purpose)
{
    for (int i = 0; i < purpose_count; i++)
        if (strcmp(purposes[i], purpose) == 0)
            return purposes[i];
    return NULL;
}

/* ---- reading ---- */

struct code_row {
    const char *purpose;
    int key_id, sealed_under;
    bool opens, placed;
    uint8_t key[32];
};

static void read_row(struct task *task, const struct db_rows *rows, int row, struct code_row *out)
{
    size_t length;
    out->purpose = db_text(rows, row, CODE_KEY_LIST_PURPOSE);
    out->key_id = (int)db_i64(rows, row, CODE_KEY_LIST_KEY_ID);
    const uint8_t *sealed = db_bytes(rows, row, CODE_KEY_LIST_SECRET_SEALED, &length);
    out->sealed_under = crypto_sealed_key(sealed, length, &out->placed);
    const char *hex = crypto_open_at(task->arena, place_of(task->arena, out->purpose, out->key_id),
                                     sealed, length);
    out->opens = hex != NULL && strlen(hex) == 64 && crypto_unhex(hex, out->key, sizeof(out->key));
}

static void learn(struct task *task, const struct db_rows *rows, int row)
{
    struct code_row code;
    read_row(task, rows, row, &code);
    const char *purpose = known_purpose(code.purpose);
    if (!code.opens)
        log_error("code_key_shut", LOG_S("purpose", code.purpose), LOG_I("key", code.key_id));
    else if (purpose != NULL)
        crypto_add_code_key(purpose, code.key_id, code.key,
                            db_is_null(rows, row, CODE_KEY_LIST_LEFT_AT_MS)
                                ? INT64_MAX
                                : db_i64(rows, row, CODE_KEY_LIST_LEFT_AT_MS) + CODE_KEY_MARGIN_MS);
    explicit_bzero(&code, sizeof(code));
}

/* ---- keeping ---- */

static const uint8_t *seal(struct task *task, const char *purpose, int key_id,
                           const uint8_t key[32], size_t *length)
{
    char hex[65];
    const uint8_t *sealed = crypto_seal_at(task->arena, place_of(task->arena, purpose, key_id),
                                           crypto_hex(key, 32, hex), length);
    explicit_bzero(hex, sizeof(hex));
    return sealed;
}

static bool keep(struct task *task, const char *purpose, int key_id, struct refusal *why)
{
    uint8_t key[32];
    size_t length;
    if (!crypto_code_key(purpose, key_id, key))
        return true;
    const uint8_t *sealed = seal(task, purpose, key_id, key, &length);
    explicit_bzero(key, sizeof(key));
    return db_query(task, &SQL_code_key_add,
                    DB_ARGS(DB_TEXT(purpose), DB_I64(key_id), DB_BYTES(sealed, length)), NULL, why);
}

static bool is_kept(const struct db_rows *rows, const char *purpose, int key_id)
{
    for (int row = 0; row < db_count(rows); row++)
        if (db_i64(rows, row, CODE_KEY_LIST_KEY_ID) == key_id &&
            strcmp(db_text(rows, row, CODE_KEY_LIST_PURPOSE), purpose) == 0)
            return true;
    return false;
}

bool code_key_load(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_code_key_list, DB_NO_ARGS, &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++)
        learn(task, rows, row);
    for (int i = 0; i < purpose_count; i++)
        for (int key_id = 1; key_id <= 255; key_id++)
            if (!is_kept(rows, purposes[i], key_id) && !keep(task, purposes[i], key_id, why))
                return false;
    return true;
}

/* ---- a rotation ---- */

bool code_key_reseal(struct task *task, struct db_tx *tx, struct refusal *why)
{
    struct db_rows *rows;
    struct code_row code;
    size_t length;
    if (!db_tx_query(tx, &SQL_code_key_list, DB_NO_ARGS, &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        read_row(task, rows, row, &code);
        if (!code.opens)
            continue;
        const uint8_t *sealed = seal(task, code.purpose, code.key_id, code.key, &length);
        explicit_bzero(code.key, sizeof(code.key));
        db_tx_send(tx, &SQL_code_key_write,
                   DB_ARGS(DB_TEXT(code.purpose), DB_I64(code.key_id), DB_BYTES(sealed, length)));
    }
    return db_tx_wait(tx, why);
}

bool code_key_each(struct task *task,
                   void (*each)(const char *purpose, int sealed_under, bool opens, void *argument),
                   void *argument, struct refusal *why)
{
    struct db_rows *rows;
    struct code_row code;
    if (!db_query(task, &SQL_code_key_list, DB_NO_ARGS, &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        read_row(task, rows, row, &code);
        each(code.purpose, code.sealed_under, code.opens, argument);
    }
    explicit_bzero(&code, sizeof(code));
    return true;
}
