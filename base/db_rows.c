#include "base/db_rows.h"

#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"

/* What is asked for with each value is kept: libpq looks it up in calls that cannot be inlined. */
struct db_rows {
    PGresult *result;
    struct arena *arena;
    int count, columns;
    bool is_binary;
    uint32_t *types; /* of binary columns; NULL = they are text */
};

/* Type oids of src/include/catalog/pg_type.dat; fixed for ever. */
enum {
    OID_BOOL = 16,
    OID_INT8 = 20,
    OID_INT2 = 21,
    OID_INT4 = 23,
    OID_JSON = 114,
    OID_TIMESTAMPTZ = 1184,
    OID_JSONB = 3802
};

static void clear(void *result)
{
    PQclear(result);
}

bool db_rows_fit(const struct sql *sql, const PGresult *result)
{
    if (sql->columns != NULL && PQnfields(result) != sql->column_count)
        return false;
    const char *told = PQcmdTuples((PGresult *)(uintptr_t)result);
    return PQresultStatus(result) != PGRES_TUPLES_OK || told[0] == '\0' ||
           strtoll(told, NULL, 10) == PQntuples(result);
}

struct db_rows *db_rows_new(struct arena *arena, const struct sql *sql, PGresult *result)
{
    assert(sql->columns == NULL || PQnfields(result) == sql->column_count);
    struct db_rows *rows = arena_alloc(arena, sizeof *rows);
    rows->result = result;
    rows->arena = arena;
    rows->count = PQntuples(result);
    rows->columns = PQnfields(result);
    rows->is_binary = rows->columns > 0 && PQfformat(result, 0) != 0;
    rows->types =
        rows->is_binary ? arena_array(arena, (size_t)rows->columns, sizeof(*rows->types)) : NULL;
    for (int i = 0; rows->is_binary && i < rows->columns; i++)
        rows->types[i] = PQftype(result, i);
    arena_defer(arena, clear, result);
    return rows;
}

int db_count(const struct db_rows *rows)
{
    return rows->count;
}

int db_columns(const struct db_rows *rows)
{
    return rows->columns;
}

int64_t db_affected(const struct db_rows *rows)
{
    return strtoll(PQcmdTuples(rows->result), NULL, 10);
}

static inline void assert_place(const struct db_rows *rows, int row, int column)
{
    assert(row >= 0 && row < rows->count && "no such row");
    assert(column >= 0 && column < rows->columns && "no such column");
}

bool db_is_null(const struct db_rows *rows, int row, int column)
{
    assert_place(rows, row, column);
    return PQgetisnull(rows->result, row, column) != 0;
}

const char *db_text(const struct db_rows *rows, int row, int column)
{
    return db_is_null(rows, row, column) ? NULL : PQgetvalue(rows->result, row, column);
}

/* In network order, of two, four or eight bytes. */
static int64_t binary_i64(const unsigned char *bytes, int length)
{
    assert((length == 2 || length == 4 || length == 8) && "the column is no whole number");
    uint64_t value = (bytes[0] & 0x80) != 0 ? UINT64_MAX : 0;
    if (length == 8) {
        memcpy(&value, bytes, sizeof(value));
        return (int64_t)be64toh(value);
    }
    for (int i = 0; i < length; i++)
        value = value << 8 | bytes[i];
    return (int64_t)value;
}

int64_t db_i64(const struct db_rows *rows, int row, int column)
{
    assert_place(rows, row, column);
    if (rows->is_binary) {
        int length = PQgetlength(rows->result, row, column); /* 0 of null alone */
        return length == 0
                   ? 0
                   : binary_i64((const unsigned char *)PQgetvalue(rows->result, row, column),
                                length);
    }
    const char *text = db_text(rows, row, column);
    if (text == NULL)
        return 0;
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    assert(errno == 0 && end != text && *end == '\0' && "the column is no whole number");
    return value;
}

int64_t *db_column(struct arena *arena, const struct db_rows *rows, int column)
{
    int count = db_count(rows);
    int64_t *ids = arena_array(arena, (size_t)count, sizeof(*ids));
    for (int i = 0; i < count; i++)
        ids[i] = db_i64(rows, i, column);
    return ids;
}

bool db_bool(const struct db_rows *rows, int row, int column)
{
    const char *text = db_text(rows, row, column);
    if (text == NULL)
        return false;
    if (rows->is_binary)
        return text[0] != 0;
    assert((strcmp(text, "t") == 0 || strcmp(text, "f") == 0) && "the column is no boolean");
    return text[0] == 't';
}

