#include "registry/paper_code.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/config.h"
#include "base/crypto.h"
#include "base/id.h"
#include "gen/registry/sql.h"
#include "registry/access_trail.h"
#include "registry/rate.h"
#include "registry/sealed.h"

enum { DIGITS = 10, GROUP = 5, NOBODY = 0 };

/* ---- the code ---- */

static char *digits_of(uint64_t mac, char digits[DIGITS + 1])
{
    return crypto_base32(mac & ((UINT64_C(1) << 5 * DIGITS) - 1), DIGITS, digits);
}

const char *paper_code_recall(struct arena *arena, int64_t code_id, const uint8_t *hash)
{
    char id[21], digits[DIGITS + 1];
    uint64_t macs[CRYPTO_CODES_MAX];
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    id_text(code_id, id);
    int count = crypto_mac64_all(PAPER_CODE, id, strlen(id), id_time_ms(code_id), macs);
    for (int i = 0; i < count; i++) {
        int keys = crypto_lookup_hashes(PAPER_CODE, digits_of(macs[i], digits), hashes);
        for (int k = 0; k < keys; k++)
            if (crypto_equal(hash, hashes[k].hash, sizeof(hashes[k].hash)))
                return arena_strdup(arena, digits);
    }
    return NULL;
}

/* "K7QM2-9D4XT" */
static char *grouped(const char *digits, char code[PAPER_CODE_SIZE])
{
    snprintf(code, PAPER_CODE_SIZE, "%.5s-%.5s", digits, digits + GROUP);
    return code;
}

/* The digits of a new code. */
static char *new_digits(int64_t code_id, char digits[DIGITS + 1])
{
    char id[21];
    id_text(code_id, id);
    return digits_of(crypto_mac64(PAPER_CODE, id, strlen(id)), digits);
}

/* The hashes of a code as it is typed: any case, look-alikes for each other, blanks and hyphens
 * left out. The newest key's first. 0 when it is none. */
static int hash_typed(const char *typed, struct crypto_lookup hashes[CRYPTO_KEYS_MAX])
{
    char digits[DIGITS + 1];
    uint64_t value;
    int count = 0;
    for (; *typed != '\0'; typed++) {
        if (*typed == '-' || *typed == ' ')
            continue;
        if (count == DIGITS)
            return 0;
        digits[count++] = *typed;
    }
    digits[count] = '\0';
    if (count < DIGITS || !crypto_unbase32(digits, DIGITS, &value))
        return 0;
    crypto_base32(value, DIGITS, digits);
    return crypto_lookup_hashes(PAPER_CODE, digits, hashes);
}

/* In the access trail. */
static bool note(struct task *task, int64_t actor_id, const char *purpose, int64_t household_id,
                 const char *county_code, const char *fields, struct refusal *why)
{
    struct access_reading reading = {.account_id = actor_id,
                                     .purpose = purpose,
                                     .subject = "household",
                                     .subject_id = household_id,
                                     .county_code = county_code,
                                     .fields = fields};
    return access_trail_add(task, &reading, why);
}

/* ---- making and taking back ---- */

struct making {
    const struct household *household;
    int64_t actor_id, days, code_id;
    const struct idempotency *key;
};

static bool make_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct making *making = argument;
    char digits[DIGITS + 1];
    uint8_t hash[32];
    (void)task;
    if (!idempotency_find(tx, making->key, &making->code_id, why))
        return false;
    if (making->code_id > 0)
        return true;
    making->code_id = id_next();
    crypto_lookup_hash(PAPER_CODE, new_digits(making->code_id, digits), hash);
    db_tx_send(tx, &SQL_paper_code_revoke_all,
               DB_ARGS(DB_I64(making->household->id), DB_I64(making->actor_id)));
    db_tx_send(tx, &SQL_paper_code_add,
               DB_ARGS(DB_I64(making->code_id), DB_TEXT(making->household->county_code),
                       DB_I64(making->household->id), DB_BYTES(hash, sizeof(hash)),
                       DB_I64(making->actor_id), DB_I64(making->days)));
    idempotency_save(tx, making->key, making->code_id);
    return true;
}

json_t *paper_code_create(struct task *task, const struct household *household, int64_t actor_id,
                          int64_t days, const struct idempotency *key, struct refusal *why)
{
    struct making making = {.household = household, .actor_id = actor_id, .days = days, .key = key};
    struct db_rows *rows;
    char code[PAPER_CODE_SIZE];
    size_t length;
    if (!note(task, actor_id, "paper_issue", household->id, household->county_code, "statement",
              why) ||
        !db_transact(task, DB_FAST, make_body, &making, why) ||
        !db_query(task, &SQL_paper_code_find, DB_ARGS(DB_I64(making.code_id)), &rows, why))
        return NULL;
    /* asked for again after the key was replaced, it is still the one that was printed */
    const void *hash = db_bytes(rows, 0, PAPER_CODE_FIND__HASH, &length);
    const char *digits = paper_code_recall(task->arena, making.code_id, hash);
    if (digits == NULL) {
        refuse(why, &REFUSAL_INTERNAL, NULL);
        return NULL;
    }
    json_t *made = db_row_json(rows, 0);
    json_object_set_new(made, "code", json_string(grouped(digits, code)));
    return made;
}

