/* The job that makes an export's file: reads the list page by page, each page in memory of its own,
 * and writes its rows as they come. */
#include <assert.h>
#include <string.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/id.h"
#include "gen/mall/operate/sql.h"
#include "mall/api/dispatch.h"
#include "mall/operate/export.h"
#include "mall/operate/export_list.h"
#include "mall/operate/sheet.h"
#include "mall/operate/stored.h"
#include "registry/session.h"

enum { PAGE_ROWS = 100, ATTEMPTS_MAX = 3, TELL_MS = 500 };

struct run {
    int64_t export_id;
    const struct export_list *list;
    json_t *filters;
    struct session session;
    struct sheet *sheet;
    int64_t rows, told_ms;
    int64_t sums[SHEET_COLUMNS_MAX];
    bool cut;
    char after[24];
};

static void drop_json(void *json)
{
    json_decref(json);
}

/* ---- from an item to cells ---- */

static json_t *member_of(json_t *object, const char *path)
{
    char name[64];
    for (const char *dot; (dot = strchr(path, '.')) != NULL; path = dot + 1) {
        size_t length = (size_t)(dot - path);
        assert(length < sizeof(name));
        memcpy(name, path, length);
        name[length] = '\0';
        object = json_object_get(object, name);
    }
    return json_object_get(object, path);
}

/* Of the element when the column is one of those that repeat. */
static json_t *value_of(const struct run *run, const struct export_column *column, json_t *item,
                        json_t *element, bool *repeats)
{
    const char *each = run->list->each;
    size_t length = each != NULL ? strlen(each) : 0;
    *repeats =
        length > 0 && strncmp(column->member, each, length) == 0 && column->member[length] == '.';
    return *repeats ? json_object_get(element, column->member + length + 1)
                    : member_of(item, column->member);
}

static void fill_text(const struct export_column *column, json_t *value, struct sheet_cell *cell)
{
    const char *text = json_string_value(value);
    cell->empty = text == NULL;
    if (column->kind == EXPORT_TIME)
        cell->empty = text == NULL || !clock_parse_rfc3339(text, &cell->number);
    else if (column->kind == EXPORT_WORD && text != NULL)
        cell->text = export_say(column->words, text);
    else
        cell->text = text;
}

static struct sheet_cell cell_of(const struct export_column *column, json_t *value)
{
    struct sheet_cell cell = {.empty = true};
    if (json_is_boolean(value))
        return (struct sheet_cell){.text = json_is_true(value) ? "是" : "否"};
    if (!json_is_integer(value))
        fill_text(column, value, &cell);
    else
        cell = (struct sheet_cell){.number = (int64_t)json_integer_value(value)};
    return cell;
}

static void write_row(struct run *run, json_t *item, json_t *element, bool first)
{
    struct sheet_cell cells[SHEET_COLUMNS_MAX];
    for (int i = 0; run->list->columns[i].heading != NULL; i++) {
        const struct export_column *column = &run->list->columns[i];
        bool repeats;
        json_t *value = value_of(run, column, item, element, &repeats);
        cells[i] = cell_of(column, value);
        if (!first && !repeats && json_is_integer(value))
            cells[i] = (struct sheet_cell){.empty = true};
        if (column->sum && cells[i].text == NULL && !cells[i].empty)
            run->sums[i] += cells[i].number;
    }
    sheet_row(run->sheet, cells, false);
    run->rows++;
}

static void write_item(struct run *run, json_t *item)
{
    json_t *elements = run->list->each != NULL ? json_object_get(item, run->list->each) : NULL;
    size_t count = json_array_size(elements);
    for (size_t i = 0; i < count || i == 0; i++)
        write_row(run, item, json_array_get(elements, i), i == 0);
}

static void write_sums(struct run *run)
{
    struct sheet_cell cells[SHEET_COLUMNS_MAX];
    bool any = false;
    for (int i = 0; run->list->columns[i].heading != NULL; i++) {
        bool sum = run->list->columns[i].sum;
        any = any || sum;
        cells[i] = (struct sheet_cell){.number = run->sums[i], .empty = !sum};
    }
    if (run->cut)
        cells[0] = (struct sheet_cell){.text = "合计（只到这里，列表还没完，请缩小范围）"};
    else if (!run->list->columns[0].sum)
        cells[0] = (struct sheet_cell){.text = "合计"};
    if (any || run->cut)
        sheet_row(run->sheet, cells, true);
}

/* ---- page by page ---- */

static bool is_full(const struct run *run)
{
    return run->rows >= EXPORT_ROWS_MAX || sheet_size(run->sheet) >= STORED_MAX - STORED_MAX / 8;
}

