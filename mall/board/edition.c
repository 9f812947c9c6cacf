#include "mall/board/edition.h"

#include "base/db.h"
#include "base/json_text.h"
#include "gen/mall/board/sql.h"

enum { BEIJING_S = 8 * 3600 };

int64_t edition_of(int64_t now_us, int64_t step_s)
{
    return (now_us / 1000000 + BEIJING_S) / step_s;
}

bool edition_find(struct task *task, int64_t edition, int64_t step_s, int64_t least, json_t **board,
                  struct refusal *why)
{
    struct db_rows *rows;
    *board = NULL;
    if (!db_query(task, &SQL_board_edition_find,
                  DB_ARGS(DB_I64(edition), DB_I64(step_s), DB_I64(least)), &rows, why))
        return false;
    if (db_count(rows) > 0)
        *board = json_loads(db_text(rows, 0, BOARD_EDITION_FIND_BOARD), 0, NULL);
    return true;
}

json_t *edition_keep(struct task *task, int64_t edition, int64_t step_s, int64_t least,
                     json_t *made, struct refusal *why)
{
    json_t *kept;
    struct db_value text = DB_TEXT(json_text_of(task->arena, made, NULL));
    if (!db_query(task, &SQL_board_edition_add,
                  DB_ARGS(DB_I64(edition), DB_I64(step_s), DB_I64(least), text), NULL, why) ||
        !edition_find(task, edition, step_s, least, &kept, why))
        return NULL;
    return kept != NULL ? kept : json_incref(made);
}
