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

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/* The content of a row whose stamped columns were read one by one, which costs the database little
 * more than half: as record_send() gives it of the table's name (NULL: of none) and of `count`
 * columns, from `first` on, in the order in which stamp_bytes() has them. In the arena. */
void *stamp_content(struct arena *arena, const char *table, const struct db_rows *rows, int row,
                    int first, int count, size_t *length);

/* A field of a row's content: as PostgreSQL sends its type; NULL = null. */
struct stamp_field {
    const uint8_t *bytes;
    size_t length;
};
/* The fields of a row's content, the table's name first; how many it has, at most `most`, and 0
 * when it is no row's content. They lie within it. */
int stamp_read(const void *content, size_t length, struct stamp_field *fields, int most);
/* A whole number of eight, four or two bytes, or a moment in microseconds since 2000; 0 = null. */
int64_t stamp_field_i64(const struct stamp_field *field);
/* Whether it is this text. */
bool stamp_field_is(const struct stamp_field *field, const char *text);

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