/* *more = there is a page behind. */
static bool read_page(struct task *task, struct run *run, bool *more, struct refusal *why)
{
    const char *target = export_target(task, run->list, run->filters, run->after, PAGE_ROWS, why);
    json_t *answer = target != NULL ? dispatch_inside(task, &run->session, target, why) : NULL,
           *item;
    if (answer == NULL)
        return false;
    arena_defer(task->arena, drop_json, answer);
    const char *items = run->list->items != NULL ? run->list->items : "items";
    size_t i, count = json_array_size(json_object_get(answer, items));
    json_array_foreach(json_object_get(answer, items), i, item) {
        if (is_full(run)) {
            run->cut = true;
            break;
        }
        write_item(run, item);
    }
    const char *next = json_string_value(json_object_get(answer, "next"));
    *more = !run->cut && count > 0 && next != NULL && strlen(next) < sizeof(run->after);
    if (*more)
        memcpy(run->after, next, strlen(next) + 1);
    return true;
}

static bool tell(struct task *task, struct run *run, struct refusal *why)
{
    if (clock_mono_ms() - run->told_ms < TELL_MS)
        return true;
    run->told_ms = clock_mono_ms();
    return db_query(task, &SQL_export_progress, DB_ARGS(DB_I64(run->export_id), DB_I64(run->rows)),
                    NULL, why);
}

static bool read_list(struct task *task, struct run *run, struct refusal *why)
{
    struct arena *outer = task->arena;
    bool ok = true, more = true;
    while (ok && more) {
        task->arena = arena_new(ARENA_LIMIT_DEFAULT);
        ok = read_page(task, run, &more, why) && tell(task, run, why) && task_alive(task, why);
        arena_free(task->arena);
        task->arena = outer;
    }
    return ok;
}

static bool write_file(struct task *task, struct run *run, FILE *file, bool xlsx,
                       struct refusal *why)
{
    run->sheet = sheet_open(stored_scratch_path(task, file), xlsx, run->list, why);
    if (run->sheet == NULL)
        return false;
    if (!read_list(task, run, why)) {
        sheet_drop(run->sheet);
        return false;
    }
    write_sums(run);
    return sheet_close(task, run->sheet, why);
}

/* ---- the job ---- */

static bool end(struct task *task, const struct run *run, bool done, int64_t bytes,
                const char *reason, struct refusal *why)
{
    return db_query(task, &SQL_export_end,
                    DB_ARGS(DB_I64(run->export_id), DB_TEXT(done ? "done" : "failed"),
                            DB_I64(run->rows), DB_I64(bytes), DB_BOOL(run->cut), DB_TEXT(reason)),
                    NULL, why);
}

/* What will not be otherwise next time ends it, with the reason for its person; what may be
 * (database away, time over) is tried again by the job. */
static bool fail(struct task *task, const struct run *run, int64_t attempts, struct refusal *why)
{
    struct refusal unwritten;
    if (why->kind->status >= 500 && attempts < ATTEMPTS_MAX)
        return false;
    const char *reason = why->detail[0] != '\0' ? why->detail : why->kind->title;
    return end(task, run, false, 0, reason, &unwritten) && why->kind->status < 500;
}

static bool make(struct task *task, struct run *run, bool xlsx, struct refusal *why)
{
    int64_t bytes = 0;
    FILE *file = stored_scratch(why);
    if (file == NULL)
        return false;
    bool ok = write_file(task, run, file, xlsx, why) &&
              stored_save(task, run->export_id, file, &bytes, why);
    fclose(file);
    return ok && end(task, run, true, bytes, "", why);
}

static bool may_ask(struct task *task, struct run *run, int64_t account_id, struct refusal *why)
{
    return session_of_account(task, account_id, &run->session, why) &&
           (run->session.account_id != 0 ||
            refuse_detail(why, &REFUSAL_FORBIDDEN, NULL, "账号已停用"));
}

bool export_run(struct task *task, int64_t job_id, json_t *payload, struct refusal *why)
{
    struct run run = {.rows = 0};
    struct db_rows *rows;
    (void)job_id;
    if (!id_parse(json_string_value(json_object_get(payload, "export_id")), &run.export_id))
        return refuse(why, &REFUSAL_BAD_REQUEST, NULL);
    if (!db_query(task, &SQL_export_start, DB_ARGS(DB_I64(run.export_id)), &rows, why))
        return false;
    if (db_count(rows) == 0)
        return true; /* it has ended, or was deleted */
    run.list = export_list_find(db_text(rows, 0, EXPORT_START_LIST));
    run.filters = json_loads(db_text(rows, 0, EXPORT_START_FILTERS), 0, NULL);
    arena_defer(task->arena, drop_json, run.filters);
    bool xlsx = strcmp(db_text(rows, 0, EXPORT_START_FORMAT), "xlsx") == 0;
    bool ok = run.list != NULL || refuse(why, &REFUSAL_NOT_FOUND, NULL);
    ok = ok && may_ask(task, &run, db_i64(rows, 0, EXPORT_START_ACCOUNT_ID), why) &&
         make(task, &run, xlsx, why);
    return ok || fail(task, &run, db_i64(rows, 0, EXPORT_START_ATTEMPTS), why);
}
