#include "base/stamp.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/key_check.h"
#include "base/module.h"
#include "base/sealed.h"
#include "gen/base/sql.h"

enum { KEY_BYTES = 32 };

/* PostgreSQL's numbers of types. */
enum { TYPE_BYTEA = 17, TYPE_INT8 = 20, TYPE_INT4 = 23, TYPE_TEXT = 25 };

static uint8_t the_key[KEY_BYTES];
static bool is_ready;

/* ---- the key ---- */

#define FIELD "stamp_key"
#define PLACE CRYPTO_PLACE(FIELD, 1)

const struct sealed_table STAMP_KEY_SEALED = {
    .name = "stamp_key",
    .read = &SQL_sealed_stamp_key_read,
    .write = &SQL_sealed_stamp_key_write,
    .fields = {{.column = "key_sealed", .field = FIELD}, {.column = NULL}}};

/* Whoever comes second keeps nothing and reads what the first one kept. */
static bool make_key(struct task *task, struct refusal *why)
{
    uint8_t fresh[KEY_BYTES];
    char hex[2 * KEY_BYTES + 1];
    size_t length;
    crypto_random(fresh, sizeof(fresh));
    const uint8_t *sealed =
        crypto_seal_at(task->arena, PLACE, crypto_hex(fresh, sizeof(fresh), hex), &length);
    explicit_bzero(fresh, sizeof(fresh));
    explicit_bzero(hex, sizeof(hex));
    return db_query(task, &SQL_stamp_key_add, DB_ARGS(DB_BYTES(sealed, length)), NULL, why);
}

static bool open_key(struct task *task, const struct db_rows *rows, struct refusal *why)
{
    size_t length;
    const void *sealed = db_bytes(rows, 0, STAMP_KEY_FIND_KEY_SEALED, &length);
    char *hex = crypto_open_at(task->arena, PLACE, sealed, length);
    is_ready = hex != NULL && strlen(hex) == sizeof(the_key) * 2 &&
               crypto_unhex(hex, the_key, sizeof(the_key));
    if (hex != NULL)
        explicit_bzero(hex, strlen(hex));
    return is_ready || refuse_detail(why, &KEY_WRONG, "key",
                                     "the database's stamp key does not open under the keys given");
}

bool stamp_start(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_stamp_key_find, DB_NO_ARGS, &rows, why))
        return false;
    if (db_count(rows) == 0 &&
        (!make_key(task, why) || !db_query(task, &SQL_stamp_key_find, DB_NO_ARGS, &rows, why)))
        return false;
    return open_key(task, rows, why);
}

struct db_value stamp_key(void)
{
    assert(is_ready && "stamp_start() comes before what writes");
    return DB_BYTES(the_key, sizeof(the_key));
}

/* ---- rows that have none ---- */

/* Every such statement has this column alone. */
enum { STAMPED };

static bool stamp_folder(struct task *task, const struct sql *sql, bool anew, int64_t *stamped,
                         struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_AUDIT, sql, DB_ARGS(stamp_key(), DB_BOOL(anew)), &rows, why))
        return false;
    *stamped += db_i64(rows, 0, STAMPED);
    return true;
}

bool stamp_all(struct task *task, const struct module *const *modules, bool anew, int64_t *stamped,
               struct refusal *why)
{
    *stamped = 0;
    if (!stamp_folder(task, &SQL_stamp_base, anew, stamped, why))
        return false;
    for (; *modules != NULL; modules++)
        if ((*modules)->stamps != NULL &&
            !stamp_folder(task, (*modules)->stamps, anew, stamped, why))
            return false;
    return true;
}

/* ---- content ---- */

/* One row at a time, as nobody waits in between; it grows to the largest there was. */
static uint8_t *content;
static size_t used, room;

static uint8_t *more(size_t length)
{
    if (used + length > room) {
        room = (used + length) * 2;
        content = realloc(content, room);
        if (content == NULL)
            abort();
    }
    used += length;
    return content + used - length;
}

static void put_u32(uint8_t *at, uint32_t value)
{
    for (int i = 0; i < 4; i++)
        at[i] = (uint8_t)(value >> (24 - 8 * i));
}

/* Type and length of a field, and room for its bytes. */
static uint8_t *field(uint32_t type, size_t length)
{
    uint8_t *at = more(8 + length);
    put_u32(at, type);
    put_u32(at + 4, (uint32_t)length);
    return at + 8;
}

void stamp_row(int fields)
{
    put_u32(more(4), (uint32_t)fields);
}

