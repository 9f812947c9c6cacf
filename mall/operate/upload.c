#include "mall/operate/upload.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/mall/operate/sql.h"
#include "gen/registry/sql.h"
#include "mall/operate/stored.h"
#include "mall/operate/upload_table.h"
#include "registry/access_trail.h"

struct asking {
    const struct upload_wish *wish;
    const struct idempotency *key;
    const char *text, *encoding;
    size_t length;
    int64_t rows, upload_id;
};

static void add_rows(struct db_tx *tx, struct task *task, const struct asking *asking)
{
    const struct upload_wish *wish = asking->wish;
    char digits[21];
    int64_t id = asking->upload_id;
    db_tx_send(tx, &SQL_import_add,
               DB_ARGS(DB_I64(id), DB_I64(wish->account_id), DB_TEXT(wish->name),
                       DB_TEXT(wish->file_name), DB_TEXT(wish->mode), DB_TEXT(asking->encoding),
                       DB_I64((int64_t)wish->length), DB_I64(asking->rows)));
    access_trail_send(tx, &(struct access_reading){wish->account_id, "import", "import", id, "",
                                                   import_kind_find(wish->name)->title});
    json_t *payload =
        json_pack("{s:s, s:s}", "import_id", id_text(id, digits), "request_id", task->id);
    job_add(tx, "import", arena_strdup(task->arena, digits), payload, 0, "");
    json_decref(payload);
}

static bool ask_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct asking *asking = argument;
    if (!idempotency_find(tx, asking->key, &asking->upload_id, why))
        return false;
    if (asking->upload_id > 0)
        return true;
    asking->upload_id = id_next();
    add_rows(tx, task, asking);
    idempotency_save(tx, asking->key, asking->upload_id);
    return stored_save_sealed(tx, asking->upload_id, asking->text, asking->length, why);
}

bool upload_ask(struct task *task, const struct upload_wish *wish, const struct idempotency *key,
                int64_t *upload_id, struct refusal *why)
{
    const struct import_kind *kind = import_kind_find(wish->name);
    struct asking asking = {.wish = wish, .key = key};
    if (kind == NULL)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "name", "没有这种导入");
    if (wish->length == 0)
        return refuse_detail(why, &REFUSAL_MISSING_FIELD, "file", "请选择文件");
    asking.text = upload_text(task, wish->bytes, wish->length, &asking.length, &asking.encoding);
    if (asking.text == NULL)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "file",
                             "认不出文件的编码，请另存为 CSV（UTF-8 或 GB18030）再传");
    if (!upload_check(task, kind, asking.text, asking.length, &asking.rows, why) ||
        !db_transact(task, DB_REPORT, ask_body, &asking, why))
        return false;
    *upload_id = asking.upload_id;
    return true;
}

/* ---- what was uploaded ---- */

static void add_title(json_t *upload)
{
    const struct import_kind *kind =
        import_kind_find(json_string_value(json_object_get(upload, "name")));
    json_object_set_new(upload, "title", json_string(kind != NULL ? kind->title : ""));
}

json_t *upload_list_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_import_list, DB_ARGS(PAGE_ARGS_DOWN(page), DB_I64(0)),
                        &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, IMPORT_LIST_IMPORT_ID), *upload;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, upload)
        add_title(upload);
    return answer;
}

json_t *upload_json(struct task *task, int64_t upload_id, struct refusal *why)
{
    struct page page = {.limit = 1};
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_import_list,
                        DB_ARGS(PAGE_ARGS_DOWN(&page), DB_I64(upload_id)), &rows, why))
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *upload = db_row_json(rows, 0);
    add_title(upload);
    return upload;
}

/* ---- its faults ---- */

static const struct import_column *column_of(const struct import_kind *kind, const char *name)
{
    return kind != NULL ? import_column_find(import_kind_columns(kind), name) : NULL;
}

static const char *heading_of(const struct import_kind *kind, const char *name)
{
    const struct import_column *column = column_of(kind, name);
    return column != NULL ? column->heading : name;
}

json_t *upload_faults_json(struct task *task, int64_t upload_id, const struct page *page,
                           struct refusal *why)
{
    struct db_rows *rows;
    json_t *upload = upload_json(task, upload_id, why);
    if (upload == NULL)
        return NULL;
    const struct import_kind *kind =
        import_kind_find(json_string_value(json_object_get(upload, "name")));
    json_t *items = json_array();
    bool ok = db_query(task, &SQL_import_fault_list, DB_ARGS(DB_I64(upload_id), PAGE_ARGS(page)),
                       &rows, why);
    int count = ok ? db_count(rows) : 0;
    for (int row = 0; row < count; row++) {
        const char *column = db_text(rows, row, IMPORT_FAULT_LIST_COLUMN_NAME);
        struct import_advice advice = import_advice_say(
            task->arena, column_of(kind, column), db_text(rows, row, IMPORT_FAULT_LIST_MESSAGE));
        json_array_append_new(
            items, json_pack("{s:I, s:s, s:s, s:s}", "row_no",
                             (json_int_t)db_i64(rows, row, IMPORT_FAULT_LIST_ROW_NO), "column",
                             heading_of(kind, column), "wrong", advice.wrong, "cure", advice.cure));
    }
    json_decref(upload);
    if (ok)
        return page_of_items(page, items,
                             count > 0 ? db_i64(rows, count - 1, IMPORT_FAULT_LIST_PLACE) : 0);
    json_decref(items);
    return NULL;
}