const void *db_bytes(const struct db_rows *rows, int row, int column, size_t *length)
{
    assert_place(rows, row, column);
    *length = rows->is_binary ? (size_t)PQgetlength(rows->result, row, column) : 0;
    if (*length > 0)
        return PQgetvalue(rows->result, row, column);
    const char *text = db_text(rows, row, column);
    if (text == NULL || rows->is_binary)
        return text;
    assert(text[0] == '\\' && text[1] == 'x' && "the column is no bytea");
    const char *digits = text + 2;
    size_t count = strlen(digits) / 2;
    unsigned char *bytes = arena_alloc(rows->arena, count + 1);
    bool hex = crypto_unhex(digits, bytes, count);
    assert(hex && "the column is no bytea");
    (void)hex;
    *length = count;
    return bytes;
}

/* Dimensions, flags, type, and of each dimension length and beginning, then each element behind its
 * length. */
int64_t *db_i64s(struct arena *arena, const struct db_rows *rows, int row, int column, int *count)
{
    enum { LENGTH_AT = 12, HEAD = 20, ELEMENT = 12 };
    size_t length;
    const unsigned char *bytes = db_bytes(rows, row, column, &length);
    *count = 0;
    assert(rows->is_binary && "read an array where it comes as bytes");
    if (bytes == NULL)
        return NULL;
    bool has_any = length >= HEAD && binary_i64(bytes, 4) == 1;
    int64_t most = has_any ? binary_i64(bytes + LENGTH_AT, 4) : 0;
    int64_t *numbers = arena_array(arena, (size_t)most + 1, sizeof(*numbers));
    const unsigned char *at = bytes + HEAD;
    for (; *count < most && at + ELEMENT <= bytes + length; at += ELEMENT) {
        assert(binary_i64(at, 4) == 8 && "a null, or a number of another length");
        numbers[(*count)++] = binary_i64(at + 4, 8);
    }
    return numbers;
}

int64_t db_us(const struct db_rows *rows, int row, int column)
{
    static const int64_t EPOCH_US = INT64_C(946684800000000); /* PostgreSQL counts from 2000 on */
    size_t length;
    assert(rows->is_binary && db_type(rows, column) == OID_TIMESTAMPTZ);
    const void *bytes = db_bytes(rows, row, column, &length);
    return length == 0 ? 0 : binary_i64(bytes, (int)length) + EPOCH_US;
}

uint32_t db_type(const struct db_rows *rows, int column)
{
    assert(column >= 0 && column < rows->columns && "no such column");
    return rows->types != NULL ? rows->types[column] : PQftype(rows->result, column);
}

/* ---- JSON ---- */

static bool is_id(const char *name)
{
    size_t length = strlen(name);
    return strcmp(name, "id") == 0 || (length > 3 && strcmp(name + length - 3, "_id") == 0);
}

/* "2026-11-22 01:02:03.123456+00" -> "2026-11-22T01:02:03.123456+00:00" (ISO 8601); the session's
 * zone is UTC. */
static json_t *timestamp_json(const char *text)
{
    char iso[48];
    size_t length = strlen(text);
    char *blank;
    assert(length + 4 < sizeof iso);
    memcpy(iso, text, length + 1);
    if ((blank = strchr(iso, ' ')) == NULL)
        return json_string(iso); /* infinity */
    *blank = 'T';
    if (length > 3 && (iso[length - 3] == '+' || iso[length - 3] == '-'))
        memcpy(iso + length, ":00", 4);
    return json_string(iso);
}

static json_t *value_json(const struct db_rows *rows, int row, int column)
{
    const char *text = db_text(rows, row, column);
    if (text == NULL)
        return json_null();
    if (is_id(PQfname(rows->result, column)))
        return json_string(text);
    switch (PQftype(rows->result, column)) {
    case OID_BOOL:
        return json_boolean(db_bool(rows, row, column));
    case OID_INT2:
    case OID_INT4:
    case OID_INT8:
        return json_integer(db_i64(rows, row, column));
    case OID_JSON:
    case OID_JSONB:
        return json_loads(text, JSON_DECODE_ANY, NULL);
    case OID_TIMESTAMPTZ:
        return timestamp_json(text);
    default:
        return json_string(text);
    }
}

json_t *db_row_json(const struct db_rows *rows, int row)
{
    json_t *object = json_object();
    for (int column = 0; column < db_columns(rows); column++) {
        const char *name = PQfname(rows->result, column);
        if (name[0] == '_')
            continue;
        json_t *value = value_json(rows, row, column);
        /* NULL: text that is no UTF-8 or JSON that is none, which PostgreSQL does not store */
        assert(value != NULL && "a column that cannot be said in JSON");
        int set = json_object_set_new(object, name, value);
        assert(set == 0);
        (void)set;
    }
    return object;
}

json_t *db_rows_json(const struct db_rows *rows)
{
    json_t *array = json_array();
    for (int row = 0; row < db_count(rows); row++)
        json_array_append_new(array, db_row_json(rows, row));
    return array;
}
