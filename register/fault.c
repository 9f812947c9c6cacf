#include "register/fault.h"

#include <string.h>

#include "base/arena.h"
#include "base/id.h"
#include "gen/register/sql.h"

enum { ROOM_FIRST = 16 };

static void add(struct register_faults *faults, struct register_fault fault)
{
    if (faults->count == faults->room) {
        int room = faults->room == 0 ? ROOM_FIRST : faults->room * 2;
        struct register_fault *items =
            arena_array(faults->arena, (size_t)room, sizeof(struct register_fault));
        if (faults->count > 0)
            memcpy(items, faults->items, (size_t)faults->count * sizeof(*items));
        faults->items = items;
        faults->room = room;
    }
    faults->items[faults->count++] = fault;
}

void register_fault_line(struct register_faults *faults, const struct household_line *line)
{
    for (int i = 0; i < line->faults.count; i++)
        add(faults,
            (struct register_fault){id_next(), line->line_no, line->record.household_no,
                                    line->faults.items[i].field, line->faults.items[i].message});
}

void register_fault_misfit(const struct household_misfit *misfit, void *argument)
{
    struct register_faults *faults = argument;
    add(faults, (struct register_fault){id_next(), misfit->line_no, misfit->household_no,
                                        misfit->field, misfit->message});
}

void register_fault_write(struct db_tx *tx, int64_t run_id, const struct register_faults *faults)
{
    struct register_fault *items = faults->items;
    int n = faults->count;
    if (n > 0)
        db_tx_send(tx, &SQL_fault_add,
                   DB_ARGS(DB_I64(run_id), DB_COLUMN_I64(items, n, id),
                           DB_COLUMN_I64(items, n, line_no), DB_COLUMN_TEXT(items, n, household_no),
                           DB_COLUMN_TEXT(items, n, field), DB_COLUMN_TEXT(items, n, message)));
}

json_t *register_fault_list_json(struct task *task, int64_t run_id, const struct page *page,
                                 struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query_class(task, DB_SLOW, &SQL_fault_list, DB_ARGS(DB_I64(run_id), PAGE_ARGS(page)),
                        &rows, why))
        return NULL;
    return page_json(page, rows, FAULT_LIST_FAULT_ID);
}
