/* PostgreSQL: a pool of non-blocking connections in pipeline mode, statements prepared lazily per
 * connection.
 *
 * - db_query() runs one statement on a connection shared with other requests (each statement is its
 *   own transaction; those of DB_FAST are pipelined). Use it for reads and for writes that are one
 *   statement. A
 *   statement whose first word is `select` is taken for a read that changes nothing and may be
 *   repeated (it is, when its connection dies); write a change that must begin with a query as
 *   `with ...`.
 * - db_transact() gives the body a connection of its own between BEGIN and COMMIT, for as short as
 *   it can, and runs the body again when PostgreSQL asks for it (40001, 40P01) or goes away before
 *   COMMIT; at most 5 times, jittered. The body must have no effect outside the database.
 * - No connection may be held across an outbound call: fetch() inside a body asserts.
 *
 * Constraint violations become the refusal that db_map_constraints() names for the constraint,
 * otherwise REFUSAL_INTERNAL and a log line. When the answer to COMMIT is lost the refusal is
 * DB_COMMIT_UNKNOWN: the caller asks by its key, it never repeats blindly. The pool reconnects with
 * back-off; meanwhile calls wait, at most `queue_limit` of them, until it is clear that the server
 * is away (db_is_away()). When a task is cancelled or its deadline passes its statement is
 * cancelled at the server, or taken out of the queue when it was not sent. A connection whose
 * statement ran into the server's limit, or goes on though it was cancelled, is closed.
 */
#ifndef BASE_DB_H
#define BASE_DB_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/refusal.h"
#include "base/sql.h"
#include "base/task.h"

/* 503 commit_unknown: the connection was lost while COMMIT was on its way. */
extern const struct refusal_kind DB_COMMIT_UNKNOWN;

/* 409 twin: the same wish was granted to somebody else at the same moment; see
 * db_map_constraints(). */
extern const struct refusal_kind DB_TWIN;

/* Kinds of connections, so that nothing stands behind what is slower than itself. A class says how
 * its statements are planned, too. DB_FAST, DB_LANE and DB_WORK: once, for any parameters, and
 * never by reading a table whole where an index could serve, so that a plan made while a table was
 * small holds when it has grown; their statements name an index that serves whatever is bound. The
 * others: anew each time for what is bound, as what they read depends on it. */
enum db_class {
    DB_FAST,   /* point reads and short writes: pipelined, many on one connection */
    DB_SLOW,   /* lists, and other reads of more than a few rows */
    DB_LANE,   /* group commit, see base/lane.h */
    DB_SEARCH, /* searches: how many wait is bounded */
    DB_REPORT, /* board, figures, exports, imports, bills: what takes seconds */
    DB_WORK,   /* timed work */
    DB_AUDIT,  /* the checks of the books: nobody's request, so without its time limit */
    DB_CLASSES
};

enum db_type {
    DB_NULL_,
    DB_I64_,
    DB_BOOL_,
    DB_TEXT_,
    DB_BYTES_,
    DB_I64S_,
    DB_TEXTS_,
    DB_BYTESS_,
    DB_BOOLS_
};

/* One bound parameter. Integers, booleans and texts are sent as text, so that any type the
 * statement gives them fits; bytes binary; arrays binary as int8[] / text[] / bytea[] / bool[]
 * (write $1::bigint[] in SQL, other element types by a second cast: $1::text[]::date[]). */
struct db_value {
    enum db_type type;
    int64_t integer;     /* DB_I64_, DB_BOOL_ */
    const void *pointer; /* text, bytes, or array; NULL text or bytes = SQL null */
    size_t length;       /* bytes of DB_BYTES_, elements of an array */
    /* Arrays: element i begins `offset + i * stride` bytes behind `pointer`. */
    uint32_t offset, stride;
    uint32_t width; /* DB_I64S_: bytes of a number, 8 or 4. DB_TEXTS_: > 0 = the text stands in the
                       struct. DB_BYTESS_: bytes of an element that stands there itself, 0 = there
                       stands a pointer to it */
    uint32_t length_offset; /* DB_BYTESS_ of pointers: the length of element i, a size_t, stands */
    const void *lengths;    /* `length_offset + i * stride` bytes behind `lengths` */
};

