#include "mall/board/edition.h"

#include "base/json_text.h"
#include "gen/mall/board/sql.h"

enum { BEIJING_S = 8 * 3600 };

int64_t edition_of(int64_t now_us, int64_t step_s)
{
    return (now_us / 1000000 + BEIJING_S) / step_s;
}

bool edition_find(struct task *task, const struct edition *edition, json_t **board,
                  struct refusal *why)
{
    struct db_rows *rows;
    *board = NULL;
    if (!db_query(task, &SQL_board_edition_find,
                  DB_ARGS(DB_I64(edition->number), DB_I64(edition->step_s), DB_I64(edition->least)),
                  &rows, why))
        return false;
    if (db_count(rows) > 0)
        *board = json_loads(db_text(rows, 0, BOARD_EDITION_FIND_BOARD), 0, NULL);
    return true;
}

bool edition_claim(struct db_tx *tx, const struct edition *edition, json_t **board,
                   struct refusal *why)
{
    struct db_rows *rows;
    *board = NULL;
    if (!db_tx_query(
            tx, &SQL_board_edition_claim,
            DB_ARGS(DB_I64(edition->number), DB_I64(edition->step_s), DB_I64(edition->least)),
            &rows, why))
        return false;
    const char *text = db_text(rows, 0, BOARD_EDITION_CLAIM_BOARD);
    if (text[0] != '\0')
        *board = json_loads(text, 0, NULL);
    return true;
}

void edition_keep(struct task *task, struct db_tx *tx, const struct edition *edition, json_t *board)
{
    if (edition->step_s > 0)
        db_tx_send(tx, &SQL_board_edition_keep,
                   DB_ARGS(DB_I64(edition->number), DB_I64(edition->step_s), DB_I64(edition->least),
                           DB_TEXT(json_text_of(task->arena, board, NULL))));
}
