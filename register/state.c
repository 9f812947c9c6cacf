#include "register/state.h"

#include "gen/register/sql.h"
#include "register/client.h"

bool register_state_read(struct task *task, struct register_state *state, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_state_find, DB_NO_ARGS, &rows, why))
        return false;
    *state = (struct register_state){.snapshot_id = db_text(rows, 0, STATE_FIND_SNAPSHOT_ID),
                                     .change_no = db_i64(rows, 0, STATE_FIND_CHANGE_NO),
                                     .trouble = db_text(rows, 0, STATE_FIND_TROUBLE),
                                     .quiet_s = db_is_null(rows, 0, STATE_FIND_QUIET_S)
                                                    ? -1
                                                    : db_i64(rows, 0, STATE_FIND_QUIET_S)};
    return true;
}

bool register_state_trouble(struct task *task, const char *trouble, bool answered,
                            struct refusal *why)
{
    return db_query(task, &SQL_state_trouble, DB_ARGS(DB_TEXT(trouble), DB_BOOL(answered)), NULL,
                    why);
}

json_t *register_state_json(struct task *task, struct refusal *why)
{
    struct db_rows *rows;
    if (!db_query(task, &SQL_state_find, DB_NO_ARGS, &rows, why))
        return NULL;
    json_t *state = db_row_json(rows, 0);
    json_object_set_new(state, "is_set", json_boolean(register_client_is_set()));
    return state;
}
