#include "catalog/listing_form.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "catalog/listing.h"
#include "gen/catalog/sql.h"
#include "media/picture.h"

const struct refusal_kind LISTING_FORM_CHANGED = {
    "draft_changed", 409, "这份草稿在别的窗口改过了，请先看看那边存了什么，再决定留哪一份"};
const struct refusal_kind LISTING_FORM_CLOSED = {"draft_closed", 409,
                                                 "这份草稿已经提交或删掉，不能再改"};

/* A form's pictures stay a little longer than the form does (listing_form_purge). */
enum { PICTURE_DAYS = 190 };

/* ---- reading ---- */

static bool find(struct task *task, int64_t form_id, struct db_rows **rows, struct refusal *why)
{
    return db_query(task, &SQL_listing_form_find, DB_ARGS(DB_I64(form_id)), rows, why) &&
           (db_count(*rows) == 1 || refuse(why, &REFUSAL_NOT_FOUND, NULL));
}

bool listing_form_scope(struct task *task, int64_t form_id, struct scope *scope,
                        struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, form_id, &rows, why))
        return false;
    *scope = (struct scope){.org_id = db_i64(rows, 0, LISTING_FORM_FIND_PRODUCER_ID)};
    return true;
}

json_t *listing_form_json(struct task *task, int64_t form_id, struct refusal *why)
{
    struct db_rows *rows;
    return find(task, form_id, &rows, why) ? db_row_json(rows, 0) : NULL;
}

json_t *listing_form_list_json(struct task *task, int64_t producer_id, const struct page *page,
                               struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listing_form_list, DB_ARGS(DB_I64(producer_id), PAGE_ARGS_DOWN(page)),
                  &rows, why))
        return NULL;
    return page_json(page, rows, LISTING_FORM_LIST_DRAFT_ID);
}

/* ---- writing ---- */

static void release_text(void *text)
{
    free(text);
}

/* The content as text, in the arena; NULL when it is no object or too long. */
static const char *content_text(struct task *task, const json_t *content, struct refusal *why)
{
    char *text = json_is_object(content) ? json_dumps(content, JSON_COMPACT) : NULL;
    if (text != NULL)
        arena_defer(task->arena, release_text, text);
    if (text != NULL && strlen(text) <= LISTING_FORM_MAX_BYTES)
        return text;
    refuse_detail(why, &REFUSAL_INVALID_FIELD, "content", "草稿的内容太长，请删去一些文字");
    return NULL;
}

/* Whatever the content says of pictures: what is none of the producer's is left alone. */
static void keep_pictures(struct db_tx *tx, int64_t producer_id, const json_t *content)
{
    int64_t ids[LISTING_MAX_PICTURES];
    int count = 0;
    size_t i;
    json_t *item;
    json_t *pictures = json_object_get(json_object_get(content, "listing"), "pictures");
    json_array_foreach(pictures, i, item) {
        const char *text = json_string_value(json_object_get(item, "picture_id"));
        if (count < LISTING_MAX_PICTURES && text != NULL && id_parse(text, &ids[count]))
            count++;
    }
    if (count > 0)
        picture_keep_days(tx, producer_id, ids, count, PICTURE_DAYS);
}

struct adding {
    const struct listing_form *form;
    const struct idempotency *key;
    const char *content;
    int64_t form_id;
};

static bool find_open(struct db_tx *tx, struct adding *adding, bool *found, struct refusal *why)
{
    struct db_rows *rows;
    *found = false;
    if (adding->form->listing_id == 0)
        return true;
    if (!db_tx_query(tx, &SQL_listing_form_of_listing, DB_ARGS(DB_I64(adding->form->listing_id)),
                     &rows, why))
        return false;
    *found = db_count(rows) > 0;
    if (*found)
        adding->form_id = db_i64(rows, 0, LISTING_FORM_OF_LISTING_ID);
    return true;
}

static bool add_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct adding *adding = argument;
    const struct listing_form *form = adding->form;
    int64_t before = 0;
    bool found;
    (void)task;
    if (!idempotency_find(tx, adding->key, &before, why) || !find_open(tx, adding, &found, why))
        return false;
    if (before > 0) {
        adding->form_id = before;
        return true;
    }
    if (!found) {
        adding->form_id = id_next();
        db_tx_send(tx, &SQL_listing_form_add,
                   DB_ARGS(DB_I64(adding->form_id), DB_I64(form->producer_id),
                           form->listing_id != 0 ? DB_I64(form->listing_id) : DB_NULL,
                           DB_TEXT(form->title), DB_TEXT(form->step), DB_TEXT(adding->content),
                           DB_I64(form->actor_id)));
        keep_pictures(tx, form->producer_id, form->content);
    }
    idempotency_save(tx, adding->key, adding->form_id);
    return true;
}

