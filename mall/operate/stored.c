#include "mall/operate/stored.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/crypto.h"
#include "base/stamp.h"
#include "gen/mall/operate/sql.h"

enum { PIECE_BYTES = 256 * 1024 };

#define UPLOAD "import.upload"

/* A piece is large: few at a time. */
enum { PIECES_A_CHUNK = 16 };

static const struct sealed_table PIECES = {
    .name = "stored_part",
    .parts = true,
    .chunk = PIECES_A_CHUNK,
    .read = &SQL_sealed_part_read,
    .write = &SQL_sealed_part_write,
    .fields = {{.column = "bytes", .field = UPLOAD}, {.column = NULL}}};

const struct sealed_table *const STORED_SEALED[] = {&PIECES, &STAMP_KEY_SEALED, NULL};

/* ---- scratch ---- */

static bool refuse_disk(struct refusal *why)
{
    return refuse_detail(why, &REFUSAL_UNAVAILABLE, NULL, "服务器的磁盘写不进文件");
}

FILE *stored_scratch(struct refusal *why)
{
    FILE *file = tmpfile();
    if (file == NULL)
        refuse_disk(why);
    return file;
}

const char *stored_scratch_path(struct task *task, FILE *file)
{
    return arena_printf(task->arena, "/proc/self/fd/%d", fileno(file));
}

/* ---- saving ---- */

static bool save_piece(struct task *task, int64_t file_id, int place, const char *bytes,
                       size_t length, struct refusal *why)
{
    return db_query_class(task, DB_REPORT, &SQL_stored_add,
                          DB_ARGS(DB_I64(file_id), DB_I64(place), DB_BYTES(bytes, length)), NULL,
                          why);
}

bool stored_save(struct task *task, int64_t file_id, FILE *file, int64_t *length,
                 struct refusal *why)
{
    char *piece = arena_alloc(task->arena, PIECE_BYTES);
    size_t got;
    *length = 0;
    rewind(file);
    if (!db_query_class(task, DB_REPORT, &SQL_stored_clear, DB_ARGS(DB_I64(file_id)), NULL, why))
        return false;
    for (int place = 0; (got = fread(piece, 1, PIECE_BYTES, file)) > 0; place++) {
        *length += (int64_t)got;
        if (*length > STORED_MAX)
            return refuse_detail(why, &REFUSAL_TOO_LARGE, NULL, "文件太大，请缩小范围再导出");
        if (!save_piece(task, file_id, place, piece, got, why))
            return false;
    }
    return !ferror(file) || refuse_disk(why);
}

bool stored_save_sealed(struct db_tx *tx, int64_t file_id, const char *text, size_t length,
                        struct refusal *why)
{
    int place = 0;
    for (size_t at = 0; at < length; at += PIECE_BYTES, place++) {
        struct arena *arena = arena_new(ARENA_LIMIT_DEFAULT);
        size_t rest = length - at < PIECE_BYTES ? length - at : PIECE_BYTES, sealed_length;
        const char *piece = arena_memdup(arena, text + at, rest);
        const uint8_t *sealed =
            crypto_seal_at(arena, CRYPTO_PART(UPLOAD, file_id, place), piece, &sealed_length);
        bool ok = db_tx_query(
            tx, &SQL_stored_add,
            DB_ARGS(DB_I64(file_id), DB_I64(place), DB_BYTES(sealed, sealed_length)), NULL, why);
        arena_free(arena);
        if (!ok)
            return false;
    }
    return true;
}

/* ---- reading ---- */

/* *bytes NULL behind the last piece. */
static bool read_piece(struct task *task, int64_t file_id, int place, const void **bytes,
                       size_t *length, struct refusal *why)
{
    struct db_rows *rows;
    *bytes = NULL;
    if (!db_query_class(task, DB_REPORT, &SQL_stored_piece, DB_ARGS(DB_I64(file_id), DB_I64(place)),
                        &rows, why))
        return false;
    if (db_count(rows) > 0)
        *bytes = db_bytes(rows, 0, STORED_PIECE_BYTES, length);
    return true;
}

/* Each piece in an arena of its own, so that only one is in memory twice. */
static bool each_piece(struct task *task, int64_t file_id, FILE *out, bool sealed, int *count,
                       struct refusal *why)
{
    struct arena *outer = task->arena;
    bool ok = true, more = true;
    for (*count = 0; ok && more; *count += more) {
        const void *bytes;
        size_t length;
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        ok = read_piece(task, file_id, *count, &bytes, &length, why);
        more = ok && bytes != NULL;
        if (more && sealed) {
            bytes =
                crypto_open_at(task->arena, CRYPTO_PART(UPLOAD, file_id, *count), bytes, length);
            length = bytes != NULL ? strlen(bytes) : 0;
            ok = bytes != NULL || refuse(why, &REFUSAL_INTERNAL, NULL);
        }
        if (ok && more && fwrite(bytes, 1, length, out) != length)
            ok = refuse_disk(why);
        arena_free(task->arena);
        task->arena = outer;
    }
    return ok && (*count > 0 ||
                  refuse_detail(why, &REFUSAL_NOT_FOUND, NULL, "文件已经过了保存时间，请重新导出"));
}

bool stored_load(struct task *task, int64_t file_id, char **bytes, size_t *length,
                 struct refusal *why)
{
    int count;
    *bytes = NULL;
    FILE *out = open_memstream(bytes, length);
    if (out == NULL)
        abort();
    bool ok = each_piece(task, file_id, out, false, &count, why);
    fclose(out);
    if (!ok) {
        free(*bytes);
        *bytes = NULL;
    }
    return ok;
}

bool stored_open_sealed(struct task *task, int64_t file_id, FILE *out, struct refusal *why)
{
    int count;
    return each_piece(task, file_id, out, true, &count, why);
}
