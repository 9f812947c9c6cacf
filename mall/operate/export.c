#include "mall/operate/export.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "base/stamp.h"
#include "gen/mall/operate/sql.h"
#include "gen/registry/sql.h"
#include "mall/api/dispatch.h"
#include "mall/operate/export_list.h"
#include "registry/access_trail.h"

#define BEIJING_MINUTES 480

struct asking {
    const struct session *session;
    const struct export_wish *wish;
    const struct export_list *list;
    const struct idempotency *key;
    const char *filters, *file_name;
    int64_t export_id;
};

/* "县站订单_20261127_0930.xlsx" */
static const char *file_name(struct task *task, const struct export_list *list, const char *format)
{
    char now[32];
    clock_rfc3339(clock_now_us(), BEIJING_MINUTES, now);
    return arena_printf(task->arena, "%s_%.4s%.2s%.2s_%.2s%.2s.%s", list->title, now, now + 5,
                        now + 8, now + 11, now + 14, format);
}

/* Whose trail it stands in: the county's in which the account works. */
static const char *county_of(const struct session *session)
{
    static char county[7];
    county[0] = '\0';
    for (int i = 0; i < session->grant_count && county[0] == '\0'; i++)
        snprintf(county, sizeof(county), "%.6s", session->grants[i].region_code);
    return county;
}

static bool ask_body(struct task *task, struct db_tx *tx, void *argument, struct refusal *why)
{
    struct asking *asking = argument;
    char digits[21];
    if (!idempotency_find(tx, asking->key, &asking->export_id, why))
        return false;
    if (asking->export_id > 0)
        return true;
    int64_t id = asking->export_id = id_next(), account_id = asking->session->account_id;
    db_tx_send(tx, &SQL_export_add,
               DB_ARGS(DB_I64(id), DB_I64(account_id), DB_TEXT(asking->list->name),
                       DB_TEXT(asking->wish->format), DB_TEXT(asking->filters),
                       DB_TEXT(asking->file_name)));
    access_trail_send(tx,
                      &(struct access_reading){account_id, "export", "export", id,
                                               county_of(asking->session), asking->list->title});
    json_t *payload = json_pack("{s:s}", "export_id", id_text(id, digits));
    job_add(tx, "export", arena_strdup(task->arena, digits), payload, 0, "");
    json_decref(payload);
    idempotency_save(tx, asking->key, id);
    return true;
}

/* The list's own answer to its first row: who may not read it hears so now, not from a job. */
static bool try_list(struct task *task, const struct session *session,
                     const struct export_list *list, json_t *filters, struct refusal *why)
{
    const char *target = export_target(task, list, filters, "", 1, why);
    json_t *first = target != NULL ? dispatch_inside(task, session, target, why) : NULL;
    json_decref(first);
    return first != NULL;
}

/* Jobs have few places, and others wait for them too. */
/* What one usually takes. */
enum { EXPORT_WAIT_S = 10 };

static bool has_room(struct task *task, int64_t account_id, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_export_open, DB_ARGS(DB_I64(account_id)), &rows, why))
        return false;
    if (db_i64(rows, 0, EXPORT_OPEN_COUNT) < EXPORTS_AT_ONCE)
        return true;
    refuse_detail(why, &REFUSAL_TOO_MANY, NULL, "已经有 %d 个导出在做，等它们做完再导",
                  EXPORTS_AT_ONCE);
    return refusal_limit(why, "exports", EXPORTS_AT_ONCE, 0, EXPORT_WAIT_S);
}

bool export_ask(struct task *task, const struct session *session, const struct export_wish *wish,
                const struct idempotency *key, int64_t *export_id, struct refusal *why)
{
    const struct export_list *list = export_list_find(wish->list);
    if (list == NULL)
        return refuse_detail(why, &REFUSAL_INVALID_FIELD, "list", "没有这个列表");
    json_t *none = json_object(), *filters = wish->filters != NULL ? wish->filters : none;
    bool ok = json_is_object(filters) || refuse(why, &REFUSAL_INVALID_FIELD, "filters");
    ok = ok && has_room(task, session->account_id, why);
    ok = ok && try_list(task, session, list, filters, why);
    struct asking asking = {.session = session,
                            .wish = wish,
                            .list = list,
                            .key = key,
                            .file_name = file_name(task, list, wish->format)};
    if (ok) {
        char *text = json_dumps(filters, JSON_COMPACT);
        asking.filters = arena_strdup(task->arena, text);
        free(text);
    }
    json_decref(none);
    if (!ok || !db_transact(task, DB_FAST, ask_body, &asking, why))
        return false;
    *export_id = asking.export_id;
    return true;
}

/* ---- what was asked for ---- */

static struct db_rows *find(struct task *task, int64_t account_id, const struct page *page,
                            int64_t export_id, struct refusal *why)
{
    struct db_rows *rows;
    return db_query_class(task, DB_SLOW, &SQL_export_of_account,
                          DB_ARGS(DB_I64(account_id), PAGE_ARGS_DOWN(page), DB_I64(export_id)),
                          &rows, why)
               ? rows
               : NULL;
}

static void add_title(json_t *export)
{
    const struct export_list *list =
        export_list_find(json_string_value(json_object_get(export, "list")));
    json_object_set_new(export, "title", json_string(list != NULL ? list->title : ""));
}

json_t *export_list_json(struct task *task, int64_t account_id, const struct page *page,
                         struct refusal *why)
{
    struct db_rows *rows = find(task, account_id, page, 0, why);
    if (rows == NULL)
        return NULL;
    json_t *answer = page_json(page, rows, EXPORT_OF_ACCOUNT_EXPORT_ID), *export;
    size_t i;
    json_array_foreach(json_object_get(answer, "items"), i, export)
        add_title(export);
    return answer;
}

json_t *export_json(struct task *task, int64_t account_id, int64_t export_id, struct refusal *why)
{
    struct page page = {.limit = 1};
    struct db_rows *rows = find(task, account_id, &page, export_id, why);
    if (rows == NULL)
        return NULL;
    if (db_count(rows) == 0) {
        refuse(why, &REFUSAL_NOT_FOUND, NULL);
        return NULL;
    }
    json_t *export = db_row_json(rows, 0);
    add_title(export);
    return export;
}