json_t *paper_code_list_json(struct task *task, int64_t household_id, const struct page *page,
                             struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_paper_code_list, DB_ARGS(DB_I64(household_id), PAGE_ARGS_DOWN(page)),
                  &rows, why))
        return NULL;
    return page_json(page, rows, PAPER_CODE_LIST_CODE_ID);
}

bool paper_code_revoke(struct task *task, int64_t household_id, int64_t code_id, int64_t actor_id,
                       struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_paper_code_revoke,
                    DB_ARGS(DB_I64(household_id), DB_I64(code_id), DB_I64(actor_id)), &rows, why) &&
           (db_count(rows) > 0 || refuse(why, &REFUSAL_NOT_FOUND, NULL)) &&
           note(task, actor_id, "paper_revoke", household_id,
                db_text(rows, 0, PAPER_CODE_REVOKE_COUNTY_CODE), "statement", why);
}

/* ---- the ticket ---- */

/* "<code id>:<second until which it is good>", sealed, in hexadecimal. */
static const char *make_ticket(struct task *task, int64_t code_id)
{
    size_t length;
    int64_t until_s = clock_now_us() / 1000000 + PAPER_TICKET_MINUTES * 60;
    const char *plain =
        arena_printf(task->arena, "%lld:%lld", (long long)code_id, (long long)until_s);
    const uint8_t *sealed = crypto_seal(task->arena, PAPER_CODE, plain, &length);
    char *hex = arena_alloc(task->arena, 2 * length + 1);
    return crypto_hex(sealed, length, hex);
}

static bool read_ticket(struct task *task, const char *ticket, int64_t *code_id)
{
    size_t length = strlen(ticket) / 2;
    uint8_t *sealed = arena_alloc(task->arena, length + 1);
    char *end;
    if (strlen(ticket) > 1000 || !crypto_unhex(ticket, sealed, length))
        return false;
    const char *plain = crypto_open(task->arena, PAPER_CODE, sealed, length);
    if (plain == NULL)
        return false;
    *code_id = strtoll(plain, &end, 10);
    return *end == ':' && strtoll(end + 1, NULL, 10) > clock_now_us() / 1000000;
}

bool paper_ticket_household(struct task *task, const char *ticket, int64_t *household_id,
                            struct refusal *why)
{
    struct db_rows *rows;
    int64_t code_id;
    *household_id = 0;
    if (!read_ticket(task, ticket, &code_id))
        return true;
    if (!db_query(task, &SQL_paper_code_household, DB_ARGS(DB_I64(code_id)), &rows, why))
        return false;
    if (db_count(rows) == 1)
        *household_id = db_i64(rows, 0, PAPER_CODE_HOUSEHOLD_HOUSEHOLD_ID);
    return true;
}

/* ---- opening ---- */

enum { HOUR_S = 3600 };

static bool allow_client(const char *client, struct refusal *why)
{
    static struct rate rate = {.window_ms = INT64_C(1000) * HOUR_S};
    char key[48];
    int64_t most = config_int("MALL_PAPER_TRIES"), wait_s = 1;
    if (rate_allow(&rate, rate_client_key(client, key), most, clock_mono_ms(), &wait_s))
        return true;
    refuse(why, &REFUSAL_TOO_MANY, NULL);
    return refusal_limit(why, "paper_code", most, HOUR_S, wait_s);
}

bool paper_code_open(struct task *task, const char *typed, const char *client,
                     enum paper_outcome *outcome, const char **ticket, struct refusal *why)
{
    struct crypto_lookup hashes[CRYPTO_KEYS_MAX];
    struct db_rows *rows;
    *ticket = NULL;
    *outcome = PAPER_TOO_OFTEN;
    if (!allow_client(client, why))
        return true;
    *outcome = PAPER_UNKNOWN;
    int count = hash_typed(typed, hashes);
    if (count == 0)
        return true;
    if (!db_query(task, &SQL_paper_code_use, DB_ARGS(DB_COLUMN_HASH(hashes, count, hash)), &rows,
                  why))
        return false;
    if (db_count(rows) == 0)
        return true;
    bool valid = db_bool(rows, 0, PAPER_CODE_USE_VALID);
    *outcome = valid ? PAPER_OPENED : PAPER_OVER;
    if (valid)
        *ticket = make_ticket(task, db_i64(rows, 0, PAPER_CODE_USE_CODE_ID));
    return note(task, NOBODY, "paper", db_i64(rows, 0, PAPER_CODE_USE_HOUSEHOLD_ID),
                db_text(rows, 0, PAPER_CODE_USE_COUNTY_CODE), valid ? "statement" : "", why);
}
