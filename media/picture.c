#include "media/picture.h"

#include <string.h>

#include "base/crypto.h"
#include "base/id.h"
#include "base/text.h"
#include "gen/media/sql.h"
#include "media/picture_make.h"

const struct refusal_kind PICTURE_QUOTA = {"picture_quota", 429,
                                           "今天上传的照片已到上限，请明天再传"};

enum { HASH_BYTES = 16, HASH_HEX = 32, UNUSED_DAYS = 7 };

static int64_t daily_quota;

void picture_start(int64_t daily)
{
    daily_quota = daily;
}

/* ---- storing ---- */

struct adding {
    const struct picture_upload *upload;
    const struct picture_made *made;
    uint8_t source[32];
    char hash[HASH_HEX + 1];
    int64_t picture_id;
};

static bool find_same(struct task *task, struct adding *adding, struct refusal *why)
{
    struct db_rows *rows;
    adding->picture_id = 0;
    if (!db_query(task, &SQL_picture_of_source,
                  DB_ARGS(DB_I64(adding->upload->organisation_id),
                          DB_BYTES(adding->source, sizeof(adding->source))),
                  &rows, why))
        return false;
    if (db_count(rows) > 0)
        adding->picture_id = db_i64(rows, 0, PICTURE_OF_SOURCE_ID);
    return true;
}

/* When the oldest of them leaves the day is not asked: an hour makes room for some. */
static bool refuse_quota(struct refusal *why)
{
    refuse(why, &PICTURE_QUOTA, NULL);
    return refusal_limit(why, "pictures", daily_quota, 24 * 3600, 3600);
}

static bool check_quota(struct task *task, const struct adding *adding, struct refusal *why)
{
    struct db_rows *rows;
    return db_query(task, &SQL_picture_count_day,
                    DB_ARGS(DB_I64(adding->upload->organisation_id), DB_I64(daily_quota)), &rows,
                    why) &&
           (db_i64(rows, 0, PICTURE_COUNT_DAY_COUNT) < daily_quota || refuse_quota(why));
}

/* Over all files, so that a name stands for what is behind it even when the encoders change. */
static void name_it(struct adding *adding)
{
    uint8_t digests[PICTURE_FILES_MAX][32], digest[32];
    for (int i = 0; i < adding->made->count; i++)
        crypto_sha256(adding->made->files[i].bytes, adding->made->files[i].length, digests[i]);
    crypto_sha256(digests, (size_t)adding->made->count * sizeof(digests[0]), digest);
    crypto_hex(digest, HASH_BYTES, adding->hash);
}

static void send_picture(struct db_tx *tx, const struct adding *adding)
{
    const struct picture_made *made = adding->made;
    const struct picture_file *files = made->files, *widest = &files[made->count - 1];
    int64_t widths[PICTURE_WIDTHS];
    int count = 0;
    for (int i = 0; i < made->count; i += PICTURE_FORMATS)
        widths[count++] = files[i].width;
    db_tx_send(tx, &SQL_picture_add,
               DB_ARGS(DB_I64(adding->picture_id), DB_I64(adding->upload->organisation_id),
                       DB_TEXT(adding->hash), DB_BYTES(adding->source, sizeof(adding->source)),
                       DB_I64(widest->width), DB_I64(widest->height), DB_I64S(widths, count),
                       DB_I64(adding->upload->actor_id)));
    db_tx_send(tx, &SQL_picture_file_add,
               DB_ARGS(DB_I64(adding->picture_id), DB_COLUMN_I64(files, made->count, width),
                       DB_COLUMN_TEXT(files, made->count, format),
                       DB_COLUMN_BYTES(files, made->count, bytes, length)));
}

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    struct db_rows *rows;
    int64_t before = 0;
    if (!idempotency_find(tx, adding->upload->key, &before, why))
        return false;
    (void)task;
    adding->picture_id = before;
    if (before > 0)
        return true;
    /* It was there already, or a twin has stored the same bytes meanwhile. */
    if (!db_tx_query(tx, &SQL_picture_of_source,
                     DB_ARGS(DB_I64(adding->upload->organisation_id),
                             DB_BYTES(adding->source, sizeof(adding->source))),
                     &rows, why))
        return false;
    if (db_count(rows) > 0) {
        adding->picture_id = db_i64(rows, 0, PICTURE_OF_SOURCE_ID);
        picture_keep_days(tx, adding->upload->organisation_id, &adding->picture_id, 1, UNUSED_DAYS);
    } else if (adding->made->count == 0) {
        return refuse(why, &REFUSAL_CONFLICT, NULL); /* it was, and has just been purged */
    } else {
        adding->picture_id = id_next();
        send_picture(tx, adding);
    }
    idempotency_save(tx, adding->upload->key, adding->picture_id);
    return true;
}

