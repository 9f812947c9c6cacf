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
    value = htobe32(value);
    memcpy(at, &value, sizeof(value));
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

static void begin_with_key(void)
{
    used = 0;
    memcpy(more(sizeof(the_key)), the_key, sizeof(the_key));
}

void stamp_begin(const char *table, int fields)
{
    assert(is_ready && "stamp_start() comes before what writes");
    begin_with_key();
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
    bool is_behind_key = content != NULL && row == content + sizeof(the_key);
    if (!is_behind_key) {
        begin_with_key();
        memcpy(more(length), row, length);
    }
    crypto_sha256(content, sizeof(the_key) + length, digest);
    return memcmp(stamp, digest, STAMP_BYTES) == 0;
}

/* A field with its head; where the next one goes. */
static uint8_t *put_field(uint8_t *at, uint32_t type, const struct stamp_field *field)
{
    put_u32(at, type);
    put_u32(at + 4, field->bytes != NULL ? (uint32_t)field->length : UINT32_MAX);
    if (field->length > 0)
        memcpy(at + 8, field->bytes, field->length);
    return at + 8 + field->length;
}

void stamp_row_read(struct stamp_row *out, const char *table, const struct db_rows *rows, int row,
                    int first, int count)
{
    int name = table != NULL;
    assert(name + count <= STAMP_FIELDS_MAX);
    out->count = name + count;
    out->length = 4 + (size_t)out->count * 8;
    if (name)
        out->fields[0] = (struct stamp_field){(const uint8_t *)table, strlen(table)};
    for (int i = name; i < out->count; i++)
        out->fields[i].bytes = db_bytes(rows, row, first + i - name, &out->fields[i].length);
    for (int i = 0; i < out->count; i++)
        out->length += out->fields[i].length;
    begin_with_key();
    uint8_t *at = more(out->length);
    out->content = at;
    put_u32(at, (uint32_t)out->count);
    at += 4;
    if (name)
        at = put_field(at, TYPE_TEXT, &out->fields[0]);
    for (int i = name; i < out->count; i++)
        at = put_field(at, db_type(rows, first + i - name), &out->fields[i]);
}

void *stamp_content(struct arena *arena, const char *table, const struct db_rows *rows, int row,
                    int first, int count, size_t *length)
{
    struct stamp_row read;
    stamp_row_read(&read, table, rows, row, first, count);
    *length = read.length;
    return arena_memdup(arena, read.content, read.length);
}

static uint32_t get_u32(const uint8_t *at)
{
    uint32_t value;
    memcpy(&value, at, sizeof(value));
    return be32toh(value);
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

void stamp_end(uint8_t stamp[STAMP_BYTES])
{
    uint8_t digest[32];
    crypto_sha256(content, used, digest);
    memcpy(stamp, digest, STAMP_BYTES);
}