bool listing_form_add(struct task *task, const struct listing_form *form,
                      const struct idempotency *key, int64_t *form_id, struct refusal *why)
{
    struct adding adding = {.form = form, .key = key};
    adding.content = content_text(task, form->content, why);
    if (adding.content == NULL || !db_transact(task, DB_FAST, add_body, &adding, why))
        return false;
    *form_id = adding.form_id;
    return true;
}

/* Why nothing was changed: the form is closed, or was saved by somebody else since. */
static bool refuse_stale(struct task *task, int64_t form_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!find(task, form_id, &rows, why))
        return false;
    if (!db_is_null(rows, 0, LISTING_FORM_FIND_CLOSED_AT))
        return refuse(why, &LISTING_FORM_CLOSED, NULL);
    refuse(why, &LISTING_FORM_CHANGED, "revision");
    why->have = db_i64(rows, 0, LISTING_FORM_FIND_REVISION);
    return false;
}

struct saving {
    const struct listing_form *form;
    const char *content;
    int64_t form_id, producer_id;
    bool stale;
};

static bool save_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct saving *saving = argument;
    const struct listing_form *form = saving->form;
    struct db_rows *rows;
    (void)task;
    if (!db_tx_query(tx, &SQL_listing_form_save,
                     DB_ARGS(DB_I64(saving->form_id), DB_I64(form->revision), DB_TEXT(form->title),
                             DB_TEXT(form->step), DB_TEXT(saving->content), DB_I64(form->actor_id)),
                     &rows, why))
        return false;
    saving->stale = db_affected(rows) == 0;
    if (!saving->stale)
        keep_pictures(tx, form->producer_id, form->content);
    return true;
}

bool listing_form_save(struct task *task, int64_t form_id, const struct listing_form *form,
                       struct refusal *why)
{
    struct saving saving = {.form = form, .form_id = form_id};
    saving.content = content_text(task, form->content, why);
    if (saving.content == NULL || !db_transact(task, DB_FAST, save_body, &saving, why))
        return false;
    return !saving.stale || refuse_stale(task, form_id, why);
}

bool listing_form_drop(struct task *task, int64_t form_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_listing_form_drop, DB_ARGS(DB_I64(form_id)), &rows, why))
        return false;
    return db_affected(rows) == 1 || refuse_stale(task, form_id, why);
}

/* ---- handing in ---- */

bool listing_form_submit(struct task *task, int64_t form_id, int64_t revision, int64_t actor_id,
                         int64_t *version_id, struct refusal *why)
{
    struct db_rows *rows;
    struct listing_draft draft = {.producer_id = 0};
    if (!find(task, form_id, &rows, why))
        return false;
    if (!db_is_null(rows, 0, LISTING_FORM_FIND_VERSION_ID)) {
        *version_id = db_i64(rows, 0, LISTING_FORM_FIND_VERSION_ID);
        return true;
    }
    if (!db_is_null(rows, 0, LISTING_FORM_FIND_CLOSED_AT) ||
        db_i64(rows, 0, LISTING_FORM_FIND_REVISION) != revision)
        return refuse_stale(task, form_id, why);
    const char *text = db_text(rows, 0, LISTING_FORM_FIND_CONTENT);
    json_t *content = shape_parse(task->arena, text, strlen(text), why);
    struct listing_writer writer = {
        .actor_id = actor_id, .form_id = form_id, .form_revision = revision};
    json_t *listing = content != NULL ? json_object_get(content, "listing") : NULL;
    if (content != NULL && listing == NULL)
        return refuse(why, &REFUSAL_MISSING_FIELD, "listing");
    if (content == NULL ||
        !shape_read_json(task->arena, &LISTING_DRAFT_SHAPE, listing, &draft, why) ||
        !listing_draft_check(&draft, why))
        return false;
    if (db_is_null(rows, 0, LISTING_FORM_FIND_LISTING_ID))
        return listing_create(task, &writer, db_i64(rows, 0, LISTING_FORM_FIND_PRODUCER_ID), &draft,
                              version_id, why);
    return listing_revise(task, &writer, db_i64(rows, 0, LISTING_FORM_FIND_LISTING_ID), &draft,
                          version_id, why);
}