/* ---- what became of its rows ---- */

static json_t *row_json(struct task *task, const struct import_kind *kind,
                        const struct db_rows *rows, int row)
{
    const char *names = db_text(rows, row, IMPORT_ROW_LIST_COLUMNS);
    const char *message = db_text(rows, row, IMPORT_ROW_LIST_MESSAGE);
    return json_pack(
        "{s:I, s:s, s:s, s:s}", "row_no", (json_int_t)db_i64(rows, row, IMPORT_ROW_LIST_ROW_NO),
        "outcome", db_text(rows, row, IMPORT_ROW_LIST_OUTCOME), "columns",
        kind != NULL ? import_headings(task->arena, import_kind_columns(kind), names) : names,
        "message", message[0] != '\0' ? import_notice_say(message) : "");
}

json_t *upload_rows_json(struct task *task, int64_t upload_id, const char *outcome,
                         const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    json_t *upload = upload_json(task, upload_id, why);
    if (upload == NULL)
        return NULL;
    const struct import_kind *kind =
        import_kind_find(json_string_value(json_object_get(upload, "name")));
    json_decref(upload);
    if (!db_query_class(task, DB_SLOW, &SQL_import_row_list,
                        DB_ARGS(DB_I64(upload_id), PAGE_ARGS(page), DB_TEXT(outcome)), &rows, why))
        return NULL;
    json_t *items = json_array();
    int count = db_count(rows);
    for (int row = 0; row < count; row++)
        json_array_append_new(items, row_json(task, kind, rows, row));
    return page_of_items(page, items,
                         count > 0 ? db_i64(rows, count - 1, IMPORT_ROW_LIST_PLACE) : 0);
}

/* ---- what was imported by command ---- */

json_t *upload_commands_json(struct task *task, const struct page *page, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_import_command_list, DB_ARGS(PAGE_ARGS_DOWN(page)), &rows, why))
        return NULL;
    json_t *answer = page_json(page, rows, IMPORT_COMMAND_LIST_RUN_ID), *run;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, run)
        add_title(run);
    return answer;
}

/* ---- again ---- */

bool upload_again(struct task *task, int64_t upload_id, const char *mode, int64_t account_id,
                  const struct idempotency *key, int64_t *made_id, struct refusal *why)
{
    struct upload_wish wish = {.account_id = account_id, .mode = mode};
    char *bytes = NULL;
    json_t *upload = upload_json(task, upload_id, why);
    if (upload == NULL)
        return false;
    FILE *out = open_memstream(&bytes, &wish.length);
    if (out == NULL)
        abort();
    wish.name = json_string_value(json_object_get(upload, "name"));
    wish.file_name = json_string_value(json_object_get(upload, "file_name"));
    bool ok = stored_open_sealed(task, upload_id, out, why);
    fclose(out);
    wish.bytes = bytes;
    ok = ok && upload_ask(task, &wish, key, made_id, why);
    free(bytes);
    json_decref(upload);
    return ok;
}

/* ---- the rows that were not imported ---- */

struct failed_rows {
    const char **reasons; /* by number of the row */
    int64_t count;
};

static const char *reason_text(struct task *task, const struct import_kind *kind,
                               const struct db_rows *rows, int row, const char *before)
{
    const char *column = db_text(rows, row, IMPORT_FAULT_LIST_COLUMN_NAME);
    struct import_advice advice = import_advice_say(task->arena, column_of(kind, column),
                                                    db_text(rows, row, IMPORT_FAULT_LIST_MESSAGE));
    return arena_printf(task->arena, "%s%s%s%s%s，%s", before != NULL ? before : "",
                        before != NULL ? "；" : "", heading_of(kind, column),
                        column[0] != '\0' ? "：" : "", advice.wrong, advice.cure);
}

static bool load_reasons(struct task *task, const struct import_kind *kind, int64_t upload_id,
                         struct failed_rows *failed, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_import_fault_list,
                  DB_ARGS(DB_I64(upload_id), DB_I64(0), DB_I64(UPLOAD_ROWS_MAX)), &rows, why))
        return false;
    for (int row = 0; row < db_count(rows); row++) {
        int64_t number = db_i64(rows, row, IMPORT_FAULT_LIST_ROW_NO);
        if (number >= 2 && number < failed->count)
            failed->reasons[number] = reason_text(task, kind, rows, row, failed->reasons[number]);
    }
    return true;
}

bool upload_failed_rows(struct task *task, int64_t upload_id, char **bytes, size_t *length,
                        struct refusal *why)
{
    json_t *upload = upload_json(task, upload_id, why);
    if (upload == NULL)
        return false;
    const struct import_kind *kind =
        import_kind_find(json_string_value(json_object_get(upload, "name")));
    struct failed_rows failed = {.count = UPLOAD_ROWS_MAX + 2};
    json_decref(upload);
    failed.reasons = arena_array(task->arena, (size_t)failed.count, sizeof(*failed.reasons));
    if (kind == NULL || !load_reasons(task, kind, upload_id, &failed, why))
        return kind != NULL ? false : refuse(why, &REFUSAL_NOT_FOUND, NULL);
    FILE *in = stored_scratch(why);
    if (in == NULL)
        return false;
    bool ok = stored_open_sealed(task, upload_id, in, why);
    FILE *out = ok ? open_memstream(bytes, length) : NULL;
    if (out != NULL) {
        upload_write_failed(kind, in, failed.reasons, failed.count, out);
        fclose(out);
    }
    fclose(in);
    return ok;
}
