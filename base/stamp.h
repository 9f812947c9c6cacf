/* Stamps of rows: sixteen bytes in a row of what must not change, under a key that stands in no
 * table, so that a row which was changed by other hands than the program's does not fit its stamp.
 *
 * A stamp is the first half of SHA-256(stamp key, content). The content is what PostgreSQL's
 * record_send() gives of a row that begins with the table's name (so that no row's stamp is
 * another's): four bytes with the number of fields, and for each field its type's number, its
 * length (-1 = null) and its bytes, all in network order. `stamp_bytes(row)` in the database makes
 * it of a row as it stands; that function says which columns are stamped. Those that change by
 * rule - states, their times, sums of what was refunded - are not: the audit holds them against the
 * moves and rows they come from. Sealed fields are not either: they must open (base/crypto.h).
 *
 * Stamps are made in the statement that writes the row or the next one, with the key as a parameter
 * (`row_stamp($1, record_send(row(...)))`), or here where every microsecond counts. The key is made
 * at random with the first use of a database and kept there, sealed under the master key: who has
 * tables, dumps or files alone cannot stamp, and for a new master key one row is sealed anew. Who
 * can read the parameters of running statements, as the server's administrator can arrange, could.
 */
#ifndef BASE_STAMP_H
#define BASE_STAMP_H

#include <endian.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "base/db.h"

enum { STAMP_BYTES = 16 };

/* Where the key is sealed, for what walks all sealed fields (base/sealed.h). */
struct sealed_table;
extern const struct sealed_table STAMP_KEY_SEALED;

/* Reads the database's key, or makes it when it has none. Once in every process before it writes,
 * and behind key_check(). KEY_WRONG (base/key_check.h) when it does not open. */
bool stamp_start(struct task *task, struct refusal *why);

/* The key as a statement's parameter; asserts that it was read. */
struct db_value stamp_key(void);

/* Stamps all rows of the modules' tables (ended by NULL) that have no stamp - those that were
 * written before there were stamps - and, with `anew`, also those that do not fit theirs. As the
 * tables' owner. */
struct module;
bool stamp_all(struct task *task, const struct module *const *modules, bool anew, int64_t *stamped,
               struct refusal *why);

/* ---- a row read with its stamp: `stamp_bytes(row)` in the database gave its content ---- */

/* Whether a row's content fits its stamp; NULL = the row has none. */
bool stamp_fits(const void *content, size_t length, const void *stamp, size_t stamp_length);

/* A field of a row's content: as PostgreSQL sends its type; NULL = null. */
struct stamp_field {
    const uint8_t *bytes;
    size_t length;
};

/* The content of a row whose stamped columns were read one by one, which costs the database little
 * more than half: as record_send() gives it of the table's name (NULL: of none) and of `count`
 * columns, from `first` on, in the order in which stamp_bytes() has them. Its fields, behind the
 * name, lie within `rows`; the content stays until the next stamp is made or looked at. */
enum { STAMP_FIELDS_MAX = 24 };
struct stamp_row {
    const uint8_t *content;
    size_t length;
    struct stamp_field fields[STAMP_FIELDS_MAX];
    int count;
};
void stamp_row_read(struct stamp_row *out, const char *table, const struct db_rows *rows, int row,
                    int first, int count);
/* The same content, in the arena. */
void *stamp_content(struct arena *arena, const char *table, const struct db_rows *rows, int row,
                    int first, int count, size_t *length);

/* The fields of a row's content, the table's name first; how many it has, at most `most`, and 0
 * when it is no row's content. They lie within it. */
int stamp_read(const void *content, size_t length, struct stamp_field *fields, int most);

/* A whole number of eight, four or two bytes, or a moment in microseconds since 2000; 0 = null. */
static inline int64_t stamp_field_i64(const struct stamp_field *field)
{
    uint64_t value;
    if (field->length == sizeof(value)) {
        memcpy(&value, field->bytes, sizeof(value));
        return (int64_t)be64toh(value);
    }
    value = field->length > 0 && (field->bytes[0] & 0x80) != 0 ? UINT64_MAX : 0;
    for (size_t i = 0; i < field->length; i++)
        value = value << 8 | field->bytes[i];
    return (int64_t)value;
}

/* Whether both are the same bytes. */
static inline bool stamp_field_same(const struct stamp_field *a, const struct stamp_field *b)
{
    return a->length == b->length && (a->length == 0 || memcmp(a->bytes, b->bytes, a->length) == 0);
}

/* Whether it is this text. Here, as the length of a literal is then known where it is asked. */
static inline bool stamp_field_is(const struct stamp_field *field, const char *text)
{
    size_t length = strlen(text);
    return field->length == length && (length == 0 || memcmp(field->bytes, text, length) == 0);
}

/* ---- a stamp made here: begin, all fields in their order, end. No waiting in between. ---- */

/* A row of `fields` columns behind the table's name. */
void stamp_begin(const char *table, int fields);
void stamp_i32(int32_t value);
void stamp_i64(int64_t value);
void stamp_text(const char *text); /* NULL = null */
void stamp_bytes(const void *bytes, size_t length);
/* A field of bytes that are rows themselves: open, stamp_row() and its fields for each, close. */
size_t stamp_open(void);
void stamp_row(int fields);
void stamp_close(size_t opened);
void stamp_end(uint8_t stamp[STAMP_BYTES]);

#endif
