/* Imports over HTTP: templates, upload, how far it is, what is wrong, the rows to mend. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/csv_write.h"
#include "base/text.h"
#include "base/url.h"
#include "mall/api/reply.h"
#include "mall/operate/import_kind.h"
#include "mall/operate/routes.h"
#include "mall/operate/upload.h"

enum { FILE_NAME_MAX = 120 };

static void reply_csv(struct call *call, const char *name, const void *bytes, size_t length)
{
    http_set_header(call->http, "Content-Disposition",
                    arena_printf(call->task->arena,
                                 "attachment; filename=\"table.csv\"; filename*=UTF-8''%s",
                                 url_encode(call->task->arena, URL_PART, name)));
    http_set_header(call->http, "Cache-Control", "no-store");
    http_reply(call->http, 200, "text/csv; charset=utf-8", bytes, length);
}

/* ---- templates ---- */

static json_t *kind_json(const struct import_kind *kind)
{
    json_t *columns = json_array();
    for (const struct import_column *column = import_kind_columns(kind); column->name != NULL;
         column++) {
        json_t *words = json_array();
        for (const struct import_word *value = column->words; value != NULL && value->word != NULL;
             value++)
            json_array_append_new(words, json_string(value->chinese));
        json_array_append_new(columns, json_pack("{s:s, s:s, s:s, s:o}", "name", column->name,
                                                 "heading", column->heading, "example",
                                                 column->example, "words", words));
    }
    return json_pack("{s:s, s:s, s:s, s:o}", "name", kind->importer->name, "title", kind->title,
                     "about", kind->importer->tables[0].about, "columns", columns);
}

static bool get_templates(struct call *call, struct refusal *why)
{
    json_t *items = json_array();
    (void)why;
    for (int i = 0; import_kind_at(i) != NULL; i++)
        json_array_append_new(items, kind_json(import_kind_at(i)));
    return call_reply_list(call, items);
}

static bool get_template(struct call *call, struct refusal *why)
{
    const struct import_kind *kind = import_kind_find(call_param(call, 0));
    struct csv_writer csv;
    size_t length;
    if (kind == NULL)
        return refuse(why, &REFUSAL_NOT_FOUND, NULL);
    csv_write_begin(&csv, call->task->arena);
    for (const struct import_column *column = import_kind_columns(kind); column->name != NULL;
         column++)
        csv_write_text(&csv, column->heading);
    csv_write_row_end(&csv);
    for (const struct import_column *column = import_kind_columns(kind); column->name != NULL;
         column++)
        csv_write_text(&csv, column->example);
    csv_write_row_end(&csv);
    const char *bytes = csv_write_end(&csv, &length);
    reply_csv(call, arena_printf(call->task->arena, "导入模板_%s.csv", kind->title), bytes, length);
    return true;
}

/* ---- uploads ---- */

static const char *const MODES[] = {"good", "whole", "try", NULL};

static bool read_wish(struct call *call, struct upload_wish *wish, struct refusal *why)
{
    const char *type = http_header(call->http, "content-type");
    *wish = (struct upload_wish){.account_id = call->session.account_id,
                                 .name = call_query(call, "name"),
                                 .file_name = call_query(call, "file_name"),
                                 .mode = "good",
                                 .bytes = call->http->body,
                                 .length = call->http->body_length};
    if (type == NULL || strncasecmp(type, "text/csv", 8) != 0)
        return refuse_detail(why, &REFUSAL_MEDIA_TYPE, NULL,
                             "只收 CSV 文件（text/csv），Excel 里请另存为 CSV");
    if (wish->name == NULL)
        return refuse(why, &REFUSAL_MISSING_FIELD, "name");
    wish->file_name = wish->file_name != NULL ? wish->file_name : "";
    if (text_length(wish->file_name) > FILE_NAME_MAX)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "file_name", "文件名最多 %d 个字",
                             FILE_NAME_MAX);
    size_t length = strlen(wish->file_name);
    if (length > 0 && !(text_is_clean(wish->file_name, length, false) &&
                        text_is_visible(wish->file_name, length)))
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "file_name",
                             "文件名不能只有空格或看不见的字符，也不能换行；请改名再传");
    return call_choice_query(call, "mode", MODES, &wish->mode, why);
}