void stamp_begin(const char *table, int fields)
{
    assert(is_ready && "stamp_start() comes before what writes");
    used = 0;
    memcpy(more(sizeof(the_key)), the_key, sizeof(the_key));
    stamp_row(fields + 1);
    stamp_text(table);
}

void stamp_i32(int32_t value)
{
    put_u32(field(TYPE_INT4, 4), (uint32_t)value);
}

void stamp_i64(int64_t value)
{
    uint8_t *at = field(TYPE_INT8, 8);
    put_u32(at, (uint32_t)((uint64_t)value >> 32));
    put_u32(at + 4, (uint32_t)value);
}

void stamp_text(const char *text)
{
    size_t length = text != NULL ? strlen(text) : 0;
    uint8_t *at = field(TYPE_TEXT, length);
    if (text == NULL)
        put_u32(at - 4, UINT32_MAX);
    else
        memcpy(at, text, length);
}

void stamp_bytes(const void *bytes, size_t length)
{
    memcpy(field(TYPE_BYTEA, length), bytes, length);
}

size_t stamp_open(void)
{
    field(TYPE_BYTEA, 0);
    return used;
}

void stamp_close(size_t opened)
{
    put_u32(content + opened - 4, (uint32_t)(used - opened));
}

bool stamp_fits(const void *row, size_t length, const void *stamp, size_t stamp_length)
{
    uint8_t digest[32];
    assert(is_ready && "stamp_start() comes before what looks");
    if (stamp == NULL || stamp_length != STAMP_BYTES)
        return false;
    used = 0;
    memcpy(more(sizeof(the_key)), the_key, sizeof(the_key));
    memcpy(more(length), row, length);
    crypto_sha256(content, used, digest);
    return memcmp(stamp, digest, STAMP_BYTES) == 0;
}

/* Type and length of a field; where its bytes go. */
static uint8_t *put_head(uint8_t *at, uint32_t type, uint32_t length)
{
    put_u32(at, type);
    put_u32(at + 4, length);
    return at + 8;
}

void *stamp_content(struct arena *arena, const char *table, const struct db_rows *rows, int row,
                    int first, int count, size_t *length)
{
    size_t name_length = table != NULL ? strlen(table) : 0,
           size = 4 + (table != NULL ? 8 + name_length : 0), bytes;
    for (int i = first; i < first + count; i++) {
        (void)db_bytes(rows, row, i, &bytes);
        size += 8 + bytes;
    }
    uint8_t *whole = arena_alloc(arena, size), *at = whole;
    put_u32(at, (uint32_t)count + (table != NULL));
    at += 4;
    if (table != NULL) {
        at = put_head(at, TYPE_TEXT, (uint32_t)name_length);
        memcpy(at, table, name_length);
        at += name_length;
    }
    for (int i = first; i < first + count; i++) {
        const void *value = db_bytes(rows, row, i, &bytes);
        at = put_head(at, db_type(rows, i), value != NULL ? (uint32_t)bytes : UINT32_MAX);
        if (bytes > 0)
            memcpy(at, value, bytes);
        at += bytes;
    }
    *length = size;
    return whole;
}

static uint32_t get_u32(const uint8_t *at)
{
    return (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];
}

int stamp_read(const void *row, size_t length, struct stamp_field *fields, int most)
{
    const uint8_t *at = row, *end = at + length;
    if (length < 4)
        return 0;
    uint32_t count = get_u32(at);
    at += 4;
    for (uint32_t i = 0; i < count; i++) {
        if (end - at < 8)
            return 0;
        uint32_t bytes = get_u32(at + 4);
        bool is_null = bytes == UINT32_MAX;
        at += 8;
        if (!is_null && (size_t)(end - at) < bytes)
            return 0;
        if ((int)i < most)
            fields[i] = (struct stamp_field){is_null ? NULL : at, is_null ? 0 : bytes};
        at += is_null ? 0 : bytes;
    }
    return (int)count < most ? (int)count : most;
}

int64_t stamp_field_i64(const struct stamp_field *field)
{
    if (field->bytes == NULL || field->length == 0)
        return 0;
    uint64_t value = (field->bytes[0] & 0x80) != 0 ? UINT64_MAX : 0;
    for (size_t i = 0; i < field->length; i++)
        value = value << 8 | field->bytes[i];
    return (int64_t)value;
}

bool stamp_field_is(const struct stamp_field *field, const char *text)
{
    size_t length = strlen(text);
    return field->length == length && (length == 0 || memcmp(field->bytes, text, length) == 0);
}

void stamp_end(uint8_t stamp[STAMP_BYTES])
{
    uint8_t digest[32];
    crypto_sha256(content, used, digest);
    memcpy(stamp, digest, STAMP_BYTES);
}
