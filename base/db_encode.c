#include "base/db_encode.h"

#include <arpa/inet.h>
#include <assert.h>
#include <endian.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Far above what a batch needs, far below where PostgreSQL refuses a value (1 GiB). */
static const size_t ARRAY_BYTES_MAX = (size_t)64 * 1024 * 1024;

/* Type oids of src/include/catalog/pg_type.dat; fixed for ever. */
enum { OID_BOOL = 16, OID_BYTEA = 17, OID_INT8 = 20, OID_TEXT = 25 };

static bool is_array(enum db_type type)
{
    return type == DB_I64S_ || type == DB_TEXTS_ || type == DB_BYTESS_ || type == DB_BOOLS_;
}

static uint32_t element_oid(enum db_type type)
{
    switch (type) {
    case DB_I64S_:
        return OID_INT8;
    case DB_TEXTS_:
        return OID_TEXT;
    case DB_BYTESS_:
        return OID_BYTEA;
    default:
        return OID_BOOL;
    }
}

/* One element: its bytes, NULL for an SQL null. `scratch` holds numbers in network order. */
static const void *element(const struct db_value *array, size_t index, uint64_t *scratch,
                           size_t *length)
{
    size_t step = index * array->stride;
    const char *at = (const char *)array->pointer + array->offset + step, *text;
    switch (array->type) {
    case DB_I64S_:
        *scratch =
            htobe64((uint64_t)(array->width == 4 ? *(const int32_t *)at : *(const int64_t *)at));
        *length = sizeof *scratch;
        return scratch;
    case DB_BOOLS_:
        *(unsigned char *)scratch = *(const bool *)at;
        *length = 1;
        return scratch;
    case DB_TEXTS_:
        text = array->width > 0 ? at : *(const char *const *)at;
        *length = text == NULL ? 0 : strlen(text);
        return text;
    default:
        if (array->width > 0) {
            *length = array->width;
            return at;
        }
        *length = *(const size_t *)((const char *)array->lengths + array->length_offset + step);
        return *(const void *const *)at;
    }
}

static char *put_u32(char *at, uint32_t value)
{
    value = htonl(value);
    memcpy(at, &value, sizeof value);
    return at + sizeof value;
}

/* Writes the array behind `at` and returns the end; only measures when `at` is NULL. */
static size_t put_array(char *at, const struct db_value *array)
{
    enum { HEAD = 12, DIMENSION = 8 };
    if (array->length == 0) {
        if (at != NULL)
            put_u32(put_u32(put_u32(at, 0), 0), element_oid(array->type));
        return HEAD;
    }
    char *begin = at;
    bool has_null = false;
    size_t size = HEAD + DIMENSION;
    at = at == NULL ? NULL : at + size;
    for (size_t i = 0; i < array->length; i++) {
        uint64_t scratch;
        size_t length;
        const void *bytes = element(array, i, &scratch, &length);
        length = bytes == NULL ? 0 : length;
        has_null |= bytes == NULL;
        size += 4 + length;
        if (at != NULL) {
            at = put_u32(at, bytes == NULL ? UINT32_MAX : (uint32_t)length);
            if (length > 0)
                memcpy(at, bytes, length);
            at += length;
        }
        assert(size <= ARRAY_BYTES_MAX && "an array parameter is too large");
    }
    if (begin != NULL) {
        begin = put_u32(put_u32(put_u32(begin, 1), has_null), element_oid(array->type));
        put_u32(put_u32(begin, (uint32_t)array->length), 1);
    }
    return size;
}

static void set(struct db_params *params, int index, const char *value, size_t length, int format)
{
    params->values[index] = value;
    params->lengths[index] = (int)length;
    params->formats[index] = format;
}

static void put_scalar(struct db_params *params, int index, const struct db_value *value)
{
    switch (value->type) {
    case DB_I64_:
        snprintf(params->numbers[index], sizeof params->numbers[index], "%" PRId64, value->integer);
        set(params, index, params->numbers[index], 0, 0);
        break;
    case DB_BOOL_:
        set(params, index, value->integer != 0 ? "t" : "f", 0, 0);
        break;
    case DB_TEXT_:
        set(params, index, value->pointer, 0, 0);
        break;
    case DB_BYTES_:
        assert(value->length <= ARRAY_BYTES_MAX);
        set(params, index, value->pointer, value->length, 1);
        break;
    default:
        set(params, index, NULL, 0, 0);
        break;
    }
}

void db_params_init(struct db_params *params, const struct db_value *args, int count)
{
    assert(count <= DB_PARAMS_MAX);
    size_t bytes = 0;
    for (int i = 0; i < count; i++)
        bytes += is_array(args[i].type) ? put_array(NULL, &args[i]) : 0;
    params->arrays = bytes == 0 ? NULL : malloc(bytes);
    if (bytes > 0 && params->arrays == NULL)
        abort();
    char *at = params->arrays;
    for (int i = 0; i < count; i++) {
        if (!is_array(args[i].type)) {
            put_scalar(params, i, &args[i]);
            continue;
        }
        size_t length = put_array(at, &args[i]);
        set(params, i, at, length, 1);
        at += length;
    }
}

void db_params_release(struct db_params *params)
{
    free(params->arrays);
    params->arrays = NULL;
}
