#include "mall/board/edition.h"

#include "base/json_text.h"
#include "base/log.h"
#include "gen/mall/board/sql.h"

enum { BEIJING_S = 8 * 3600 };

int64_t edition_of(int64_t now_us, int64_t step_s)
{
    return (now_us / 1000000 + BEIJING_S) / step_s;
}

/* The settings that it is made for. */
#define OF(edition) DB_I64((edition)->step_s), DB_I64((edition)->least)

bool edition_find(struct task *task, const struct edition *edition, struct edition_found *found,
                  struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_board_edition_find,
                  DB_ARGS(DB_I64(edition->number), OF(edition), DB_I64(EDITION_RETRY_S)), &rows,
                  why))
        return false;
    *found = (struct edition_found){
        .board = json_loads(db_text(rows, 0, BOARD_EDITION_FIND_BOARD), 0, NULL),
        .is_current = db_bool(rows, 0, BOARD_EDITION_FIND_IS_CURRENT),
        .has_failed = db_bool(rows, 0, BOARD_EDITION_FIND_HAS_FAILED)};
    return true;
}

bool edition_begin(struct task *task, const struct edition *edition, bool *is_mine,
                   struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_board_making_begin, DB_ARGS(OF(edition), DB_I64(EDITION_LEASE_S)),
                  &rows, why))
        return false;
    *is_mine = db_count(rows) > 0;
    return true;
}

bool edition_claim(struct db_tx *tx, const struct edition *edition, json_t **board,
                   struct refusal *why)
{
    struct db_rows *rows;
    *board = NULL;
    if (!db_tx_query(tx, &SQL_board_edition_claim, DB_ARGS(DB_I64(edition->number), OF(edition)),
                     &rows, why))
        return false;
    if (edition->step_s > 0)
        *board = json_loads(db_text(rows, 0, BOARD_EDITION_CLAIM_BOARD), 0, NULL);
    return true;
}

void edition_keep(struct task *task, struct db_tx *tx, const struct edition *edition, json_t *board)
{
    db_tx_send(tx, &SQL_board_edition_keep,
               DB_ARGS(DB_I64(edition->number), OF(edition),
                       DB_TEXT(json_text_of(task->arena, board, NULL))));
    db_tx_send(tx, &SQL_board_making_over, DB_ARGS(OF(edition)));
}

void edition_failed(struct task *task, const struct edition *edition, const char *error)
{
    struct refusal why = {.have = -1};
    if (!db_query(task, &SQL_board_making_failed, DB_ARGS(OF(edition), DB_TEXT(error)), NULL, &why))
        log_error("board_failure_not_noted", LOG_S("error", why.kind->code));
}