bool picture_add(struct task *task, const struct picture_upload *upload, int64_t *picture_id,
                 struct refusal *why)
{
    struct picture_made made = {.count = 0};
    struct adding adding = {.upload = upload, .made = &made};
    crypto_sha256(upload->bytes, upload->length, adding.source);
    if (!find_same(task, &adding, why))
        return false;
    if (adding.picture_id == 0) {
        if (!check_quota(task, &adding, why) ||
            !picture_make(task, upload->bytes, upload->length, &made, why))
            return false;
        name_it(&adding);
    }
    if (!db_transact(task, DB_FAST, add_body, &adding, why))
        return false;
    *picture_id = adding.picture_id;
    return true;
}

/* ---- reading ---- */

json_t *picture_json(struct task *task, int64_t picture_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_picture_view, DB_ARGS(DB_I64(picture_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 1)
        return db_row_json(rows, 0);
    refuse(why, &REFUSAL_NOT_FOUND, NULL);
    return NULL;
}

struct file_name {
    char hash[HASH_HEX + 1];
    int64_t width;
    const char *format, *content_type;
};

/* "<hash>-<width>.<format>" */
static bool read_name(const char *name, struct file_name *file)
{
    static struct text_rule rule = TEXT_RULE("^[0-9a-f]{32}-[1-9][0-9]{0,3}\\.(webp|jpg)$");
    if (!text_match(&rule, name))
        return false;
    memcpy(file->hash, name, HASH_HEX);
    file->hash[HASH_HEX] = '\0';
    file->width = 0;
    for (name += HASH_HEX + 1; *name != '.'; name++)
        file->width = file->width * 10 + (*name - '0');
    bool webp = name[1] == 'w';
    file->format = PICTURE_FORMAT_NAMES[webp ? PICTURE_AS_WEBP : PICTURE_AS_JPEG];
    file->content_type = webp ? "image/webp" : "image/jpeg";
    return true;
}

bool picture_file_find(struct task *task, const char *name, const char **content_type,
                       const void **bytes, size_t *length, struct refusal *why)
{
    struct file_name file;
    struct db_rows *rows;
    if (!read_name(name, &file))
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    if (!db_query(task, &SQL_picture_file_find,
                  DB_ARGS(DB_TEXT(file.hash), DB_I64(file.width), DB_TEXT(file.format)), &rows,
                  why))
        return false;
    if (db_count(rows) == 0)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    *content_type = file.content_type;
    *bytes = db_bytes(rows, 0, PICTURE_FILE_FIND_BYTES, length);
    return true;
}

/* ---- keeping ---- */

bool picture_keep(struct db_tx *tx, int64_t organisation_id, const int64_t *ids, int count,
                  bool *all, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_tx_query(tx, &SQL_picture_keep, DB_ARGS(DB_I64(organisation_id), DB_I64S(ids, count)),
                     &rows, why))
        return false;
    *all = db_affected(rows) == count;
    return true;
}

void picture_keep_days(struct db_tx *tx, int64_t organisation_id, const int64_t *ids, int count,
                       int64_t days)
{
    db_tx_send(tx, &SQL_picture_keep_days,
               DB_ARGS(DB_I64(organisation_id), DB_I64S(ids, count), DB_I64(days)));
}