#define DB_NULL ((struct db_value){.type = DB_NULL_})
#define DB_I64(x) ((struct db_value){.type = DB_I64_, .integer = (x)})
#define DB_BOOL(x) ((struct db_value){.type = DB_BOOL_, .integer = (x)})
/* NULL pointer = SQL null */
#define DB_TEXT(s) ((struct db_value){.type = DB_TEXT_, .pointer = (s)})
#define DB_BYTES(p, n) ((struct db_value){.type = DB_BYTES_, .pointer = (p), .length = (n)})
/* const int64_t * */
#define DB_I64S(p, n) DB_ARRAY_(DB_I64S_, p, n, sizeof(int64_t), .width = sizeof(int64_t))
/* const char *const *; NULL element = null */
#define DB_TEXTS(p, n) DB_ARRAY_(DB_TEXTS_, p, n, sizeof(char *), .width = 0)
/* const void *const * and const size_t *; NULL element = null */
#define DB_BYTESS(p, l, n) DB_ARRAY_(DB_BYTESS_, p, n, sizeof(void *), .lengths = (l))
/* const bool * */
#define DB_BOOLS(p, n) DB_ARRAY_(DB_BOOLS_, p, n, sizeof(bool), .width = 0)

/* One member of `n` structs that stand one behind the other from `items` on, as an array: nothing
 * is copied together first. A member of another type does not compile.
 *
 *     DB_ARGS(DB_COLUMN_I64(lines, n, sku_id), DB_COLUMN_TEXT(lines, n, title))
 */
/* int64_t or int */
#define DB_COLUMN_I64(items, n, member)                                                            \
    DB_COLUMN_(DB_I64S_, items, n, member, .width = _Generic((items)->member, int64_t : 8, int : 4))
/* const char * or char *; NULL = null */
#define DB_COLUMN_TEXT(items, n, member)                                                           \
    DB_COLUMN_(DB_TEXTS_, items, n, member,                                                        \
               .width = _Generic(&(items)->member, const char ** : 0, const char *const * : 0,     \
                                 char ** : 0, char *const * : 0))
/* char[]: a text that stands in the struct itself; never null */
#define DB_COLUMN_CHARS(items, n, member)                                                          \
    DB_COLUMN_(DB_TEXTS_, items, n, member,                                                        \
               .width = _Generic(&(items)->member[0], char * : sizeof((items)->member)))
/* bool */
#define DB_COLUMN_BOOL(items, n, member)                                                           \
    DB_COLUMN_(DB_BOOLS_, items, n, member, .width = _Generic((items)->member, bool : 0))
/* A pointer (NULL = null) and a size_t beside it. */
#define DB_COLUMN_BYTES(items, n, member, length_member)                                           \
    DB_COLUMN_(DB_BYTESS_, items, n, member, .lengths = (items),                                   \
               .length_offset = _Generic((items)->length_member, size_t                            \
                                         : offsetof(__typeof__(*(items)), length_member)))
/* Bytes that stand in the struct itself, all of the member: a hash. */
#define DB_COLUMN_HASH(items, n, member)                                                           \
    DB_COLUMN_(DB_BYTESS_, items, n, member, .width = sizeof((items)->member))

#define DB_COLUMN_(type_, items_, n_, member_, ...)                                                \
    DB_ARRAY_(type_, items_, n_, sizeof(*(items_)),                                                \
              .offset = offsetof(__typeof__(*(items_)), member_), __VA_ARGS__)
#define DB_ARRAY_(type_, pointer_, n_, stride_, ...)                                               \
    ((struct db_value){.type = (type_),                                                            \
                       .pointer = (pointer_),                                                      \
                       .length = (size_t)(n_),                                                     \
                       .stride = (stride_),                                                        \
                       __VA_ARGS__})

/* Parameters in the order $1..$n; count must equal the statement's param_count (asserted). */
#define DB_ARGS(...)                                                                               \
    (const struct db_value[]){__VA_ARGS__},                                                        \
        (int)(sizeof((const struct db_value[]){__VA_ARGS__}) / sizeof(struct db_value))