static bool post_import(struct call *call, struct refusal *why)
{
    struct upload_wish wish;
    struct idempotency key;
    int64_t id;
    return call_allowed(call, RIGHT_OPERATE, NULL, why) && read_wish(call, &wish, why) &&
           call_idempotency(call, &key, why) && upload_ask(call->task, &wish, &key, &id, why) &&
           call_reply(call, 201, upload_json(call->task, id, why));
}

struct again_body {
    const char *mode;
};
static const struct shape_field AGAIN_FIELDS[] = {
    FIELD_CHOICE(struct again_body, mode, REQUIRED, MODES, NULL),
};
static const struct shape AGAIN_SHAPE = SHAPE(struct again_body, AGAIN_FIELDS);

static bool post_again(struct call *call, struct refusal *why)
{
    struct again_body body;
    struct idempotency key;
    int64_t id, made_id;
    return call_id_param(call, 0, &id, why) && call_read(call, &body, why) &&
           call_allowed(call, RIGHT_OPERATE, NULL, why) && call_idempotency(call, &key, why) &&
           upload_again(call->task, id, body.mode, call->session.account_id, &key, &made_id, why) &&
           call_reply(call, 201, upload_json(call->task, made_id, why));
}

static bool get_rows(struct call *call, struct refusal *why)
{
    static const char *const OUTCOMES[] = {"added", "changed", "same", "notice", NULL};
    struct page page;
    const char *outcome = "";
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_list(call, &page, why) &&
           call_choice_query(call, "outcome", OUTCOMES, &outcome, why) &&
           call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, upload_rows_json(call->task, id, outcome, &page, why));
}

static bool get_commands(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, upload_commands_json(call->task, &page, why));
}

static bool get_imports(struct call *call, struct refusal *why)
{
    struct page page;
    return call_list(call, &page, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, upload_list_json(call->task, &page, why));
}

static bool get_import(struct call *call, struct refusal *why)
{
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, upload_json(call->task, id, why));
}

static bool get_faults(struct call *call, struct refusal *why)
{
    struct page page;
    int64_t id;
    return call_id_param(call, 0, &id, why) && call_list(call, &page, why) &&
           call_allowed(call, RIGHT_OPERATE, NULL, why) &&
           call_reply(call, 200, upload_faults_json(call->task, id, &page, why));
}

static bool get_failed_rows(struct call *call, struct refusal *why)
{
    int64_t id;
    char *bytes;
    size_t length;
    if (!call_id_param(call, 0, &id, why) || !call_allowed(call, RIGHT_OPERATE, NULL, why) ||
        !upload_failed_rows(call->task, id, &bytes, &length, why))
        return false;
    reply_csv(call, "没导入的行.csv", bytes, length);
    free(bytes);
    return true;
}

const struct route ROUTES_IMPORT[] = {
    {"import_template_list", "GET", "/api/v1/import-templates", get_templates,
     .rights = {RIGHT_OPERATE}},
    {"import_template_get", "GET", "/api/v1/import-templates/:name", get_template,
     .rights = {RIGHT_OPERATE}},
    {"import_create", "POST", "/api/v1/imports", post_import, .rights = {RIGHT_OPERATE},
     .flags = ROUTE_IDEMPOTENT | ROUTE_UPLOAD, .body_max = UPLOAD_BYTES_MAX,
     .query = "name file_name mode"},
    {"import_list", "GET", "/api/v1/imports", get_imports, .rights = {RIGHT_OPERATE},
     .query = "after limit"},
    {"import_get", "GET", "/api/v1/imports/:import_id", get_import, .rights = {RIGHT_OPERATE}},
    {"import_again", "POST", "/api/v1/imports/:import_id/again", post_again,
     .rights = {RIGHT_OPERATE}, .flags = ROUTE_IDEMPOTENT, .body = &AGAIN_SHAPE, .body_max = KIB},
    {"import_row_list", "GET", "/api/v1/imports/:import_id/rows", get_rows,
     .rights = {RIGHT_OPERATE}, .query = "outcome after limit"},
    {"import_command_list", "GET", "/api/v1/import-commands", get_commands,
     .rights = {RIGHT_OPERATE}, .query = "after limit"},
    {"import_fault_list", "GET", "/api/v1/imports/:import_id/faults", get_faults,
     .rights = {RIGHT_OPERATE}, .query = "after limit"},
    {"import_failed_rows", "GET", "/api/v1/imports/:import_id/failed-rows", get_failed_rows,
     .rights = {RIGHT_OPERATE}},
    {0},
};