#define DB_NO_ARGS NULL, 0

/* A result; lives as long as the task's arena. Values are read by row and column (0-based). */
struct db_rows;
int db_count(const struct db_rows *rows);
int db_columns(const struct db_rows *rows);
int64_t db_affected(const struct db_rows *rows);
bool db_is_null(const struct db_rows *rows, int row, int column);
/* Asserts a whole number; 0 for null. */
int64_t db_i64(const struct db_rows *rows, int row, int column);
/* A column of all rows, whole numbers, as an array in the arena. */
int64_t *db_column(struct arena *arena, const struct db_rows *rows, int column);
bool db_bool(const struct db_rows *rows, int row, int column);
/* NULL for null. */
const char *db_text(const struct db_rows *rows, int row, int column);
/* A bytea, decoded; lives as long as rows. NULL for null. */
const void *db_bytes(const struct db_rows *rows, int row, int column, size_t *length);

/* An array of whole numbers of eight bytes, of a statement with binary columns, in the arena; NULL
 * for null, *count 0. */
int64_t *db_i64s(struct arena *arena, const struct db_rows *rows, int row, int column, int *count);

/* A moment, of a statement with binary columns, in microseconds since 1970; 0 for null. */
int64_t db_us(const struct db_rows *rows, int row, int column);

/* PostgreSQL's number of a column's type. */
uint32_t db_type(const struct db_rows *rows, int column);

/* A row as a JSON object, keyed by column name: int8/int4 -> integer, bool -> boolean, json/jsonb
 * -> nested, timestamptz -> ISO 8601 with offset, text -> string, null -> null. A column named `id`
 * or ending in `_id` becomes a decimal string (ids are opaque strings to users). Columns whose name
 * begins with `_` are left out. New reference. */
json_t *db_row_json(const struct db_rows *rows, int row);
/* All rows as a JSON array. New reference. */
json_t *db_rows_json(const struct db_rows *rows);

struct db_settings {
    const char *conninfo;
    const char *application;     /* application_name of every connection, valid until db_stop() */
    int connections[DB_CLASSES]; /* per class, 1..16; all but those of DB_FAST are made when needed
                                  */
    bool sparing;                /* those of DB_FAST, too, but the first */
    int queue_limit;             /* calls waiting for a connection, beyond it: overloaded */
    int search_limit;            /* those of DB_SEARCH among them, at least 1 */
    int max_rows;             /* a result with more is a programmer's error: refused as internal */
    int statement_timeout_ms; /* of DB_FAST, DB_LANE and DB_SEARCH; DB_SLOW and DB_WORK have 4 x,
                                 DB_REPORT 12 x, DB_AUDIT 720 x */
    /* serve although fsync, full_page_writes or synchronous_commit is off: throw-away data only */
    bool allow_unsafe;
};

/* Starts connecting in the background. The pool lives until db_stop(). */
void db_start(const struct db_settings *settings);
/* Waits until one connection is up (commands call it first); false when the deadline passes or the
 * server refuses us. */
bool db_wait_ready(struct task *task, struct refusal *why);
/* True when a connection of DB_FAST is up (readyz). */
bool db_is_ready(void);
/* True when none has been for half a second and connecting fails: calls of tasks with a deadline
 * are refused at once then, instead of at their deadline. */
bool db_is_away(void);
/* How many connections a class may have. */
int db_connections(enum db_class kind);
void db_stop(void);

/* Names the refusal for a constraint: table of {constraint, kind, field}, ended by {NULL}. Modules
 * register theirs at start. Where the kind is DB_TWIN db_transact() runs the body again, which will
 * then find the row of whoever was first. */
struct db_constraint {
    const char *name;
    const struct refusal_kind *kind;
    const char *field;
};
void db_map_constraints(const struct db_constraint *table);

/* One statement. `out` may be NULL when rows are not wanted. When the connection dies a read is
 * repeated (then unavailable); a write, whose fate is then not known, is refused as
 * DB_COMMIT_UNKNOWN. */
bool db_query(struct task *task, const struct sql *sql, const struct db_value *args, int count,
              struct db_rows **out, struct refusal *why);
bool db_query_class(struct task *task, enum db_class kind, const struct sql *sql,
                    const struct db_value *args, int count, struct db_rows **out,
                    struct refusal *why);

/* A transaction in progress. */
struct db_tx;
/* The task whose transaction it is. */
struct task *db_tx_task(const struct db_tx *tx);
typedef bool db_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why);

/* BEGIN; body; COMMIT. True only when committed. A refusal from the body rolls back. */
bool db_transact(struct task *task, enum db_class kind, db_body *body, void *argument,
                 struct refusal *why);
/* Waits until the disk has all that could be seen when it was called: for who acknowledges what
 * they have only read of what a transaction with db_tx_ahead() wrote. False and why when it is not
 * known. */
bool db_settle(struct task *task, struct refusal *why);
/* One statement inside the transaction, waiting for its result. */
bool db_tx_query(struct db_tx *tx, const struct sql *sql, const struct db_value *args, int count,
                 struct db_rows **out, struct refusal *why);
/* Sends a statement without waiting (same round trip as the next query or the commit); its failure
 * shows there. */
void db_tx_send(struct db_tx *tx, const struct sql *sql, const struct db_value *args, int count);
/* Sends a query without waiting (same round trip as the next db_tx_query()): *out, which must live
 * as long as the body runs, holds its rows once a later db_tx_query() has returned true, not
 * before. */
void db_tx_ask(struct db_tx *tx, const struct sql *sql, const struct db_value *args, int count,
               struct db_rows **out);
/* The same; the rows lie in this arena, wherever the task is when they come. */
void db_tx_ask_in(struct db_tx *tx, struct arena *arena, const struct sql *sql,
                  const struct db_value *args, int count, struct db_rows **out);

/* Hands to the server what was sent so far, without waiting: it works while the body does something
 * else. Whether that went well shows at the next query or wait. */
void db_tx_push(struct db_tx *tx);

/* Waits for the rows asked for with this `out` of db_tx_ask(); what was sent behind it may still be
 * on its way. */
bool db_tx_wait_for(struct db_tx *tx, struct db_rows **out, struct refusal *why);

/* Before its first statement: all that the transaction reads is as it was at one moment, however
 * many statements read it. */
void db_tx_steady(struct db_tx *tx);

/* Told once, when others can see what was committed. */
typedef void db_seen(void *argument);
/* For rows that a crowd wants one after the other: they are let go of, and `seen` is called, before
 * the disk has the commit. db_transact() still is true only when it has. What others make of it
 * meanwhile stands behind it in the log, so that a server that falls has kept a beginning of it
 * all; when it falls between the two, DB_COMMIT_UNKNOWN. */
void db_tx_ahead(struct db_tx *tx, db_seen *seen, void *argument);
/* Sets the transaction's savepoint, or goes back to it: what was sent in between was not done.
 * Sent, not awaited. A statement that fails in between fails the transaction all the same. */
void db_tx_savepoint(struct db_tx *tx);
void db_tx_rollback_to_savepoint(struct db_tx *tx);

/* Waits until all that was sent has been answered. */
bool db_tx_wait(struct db_tx *tx, struct refusal *why);

/* Statements that are not embedded (migrations, schema dump, tests): simple protocol, own
 * connection, may hold several statements. `conninfo` NULL = the pool's. The first error ends it;
 * `why` tells SQLSTATE and message in its detail (developers' tool). */
bool db_script(struct task *task, const char *conninfo, const char *text, struct refusal *why);

/* LISTEN, on a connection of its own: calls back from the loop for each notification on `channel`
 * (small letters and _; at most 16 in all). A hint only. After a reconnect, when some may have been
 * missed, each callback is called once with an empty payload. db_stop() forgets all channels; the
 * same channel and callback twice count once. */
void db_listen(const char *channel, void (*callback)(const char *payload, void *argument),
               void *argument);

#endif
